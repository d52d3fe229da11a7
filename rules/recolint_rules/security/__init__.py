"""Keys, network, output and ARNs (RL6)."""

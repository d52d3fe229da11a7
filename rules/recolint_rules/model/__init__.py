"""Model source, container and payload (RL4)."""

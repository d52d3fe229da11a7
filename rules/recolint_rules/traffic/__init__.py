"""Traffic, job type, stopping conditions and limits (RL2)."""

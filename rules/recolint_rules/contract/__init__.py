"""The contract of the request (RL1)."""

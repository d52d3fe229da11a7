"""Cost and team policy (RL8)."""

"""Names and tags (RL3)."""

"""What AWS says of what a spec names (RL9)."""

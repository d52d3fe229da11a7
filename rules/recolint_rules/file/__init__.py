"""The file and recolint itself (RL0)."""

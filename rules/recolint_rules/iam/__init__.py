"""Roles and permissions (RL7)."""

"""Suppressions: reading them from comments and tables, and writing them."""

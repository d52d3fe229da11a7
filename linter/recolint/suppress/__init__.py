"""Suppressions: reading them from comments and tables, and writing them."""

MARK = "recolint"
"""The word in each comment that suppresses. A text without it has no such comment."""

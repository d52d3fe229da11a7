"""Reports on what jobs came to."""

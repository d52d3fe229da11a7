"""All that reads and writes files."""

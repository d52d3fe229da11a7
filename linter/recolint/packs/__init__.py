"""Rules that a team writes as YAML: a pack is read, checked and turned into rules; it runs no code."""

"""JSON to plain data and places."""

"""A test AWS that answers real HTTP on loopback; ``python tests/aws/server.py`` starts it for anyone to try."""

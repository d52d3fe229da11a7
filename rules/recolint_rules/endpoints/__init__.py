"""Endpoints: instances, serverless, environment, existing (RL5)."""

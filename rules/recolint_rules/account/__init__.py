"""The resources of a spec in the account (RL9)."""

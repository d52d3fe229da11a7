"""The language server and the tools for agents: the same checks, answered over stdio."""

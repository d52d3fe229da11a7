"""The path of a spec from its file to what is reported of it."""

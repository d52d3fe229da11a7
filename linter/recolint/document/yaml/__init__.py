"""YAML to plain data and places. The only room that knows ruamel.yaml."""

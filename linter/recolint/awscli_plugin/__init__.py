"""The files for the AWS CLI: a plugin of one file, and aliases. This folder is its ``cli_legacy_plugin_path``."""

"""From config files to the typed configuration in force for a file."""

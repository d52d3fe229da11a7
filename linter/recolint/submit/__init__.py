"""One request, one job: what is sent, and the record of what was."""

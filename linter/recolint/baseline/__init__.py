"""Known findings that a team has decided to live with."""

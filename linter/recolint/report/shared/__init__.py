"""What several kinds of report draw with."""

"""Reports on the results of jobs."""

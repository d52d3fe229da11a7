"""Results of jobs: describe answers as rows, and reasons of failures in words. Pure: plain data in, data out."""

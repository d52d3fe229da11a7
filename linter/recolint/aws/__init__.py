"""The calls of AWS. The only package that imports boto3, and only when a call needs it."""

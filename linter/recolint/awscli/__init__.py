"""Command line and output of the AWS CLI: option values, skeletons, output forms. Pure, without AWS libraries."""

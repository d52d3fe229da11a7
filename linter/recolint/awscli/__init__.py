"""What the AWS CLI lets users write and read: option values, skeletons, output forms. Pure; knows no AWS library."""

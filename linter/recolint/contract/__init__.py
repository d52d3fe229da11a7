"""The shape of the request, as data."""

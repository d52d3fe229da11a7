"""Fixtures that several test modules take."""

pytest_plugins = ("aws.fixtures",)

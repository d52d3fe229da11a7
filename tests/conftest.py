"""Fixtures that several test modules take, and how long property tests may take."""

from hypothesis import HealthCheck, settings

pytest_plugins = ("recolint.testing.aws.fixtures",)

# No property is about time, and a machine that does something else meanwhile breaks none.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

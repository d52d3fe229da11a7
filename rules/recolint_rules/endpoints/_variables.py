"""The environment variables that the tests of a job vary."""

from __future__ import annotations

from collections.abc import Sequence

from recolint.plugin import CategoricalParameter, Job, once
from recolint_rules.facts.wording import cut


@once
def parameters(job: Job) -> Sequence[CategoricalParameter]:
    """Every variable of every endpoint configuration."""
    return [one for configuration in job.input.configurations for one in configuration.environment.categorical]


def shown(parameter: CategoricalParameter) -> str:
    """The variable's name, for a message."""
    return cut(parameter.name.value) if parameter.name and parameter.name.value else "a variable"

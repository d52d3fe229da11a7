"""The environment variables that the tests of a job vary."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import CategoricalParameter, Job
from recolint_rules.facts.wording import cut


def parameters(job: Job) -> Iterator[CategoricalParameter]:
    """Every variable of every endpoint configuration."""
    for configuration in job.input.configurations:
        yield from configuration.environment.categorical


def shown(parameter: CategoricalParameter) -> str:
    """The variable's name, for a message."""
    return cut(parameter.name.value) if parameter.name and parameter.name.value else "a variable"

"""The tests of a job: endpoint configurations times the values of their environment variables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from recolint.base.finding import dotted
from recolint.base.named_tuple import NamedTuple
from recolint.plan.unknown import missing
from recolint.request.job import (
    CategoricalParameter,
    EndpointConfiguration,
    EnvironmentParameterRanges,
    InputConfig,
    ServerlessConfig,
)
from recolint.request.view import Member, View, once

_ENDPOINTS, _ENVIRONMENT = InputConfig.endpoints, EndpointConfiguration.environment
_RANGES, _VALUES = EnvironmentParameterRanges.categorical, CategoricalParameter.values


class PlannedTests(NamedTuple):
    """The tests of a job: of each endpoint configuration, in order, and of existing endpoints."""

    configurations: tuple[int, ...]
    endpoints: int

    @property
    def total(self) -> int:
        """The number of all tests."""
        return sum(self.configurations) + self.endpoints

    @property
    def breakdown(self) -> str:
        """The sum in words: ``3 + 3 + 1``, the existing endpoint last."""
        return " + ".join(str(tests) for tests in (*self.configurations, *[1] * self.endpoints))

    @property
    def in_words(self) -> str:
        """The number of tests, and the sum if it has several terms: ``7 tests (3 + 3 + 1)``."""
        sum_ = f" ({self.breakdown})" if "+" in self.breakdown else ""
        return f"{self.total} test{'' if self.total == 1 else 's'}{sum_}"


@once
def planned_tests(config: InputConfig) -> PlannedTests | None:
    """The tests that ``config`` asks for.

    An endpoint configuration has one test for each combination of the values of its environment variables. An existing
    endpoint has one test.
    """
    if not _is_countable(config, InputConfig.configurations) or not _is_countable(config, _ENDPOINTS):
        return None
    counts = []
    for configuration in config.configurations:
        count = _combinations(configuration)
        if count is None:
            return None
        counts.append(count)
    return PlannedTests(tuple(counts), len(config.items(_ENDPOINTS) or ()))


def _is_countable(view: View, member: Member) -> bool:
    """Whether the number of items in the list ``member`` of ``view`` is known; an absent list has 0 items."""
    return not view.refuses(view.at(member)) and view.lists_all(member)


def _combinations(configuration: EndpointConfiguration) -> int | None:
    refused = configuration.refused
    if configuration.lacks(_ENVIRONMENT) and configuration.route not in refused:
        return 1
    environment = configuration.environment
    ranges = environment.categorical
    if refused and not refused.isdisjoint((configuration.route, environment.route, ranges.route)):
        return None
    if not environment.lists_all(_RANGES):
        return None
    combinations = 1
    for parameter in ranges:
        # Refused values count too: a number that should be a string is still a value to try.
        values = parameter.items(_VALUES)
        if values is None or not parameter.values.whole or parameter.values.route in refused:
            return None
        combinations *= len(values)
    return combinations


def why_uncounted(config: InputConfig) -> str:
    """Why the number of tests of ``config`` is unknown, in words that name the member."""
    for member in (InputConfig.configurations, _ENDPOINTS):
        if not _is_countable(config, member):
            return missing(config, member)
    configuration = next((one for one in config.configurations if _combinations(one) is None), None)
    if configuration is None:
        return f"{InputConfig.configurations.name} and {_ENDPOINTS.name} are missing"
    environment = configuration.environment
    if configuration.refuses(configuration.route) or configuration.is_unknown:
        return f"{dotted(configuration.route)} is {'unknown' if configuration.is_unknown else 'refused'}"
    if configuration.refuses(environment.route) or not _is_countable(environment, _RANGES):
        return missing(environment, _RANGES)
    parameter = next(one for one in environment.categorical if not one.values.whole or one.refuses(one.values.route))
    return missing(parameter, _VALUES)


class Variable(NamedTuple):
    """An environment variable and the values to try, as the spec has them; what is not text is ``None``."""

    name: str | None
    values: tuple[str | None, ...]


class Serverless(NamedTuple):
    """A serverless endpoint: memory in MB, invocations at the same time. ``None``: absent or refused."""

    memory: int | None
    max_concurrency: int | None


class Row(NamedTuple):
    """An endpoint configuration: what it runs on, what it tries, and how many tests that makes (``None``: unknown).

    ``instance_type`` is what the spec has, known to recolint or not. A row with neither it nor ``serverless``
    is taken to need an instance. ``is_told`` is false if the text does not show what it runs on.
    """

    instance_type: str | None
    serverless: Serverless | None
    specification: str | None
    variables: tuple[Variable, ...]
    tests: int | None
    is_told: bool = True

    @property
    def endpoint(self) -> str:
        """The endpoint of the test, in words."""
        kinds = [] if self.instance_type is None else [self.instance_type]
        if self.serverless is not None:
            memory, most = self.serverless.memory, self.serverless.max_concurrency
            kinds.append(f"serverless, {_known(memory)} MB, {_known(most)} invocations in parallel")
        text = " and ".join(kinds) or ("no instance type" if self.is_told else "unknown")
        return f"{text}, specification {self.specification}" if self.specification is not None else text

    @property
    def environment(self) -> str:
        """The variables and the values to try, in words: ``OMP_NUM_THREADS = 2 | 4``."""
        return ", ".join(f"{one.name or '?'} = {' | '.join(map(_known, one.values))}" for one in self.variables)

    @property
    def needs_instance(self) -> bool:
        """Whether each test has an instance of its own."""
        return self.serverless is None or self.instance_type is not None

    def environments(self) -> Iterator[tuple[tuple[str | None, str | None], ...]]:
        """Name and value of each variable, for each test in order; nothing where the number of tests is unknown."""
        if self.tests is not None:
            names = [variable.name for variable in self.variables]
            for values in product(*(variable.values for variable in self.variables)):
                yield tuple(zip(names, values, strict=True))


def _known(value: str | int | None) -> str:
    return "?" if value is None else str(value)


def rows(config: InputConfig) -> tuple[Row, ...]:
    """The endpoint configurations of ``config``, in order."""
    return tuple(_row(configuration) for configuration in config.configurations)


def _row(configuration: EndpointConfiguration) -> Row:
    return Row(
        instance_type=_text(configuration, EndpointConfiguration.instance_type),
        serverless=_serverless(configuration.serverless),
        specification=_text(configuration, EndpointConfiguration.specification),
        variables=tuple(
            Variable(_text(parameter, CategoricalParameter.name), tuple(_values(parameter)))
            for parameter in configuration.environment.categorical
        ),
        tests=_combinations(configuration),
        is_told=not any(
            map(configuration.hides, (EndpointConfiguration.instance_type, EndpointConfiguration.serverless))
        ),
    )


def _text(view: View, member: Member) -> str | None:
    value = view.data().get(member.name)
    return value if isinstance(value, str) else None


def _values(parameter: CategoricalParameter) -> Iterator[str | None]:
    for value in parameter.items(_VALUES) or ():
        yield value if isinstance(value, str) else None


def _serverless(config: ServerlessConfig) -> Serverless | None:
    if not config:
        return None
    memory, concurrency = config.memory, config.max_concurrency
    return Serverless(memory.value if memory else None, concurrency.value if concurrency else None)

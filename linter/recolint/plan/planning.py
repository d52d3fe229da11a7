"""The plan of a job: what it would do, the most that it can take, and what is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from recolint.plan import caveats
from recolint.plan.bound import Bound, Cost
from recolint.plan.children import Children
from recolint.plan.load_test import MEMBERS, LoadTest, endpoint_names, load_test
from recolint.plan.prices import Prices
from recolint.plan.unknown import UnknownFact, missing
from recolint.request.job import ContainerConfig, InputConfig, Job

DEFAULT, ADVANCED = "Default", "Advanced"
"""The values of JobType."""

DEFAULT_JOB_MINUTES = 45
"""Minutes in which Default jobs complete (SageMaker developer guide: Recommendation jobs)."""

_NO_KIND = "the spec does not say which kind of job it is"


ENDPOINT_TYPE = "kind of endpoint"
"""The name of the fact that is unknown if SupportedEndpointType is unknown."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The known facts of a Default job: the instance types to try, the kind of endpoint (``None``: any or unknown).

    ``unknown`` says which of the two the text does not show.
    """

    types: tuple[str, ...] | None
    endpoint_type: str | None
    endpoints: tuple[str | None, ...]
    unknown: tuple[UnknownFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a job.

    ``name`` is JobName as it is spelled, valid or not; ``kind`` is JobType if it is valid. A Default job has a
    ``recommendation``; any other job with members of a load test has a ``load_test``. ``unknown`` are facts that the
    plan lacks. ``caveats`` are assumptions that AWS does not confirm; ``price_caveats`` are those about the prices.
    """

    name: str | None
    kind: str | None
    children: Children | None
    job_seconds: int | None
    load_test: LoadTest | None
    recommendation: Recommendation | None
    prices: Prices | None
    price_caveats: tuple[str, ...]
    unknown: tuple[UnknownFact, ...]
    caveats: tuple[str, ...]

    @property
    def bound(self) -> Bound | None:
        """The most that the job can take, by every reading of its traffic; ``None``: unknown."""
        worst = self.load_test.worst if self.load_test else None
        return worst.bound if worst else None

    @property
    def cost(self) -> Cost | None:
        """The most money that its instances can cost, by every reading of its traffic; ``None``: unknown."""
        worst = self.load_test.worst if self.load_test else None
        return worst.cost if worst else None

    @property
    def working(self) -> tuple[str, ...]:
        """How the bounds were calculated, a line for each step."""
        cost = (self.cost.working,) if self.cost else ()
        return (*self.bound.working, *cost) if self.bound else ()


def plan_job(job: Job, prices: Prices | None = None, *, region: str | None = None, today: date | None = None) -> Plan:
    """The plan of ``job``, a view made with the routes that the contract refuses. Never raises.

    ``region`` is where the job runs and ``today`` the day of the run; ``None``: unknown.
    """
    name, kind = job.data().get(Job.name.name), job.type.value if job.type is not None else None
    unknown = list(_unknown(job))
    caveats_of_job: list[str] = []
    tests = recommendation = None
    if kind == DEFAULT:
        recommendation = _recommendation(job.input)
        unknown += _unknown_of_default(recommendation)
        caveats_of_job += caveats.of_default(job)
    elif kind == ADVANCED or any(job.input.gives(member) for member in MEMBERS):
        tests, lacking = load_test(job, prices)
        unknown += lacking
        caveats_of_job += caveats.of_load_test(job, tests)
    else:
        unknown += [UnknownFact("tests and traffic", _NO_KIND), UnknownFact("cost", _NO_KIND)]
    of_prices = tuple(caveats.of_prices(prices, region, today))
    return Plan(
        name=name if isinstance(name, str) else None,
        kind=kind,
        children=Children.of(job.name.value) if job.name is not None else None,
        job_seconds=job.input.duration.value if job.input.duration else None,
        load_test=tests,
        recommendation=recommendation,
        prices=prices,
        price_caveats=of_prices,
        unknown=tuple(unknown),
        caveats=(*caveats_of_job, *of_prices),
    )


def _unknown(job: Job) -> Iterator[UnknownFact]:
    if job.type is None:
        yield UnknownFact("kind of job", missing(job, Job.type))
    if job.name is None:
        yield UnknownFact("child names", missing(job, Job.name))


def _recommendation(config: InputConfig) -> Recommendation:
    container = config.container
    is_listed = container.lists_all(ContainerConfig.instance_types)
    types = tuple(one.value for one in container.instance_types) if is_listed else ()
    endpoint_type = container.endpoint_type
    unknown = [] if is_listed else [UnknownFact("instance types", missing(container, ContainerConfig.instance_types))]
    if container.hides(ContainerConfig.endpoint_type):
        unknown.append(UnknownFact(ENDPOINT_TYPE, missing(container, ContainerConfig.endpoint_type)))
    return Recommendation(
        types or None, endpoint_type.value if endpoint_type else None, endpoint_names(config), tuple(unknown)
    )


def _unknown_of_default(planned: Recommendation) -> Iterator[UnknownFact]:
    yield from planned.unknown
    if planned.types is None and not any(one.what == "instance types" for one in planned.unknown):
        yield UnknownFact(
            "instance types",
            f"{ContainerConfig.instance_types.name} is missing; the model package may limit them, otherwise SageMaker"
            " considers all",
        )
    yield UnknownFact("tests and traffic", "SageMaker selects them, and tunes environment variables")
    yield UnknownFact("instance-hours", "AWS documents no bound for a Default job")
    yield UnknownFact("cost", "instance-hours unknown")

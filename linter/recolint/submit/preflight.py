"""The checks before a submit: rules on exactly the requests to be sent, then botocore's validator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from recolint.aws.session import Aws, Identity
from recolint.base.errors import UserError
from recolint.base.finding import SpecId
from recolint.base.named_tuple import NamedTuple
from recolint.check.placed import Diagnostic
from recolint.check.plans import PriceTablesOf, check_and_plan
from recolint.check.run import Run
from recolint.config.typed import Config
from recolint.plan.bound import Bound
from recolint.plan.planning import Plan
from recolint.plan.prices import Prices
from recolint.rule.registry import Registry
from recolint.submit.requests import PreparedRequest, PreparedRequests
from recolint.submit.submitter import Submission

_HOUR = 3600
"""Seconds."""


class TargetError(UserError):
    """A config that names another Region or account than the one in use."""


class Rejected(NamedTuple):
    """A request that botocore does not send, and why."""

    request: PreparedRequest
    reason: str


class OverLimit(NamedTuple):
    """A request that may use more instance-hours than allowed, or has no known bound (``None``)."""

    request: PreparedRequest
    bound: Bound | None


@dataclass(frozen=True, slots=True)
class ReadyRequests:
    """Requests that passed the preflight, each with its plan.

    ``suppressed`` are the findings that would have stopped them if no comment or config suppressed them.
    """

    prepared: PreparedRequests
    plans: Mapping[SpecId, Plan]
    suppressed: tuple[Diagnostic, ...]

    @property
    def requests(self) -> tuple[PreparedRequest, ...]:
        """The requests, in order."""
        return self.prepared.requests

    @property
    def submissions(self) -> tuple[Submission, ...]:
        """The same for ``Submitter.submit``, each with the policies that it passed."""
        configs = {item.path: item.config for item in self.prepared.inputs}
        return tuple(Submission(one.request, one.base, _policies(configs[one.spec.path])) for one in self.requests)

    def over_limit(self, most: float) -> tuple[OverLimit, ...]:
        """The requests that may use more than ``most`` instance-hours or have no known bound."""
        return tuple(self._over_limit(most))

    def _over_limit(self, most: float) -> Iterator[OverLimit]:
        for one in self.requests:
            plan = self.plans.get(one.spec)
            bound = plan.bound if plan is not None else None
            if bound is None or bound.instance_seconds > most * _HOUR:
                yield OverLimit(one, bound)


@dataclass(frozen=True, slots=True)
class Preflight:
    """The result of the checks. ``ready`` is ``None`` if nothing may be sent: ``run`` and ``rejected`` say why.

    botocore validates only requests that pass the rules.
    """

    run: Run
    rejected: tuple[Rejected, ...]
    ready: ReadyRequests | None


def _of_config(config: Config) -> tuple[Prices, ...]:
    return config.price_tables


def check(prepared: PreparedRequests, rules: Registry, today: date, prices: PriceTablesOf = _of_config) -> Preflight:
    """Check ``prepared``; its configs say where the jobs run (``PreparedRequests.at``). No baseline counts here.

    ``prices`` are for the plans; without it, those of the config. Raises ``UserError`` for a wrong price table.
    """
    run, planned = check_and_plan(prepared.inputs, rules, today, prices)
    if run.crashes or run.failed or prepared.unreadable:
        return Preflight(run, (), None)
    rejected = tuple(_rejected(prepared))
    if rejected:
        return Preflight(run, rejected, None)
    suppressed = tuple(one for file in run.files for one in file.suppressed if file.fails(one.finding))
    return Preflight(run, (), ReadyRequests(prepared, {one.spec: one.plan for one in planned}, suppressed))


def require_config_target(aws: Aws, identity: Identity, config: Config) -> None:
    """Raise ``TargetError`` if ``config`` names another Region or account than the one in use.

    The rules check the jobs for the one in use. A config that names another one shows that the jobs are not for it.
    """
    where = f"{config.path}: " if config.path else ""
    if config.region not in (None, aws.region):
        raise TargetError(f"{where}region is {config.region}, the Region in use is {aws.region}; nothing was sent")
    if config.account not in (None, identity.account):
        found = identity.account or f"an unknown account ({identity.problem})"
        raise TargetError(f"{where}account is {config.account}, the credentials belong to {found}; nothing was sent")


def _rejected(prepared: PreparedRequests) -> Iterator[Rejected]:
    # Imported here: it takes botocore, which a refused spec does without.
    from recolint.aws.model import problems

    for one in prepared.requests:
        found = problems(one.request)
        if found is not None:
            yield Rejected(one, found)


def _policies(config: Config) -> tuple[dict[str, str], ...]:
    return tuple({"name": one.owner.name, "digest": one.digest} for one in config.policies)

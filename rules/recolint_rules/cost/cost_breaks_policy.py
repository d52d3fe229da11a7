from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    WARNING,
    Advice,
    Annotated,
    Context,
    Finding,
    Invalid,
    Job,
    MaximumAmount,
    NamedTuple,
    Rule,
    Valid,
    plan,
)
from recolint_rules.cost import _bounds
from recolint_rules.facts.job_types import is_not_default
from recolint_rules.facts.location import hides_region, only_region
from recolint_rules.facts.wording import cut


class Options(NamedTuple):
    """The policy."""

    maximum: Annotated[MaximumAmount, "the maximum cost of a job; -1: any"] = MaximumAmount(-1)
    currency: Annotated[str, "the currency of the maximum, such as USD; empty: that of the price table"] = ""
    unknown: Annotated[str, "how to report a job without an upper bound: error, warning, ignore"] = "warning"


class CostBreaksPolicy(Rule[Options]):
    """A job may cost more than the team allows.

    What it checks: the upper bound of `recolint plan` against the option `maximum`, with the price tables of the key
    `prices`: in the policy that sets `maximum`, otherwise in the config. The option `unknown` sets the severity of a
    job without a bound: a Default job, one with a serverless endpoint, a type without a price, a price table of another
    Region or currency, or no price table. A job that tests only an existing endpoint starts no instance. Without
    `maximum` the rule is silent.

    Why it matters: a job is billed by the time of its instances, and no IAM condition bounds it.

    What to do: test cheaper types, reduce the tests or the traffic. `recolint plan` shows the sum."""

    code, name = "RL804", "cost-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    examples = (
        Valid("JobType: Default\nInputConfig: {ModelName: churn}\n", title="no policy is set"),
        Valid(
            "JobType: Default\nInputConfig: {ModelName: churn}\n",
            options={"maximum": 20, "unknown": "ignore"},
        ),
        Invalid(
            "JobType: Default\nInputConfig: {ModelName: churn}\n",
            at="/InputConfig",
            options={"maximum": 20},
            severity=WARNING,
            message="the cost is unknown: the policy does not name a price table",
        ),
    )

    @classmethod
    def problems(cls, options: Options) -> Iterator[tuple[str, str]]:
        """Invalid values of ``unknown`` and ``currency``."""
        if fault := _bounds.fault(options.unknown):
            yield "unknown", fault
        currency = options.currency
        if currency and not (len(currency) == _LETTERS and currency.isascii() and currency.isupper()):
            yield "currency", f"expected the three letters of a currency, as in USD, found {currency!r}"

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        maximum = self.options.maximum
        if maximum < 0 or not _bounds.is_settled(job) or _has_no_instance(job):
            return
        region = only_region(job, context.settings)
        if region is None and hides_region(job):
            return
        planned = plan.plan_of(job, context.settings.prices, region)
        why = self._why_unknown(planned, region)
        severity = _bounds.UNKNOWN[self.options.unknown]
        if why is not None:
            if severity is not None:
                yield self.finding(
                    job.input,
                    f"the cost is unknown: {why}",
                    help=f"the policy's maximum is {maximum:g}; `recolint plan` shows what is unknown",
                    severity=severity,
                )
        elif planned.cost is not None and _is_above(planned.cost, maximum):
            yield self.finding(
                job.input,
                f"the job may cost {planned.cost.shown}; the policy's maximum is {maximum:g}",
                help="test cheaper types, fewer tests or less traffic; `recolint plan` shows the sum",
            )

    def _why_unknown(self, planned: plan.planning.Plan, region: str | None) -> str | None:
        prices, currency = planned.prices, self.options.currency
        if prices is None:
            return "the policy does not name a price table"
        if currency and currency != prices.currency:
            return f"the prices are in {prices.currency}, the policy's maximum in {currency}"
        if prices.region is not None and region not in (None, prices.region):
            return f"the prices are for {prices.region}, the job runs in {region}"
        if planned.cost is not None:
            return None
        if planned.bound is None:
            return _bounds.why_unknown(planned)
        reason = next((f"{one.why} {one.spelled}".strip() for one in planned.unknown if one.what == "cost"), "")
        return cut(reason, _LONGEST_REASON)


_LETTERS = 3
_LONGEST_REASON = 75


def _is_above(cost: plan.bound.Cost, maximum: float) -> bool:
    # Imported here: a run without a policy on cost does not need it.
    from decimal import Decimal

    return cost.amount > Decimal(str(maximum))


def _has_no_instance(job: Job) -> bool:
    """Whether a load test starts no instance: it tests only existing endpoints."""
    planned = plan.planned_tests(job.input) if is_not_default(job) else None
    return planned is not None and planned.total == planned.endpoints > 0

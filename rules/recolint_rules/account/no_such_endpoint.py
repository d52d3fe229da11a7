from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._existing_endpoints import described
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown

_SPEC = "InputConfig: {Endpoints: [{EndpointName: churn}]}"


class NoSuchEndpoint(OnlineRule[None]):
    """The endpoint to test does not exist, or is not in service.

    What it checks: that each endpoint of Endpoints exists and is in service.

    Why it matters: the job sends its traffic to the endpoint and fails.

    What to do: use an endpoint that is in service (`aws sagemaker list-endpoints`)."""

    code, name = "RL950", "no-such-endpoint"
    severity, basis = ERROR, Documented(sources.EXISTING_ENDPOINT)
    preset = Preset.MINIMAL
    examples = (
        Valid(_SPEC, answers={"sagemaker DescribeEndpoint": {"EndpointStatus": "InService"}}),
        Invalid(_SPEC, at="/InputConfig/Endpoints/0/EndpointName", answers={"sagemaker DescribeEndpoint": None}),
        Invalid(
            _SPEC,
            at="/InputConfig/Endpoints/0/EndpointName",
            answers={"sagemaker DescribeEndpoint EndpointName=churn": {"EndpointStatus": "Failed"}},
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        for name, told in described(spec.job, account):
            if told is None:
                yield self.finding(
                    name,
                    f"endpoint {shown(name.value)} does not exist in {account.region}",
                    help="use an endpoint of this account and Region",
                )
            elif told["EndpointStatus"] in ("Failed", "OutOfService", "Deleting", "UpdateRollbackFailed"):
                yield self.finding(
                    name,
                    f"endpoint {shown(name.value)} is not InService (status: {told['EndpointStatus']})",
                    help="use an endpoint with the status InService",
                )

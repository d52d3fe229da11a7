from __future__ import annotations

from collections.abc import Iterator

from recolint.account import Account
from recolint.finding import Documented, Finding
from recolint.rule import WARNING, Invalid, OnlineRule, Spec, Valid
from recolint_rules.account.existing_endpoints import described

_SPEC = "InputConfig: {Endpoints: [{EndpointName: churn}]}"


class UnsupportedEndpoint(OnlineRule[None]):
    """The existing endpoint has several variants, or is serverless.

    What it checks: the variants of each endpoint of Endpoints, as SageMaker describes them.

    Why it matters: for an existing endpoint, recommendations are made for real-time endpoints with one variant.

    What to do: name such an endpoint, or test the model package with EndpointConfigurations.
    """

    code, name = "RL951", "unsupported-endpoint"
    severity, basis = WARNING, Documented("SageMaker developer guide: recommendations for an existing endpoint")
    examples = (
        Valid(_SPEC, answers={"sagemaker DescribeEndpoint": {"ProductionVariants": [{"VariantName": "all"}]}}),
        Valid(_SPEC, answers={"sagemaker DescribeEndpoint": None}, title="RL950 says so"),
        Invalid(
            _SPEC,
            at="/InputConfig/Endpoints/0/EndpointName",
            answers={
                "sagemaker DescribeEndpoint": {"ProductionVariants": [{"VariantName": "a"}, {"VariantName": "b"}]}
            },
        ),
        Invalid(
            _SPEC,
            at="/InputConfig/Endpoints/0/EndpointName",
            answers={
                "sagemaker DescribeEndpoint": {
                    "ProductionVariants": [{"VariantName": "a", "CurrentServerlessConfig": {"MaxConcurrency": 5}}]
                }
            },
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        """Look at the variants of each endpoint. One that is still being made has none yet."""
        for name, told in described(spec.job, account):
            variants = told.get("ProductionVariants", []) if told is not None else []
            if len(variants) > 1:
                yield self.finding(
                    name,
                    f"the endpoint {name.value} has {len(variants)} variants; a job tests an endpoint with one",
                    help="name an endpoint with one variant",
                )
            elif any(variant.get("CurrentServerlessConfig") for variant in variants):
                yield self.finding(
                    name,
                    f"the endpoint {name.value} is serverless; a job tests a real-time endpoint",
                    help="name a real-time endpoint, or test the model package with ServerlessConfig",
                )

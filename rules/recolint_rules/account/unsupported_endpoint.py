from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    WARNING,
    Account,
    Answer,
    Any,
    Documented,
    Finding,
    Invalid,
    Located,
    NotAnsweredError,
    OnlineRule,
    Spec,
    Valid,
)
from recolint_rules.account._existing_endpoints import configuration, described, holds_several_models, scales
from recolint_rules.facts import sources
from recolint_rules.facts.wording import quoting

_SPEC = "InputConfig: {Endpoints: [{EndpointName: churn}]}"
_ENDPOINT = {"EndpointConfigName": "churn-1", "ProductionVariants": [{"VariantName": "all"}]}
_SCALING = "application-autoscaling DescribeScalableTargets"
_TARGET = {"ResourceId": "endpoint/churn/variant/all", "MinCapacity": 1, "MaxCapacity": 4}
_PLAIN: dict[str, dict[str, Any] | str | None] = {
    "sagemaker DescribeEndpoint": _ENDPOINT,
    _SCALING: {"ScalableTargets": []},
    "sagemaker DescribeEndpointConfig": {"ProductionVariants": [{"VariantName": "all", "ModelName": "churn"}]},
    "sagemaker DescribeModel": {"PrimaryContainer": {"Mode": "SingleModel"}},
}
_AT = "/InputConfig/Endpoints/0/EndpointName"


class UnsupportedEndpoint(OnlineRule[None]):
    """A job cannot test this kind of endpoint.

    What it checks: that each endpoint of Endpoints is a real-time endpoint with one variant and one model, and does not
    scale automatically. SageMaker and Application Auto Scaling describe it.

    Why it matters: the guide offers recommendations only for such existing endpoints. It excludes serverless and
    asynchronous endpoints, several variants, multi-model endpoints and automatic scaling.

    What to do: use such an endpoint, or test the model package with EndpointConfigurations."""

    code, name = "RL951", "unsupported-endpoint"
    severity, basis = WARNING, Documented(sources.EXISTING_ENDPOINT)
    examples = (
        Valid(_SPEC, answers=_PLAIN),
        Valid(_SPEC, answers={"sagemaker DescribeEndpoint": None}, title="RL950 reports it"),
        Valid(
            _SPEC,
            answers={**_PLAIN, _SCALING: "denied", "sagemaker DescribeEndpointConfig": "denied"},
            title="AWS does not answer",
        ),
        Invalid(
            _SPEC,
            at=_AT,
            answers={
                "sagemaker DescribeEndpoint": {"ProductionVariants": [{"VariantName": "a"}, {"VariantName": "b"}]}
            },
            title="two variants",
        ),
        Invalid(
            _SPEC,
            at=_AT,
            answers={
                "sagemaker DescribeEndpoint": {
                    "ProductionVariants": [{"VariantName": "a", "CurrentServerlessConfig": {"MaxConcurrency": 5}}]
                }
            },
            title="serverless",
        ),
        Invalid(
            _SPEC,
            at=_AT,
            answers={
                "sagemaker DescribeEndpoint": {
                    **_ENDPOINT,
                    "AsyncInferenceConfig": {"OutputConfig": {"S3OutputPath": "s3://churn/answers"}},
                }
            },
            title="asynchronous",
        ),
        Invalid(_SPEC, at=_AT, answers={**_PLAIN, _SCALING: {"ScalableTargets": [_TARGET]}}, title="scales"),
        Invalid(
            _SPEC,
            at=_AT,
            answers={
                **_PLAIN,
                _SCALING: "denied",
                "sagemaker DescribeModel": {"PrimaryContainer": {"Mode": "MultiModel"}},
            },
            title="several models",
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        # An endpoint in creation does not have variants yet.
        for name, told in described(spec.job, account):
            if told is None:
                continue
            if kind := _other_kind(told):
                yield self._finding(name, f"is {kind}", "a real-time endpoint")
            elif len(variants := told.get("ProductionVariants", [])) > 1:
                yield self._finding(name, f"has {len(variants)} variants", "an endpoint with one variant")
            else:
                yield from self._in_detail(name, told, account)

    def _in_detail(self, name: Located[str], told: Answer, account: Account) -> Iterator[Finding]:
        """Findings from other lookups."""
        try:
            if scales(name.value, told, account):
                yield self._finding(name, "scales automatically", "an endpoint without automatic scaling")
        except NotAnsweredError as error:
            # The next lookup does not depend on this one.
            account.record_unanswered(error)
        config = configuration(told, account)
        if config is not None and config.get("AsyncInferenceConfig"):
            yield self._finding(name, "is asynchronous", "a real-time endpoint")
        elif config is not None and holds_several_models(config, account):
            yield self._finding(name, "has several models", "an endpoint with one model")

    def _finding(self, name: Located[str], what: str, wanted: str) -> Finding:
        return self.finding(
            name,
            quoting("the endpoint ", name.value, f" {what}; a job tests {wanted}"),
            help=f"use {wanted}, or test the model package with EndpointConfigurations",
        )


def _other_kind(told: Answer) -> str | None:
    if told.get("AsyncInferenceConfig"):
        return "asynchronous"
    variants = told.get("ProductionVariants", [])
    return "serverless" if any(variant.get("CurrentServerlessConfig") for variant in variants) else None

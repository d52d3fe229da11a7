from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown


class NoSuchModel(OnlineRule[None]):
    """The model does not exist in the account and Region of the job.

    What it checks: that the model of ModelName exists.

    Why it matters: without it there is nothing to test, and AWS rejects the request.

    What to do: use a model of this account and Region (`aws sagemaker list-models`), or create it first."""

    code, name = "RL912", "no-such-model"
    severity, basis = ERROR, Documented(sources.PREREQUISITES)
    preset = Preset.MINIMAL
    examples = (
        Valid("InputConfig: {ModelName: churn}", answers={"sagemaker DescribeModel": {"ModelName": "churn"}}),
        Invalid(
            "InputConfig: {ModelName: churn}", at="/InputConfig/ModelName", answers={"sagemaker DescribeModel": None}
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        model = spec.job.input.model
        if model is not None and account.ask("sagemaker", "DescribeModel", ModelName=model.value) is None:
            yield self.finding(
                model,
                f"model {shown(model.value)} does not exist in {account.region}",
                help="use a model of this account and Region, or create it first",
            )

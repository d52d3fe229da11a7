from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Advice,
    Annotated,
    Context,
    Finding,
    Globs,
    HasRoute,
    Invalid,
    Job,
    NamedTuple,
    Rule,
    Valid,
)
from recolint_rules.facts.arns import named
from recolint_rules.facts.globs import first_match
from recolint_rules.facts.wording import cut, first_of


class Options(NamedTuple):
    """The policy."""

    allow: Annotated[Globs, "globs of the Regions that jobs may run in, such as eu-*; empty: any"] = Globs(())


class RegionBreaksPolicy(Rule[Options]):
    """The job runs in a Region, or uses a resource of one, that the team does not allow.

    What it checks: Regions against the globs of the option `allow`: those in the ARNs of model package and keys, that
    of the config or of `recolint submit`, and that to which code sends the request. A spec without a Region is checked
    only if the config, `--region` or the submit sets one. Without the option the rule is silent.

    Why it matters: data may have to stay in a Region, and each Region has its own quotas and prices.

    What to do: use a package, a key and a Region that the policy allows.
    """

    code, name = "RL645", "region-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 4.0
    judges_by = ("region",)
    examples = (
        Valid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/m/1'}",
            title="no policy is set",
        ),
        Valid("JobName: churn", settings={"region": "eu-central-1"}, options={"allow": ["eu-*"]}),
        Invalid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/m/1'}",
            at="/InputConfig/ModelPackageVersionArn",
            options={"allow": ["eu-*"]},
            message="the model package is in us-east-1, which the policy does not allow",
        ),
        Invalid(
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:us-east-1:111122223333:alias/output'}",
            at="/OutputConfig/KmsKeyId",
            options={"allow": ["eu-central-1", "eu-west-1"]},
        ),
        Invalid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/m/1'}",
            at="",
            settings={"region": "us-east-1"},
            options={"allow": ["eu-*"]},
            title="everything is in one Region",
        ),
        Invalid(
            "JobName: churn",
            at="",
            settings={"region": "us-east-1"},
            options={"allow": ["eu-*"]},
            title="the Region of the config",
            message="the job runs in us-east-1, which the policy does not allow",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        if not self.options.allow:
            return
        # Another Region on the command line does not change where the code sends the request.
        regions = dict.fromkeys((context.settings.stated_region, context.settings.region))
        for region in regions:
            if region is not None:
                yield from self._foreign(job, "the job runs", region)
        for one in named(job):
            # Resources where the job runs do not need their own finding.
            if one.arn.region and one.arn.region not in regions:
                yield from self._foreign(one.text, f"{one.what} is", one.arn.region)

    def _foreign(self, at: HasRoute, what: str, region: str) -> Iterator[Finding]:
        if first_match(region, self.options.allow) is None:
            yield self.finding(
                at,
                f"{what} in {cut(region)}, which the policy does not allow",
                help=f"use one of: {first_of(self.options.allow)}",
            )

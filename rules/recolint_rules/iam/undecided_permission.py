from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Context, Finding, Invalid, Job, Rule, Valid
from recolint_rules.iam._denied import undecided

_SPEC = "RoleArn: arn:aws:iam::111122223333:role/Jobs\nOutputConfig: {CompiledOutputConfig: {S3OutputUri: s3://out/a}}"
_OUTPUT = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::out/*"}
_IN_VPC = {**_OUTPUT, "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-0123456789abcdef0"}}}
_REST = {"Effect": "Allow", "NotAction": "s3:PutObject", "Resource": "*"}


class UndecidedPermission(Rule[None]):
    """A permission that the job needs depends on unknown values.

    What it checks: whether the policies in the config decide each permission that the job needs. They do not if a
    condition key is unknown before the run. Nor do they if the spec does not name a part of the resource, such as the
    bucket of the model artifacts. The rule also reports a key of another account that the role's policies allow: the
    key policy must allow it too.

    Why it matters: the job may fail without this permission. recolint does not guess.

    What to do: check the statement. For a condition, test a known key, such as aws:PrincipalArn, aws:RequestedRegion or
    iam:PassedToService. For a resource, check that the statement includes it.
    """

    code, name = "RL760", "undecided-permission"
    severity, basis = INFO, Advice("the policies in the config")
    judges_by = ("role", "trust", "caller")
    examples = (
        Valid(_SPEC, policies={"role": [_REST, _OUTPUT]}),
        Invalid(_SPEC, at="/OutputConfig/CompiledOutputConfig/S3OutputUri", policies={"role": [_REST, _IN_VPC]}),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        if not job.is_complete:
            return  # an unknown value may decide
        for one in undecided(job, context.settings):
            yield self.finding(one.route, one.message, help=one.help)

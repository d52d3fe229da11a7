from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Context, Finding, Invalid, Job, Rule, Valid
from recolint_rules.iam._denied import undecided

_SPEC = "RoleArn: arn:aws:iam::111122223333:role/Jobs\nOutputConfig: {CompiledOutputConfig: {S3OutputUri: s3://out/a}}"
_OUTPUT = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::out/*"}
_IN_VPC = {**_OUTPUT, "Condition": {"StringEquals": {"aws:SourceVpc": "vpc-0123456789abcdef0"}}}
_REST = {"Effect": "Allow", "NotAction": "s3:PutObject", "Resource": "*"}


class UndecidedPermission(Rule[None]):
    """Whether a permission that the job needs is given depends on what is not known.

    What it checks: the policies that the config lists, for needs of the job that they allow or deny depending on
    condition keys that are unknown beforehand, or on parts of a resource that the spec does not name, such as the
    bucket of the model's artifacts. It also names a key of another account that the role's policies allow: the key
    policy must allow it too.

    Why it matters: the job may fail for want of this permission. recolint does not guess.

    What to do: look at the statement that is named. Where a condition is in the way, test a key that is known, such as
    aws:PrincipalArn, aws:RequestedRegion or iam:PassedToService; where a resource is, make sure that it is among those
    that the statement names.
    """

    code, name = "RL760", "undecided-permission"
    severity, basis = INFO, Advice("the policies that the config gives")
    judges_by = ("role", "trust", "caller")
    examples = (
        Valid(_SPEC, policies={"role": [_REST, _OUTPUT]}),
        Invalid(_SPEC, at="/OutputConfig/CompiledOutputConfig/S3OutputUri", policies={"role": [_REST, _IN_VPC]}),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        if not job.is_complete:
            return  # what the text does not tell may decide
        for one in undecided(job, context.settings):
            yield self.finding(one.route, one.message, help="make sure that it is allowed; recolint does not guess")

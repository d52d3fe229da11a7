from __future__ import annotations

from recolint.plugin import ERROR, Documented, FaultKind, FaultRule, Invalid, Valid
from recolint_rules.facts import sources


class UnusablePolicy(FaultRule):
    """A policy in the config is invalid.

    What it checks: that IAM would accept each policy under `[iam]` of the config: JSON or YAML, with the elements,
    operators and values of the policy language. The output of `aws iam get-account-authorization-details` must contain
    the text of each policy of the roles in the specs.

    Why it matters: IAM rejects such a policy, so the role cannot have it. recolint then reports no permissions for the
    owner of the policy.

    What to do: correct the policy at the place shown."""

    code, name = "RL704", "unusable-policy"
    severity, basis = ERROR, Documented(sources.IAM_GRAMMAR)
    kind = FaultKind.POLICY
    examples = (
        Valid('{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}'),
        Invalid('{"Version": "2012-10-17", "Statement": {"Effect": "Permit", "Action": "s3:*", "Resource": "*"}}', ""),
    )

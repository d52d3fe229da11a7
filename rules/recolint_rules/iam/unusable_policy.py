from __future__ import annotations

from recolint.plugin import ERROR, Documented, FaultKind, FaultRule, Invalid, Valid
from recolint_rules.facts import sources


class UnusablePolicy(FaultRule):
    """A policy that the config names cannot be used.

    What it checks: that each policy under `[iam]` of the config is one that IAM would take: JSON or YAML, with the
    elements, operators and forms of values that the policy language has. In the output of
    `aws iam get-account-authorization-details`, that it holds the text of each policy of the roles that specs name.

    Why it matters: IAM refuses such a policy, so the role will not have it. Nothing is said of the permissions of
    those whose policy it is.

    What to do: mend the policy at the place that is shown.
    """

    code, name = "RL704", "unusable-policy"
    severity, basis = ERROR, Documented(sources.IAM_GRAMMAR)
    kind = FaultKind.POLICY
    examples = (
        Valid('{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}'),
        Invalid('{"Version": "2012-10-17", "Statement": {"Effect": "Permit", "Action": "s3:*", "Resource": "*"}}', ""),
    )

from __future__ import annotations

from recolint.plugin import ERROR, Advice, FaultKind, FaultRule, Invalid, Valid


class UntoldValue(FaultRule):
    """Code computes a value of the request, so recolint cannot check it.

    What it checks: that each value of a request in code is a literal, or comes from literals that recolint follows.
    `--require-known`, or `require-known = true` in the config or the policy, turns this on. A structure that may
    contain more than the code shows counts too. CloudTrail records and describe responses are not code: their gaps are
    not reported. If a policy limits Regions, code that sets a Region must show which. Without the option, this rule
    reports nothing.

    Why it matters: rules skip unknown values. A team that requires complete checks cannot allow such gaps.

    What to do: write the value itself, or keep the request as a spec (`recolint extract`) and let the code read that.
    `recolint check --show-unknown` lists the gaps.
    """

    code, name = "RL016", "untold-value"
    severity, basis = ERROR, Advice("the team's config requires literal requests")
    kind = FaultKind.UNTOLD_VALUE
    examples = (
        Valid("#!/bin/sh\naws sagemaker create-inference-recommendations-job --job-name nightly\n"),
        Invalid('#!/bin/sh\naws sagemaker create-inference-recommendations-job --job-name "$NAME"\n', at="/JobName"),
    )

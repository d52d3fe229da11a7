from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Context, Finding, Fix, Invalid, Job, Part, Preset, Remove, Rule, Valid
from recolint_rules.contract._violations import is_of_answer
from recolint_rules.facts.wording import CLIENT, first_of


class DescribeAnswer(Rule[None]):
    """The spec is the response of a describe call.

    What it checks: the top level for members that only a response of DescribeInferenceRecommendationsJob has, such as
    JobArn, Status, CreationTime and InferenceRecommendations.

    Why it matters: a response is a good start for a spec, since it repeats the request. But the client rejects the
    members that only a response has.

    What to do: remove them; the fix does that. A response has neither OutputConfig nor Tags: add those of the first
    job.
    """

    code, name = "RL110", "describe-answer"
    severity, basis = ERROR, CLIENT
    preset = Preset.MINIMAL
    examples = (
        Valid("JobName: probe\nJobType: Default\n"),
        Invalid(
            "JobName: probe\nStatus: COMPLETED\nCreationTime: 1664922919.2\nJobType: Default\n",
            at="/Status",
            part=Part.KEY,
            fixed="JobName: probe\nJobType: Default\n",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        found = [violation for violation in context.violations if is_of_answer(violation)]
        if found:
            names = [str(violation.route[-1]) for violation in found]
            yield self.finding(
                found[0],
                f"{first_of(names, 2)} {'is' if len(names) == 1 else 'are'} in describe responses, not in a spec",
                part=Part.KEY,
                help="add OutputConfig and Tags, which a response does not have",
                fix=Fix(f"remove {first_of(names, 3)}", tuple(Remove(violation.route) for violation in found)),
            )

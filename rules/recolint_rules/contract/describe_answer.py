from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Context, Finding, Fix, Invalid, Job, Part, Preset, Remove, Rule, Valid
from recolint_rules.contract._violations import is_of_answer
from recolint_rules.facts.wording import CLIENT, first_of


class DescribeAnswer(Rule[None]):
    """The spec is, or was, the answer of a describe call.

    What it checks: the root for members that only the answer of DescribeInferenceRecommendationsJob has: JobArn,
    Status, CreationTime, InferenceRecommendations and their like.

    Why it matters: an answer is a fair start for a spec, since it repeats what was asked; but the client refuses the
    members that only an answer has.

    What to do: delete them; a fix does. An answer has neither OutputConfig nor Tags: add what the first job had.
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
                f"{first_of(names, 2)} {'is' if len(names) == 1 else 'are'} in describe answers, not in a spec",
                part=Part.KEY,
                help=f"remove {'it' if len(names) == 1 else 'them'}; add OutputConfig and Tags by hand, which an "
                "answer does not have",
                fix=Fix(f"remove {first_of(names, 3)}", tuple(Remove(violation.route) for violation in found)),
            )

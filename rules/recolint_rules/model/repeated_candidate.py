from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from recolint.plugin import WARNING, Advice, Finding, Fix, Invalid, Job, Remove, Rule, Valid, label
from recolint_rules.facts.repeats import repeats
from recolint_rules.facts.wording import cut


class RepeatedCandidate(Rule[None]):
    """An instance type is duplicated in the candidates.

    What it checks: that SupportedInstanceTypes has no type twice.

    Why it matters: the duplicate has no effect; most often another size or family was intended.

    What to do: write the intended type, or remove the duplicate. The fix removes it."""

    code, name = "RL430", "repeated-candidate"
    severity, basis = WARNING, Advice("a type is benchmarked once")
    examples = (
        Valid("InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.c5.large, ml.c5.xlarge]}}"),
        Invalid(
            "InputConfig:\n"
            "  ContainerConfig:\n"
            "    SupportedInstanceTypes:\n"
            "      - ml.c5.large\n"
            "      - ml.c5.large\n"
            "      - ml.m5.large\n",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/1",
            fixed="InputConfig:\n"
            "  ContainerConfig:\n"
            "    SupportedInstanceTypes:\n"
            "      - ml.c5.large\n"
            "      - ml.m5.large\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for candidate, first in repeats(job.input.container.instance_types, attrgetter("value")):
            yield self.finding(
                candidate,
                f"duplicate instance type {cut(candidate.value)} in SupportedInstanceTypes",
                labels=[label(first, "first listed here")],
                help="replace it with another type, or remove it",
                fix=Fix("remove the duplicate", (Remove(candidate.route),)),
            )

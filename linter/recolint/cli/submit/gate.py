"""The gate before a submit: what ``recolint check`` says of the very readings whose requests are to be sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recolint.base.finding import SpecId
from recolint.check.placed import Diagnostic
from recolint.check.run import Run
from recolint.cli import crashes
from recolint.cli.aws_options import AwsOptions, colored
from recolint.cli.exits import Exit
from recolint.cli.plan.planning import gather as gather_plans
from recolint.cli.plan.price_file import PriceTables
from recolint.cli.streams import Streams, encoding
from recolint.cli.submit.orders import Draft, Gathering
from recolint.plan.planning import Plan
from recolint.report import renderer
from recolint.report.shared.style import Style
from recolint.rule.registry import Registry


@dataclass(frozen=True, slots=True)
class Passed:
    """What may be sent, each request with its plan.

    ``suppressed`` are the findings that would have stopped it, had not a comment or the config said otherwise.
    """

    drafts: tuple[Draft, ...]
    plans: dict[SpecId, Plan]
    suppressed: tuple[Diagnostic, ...]


class Gate:
    """Checks one gathering, as often as more is known of where its jobs run. No baseline counts here."""

    def __init__(
        self, gathering: Gathering, rules: Registry, prices: PriceTables, aws: AwsOptions, streams: Streams
    ) -> None:
        """Take what is to be checked, and where to say what was found."""
        self._gathering = gathering
        self._rules = rules
        self._prices = prices
        self._aws = aws
        self._streams = streams
        self._told: set[object] = set()

    def check(self, region: str | None, account: str | None) -> Passed | Exit:
        """Check for jobs that run in ``region`` of ``account``, whatever configs say; ``None``: not known.

        Shows on stderr what was found and not shown before; the exit code when nothing of it may be sent.
        """
        gathering = self._gathering.at(region, account)
        planned = gather_plans(gathering.inputs, self._rules, self._streams.today, self._prices, None)
        result = planned.checked
        self._show(result)
        crashes.say(result, self._streams)
        if result.crashes:
            self._streams.say("nothing was sent")
            return Exit.CRASH
        if result.failed or gathering.unreadable:
            self._streams.say("nothing was sent: the check failed")
            return Exit.FINDINGS
        if self._is_refused_by_botocore():
            self._streams.say("nothing was sent")
            return Exit.FINDINGS
        plans = {one.spec: one.plan for one in planned.plans}
        return Passed(gathering.drafts, plans, tuple(_suppressed(result)))

    def _show(self, result: Run) -> None:
        files = (
            file._replace(findings=tuple(one for one in file.findings if _what(one) not in self._told))
            for file in result.files
        )
        new = result._replace(files=tuple(files))
        self._told.update(map(_what, new.findings))
        if new.findings:
            stderr = self._streams.stderr
            color = colored(self._aws, self._streams._replace(stdout=stderr))
            self._streams.tell(renderer("text")(new, Style(color=color, encoding=encoding(stderr))))
            if self._gathering.changed:
                self._streams.say("places are those of the request with the options' values in it")

    def _is_refused_by_botocore(self) -> bool:
        # Imported here: it takes botocore, which a refused spec does without.
        from recolint.aws.model import problems

        refused = False
        for draft in self._gathering.drafts:
            found = problems(draft.request)
            if found is not None:
                refused = True
                self._streams.say(f"{draft.spec.shown}: botocore refuses the request: {found}")
        return refused


def _what(placed: Diagnostic) -> object:
    """What tells a finding from others. Its labels may change once the account is known."""
    return placed.spec, placed.finding.code, placed.finding.route, placed.finding.message


def _suppressed(result: Run) -> Iterator[Diagnostic]:
    for file in result.files:
        yield from (one for one in file.suppressed if file.fails(one.finding))

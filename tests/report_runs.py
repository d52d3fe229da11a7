"""Runs to make reports of: with rules that this project does not ship, and without a command line."""

from __future__ import annotations

from collections.abc import Iterator

from command_line import TODAY
from recolint.base.finding import Advice, Finding
from recolint.base.text import Source
from recolint.check.context import Unrecognized
from recolint.check.plans import planned
from recolint.check.reduce import check_files
from recolint.check.run import Run
from recolint.check.tasks import Input
from recolint.config.typed import Config
from recolint.request.job import Job
from recolint.rule.entry import RuleClass
from recolint.rule.kinds import ERROR, WARNING, Rule, label
from recolint.rule.registry import Plugin, Registry, load


class Broken(Rule[None]):
    """It raises.

    What it checks: nothing.

    Why it matters: a rule that raises must not take the others with it.

    What to do: mend it.
    """

    code, name = "ACME101", "broken"
    severity, basis = ERROR, Advice("the team's own policy")

    def check(self, job: Job) -> Iterator[Finding]:  # noqa: ARG002  the contract's argument
        """Raise, with words that no report may act on."""
        raise ValueError("\x1b[31m::set-env name=X::]]><script>\u202e\ud800\n=cmd()")


class Wordy(Rule[None]):
    """The job has a name.

    What it checks: that there is none.

    Why it matters: it does not.

    What to do: nothing.
    """

    code, name = "ACME102", "wordy"
    severity, basis = WARNING, Advice("the team's own policy")
    words = ""

    def check(self, job: Job) -> Iterator[Finding]:
        """Say ``words`` of the name, in every place for words."""
        if job.name is not None:
            yield self.finding(job.name, self.words, help=self.words, labels=[label(job.name, self.words)])


def checked(text: str, *more: RuleClass, path: str = "job.yaml") -> Run:
    """The run of one file, checked by the rules of recolint and ``more`` of a package called acme-recolint."""
    registry = Registry([Plugin("recolint", load().entries), Plugin("acme-recolint", more)])
    return check_files(
        [Input(Source(path, text), Config(), path, named=True)], registry, TODAY, Unrecognized.ERROR, also=planned
    )

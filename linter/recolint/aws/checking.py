"""The check of one request as boto3 gets it, for guards of any kind."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from recolint.base.errors import UserError
from recolint.base.finding import Finding, pointer
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source, visible
from recolint.check.context import Unrecognized
from recolint.check.reduce import check_files
from recolint.check.tasks import Input
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.config.layers import Layer
from recolint.config.typed import Config
from recolint.rule import registry
from recolint.rule.registry import Registry, UnknownRuleError

REQUEST = "<boto3>"
"""The name that a config's patterns for paths are matched with, instead of a file's."""

# Rules, including those of a team, need not be safe for checks in parallel.
_ONE_CHECK = threading.Lock()


class Verdict(NamedTuple):
    """The findings on a request.

    ``failing`` are the findings that stop it. ``problems`` are other reasons to stop it, in words: a rule that crashed,
    another Region.
    """

    findings: tuple[Finding, ...] = ()
    failing: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether the request may be sent."""
        return not self.failing and not self.problems


class Checker:
    """Checks requests with the rules and the config of one folder. Any thread may use it."""

    def __init__(self, folder: Path, policies: Iterable[str | Layer], config: str | Layer | None = None) -> None:
        """Read rules, ``policies`` and config; without ``config``, the config in force for ``folder`` counts.

        Raises ``UserError``.
        """
        self._rules: Registry = registry.load()
        files = ConfigFiles(self._rules, Overrides(), explicit=config, policies=policies)
        self._config: Config = files.of_file((folder / REQUEST).as_posix())

    def check(self, text: str, region: str | None) -> Verdict:
        """Check the request ``text`` (JSON) of a client for ``region``."""
        source = Source(REQUEST, text)
        config = self._config._replace(region=region)
        with _ONE_CHECK:
            # The day is that of the call: a process may run for weeks, and suppressions end.
            today = date.today()  # noqa: DTZ011  the user's day
            result = check_files([Input(source, config, REQUEST, named=True)], self._rules, today, Unrecognized.ERROR)
        problems = [f"rule {one.code} of package {one.package} crashed: {visible(one.error)}" for one in result.crashes]
        if self._config.region not in (None, region):
            problems.append(f"the policy is for the Region {self._config.region}, the client's is {region}")
        return Verdict(
            findings=tuple(placed.finding for placed in result.findings),
            failing=tuple(one.finding for file in result.files for one in file.findings if file.fails(one.finding)),
            problems=tuple(problems),
        )

    def codes(self, words: Iterable[str]) -> frozenset[str]:
        """The rules without a policy as their owner that ``words`` select: codes, names, code prefixes.

        Raises ``UserError`` for a word that selects no rule.
        """
        try:
            selected = frozenset(entry.code for word in words for entry in self._rules.select(word))
        except UnknownRuleError as error:
            raise UserError(str(error)) from error
        return selected - self._config.locks.keys()


def lines(finding: Finding) -> list[str]:
    """``finding`` in one line, and its help in another; safe to print."""
    help_ = [f"  help: {visible(finding.advice)}"] if finding.advice else []
    return [line(finding), *help_]


def line(finding: Finding) -> str:
    """``finding`` in one line; safe to print."""
    where = visible(pointer(finding.route)) or "the request"
    return f"{finding.severity.label}[{finding.code}] {finding.name}: {where}: {visible(finding.message)}"


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """``findings`` by severity, otherwise in their order."""
    return sorted(findings, key=lambda one: -one.severity)

"""The arguments of ``recolint check``."""

from __future__ import annotations

from collections.abc import Mapping

from recolint.base.finding import Severity
from recolint.base.named_tuple import NamedTuple
from recolint.check.context import Unrecognized
from recolint.cli.arguments import any_arguments, bounded, choice, flag, group, option, repeated
from recolint.cli.config_options import SEVERITIES, ConfigOptions, PlaceOptions, config_files, config_options
from recolint.cli.online import OnlineOptions
from recolint.config.files import ConfigFiles
from recolint.report import FORMATS
from recolint.rule.registry import Registry

_UNRECOGNIZED = {mode.value: mode for mode in Unrecognized}


class ScopeOptions(NamedTuple):
    """The files to check besides the paths, and the content of standard input."""

    files_from: str | None = option(
        "also check the files listed in FILE, separated by line feeds or NULs; - is standard input", metavar="FILE"
    )
    input_format: str = option(
        "content of standard input: one file, or with jsonl one spec per line (default: auto)",
        choices=("auto", "jsonl"),
        default="auto",
    )
    code: bool = flag(
        "also search directories for requests in code: Python, notebooks, scripts, Markdown, state machines, trails"
    )


class VerdictOptions(NamedTuple):
    """Which findings count, and which fail the check."""

    fail_on: Severity | None = choice(
        "exit with 1 if a finding has this severity or a higher one (default: error)", SEVERITIES
    )
    unrecognized: Unrecognized = choice(
        "how to treat a named file that is not a job spec (default: error)",
        _UNRECOGNIZED,
        default="error",
    )
    allow_empty: bool = flag("succeed if no spec is found")
    show_unknown: bool = flag("list on stderr the request values that the code does not show")
    require_known: bool = flag("report request values that the code does not show as errors (RL016)")
    exclude: tuple[str, ...] = repeated("also skip the files that match PATTERN; may be repeated", metavar="PATTERN")
    force_exclude: bool = flag("apply exclude to named files too")
    show_skipped: bool = flag("list skipped files and the reasons on stderr")
    baseline: str | None = option(
        "ignore the findings in this baseline (default: the baseline of the config)", metavar="FILE"
    )


class FixOptions(NamedTuple):
    """The changes to the files that are checked."""

    fix: bool = flag("apply safe fixes, and report the remaining findings")
    unsafe_fixes: bool = flag("also apply unsafe fixes: they may raise cost or change the tests; implies --fix")
    diff: bool = flag("show the changes as a diff; write nothing")
    show_fixes: bool = flag("list each applied fix")
    add_ignore: str | None = option(
        "suppress all findings, with this reason: comments in YAML, tables in the config for JSON", metavar="REASON"
    )

    @property
    def fixing(self) -> bool:
        """Whether to apply fixes or to show them."""
        return self.fix or self.unsafe_fixes or self.diff


class ReportOptions(NamedTuple):
    """Which reports to write, their look, and their files."""

    output_format: str = option("format of the report (default: text)", choices=FORMATS, default="text")
    output_file: str | None = option("write the report to FILE", metavar="FILE")
    report: tuple[str, ...] = repeated(
        "also write a report in this format to FILE; may be repeated", metavar="FORMAT=FILE"
    )
    min_severity: Severity = choice(
        "hide findings below this severity, except those that a policy locks (default: info)",
        SEVERITIES,
        default="info",
    )
    hide_suppressed: bool = flag("omit suppressed findings from reports (GitHub shows them as open)")
    show_basis: bool = flag("show the source of each rule in text, concise and html")
    statistics: bool = flag("count findings by rule instead of listing them")
    color: str = option("default: auto", choices=("auto", "always", "never"), default="auto")
    quiet: bool = flag("print findings only: no summary, no notes", short="-q")


class Arguments(NamedTuple):
    """All of them."""

    paths: tuple[str, ...] = any_arguments("files or directories; - is standard input (default: .)", metavar="PATH")
    config: ConfigOptions = config_options()
    place: PlaceOptions = group(PlaceOptions, "where the jobs run")
    scope: ScopeOptions = group(ScopeOptions, "what is checked")
    verdict: VerdictOptions = group(VerdictOptions, "verdict")
    fixes: FixOptions = group(FixOptions, "fixes")
    jobs: int | None = option(
        "number of processes (default: the number of cores, if there are many files)",
        metavar="N",
        parse=bounded(int, 1, 1024),
    )
    watch: bool = flag("check again after each change, until Ctrl-C")
    report: ReportOptions = group(ReportOptions, "report")
    online: OnlineOptions = group(OnlineOptions, "lookups in AWS")
    stdin_filename: str | None = option("name of standard input in the report (default: <stdin>)", metavar="NAME")

    def configs(self, rules: Registry, environment: Mapping[str, str]) -> ConfigFiles:
        """The configurations, as their files are now; raises ``UserError``."""
        verdict = self.verdict
        return config_files(
            self.config,
            rules,
            environment,
            place=self.place,
            fail_on=verdict.fail_on,
            exclude=verdict.exclude,
            require_known=verdict.require_known,
        )

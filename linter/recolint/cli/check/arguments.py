"""The arguments of ``recolint check``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from recolint.base.finding import Severity
from recolint.check.context import Unrecognized
from recolint.cli.arguments import any_arguments, bounded, choice, flag, group, option, repeated
from recolint.cli.config_options import SEVERITIES, ConfigOptions, PlaceOptions, config_files, config_options
from recolint.cli.online import OnlineOptions
from recolint.config.files import ConfigFiles
from recolint.report import FORMATS
from recolint.rule.registry import Registry

_UNRECOGNIZED = {mode.value: mode for mode in Unrecognized}


class ScopeOptions(NamedTuple):
    """What is checked beside the paths, and what standard input is."""

    files_from: str | None = option(
        "check also the files that FILE lists, one in each line or between NULs; - is standard input", metavar="FILE"
    )
    input_format: str = option(
        "what standard input is: one file, or with jsonl a spec in each line (default: auto)",
        choices=("auto", "jsonl"),
        default="auto",
    )
    code: bool = flag(
        "look for requests in code in folders too: Python, notebooks, scripts, Markdown, state machines, trails"
    )


class VerdictOptions(NamedTuple):
    """What counts, and what fails the check."""

    fail_on: Severity | None = choice("the severity that makes the exit code 1", SEVERITIES)
    unrecognized: Unrecognized = choice(
        "what to do with a named file that is not a job spec (default: error)",
        _UNRECOGNIZED,
        default="error",
    )
    allow_empty: bool = flag("it is fine when there is nothing to check")
    show_unknown: bool = flag("list on standard error what code does not tell of its requests")
    require_known: bool = flag("what code does not tell of its requests is an error (RL016)")
    exclude: tuple[str, ...] = repeated("skip these files too, as the config's exclude does", metavar="PATTERN")
    force_exclude: bool = flag("let the config's exclude hold for files named here too")
    show_skipped: bool = flag("list the files that are not checked, with the reason, on standard error")
    baseline: str | None = option(
        "pass over the findings in this baseline (default: the config's baseline)", metavar="FILE"
    )


class FixOptions(NamedTuple):
    """What is written into the files that are checked."""

    fix: bool = flag("make the safe fixes, and report what remains")
    unsafe_fixes: bool = flag("make the unsafe ones too, which may raise cost or change what is tested; implies --fix")
    diff: bool = flag("write nothing: print as a diff what --fix or --unsafe-fixes would change")
    show_fixes: bool = flag("list each fix that is made")
    add_ignore: str | None = option(
        "hide what is shown, for this reason: by comments in YAML, by tables in the config for JSON", metavar="REASON"
    )

    @property
    def fixing(self) -> bool:
        """Whether fixes are made or shown."""
        return self.fix or self.unsafe_fixes or self.diff


class ReportOptions(NamedTuple):
    """Which reports are made, how they look, and where they go."""

    output_format: str = option("default: text", choices=FORMATS, default="text")
    output_file: str | None = option("write the report there", metavar="FILE")
    report: tuple[str, ...] = repeated(
        "write one more report, in any of the formats, to a file; may be given several times", metavar="FORMAT=FILE"
    )
    min_severity: Severity = choice(
        "show nothing below, except what a policy locks (default: info)", SEVERITIES, default="info"
    )
    hide_suppressed: bool = flag(
        "leave suppressed findings out of the formats that list them: GitHub takes them for open ones"
    )
    show_basis: bool = flag("say for each finding what stands behind it, in text, concise and html; json always does")
    statistics: bool = flag("count the findings of each rule instead")
    color: str = option("default: auto", choices=("auto", "always", "never"), default="auto")
    quiet: bool = flag("findings only: no closing line, no notes", short="-q")


class Arguments(NamedTuple):
    """All of them."""

    paths: tuple[str, ...] = any_arguments("files or folders; - is standard input (default: .)", metavar="PATH")
    config: ConfigOptions = config_options()
    place: PlaceOptions = group(PlaceOptions, "where the jobs run")
    scope: ScopeOptions = group(ScopeOptions, "what is checked")
    verdict: VerdictOptions = group(VerdictOptions, "verdict")
    fixes: FixOptions = group(FixOptions, "fixes")
    jobs: int | None = option(
        "processes to check in (default: as many as there are cores, once there is enough to do)",
        metavar="N",
        parse=bounded(int, 1, 1024),
    )
    watch: bool = flag("check again at each change, until Ctrl-C")
    report: ReportOptions = group(ReportOptions, "report")
    online: OnlineOptions = group(OnlineOptions, "look-ups in AWS")
    stdin_filename: str | None = option("the name of standard input in the report (default: <stdin>)", metavar="NAME")

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

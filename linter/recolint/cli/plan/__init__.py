"""``recolint plan``: what jobs would do, before they cost anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import plural
from recolint.check import discover
from recolint.check.plans import PlannedSpec
from recolint.check.tasks import Input
from recolint.cli.arguments import bounded, flag, group, option, some_arguments
from recolint.cli.command import Command
from recolint.cli.config_options import ConfigAndPlaceOptions, files_as_written
from recolint.cli.crashes import report_crashes
from recolint.cli.exits import Exit, UsageError
from recolint.cli.output import write_report
from recolint.cli.plan.planning import Gathered, gather
from recolint.cli.plan.price_file import PRICES, PriceTables
from recolint.cli.plan.saving import Saving
from recolint.cli.streams import Streams, encoding
from recolint.config.policy import digests
from recolint.plan.difference import differences
from recolint.report import renderer as findings_renderer
from recolint.report.plan import FORMATS, PlanReport, renderer
from recolint.report.plan.chart import ASCII, BLOCKS, Glyphs
from recolint.report.shared.style import Style
from recolint.rule import registry


class ReportOptions(NamedTuple):
    """How the report looks, and where it goes."""

    output_format: str = option("default: text", choices=FORMATS, default="text")
    output_file: str | None = option("write the report to FILE", metavar="FILE")
    stdin_filename: str = option("name of standard input in the report", metavar="NAME", default="<stdin>")


class Arguments(NamedTuple):
    """The plans to print, and their format."""

    specs: tuple[str, ...] = some_arguments("files or directories; - is standard input", metavar="SPEC")
    document: int | None = option(
        "plan only this document of the file (0 = first)", metavar="N", parse=bounded(int, 0, 1_000_000)
    )
    prices: str | None = PRICES
    against: str | None = option("show the differences from the older spec in FILE", metavar="FILE")
    detailed_exitcode: bool = flag("with --against: exit with 1 if the plans differ")
    save: str | None = option("save the plan in FILE; recolint submit FILE runs it exactly", metavar="FILE")
    report: ReportOptions = group(ReportOptions, "report")
    config: ConfigAndPlaceOptions = group(ConfigAndPlaceOptions, "configuration")


def run(arguments: Arguments, streams: Streams) -> int:
    """Plan what can be read, and say of the rest why it cannot."""
    if arguments.against == "-" and "-" in arguments.specs:
        raise UsageError("standard input can be read once: as SPEC or as the FILE of --against")
    if arguments.detailed_exitcode and arguments.against is None:
        raise UsageError("--detailed-exitcode requires --against")
    saving = Saving(arguments.save, arguments.specs, arguments.document)
    prices = PriceTables(arguments.prices).of
    rules = registry.load()
    configs = files_as_written(arguments.config, rules, streams.environment)

    def inputs_of(paths: Sequence[str]) -> Iterable[Input]:
        request = discover.Request(tuple(paths), streams.stdin, arguments.report.stdin_filename, follows=True)
        return discover.discover(request, configs, [])

    def gathered(paths: Sequence[str], inputs: Iterable[Input]) -> Gathered:
        found = gather(inputs, rules, streams.today, prices, arguments.document)
        if not found.plans and not found.unreadable.findings:
            which = "" if arguments.document is None else f" with the number {arguments.document} (from 0)"
            raise UsageError(f"no job spec{which} in {', '.join(paths)}")
        return found

    new = gathered(arguments.specs, saving.noting(inputs_of(arguments.specs)))
    old = None if arguments.against is None else gathered([arguments.against], inputs_of([arguments.against]))
    parts = [new] if old is None else [old, new]
    glyphs = _glyphs(arguments.report, streams)
    width = None if arguments.report.output_file else streams.width
    color = not arguments.report.output_file and streams.wants_color("auto")
    if old is None or arguments.against is None:
        report: PlanReport | None = PlanReport(new.plans, glyphs=glyphs, width=width)
    elif any(part.unreadable.findings for part in parts):
        report = None
    else:
        before, after = _only(old, arguments.against), _only(new, ", ".join(arguments.specs))
        report = PlanReport((after,), before, differences(before.plan, after.plan), glyphs, width, color)
    if report is not None and report.plans:
        form = arguments.report.output_format
        write_report(form, renderer(form)(report), arguments.report.output_file, streams)
    code = max(_verdict(part, streams) for part in parts)
    saving.finish(new.plans, code, digests(configs.policies), streams)
    differs = arguments.detailed_exitcode and report is not None and bool(report.differences)
    return max(code, Exit.FINDINGS) if differs else code


def _only(found: Gathered, where: str) -> PlannedSpec:
    if len(found.plans) != 1:
        raise UsageError(f"--against compares two specs, and {where} has {len(found.plans)}: choose with --document")
    return found.plans[0]


def _glyphs(options: ReportOptions, streams: Streams) -> Glyphs:
    """The characters that the output can show: a file is UTF-8, a stream has an encoding."""
    known = "utf-8" if options.output_file is not None else encoding(streams.stdout)
    return BLOCKS if known.lower().startswith("utf") else ASCII


def _verdict(found: Gathered, streams: Streams) -> int:
    """Say what was met on the way; the exit code."""
    if found.unreadable.findings:
        streams.tell(
            findings_renderer("text")(found.unreadable, Style(summary=False, encoding=encoding(streams.stderr)))
        )
    for spec, errors in found.errors():
        streams.say(f"{spec.shown}: check finds {plural(errors, 'error')}; AWS may reject this job")
    report_crashes(found.checked, streams)
    if found.checked.crashes:
        return Exit.CRASH
    return Exit.FINDINGS if found.unreadable.findings else Exit.CLEAN


COMMAND = Command(Arguments, run)

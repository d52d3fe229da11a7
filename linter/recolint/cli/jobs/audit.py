"""``recolint jobs audit``: lints submitted requests, rebuilt from the answers of AWS."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recolint import document
from recolint.aws.jobs import Jobs
from recolint.base.aws_names import Arn
from recolint.base.errors import AwsError
from recolint.base.finding import Severity
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source
from recolint.check.context import Unrecognized
from recolint.check.hosted import MAX_BYTES, contents, host_kind
from recolint.check.inputs import input_of
from recolint.check.reduce import check_files
from recolint.check.tasks import Input
from recolint.cli.arguments import choice, group, option
from recolint.cli.aws_options import AwsOptions, colored
from recolint.cli.config_options import SEVERITIES, ConfigOptions, config_files, config_options
from recolint.cli.crashes import report_crashes
from recolint.cli.exits import Exit, UsageError
from recolint.cli.jobs.answers import Source as Asked
from recolint.cli.jobs.filters import Filters, members
from recolint.cli.output import write_report
from recolint.cli.streams import Streams
from recolint.config.files import ConfigFiles
from recolint.config.typed import Config
from recolint.hosts.kinds import HostKind
from recolint.io import files
from recolint.report import FORMATS, also_shown, renderer
from recolint.report.shared.style import Style
from recolint.request.answer import is_answer, request_of
from recolint.request.recognition import is_spec
from recolint.rule import registry


class ReportOptions(NamedTuple):
    """The format of the report, its file, and what fails the audit."""

    output_format: str = option("format of the report (default: text)", choices=FORMATS, default="text")
    output_file: str | None = option("write the report to FILE", metavar="FILE")
    fail_on: Severity | None = choice(
        "exit with 1 if a finding has this severity or a higher one (default: error)", SEVERITIES
    )


class Arguments(NamedTuple):
    """Which jobs are linted, and how that is reported."""

    filters: Filters = group(Filters, "which jobs")
    report: ReportOptions = group(ReportOptions, "report")
    config: ConfigOptions = config_options()
    source: Asked = group(Asked)
    aws: AwsOptions = group(AwsOptions)


@dataclass(frozen=True, slots=True)
class Audited:
    """A job: the name in the report, the describe answer, its tags (``None``: not known)."""

    path: str
    answer: dict[str, Any]
    tags: list[dict[str, str]] | None


def of_account(jobs: Jobs, arguments: Arguments) -> Iterator[Audited]:
    """The jobs of the account that the arguments choose."""
    names = arguments.source.names or [
        one["JobName"] for one in jobs.listed(members(arguments.filters), arguments.filters.max_items)
    ]
    for name in names:
        answer = jobs.describe(name)
        yield Audited(f"{name}.json", answer, _tags(jobs, str(answer.get("JobArn"))))


def _tags(jobs: Jobs, arn: str) -> list[dict[str, str]] | None:
    try:
        return jobs.tags(arn)
    except AwsError:
        # Whoever may describe a job may not always list its tags.
        return None


def requests_in_files(paths: Iterable[str]) -> tuple[Source, ...]:
    """The files in ``paths`` that contain requests instead of answers: trails and code."""
    sources = []
    for path in paths:
        if Path(path).is_dir():
            continue
        try:
            source = Source.decode(path, files.read(Path(path), MAX_BYTES))
        except OSError:
            # The code that reads answers reports this file.
            continue
        found = contents(source, is_spec)
        if found.is_code and found.reading.documents and not any(map(is_answer, _roots(source))):
            sources.append(source)
    return tuple(sources)


def _roots(source: Source) -> Iterator[object]:
    """The values at the top level of ``source``, or of the items of the list there."""
    if host_kind(source) is not HostKind.DATA:
        return
    for one in document.read(source).documents:
        yield from one.data if isinstance(one.data, list) else [one.data]


def audit(audited: Iterable[Audited], arguments: Arguments, streams: Streams, sources: Iterable[Source] = ()) -> int:
    """Report what is wrong with the requests of ``audited``, and with those in ``sources``."""
    rules = registry.load()
    configs = config_files(arguments.config, rules, streams.environment, fail_on=arguments.report.fail_on)
    inputs = []
    untold: set[str] = set()
    places: dict[tuple[int, str | None, str | None], Config] = {}
    for one in audited:
        request = request_of(one.answer)
        if not is_spec(request):
            streams.say(f"{one.path}: has no request; nothing to audit")
            continue
        item, hidden = _rebuilt(one, request, configs)
        untold.update(hidden)
        config = item.config
        arn = Arn.parse(str(one.answer.get("JobArn")))
        # The job ran in the Region and account of its ARN, not those of the config. One config for each such place.
        where = (arn.region or None, arn.account or None) if arn is not None else (config.region, config.account)
        moved = config._replace(region=where[0], account=where[1])
        here = places.setdefault((id(config), *where), moved)
        inputs.append(item._replace(config=here))
    rebuilt = bool(inputs)
    inputs += [input_of(source, configs)._replace(is_code=True) for source in sources]
    if not inputs:
        raise UsageError("no job to audit")
    form, file = arguments.report.output_format, arguments.report.output_file
    result = check_files(inputs, rules, streams.today, Unrecognized.ERROR, also=also_shown({form}))
    style = Style(color=colored(arguments.aws, streams) and file is None, offered=frozenset())
    write_report(form, renderer(form)(result, style), file, streams)
    if rebuilt:
        are = "are" if len(untold) > 1 else "is"
        told = f"{' and '.join(sorted(untold))} {are} not in it"
        streams.say(f"lines and columns refer to the requests as describe returns them: {told}")
    report_crashes(result, streams)
    if result.crashes:
        return Exit.CRASH
    return Exit.FINDINGS if result.failed else Exit.CLEAN


def _rebuilt(one: Audited, request: dict[str, Any], configs: ConfigFiles) -> tuple[Input, tuple[str, ...]]:
    """The ``request`` as a file to check, and its unknown members: rules must not report them as missing."""
    text = json.dumps(request | ({"Tags": one.tags} if one.tags else {}), indent=2, ensure_ascii=False, default=str)
    item = input_of(Source(one.path, text + "\n"), configs)
    untold = ("OutputConfig", *(("Tags",) if one.tags is None else ()))
    reading = document.read(item.source)
    for found in reading.documents:
        found.data.update(dict.fromkeys(untold))
        found.unknown = frozenset((name,) for name in untold)
    return item._replace(reading=reading), untold

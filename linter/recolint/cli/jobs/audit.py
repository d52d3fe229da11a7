"""``recolint jobs audit``: lints what was submitted, from what AWS tells of jobs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recolint import document
from recolint.aws.jobs import Jobs, request_of
from recolint.aws.trouble import AwsError
from recolint.base.arn import Arn
from recolint.base.text import Source
from recolint.check.discover import Input
from recolint.check.hosted import MOST_BYTES, contents, host_kind
from recolint.check.run import Unrecognized
from recolint.check.run import run as run_checks
from recolint.cli import crashes
from recolint.cli.aws_options import colored
from recolint.cli.choosing import SEVERITIES, add_config_options, config_files
from recolint.cli.exits import Exit, UsageError
from recolint.cli.jobs.filters import add_filters, filters
from recolint.cli.output import write_report
from recolint.cli.streams import Streams
from recolint.config.patterns import relative
from recolint.config.typed import Config
from recolint.hosts.kinds import Kind
from recolint.hosts.mention import is_answer
from recolint.io import files
from recolint.report import FORMATS, also_shown, renderer
from recolint.report.shared.style import Style
from recolint.request.recognition import is_spec
from recolint.rule import registry


def add_options(parser: Any) -> None:
    """Add the options of the subcommand."""
    add_filters(parser)
    report = parser.add_argument_group("report")
    report.add_argument("--output-format", choices=FORMATS, default="text", help="default: text")
    report.add_argument("--output-file", metavar="FILE", help="write the report there")
    report.add_argument("--fail-on", choices=SEVERITIES, help="the severity that makes the exit code 1")
    add_config_options(parser)


@dataclass(frozen=True, slots=True)
class Audited:
    """A job: the name in the report, the describe answer, its tags (``None``: not known)."""

    path: str
    answer: dict[str, Any]
    tags: list[dict[str, str]] | None


def of_account(jobs: Jobs, arguments: Any) -> Iterator[Audited]:
    """The jobs of the account that the arguments choose."""
    names = arguments.names or [one["JobName"] for one in jobs.listed(filters(arguments), arguments.max_items)]
    for name in names:
        answer = jobs.describe(name)
        yield Audited(f"{name}.json", answer, _tags(jobs, str(answer.get("JobArn"))))


def _tags(jobs: Jobs, arn: str) -> list[dict[str, str]] | None:
    try:
        return jobs.tags(arn)
    except AwsError:
        # Whoever may describe a job may not always list its tags.
        return None


_OF_OUTPUT = "RL609"  # output-key-missing
_OF_TAGS = "RL324"  # missing-required-tag
"""Rules that miss what describe does not tell."""


def requests_in_files(paths: Iterable[str]) -> tuple[Source, ...]:
    """Those of the files ``paths`` that hold requests as they were sent or will be: trails, code."""
    sources = []
    for path in paths:
        if Path(path).is_dir():
            continue
        try:
            source = Source.decode(path, files.read(Path(path), MOST_BYTES))
        except OSError:
            # Whoever reads the answers in it says why.
            continue
        found = contents(source, is_spec)
        if found.is_code and found.reading.documents and not any(map(is_answer, _roots(source))):
            sources.append(source)
    return tuple(sources)


def _roots(source: Source) -> Iterator[object]:
    """What is at the root of ``source``, or of the items of the list there."""
    if host_kind(source) is not Kind.DATA:
        return
    for one in document.read(source).documents:
        yield from one.data if isinstance(one.data, list) else [one.data]


def audit(audited: Iterable[Audited], arguments: Any, streams: Streams, sources: Iterable[Source] = ()) -> int:
    """Report what is wrong with the requests of ``audited``, and with those in ``sources``."""
    rules = registry.load()
    configs = config_files(arguments, rules, streams.environment)
    found = [(one, request_of(one.answer)) for one in audited]
    blind = {_OF_OUTPUT, *(_OF_TAGS for one, _ in found if one.tags is None)}
    inputs = []
    places: dict[tuple[int, str | None, str | None], Config] = {}
    for one, request in found:
        if not is_spec(request):
            streams.say(f"{one.path}: tells nothing of its request, so there is nothing to audit")
            continue
        text = json.dumps(request | ({"Tags": one.tags} if one.tags else {}), indent=2, ensure_ascii=False, default=str)
        path = Path(one.path).absolute()
        config = configs.of_file(path)
        name = relative(config.folder, path.as_posix())
        arn = Arn.parse(str(one.answer.get("JobArn")))
        # The job ran where its ARN says, whatever the config says of others. One config for each place.
        where = (arn.region or None, arn.account or None) if arn is not None else (config.region, config.account)
        moved = config._replace(region=where[0], account=where[1], blind=frozenset(blind))
        here = places.setdefault((id(config), *where), moved)
        inputs.append(Input(Source(one.path, text + "\n"), here, name, named=True))
    rebuilt = bool(inputs)
    for source in sources:
        path = Path(source.path).absolute()
        config = configs.of_file(path)
        name = relative(config.folder, path.as_posix())
        inputs.append(Input(source, config, name, named=True, is_code=True))
    if not inputs:
        raise UsageError("there is no job to audit")
    result = run_checks(inputs, rules, streams.today, Unrecognized.ERROR, also=also_shown({arguments.output_format}))
    style = Style(color=colored(arguments, streams) and arguments.output_file is None, offered=frozenset())
    report = renderer(arguments.output_format)(result, style)
    write_report(arguments.output_format, report, arguments.output_file, streams)
    if rebuilt:
        _say_what_is_untold(blind, streams)
    crashes.say(result, streams)
    if result.crashes:
        return Exit.CRASH
    return Exit.FINDINGS if result.failed else Exit.CLEAN


def _say_what_is_untold(blind: Collection[str], streams: Streams) -> None:
    untold = "OutputConfig and Tags are" if _OF_TAGS in blind else "OutputConfig is"
    streams.say(f"places are those of the requests, rebuilt from what describe tells: {untold} not in it")

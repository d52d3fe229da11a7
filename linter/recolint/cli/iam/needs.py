"""``recolint iam needs``: what the jobs of a spec need to be allowed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from recolint.base.finding import pointer
from recolint.base.json_text import ascii_json
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import visible
from recolint.check import discover
from recolint.check.context import Unrecognized
from recolint.check.reduce import check_files
from recolint.cli.arguments import alternatives, argument, choice, flag, group, option
from recolint.cli.command import Command
from recolint.cli.config_options import ConfigAndPlaceOptions, files_as_written
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import WIDE, Streams, ellipsis
from recolint.iam import REQUIRED, Answer, Arns, Need, Task, Who, as_data, decide, least_policy, needs
from recolint.report.shared.arns import beginnings, shortened
from recolint.report.shared.fold import folded
from recolint.report.shared.screen import Screen
from recolint.report.shared.table import Column, table
from recolint.rule import registry
from recolint.rule.kinds import Spec

_Answered = tuple[Spec, Need, Answer | None]

_MORE = """\
If the config names policies ([iam], [[iam.role]]), the table shows whether they allow each need.

--as-policy prints a policy with the permissions that the role or the caller needs, and few others, or the trust policy
of the role. The policy uses * for values missing from the spec; stderr lists them. Replace each * with the value."""


_WHO = {who.value: who for who in Who}


class ReportOptions(NamedTuple):
    """The output: the needs, or a policy."""

    output_format: str = option("default: table", choices=("table", "json"), default="table")
    as_policy: Who | None = choice(
        "print the smallest policy: for the role (role) or the caller (caller), or the trust policy (trust)",
        _WHO,
        metavar="WHO",
    )


class Arguments(NamedTuple):
    """The spec with the needs to print, and the format."""

    spec: str = argument("a file with one or more specs; - is standard input", metavar="SPEC")
    watching: bool = flag("include the permissions to watch and to stop the job")
    wide: bool = flag(WIDE)
    report: ReportOptions = alternatives(ReportOptions)
    config: ConfigAndPlaceOptions = group(ConfigAndPlaceOptions, "configuration")


def run(arguments: Arguments, streams: Streams) -> int:
    """Print the needs."""
    tasks = (*REQUIRED, Task.WATCH) if arguments.watching else REQUIRED
    specs = _specs(arguments, streams)
    for path in sorted(set(_faulty(specs))):
        streams.say(f"{path}: is invalid and was not used; `recolint check` shows why")
    answered = list(_answered(specs, tasks))
    if arguments.report.as_policy is not None:
        chosen = [need for _, need, _ in answered if need.who is arguments.report.as_policy]
        streams.write(ascii_json(least_policy(chosen)) + "\n")
        unknown = _unknown(chosen)
        if unknown:
            streams.say(f"the policy uses * for values missing from the spec: {unknown}")
    elif arguments.report.output_format == "json":
        shown = {"version": 1, "needs": [_data(*one) for one in answered]}
        streams.write(ascii_json(shown) + "\n")
    else:
        streams.write(_table(answered, _screen(arguments, streams)))
    return Exit.CLEAN


def _screen(arguments: Arguments, streams: Streams) -> Screen:
    return Screen(None if arguments.wide else streams.width, ellipsis=ellipsis(streams))


def _specs(arguments: Arguments, streams: Streams) -> list[Spec]:
    """The readable specs of the file, with credentials redacted; raises ``UsageError`` if the file has no spec."""
    rules = registry.load()
    configs = files_as_written(arguments.config, rules, streams.environment)
    inputs = discover.discover(discover.Request((arguments.spec,), streams.stdin, follows=True), configs, [])
    checked = check_files(inputs, rules, streams.today, Unrecognized.ERROR, also=_itself)
    specs = [spec for file in checked.files for spec in file.also]
    if not specs:
        raise UsageError(f"{arguments.spec}: contains no valid job spec; `recolint check` shows why")
    return specs


def _itself(spec: Spec) -> Spec:
    return spec


def _faulty(specs: Iterable[Spec]) -> Iterator[str]:
    """The files with policies for ``specs`` that cannot be used."""
    for spec in specs:
        permissions, role = spec.settings.permissions, spec.job.role
        if permissions is not None:
            yield from (one.source.path for one in permissions.all_faults([role.value] if role is not None else []))


def _answered(specs: Iterable[Spec], tasks: Iterable[Task]) -> Iterator[_Answered]:
    for spec in specs:
        settings = spec.settings
        for need in needs(spec.job, Arns.of(spec.job, settings.region, settings.account), tasks):
            permissions = settings.permissions
            yield spec, need, None if permissions is None else decide(need, spec.job, permissions)


def _data(spec: Spec, need: Need, answer: Answer | None) -> dict[str, Any]:
    return {
        "path": spec.id.path,
        "spec": spec.id.index,
        "principal": need.who.value,
        "task": need.task.sid,
        "action": need.action,
        "resource": str(need.resource),
        "unknown": list(need.resource.unknown),
        "context": {key: list(values) for key, values in need.context.items()},
        "pointer": pointer(need.cause.route),
        "when": need.cause.when,
        "source": need.cause.source,
        "answer": None if answer is None else as_data(answer),
    }


def _table(answered: list[_Answered], screen: Screen) -> str:
    """A row for the actions that one place of a spec requires on one resource; notes below name sources and unknowns.

    In a pipe, ARNs are complete. On a terminal, a prefix that several ARNs share is written once, in the notes.
    """
    rows: dict[tuple[object, ...], list[_Answered]] = {}
    for spec, need, answer in answered:
        key = (spec.id, need.task, str(need.resource), need.cause)
        rows.setdefault(key, []).append((spec, need, answer))
    sources = list(dict.fromkeys(need.cause.source for _, need, _ in answered))
    resources = [str(same[0][1].resource) for same in rows.values()]
    short = {} if screen.width is None else beginnings(resources, screen.ellipsis)
    with_answers = any(answer is not None for _, _, answer in answered)
    several = len({spec.id for spec, _, _ in answered}) > 1
    files = len({spec.id.path for spec, _, _ in answered})
    cells = []
    for same in rows.values():
        spec, need, _ = same[0]
        cells.append(
            [visible(spec.id.shown) if files > 1 else str(spec.id.index)] * several
            + [need.who.value, need.task.sid, "\n".join(one.action for _, one, _ in same)]
            + ["\n".join(answer.decision.value if answer else "-" for _, _, answer in same)] * with_answers
            + [visible(shortened(str(need.resource), short))]
            + [visible(pointer(need.cause.route)) or "the spec", need.cause.when]
            + [f"[{sources.index(need.cause.source) + 1}]"]
        )
    drawn = table(_columns(several=several, with_answers=with_answers), cells, screen)
    notes = [f"[{number}] {source}" for number, source in enumerate(sources, start=1)]
    notes += [f"{after} is {visible(before)}" for before, after in short.items()]
    unknown = _unknown(need for _, need, _ in answered)
    if unknown:
        notes.append(f"*   missing from the spec: {visible(unknown)}")
    return "\n".join([drawn, *(folded(note, screen.width) for note in notes)]) + "\n"


def _columns(*, several: bool, with_answers: bool) -> list[Column]:
    return [
        *([Column("spec", least=16)] if several else []),
        Column("who"),
        Column("for", rank=3),
        # The answer to each action is in the same line.
        Column("action", least=None if with_answers else 34),
        *([Column("answer")] if with_answers else []),
        Column("resource", least=24),
        Column("because of", rank=1, least=20),
        Column("when", rank=4, least=14),
        Column("source", rank=2),
    ]


def _unknown(all_needs: Iterable[Need]) -> str:
    """The unknown parts of the resources, in words, each once."""
    return ", ".join(dict.fromkeys(part for need in all_needs for part in need.resource.unknown))


COMMAND = Command(Arguments, run, _MORE)

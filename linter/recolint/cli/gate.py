"""The gate before a submit: what ``recolint check`` says of the very texts whose requests are to be sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from recolint import document
from recolint.baseline_files import BaselineFiles
from recolint.cli import crashes, price_file
from recolint.cli.aws_options import colored
from recolint.cli.exits import Exit
from recolint.cli.orders import Draft, Gathering
from recolint.cli.planning import gather as gather_plans
from recolint.cli.streams import Streams, encoding
from recolint.finding import SpecId
from recolint.plan.planning import Plan
from recolint.registry import Registry
from recolint.report import renderer
from recolint.report.style import Style


@dataclass(frozen=True, slots=True)
class Passed:
    """What may be sent, each request with its plan."""

    drafts: tuple[Draft, ...]
    plans: dict[SpecId, Plan]


def check(gathering: Gathering, rules: Registry, arguments: Any, streams: Streams) -> Passed | Exit:
    """Check ``gathering``, and show on stderr what was found; the exit code when nothing of it may be sent."""
    planned = gather_plans(gathering.inputs, rules, streams.today, price_file.asked(arguments), None)
    result = planned.checked
    if any(file.baseline for file in result.files):
        result = BaselineFiles(rules).apply(result)
    if result.findings:
        style = Style(
            color=colored(arguments, replace(streams, stdout=streams.stderr)), encoding=encoding(streams.stderr)
        )
        streams.tell(renderer("text")(result, style))
    if gathering.changed and result.findings:
        streams.say("places are those of the request with the options' values in it")
    crashes.say(result, streams)
    if result.crashes:
        streams.say("nothing was sent")
        return Exit.CRASH
    if result.failed or gathering.unreadable:
        streams.say("nothing was sent: the check failed")
        return Exit.FINDINGS
    if _sends_another(gathering):
        streams.say("nothing was sent: a request holds what cannot be sent as it stands, such as .nan")
        return Exit.FINDINGS
    return _validated(gathering, {one.spec: one.plan for one in planned.plans}, streams)


def _sends_another(gathering: Gathering) -> bool:
    """Whether a request is not equal to what stands in the text that was checked."""
    checked: dict[SpecId, Any] = {}
    for item in gathering.inputs:
        reading = document.read(item.source)
        checked |= {SpecId(item.source.path, one.index): one.data for one in reading.documents}
    return any(checked.get(draft.spec) != draft.request for draft in gathering.drafts)


def _validated(gathering: Gathering, plans: dict[SpecId, Plan], streams: Streams) -> Passed | Exit:
    # Imported here: it takes botocore, which a refused spec does without.
    from recolint.aws.model import problems

    refused = False
    for draft in gathering.drafts:
        found = problems(draft.request)
        if found is not None:
            refused = True
            streams.say(f"{draft.spec.shown}: botocore refuses the request: {found}")
    if refused:
        streams.say("nothing was sent")
        return Exit.FINDINGS
    return Passed(gathering.drafts, plans)

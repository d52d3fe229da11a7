"""Requests that were sent: records of CloudTrail, and answers of DescribeInferenceRecommendationsJob."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress

from recolint.base.aws_names import Arn
from recolint.base.text import Source, Span
from recolint.document import read
from recolint.hosts import texts
from recolint.hosts.plain import member, plain, text_of
from recolint.hosts.scalars import traced
from recolint.hosts.texts import UnreadableError
from recolint.hosts.traced import Traced
from recolint.hosts.tree import Entry, HostReading, HostRequest, Mapping, Node, Sequence, Unknown
from recolint.request.answer import JOB_ARN, UNTOLD, is_filled_in, is_job_arn
from recolint.request.contract import Shape
from recolint.request.contract.shapes import REQUEST
from recolint.request.job import Job

_EVENT = "CreateInferenceRecommendationsJob"
_SOURCE = "sagemaker.amazonaws.com"
_HIDDEN = ("HIDDEN_DUE_TO_SECURITY_REASONS", "***")
"""CloudTrail's text for a hidden value."""
_LOG = re.compile(r'\s*\{\s*"Records"\s*:\s*\[\s*')
_COMMA = re.compile(r"\s*,\s*")
_DECODER = json.JSONDecoder()


def read_trail(source: Source) -> HostReading:
    """The requests in ``source``: a log file, an event, JSON Lines of them, an answer of describe; never raises."""
    text = source.text
    if not _tells_of_job(text):
        return HostReading()
    nodes = [texts.of_document(one, Traced.of(text)) for one in read(source).documents] or list(_values(text))
    return HostReading(tuple(one for node in nodes for one in read_node(node, text)))


def read_node(node: Node, source: str = "") -> Iterator[HostRequest]:
    """The requests in a record, a list of them, or an answer; ``source`` is the text of the file."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from read_node(item, source)
    if not isinstance(node, Mapping):
        return
    if is_answer(node):
        yield _answered(node)
        return
    if text_of(member(node, "eventName")) == _EVENT:
        yield from _recorded(node)
        return
    for name in ("Records", "Events", "events", "detail"):
        found = member(node, name)
        if found is not None:
            yield from read_node(found, source)
    within = member(node, "CloudTrailEvent")
    written = text_of(within)
    if within is not None and written is not None and _EVENT in written:
        with suppress(UnreadableError):
            yield from read_node(texts.from_json(traced(source, within.span, written)))


def is_answer(node: Mapping) -> bool:
    """Whether ``node`` is an answer of DescribeInferenceRecommendationsJob."""
    return is_job_arn(text_of(member(node, JOB_ARN)) or "") and member(node, Job.input.name) is not None


def _tells_of_job(text: str) -> bool:
    return _EVENT in text or is_job_arn(text)


def _values(text: str) -> Iterator[Node]:
    """The JSON values in ``text``, one behind the other; of a log file, only the records of the operation."""
    log = _LOG.match(text)
    for begin, end in _items(text, log.end()) if log is not None else _lines(text):
        if _tells_of_job(text[begin:end]):
            with suppress(UnreadableError):
                yield texts.from_json(Traced.of(text, begin, end))


def _items(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The places of the items of a JSON list; the first is at ``at``. A log may have far more items than a document."""
    with suppress(ValueError, RecursionError):
        while True:
            end = _DECODER.raw_decode(text, at)[1]
            yield at, end
            comma = _COMMA.match(text, end)
            if comma is None:
                return
            at = comma.end()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        found = text.find("\n", at)
        end = len(text) if found < 0 else found
        yield at, end
        at = end + 1


def _recorded(record: Mapping) -> Iterator[HostRequest]:
    sent = member(record, "requestParameters")
    name = member(record, "eventName")
    if text_of(member(record, "eventSource")) not in (None, _SOURCE) or not isinstance(sent, Mapping) or name is None:
        return
    if member(sent, "omitted") is not None:
        # Too large for a record.
        request: Node = Mapping((), sent.span, whole=False)
    else:
        request = _renamed(sent, REQUEST)
    if isinstance(request, Mapping):
        yield HostRequest(request, name.span, text_of(member(record, "awsRegion")), submits=False)


def _renamed(node: Node, shape: Shape | None) -> Node:
    """``node`` with the names that the request has, for those of CloudTrail, which start in lower case."""
    if isinstance(node, Sequence):
        item = shape.item if shape is not None else None
        return Sequence(tuple(_renamed(one, item) for one in node.items), node.span, node.whole)
    if isinstance(node, Mapping):
        known = {_small(name): name for name in shape.members} if shape is not None else {}
        members = shape.members if shape is not None else {}
        entries = []
        for entry in node.entries:
            name = known.get(entry.name) or entry.name[:1].upper() + entry.name[1:]
            entries.append(Entry(name, entry.name_span, _renamed(entry.value, members.get(name))))
        return Mapping(tuple(entries), node.span, node.whole)
    value = text_of(node)
    return Unknown(node.span, value) if value is not None and value in _HIDDEN else node


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _given(node: Node) -> Node:
    """``node`` without the members that only describe returns."""
    if isinstance(node, Sequence):
        return node._replace(items=tuple(map(_given, node.items)))
    if not isinstance(node, Mapping):
        return node
    kept = (one for one in node.entries if not is_filled_in(one.name, plain(one.value)))
    return node._replace(entries=tuple(one._replace(value=_given(one.value)) for one in kept))


def _answered(answer: Mapping) -> HostRequest:
    """The request that led to ``answer``."""
    kept = tuple(
        entry._replace(value=_given(entry.value))
        for entry in answer.entries
        if entry.name in REQUEST.members and not is_filled_in(entry.name, plain(entry.value))
    )
    end = Span(answer.span.end, answer.span.end)
    untold = tuple(Entry(name, end, Unknown(end, name)) for name in UNTOLD if member(answer, name) is None)
    arn = member(answer, JOB_ARN)
    parsed = Arn.parse(text_of(arn) or "")
    request = Mapping((*kept, *untold), answer.span)
    region = parsed.region or None if parsed is not None else None
    return HostRequest(request, arn.span if arn is not None else answer.span, region, submits=False)

"""Requests in state machines of Step Functions: tasks that call the operation through the AWS SDK integration.

A machine is a file of its own, or in a template of CloudFormation or SAM: as ``Definition``, or as a text in
``DefinitionString``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.base.text import Source, Span
from recolint.document import read
from recolint.hosts import texts
from recolint.hosts.plain import member, text_of
from recolint.hosts.scalars import traced
from recolint.hosts.texts import UnreadableError
from recolint.hosts.traced import Traced
from recolint.hosts.tree import Entry, HostFault, HostReading, HostRequest, Mapping, Node, Scalar, Sequence, Unknown

_RESOURCE = re.compile(
    r"arn:aws[\w-]*:states:[\w-]*:[0-9]*:aws-sdk:sagemaker:createInferenceRecommendationsJob(?:\.\w+)?"
)
_REGION = re.compile(r"arn:aws[\w-]*:states:([a-z0-9-]+):")
_UNTOLD = ("{%", "${")
"""The starts of a JSONata expression, and of a value that CloudFormation fills in."""
_OPERATION = "createInferenceRecommendationsJob"
_FUNCTION = re.compile(r"Ref|Condition|Fn::\w+")
_PATH = ".$"


def read_machine(source: Source) -> HostReading:
    """The requests of the tasks in ``source``, JSON or YAML; never raises."""
    reading = read(source)
    text = Traced.of(source.text)
    requests: list[HostRequest] = []
    faults = [
        HostFault(fault.span, str(fault))
        for fault in (texts.mapped(one, text) for one in reading.faults)
        if not reading.documents and _OPERATION in source.text
    ][:1]
    for document in reading.documents:
        for one in _found(texts.of_document(document, text), source.text):
            if isinstance(one, HostFault):
                faults.append(one)
            else:
                requests.append(one)
    return HostReading(tuple(requests), tuple(faults))


def _found(node: Node, source: str) -> Iterator[HostRequest | HostFault]:
    """The tasks in ``node``, and in the texts of machines in it."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _found(item, source)
    if not isinstance(node, Mapping):
        return
    resource = text_of(member(node, "Resource"))
    if resource is not None and _RESOURCE.fullmatch(resource):
        yield _request(node)
        return
    for entry in node.entries:
        if entry.name == "DefinitionString":
            yield from _in_text(entry.value, source)
        else:
            yield from _found(entry.value, source)


def _in_text(node: Node, source: str) -> Iterator[HostRequest | HostFault]:
    """The tasks of a machine that is written as a text."""
    while isinstance(node, Mapping) and len(node.entries) == 1 and node.entries[0].name == "Fn::Sub":
        node = node.entries[0].value
        node = node.items[0] if isinstance(node, Sequence) and node.items else node
    if isinstance(node, Unknown):
        # ``!Sub |``: the text is behind the tag.
        tag = re.match(r"!Sub\s+", node.said)
        node = _behind(source, Span(node.span.start + tag.end(), node.span.end)) if tag else node
    text = text_of(node)
    if text is None or _OPERATION not in text:
        return
    try:
        machine = texts.from_json(traced(source, node.span, text))
    except UnreadableError as error:
        yield HostFault(error.span, f"the definition of the state machine is not JSON: {error}")
        return
    yield from _found(machine, "")


def _behind(source: str, span: Span) -> Node:
    """The scalar that ``source`` has at ``span``, read as a document of its own."""
    reading = read(Source(".yaml", "x: " + source[span.start : span.end].replace("\n", "\n ")))
    value = reading.documents[0].data.get("x") if reading.documents else None
    return Scalar(value, span) if isinstance(value, str) else Unknown(span, "!Sub")


def _request(state: Mapping) -> HostRequest:
    resource = member(state, "Resource")
    place = resource.span if resource is not None else state.span
    given = member(state, "Arguments") or member(state, "Parameters")
    request = _known(given) if given is not None else None
    if not isinstance(request, Mapping):
        # The state's input, or what an expression makes of it.
        request = Mapping((), given.span if given is not None else state.span, whole=False)
    region = _REGION.match(text_of(resource) or "")
    return HostRequest(request, place, region[1] if region else None)


def _known(node: Node) -> Node:
    """``node``, with unknown nodes for values that only a run would show."""
    if isinstance(node, Mapping):
        if any(_FUNCTION.fullmatch(entry.name) for entry in node.entries):
            return Unknown(node.span, node.entries[0].name)
        entries = tuple(_member(entry) for entry in node.entries)
        return Mapping(entries, node.span, node.whole)
    if isinstance(node, Sequence):
        return Sequence(tuple(map(_known, node.items)), node.span, node.whole)
    value = text_of(node)
    if value is not None and any(sign in value for sign in _UNTOLD):
        return Unknown(node.span, value)
    return node


def _member(entry: Entry) -> Entry:
    if entry.name.endswith(_PATH):
        said = text_of(entry.value) or entry.name
        return Entry(entry.name.removesuffix(_PATH), entry.name_span, Unknown(entry.value.span, said))
    return entry._replace(value=_known(entry.value))

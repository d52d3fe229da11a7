"""A request as its host writes it: values with their spans, and values that the text does not show.

All spans are offsets in the text of the host's file (``base.text.Source``), whatever contains the request.
"""

from __future__ import annotations

from datetime import date

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span

HIDDEN_REGION = ""
"""Stands for a Region that the host sets, but that only a run would show."""


class Scalar(NamedTuple):
    """A text, number, boolean or null in the host, or a date of YAML. ``span`` is the literal to change."""

    value: str | int | float | bool | date | None
    span: Span


class Unknown(NamedTuple):
    """A value that only a run of the host would show. ``said`` is how the host writes it: ``ROLE``, ``$ROLE``.

    ``optional`` is true where the member may also be missing: a branch sets it, or a library adds it.
    """

    span: Span
    said: str
    optional: bool = False


class Entry(NamedTuple):
    """A member of a mapping: its name, where the name is (the value's span if nowhere), and its value."""

    name: str
    name_span: Span
    value: Node


class Mapping(NamedTuple):
    """A structure. ``whole`` is false where it may hold more members than these: ``**rest``, ``.update(x)``.

    Of entries of the same name, as JSON and YAML may have them, the last counts.
    """

    entries: tuple[Entry, ...]
    span: Span
    whole: bool = True


class Sequence(NamedTuple):
    """A list. ``whole`` is false where it may hold more items after these."""

    items: tuple[Node, ...]
    span: Span
    whole: bool = True


Node = Scalar | Unknown | Mapping | Sequence


class HostRequest(NamedTuple):
    """One request in a host: where the call, command, task or record is, and what it sends."""

    request: Mapping
    span: Span
    """Where findings about what is missing are: the name of the call, the command, the fence, the state."""
    region: str | None = None
    """The Region that the host sets: ``region_name=``, ``--region``, ``awsRegion``, or ``HIDDEN_REGION``."""
    cell: int | None = None
    """The cell of a notebook, all cells counted, from 1."""
    submits: bool = True
    """False for a request that was sent already, such as a record of CloudTrail."""


class HostFault(NamedTuple):
    """Why a part of the host that mentions a request could not be read."""

    span: Span
    message: str
    cell: int | None = None


class FileReference(NamedTuple):
    """A literal ``file://`` path of a command: a spec of its own, to be checked as one."""

    path: str
    span: Span
    region: str | None = None
    """The Region that the command sets; ``HIDDEN_REGION`` if only a run would show it."""


class HostReading(NamedTuple):
    """The requests that a reader found in one file, in order of place."""

    requests: tuple[HostRequest, ...] = ()
    faults: tuple[HostFault, ...] = ()
    files: tuple[FileReference, ...] = ()
    unread: tuple[HostFault, ...] = ()
    """Parts that could not be read and mention no request. What they bind is unknown."""

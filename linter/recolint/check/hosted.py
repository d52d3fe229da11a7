"""The content of a file to check: specs, or requests in code, and which other files these name."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

from recolint import document
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING
from recolint.base.text import Source
from recolint.document import Fault, FaultKind, Reading
from recolint.hosts.encoding import decoded
from recolint.hosts.kinds import HostKind, kind, mentions_request
from recolint.io import files, repository
from recolint.io.paths import is_below, repository_of
from recolint.request.answer import is_answer
from recolint.request.recognition import is_spec

if TYPE_CHECKING:
    # Only code needs them.
    from recolint.base.excerpt import Part
    from recolint.hosts.tree import HostReading

MAX_BYTES = 16 * 1024 * 1024
"""The maximum size of a code file: notebooks contain images, and trails contain the records of a day."""

_SURROGATE = r"[\ud800-\udfff]"
_HEAD = 256
"""Characters of a file that tell its kind, where the name does not."""
_DATA = frozenset({HostKind.DATA, HostKind.PIPELINE})
"""Kinds that may be specs as well."""
CODE = frozenset(HostKind) - _DATA
_AT_HOME = frozenset({HostKind.PYTHON, HostKind.NOTEBOOK})
_WITHOUT_COMMANDS = frozenset({HostKind.DATA, HostKind.PYTHON})


NOTHING = Reading((), ())


class Contents(NamedTuple):
    """The specs read, and whether they are requests in code. Code without a request has none.

    ``sends_files`` says whether all that the code sends are specs in files of their own.
    """

    reading: Reading
    is_code: bool = False
    sends_files: bool = False


def host_kind(source: Source) -> HostKind | None:
    """The kind of ``source`` beside a spec; ``None`` for what no reader of code knows."""
    return kind(source.path, source.text[:_HEAD].encode("utf-8", "surrogateescape"))


def parts(source: Source) -> tuple[Part, ...]:
    """The parts of ``source`` that have lines of their own: the cells of a notebook."""
    if host_kind(source) is not HostKind.NOTEBOOK:
        return ()
    from recolint.base.excerpt import Part
    from recolint.hosts.notebook import MalformedError, Notebook

    try:
        cells = Notebook(source.text).cells
    except MalformedError:
        return ()
    return tuple(Part(cell.number, *cell.code) for cell in cells)


def is_code(path: str) -> bool:
    """Whether ``path`` is a code file, judged by its name alone."""
    return kind(path, b"") in CODE


def may_name_files(path: str) -> bool:
    """Whether the file ``path`` may hold commands that name specs."""
    return kind(path, b"#!sh") not in _WITHOUT_COMMANDS


def contents(source: Source, recognizes: Callable[[object], bool]) -> Contents:
    """The specs in ``source``, as ``recognizes`` finds them, or else the requests in its code.

    An answer of describe has the members of a spec but is not one.
    """
    of = host_kind(source)
    if of in CODE:
        found = _host(source, of)
        reading = _as_reading(source, found, of)
        return Contents(reading, is_code=True, sends_files=bool(found.files) and reading == NOTHING)
    reading = document.read(source)
    if of is None or not mentions_request(source.encode()):
        return Contents(reading)
    if any(recognizes(one.data) and not is_answer(one.data) for one in reading.documents):
        return Contents(reading)
    found = _host(source, of)
    hosted = _as_reading(source, found, of)
    if hosted == NOTHING:
        return Contents(reading, sends_files=bool(found.files))
    return Contents(hosted, is_code=True)


def _as_reading(source: Source, found: HostReading, of: HostKind) -> Reading:
    if not found.requests and not found.faults:
        return NOTHING
    # Imported here, as the readers are: most files are specs.
    from recolint.hosts.document import documents

    count = len(found.requests)
    faults = (
        Fault(FaultKind.SYNTAX, fault.message, fault.span, number) for number, fault in enumerate(found.faults, count)
    )
    unread = (Fault(FaultKind.UNTOLD_VALUE, fault.message, fault.span, count) for fault in found.unread)
    return Reading(documents(source, found, of), tuple(faults), unread=tuple(unread))


def _host(source: Source, of: HostKind) -> HostReading:
    from recolint.hosts.readers import read_host
    from recolint.hosts.tree import HostReading

    if not mentions_request(source.encode()):
        return HostReading()
    return read_host(source, of, Neighbours.of(source.path, of).text)


def host_requests(source: Source) -> HostReading:
    """The requests in ``source``; none in a spec."""
    from recolint.hosts.tree import HostReading

    of = host_kind(source)
    if of is None or (of in _DATA and not contents(source, is_spec).is_code):
        return HostReading()
    return _host(source, of)


def referenced(source: Source) -> Iterator[str]:
    """The paths of the specs that commands in ``source`` send as they are (``file://``), as far as they are there."""
    of = host_kind(source)
    if (
        of is None
        or of in _WITHOUT_COMMANDS
        or b"file://" not in (data := source.encode())
        or not mentions_request(data)
    ):
        return
    beside = Neighbours.of(source.path, of)
    for file in _host(source, of).files:
        path = beside.find(file.path)
        if path is not None:
            yield path


class Neighbours(NamedTuple):
    """The files of the repository that a file may name.

    ``folder`` is as the user named it, ``top`` absolute: nothing outside of it counts. ``is_at_home`` is true of code
    that names files from its own folder. The working folder of a command is unknown. There, a file counts if it is the
    only one of its name, seen from the folder of the command and those above.
    """

    folder: str
    top: str
    is_at_home: bool

    @classmethod
    def of(cls, path: str, of: HostKind) -> Neighbours:
        """Those of the file ``path`` of the kind ``of``."""
        folder = os.path.dirname(path)
        return cls(folder, _top(os.path.abspath(folder)), of in _AT_HOME)

    def text(self, name: str) -> str | None:
        """The text of the file ``name``; ``None`` if no such file may be read. See ``Ask``."""
        path = self.find(name)
        if path is None:
            return None
        try:
            source = decoded(path, files.read(path, MAX_BYTES))
        except OSError:
            return None
        return None if re.search(_SURROGATE, source.text) else source.text

    def find(self, name: str) -> str | None:
        """The path of the file ``name``, as the user would write it; ``None`` where it is in doubt."""
        if not name or "\0" in name:
            return None
        is_fixed = self.is_at_home or os.path.isabs(name)
        places = [""] if is_fixed else self._above()
        found = {at for above in places if self._has(at := os.path.normpath(os.path.join(self.folder, above, name)))}
        return found.pop() if len(found) == 1 else None

    def _above(self) -> list[str]:
        """The ways from the folder to itself and to those above it."""
        below = os.path.relpath(self.folder, self.top)
        depth = 0 if below == os.curdir else below.count(os.sep) + 1
        return ["/".join([os.pardir] * number) for number in range(depth + 1)]

    def _has(self, path: str) -> bool:
        return is_below(os.path.abspath(path), self.top) and os.path.isfile(path) and repository.keeps(path)


def _top(folder: str) -> str:
    """The root of the repository of ``folder``; without one, the working directory above it, or the folder itself."""
    here = os.getcwd()
    return repository_of(folder) or (here if is_below(folder, here) else folder)

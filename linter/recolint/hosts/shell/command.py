"""The request of an ``aws`` command with known and unknown words.

Above 300 lines since it has the tables of the AWS CLI's global options.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from recolint.awscli.command import option_of
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span, visible
from recolint.hosts import texts
from recolint.hosts.shell.effects import CONFIG_FILE
from recolint.hosts.shell.expansion import Field, Load
from recolint.hosts.shell.nested import OPERATION
from recolint.hosts.texts import UnreadableError
from recolint.hosts.traced import HOLE, Traced
from recolint.hosts.tree import HIDDEN_REGION, Entry, FileReference, HostFault, HostRequest, Mapping, Node, Unknown
from recolint.hosts.tree import Sequence as Items
from recolint.request.contract import Shape
from recolint.request.contract.shapes import REQUEST

_GLOBAL_WITH_VALUE = [
    "--endpoint-url",
    "--output",
    "--query",
    "--profile",
    "--region",
    "--color",
    "--ca-bundle",
    "--cli-read-timeout",
    "--cli-connect-timeout",
    "--cli-binary-format",
    "--cli-error-format",
]
_GLOBAL_ALONE = [
    "--debug",
    "--no-verify-ssl",
    "--no-paginate",
    "--no-sign-request",
    "--no-cli-pager",
    "--cli-auto-prompt",
    "--no-cli-auto-prompt",
]
_NOTHING_SENT = ("--generate-cli-skeleton", "--version")
_INPUTS: dict[str, Callable[[Traced], Node]] = {
    "--cli-input-json": texts.from_json,
    "--cli-input-yaml": texts.from_yaml,
}
_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
_FILE, _BINARY = "file://", "fileb://"


_MEMBERS = {option_of(name): name for name in REQUEST.members}
_OWN = (*_MEMBERS, *_INPUTS, _NOTHING_SENT[0])


class Sent(NamedTuple):
    """The request of a command: in its words, in a file, or the reason why its words cannot be read."""

    request: HostRequest | None = None
    file: FileReference | None = None
    faults: tuple[HostFault, ...] = ()


class Option(NamedTuple):
    """An option with its values; ``name`` is as written; for a member of the request, it is the full name."""

    name: str
    span: Span
    values: tuple[Field, ...]


@dataclass(slots=True)
class _Words:
    """The words behind the operation, sorted out."""

    members: dict[str, Option] = field(default_factory=dict)
    input: Option | None = None
    region: str | None = None
    is_whole: bool = True


def operation_at(fields: Sequence[Field]) -> int | None:
    """Where the operation is in the words ``fields``, which begin with ``aws``; ``None`` for another operation."""
    at = 1
    for expected in ("sagemaker", OPERATION):
        at = _past_options(fields, at)
        if at >= len(fields) or fields[at].text.text != expected:
            return None
        at += 1
    return at - 1


def sent(fields: Sequence[Field], operation: int, whole: Span, load: Load, *, regions: Sequence[str]) -> Sent:
    """The request of the command with the words ``fields``; the command is at ``whole``.

    ``regions`` are the Regions that the environment names, or ``HIDDEN_REGION``; the first counts. ``load`` reads
    files.
    """
    words = _Words()
    before = fields[:operation]
    if not _sort(fields[operation + 1 :], words) or not _sort_globals(before, words):
        return Sent()
    region = words.region if words.region is not None else next(iter(regions), None)
    place = fields[operation].text.whole
    file = _file_alone(words, load)
    if file is not None:
        return Sent(file=file._replace(region=region))
    reader = _Reader(load)
    given = tuple(reader.entry(name, option) for name, option in words.members.items())
    base = reader.input(words.input) if words.input is not None else Mapping((), whole)
    if base is None:
        return Sent(faults=tuple(reader.faults))
    entries = (*(one for one in base.entries if one.name not in words.members), *(one for one in given if one))
    request = Mapping(entries, whole, base.whole and words.is_whole and all(given))
    if reader.faults:
        return Sent(faults=tuple(reader.faults))
    return Sent(HostRequest(request, place, region))


def _past_options(fields: Sequence[Field], at: int) -> int:
    while at < len(fields):
        word = fields[at].text.text
        if word.startswith("-"):
            at += 2 if word in _GLOBAL_WITH_VALUE else 1
        elif HOLE in word:
            at += 1
        else:
            break
    return at


def _sort_globals(fields: Sequence[Field], words: _Words) -> bool:
    """Take the Region from the words before the operation; whether anything is sent."""
    for at, one in enumerate(fields):
        name, sign, value = one.text.text.partition("=")
        if name in _NOTHING_SENT:
            return False
        if name == "--region" and words.region is None:
            following = fields[at + 1].text.text if at + 1 < len(fields) else ""
            found = value if sign else following
            words.region = HIDDEN_REGION if HOLE in found else found or None
    return True


def _sort(fields: Sequence[Field], words: _Words) -> bool:
    """Sort the words behind the operation into ``words``; whether anything is sent."""
    at = 0
    while at < len(fields):
        one = fields[at]
        at += 1
        text = one.text.text
        if not text.startswith("--"):
            if text == "help":
                return False
            # A variable may hold options; another word is refused by the AWS CLI.
            words.is_whole = words.is_whole and HOLE not in text
            continue
        written, sign, _ = text.partition("=")
        name = _meant(written)
        if HOLE in written:
            words.is_whole = False
            continue
        if name in _NOTHING_SENT or name == "--help":
            return False
        if name in _GLOBAL_ALONE or name.startswith("--no-"):
            continue
        span = one.text.span(0, len(written)) if sign else one.text.whole
        values: list[Field] = []
        if sign:
            values.append(Field(one.text.slice(len(written) + 1, len(text)), one.may_be_many))
        else:
            many = _takes_many(name)
            while at < len(fields) and (many or not values) and not fields[at].text.text.startswith("--"):
                values.append(fields[at])
                at += 1
        _note(Option(name, span, tuple(values)), words)
    return True


def _note(option: Option, words: _Words) -> None:
    if not option.values:
        return
    if option.name == "--region":
        text = option.values[0].text
        words.region = (text.text or None) if text.is_known else HIDDEN_REGION
    elif option.name in _INPUTS:
        words.input = option
    elif option.name not in _GLOBAL_WITH_VALUE and not option.name.startswith("--cli-"):
        # The last one counts, at its own place in the order.
        member = _MEMBERS.get(option.name) or _camel(option.name)
        words.members.pop(member, None)
        words.members[member] = option


def _meant(name: str) -> str:
    """The option with ``name`` or its abbreviation; the global ones come first."""
    for options in ((*_GLOBAL_WITH_VALUE, *_GLOBAL_ALONE, "--version"), _OWN):
        if name in options or name in _OWN:
            return name
        found = [one for one in options if one.startswith(name)] if len(name) > len("--") else []
        if len(found) == 1:
            return found[0]
        if found:
            return name
    return name


def _takes_many(name: str) -> bool:
    member = REQUEST.members.get(_MEMBERS.get(name, ""))
    return member is not None and member.kind == "list"


def _camel(option: str) -> str:
    """``FooBar`` for ``--foo-bar``, an option that the AWS CLI does not have."""
    return "".join(part[:1].upper() + part[1:] for part in option.strip("-").split("-"))


def _file_alone(words: _Words, load: Load) -> FileReference | None:
    """The file that contains the whole request, as it is on disk."""
    if words.input is None or words.members or not words.is_whole:
        return None
    text = words.input.values[0].text
    path = path_of(text)
    if path is None or not getattr(load, "is_on_disk", lambda _: True)(path):
        return None
    return FileReference(path, text.whole)


def path_of(text: Traced) -> str | None:
    """The path in ``file://path``, without what the AWS CLI fills in, and known; ``None`` for any other value."""
    if not text.text.startswith((_FILE, _BINARY)) or not text.is_known:
        return None
    path = text.text.partition("://")[2]
    return None if not path or path.startswith("~") or "$" in path or "\0" in path else posixpath.normpath(path)


class _Reader:
    """Reads the values of options, and keeps why some cannot be read."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self.faults: list[HostFault] = []

    def entry(self, member: str, option: Option) -> Entry | None:
        """The member that ``option`` sets; ``None`` for one that cannot be read."""
        shape = REQUEST.members.get(member)
        try:
            return Entry(member, option.span, self._value(shape, [one.text for one in option.values], option.values))
        except UnreadableError as error:
            self.faults.append(HostFault(error.span, f"{visible(option.name)}: {error}"))
            return None

    def input(self, option: Option) -> Mapping | None:
        """The request in a ``--cli-input-...``; ``None`` for one that cannot be read."""
        text = self._loaded(option.values[0].text)
        try:
            node = _INPUTS[option.name](text) if text.text != HOLE else Unknown(text.whole, text.said[0])
        except UnreadableError as error:
            self.faults.append(HostFault(error.span, f"{visible(option.name)}: {error}"))
            return None
        if isinstance(node, Mapping):
            return node
        if isinstance(node, Unknown):
            return Mapping((), text.whole, whole=False)
        self.faults.append(HostFault(text.whole, f"{option.name}: expected a mapping of the request's members"))
        return None

    def _value(self, shape: Shape | None, words: Sequence[Traced], fields: Sequence[Field]) -> Node:
        if shape is not None and shape.kind == "list" and shape.item is not None:
            if len(words) > 1:
                items = [self._structure(shape.item, word) for word in words]
                is_whole = not any(one.may_be_many for one in fields)
                place = Span(words[0].whole.start, max(words[0].whole.end, words[-1].whole.end))
                return Items(tuple(items), place, is_whole)
            text = self._loaded(words[0])
            if text.text.strip()[:1] in ("[", HOLE):
                return self._structure(shape, text)
            return Items((self._structure(shape.item, text),), text.whole)
        text = self._loaded(words[0])
        if shape is not None and shape.kind == "structure":
            return self._structure(shape, text)
        if shape is None and text.text.strip()[:1] in ("{", "["):
            return texts.from_json(text)
        return _text(text)

    def _structure(self, shape: Shape, text: Traced) -> Node:
        first = text.text.strip()[:1]
        if first in ("{", "["):
            return texts.from_json(text)
        if first == HOLE or not first:
            return _text(text)
        return texts.from_shorthand(text, shape, self._within)

    def _within(self, text: str) -> str:
        if not text.startswith((_FILE, _BINARY)):
            return text
        path = path_of(Traced.of(text))
        found = self._load(path, Span(0, 0)) if path is not None else None
        return found.text if found is not None else HOLE

    def _loaded(self, text: Traced) -> Traced:
        """``text``, or the content of the file that it names."""
        if not text.text.startswith((_FILE, _BINARY)):
            return text
        path = path_of(text)
        found = self._load(path, text.whole) if path is not None else None
        return found if found is not None else Traced.hole(text.whole, text.text.replace(HOLE, "..."))


def _text(text: Traced) -> Node:
    node = texts.scalar(text, 0, len(text.text), text.text)
    return node._replace(span=text.literal(0, len(text.text)) or text.whole)


def regions_of(environment: Callable[[str], str | None]) -> list[str]:
    """The Regions that variables name, or ``HIDDEN_REGION``, in the order in which the AWS CLI reads them."""
    named = [found for name in _REGIONS if (found := environment(name)) is not None]
    return named if environment(CONFIG_FILE) is None else [*named, HIDDEN_REGION]

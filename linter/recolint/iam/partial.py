"""The ARN of a resource with unknown parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recolint.iam.wildcard import Piece, Wildcard

_ANY_CHARACTER = "\uffff"
"""Stands for arbitrary text. It is in no policy, so that it matches what any text matches: wildcards."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A part that is not known, and what it is, in words: ``the Region``.

    It has one value, which a policy may name. An ``arbitrary`` one takes new values all the time, such as a name that
    contains a random id: a policy that allows only some of them does not allow it. ``colons`` says whether a colon may
    be in it.
    """

    what: str
    arbitrary: bool = False
    colons: bool = False

    @property
    def piece(self) -> Piece:
        """The text that stands for it in comparisons."""
        if self.arbitrary:
            return _ANY_CHARACTER
        return Wildcard.UNKNOWN if self.colons else Wildcard.UNKNOWN_NAME


@dataclass(frozen=True, slots=True)
class PartialArn:
    """An ARN in parts, in the order of its text. One without unknown parts is just that ARN; so is the lone ``*``."""

    parts: tuple[str | Unknown, ...]

    @classmethod
    def of(cls, *parts: str | Unknown) -> PartialArn:
        """The ARN of ``parts``; adjacent known parts become one."""
        joined: list[str | Unknown] = []
        for part in parts:
            if joined and isinstance(part, str) and isinstance(joined[-1], str):
                joined[-1] += part
            else:
                joined.append(part)
        return cls(tuple(joined))

    @property
    def unknown(self) -> tuple[str, ...]:
        """The unknown parts, in words, each once."""
        return tuple(dict.fromkeys(part.what for part in self.parts if isinstance(part, Unknown)))

    @property
    def known(self) -> str:
        """The text without the unknown parts."""
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def start(self) -> str:
        """The text before the first part that is not known."""
        first = self.parts[0] if self.parts else ""
        return first if isinstance(first, str) else ""

    @property
    def pieces(self) -> Iterator[Piece]:
        """The characters, and what stands for each unknown part."""
        for part in self.parts:
            if isinstance(part, str):
                yield from part
            else:
                yield part.piece

    @property
    def pattern(self) -> str:
        """The pattern that matches all possible values of the resource, in a policy of Version 2012-10-17."""
        if self.parts == ("*",):
            return "*"
        return "".join("*" if isinstance(part, Unknown) else _literally(part) for part in self.parts)

    def __str__(self) -> str:
        """The text with ``*`` for each unknown part."""
        return "".join(part if isinstance(part, str) else "*" for part in self.parts)


def _literally(text: str) -> str:
    """``text`` as a policy writes it so that no character of it stands for others."""
    return text.replace("$", "${$}").replace("*", "${*}").replace("?", "${?}")


ANY = PartialArn(("*",))
"""The resource in questions about an action without a resource."""

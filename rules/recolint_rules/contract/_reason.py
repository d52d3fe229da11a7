"""Why a string does not match its pattern, and the words that all patterns share."""

from __future__ import annotations

from recolint.plugin import NamedTuple, contract

LETTERS_DIGITS_HYPHENS = "[a-zA-Z0-9-]"

_INVISIBLE = {" ": "a space", "\t": "a tab", "\n": "a line feed", "\r": "a carriage return"}


class Reason(NamedTuple):
    """A fault in a string, and what to write; ``right`` is the corrected string if it is certain."""

    why: str
    write: str
    right: str | None = None


def stranger(value: str, allowed: str) -> str | None:
    """The first character of ``value`` outside ``allowed``, a character class, in printable form."""
    accepts = contract.matcher(allowed)
    for character in value:
        if not accepts(character):
            return _INVISIBLE.get(character) or (
                f"'{character}'" if character.isprintable() else f"the character U+{ord(character):04X}"
            )
    return None

"""The context of a request: condition keys and their values, some of them perhaps not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from recolint.iam.truth import Truth
from recolint.iam.wildcard import anywhere, matches, pieces_of


@dataclass(frozen=True, slots=True)
class Context:
    """Keys in lower case, as IAM does not look at their case, each with its values; most keys have one.

    A key that is neither in ``values`` nor in ``unknown`` is absent. ``unknown`` names keys that may be absent or have
    any values; it overrules ``values``. A name with ``*`` or ``?`` in it matches only keys that are not in ``values``:
    ``*`` means that the context is only partly known. ``present`` names keys that are present, with unknown values.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, Iterable[str]]], unknown: Iterable[str] = ()) -> Context:
        """The context of ``pairs``, each a key and its values; a repeated key has the values of both."""
        values: dict[str, tuple[str, ...]] = {}
        for key, given in pairs:
            values[key.lower()] = (*values.get(key.lower(), ()), *given)
        return cls(values, frozenset(name.lower() for name in unknown))

    def look_up(self, key: str) -> tuple[str, ...] | None:
        """The values of ``key``, none when it is absent; ``None`` when they are not known."""
        key = key.lower()
        if key in self.unknown or key in self.present:
            return None
        if key in self.values:
            return self.values[key]
        return None if any(matches(pieces_of(name), anywhere, key) for name in self.unknown) else ()

    def has(self, key: str) -> Truth:
        """Whether ``key`` is there."""
        if key.lower() in self.present:
            return Truth.TRUE
        values = self.look_up(key)
        return Truth.UNKNOWN if values is None else Truth.of(bool(values))


EMPTY = Context()
"""Every key is absent."""

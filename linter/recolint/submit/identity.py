"""A request as data: its identity, a name of its own, and how it differs from what AWS says of a job."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recolint.base.text import cut
from recolint.request.answer import TOLD
from recolint.request.job import Job, Tag

LONGEST_NAME = 64
"""Characters of JobName."""

_HASH_LENGTH = 8
_OWN_LENGTH = 4
_LETTERS = "0123456789bcdfghjkmnpqrstvwxz"
"""Without those that make words, or look alike."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The values at a JSON pointer in the request and in the job. ``None``: there is no value."""

    pointer: str
    asked: Any
    found: Any

    def __str__(self) -> str:
        """One line for a user."""
        return f"{self.pointer}: the request has {shown(self.asked)}, the job has {shown(self.found)}"


def shown(value: Any) -> str:
    """``value`` on one short line."""
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return cut(text, 100)


def digest(value: Any) -> str:
    """A SHA-256 of plain data that does not depend on the order of members."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def hash_suffix(request: dict[str, Any]) -> str:
    """A suffix that is always the same for a request, and different for any other request."""
    return digest(request)[:_HASH_LENGTH]


def time_suffix(now: datetime) -> str:
    """A unique suffix with the time, in the zone of ``now``: ``20261123-154213-7k2f``."""
    # Two submits in one second, perhaps on two machines, are two jobs.
    own = "".join(secrets.choice(_LETTERS) for _ in range(_OWN_LENGTH))
    return f"{now.strftime('%Y%m%d-%H%M%S')}-{own}"


def with_suffix(name: str, suffix: str) -> str:
    """``name-suffix``, the name cut so that the whole is no longer than a job's name may be."""
    return f"{name[: LONGEST_NAME - len(suffix) - 1].rstrip('-')}-{suffix}"


def differences(request: dict[str, Any], answer: dict[str, Any]) -> tuple[Difference, ...]:
    """How the job in ``answer``, from describe, differs from ``request``, as far as describe says.

    A member that only the answer has counts only if its value is neither 0 nor empty.
    """
    names = [name for name in TOLD if name in request or name in answer]
    return tuple(
        difference for name in names for difference in _compare(f"/{name}", request.get(name), answer.get(name))
    )


def _compare(pointer: str, asked: Any, found: Any) -> Iterator[Difference]:
    if isinstance(asked, dict) and isinstance(found, dict):
        for name in sorted({*asked, *found}):
            yield from _compare(f"{pointer}/{name}", asked.get(name), found.get(name))
    elif isinstance(asked, list) and isinstance(found, list) and len(asked) == len(found):
        for index, (one, other) in enumerate(zip(asked, found, strict=True)):
            yield from _compare(f"{pointer}/{index}", one, other)
    elif asked != found and not (_says_nothing(asked) and _says_nothing(found)):
        yield Difference(pointer, asked, found)


def _says_nothing(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_says_nothing, value.values()))
    if isinstance(value, list):
        return all(map(_says_nothing, value))
    return not value


def tag_differences(request: dict[str, Any], found: list[dict[str, str]]) -> tuple[Difference, ...]:
    """How the tags of a job differ from those of ``request``; tags that AWS set are ignored."""
    asked = _tags(request.get(Job.tags.name, []))
    there = {key: value for key, value in _tags(found).items() if not key.lower().startswith("aws:")}
    return tuple(
        Difference(f"/{Job.tags.name} ({key})", asked.get(key), there.get(key))
        for key in sorted({*asked, *there})
        if asked.get(key) != there.get(key)
    )


def _tags(tags: list[dict[str, str]]) -> dict[str, str]:
    return {tag[Tag.key.name]: tag[Tag.value.name] for tag in tags}

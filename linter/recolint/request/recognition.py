"""Whether data are a request of CreateInferenceRecommendationsJob, or of something else.

Requests of other operations, and files that other teams thought of, have a JobName and a RoleArn too. What counts is
how the names are spelled, whether JobType and InputConfig hold what ours hold, and how much beside them is not ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice

from recolint.base.spelling import normalize
from recolint.base.static import Any
from recolint.request import contract
from recolint.request.contract import Shape
from recolint.request.job import InputConfig, Job

_FOUR = tuple(member.name for member in (Job.name, Job.type, Job.role, Job.input))
_ALL_FOUR = frozenset(_FOUR)
_FOUR_NORMALIZED = frozenset(map(normalize, _FOUR))
_OWN = tuple(
    member.name
    for member in (InputConfig.package, InputConfig.duration, InputConfig.traffic, InputConfig.configurations)
)
"""Members of InputConfig that no request of another operation has below an InputConfig."""
_OWN_NORMALIZED = frozenset(map(normalize, _OWN))
_ENOUGH = 100
"""Names of a structure that are looked at to tell what it is: near words take time to find."""
_REMARK = r"[^A-Za-z]|[xX][-_]"
"""How the names begin of what people add for themselves: ``.common``, ``_comment``, ``$schema``, ``x-owner``."""


def is_spec(data: object) -> bool:
    """Whether ``data`` in an unnamed file are meant as a request. Walks and hooks treat such a file as a spec.

    Two or more of JobName, JobType, RoleArn and InputConfig in this spelling are enough. A member at the top level may
    mark the request of another operation instead. In another spelling (``jobName``), InputConfig must also contain our
    members.
    """
    if isinstance(data, dict) and data.keys() >= _ALL_FOUR:
        return True
    root = _root(data)
    return root is not None and (root.is_spelled_so() if is_spelled_so(data) else root.is_unmistakable())


def is_meant_as_spec(data: object) -> bool:
    """Whether ``data`` of a file that the user named are meant as a request.

    For another spelling it is then enough that JobType or InputConfig fits.
    """
    if is_spec(data):
        return True
    root = _root(data)
    return root is not None and root.fits()


def is_spelled_so(data: object) -> bool:
    """Whether two or more of the four names are spelled as the request spells them."""
    return isinstance(data, dict) and sum(name in data for name in _FOUR) >= 2


def resembles_spec(data: object) -> bool:
    """Whether ``data`` have two or more of the four names at their root, in any spelling."""
    return _root(data) is not None


def may_be_spec(names: list[str]) -> bool:
    """Whether a mapping with ``names`` and unreadable values may be a spec."""
    # An unreadable value or an incomplete name does not rule it out.
    return sum(name in names for name in _FOUR) >= 3 or is_spec(
        {name: _TYPES[0] if name == Job.type.name else None for name in names}
    )


def wrapped(data: object) -> tuple[str | int, ...]:
    """The members or the items of ``data`` that are specs: requests that are one level too deep."""
    inner: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(data, dict):
        inner = ((name, value) for name, value in data.items() if isinstance(name, str))
    elif isinstance(data, list):
        inner = iter(enumerate(data))
    return tuple(step for step, value in inner if _is_certain(value) or any(map(_is_certain, _items(value))))


def names_another_job(data: Mapping[Any, Any]) -> str | None:
    """The member of ``data`` that names a job of another kind, such as ``CompilationJobName``.

    Several SageMaker requests have RoleArn and InputConfig too. Beside a JobName or JobType it is a misspelled member.
    """
    words = {normalize(key): key for key in data if isinstance(key, str)}
    if normalize(Job.name.name) in words or normalize(Job.type.name) in words:
        return None
    return next((key for word, key in words.items() if word.endswith(normalize(Job.name.name))), None)


def foreign(data: Mapping[Any, Any]) -> tuple[str, ...]:
    """The names at the root of ``data`` that mean nothing in our request, anywhere, nor are remarks of the author."""
    return tuple(name for name in islice(data, _ENOUGH) if isinstance(name, str) and _is_foreign(name))


def _is_foreign(name: str) -> bool:
    return not (
        re.match(_REMARK, name) or name in contract.RESPONSE_ONLY or contract.homes(contract.canonical_name(name))
    )


def _is_certain(data: object) -> bool:
    root = _root(data) if is_spelled_so(data) else None
    return root is not None and bool(root.given)


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _root(data: object) -> _Root | None:
    if not isinstance(data, dict):
        return None
    words = {normalize(name): name for name in data if isinstance(name, str)}
    return _Root(data, words) if len(_FOUR_NORMALIZED & words.keys()) >= 2 else None


def _values(found: Shape | None) -> tuple[str, ...]:
    return found.values if found is not None else ()


_TYPES = _values(contract.shape((Job.type.name,)))
_TYPES_NORMALIZED = frozenset(map(normalize, _TYPES))
_INPUT = contract.shape((Job.input.name,))
_INPUT_NORMALIZED = frozenset(map(normalize, _INPUT.members if _INPUT is not None else ()))


class _Root:
    """The root of a document that has two or more of the four names, in any spelling."""

    def __init__(self, data: Mapping[Any, Any], words: Mapping[str, str]) -> None:
        """Take the root, and its names by what they are without case and separators."""
        self._data = data
        self._words = words

    def is_spelled_so(self) -> bool:
        """Whether a root that spells two of the names so is ours."""
        if self.given:
            return True
        if names_another_job(self._data) is not None:
            return False
        if self._type_fits:
            return not self._is_mostly_foreign
        return not (self._foreign or self._input_is_foreign)

    def is_unmistakable(self) -> bool:
        """Whether a root with another spelling is certainly our request, although the user did not name its file."""
        if self._has_input_as_spelled or _OWN_NORMALIZED & self.given:
            return self.fits()
        beside = _OWN_NORMALIZED & self._words.keys()
        return (len(beside) > 1 or bool(self._type_fits and (self.given or beside))) and self.fits()

    def fits(self) -> bool:
        """Whether the root can be our request: by JobType, InputConfig, or a member of InputConfig at the root."""
        evidence = self.given or self._type_fits or _OWN_NORMALIZED & self._words.keys()
        return bool(evidence) and names_another_job(self._data) is None and not self._is_mostly_foreign

    @cached_property
    def given(self) -> frozenset[str]:
        """The members of InputConfig that its value contains, in any spelling, normalized (no case, no separators)."""
        config = self._input
        names = [name for name in config if isinstance(name, str)] if isinstance(config, dict) else []
        found = _INPUT_NORMALIZED.intersection(map(normalize, names))
        if found or not is_spelled_so(self._data):
            return found
        meant = (contract.canonical_name(name) for name in names[:_ENOUGH])
        return _INPUT_NORMALIZED.intersection(map(normalize, meant))

    @cached_property
    def _input(self) -> Any:
        name = self._words.get(normalize(Job.input.name))
        if name is None and is_spelled_so(self._data):
            # It may be misspelled.
            own = (one for one in self._words.values() if contract.canonical_name(one) == Job.input.name)
            name = next(own, None)
        return None if name is None else self._data[name]

    @property
    def _has_input_as_spelled(self) -> bool:
        config = self._data.get(Job.input.name)
        return isinstance(config, dict) and _INPUT is not None and any(name in config for name in _INPUT.members)

    @property
    def _input_is_foreign(self) -> bool:
        """Whether InputConfig contains something, and nothing of our request."""
        config = self._input
        return isinstance(config, dict) and bool(config) and len(foreign(config)) == len(config)

    @property
    def _type_fits(self) -> bool:
        value = self._data.get(self._words.get(normalize(Job.type.name)))
        return isinstance(value, str) and normalize(value) in _TYPES_NORMALIZED

    @cached_property
    def _foreign(self) -> tuple[str, ...]:
        return foreign(self._data)

    @property
    def _is_mostly_foreign(self) -> bool:
        remarks = sum(re.match(_REMARK, name) is not None for name in self._words.values())
        return len(self._foreign) * 2 > len(self._words) - remarks

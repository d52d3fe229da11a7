"""The second pass of a run: what rules across specs say of the few files whose specs share something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from recolint.base.errors import UserMistakeError
from recolint.base.excerpt import Quoting
from recolint.base.finding import Finding, Label
from recolint.check import engine, keys
from recolint.check.context import Context
from recolint.check.discover import Skipped, Task
from recolint.check.finish import checksum
from recolint.check.keys import Shared
from recolint.check.look import look
from recolint.check.looked import Looked
from recolint.check.mask import silenced
from recolint.check.placed import Place, label_place
from recolint.check.redact import redact
from recolint.check.together import check_together
from recolint.rule.kinds import CollectionRule, Spec

_LOOKED = 16
"""Files of labels that are kept: findings on many specs often name the same one."""


class ChangedError(UserMistakeError):
    """A file that changed while it was checked: nobody knows what it had in common with others."""


class Across(NamedTuple):
    """The findings by path, each with its document, the places of their labels in other files, and what crashed."""

    findings: Mapping[str, Sequence[tuple[int, Finding]]]
    labels: Mapping[str, Mapping[Label, Place]]
    crashes: Sequence[engine.Crash]


class Known(NamedTuple):
    """A file that was looked at before, and the checksum that its text had; ``looked`` where that is still there."""

    task: Task
    digest: int
    looked: Looked | None = None


def look_across(context: Context, files: Iterable[Known], shared: Shared) -> Across:
    """Let the rules compare the specs of ``files``, in their order, whose keys are among those ``shared``.

    Raises ``ChangedError``.
    """
    by_path: dict[str, Known] = {}
    active: dict[str, tuple[CollectionRule[Any], list[Spec]]] = {}
    secrets: dict[str, None] = {}
    for known in files:
        looked = again(context, known)
        by_path[looked.path] = known
        secrets |= dict.fromkeys(redact(looked).secrets)
        for rule in looked.rules.across:
            its = active.setdefault(rule.code, (rule, []))[1]
            its += [spec for spec in looked.specs if shared.keys.issuperset(_keys(rule, spec))]
    findings: dict[str, list[tuple[int, Finding]]] = {}
    crashes: list[engine.Crash] = []
    for _, (rule, specs) in sorted(active.items(), key=lambda item: item[0]):
        found, crashed = check_together(specs, [rule])
        crashes += crashed
        for spec, finding in found:
            findings.setdefault(spec.path, []).append((spec.index, silenced(finding, secrets)))
    return Across(findings, _labels(findings, lambda path: again(context, by_path[path])), crashes)


def _keys(rule: CollectionRule[Any], spec: Spec) -> list[int]:
    """The key of ``spec``, which is among all; nothing where a key cannot be had, which is a crash told before."""
    return [found for found in keys.key(rule, spec, []) if found != keys.ALL]


def again(context: Context, known: Known) -> Looked:
    """``known`` looked at once more; raises ``ChangedError`` where it is another file now."""
    if known.looked is not None:
        return known.looked
    looked = look(context, context.input(known.task))
    if isinstance(looked, Skipped) or checksum(looked.input.source) != known.digest:
        raise ChangedError(f"{known.task.path}: changed while it was checked; run again")
    return looked


def _labels(
    findings: Mapping[str, Sequence[tuple[int, Finding]]], look_at: Callable[[str], Looked]
) -> dict[str, dict[Label, Place]]:
    """The places of the labels of ``findings`` that lie in other files, by the path of the finding."""

    @lru_cache(maxsize=_LOOKED)
    def quoted(path: str) -> tuple[Quoting, Looked]:
        looked = look_at(path)
        return Quoting(redact(looked).source), looked

    places: dict[str, dict[Label, Place]] = {}
    for path, those in findings.items():
        for _, finding in those:
            for label in finding.labels:
                if label.spec is not None and label.spec.path != path:
                    quoting, looked = quoted(label.spec.path)
                    places.setdefault(path, {})[label] = label_place(label, label.spec, quoting, looked.documents)
    return places

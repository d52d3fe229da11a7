"""The second pass of a run: what rules across specs report on the few files with specs that share something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from recolint.base.errors import UserError
from recolint.base.excerpt import Quoting
from recolint.base.finding import Finding, Label, SpecId
from recolint.check import engine, keys
from recolint.check.context import Context
from recolint.check.finish import checksum
from recolint.check.hosted import parts
from recolint.check.keys import Shared
from recolint.check.look import look
from recolint.check.looked import Across, Known, Looked
from recolint.check.one_file import digest_of
from recolint.check.placed import Place, label_place
from recolint.check.redact import redact, redact_finding
from recolint.check.tasks import Lines, Skipped
from recolint.check.together import check_together
from recolint.rule.kinds import CollectionRule, Spec

_LOOKED = 16
"""Files of labels that are kept: findings on many specs often name the same one."""


class ChangedError(UserError):
    """A file that changed while it was checked: it is unknown what it had in common with others."""


def look_across(context: Context, files: Iterable[Known], shared: Shared) -> Across:
    """Let the rules compare the specs of ``files``, in their order, with keys among those ``shared``.

    Raises ``ChangedError``.
    """
    owners: dict[SpecId, Known] = {}
    active: dict[str, tuple[CollectionRule[Any], list[Spec]]] = {}
    secrets: dict[str, None] = {}
    for known in files:
        for looked in again(context, known):
            secrets |= dict.fromkeys(redact(looked).secrets)
            for rule in looked.rules.across:
                its = active.setdefault(rule.code, (rule, []))[1]
                compared = [spec for spec in looked.compared if shared.keys.issuperset(_keys(rule, spec))]
                its += compared
                owners |= {spec.id: known for spec in compared}
    findings: dict[SpecId, list[Finding]] = {}
    crashes: list[engine.Crash] = []
    for _, (rule, specs) in sorted(active.items(), key=lambda item: item[0]):
        found, crashed = check_together(specs, [rule])
        crashes += crashed
        for spec, finding in found:
            findings.setdefault(spec, []).append(redact_finding(finding, secrets))
    return Across(findings, _labels(context, findings, owners), {owners[spec].number for spec in findings}, crashes)


def _keys(rule: CollectionRule[Any], spec: Spec) -> list[int]:
    """The key of ``spec``; empty if all specs are compared, or if its key failed (already reported)."""
    return [found for found in keys.key(rule, spec, []) if found != keys.ALL]


def again(context: Context, known: Known) -> list[Looked]:
    """``known`` looked at once more, each of its lines; raises ``ChangedError`` where it is another file now."""
    if known.looked is not None:
        return [known.looked]
    found = [look(context, item) for item in context.inputs(known.task)]
    parts = [looked for looked in found if not isinstance(looked, Skipped)]
    if not parts or digest_of(checksum(looked.input.source) for looked in parts) != known.digest:
        raise ChangedError(f"{known.task.path}: changed while it was checked; run again")
    return parts


def _labels(
    context: Context, findings: Mapping[SpecId, Sequence[Finding]], owners: Mapping[SpecId, Known]
) -> dict[Label, Place]:
    """The places of the labels of ``findings`` that lie in other files, or in other lines."""

    @lru_cache(maxsize=_LOOKED)
    def quoted(spec: SpecId) -> tuple[Quoting, Looked]:
        looked = next(one for one in again(context, owners[spec]) if spec in one.documents)
        return Quoting(redact(looked).source, parts(looked.input.source)), looked

    places: dict[Label, Place] = {}
    for spec, those in findings.items():
        for label in (label for finding in those for label in finding.labels):
            if label.spec is None or label in places:
                continue
            if owners[label.spec].number != owners[spec].number or isinstance(owners[spec].task, Lines):
                quoting, looked = quoted(label.spec)
                places[label] = label_place(label, label.spec, quoting, looked.documents)
    return places

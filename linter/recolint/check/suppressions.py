"""The suppressions of findings in a file: the comments in it, and the ``[[suppress]]`` tables for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING
from recolint.config.typed import Config
from recolint.document import Document, Fault, Format
from recolint.rule.registry import Registry
from recolint.suppress import MARK

if TYPE_CHECKING:
    # Most files have no suppression.
    from recolint.config.table import FileSuppression
    from recolint.suppress.comments import RuleSelector, Suppression


class InForce(NamedTuple):
    """The valid suppressions, and the faults of the others."""

    items: tuple[Suppression, ...] = ()
    faults: tuple[Fault, ...] = ()


def may_be_in(document: Document) -> bool:
    """Whether a comment of ``document`` may be a suppression; JSON has no comments."""
    return document.format is not Format.JSON and document.source.has(MARK)


def of_comments(document: Document | None, config: Config, registry: Registry, today: date) -> InForce:
    """The suppressions in the comments of ``document``, ``config`` being that of its file."""
    if document is None or not may_be_in(document):
        return InForce()
    # Imported here, as below: most files have no suppression.
    from recolint.suppress import comments as suppress

    found = suppress.suppressions(document, registry)
    items: list[Suppression] = []
    faults = [*found.faults]
    for item in found.items:
        left, refused = allowed(item, config, today, document.index)
        items += left
        faults += refused
    return InForce(tuple(items), tuple(faults))


def of_tables(config: Config, path: str, today: date) -> Iterator[tuple[int, Suppression]]:
    """The ``[[suppress]]`` tables for the file ``path``, relative to the folder of its ``config``, by number."""
    for number in config.suppressions_of(path):
        for item in allowed(as_item(config.suppressions[number]), config, today, 0)[0]:
            yield number, item


def of_policies(config: Config, path: str, today: date) -> Iterator[Suppression]:
    """The findings of its own that each policy of ``config`` hides in the file ``path``, relative to its folder."""
    for policy in config.policies:
        from pathlib import PurePosixPath  # which only policies need

        place = str(PurePosixPath(config.folder, path))
        own = {code for code, lock in config.locks.items() if lock.owner == policy.owner}
        for table in policy.suppressions_of(place):
            item = as_item(table)
            selectors = tuple(
                selector._replace(codes=selector.codes & own) for selector in item.selectors if selector.codes & own
            )
            if selectors and not item.expired(today):
                yield item._replace(selectors=selectors)


def as_item(table: FileSuppression) -> Suppression:
    """The suppression of ``table`` in its files, placed at its header."""
    from recolint.suppress.comments import RuleSelector, Suppression

    span = table.word.span
    selectors = tuple(RuleSelector(text, codes, span) for text, codes in table.rules)
    return Suppression(selectors, table.route, table.reason, table.until)


def allowed(item: Suppression, config: Config, today: date, index: int) -> tuple[Sequence[Suppression], list[Fault]]:
    """The rules that ``item`` may suppress, and the faults of the others."""
    if item.expired(today):
        return [item], []
    faults: list[Fault] = []
    selectors: list[RuleSelector] = []
    for selector in item.selectors:
        left: set[str] = set()
        kept: dict[str, str] = {}
        for code in sorted(selector.codes):
            terms = config.terms_of(code)
            why = None if terms is None else terms.lacking(item.reason, item.until, today)
            if terms is not None and why is None:
                left.add(code)
            elif code in config.locks:
                kept[code] = why or ""
        if kept:
            faults.append(_locked(selector, kept, config, index))
        if left:
            selectors.append(selector if left == selector.codes else selector._replace(codes=frozenset(left)))
    why = config.terms.lacking(item.reason, item.until, today)
    if why is not None and any(code not in config.locks for selector in item.selectors for code in selector.codes):
        from recolint.suppress.comments import refused

        faults.append(refused(item, why, index))
    if not selectors:
        return [], faults
    return [item if tuple(selectors) == item.selectors else item._replace(selectors=tuple(selectors))], faults


def _locked(selector: RuleSelector, kept: Mapping[str, str], config: Config, index: int) -> Fault:
    """The fault of a ``selector`` that names locked rules: why it hides nothing of each."""
    from recolint.check import attempts

    code, why = next(iter(kept.items()))
    name = code if len(kept) == 1 else f"{code} and {len(kept) - 1} more"
    owner = config.locks[code].owner
    message = f"policy {owner.name} locks {name}: this suppression has no effect" + f"; {why}" * bool(why)
    return attempts.fault(owner, message, selector.span, index)

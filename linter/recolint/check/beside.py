"""What is wrong in the files beside the specs: the config's ``[[suppress]]`` tables, the policies that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import TYPE_CHECKING

from recolint.base.excerpt import Quoting
from recolint.base.finding import SpecId
from recolint.base.text import Source, Span
from recolint.check import engine
from recolint.check.context import Context
from recolint.check.finish import Beside, FileResult, baseline_of
from recolint.check.placed import order, place
from recolint.check.weigh import weighed
from recolint.config.typed import Config
from recolint.document import Fault, FaultKind
from recolint.suppress import comments as suppress

if TYPE_CHECKING:
    # Only configs that name policies need the package.
    from recolint.iam import PolicyFault


class Configs:
    """What the files of a run say of their configs, in order of the first file of each."""

    def __init__(self, context: Context) -> None:
        """No file has come yet."""
        self._context = context
        self._uses: dict[int, _Use] = {}

    def add(self, config: Config, beside: Beside) -> None:
        """Note what a file with ``config`` gave. What was noted of it before stays."""
        self._uses.setdefault(id(config), _Use(config)).add(beside)

    def results(self, blind: Set[str], crashes: list[engine.Crash]) -> Iterator[FileResult]:
        """A result for each file in which a fault is. ``blind`` are the codes of rules that could not look.

        A file that several configs name is told once. Adds to ``crashes``.
        """
        told: set[tuple[str, Fault]] = set()
        for use in self._uses.values():
            faults: dict[str, tuple[Source, list[Fault]]] = {}
            for source, fault in self._faults(use, blind):
                if (source.path, fault) not in told:
                    told.add((source.path, fault))
                    faults.setdefault(source.path, (source, []))[1].append(fault)
            for source, those in faults.values():
                yield from self._result(use.config, source, those, crashes)

    def _result(
        self, config: Config, source: Source, faults: Sequence[Fault], crashes: list[engine.Crash]
    ) -> Iterator[FileResult]:
        registry = self._context.registry
        told = engine.describe(faults, config.rules(registry), crashes)
        quoting = Quoting(source)
        placed = [place(weighed(one, config, registry), SpecId(source.path, 0), quoting, {}) for one in told]
        if placed:
            in_order = tuple(sorted(placed, key=order))
            yield FileResult(source.path, 0, in_order, (), config.fail_on, baseline_of(config))

    def _faults(self, use: _Use, blind: Set[str]) -> Iterator[tuple[Source, Fault]]:
        config = use.config
        if config.suppressions:
            source = Source(config.path or "", config.text)
            yield from ((source, fault) for fault in self._stale(use, blind))
        if config.permissions is not None:
            for one in config.permissions.all_faults(list(use.roles)):
                yield one.source, _policy_fault(one.fault)

    def _stale(self, use: _Use, blind: Set[str]) -> Iterable[Fault]:
        """What is stale among the ``[[suppress]]`` tables."""
        config, context = use.config, self._context
        items, is_whole = context.tables(config), context.is_whole(config)
        used = {(id(items[number]), word) for number, word in use.used}
        for number, active in sorted(use.matched.items()):
            if is_whole or config.suppressions[number].path.is_of_one_file:
                yield from suppress.stale(items[number], used, 0, active - blind, context.today)
        # A pattern may well be meant for files to come.
        tables = enumerate(config.suppressions)
        unmatched = {number for number, table in tables if number not in use.matched and not table.path.has_wildcard}
        if is_whole and unmatched:
            selected = config.rules(context.registry).codes - blind
            for number in sorted(unmatched - context.extent.with_files(config)):
                yield from suppress.stale(items[number], used, 0, selected, context.today)


class _Use:
    """A config, the codes that could judge files of each of its tables, the words that hid something, the roles."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.matched: dict[int, set[str]] = {}
        self.used: set[tuple[int, suppress.Word]] = set()
        self.roles: dict[str, None] = {}

    def add(self, beside: Beside) -> None:
        for number, words in beside.tables:
            self.matched.setdefault(number, set()).update(beside.judging)
            self.used.update((number, word) for word in words)
        self.roles.update(dict.fromkeys(beside.roles))


def _policy_fault(fault: PolicyFault) -> Fault:
    span = fault.span if fault.span is not None else Span(0, 0)
    return Fault(FaultKind.POLICY, fault.message, span, part=fault.part)

"""Faults in the files beside the specs: the config's ``[[suppress]]`` tables, the policies that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from recolint.base.finding import SpecId
from recolint.base.static import TYPE_CHECKING
from recolint.base.text import Source, Span, short
from recolint.check import engine, suppressions
from recolint.check.context import Context
from recolint.check.finish import baseline_of, locks_of
from recolint.check.result import NOTHING, FileResult
from recolint.config.typed import Config, Weakened
from recolint.document import Fault, FaultKind

if TYPE_CHECKING:
    # Only configs that name policies need them.
    from recolint.check.attempts import Attempt
    from recolint.iam import PolicyFault


class Configs:
    """The faults of the configs of a run, in order of the first file of each config."""

    def __init__(self, context: Context) -> None:
        """Start without results."""
        self._context = context
        self._uses: dict[int, _Use] = {}

    def add(self, config: Config, result: FileResult) -> None:
        """Record the results of a file with ``config``. Earlier results of the config are kept."""
        use = self._uses.get(id(config))
        if use is None:
            use = self._uses[id(config)] = _Use(config)
        if result.beside != NOTHING:
            use.add(result)

    def weakened(self) -> Weakened:
        """The rules that the configs turn off or lower."""
        found = [use.config.weakened(self._context.registry) for use in self._uses.values()]
        off = frozenset(code for one in found for code in one.off)
        return Weakened(off, frozenset(code for one in found for code in one.lowered))

    def results(self, blind: Set[str], crashes: list[engine.Crash]) -> Iterator[FileResult]:
        """A result for each file in which a fault is. ``blind`` are the codes of rules that could not look.

        A file that several configs name is reported once. Adds to ``crashes``.
        """
        told: set[tuple[str, Fault]] = set()
        uses = dict(self._uses)
        for use in self._uses.values():
            uses.setdefault(id(use.config.whole), _Use(use.config.whole))
        for use in uses.values():
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
        # Imported here, as below: most configs are right.
        from recolint.base.excerpt import Quoting
        from recolint.check.placed import order, place

        registry = self._context.registry
        told = engine.describe(faults, config.rules(registry), crashes)
        quoting = Quoting(source)
        placed = [place(config.weighed(one, registry), SpecId(source.path, 0), quoting, {}) for one in told]
        if placed:
            in_order = tuple(sorted(placed, key=order))
            locks = locks_of(config, in_order)
            yield FileResult(source.path, 0, in_order, (), config.fail_on, locks, baseline_of(config))

    def _faults(self, use: _Use, blind: Set[str]) -> Iterator[tuple[Source, Fault]]:
        config = use.config
        if config.refused_packs or config.locks:
            from recolint.check import attempts

            yield from attempts.of_packs(config)
        if config.locks:
            yield from attempts.of_config(config, self._context.registry)
            yield from use.left_out
        if config.suppressions and config is config.whole:
            yield from self._of_tables(config, blind)
        if config.permissions is not None:
            for one in config.permissions.all_faults(list(use.roles)):
                yield one.source, _policy_fault(one.fault)
        if use.without_policies is not None:
            yield _without_policies(config, *use.without_policies)

    def _of_tables(self, config: Config, blind: Set[str]) -> Iterator[tuple[Source, Fault]]:
        """The faults of the ``[[suppress]]`` tables of ``config``, that of a folder."""
        parts = [use for use in self._uses.values() if use.config.whole is config]
        today = self._context.today
        stale = self._stale(config, parts, blind)
        for number, table in enumerate(config.suppressions):
            item = suppressions.as_item(table)
            asked = {id(one): one for one in (config, *(use.config for use in parts))}.values()
            refused = dict.fromkeys(fault for one in asked for fault in suppressions.allowed(item, one, today, 0)[1])
            yield from ((table.word.layer.source, fault) for fault in (*refused, *stale.get(number, ())))

    def _stale(self, config: Config, parts: Iterable[_Use], blind: Set[str]) -> dict[int, list[Fault]]:
        """The unused and expired ``[[suppress]]`` tables, by number, for files that have one of ``parts``."""
        context = self._context
        is_whole = context.is_whole(config)
        matched: dict[int, set[str]] = {}
        hits: set[tuple[int, str]] = set()
        for use in parts:
            hits |= use.used
            for number, active in use.matched.items():
                matched.setdefault(number, set()).update(active)
        found: dict[int, list[Fault]] = {}

        from recolint.suppress import comments as suppress

        def look(number: int, active: Set[str]) -> None:
            for item in suppressions.allowed(
                suppressions.as_item(config.suppressions[number]), config, context.today, 0
            )[0]:
                used = {(id(item), word) for word in item.selectors if (number, word.text) in hits}
                found[number] = suppress.find_unused_and_expired(item, used, 0, active, context.today)

        for number, active in sorted(matched.items()):
            if is_whole or config.suppressions[number].path.glob.is_of_one_file:
                look(number, active - blind)
        # A pattern may well be meant for files to come.
        tables = enumerate(config.suppressions)
        unmatched = {number for number, table in tables if number not in matched and not table.path.glob.has_wildcard}
        if is_whole and unmatched:
            selected = config.rules(context.registry).codes - blind
            for number in sorted(unmatched - context.extent.with_files(config)):
                look(number, selected)
        return found


class _Use:
    """A config with what uses it: codes that could judge files of its tables, words that hid something, and roles.

    ``without_policies`` is the first role without policies in the config, and the file that names the role.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self.matched: dict[int, set[str]] = {}
        self.used: set[tuple[int, str]] = set()
        self.roles: dict[str, None] = {}
        self.without_policies: tuple[str, str] | None = None
        self.left_out: list[Attempt] = []

    def add(self, result: FileResult) -> None:
        beside, permissions = result.beside, self.config.permissions
        for number, words in beside.tables:
            self.matched.setdefault(number, set()).update(beside.judging)
            self.used.update((number, word) for word in words)
        if permissions is not None:
            self.roles.update(dict.fromkeys(beside.roles))
        if self.without_policies is None:
            missing = (role for role in beside.roles if permissions is None or not permissions.knows(role))
            self.without_policies = next(((role, result.path) for role in missing), None)
        if beside.left_out is not None and beside.left_out not in self.left_out:
            self.left_out.append(beside.left_out)


def _policy_fault(fault: PolicyFault) -> Fault:
    span = fault.span if fault.span is not None else Span(0, 0)
    return Fault(FaultKind.POLICY, fault.message, span, part=fault.part)


def _without_policies(config: Config, role: str, path: str) -> tuple[Source, Fault]:
    """Report that ``config`` lacks policies of ``role``: in the config, or without one in the spec ``path``."""
    if "iam" in config.said:
        word = config.said["iam"]
        source, span = word.layer.source, word.span
    else:
        layers = (word.layer for word in config.said.values())
        # No text of the spec is quoted: its first line may contain a secret.
        nothing = Source(config.path or path, "")
        source, span = next((one.source for one in layers if one.path == config.path), nothing), Span(0, 0)
    name = role.rpartition("/")[2]
    return source, Fault(
        FaultKind.ROLE_POLICIES,
        f"no policies of the role {short(name)}: permissions not checked",
        span,
        help="name the role's policy files under [[iam.role]] in the config",
    )

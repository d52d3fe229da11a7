"""What a run says of each file: findings with the severities of the config, in place and order, suppressed or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from recolint.base.finding import Finding, Route, Severity, SpecId
from recolint.base.text import Source, Span
from recolint.check import attempts, engine, hiding, repeats
from recolint.check.announce import announce
from recolint.check.discover import Extent, Input
from recolint.check.mask import covered, masked, silenced
from recolint.check.placed import PlacedFinding, order, place
from recolint.config.policy import Lock
from recolint.config.typed import Config
from recolint.document import Fault, FaultKind, Reading
from recolint.rule.account import Asked
from recolint.rule.kinds import CollectionRule, Spec
from recolint.rule.registry import Registry
from recolint.rule.rule_set import ActiveRule, RuleSet
from recolint.suppress import comments as suppress

if TYPE_CHECKING:
    # Only configs that name policies need the package.
    from recolint.iam import PolicyFault


class CheckedFile:
    """A file on its way through a run: what checking gave, and the findings so far, by number of the document."""

    def __init__(
        self,
        item: Input,
        rules: RuleSet,
        result: engine.Result,
        found: dict[int, list[Finding]],
        crashes: list[engine.Crash],
    ) -> None:
        self.input = item
        self.rules = rules
        self.result = result
        self.found = found
        self.crashes = crashes


class Suppressed(NamedTuple):
    """A finding that a comment or the config hides, and the reason given there."""

    finding: PlacedFinding
    reason: str
    in_source: bool = False
    """Whether a comment in the spec itself says so."""


class FileReport(NamedTuple):
    """What a run says of one file: findings in order of place, and what was hidden."""

    source: Source
    specs: int
    findings: tuple[PlacedFinding, ...]
    suppressed: tuple[Suppressed, ...]
    fail_on: Severity
    locks: Mapping[str, Lock] = {}
    """The rules that policies own there, by code."""
    baseline: str | None = None
    """The baseline that the file's config names, from the config's folder."""
    jobs: tuple[Spec, ...] = ()
    """The specs in which nothing misleads a reader (such as a key that stands twice), their credentials covered."""

    def fails(self, finding: Finding) -> bool:
        """Whether ``finding`` makes the exit code 1, by the word of the policy that owns its rule, or of the config."""
        lock = self.locks.get(finding.code)
        return finding.severity >= (self.fail_on if lock is None else lock.fail_on)


class Reporter:
    """Turns what the rules found into reports: severities of the config, suppressions, places, order."""

    def __init__(
        self,
        files: Sequence[CheckedFile],
        registry: Registry,
        today: date,
        crashes: list[engine.Crash],
        asked: Asked | None,
        extent: Extent,
    ) -> None:
        # A rule that got no answer, or crashed, has not looked: its suppressions may well have a use.
        self.blind = frozenset(code for skip in (asked.skipped if asked else ()) for code in skip.rules)
        self.blind |= {crash.code for crash in crashes}
        self.extent = extent
        self.files = files
        self.registry = registry
        self.today = today
        self.crashes = crashes
        self.sources = {file.input.source.path: file.input.source for file in files}
        self.documents = {
            SpecId(file.input.source.path, checked.document.index): checked.document
            for file in files
            for checked in file.result.checked
        }
        self.confidential: dict[SpecId, list[Route]] = {}
        self.secrets = self._mask()
        self.tables: dict[int, tuple[int, int]] = {}
        """Which table each suppression of a config is: the identity of the config of the folder, and its number."""
        self.items: list[suppress.Suppression] = []
        self.used: list[suppress.Hidden] = []
        self.told: set[tuple[str, Fault]] = set()
        """What is already reported of files beside the specs, which several configs may name."""

    def _mask(self) -> tuple[str, ...]:
        """Cover what must not be shown in the sources that reports quote; gives the covered values."""
        secrets: list[str] = []
        for file in self.files:
            path = file.input.source.path
            for index, findings in file.found.items():
                document = self.documents.get(SpecId(path, index))
                for finding in findings:
                    if finding.confidential and document is not None:
                        self.confidential.setdefault(SpecId(path, index), []).append(finding.route)
                        self.sources[path] = masked(self.sources[path], [document.place(finding.route)])
                        secrets.append(str(document.value(finding.route)))
        return tuple(secrets)

    def reports(self) -> list[FileReport]:
        reports = [self._report(file) for file in self.files]
        configs = {id(file.input.config): file.input.config for file in self.files}
        configs |= {id(config.whole): config.whole for config in configs.values()}
        return reports + [report for config in configs.values() for report in self._reports_beside(config)]

    def _report(self, file: CheckedFile) -> FileReport:
        shown: list[PlacedFinding] = []
        hidden: list[Suppressed] = []
        for index in sorted({*file.found, *(checked.document.index for checked in file.result.checked)}):
            self._sort(file, index, shown, hidden)
        # A fix may need those beside it, of the same text.
        reading = Reading(tuple(one.document for one in file.result.checked), file.result.faults)
        announced = announce(file.input.source, reading, [*shown, *(one.finding for one in hidden)])
        kept, unseen = announced[: len(shown)], announced[len(shown) :]
        hidden = [one._replace(finding=finding) for one, finding in zip(hidden, unseen, strict=True)]
        return FileReport(
            source=self.sources[file.input.source.path],
            specs=sum(checked.spec is not None for checked in file.result.checked),
            findings=tuple(sorted(kept, key=order)),
            suppressed=tuple(sorted(hidden, key=lambda one: order(one.finding))),
            fail_on=file.input.config.fail_on,
            locks=file.input.config.locks,
            baseline=_baseline(file.input.config),
            jobs=tuple(self._jobs(file)),
        )

    def _jobs(self, file: CheckedFile) -> Iterator[Spec]:
        misleading = {fault.index for fault in file.result.faults}
        for spec in (checked.spec for checked in file.result.checked):
            if spec is not None and spec.id.index not in misleading:
                routes = self.confidential.get(spec.id)
                yield spec._replace(job=covered(spec.job, routes)) if routes else spec

    def _sort(self, file: CheckedFile, index: int, shown: list[PlacedFinding], hidden: list[Suppressed]) -> None:
        """Place the findings of one document where they belong: among the shown or the hidden."""
        spec = SpecId(file.input.source.path, index)
        document = self.documents.get(spec)
        comments = hiding.of_comments(document, file.input.config, self.registry, self.today)
        items = (*comments.items, *self._suppressions(file.input.config, file.input.relative))
        seen: list[Finding] = []
        unseen: list[suppress.Hidden] = []
        found = [self._weighed(finding, file.input.config) for finding in file.found.get(index, [])]
        _, used = suppress.apply(found, items, self.today)
        hits = {id(one.finding): one for one in used}
        for group in repeats.grouped(found, document):
            kept, gone = repeats.kept(group, hits, document)
            seen += kept
            unseen += gone
        checked = [one for one in file.result.checked if one.document.index == index]
        used += suppress.apply([finding for one in checked for finding in one.unfounded], items, self.today)[1]
        self.used += used
        specs = [one.spec for one in checked if one.spec is not None]
        words = suppress.used_words(used)
        # Most files have no comment that hides something: their rules need not be asked.
        active = self._judging(file.rules, file.input.config, specs) if comments.items else frozenset()
        faults = [*comments.faults]
        for item in comments.items:
            faults += suppress.stale(item, words, index, active, self.today)
        told = engine.describe(faults, file.rules, self.crashes)
        seen += [self._weighed(finding, file.input.config) for finding in told]
        locks = file.input.config.locks
        shown += [self._place(finding, spec, locks) for finding in seen]
        of_comments = {id(item) for item in comments.items}
        for one in unseen:
            in_source = id(one.by) in of_comments
            hidden.append(Suppressed(self._place(one.finding, spec, locks), one.by.reason, in_source))

    def _place(self, finding: Finding, spec: SpecId, locks: Mapping[str, Lock]) -> PlacedFinding:
        placed = place(silenced(finding, self.secrets), spec, self.sources, self.documents)
        lock = locks.get(finding.code)
        return placed if lock is None or lock.word is None else placed._replace(policy=lock.owner.name)

    def _weighed(self, finding: Finding, config: Config) -> Finding:
        """``finding`` with the severity that config or preset gives it."""
        return config.weighed(finding, self.registry)

    def _suppressions(self, config: Config, path: str) -> list[suppress.Suppression]:
        items = []
        for number, item in hiding.of_tables(config, path, self.today):
            self.tables[id(item)] = id(config.whole), number
            items.append(item)
        items += hiding.of_policies(config, path, self.today)
        self.items += items  # as long as they live, their identities are theirs
        return items

    def _reports_beside(self, config: Config) -> Iterator[FileReport]:
        """A report for each file that is no spec, that specs with ``config`` depend on, and in which a fault is."""
        faults: dict[str, list[Fault]] = {}
        for source, fault in self._beside(config):
            self.sources[source.path] = source
            if (source.path, fault) not in self.told:
                self.told.add((source.path, fault))
                faults.setdefault(source.path, []).append(fault)
        for path, told in faults.items():
            rules = config.rules(self.registry)
            findings = [self._weighed(one, config) for one in engine.describe(told, rules, self.crashes)]
            placed = [place(finding, SpecId(path, 0), self.sources, self.documents) for finding in findings]
            in_order = tuple(sorted(placed, key=order))
            if in_order:
                yield FileReport(self.sources[path], 0, in_order, (), config.fail_on, config.locks, _baseline(config))

    def _beside(self, config: Config) -> Iterator[tuple[Source, Fault]]:
        """What is wrong in the config of this run's specs, in the policies that it names, and what undoes a lock."""
        if config.locks:
            yield from attempts.of_config(config, self.registry)
            for file in self.files:
                if file.input.left_out is not None and file.input.config is config and _has_spec(file):
                    yield file.input.left_out
        if config.suppressions and config is config.whole:
            yield from self._of_tables(config)
        if config.permissions is not None:
            concerned = [file for file in self.files if file.input.config is config]
            specs = [checked.spec for file in concerned for checked in file.result.checked if checked.spec is not None]
            roles = [spec.job.role.value for spec in specs if spec.job.role is not None]
            for one in config.permissions.all_faults(roles):
                yield one.source, _policy_fault(one.fault)

    def _of_tables(self, config: Config) -> Iterator[tuple[Source, Fault]]:
        """What is wrong with the ``[[suppress]]`` tables of ``config``, that of a folder."""
        stale = self._stale(config, [file for file in self.files if file.input.config.whole is config])
        parts = {id(file.input.config): file.input.config for file in self.files if file.input.config.whole is config}
        for number, table in enumerate(config.suppressions):
            item = hiding.as_item(table)
            refused = [hiding.allowed(item, one, self.today, 0)[1] for one in (config, *parts.values())]
            faults = [*dict.fromkeys(fault for one in refused for fault in one), *stale.get(number, ())]
            yield from ((table.word.layer.source, fault) for fault in faults)

    def _stale(self, config: Config, concerned: Sequence[CheckedFile]) -> dict[int, list[Fault]]:
        """What is stale among the tables, by number; ``config`` is that of the files ``concerned``."""
        is_whole = self.extent.is_whole(config)
        hits = {(self.tables[id(one.by)], one.word.text) for one in self.used if id(one.by) in self.tables}
        matched: dict[int, list[CheckedFile]] = {}
        for file in concerned:
            for number in config.suppressions_of(file.input.relative):
                matched.setdefault(number, []).append(file)
        found: dict[int, list[Fault]] = {}

        def look(number: int, active: Set[str]) -> None:
            for item in hiding.allowed(hiding.as_item(config.suppressions[number]), config, self.today, 0)[0]:
                used = {(id(item), word) for word in item.words if ((id(config), number), word.text) in hits}
                found[number] = suppress.stale(item, used, 0, active, self.today)

        for number, files in sorted(matched.items()):
            if is_whole or config.suppressions[number].path.glob.is_of_one_file:
                active: set[str] = set()
                for file in files:
                    specs = [one.spec for one in file.result.checked if one.spec is not None]
                    active |= self._judging(file.rules, config, specs)
                look(number, active)
        # A pattern may well be meant for files to come.
        tables = enumerate(config.suppressions)
        unmatched = {number for number, table in tables if number not in matched and not table.path.glob.has_wildcard}
        if is_whole and unmatched:
            selected = frozenset(rule.code for rule in config.rules(self.registry)) - self.blind
            for number in sorted(unmatched - self.extent.with_files(config)):
                look(number, selected)
        return found

    def _judging(self, rules: Iterable[ActiveRule], config: Config, specs: Sequence[Spec]) -> frozenset[str]:
        """The codes of those of ``rules`` that could judge ``specs`` in this run."""
        is_whole = self.extent.is_whole(config)
        judging = (
            rule.code
            for rule in rules
            if (is_whole or not isinstance(rule, CollectionRule))
            and (not rule.judges_by or any(_has_policies(spec, whose) for spec in specs for whose in rule.judges_by))
        )
        return frozenset(judging) - self.blind


def _has_spec(file: CheckedFile) -> bool:
    return any(checked.spec is not None for checked in file.result.checked)


def _has_policies(spec: Spec, whose: str) -> bool:
    permissions, role = spec.settings.permissions, spec.job.role
    if permissions is None:
        return False
    if whose == "caller":
        return permissions.caller is not None
    given = permissions.role(role.value if role is not None else None)
    return (given.trust if whose == "trust" else given.attached) is not None


def _policy_fault(fault: PolicyFault) -> Fault:
    span = fault.span if fault.span is not None else Span(0, 0)
    return Fault(FaultKind.POLICY, fault.message, span, part=fault.part)


def _baseline(config: Config) -> str | None:
    return config.baseline and config.baseline.path

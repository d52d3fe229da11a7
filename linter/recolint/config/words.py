"""The words of a table about rules: which run, how severe they are, with which options; and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recolint.base.finding import Severity
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any, Generic, TypeVar
from recolint.config.layers import Word
from recolint.rule.entry import Entry
from recolint.rule.kinds import Preset

T = TypeVar("T")


class Said(NamedTuple, Generic[T]):
    """A value, and the key that says it."""

    value: T
    word: Word


class Selection(NamedTuple):
    """The rules that ``select`` chooses. Those that it names run in any preset, those of a block as far as it goes."""

    named: Mapping[str, Word]
    of_blocks: Mapping[str, Word]
    word: Word


class Decision(NamedTuple):
    """Whether a rule runs, and the key that decides it; ``None``: no key does."""

    runs: bool
    word: Word | None


class RuleWords(NamedTuple):
    """The words of one table on rules, all by code."""

    select: Selection | None = None
    extend_select: Mapping[str, Word] = {}
    ignore: Mapping[str, Word] = {}
    severity: Mapping[str, Said[Severity]] = {}
    options: Mapping[str, Mapping[str, Said[Any]]] = {}
    """Only options that are set; the values are those of TOML."""

    def under(self, other: RuleWords) -> RuleWords:
        """These words with ``other``, the command line's, on top: what it selects is all that is selected."""
        return RuleWords(
            select=other.select or self.select,
            extend_select={**({} if other.select else self.extend_select), **other.extend_select},
            ignore={**self.ignore, **other.ignore},
            severity={**self.severity, **other.severity},
            options=self.options,
        )

    def without(self, ignored: Iterable[Mapping[str, Word]]) -> RuleWords:
        """These words with more rules that are ignored."""
        return self._replace(ignore={code: word for one in (*ignored, self.ignore) for code, word in one.items()})

    def enabling(self) -> RuleWords:
        """These words where a severity or an option of a rule enables it, as in a policy."""
        by_options = {code: next(iter(said.values())).word for code, said in self.options.items() if said}
        by_severity = {code: said.word for code, said in self.severity.items()}
        return self._replace(extend_select={**by_options, **by_severity, **self.extend_select})

    def decide(self, rule: Entry, preset: Said[Preset] | None, default: Preset | None) -> Decision:
        """Whether ``rule`` runs. ``preset`` is the set one; without it ``default`` counts (``None``: no preset).

        If one key ignores the rule and another enables it by name, the key of the later layer counts.
        """
        if rule.required:
            return Decision(runs=True, word=None)
        ignored = self.ignore.get(rule.code)
        named = self.select.named.get(rule.code) if self.select else None
        named = named or self.extend_select.get(rule.code)
        if ignored is not None and (named is None or named.rank <= ignored.rank):
            return Decision(runs=False, word=ignored)
        if named is not None:
            return Decision(runs=True, word=named)
        of_preset = preset.word if preset else None
        most = preset.value if preset else default
        if self.select is None:
            return Decision(most is not None and rule.preset <= most, of_preset)
        block = self.select.of_blocks.get(rule.code)
        if block is None:
            return Decision(runs=False, word=self.select.word)
        runs = rule.preset <= (most or Preset.RECOMMENDED)
        return Decision(runs, block if runs else of_preset)


NO_WORDS = RuleWords()
"""No key is set."""

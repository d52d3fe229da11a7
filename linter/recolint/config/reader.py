"""Reads typed values from a merged table, and gathers what is wrong with them.

Above 300 lines since it has a method for each kind of value, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from recolint.base.finding import Route, Severity
from recolint.base.spelling import did_you_mean
from recolint.base.static import TYPE_CHECKING, Any
from recolint.config.layers import KeyPath, Merged, Problems, Word, dotted
from recolint.config.patterns import Pattern
from recolint.config.table import FileName, FileSuppression
from recolint.config.words import Said, Selection
from recolint.rule.entry import RuleClass
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry, UnknownRuleError

if TYPE_CHECKING:
    from recolint.rule.options import Option

LARGEST_MAX_FILE_SIZE = 1024 * 1024 * 1024
_MAX_DAYS = 36_500

# Their form alone: AWS opens Regions and adds types faster than this program learns of them.
_REGION = r"(?a)[a-z]{2,5}(?:-[a-z]+)+-[0-9]{1,2}"
_INSTANCE_TYPE = r"(?a)ml\.[a-z0-9-]+\.[a-z0-9-]+"
_PRESETS = [preset.name.lower() for preset in Preset]
_SEVERITIES = [severity.label for severity in Severity]


class Reader:
    """Reads values at paths of ``merged``; each method returns ``None``, or nothing, for a wrong value."""

    def __init__(self, merged: Merged, registry: Registry) -> None:
        self.registry = registry
        self.problems = Problems()
        self._merged = merged

    def word(self, path: KeyPath) -> Word:
        """Who says the key ``path``."""
        return self._merged.word(path)

    def problem(self, path: KeyPath, text: str) -> None:
        """Note a problem at ``path``."""
        self.problems.note(self.word(path), text)

    def wrong(self, path: KeyPath, found: object, expected: str, hint: str = "") -> None:
        """Note a value of another kind than what is expected."""
        # Imported here: most configs are valid.
        from recolint.base import toml

        self.problem(path, f"expected {expected}, found {toml.shown(found)}{hint}")

    def known(self, path: KeyPath, table: Mapping[str, Any], names: Iterable[str]) -> None:
        """Note the keys of ``table`` that are not in ``names``."""
        names = tuple(names)
        for name in table:
            if name not in names:
                self.problem((*path, name), f"unknown key{did_you_mean(name, names)}")

    def text(self, path: KeyPath, value: object) -> str | None:
        """A string."""
        if isinstance(value, str):
            return value
        self.wrong(path, value, "a string")
        return None

    def texts(self, path: KeyPath, value: object) -> tuple[str, ...]:
        """A list of strings."""
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.wrong(path, value, "a list of strings")
        return ()

    def truth(self, path: KeyPath, value: object) -> bool | None:
        """True or false."""
        if isinstance(value, bool):
            return value
        self.wrong(path, value, "true or false")
        return None

    def table(self, path: KeyPath, value: object) -> dict[str, Any]:
        """A table."""
        if isinstance(value, dict):
            return value
        self.wrong(path, value, "a table")
        return {}

    def tables(self, path: KeyPath, value: object) -> list[dict[str, Any]]:
        """A list of tables."""
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return value
        self.wrong(path, value, f"a list of tables: [[{dotted(path)}]]")
        return []

    def patterns(self, path: KeyPath, value: object) -> tuple[Pattern, ...]:
        """Patterns of files."""
        return tuple(self._pattern((*path, number), text) for number, text in enumerate(self.texts(path, value)))

    def _pattern(self, path: KeyPath, text: str) -> Pattern:
        # Imported here: most configs name no files.
        from recolint.base.glob import Glob

        word, glob = self.word(path), Glob(text)
        if glob.fault is not None:
            self.problem(path, glob.fault)
        return Pattern(glob, word.layer.base, word)

    def codes(self, path: KeyPath, value: object) -> dict[str, Word]:
        """The rules that a list of words names, by code, each with its word."""
        chosen: dict[str, Word] = {}
        for number, text in enumerate(self.texts(path, value)):
            here = (*path, number)
            for code in self._codes(here, text):
                chosen.setdefault(code, self.word(here))
        return chosen

    def _codes(self, path: KeyPath, word: str) -> tuple[str, ...]:
        if self.registry.is_left_out(word):
            return ()
        try:
            return tuple(rule.code for rule in self.registry.select(word))
        except UnknownRuleError as error:
            self.problem(path, str(error))
            return ()

    def selection(self, path: KeyPath, value: object) -> Selection:
        """``select``: the named rules, and the rules of named blocks."""
        named: dict[str, Word] = {}
        of_blocks: dict[str, Word] = {}
        if value == []:
            self.problem(path, "is empty; remove it to run the preset")
        for number, text in enumerate(self.texts(path, value)):
            here = (*path, number)
            codes = self._codes(here, text)
            is_one = any(text in (entry.code, entry.name) for code in codes for entry in self.registry.select(code))
            for code in codes:
                (named if is_one else of_blocks).setdefault(code, self.word(here))
        return Selection(named, of_blocks, self.word(path))

    def ignored(self, path: KeyPath, value: object) -> dict[str, Word]:
        """``ignore``: no rule that says why a file cannot be checked."""
        codes = self.codes(path, value)
        for number, text in enumerate(value if isinstance(value, list) else ()):
            for rule in self.registry.entries:
                if rule.required and text in (rule.code, rule.name):
                    self.problem(
                        (*path, number), f"{rule.code} {rule.name} cannot be ignored: such a file cannot be checked"
                    )
        return codes

    def rule(self, path: KeyPath, word: str) -> RuleClass | None:
        """The one rule that is named."""
        if self.registry.is_left_out(word):
            return None
        try:
            return self.registry.find(word)
        except UnknownRuleError as error:
            self.problem(path, str(error))
            return None

    def severity(self, path: KeyPath, value: object) -> Severity | None:
        """A severity."""
        if isinstance(value, str) and value in _SEVERITIES:
            return Severity.parse(value)
        self.wrong(path, value, "one of " + ", ".join(_SEVERITIES), did_you_mean(str(value), _SEVERITIES))
        return None

    def preset(self, path: KeyPath, value: object) -> Preset | None:
        """A preset."""
        if isinstance(value, str) and value in _PRESETS:
            return Preset[value.upper()]
        self.wrong(path, value, "one of " + ", ".join(_PRESETS), did_you_mean(str(value), _PRESETS))
        return None

    def file(self, path: KeyPath, value: object) -> FileName | None:
        """The name of a file."""
        if isinstance(value, str) and value and "\0" not in value:
            return FileName(value, self.word(path))
        self.wrong(path, value, "the name of a file")
        return None

    def files(self, path: KeyPath, value: object) -> tuple[FileName, ...]:
        """Names of files."""
        named = (self.file((*path, number), text) for number, text in enumerate(self.texts(path, value)))
        return tuple(one for one in named if one is not None)

    def file_or_files(self, path: KeyPath, value: object) -> tuple[FileName, ...]:
        """The name of a file, or names of files."""
        if isinstance(value, list):
            return self.files(path, value)
        one = self.file(path, value)
        return () if one is None else (one,)

    def size(self, path: KeyPath, value: object) -> int | None:
        """A number of bytes."""
        return self._number(path, value, LARGEST_MAX_FILE_SIZE, "a number of bytes")

    def days(self, path: KeyPath, value: object) -> int | None:
        """A number of days."""
        return self._number(path, value, _MAX_DAYS, "a number of days")

    def _number(self, path: KeyPath, value: object, most: int, what: str) -> int | None:
        if type(value) is int and 0 < value <= most:
            return value
        self.wrong(path, value, f"{what} from 1 to {most}")
        return None

    def account(self, path: KeyPath, value: object) -> str | None:
        """The ID of an account."""
        if isinstance(value, str) and len(value) == 12 and value.isascii() and value.isdigit():
            return value
        quoted = "" if isinstance(value, str) else ", quoted"
        self.wrong(path, value, f"the 12 digits of an AWS account{quoted}")
        return None

    def region(self, path: KeyPath, value: object) -> str | None:
        """The name of a Region."""
        if isinstance(value, str) and re.fullmatch(_REGION, value):
            return value
        self.wrong(path, value, "the name of a Region such as eu-west-1")
        return None

    def url(self, path: KeyPath, value: object) -> str | None:
        """An address on the web."""
        if isinstance(value, str) and re.fullmatch(r"https?://[!-~]+", value):
            return value
        self.wrong(path, value, "a URL such as https://wiki.example.com/jobs")
        return None

    def instance_types(self, path: KeyPath, value: object) -> frozenset[str]:
        """Instance types."""
        types = self.texts(path, value)
        for number, one in enumerate(types):
            if not re.fullmatch(_INSTANCE_TYPE, one):
                self.wrong((*path, number), one, "types such as ml.m5.large")
        return frozenset(types)

    def per_file_ignores(self, path: KeyPath, value: object) -> tuple[tuple[Pattern, dict[str, Word]], ...]:
        """``[per-file-ignores]``: patterns, each with what is ignored there."""
        return tuple(
            (self._pattern((*path, glob), glob), self.ignored((*path, glob), codes))
            for glob, codes in self.table(path, value).items()
        )

    def severities(self, path: KeyPath, value: object) -> dict[str, Said[Severity]]:
        """``[severity]``, by code."""
        chosen: dict[str, Said[Severity]] = {}
        for name, label in self.table(path, value).items():
            here = (*path, name)
            rule, severity = self.rule(path, name), self.severity(here, label)
            if rule is not None and severity is not None:
                chosen[rule.code] = Said(severity, self.word(here))
        return chosen

    def options(self, path: KeyPath, value: object) -> dict[str, dict[str, Said[Any]]]:
        """``[rules.*]``, by code: the options that are set. Together they must be what the rule accepts."""
        chosen: dict[str, dict[str, Said[Any]]] = {}
        rules: dict[str, tuple[RuleClass, KeyPath]] = {}
        for name, table in self.table(path, value).items():
            here = (*path, name)
            rule = self.rule(here, name)
            if rule is not None:
                rules[rule.code] = rule, here
                said = chosen.setdefault(rule.code, {})
                for option, one in self.table(here, table).items():
                    said[option.replace("_", "-")] = Said(one, self.word((*here, option)))
        if rules:
            # Imported here: most configs set no options.
            from recolint.rule import options as rule_options
        for code, (rule, here) in rules.items():
            self._move_up(rule_options.declared(rule), chosen[code])
            table = {option: said.value for option, said in chosen[code].items()}
            try:
                problems = rule_options.parse(rule, table)[1]
            except rule_options.DeclarationError as error:
                raise self.registry.refused(rule, str(error)) from error
            for option, text, item in problems:
                said_here = chosen[code].get(option.replace("_", "-"))
                word = said_here.word if said_here else self.word((*here, option))
                self.problems.note(word if item is None else word.below(item), text)
        return chosen

    def _move_up(self, options: Iterable[Option], said: dict[str, Said[Any]]) -> None:
        """Note the keys of the whole file that are in the table of a rule with ``options``: TOML puts them there."""
        # Imported here: the keys are read by this class.
        from recolint.config.keys import KEYS

        misplaced = {key.name for key in KEYS} - {option.key for option in options}
        for name in [name for name in said if name in misplaced]:
            self.problems.note(said.pop(name).word, "belongs to the whole file; move it above the first [table]")

    def suppressions(self, path: KeyPath, value: object) -> tuple[FileSuppression, ...]:
        """``[[suppress]]``."""
        return tuple(self._suppression((*path, number), table) for number, table in enumerate(self.tables(path, value)))

    def _suppression(self, path: KeyPath, table: dict[str, Any]) -> FileSuppression:
        self.known(path, table, ("path", "pointer", "rules", "reason", "until"))
        for name in ("path", "rules"):
            if name not in table:
                self.problem(path, f"{name} is missing; expected path and rules (optional: pointer, reason, until)")
        words = self.texts((*path, "rules"), table.get("rules", []))
        if table.get("rules") == []:
            self.problem((*path, "rules"), "is empty; list the codes or names of the rules to suppress")
        until = table.get("until")
        if until is not None and type(until) is not date:
            self.wrong((*path, "until"), until, "a date without quotes, as in until = 2026-12-31")
            until = None
        pointer = self.text((*path, "pointer"), table.get("pointer", "")) or ""
        if pointer and not pointer.startswith("/"):
            self.wrong((*path, "pointer"), pointer, "a JSON pointer, as in /InputConfig/Endpoints/0")
        word = self.word(path)
        return FileSuppression(
            path=self._pattern((*path, "path"), self.text((*path, "path"), table.get("path", "")) or ""),
            route=_route(pointer),
            rules=tuple((text, frozenset(self._codes((*path, "rules", n), text))) for n, text in enumerate(words)),
            reason=self.text((*path, "reason"), table.get("reason", "")) or "",
            until=until,
            word=word,
        )


def _route(pointer: str) -> Route:
    steps = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    return tuple(int(step) if _is_index(step) else step for step in steps)


def _is_index(step: str) -> bool:
    """Whether ``step`` counts items; no list has as many as a number of more digits says."""
    return step.isascii() and step.isdigit() and len(step) <= 9

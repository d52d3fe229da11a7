"""The keys of a config and of a policy, each declared once: its name, what it becomes, how it is read, its schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Flag, auto

from recolint.base.finding import Severity
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING, Any
from recolint.config.layers import KeyPath, Layer, Merged, merge
from recolint.config.patterns import Patterns
from recolint.config.reader import Reader
from recolint.config.words import RuleWords, Said
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry

if TYPE_CHECKING:
    from recolint.config.policies import IamTable


class Where(Flag):
    """Where a key may be set."""

    CONFIG = auto()
    POLICY = auto()
    OVERRIDE = auto()
    BOTH = CONFIG | POLICY
    ANY = CONFIG | POLICY | OVERRIDE


class Override(NamedTuple):
    """An ``[[overrides]]`` table: the files that it is for, and what it says as a layer."""

    paths: Patterns
    layer: Layer
    table: Mapping[str, Any]
    """All that it says, its paths too."""


def _overrides(reader: Reader, path: KeyPath, value: object) -> tuple[Override, ...]:
    return tuple(_override(reader, (*path, number), table) for number, table in enumerate(reader.tables(path, value)))


def _override(reader: Reader, path: KeyPath, table: dict[str, Any]) -> Override:
    if "paths" not in table:
        reader.problem(path, "paths is missing; expected patterns, as in paths = ['prod/**']")
    patterns = reader.patterns((*path, "paths"), table.get("paths", []))
    word = reader.word(path)
    layer = word.layer.below(word.path, {key: value for key, value in table.items() if key != "paths"})
    inner = Reader(merge([layer]), reader.registry)
    read(inner, layer.table, Where.OVERRIDE, also=("paths",))
    reader.problems.texts += inner.problems.texts
    return Override(Patterns(patterns), layer, table)


def _extend(reader: Reader, path: KeyPath, value: object) -> tuple[str, ...]:
    # The files are read before: what is left is the type.
    return reader.texts(path, value)


def _iam(reader: Reader, path: KeyPath, value: object) -> IamTable:
    # Imported here: most configs name no policies.
    from recolint.config.policies import read_table

    return read_table(reader, path, value)


Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_SEVERITY: Schema = {"enum": [severity.label for severity in Severity]}
_ACCOUNT: Schema = {"type": "string", "pattern": "^[0-9]{12}$"}


def table_schema(keys: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """The schema of a table with these ``keys`` alone."""
    return {"type": "object", "properties": dict(keys), "required": list(required), "additionalProperties": False}


class Vocabulary(NamedTuple):
    """The parts of the schemas of keys: words for one rule and for several, options, suppressions, ``[iam]``."""

    rule: Schema
    some: Schema
    options: Schema
    iam: Schema


class Key(NamedTuple):
    """A key: the attribute that its value becomes, its reader, and its JSON Schema."""

    name: str
    attribute: str
    read: Callable[[Reader, KeyPath, Any], Any]
    schema: Callable[[Vocabulary], Schema]
    where: Where = Where.CONFIG


def _described(schema: Schema, text: str) -> Callable[[Vocabulary], Schema]:
    return lambda _: schema | {"description": text}


def _some(text: str) -> Callable[[Vocabulary], Schema]:
    return lambda words: words.some | {"description": text}


def _by_name(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}


def _suppress(words: Vocabulary) -> Schema:
    table = table_schema(
        {
            "path": _TEXT | {"description": "a pattern of files"},
            "pointer": {"type": "string", "pattern": "^(/|$)", "description": "a JSON pointer: here and below"},
            "rules": words.some,
            "reason": _TEXT,
            "until": {"description": "a date without quotes: the last day of the suppression"},
        },
        required=("path", "rules"),
    )
    return {"type": "array", "items": table}


def _override_schema(words: Vocabulary) -> Schema:
    keys = {key.name: key.schema(words) for key in KEYS if Where.OVERRIDE in key.where}
    paths = _TEXTS | {"description": "patterns of the files that the table applies to"}
    return {"type": "array", "items": table_schema({"paths": paths, **keys}, ("paths",))}


KEYS: tuple[Key, ...] = (
    Key("name", "name", Reader.text, _described(_TEXT, "what findings call the policy"), Where.POLICY),
    Key("url", "url", Reader.url, _described(_TEXT | {"pattern": "^https?://"}, "shown at findings"), Where.POLICY),
    Key("suppressible", "suppressible", Reader.codes, _some("owned rules that may be suppressed"), Where.POLICY),
    Key(
        "may-exclude", "may_exclude", Reader.patterns,
        _described(_TEXTS, "patterns of files that a repository may exclude"), Where.POLICY,
    ),
    Key("extend", "extend", _extend, _described(_TEXTS, "files, or package:name, to start from"), Where.BOTH),
    Key(
        "preset", "preset", Reader.preset,
        lambda _: {"enum": [preset.name.lower() for preset in Preset]}, Where.BOTH,
    ),
    Key(
        "select", "select", Reader.selection,
        _some("run only these: codes, code prefixes, names"), Where.ANY,
    ),
    Key("extend-select", "extend_select", Reader.codes, _some("run these on top of the preset"), Where.ANY),
    Key("ignore", "ignore", Reader.ignored, _some("skip these rules"), Where.ANY),
    Key(
        "per-file-ignores", "per_file_ignores", Reader.per_file_ignores,
        lambda words: _by_name(words.some) | {"description": "patterns of files, and what is ignored there"},
        Where.BOTH,
    ),
    Key(
        "severity", "severity", Reader.severities,
        lambda words: _by_name(_SEVERITY) | {"propertyNames": words.rule}, Where.ANY,
    ),
    Key(
        "fail-on", "fail_on", Reader.severity,
        _described(_SEVERITY, "the lowest severity that sets exit code 1"), Where.ANY,
    ),
    Key("exclude", "exclude", Reader.patterns, _described(_TEXTS, "patterns as in .gitignore")),
    Key(
        "include", "include", Reader.patterns,
        _described(_TEXTS, "patterns of code files; recolint also checks the requests in them"),
    ),
    Key("region", "region", Reader.region, _described(_TEXT, "the Region that the jobs run in"), Where.ANY),
    Key("account", "account", Reader.account, lambda _: _ACCOUNT, Where.ANY),
    Key(
        "instance-types", "instance_types", Reader.instance_types,
        _described(_TEXTS, "instance types that are newer than recolint"), Where.BOTH,
    ),
    Key(
        "max-file-size", "max_file_size", Reader.size,
        _described({"type": "integer", "minimum": 1}, "in bytes"), Where.BOTH,
    ),
    Key("rules", "options", Reader.options, lambda words: words.options, Where.ANY),
    Key("suppress", "suppressions", Reader.suppressions, _suppress, Where.BOTH),
    Key(
        "require-reason", "require_reason", Reader.truth,
        _described({"type": "boolean"}, "whether a suppression needs a reason"),
    ),
    Key(
        "require-known", "require_known", Reader.truth,
        _described({"type": "boolean"}, "whether each value of a request in code must be a literal"),
        Where.ANY,
    ),
    Key(
        "max-suppression-days", "max_suppression_days", Reader.days,
        _described({"type": "integer", "minimum": 1}, "the maximum number of days from today to until"), Where.BOTH,
    ),
    Key(
        "packs", "packs", Reader.files,
        _described(_TEXTS, "files of packs, and packs of packages: acme_policy:base"), Where.BOTH,
    ),
    Key(
        "baseline", "baseline", Reader.file,
        _described(_TEXT | {"minLength": 1}, "a file of known findings"),
    ),
    Key(
        "prices", "prices", Reader.file_or_files,
        lambda _: {"anyOf": [_TEXT | {"minLength": 1}, _TEXTS], "description": "price tables, one for each Region"},
        Where.ANY,
    ),
    Key("iam", "iam", _iam, lambda words: words.iam, Where.ANY),
    Key("overrides", "overrides", _overrides, _override_schema, Where.BOTH),
)  # fmt: skip


class Table(NamedTuple):
    """The values of a merged table, every word known to be right: values by attribute, each with its key."""

    said: Mapping[str, Said[Any]]
    words: RuleWords

    def value(self, attribute: str, default: Any = None) -> Any:
        """The value of ``attribute``; ``default`` where it is not set."""
        said = self.said.get(attribute)
        return default if said is None else said.value


def read(reader: Reader, table: Mapping[str, Any], where: Where, also: tuple[str, ...] = ()) -> Table:
    """The ``table``; what is wrong with it is noted in ``reader``. ``also`` are names to think of at a wrong key."""
    keys = {key.name: key for key in KEYS if where in key.where}
    for name in table:
        if name not in keys:
            elsewhere = next((key for key in KEYS if key.name == name), None)
            if elsewhere is None:
                reader.known((), {name: None}, (*keys, *also))
            else:
                reader.problem((name,), f"expected a key of {_NAMES[where]}, found {_OWN[elsewhere.where]}")
    said: dict[str, Said[Any]] = {}
    for name, key in keys.items():
        if name in table:
            value = key.read(reader, (name,), table[name])
            if value is not None:
                said[key.attribute] = Said(value, reader.word((name,)))
    values = {attribute: said[attribute].value for attribute in RuleWords._fields if attribute in said}
    return Table(said, RuleWords(**values))


_NAMES = {Where.CONFIG: "a config", Where.POLICY: "a policy", Where.OVERRIDE: "[[overrides]]"}
_OWN = {
    Where.CONFIG: "one of a repository's config",
    Where.POLICY: "one of a policy",
    Where.BOTH: "one of the whole file",
}


def parse(merged: Merged, registry: Registry, where: Where) -> Table:
    """The typed table of ``merged``; raises ``ConfigError`` with all that is wrong in it."""
    reader = Reader(merged, registry)
    table = read(reader, merged.table, where)
    reader.problems.require_none()
    return table

"""The keys of a config and of a policy, each declared once: its name, what it becomes, how it is read, its schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from recolint.base.finding import Severity
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING, Any
from recolint.config.layers import KeyPath, merge
from recolint.config.patterns import Patterns
from recolint.config.reader import Reader
from recolint.config.table import Override, Table, Where
from recolint.config.words import RuleWords, Said
from recolint.rule.kinds import Preset

if TYPE_CHECKING:
    from recolint.config.policies import IamTable


CONFIG: tuple[Where, ...] = ("config",)
POLICY: tuple[Where, ...] = ("policy",)
BOTH: tuple[Where, ...] = ("config", "policy")
ANY: tuple[Where, ...] = ("config", "policy", "override")
"""Where a key may be set."""


def _overrides(reader: Reader, path: KeyPath, value: object) -> tuple[Override, ...]:
    return tuple(_override(reader, (*path, number), table) for number, table in enumerate(reader.tables(path, value)))


def _override(reader: Reader, path: KeyPath, table: dict[str, Any]) -> Override:
    if "paths" not in table:
        reader.problem(path, "paths is missing; expected patterns, as in paths = ['prod/**']")
    patterns = reader.patterns((*path, "paths"), table.get("paths", []))
    word = reader.word(path)
    layer = word.layer.below(word.path, {key: value for key, value in table.items() if key != "paths"})
    inner = Reader(merge([layer]), reader.registry)
    read(inner, layer.table, "override", also=("paths",))
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
    where: tuple[Where, ...] = CONFIG


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
    keys = {key.name: key.schema(words) for key in KEYS if "override" in key.where}
    paths = _TEXTS | {"description": "patterns of the files that the table applies to"}
    return {"type": "array", "items": table_schema({"paths": paths, **keys}, ("paths",))}


KEYS: tuple[Key, ...] = (
    Key("name", "name", Reader.text, _described(_TEXT, "what findings call the policy"), POLICY),
    Key("url", "url", Reader.url, _described(_TEXT | {"pattern": "^https?://"}, "shown at findings"), POLICY),
    Key("suppressible", "suppressible", Reader.codes, _some("owned rules that may be suppressed"), POLICY),
    Key(
        "may-exclude", "may_exclude", Reader.patterns,
        _described(_TEXTS, "patterns of files that a repository may exclude"), POLICY,
    ),
    Key("extend", "extend", _extend, _described(_TEXTS, "files, or package:name, to start from"), BOTH),
    Key(
        "preset", "preset", Reader.preset,
        lambda _: {"enum": [preset.name.lower() for preset in Preset]}, BOTH,
    ),
    Key(
        "select", "select", Reader.selection,
        _some("run only these: codes, code prefixes, names"), ANY,
    ),
    Key("extend-select", "extend_select", Reader.codes, _some("run these on top of the preset"), ANY),
    Key("ignore", "ignore", Reader.ignored, _some("skip these rules"), ANY),
    Key(
        "per-file-ignores", "per_file_ignores", Reader.per_file_ignores,
        lambda words: _by_name(words.some) | {"description": "patterns of files, and what is ignored there"},
        BOTH,
    ),
    Key(
        "severity", "severity", Reader.severities,
        lambda words: _by_name(_SEVERITY) | {"propertyNames": words.rule}, ANY,
    ),
    Key(
        "fail-on", "fail_on", Reader.severity,
        _described(_SEVERITY, "the lowest severity that sets exit code 1"), ANY,
    ),
    Key("exclude", "exclude", Reader.patterns, _described(_TEXTS, "patterns as in .gitignore")),
    Key(
        "include", "include", Reader.patterns,
        _described(_TEXTS, "patterns of code files; recolint also checks the requests in them"),
    ),
    Key("region", "region", Reader.region, _described(_TEXT, "the Region that the jobs run in"), ANY),
    Key("account", "account", Reader.account, lambda _: _ACCOUNT, ANY),
    Key(
        "instance-types", "instance_types", Reader.instance_types,
        _described(_TEXTS, "instance types that are newer than recolint"), BOTH,
    ),
    Key(
        "max-file-size", "max_file_size", Reader.size,
        _described({"type": "integer", "minimum": 1}, "in bytes"), BOTH,
    ),
    Key("rules", "options", Reader.options, lambda words: words.options, ANY),
    Key("suppress", "suppressions", Reader.suppressions, _suppress, BOTH),
    Key(
        "require-reason", "require_reason", Reader.truth,
        _described({"type": "boolean"}, "whether a suppression needs a reason"),
    ),
    Key(
        "require-known", "require_known", Reader.truth,
        _described({"type": "boolean"}, "whether each value of a request in code must be a literal"),
        ANY,
    ),
    Key(
        "max-suppression-days", "max_suppression_days", Reader.days,
        _described({"type": "integer", "minimum": 1}, "the maximum number of days from today to until"), BOTH,
    ),
    Key(
        "packs", "packs", Reader.files,
        _described(_TEXTS, "files of packs, and packs of packages: acme_policy:base"), BOTH,
    ),
    Key(
        "baseline", "baseline", Reader.file,
        _described(_TEXT | {"minLength": 1}, "a file of known findings"),
    ),
    Key(
        "prices", "prices", Reader.file_or_files,
        lambda _: {"anyOf": [_TEXT | {"minLength": 1}, _TEXTS], "description": "price tables, one for each Region"},
        ANY,
    ),
    Key("iam", "iam", _iam, lambda words: words.iam, ANY),
    Key("overrides", "overrides", _overrides, _override_schema, BOTH),
)  # fmt: skip

NAMES = tuple(key.name for key in KEYS if "config" in key.where)
"""The keys of a config, in the order in which they are documented."""


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


_NAMES = {"config": "a config", "policy": "a policy", "override": "[[overrides]]"}
_OWN = {
    CONFIG: "one of a repository's config",
    POLICY: "one of a policy",
    BOTH: "one of the whole file",
}

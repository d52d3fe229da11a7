"""The configuration as a JSON Schema."""

from __future__ import annotations

from typing import Any

from recolint.base.finding import Severity
from recolint.rule.entry import RuleClass
from recolint.rule.kinds import Preset
from recolint.rule.options import Option, declared
from recolint.rule.registry import Registry

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_FILES = _TEXTS | {"description": "files, or names of AWS managed policies"}
_OF_PACKS = {"pattern": "^(?!RL)[A-Z]{2,8}[0-9]{3,4}$"}
"""Codes of packs, which the schema does not know."""
_SEVERITY = {"enum": [severity.label for severity in Severity]}

_TYPES: dict[Any, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: _TEXT,
    tuple[int, ...]: {"type": "array", "items": {"type": "integer"}},
    tuple[str, ...]: _TEXTS,
}


def config(registry: Registry) -> dict[str, Any]:
    """The schema of ``recolint.toml`` and of ``[tool.recolint]``, with the rules of ``registry`` and their options."""
    rules = registry.rules
    words = [word for rule in rules for word in (rule.code, rule.name)]
    some = {"type": "array", "items": {"anyOf": [{"enum": words}, {"pattern": "^[A-Z]+[0-9]*$"}]}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The configuration of recolint",
        **_table(
            {
                "preset": {"enum": [preset.name.lower() for preset in Preset]},
                "select": some | {"description": "run only these: codes, beginnings of codes, names"},
                "extend-select": some | {"description": "run these on top of the preset"},
                "ignore": some | {"description": "run all but these"},
                "per-file-ignores": _tables(some) | {"description": "patterns of files, and what is ignored there"},
                "severity": _tables(_SEVERITY) | {"propertyNames": {"anyOf": [{"enum": words}, _OF_PACKS]}},
                "fail-on": _SEVERITY | {"description": "the least severity that makes the exit code 1"},
                "exclude": _TEXTS | {"description": "patterns as in .gitignore"},
                "region": _TEXT | {"description": "the Region that the jobs run in"},
                "account": {"type": "string", "pattern": "^[0-9]{12}$"},
                "instance-types": _TEXTS | {"description": "instance types that are newer than recolint"},
                "max-file-size": {"type": "integer", "minimum": 1, "description": "in bytes"},
                "rules": _table({word: _options(rule) for rule in rules for word in (rule.name, rule.code)}),
                "suppress": {"type": "array", "items": _suppression(some)},
                "packs": _TEXTS | {"description": "files of packs, and packs of packages: acme_policy:base"},
                "baseline": {"type": "string", "minLength": 1, "description": "a file of known findings"},
                "iam": _IAM,
            }
        ),
    }


def _table(keys: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "object", "properties": keys, "required": list(required), "additionalProperties": False}


def _tables(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": value}


def _options(rule: RuleClass) -> dict[str, Any]:
    return _table({option.name.replace("_", "-"): _option(option) for option in declared(rule)})


def _option(option: Option) -> dict[str, Any]:
    default = list(option.default) if isinstance(option.default, tuple) else option.default
    return _TYPES[option.type] | {"default": default, "description": option.description}


def _suppression(some: dict[str, Any]) -> dict[str, Any]:
    return _table(
        {
            "path": _TEXT | {"description": "a pattern of files"},
            "pointer": {"type": "string", "pattern": "^(/|$)", "description": "a JSON pointer: here and below"},
            "rules": some,
            "reason": _TEXT,
            "until": {"description": "a date without quotes: the last day on which it hides anything"},
        },
        required=("path", "rules"),
    )


_IAM = _table(
    {
        "role": {
            "type": "array",
            "items": _table(
                {
                    "arn": _TEXT | {"description": "a role's ARN, in which * and ? stand for other text"},
                    "policies": _FILES,
                    "trust": _TEXT,
                    "boundary": _TEXT,
                },
                required=("arn",),
            ),
        },
        "caller": _FILES,
        "caller-arn": {"type": "string", "pattern": "^arn:"},
        "session": _FILES,
        "scps": {
            "type": "array",
            "items": {"anyOf": [_TEXT, _TEXTS]},
            "description": "files, or a list of files for each level of the organization",
        },
        "key-policies": {
            "type": "array",
            "items": {"anyOf": [_TEXT, _table({"key": _TEXT, "policy": _TEXT}, required=("key", "policy"))]},
        },
        "bucket-policies": {
            "type": "array",
            "items": {
                "anyOf": [
                    _TEXT,
                    _table(
                        {
                            "bucket": _TEXT,
                            "policy": _TEXT,
                            "account": {"type": "string", "pattern": "^[0-9]{12}$"},
                        },
                        required=("bucket", "policy"),
                    ),
                ]
            },
        },
        "repository-policies": _TEXTS | {"description": "files: the policy of the repository of the model's image"},
    }
)

"""The configuration as a JSON Schema."""

from __future__ import annotations

from typing import Any

from recolint.config.keys import KEYS, Vocabulary, table_schema
from recolint.config.table import Where
from recolint.rule.entry import RuleClass
from recolint.rule.kinds import Assignments, Globs, Maximum, MaximumAmount
from recolint.rule.options import Option, declared
from recolint.rule.registry import Registry

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_FILES = _TEXTS | {"description": "files, or names of AWS managed policies"}
_OF_PACKS = {"pattern": "^(?!RL)[A-Z]{2,8}[0-9]{3,4}$"}
"""Codes of packs, which the schema does not know."""

_TYPES: dict[Any, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: _TEXT,
    tuple[int, ...]: {"type": "array", "items": {"type": "integer"}},
    tuple[str, ...]: _TEXTS,
    Globs: _TEXTS,
    Maximum: {"type": "integer", "minimum": -1},
    MaximumAmount: {"type": "number", "anyOf": [{"minimum": 0}, {"const": -1}]},
    Assignments: {"anyOf": [_TEXTS, {"type": "object", "additionalProperties": _TEXT}]},
}


def config(registry: Registry) -> dict[str, Any]:
    """The schema of ``recolint.toml`` and of ``[tool.recolint]``, with the rules of ``registry`` and their options."""
    return _schema(registry, "config", "The configuration of recolint")


def policy(registry: Registry) -> dict[str, Any]:
    """The schema of a policy, likewise."""
    return _schema(registry, "policy", "A policy of recolint")


def _schema(registry: Registry, where: Where, title: str) -> dict[str, Any]:
    rules = registry.rules
    names = [word for rule in rules for word in (rule.code, rule.name)]
    words = Vocabulary(
        rule={"anyOf": [{"enum": names}, _OF_PACKS]},
        some={"type": "array", "items": {"anyOf": [{"enum": names}, {"pattern": "^[A-Z]+[0-9]*$"}]}},
        options=table_schema({word: _options(rule) for rule in rules for word in (rule.name, rule.code)}),
        iam=_IAM,
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **table_schema({key.name: key.schema(words) for key in KEYS if where in key.where}),
    }


def _options(rule: RuleClass) -> dict[str, Any]:
    return table_schema({option.name.replace("_", "-"): _option(option) for option in declared(rule)})


def _option(option: Option) -> dict[str, Any]:
    default = list(option.default) if isinstance(option.default, tuple) else option.default
    return _TYPES[option.type] | {"default": default, "description": option.description}


_IAM = table_schema(
    {
        "role": {
            "type": "array",
            "items": table_schema(
                {
                    "arn": _TEXT | {"description": "the ARN of a role; * and ? are wildcards"},
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
            "items": {"anyOf": [_TEXT, table_schema({"key": _TEXT, "policy": _TEXT}, required=("key", "policy"))]},
        },
        "bucket-policies": {
            "type": "array",
            "items": {
                "anyOf": [
                    _TEXT,
                    table_schema(
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

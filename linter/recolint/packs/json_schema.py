"""Packs as a JSON Schema, for editors."""

from __future__ import annotations

from typing import Any

from recolint.base.finding import Severity
from recolint.packs import reading
from recolint.packs.examples import MAX_EXAMPLES
from recolint.packs.statements import MISSING
from recolint.packs.taking import MAX_TEXT

_TEXT = {"type": "string"}
_VALUES = {"type": "array", "minItems": 1, "items": {"type": ["string", "integer"]}}
_LENGTH = {"type": "integer", "minimum": 0}
_PROSE = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}
_SETS = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/rule-set"}}


def pack() -> dict[str, Any]:
    """The schema of a pack. Paths, expressions and codes are held to the contract by recolint alone."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A pack of recolint",
        "description": "Rules of a team's own on job specs of AWS SageMaker Inference Recommender.",
        **_object(
            {
                "pack": _form(reading.PACK_NAME, "the name of the pack"),
                "prefix": _form(f"(?!{reading.OWN_PREFIX}){reading.PREFIX}", "the prefix of the codes of its rules"),
                "url": {"type": "string", "pattern": "^https://", "description": "shown at its findings"},
                "rules": {"type": "array", "minItems": 1, "maxItems": reading.MAX_RULES, "items": _rule()},
            },
            required=("pack", "prefix", "rules"),
        ),
        "$defs": {"rule-set": _object({word: _WORDS[word] for word in sorted(_WORDS)})},
    }


def _rule() -> dict[str, Any]:
    members = {
        "code": _form(reading.PREFIX + reading.NUMBER, "the prefix and 3 or 4 digits"),
        "name": _form(reading.PACK_NAME, "says what is wrong: key-of-another-account"),
        "severity": {"enum": [severity.label for severity in Severity]},
        "when": _TEXT | {"description": "JMESPath on the request: the rule looks at requests where it is true"},
        "at": _TEXT | {"description": "the member path of the values: Tags[*].Value"},
        "must": {"$ref": "#/$defs/rule-set", "description": "a Cerberus rule set for one value"},
        "assert": _TEXT | {"description": "JMESPath that must be true of the request, or of each value at `at`"},
        "missing": {"enum": list(MISSING), "description": "whether `at` must find a value"},
        "message": _PROSE | {"description": "may have {value}, {name} and {JobName}"},
        "help": _PROSE,
        "examples": _object({"valid": _examples(_VALID), "invalid": _examples(_INVALID)}),
    }
    return _object(members, required=("code", "name", "severity", "message", "examples")) | {
        "dependentRequired": {"must": ["at"], "missing": ["at"]},
        "not": {"required": ["must", "assert"]},
    }


def _object(members: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "object", "properties": members, "required": list(required), "additionalProperties": False}


def _form(pattern: str, description: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{pattern}$", "description": description}


def _examples(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "maxItems": MAX_EXAMPLES, "items": item}


_VALID = {"anyOf": [_TEXT, _object({"text": _TEXT, "title": _PROSE}, required=("text",))]}
_INVALID = _object(
    {
        "text": _TEXT,
        "at": {"type": "string", "pattern": "^(/|$)", "description": "the JSON pointer of the finding"},
        "message": _PROSE,
        "title": _PROSE,
    },
    required=("text", "at"),
)
_WORDS: dict[str, Any] = {
    "allowed": _VALUES,
    "forbidden": _VALUES,
    "regex": _TEXT,
    "min": {"type": "number"},
    "max": {"type": "number"},
    "minlength": _LENGTH,
    "maxlength": _LENGTH,
    "empty": {"type": "boolean"},
    "contains": {"anyOf": [_VALUES, {"type": ["string", "integer"]}]},
    "type": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
    "required": {"type": "boolean"},
    "anyof": _SETS,
    "allof": _SETS,
    "noneof": _SETS,
    "oneof": _SETS,
}

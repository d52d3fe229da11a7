"""The request's shapes as a JSON Schema."""

from __future__ import annotations

import re
from typing import Any

from recolint.request.contract import Shape, botocore_version
from recolint.request.contract.schema import LARGEST_INTEGER
from recolint.request.contract.shapes import OPEN_ENUMS, REQUEST

ID = "https://recolint.github.io/recolint/schemas/job-spec-1.schema.json"
"""The address of the schema; the number changes where a right spec would become a wrong one."""


def request() -> dict[str, Any]:
    """The schema of a job spec: the contract, as far as it is about single members.

    Patterns are ECMAScript's, with its flag ``u``. To JSON Schema a float without a fraction, 7200.0, is an integer.
    Where AWS adds values between releases of botocore, the known ones are an ``anyOf`` beside any string: editors offer
    them, and refuse no other.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "A job spec of AWS SageMaker Inference Recommender",
        "description": f"A request of CreateInferenceRecommendationsJob, as botocore {botocore_version} has it.",
        **_schema(REQUEST),
    }


def _schema(of: Shape) -> dict[str, Any]:
    if of.kind == "structure":
        return {
            "type": "object",
            "properties": {name: _schema(member) for name, member in of.members.items()},
            **({"required": list(of.required)} if of.required else {}),
            "additionalProperties": False,
        }
    if of.kind == "integer":
        return {"type": "integer", "maximum": LARGEST_INTEGER} | _bounds(of, "minimum", "maximum")
    if of.item:
        return {"type": "array", "items": _schema(of.item)} | _bounds(of, "minItems", "maxItems")
    return {"type": "string"} | _bounds(of, "minLength", "maxLength") | _words(of)


def _words(of: Shape) -> dict[str, Any]:
    if of.name in OPEN_ENUMS:
        return {"anyOf": [{"enum": list(of.values)}, {}]}
    if of.values:
        return {"enum": list(of.values)}
    return {"pattern": f"^(?:{_ecmascript(of.pattern)})$"} if of.pattern else {}


def _ecmascript(pattern: str) -> str:
    """The contract's ``pattern``, which knows ASCII's spaces and one line end, for a reader that knows Unicode's."""
    classes = {r"[\S]": r"[^\t-\r ]", ".": r"[^\n]"}
    return re.sub(r"\\.|\[(?:\\.|[^\]])*\]|\.", lambda part: classes.get(part[0], part[0]), pattern)


def _bounds(of: Shape, low: str, high: str) -> dict[str, int]:
    return {word: bound for word, bound in ((low, of.minimum), (high, of.maximum)) if bound is not None}

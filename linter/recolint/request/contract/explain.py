"""Why the contract refuses a value, as Cerberus finds it. The only module that imports Cerberus, which takes 0.1 s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cerberus import TypeDefinition, Validator
from cerberus.errors import (
    NOT_NULLABLE,
    REGEX_MISMATCH,
    REQUIRED_FIELD,
    SEQUENCE_SCHEMA,
    UNKNOWN_FIELD,
    ErrorDefinition,
    ValidationError,
)
from cerberus.schema import UnvalidatedSchema

from recolint.base.finding import Part, Route
from recolint.request.contract.fast_validator import FastValidator, fast_validator
from recolint.request.contract.misplaced import placed
from recolint.request.contract.names import meant
from recolint.request.contract.pattern import matcher
from recolint.request.contract.placeholder import FINDERS, in_key
from recolint.request.contract.schema import Rules, request
from recolint.request.contract.violation import Violation, ViolationKind

_PLACEHOLDER = ErrorDefinition(0x49, "placeholder")  # a code that Cerberus leaves free

_KINDS = {
    "nullable": ViolationKind.NULL,
    "type": ViolationKind.TYPE,
    "min": ViolationKind.MINIMUM,
    "max": ViolationKind.MAXIMUM,
    "allowed": ViolationKind.ENUM,
    "regex": ViolationKind.PATTERN,
    "placeholder": ViolationKind.PLACEHOLDER,
}
_SCALARS = frozenset({"string", "integer"})
_LENGTHS = {
    ("minlength", "string"): ViolationKind.SHORT,
    ("maxlength", "string"): ViolationKind.LONG,
    ("minlength", "list"): ViolationKind.FEW,
    ("maxlength", "list"): ViolationKind.MANY,
}


class _Validator(Validator):  # type: ignore[misc]  # cerberus has no types
    """Cerberus, strict where its own rules are not, and quick where many values are wrong."""

    priority_validations = ("nullable", "placeholder", "type")
    types_mapping = {
        "string": TypeDefinition("string", (str,), ()),
        "integer": TypeDefinition("integer", (int,), (bool,)),
        "list": TypeDefinition("list", (list,), ()),
        "dict": TypeDefinition("dict", (dict,), ()),
    }

    _remaining_rules: list[str]

    def _error(self, *args: Any) -> None:
        if len(args) == 1:
            # Cerberus also sorts the list anew and files two trees, for each error.
            self._errors.extend(args[0])
            return
        super()._error(*args)
        # One breach a value; the items of a list of the wrong length are looked at anyway.
        self._remaining_rules = [rule for rule in self._remaining_rules if rule == "schema"]

    def _validate_schema(self, schema: Any, field: Any, value: Any) -> None:
        """{'type': ['dict', 'string']}"""
        # Only items that the fast validator refuses need an explanation: perhaps 1 of 200 tags.
        if isinstance(value, list):
            accepts = _fast_validator(schema)
            refused = {number: item for number, item in enumerate(value) if not accepts(item)}
            if refused:
                self._explain_items(schema, field, refused)
        else:
            super()._validate_schema(schema, field, value)

    def _explain_items(self, schema: Any, field: Any, items: Mapping[int, Any]) -> None:
        validator = self._get_child_validator(
            document_crumb=field, schema_crumb=(field, "schema"), schema=dict.fromkeys(items, schema)
        )
        validator(items, update=self.update, normalize=False)
        errors = validator._errors  # noqa: SLF001  as in _validated
        if errors:
            self._drop_nodes_from_errorpaths(errors, [], [2])
            self._error(field, SEQUENCE_SCHEMA, errors)

    def _validate_placeholder(self, place: str, field: Any, value: Any) -> None:
        """{'type': 'string', 'allowed': ['text', 'label', 'name', 'number']}"""
        if isinstance(value, dict):
            value = _in_braces(value) if self.schema[field]["type"] in _SCALARS else None
        if isinstance(value, str) and (found := FINDERS[place](value)):
            self._error(field, _PLACEHOLDER, found)

    def _validate_regex(self, pattern: str, field: Any, value: Any) -> None:
        """{'type': 'string'}"""
        if not matcher(pattern)(value):
            self._error(field, REGEX_MISMATCH)


_fast_validators: dict[int, tuple[Any, FastValidator]] = {}


def _fast_validator(schema: Any) -> FastValidator:
    """The fast validator of ``schema``, a part of the request's schema, which lives as long as the process."""
    known = _fast_validators.get(id(schema))
    if known is None:
        known = _fast_validators[id(schema)] = (schema, fast_validator(schema))
    return known[1]


def _in_braces(value: Mapping[Any, Any]) -> str | None:
    """``{name}``, which YAML reads as a mapping."""
    return f"{{{next(iter(value))}}}" if list(value.values()) == [None] else None


def explain(data: Any) -> tuple[Violation, ...]:
    """All breaches of the contract by ``data``, in order of the document."""
    # Cerberus takes structures alone: the request is the one member of one.
    return placed(tuple(_validated({"": data}, {"": request()}, ())), data)


def _validated(given: Mapping[Any, Any], members: Mapping[str, Rules], route: Route) -> Iterator[Violation]:
    validator = _Validator(UnvalidatedSchema(members))
    validator.document_path = route
    validator.validate(given, normalize=False)
    errors = validator._errors  # noqa: SLF001  the only structured form of Cerberus' errors
    return _in_structure(errors, given, members)


def _in_structure(
    errors: Iterable[ValidationError], given: Mapping[Any, Any], members: Mapping[str, Rules]
) -> Iterator[Violation]:
    """The breaches within one structure: what it lacks, then what it has, in its order."""
    absent = [name for name in members if name not in given]
    unknown: dict[str, str | None] = {}
    for name in given:
        if isinstance(name, str) and name not in members:
            unknown[name] = meant(name, absent)
            absent = [member for member in absent if member != unknown[name]]

    missing = {error.field: error for error in errors if error.code == REQUIRED_FIELD.code}
    for name in absent:
        if name in missing:
            yield Violation(ViolationKind.MISSING, missing[name].document_path[1:-1], given, name)

    for error in errors:
        if error.code == UNKNOWN_FIELD.code:
            # A key that is not a string is a fault of the file, not of the request.
            if isinstance(error.field, str):
                yield from _unknown(error, unknown[error.field], members)
        elif error.code != REQUIRED_FIELD.code:
            yield from _of_value(error, members[error.field])


def _unknown(error: ValidationError, member: str | None, members: Mapping[str, Rules]) -> Iterator[Violation]:
    name, path = error.field, error.document_path
    if (found := in_key(name)) is not None:
        yield Violation(ViolationKind.PLACEHOLDER, path[1:], error.value, found, part=Part.KEY)
        return
    yield Violation(ViolationKind.UNKNOWN, path[1:], error.value, tuple(members), member, Part.KEY)
    if member is not None:
        # Also report the faults within a misspelled member; else the author would see them only after fixing its name.
        yield from _validated({name: error.value}, {name: members[member]}, path[:-1])


def _of_value(error: ValidationError, rules: Rules) -> Iterator[Violation]:
    if not error.is_group_error:
        yield _breach(error, rules["type"])
    elif rules["type"] == "dict":
        yield from _in_structure(error.child_errors, error.value, rules["schema"])
    else:
        for child in error.child_errors:
            yield from _of_value(child, rules["schema"])


def _breach(error: ValidationError, kind: str) -> Violation:
    constraint = error.constraint
    if error.rule == _PLACEHOLDER.rule:
        (constraint,) = error.info
    elif error.code == NOT_NULLABLE.code:
        constraint = kind
    if constraint == "dict":
        constraint = "structure"
    return Violation(
        _KINDS.get(error.rule) or _LENGTHS[error.rule, kind], error.document_path[1:], error.value, constraint
    )

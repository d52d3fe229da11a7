from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from recolint.contract import Kind, Violation
from recolint.document import Format
from recolint.finding import Finding, Fix, Set
from recolint.job import Job
from recolint.rule import ERROR, Context, Invalid, Preset, Rule, Valid
from recolint_rules.contract.conversion import converted
from recolint_rules.contract.wording import CLIENT, cut, member, shape, shown


class WrongType(Rule[None]):
    """A value is of another type than the request wants.

    What it checks: that strings, integers, lists and structures stand where they are due. YAML makes something else of
    many an unquoted text: 1.10 is the number 1.1, 2026-01-31 a date, 017 and 7_200 the numbers 17 and 7200, an account
    id a number, {input: [1, 3]} a mapping. true is no integer, and neither are 7200.0 and "7200".

    Why it matters: the client refuses the request ("Invalid type for parameter"); nothing is sent. What it lets by
    (true for an integer), the service refuses.

    What to do: in YAML, quote what must stay text. A fix writes the value in the right type where that is certain.
    """

    code, name = "RL104", "wrong-type"
    severity, basis = ERROR, CLIENT
    preset = Preset.MINIMAL
    examples = (
        Valid("InputConfig: {JobDurationInSeconds: 7200, ContainerConfig: {FrameworkVersion: '1.10'}}"),
        Valid("JobDescription: on\n", title="text in YAML 1.2"),
        Invalid(
            "InputConfig:\n  ContainerConfig:\n    FrameworkVersion: 1.10  # as trained\n",
            at="/InputConfig/ContainerConfig/FrameworkVersion",
            fixed='InputConfig:\n  ContainerConfig:\n    FrameworkVersion: "1.10"  # as trained\n',
        ),
        Invalid("JobName: 2026-01-31\n", at="/JobName", fixed='JobName: "2026-01-31"\n'),
        Invalid(
            'InputConfig: {JobDurationInSeconds: "7200"}\n',
            at="/InputConfig/JobDurationInSeconds",
            fixed="InputConfig: {JobDurationInSeconds: 7200}\n",
        ),
        Invalid(
            "InputConfig: {JobDurationInSeconds: 7200.0}\n",
            at="/InputConfig/JobDurationInSeconds",
            fixed="InputConfig: {JobDurationInSeconds: 7200}\n",
        ),
        Invalid(
            "InputConfig: {ResourceLimit: {MaxNumberOfTests: true}}", at="/InputConfig/ResourceLimit/MaxNumberOfTests"
        ),
        Invalid("Tags: {team: search}\n", at="/Tags", fixed="Tags: [{Key: team, Value: search}]\n"),
        Invalid(
            "InputConfig: {ContainerConfig: {DataInputConfig: {input: [1, 3]}}}\n",
            at="/InputConfig/ContainerConfig/DataInputConfig",
            fixed="InputConfig: {ContainerConfig: {DataInputConfig: '{\"input\": [1, 3]}'}}\n",
        ),
        Invalid("InputConfig: churn", at="/InputConfig"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """Say what stands there, how it was read, and what is due."""
        for violation in context.violations:
            if violation.kind is Kind.TYPE:
                yield self._wrong(violation, context)

    def _wrong(self, violation: Violation, context: Context) -> Finding:
        value, route = violation.value, violation.route
        yaml = context.document.format is Format.YAML
        written = context.document.written(route)
        wanted = _wanted(violation.constraint, yaml=yaml)
        of = shape(route, context)
        conversion = converted(value, of, written) if of else None
        fix = None
        if conversion is not None:
            fix = Fix(conversion.how, (Set(route, conversion.value),))
        return self.finding(
            violation,
            f"{member(route)} must be {wanted}, found {_found(value, written, yaml=yaml)}",
            help=conversion.how if conversion else _advice(value, violation.constraint, wanted),
            fix=fix,
        )


def _wanted(kind: str, *, yaml: bool) -> str:
    return {
        "string": "a string",
        "integer": "an integer",
        "list": "a list",
        "structure": "a mapping" if yaml else "an object",
    }[kind]


def _found(value: Any, written: str, *, yaml: bool) -> str:
    if isinstance(value, str):
        return f"the string {shown(value)}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return _wanted("structure", yaml=yaml)
    if isinstance(value, bool):
        return f"the boolean {cut(written)}"
    if isinstance(value, int | float):
        kind = "number" if isinstance(value, int) else "decimal number"
        number = cut(str(value))
        return f"the {kind} {number}" + ("" if str(value) == written else f" (written {cut(written)})")
    return f"the date {cut(written)}"


def _advice(value: Any, kind: str, wanted: str) -> str:
    if kind == "integer" and isinstance(value, float) and math.isfinite(value):
        return f"write {math.floor(value)} or {math.ceil(value)}"
    return f"write {wanted}{_hint(value, kind)}"


def _hint(value: Any, wanted: str) -> str:
    if wanted == "string" and isinstance(value, dict) and list(value.values()) == [None]:
        return "; text in braces must be quoted in YAML"
    if wanted == "integer" and isinstance(value, str):
        return ": digits alone, without a unit or a separator"
    if wanted == "structure" and isinstance(value, str) and value.lstrip().startswith("{"):
        return ", not a string that holds JSON"
    return ""

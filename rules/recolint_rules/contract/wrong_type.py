from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Any,
    Context,
    Finding,
    Fix,
    Format,
    Invalid,
    Job,
    LatencyThreshold,
    Preset,
    Rule,
    Safety,
    Set,
    Valid,
    contract,
)
from recolint_rules.contract._conversion import Conversion, converted, neighbours
from recolint_rules.facts import percentile, typographic
from recolint_rules.facts.job_types import is_advanced
from recolint_rules.facts.wording import CLIENT, cut, fitted, meant_route, member, quoting, shape


class WrongType(Rule[None]):
    """A value has the wrong type.

    What it checks: that each value is a string, an integer, a list or a structure, as the request expects. YAML reads
    many unquoted texts as another type: 1.10 is the number 1.1, 2026-01-31 a date, 017 and 7_200 the numbers 17 and
    7200, an account ID a number, {input: [1, 3]} a mapping. true is not an integer, and neither are 7200.0 and "7200".

    Why it matters: the client rejects the request ("Invalid type for parameter"); nothing is sent. The service rejects
    what the client accepts (true for an integer).

    What to do: in YAML, quote text. The fix converts the value if the result is certain: 3600 for 1h, P95 for the
    Percentile 95.
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
        Invalid(
            "InputConfig: {JobDurationInSeconds: 1h30m}\n",
            at="/InputConfig/JobDurationInSeconds",
            fixed="InputConfig: {JobDurationInSeconds: 5400}\n",
        ),
        Invalid(
            "StoppingConditions: {ModelLatencyThresholds: [{Percentile: 95, ValueInMilliseconds: 100}]}\n",
            at="/StoppingConditions/ModelLatencyThresholds/0/Percentile",
            fixed="StoppingConditions: {ModelLatencyThresholds: [{Percentile: P95, ValueInMilliseconds: 100}]}\n",
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
        for violation in context.violations:
            if violation.kind is contract.ViolationKind.TYPE:
                yield self._wrong(violation, job, context)

    def _wrong(self, violation: contract.Violation, job: Job, context: Context) -> Finding:
        value, route = violation.value, violation.route
        yaml = context.document.format is Format.YAML
        written = context.document.written(route)
        expected = f"{member(route)} must be {_wanted(violation.word, yaml=yaml)}, found "
        message = _found(expected, value, written, yaml=yaml)
        conversion = _conversion(violation, written, job, context)
        if conversion is not None:
            fix = Fix(conversion.how, (Set(route, conversion.value),), conversion.safety)
            return self.finding(violation, message, fix=fix)
        return self.finding(violation, message, help=_help(violation, job, context, yaml=yaml))


def _conversion(violation: contract.Violation, written: str, job: Job, context: Context) -> Conversion | None:
    route = meant_route(violation.route, context)
    of = contract.shape(route)
    name = member(route)
    if name == LatencyThreshold.percentile.name:
        right = percentile.meant(violation.value)
        if right == "P99" and is_advanced(job):
            # P95 tests another latency.
            return Conversion("P95", "write P95", Safety.UNSAFE)
        return Conversion(right, f"write {right}") if right else None
    return converted(violation.value, of, name, written) if of else None


def _wanted(kind: str, *, yaml: bool) -> str:
    return {
        "string": "a string",
        "integer": "an integer",
        "list": "a list",
        "structure": "a mapping" if yaml else "an object",
    }[kind]


def _found(expected: str, value: Any, written: str, *, yaml: bool) -> str:
    """The message that begins with ``expected``."""
    if isinstance(value, str):
        return quoting(f"{expected}the string ", value, typographic.remark(value))
    if isinstance(value, list):
        return f"{expected}a list"
    if isinstance(value, dict):
        return expected + _wanted("structure", yaml=yaml)
    if isinstance(value, bool):
        return f"{expected}the boolean {cut(written)}"
    if isinstance(value, int | float):
        kind = "number" if isinstance(value, int) else "decimal number"
        found = f"{expected}the {kind} "
        if str(value) == written:
            return found + cut(str(value))
        return fitted(*(f"{found}{cut(str(value), most)} (written {cut(written, most)})" for most in (40, 20, 12)))
    return f"{expected}the date {cut(written)}"


def _help(violation: contract.Violation, job: Job, context: Context, *, yaml: bool) -> str:
    """The advice, if there is no fix."""
    value, wanted = violation.value, violation.word
    of = shape(violation.route, context)
    if member(violation.route) == LatencyThreshold.percentile.name:
        return "write P95" if is_advanced(job) else "write P95 or P99"
    if (
        wanted == "integer"
        and isinstance(value, float)
        and of is not None
        and (near := neighbours(value, of, member(violation.route)))
    ):
        return f"write {near}"
    if wanted == "structure" and isinstance(value, str):
        name, colon, rest = value.partition(":")
        if yaml and colon and rest and of is not None and name in of.members:
            return f"write a space after the colon: {cut(f'{name}: {rest}')}"
        if value.lstrip().startswith("{"):
            return f"write {_wanted(wanted, yaml=yaml)}, not a JSON string"
    if wanted == "list" and isinstance(value, dict) and all(name.startswith("-") for name in value):
        return "write a space after each dash"
    if wanted == "integer" and isinstance(value, str):
        return "write an integer: only digits, without a unit or a separator"
    return f"write {_wanted(wanted, yaml=yaml)}"

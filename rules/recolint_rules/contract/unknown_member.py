from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import getitem

from recolint.plugin import (
    ERROR,
    Annotated,
    Context,
    Finding,
    Fix,
    Insert,
    Invalid,
    Job,
    NamedTuple,
    Part,
    Preset,
    Remove,
    Rename,
    Route,
    Rule,
    Valid,
    contract,
    dotted,
    nearest,
)
from recolint_rules.contract._violations import is_of_answer
from recolint_rules.facts.wording import CLIENT, MAX_HELP, cut, first_of, fitted, listed, shown, structures

_TOP = "at the top level, beside InputConfig"
_PLACE = "the top level"


class Options(NamedTuple):
    """Members that are newer than this version of recolint."""

    allow: Annotated[tuple[str, ...], "members that your version of the AWS CLI accepts"] = ()


class UnknownMember(Rule[Options]):
    """A member is unknown at this place of the request.

    What it checks: every name in the spec against the members of the request: misspelled names, spellings of
    command-line options or of the first published guide, and members that belong elsewhere in the request. recolint
    skips the value of an unknown name, unless the intended member is certain.

    Why it matters: the client stops at the first unknown name ("Unknown parameter in input"); nothing is sent.

    What to do: correct the name, move the member to its place, or remove it. The fix moves it if only one place is
    possible. List members that are newer than this version of recolint in the option `allow`.
    """

    code, name = "RL101", "unknown-member"
    severity, basis = ERROR, CLIENT
    preset = Preset.MINIMAL
    examples = (
        Valid("JobName: probe\nInputConfig: {ResourceLimit: {MaxNumberOfTests: 3}}\n"),
        Valid("InputConfig: {Warmth: 3}", options={"allow": ["Warmth"]}),
        Valid("Status: COMPLETED", title="left to RL110"),
        Invalid(
            "InputConfig:\n  ResourceLimits: {MaxNumberOfTests: 3}  # nightly\n",
            at="/InputConfig/ResourceLimits",
            part=Part.KEY,
            fixed="InputConfig:\n  ResourceLimit: {MaxNumberOfTests: 3}  # nightly\n",
        ),
        Invalid("job-name: probe\n", at="/job-name", part=Part.KEY, fixed="JobName: probe\n", title="an option's name"),
        Invalid(
            "InputConfig:\n  SupportedEndpointType: RealTime\n  ContainerConfig:\n    Domain: MACHINE_LEARNING\n",
            at="/InputConfig/SupportedEndpointType",
            part=Part.KEY,
            fixed="InputConfig:\n"
            "  ContainerConfig:\n"
            "    Domain: MACHINE_LEARNING\n"
            "    SupportedEndpointType: RealTime\n",
            title="a level too high",
        ),
        Invalid(
            "InputConfig:\n  MaxNumberOfTest: 3  # as agreed\n  ModelName: churn\n",
            at="/InputConfig/MaxNumberOfTest",
            part=Part.KEY,
            fixed="InputConfig:\n  ModelName: churn\n  ResourceLimit:\n    MaxNumberOfTests: 3  # as agreed\n",
            title="misspelled, too",
        ),
        Invalid("InputConfig: {Warmth: 3}", at="/InputConfig/Warmth", part=Part.KEY),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for violation in context.violations:
            if violation.kind is contract.ViolationKind.UNKNOWN and not is_of_answer(violation):
                name = str(violation.route[-1])
                if name not in self.options.allow:
                    yield self._unknown(violation, name, context)

    def _unknown(self, violation: contract.Violation, name: str, context: Context) -> Finding:
        if violation.meant is not None:
            return self.finding(
                violation,
                _message(violation, f"; did you mean {violation.meant}?"),
                part=Part.KEY,
                fix=Fix(f"rename {name} to {violation.meant}", (Rename(violation.route, violation.meant),)),
            )
        right = contract.canonical_name(name)
        homes = contract.homes(right)
        if homes and right not in violation.words:
            return self._misplaced(violation, name, right, context)
        if violation.likely is not None:
            return self.finding(
                violation,
                _message(violation, f"; did you mean {violation.likely}?"),
                part=Part.KEY,
                help=_apart(violation, name) or f"rename it to {violation.likely}, and check its value",
            )
        likely = nearest(name, violation.words)
        return self.finding(
            violation,
            _message(violation, f"; did you mean {likely}?" if likely else ""),
            part=Part.KEY,
            help=_advice(violation, name, likely, context),
        )

    def _misplaced(self, violation: contract.Violation, name: str, right: str, context: Context) -> Finding:
        fix, homes = _move(violation, context), _places(contract.homes(right))
        what = "it" if right == name else right
        likely = violation.likely
        unless, otherwise = (f", unless {likely} is meant", f"write {likely}") if likely else ("", "")
        belongs = (f"; {what} belongs {home if home == _TOP else f'in {home}'}{unless}" for home in homes)
        moves = ("" if fix else f"move {right} to {_PLACE if home == _TOP else home}" for home in homes)
        help_ = fitted(*(", or ".join(filter(None, (move, otherwise))) for move in moves), most=MAX_HELP)
        return self.finding(violation, _message(violation, *belongs), part=Part.KEY, help=help_ or None, fix=fix)


def _message(violation: contract.Violation, *ends: str) -> str:
    """The message, with the first of ``ends`` that leaves the message short; help and fix say the same in full."""
    *structure, name = violation.route
    starts = [f"{where} has no member {shown(str(name))}" for where in structures(tuple(structure))]
    return fitted(*(start + end for end in (*ends, "") for start in starts))


def _places(homes: tuple[Route, ...]) -> tuple[str, ...]:
    """How to speak of the structures ``homes``, shorter ones later."""
    spoken = [structures(home) if home else (_TOP, _TOP) for home in homes]
    return tuple(listed([each[size].replace("[0]", "[]") for each in spoken], "or") for size in (0, 1))


def _advice(violation: contract.Violation, name: str, likely: str | None, context: Context) -> str:
    anchor = context.document.needed_anchor(violation.route)
    if anchor is not None:
        # Without it, the aliases would be broken.
        return f"define &{cut(anchor)} at the member that uses it first"
    if (apart := _apart(violation, name)) is not None:
        return apart
    if likely is None:
        return f"remove it; valid members: {first_of(violation.words)}"
    beside = reduce(getitem, violation.route[:-1], context.document.data)
    return f"remove it; {likely} is set too" if likely in beside else f"rename it to {likely}"


def _move(violation: contract.Violation, context: Context) -> Fix | None:
    """The fix that moves the value to its place, with the structures that are missing there."""
    home = violation.home
    if home is None:
        return None
    first, *_ = contract.lacking(context.document.data, home)
    if any((*other.route[:-1], other.meant) == first for other in context.violations):
        # The structure exists under a misspelled name: its own fix comes first.
        return None
    value = violation.value
    for step in reversed(home[len(first) :]):
        value = {step: value}
    return Fix(
        f"move {home[-1]} to {dotted(home[:-1]) or 'the top level'}",
        (Insert(first[:-1], str(first[-1]), value), Remove(violation.route)),
    )


def _apart(violation: contract.Violation, name: str) -> str | None:
    """How to write ``name`` where it is a member together with its value."""
    joined = contract.joined_to_value(name) if violation.value is None else None
    if joined is None or joined[0] not in violation.words:
        return None
    member, sign, value = joined
    missing = "a space after the colon" if sign == ":" else "a colon after the name"
    return f"write {missing}: {cut(f'{member}: {value}')}"

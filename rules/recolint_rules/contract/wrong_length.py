from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Context, Finding, Invalid, Job, Preset, Rule, Valid, contract, plan
from recolint_rules.contract._patterns import explain
from recolint_rules.facts.wording import CLIENT, MODEL, bounds, member, quoting, shape


class WrongLength(Rule[None]):
    """A string is shorter or longer than the service accepts.

    What it checks: the lengths of strings, in characters, against the service model: 64 for JobName, 63 for other
    names, 128 for JobDescription and for the values of environment variables, 1024 for S3 URIs, and so on.

    Why it matters: the client rejects a string that is too short, the service one that is too long.

    What to do: write a string of the right length, or remove an optional member."""

    code, name = "RL106", "wrong-length"
    severity, basis = ERROR, MODEL
    preset = Preset.MINIMAL
    examples = (
        Valid("JobName: " + "n" * 64),
        Invalid("JobName: " + "n" * 65, at="/JobName"),
        Invalid("JobName: ''", at="/JobName"),
        Invalid("RoleArn: Jobs", at="/RoleArn"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        # A short string is often a value of another kind; the finding then names that kind.
        for violation in context.violations:
            if violation.kind is contract.ViolationKind.SHORT:
                yield self._short(violation, shape(violation.route, context))
            elif violation.kind is contract.ViolationKind.LONG:
                yield self._long(violation)

    def _short(self, violation: contract.Violation, of: contract.Shape | None) -> Finding:
        name, value = member(violation.route), violation.value
        if not value:
            return self.finding(violation, f"{name} is empty", help="write a value", basis=CLIENT)
        lengths = f"write {bounds(of.minimum, of.maximum)} characters" if of else None
        reason = explain(of.name, value) if of else None
        return self.finding(
            violation,
            quoting(f"{name} is ", value, f"; {reason.why}") if reason else quoting(f"{name} ", value, " is too short"),
            help=reason.write if reason else lengths,
            basis=CLIENT,
        )

    def _long(self, violation: contract.Violation) -> Finding:
        most = violation.bound
        # RL301 reports this for a name that is short enough.
        complete = f" ({plan.CHILD_NAME_CHARACTERS} keep child names complete)"
        also = complete if violation.route == (Job.name.name,) else ""
        return self.finding(
            violation,
            f"{member(violation.route)} has {len(violation.value)} characters; the maximum is {most}",
            help=f"use at most {most} characters{also}",
        )

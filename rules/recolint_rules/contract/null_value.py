from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Context, Finding, Fix, Format, Invalid, Job, Preset, Rule, Set, Valid, contract
from recolint_rules.contract._violations import deletion
from recolint_rules.facts.wording import CLIENT, is_tag_value, member, shape


class NullValue(Rule[None]):
    """A value is null.

    What it checks: that no value is null. In YAML a member with nothing after its colon is null too, and so is a list
    item with nothing after its dash. A `#` after a blank starts a comment: `Value: #12` is null.

    Why it matters: the client rejects null ("Invalid type for parameter"); leave out a member without a value.

    What to do: remove the member, or set a value. Put a value that starts with `#` in quotes: there is no fix if the
    comment may be the value. The fix is unsafe for a member that limits the tests, such as JobDurationInSeconds:
    without it, the service uses its own limit.
    """

    code, name = "RL103", "null-value"
    severity, basis = ERROR, CLIENT
    preset = Preset.MINIMAL
    examples = (
        Valid("JobName: 'null'"),
        Invalid(
            "InputConfig:\n  ModelName: churn\n  ModelPackageVersionArn:\n",
            at="/InputConfig/ModelPackageVersionArn",
            fixed="InputConfig:\n  ModelName: churn\n",
        ),
        Invalid(
            "Tags:\n  - Key: nightly\n    Value:\n",
            at="/Tags/0/Value",
            fixed='Tags:\n  - Key: nightly\n    Value: ""\n',
        ),
        Invalid("JobDescription: #12 of the board\n", at="/JobDescription", title="a comment, not a value"),
        Invalid('{"RoleArn": null}', at="/RoleArn", title="required, so nothing to remove"),
        Invalid(
            "InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d, ~]}}",
            at="/InputConfig/VpcConfig/Subnets/1",
            fixed="InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d]}}",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for violation in context.violations:
            if violation.kind is contract.ViolationKind.NULL:
                yield self._null(violation, context)

    def _null(self, violation: contract.Violation, context: Context) -> Finding:
        document, route = context.document, violation.route
        name = member(route)
        if document.commented_out(route):
            return self.finding(
                violation,
                f"{name} has no value: '#' starts a comment",
                help="put the value in quotes, or remove the key",
            )
        unwritten = document.format is Format.YAML and not document.written(route).strip()
        message = f"{name} has no value, which YAML reads as null" if unwritten else f"{name} is null"
        parent = shape(route[:-1], context)
        required = parent is not None and route[-1] in parent.required
        if required and is_tag_value(route):
            fix = Fix('write ""', (Set(route, ""),))
            return self.finding(violation, message, fix=fix)
        if required:
            a = "an" if violation.word == "integer" else "a"
            return self.finding(violation, message, help=f"set {name} to {a} {violation.word}; it is required")
        fix = deletion(violation, context)
        return self.finding(violation, message, help="remove it, or write a value", fix=fix)

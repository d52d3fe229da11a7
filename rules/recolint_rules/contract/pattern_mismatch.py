from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Context, Finding, Fix, Invalid, Job, Preset, Rule, Set, Valid, contract
from recolint_rules.contract._patterns import explain
from recolint_rules.facts import typographic
from recolint_rules.facts.wording import MODEL, member, quoting, shape


class PatternMismatch(Rule[None]):
    """A string does not match the pattern of the service.

    What it checks: names, ARNs, KMS keys, S3 URIs, versions, IDs of subnets and security groups, MIME types and tags,
    against the regular expressions of the service model. The message says in words what is wrong.

    Why it matters: the client accepts any text; the service rejects the request.

    What to do: write the value in the form that the help shows. Names have letters, digits and hyphens only."""

    code, name = "RL109", "pattern-mismatch"
    severity, basis = ERROR, MODEL
    preset = Preset.MINIMAL
    examples = (
        Valid("JobName: my-job-7"),
        Valid("RoleArn: arn:aws:iam::111122223333:role/service-role/Jobs"),
        Invalid("JobName: my_job", at="/JobName"),
        Invalid("JobName: \u201cmy-job\u201d", at="/JobName", fixed="JobName: my-job"),
        Invalid("RoleArn: arn:aws:iam::123:role/InferenceRecommender", at="/RoleArn"),
        Invalid(
            "InputConfig: {ModelName: 'arn:aws:sagemaker:eu-west-1:111122223333:model/churn'}",
            at="/InputConfig/ModelName",
            fixed="InputConfig: {ModelName: 'churn'}",
        ),
        Invalid(
            "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package-group/g'}",
            at="/InputConfig/ModelPackageVersionArn",
        ),
        Invalid("InputConfig: {VolumeKmsKeyId: alias/team.ml}", at="/InputConfig/VolumeKmsKeyId"),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 'http://bucket/payload.tar.gz'}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {FrameworkVersion: '10.1'}}",
            at="/InputConfig/ContainerConfig/FrameworkVersion",
        ),
        Invalid("Tags: [{Key: R&D, Value: x}]", at="/Tags/0/Key"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for violation in context.violations:
            if violation.kind is contract.ViolationKind.PATTERN:
                yield self._mismatch(violation, context)

    def _mismatch(self, violation: contract.Violation, context: Context) -> Finding:
        name, value = member(violation.route), violation.value
        of = shape(violation.route, context)
        if (quote := typographic.found(value)) is not None:
            message = quoting(f"{name} is ", value, f": '{quote}' is a typographic quote")
            right = typographic.without(value)
            surely = of is not None and contract.accepts(of, right)
            unquoted = Fix(f"write {right}", (Set(violation.route, right),)) if surely else None
            write = None if unquoted else "write plain quotes, or none"
            return self.finding(violation, message, help=write, fix=unquoted)
        reason = explain(of.name, value) if of else None
        if reason is None:
            return self.finding(
                violation,
                quoting(f"{name} is ", value, "; it does not match the pattern of the service"),
                help=f"write a value that matches {violation.word}",
            )
        why = quoting(f"{name} is ", value, f": {reason.why}")
        if reason.right is None:
            return self.finding(violation, why, help=reason.write)
        return self.finding(violation, why, fix=Fix(f"write {reason.right}", (Set(violation.route, reason.right),)))

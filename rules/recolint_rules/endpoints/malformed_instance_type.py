from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Context, Finding, Fix, Invalid, Job, Model, Preset, Rule, Set, Valid
from recolint_rules.endpoints._alternatives import instead_of_unlisted, meant, near
from recolint_rules.facts import sources, typographic
from recolint_rules.facts.candidates import FREE_TEXT, is_free_text, is_malformed, unlisted
from recolint_rules.facts.instances import is_well_formed
from recolint_rules.facts.wording import cut, quoting


class MalformedInstanceType(Rule[None]):
    """An instance type is malformed.

    What it checks: that each instance type, in EndpointConfigurations and in SupportedInstanceTypes, has the form
    `ml.<family>.<size>` in lower case, with a size such as large, xlarge or 12xlarge.

    Why it matters: all types of SageMaker have this form, so the service rejects others. Types are often copied from
    EC2, which writes them without `ml.`.

    What to do: write a type of SageMaker, such as ml.c5.xlarge."""

    code, name = "RL504", "malformed-instance-type"
    severity, basis = ERROR, Model(sources.ENDPOINT_CONFIGURATION, "the values of InstanceType")
    preset = Preset.MINIMAL
    refuses = True
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.p6-b200.48xlarge}]}"),
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.x9.metal-24xl}]}", title="unknown: see RL503"),
        Invalid(
            "InputConfig:\n  EndpointConfigurations:\n    - InstanceType: c5.xlarge\n",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            fixed="InputConfig:\n  EndpointConfigurations:\n    - InstanceType: ml.c5.xlarge\n",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.m5.large, ml_m5_xlarge]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/1",
            fixed="InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.m5.large, ml.m5.xlarge]}}",
        ),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.xlage}]}",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            title="a typo",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for one in unlisted(job):
            if is_malformed(one.value, context.settings):
                right = meant(one.value, context.settings)
                yield self.finding(
                    one,
                    quoting(
                        "invalid instance type ",
                        one.value,
                        f"; expected ml.<family>.<size>{typographic.remark(one.value)}",
                    ),
                    help=None if right else _what_instead(one.value),
                    fix=Fix(f"write {right}", (Set(one.route, right),)) if right else None,
                    basis=FREE_TEXT if is_free_text(job, one) else None,
                )


def _what_instead(text: str) -> str:
    if is_well_formed(with_prefix := f"ml.{text}"):
        return f"the request does not accept {cut(with_prefix)} either; {instead_of_unlisted(with_prefix)}"
    close = near(text)
    return f"did you mean {close}?" if close else "use a type such as ml.c5.xlarge"

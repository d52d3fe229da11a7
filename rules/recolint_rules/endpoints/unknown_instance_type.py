from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    WARNING,
    Context,
    Finding,
    Invalid,
    Job,
    Model,
    Preset,
    Rule,
    Settings,
    Valid,
    contract,
)
from recolint_rules.endpoints._alternatives import instead_of_unlisted
from recolint_rules.facts import sources
from recolint_rules.facts.candidates import FREE_TEXT, is_free_text, unlisted
from recolint_rules.facts.instances import family, is_burstable, is_well_formed, regions
from recolint_rules.facts.wording import cut


class UnknownInstanceType(Rule[None]):
    """An instance type is not one that the request accepts.

    What it checks: that each instance type, in EndpointConfigurations and in SupportedInstanceTypes, is on the list of
    the service model. An unknown size of a listed family, such as ml.c5.3xlarge, is an error. It is a warning if AWS's
    price lists have the type for hosting, or if the whole family is unknown. RL504 reports a text that cannot be an
    instance type, RL505 a burstable type.

    Why it matters: the service rejects a type that is not on its list, even one that SageMaker accepts elsewhere, such
    as ml.m5.8xlarge. AWS may have added a family or a priced type after the date of this list.

    What to do: use a type of the list. If AWS has added the type since, add it to the setting `instance-types`."""

    code, name = "RL503", "unknown-instance-type"
    severity, basis = WARNING, Model(sources.ENDPOINT_CONFIGURATION, "the values of InstanceType")
    strict_severity = ERROR
    # Includes warnings about families that AWS may have added; they do not fail a check.
    preset = Preset.MINIMAL
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.18xlarge}]}"),
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: c5.large}]}", title="malformed: see RL504"),
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.t3.medium}]}", title="burstable: see RL505"),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.3xlarge}]}",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            severity=ERROR,
            title="no such size",
        ),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.12xlarge}]}",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
            severity=WARNING,
            title="not listed, but AWS prices it for hosting",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.m6g.large, ml.m7g.large]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/1",
            severity=WARNING,
            title="unknown family",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for one in unlisted(job):
            if not _is_unknown(one.value, context.settings):
                continue
            is_typo = family(one.value) is not None and not regions(one.value)
            yield self.finding(
                one,
                _what_is_wrong(one.value),
                help=f"{instead_of_unlisted(one.value)}; if AWS has added {cut(one.value)}, list it in instance-types",
                severity=ERROR if is_typo else None,
                basis=FREE_TEXT if is_free_text(job, one) else None,
            )


def _is_unknown(instance_type: str, settings: Settings) -> bool:
    return (
        is_well_formed(instance_type)
        and not is_burstable(instance_type)
        and instance_type not in settings.instance_types
    )


def _what_is_wrong(instance_type: str) -> str:
    if family(instance_type) is None or regions(instance_type):
        return f"the request does not accept {cut(instance_type)} (botocore {contract.botocore_version})"
    _, name, word = instance_type.split(".")
    return f"unknown instance type {cut(instance_type)}: {name} has no size {cut(word, 20)}"

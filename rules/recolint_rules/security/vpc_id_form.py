from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import quoting
from recolint_rules.security._vpc_ids import KINDS, misfits

_NAMES = {"sg-": "security group", "subnet-": "subnet"}


class VpcIdForm(Rule[None]):
    """A value in VpcConfig is not a valid ID of a security group or subnet.

    What it checks: that each security group is `sg-` and each subnet `subnet-` with 8 or 17 hexadecimal digits. The
    pattern of the service model accepts any letters, digits and hyphens.

    Why it matters: AWS does not look up names of groups and subnets. It accepts the job, but cannot create an endpoint.

    What to do: write the ID that the VPC console shows."""

    code, name = "RL620", "vpc-id-form"
    severity, basis = ERROR, Documented(sources.RESOURCE_IDS, "and API reference: RecommendationJobVpcConfig")
    refuses = True
    examples = (
        Valid("InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0a1b2c3d], Subnets: [subnet-0a1b2c3d4e5f6a7b8]}}"),
        Invalid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [default], Subnets: [subnet-0a1b2c3d]}}",
            at="/InputConfig/VpcConfig/SecurityGroupIds/0",
        ),
        Invalid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0a1b2c3d], Subnets: [subnet-xxxxxxxx]}}",
            at="/InputConfig/VpcConfig/Subnets/0",
        ),
        Invalid("InputConfig: {VpcConfig: {Subnets: [vpc-0a1b2c3d]}}", at="/InputConfig/VpcConfig/Subnets/0"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        # RL621 reports an ID that belongs in the other list.
        for prefix, item in misfits(job.input.vpc):
            if not _is_of_the_other(item.value, prefix):
                yield self.finding(
                    item,
                    quoting("", item.value, f" is not a valid {_NAMES[prefix]} ID; {_reason(item.value, prefix)}"),
                    help=f"write the ID from the VPC console, such as {prefix}0a1b2c3d4e5f6a7b8",
                )


def _is_of_the_other(value: str, prefix: str) -> bool:
    return value.startswith(tuple(kind for kind in KINDS if kind != prefix))


def _reason(value: str, prefix: str) -> str:
    digits = value.removeprefix(prefix)
    if digits == value:
        return "found a VPC ID" if value.startswith("vpc-") else f"expected {prefix}<hex digits>"
    wrong = next((character for character in digits if character not in "0123456789abcdef"), None)
    if wrong is not None:
        return f"{wrong!r} is not a hex digit" + (" in lower case" if wrong in "ABCDEF" else "")
    return f"expected 17 or 8 digits, found {len(digits)}"

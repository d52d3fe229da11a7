"""Keys, networks, output, ARNs and roles: what the examples of the rules leave open."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import botocore
import pytest

import rule_runs
from recolint.base.finding import Finding, Severity, pointer
from recolint.base.text import Source
from recolint.fix import FixRequest, apply_fixes
from recolint.rule.kinds import BaseRule, Globs
from recolint.testing import SETTINGS
from recolint_rules.contract.pattern_mismatch import PatternMismatch
from recolint_rules.facts import regions
from recolint_rules.facts.instances import hosting_regions
from recolint_rules.iam.role_breaks_policy import Options, RoleBreaksPolicy
from recolint_rules.iam.role_without_slash import RoleWithoutSlash
from recolint_rules.iam.service_linked_role import ServiceLinkedRole
from recolint_rules.iam.volume_key_needs_grant import VolumeKeyNeedsGrant
from recolint_rules.security.aws_managed_key import AwsManagedKey
from recolint_rules.security.compiled_output_without_compilation import CompiledOutputWithoutCompilation
from recolint_rules.security.duplicate_vpc_id import DuplicateVpcId
from recolint_rules.security.empty_key import EmptyKey
from recolint_rules.security.key_form import KeyForm
from recolint_rules.security.key_in_other_account import KeyInOtherAccount
from recolint_rules.security.key_in_other_region import KeyInOtherRegion
from recolint_rules.security.output_is_payload import OutputIsPayload
from recolint_rules.security.output_key_missing import OutputKeyMissing
from recolint_rules.security.output_key_without_output import OutputKeyWithoutOutput
from recolint_rules.security.package_in_other_region import PackageInOtherRegion
from recolint_rules.security.partition_outside_region import PartitionOutsideRegion
from recolint_rules.security.partitions_differ import PartitionsDiffer
from recolint_rules.security.role_in_other_account import RoleInOtherAccount
from recolint_rules.security.single_subnet import SingleSubnet
from recolint_rules.security.swapped_vpc_ids import SwappedVpcIds
from recolint_rules.security.unknown_region import UnknownRegion
from recolint_rules.security.unqualified_key import UnqualifiedKey
from recolint_rules.security.volume_key_missing import VolumeKeyMissing
from recolint_rules.security.volume_key_on_local_storage import VolumeKeyOnLocalStorage
from recolint_rules.security.vpc_id_form import VpcIdForm
from recolint_rules.security.vpc_missing import VpcMissing

KEY_RULES = (KeyForm(), EmptyKey(), AwsManagedKey(), UnqualifiedKey(), VolumeKeyNeedsGrant(), PatternMismatch())
ARN_RULES = (
    KeyForm(),
    KeyInOtherRegion(),
    PartitionsDiffer(),
    PartitionOutsideRegion(),
    PackageInOtherRegion(),
    UnknownRegion(),
    RoleInOtherAccount(),
    PatternMismatch(),
)
VPC_RULES = (VpcIdForm(), SwappedVpcIds(), DuplicateVpcId(), SingleSubnet(), PatternMismatch())
UUID = "1234abcd-12ab-34cd-56ef-1234567890ab"
SCRIPT = Path(__file__).parents[1] / "scripts" / "refresh_regions.py"


def found(text: str, *rules: BaseRule[Any], region: str | None = None, account: str | None = None) -> list[Finding]:
    """What ``rules`` say of the one spec in ``text``, for a team in ``region`` and ``account``."""
    return rule_runs.found(text, *rules, settings=SETTINGS._replace(region=region, account=account))


def codes(text: str, *rules: BaseRule[Any], **settings: str | None) -> list[str]:
    """The codes of what ``rules`` say, sorted."""
    return sorted(finding.code for finding in found(text, *rules, **settings))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (UUID, ["RL608", "RL710"]),
        (UUID.upper(), ["RL608", "RL710"]),
        ("mrk-1234abcd12ab34cd56ef1234567890ab", ["RL608", "RL710"]),
        ("alias/volumes", ["RL608", "RL710"]),
        ("alias/aws/ebs", ["RL603"]),
        (f"arn:aws:kms:eu-west-1:111122223333:key/{UUID}", ["RL710"]),
        ("arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab", ["RL710"]),
        ("arn:aws:kms:eu-west-1:111122223333:alias/team/volumes", ["RL710"]),
        ("arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs", ["RL603"]),
        ("''", ["RL602"]),
        ("volumes", ["RL601"]),
        ("alias/", ["RL601"]),
        (f"key/{UUID}", ["RL601"]),
        (f"{UUID}0", ["RL601"]),
        (f"arn:aws:kms:eu-west-1:111122223333:{UUID}", ["RL601"]),
        (f"arn:aws:kms::111122223333:key/{UUID}", ["RL601"]),
        (f"arn:aws:kms:eu-west-1:1111222233:key/{UUID}", ["RL601"]),
        ("arn:aws:iam::111122223333:role/Jobs", ["RL601"]),
        ("alias/a.b", ["RL109"]),
    ],
)
def test_a_key_is_judged_by_its_form(key: str, expected: list[str]) -> None:
    assert codes(f"InputConfig: {{VolumeKmsKeyId: {key}}}", *KEY_RULES) == expected


def spec(role: str = "aws", package: str = "aws:eu-west-1", key: str = "aws:eu-west-1") -> str:
    """A spec with a role of a partition, and a package and key of partitions and Regions."""
    (package_partition, package_region), (key_partition, key_region) = package.split(":"), key.split(":")
    return (
        f"RoleArn: arn:{role}:iam::111122223333:role/Jobs\n"
        "InputConfig:\n"
        f"  ModelPackageVersionArn: arn:{package_partition}:sagemaker:{package_region}:111122223333:model-package/m/1\n"
        f"  VolumeKmsKeyId: arn:{key_partition}:kms:{key_region}:111122223333:alias/volumes\n"
    )


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        pytest.param(spec(), None, [], id="all alike"),
        pytest.param(spec(), "eu-west-1", [], id="and where the team runs"),
        pytest.param(spec(key="aws:us-east-1"), None, ["RL604"], id="the key elsewhere"),
        pytest.param(spec(key="aws:us-east1"), None, ["RL643"], id="the key's Region misspelled"),
        pytest.param(spec(key="aws-cn:cn-north-1"), None, ["RL640"], id="the key in another partition"),
        pytest.param(spec(key="aws-cn:eu-west-1"), None, ["RL641"], id="the key's partition misspelled"),
        pytest.param(spec(package="aws:eu-west1"), None, ["RL109"], id="a Region shorter than any"),
        pytest.param(spec(package="aws:eu-central1"), "eu-central-1", ["RL604", "RL643"], id="and the key elsewhere"),
        pytest.param(spec(package="aws:us-east-1"), "eu-west-1", ["RL642"], id="the package elsewhere"),
        pytest.param(spec(), "cn-north-1", ["RL641"], id="all of another partition than the team's"),
        pytest.param(spec(package="aws-cn:eu-west-1"), None, ["RL641"], id="the package's partition misspelled"),
        pytest.param(spec(role="aws-cn"), "eu-west-1", ["RL641"], id="the role's partition misspelled"),
        pytest.param(spec(role="aws-cn"), None, ["RL640"], id="the role against both others"),
        pytest.param(spec(package="aws:xy-south-1", key="aws:xy-south-1"), None, ["RL643", "RL643"], id="a new Region"),
        pytest.param(spec(package="aws:xy-south-1", key="aws:xy-south-1"), "xy-south-1", [], id="known to the team"),
        pytest.param(
            spec("aws-us-gov", "aws-us-gov:us-gov-west-1", "aws-us-gov:us-gov-west-1"),
            "us-gov-west-1",
            [],
            id="GovCloud",
        ),
        pytest.param(spec(package="aws:us-gov-west-1"), None, ["RL641"], id="GovCloud, by half"),
    ],
)
def test_one_fault_in_an_arn_is_one_finding(text: str, region: str | None, expected: list[str]) -> None:
    assert codes(text, *ARN_RULES, region=region) == expected


def test_a_region_with_its_hyphens_astray_is_put_right_in_the_whole_arn() -> None:
    text = spec(package="aws:eu-west1-", key="aws:us-east1")
    wanted = [FixRequest(finding.fix, 0) for finding in found(text, UnknownRegion()) if finding.fix]
    assert apply_fixes(Source("spec", text), wanted).source.text == spec(package="aws:eu-west-1", key="aws:us-east-1")


def test_a_key_of_another_account_is_measured_by_the_team_first() -> None:
    text = spec().replace("kms:eu-west-1:111122223333", "kms:eu-west-1:123456789012")
    assert codes(text, KeyInOtherAccount()) == ["RL605"]
    assert codes(text, KeyInOtherAccount(), RoleInOtherAccount(), account="123456789012") == ["RL644"]


def test_the_recorded_regions_are_those_of_the_installed_botocore() -> None:
    def numbers(version: str) -> tuple[int, ...]:
        return tuple(int(part) for part in version.split("."))

    script = runpy.run_path(str(SCRIPT))
    recorded = script["recorded_version"]()
    if numbers(botocore.__version__) < numbers(recorded):
        pytest.skip(f"botocore {botocore.__version__} is older than {recorded}, which is recorded")
    run = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, (
        f"Regions have changed; run: python scripts/refresh_regions.py\n{run.stdout}{run.stderr}"
    )


def test_a_refresh_shows_a_new_region_but_not_a_new_version_alone() -> None:
    script = runpy.run_path(str(SCRIPT))
    fresh = script["partitions"]()
    assert script["difference"](script["text"]("1.0.0", "2020-01-31", fresh), fresh) == ""
    older = {**fresh, "aws-cn": {**fresh["aws-cn"], "regions": ["cn-north-1"]}}
    changed = script["difference"](script["text"]("1.0.0", "2020-01-31", older), fresh).splitlines()
    assert [line for line in changed if line.startswith("+ ")] == ['+    "cn-north-1",', '+    "cn-northwest-1"']


def test_a_coming_region_is_in_the_partition_that_its_name_says() -> None:
    names = (
        "us-east-9",
        "cn-south-1",
        "us-gov-central-1",
        "us-iso-north-1",
        "eu-isoe-east-1",
        "eusc-de-west-1",
        "east",
    )
    assert [regions.partition_of(name) for name in names] == [
        "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-e", "aws-eusc", None
    ]  # fmt: skip


def test_every_region_that_hosts_instances_is_known() -> None:
    assert hosting_regions() <= set(regions.names())


@pytest.mark.parametrize(
    ("groups", "subnets", "expected"),
    [
        ("sg-0a1b2c3d", "subnet-0a1b2c3d, subnet-0a1b2c3d4e5f6a7b8", []),
        ("sg-0a1b2c3d", "subnet-0a1b2c3d", ["RL623 /Subnets"]),
        ("sg-0a1b2c3d4", "subnet-0a1b2c3d", ["RL620 /SecurityGroupIds/0", "RL623 /Subnets"]),
        ("SG-0a1b2c3d", "subnet-0A1b2c3d, x", ["RL620 /SecurityGroupIds/0", "RL620 /Subnets/0", "RL620 /Subnets/1"]),
        ("sg_1", "subnet-0a1b2c3d, subnet-", ["RL109 /SecurityGroupIds/0", "RL620 /Subnets/1"]),
        ("subnet-0a1b2c3d", "subnet-0a1b2c3d, sg-0a1b2c3d", ["RL621 /SecurityGroupIds/0", "RL621 /Subnets/1"]),
        ("subnet-0a1b2c3d", "sg-0a1b2c3d, sg-0b1b2c3d", ["RL621 "]),
        ("sg-0a1b2c3d, sg-0a1b2c3d", "subnet-0a1b2c3d, sub_net", ["RL109 /Subnets/1", "RL622 /SecurityGroupIds/1"]),
        ("sg-٠١٢٣٤٥٦٧", "subnet-0a1b2c3d, subnet-0b1b2c3d", ["RL109 /SecurityGroupIds/0"]),
    ],
)
def test_ids_of_a_vpc_are_judged_one_by_one(groups: str, subnets: str, expected: list[str]) -> None:
    text = f"InputConfig: {{VpcConfig: {{SecurityGroupIds: [{groups}], Subnets: [{subnets}]}}}}"
    findings = found(text, *VPC_RULES)
    prefix = "/InputConfig/VpcConfig"
    assert sorted(f"{one.code} {pointer(one.route).removeprefix(prefix)}" for one in findings) == expected


@pytest.mark.parametrize(
    ("vpc", "places"),
    [("{}", []), ("{Subnets: [sg-0a1b2c3d]}", ["/InputConfig/VpcConfig/Subnets/0"]), ("{SecurityGroupIds: []}", [])],
)
def test_one_list_alone_cannot_be_swapped(vpc: str, places: list[str]) -> None:
    findings = found(f"InputConfig: {{VpcConfig: {vpc}}}", SwappedVpcIds())
    assert [pointer(finding.route) for finding in findings] == places
    assert not any(finding.fix for finding in findings)


def test_every_repetition_of_an_id_points_to_the_first() -> None:
    findings = found(
        "InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d, a, subnet-0a1b2c3d, subnet-0a1b2c3d]}}", DuplicateVpcId()
    )
    assert [finding.route[-1] for finding in findings] == [2, 3]
    assert {finding.labels[0].route[-1] for finding in findings} == {0}


@pytest.mark.parametrize(
    ("rule", "given", "absent"),
    [
        (VolumeKeyMissing, "InputConfig: {VolumeKmsKeyId: a.b}", "InputConfig: {}"),
        (OutputKeyMissing, "OutputConfig: {KmsKeyId: null}", "OutputConfig: {}"),
        (VpcMissing, "InputConfig: {VpcConfig: []}", "InputConfig: {}"),
    ],
)
def test_a_policy_on_what_must_be_given_is_met_by_what_is_refused(rule: Any, given: str, absent: str) -> None:
    policy = rule(rule.options_type(required=True))
    assert not found(given, policy)
    assert len(found(absent, policy)) == 1
    assert not found(absent, rule())


def test_a_misspelled_key_is_no_missing_key() -> None:
    policy = VolumeKeyMissing(VolumeKeyMissing.options_type(required=True))
    assert not found("InputConfig: {VolumeKmsKey: alias/volumes}", policy)


def test_local_storage_is_labelled_once_a_family() -> None:
    (finding,) = found(
        "InputConfig: {VolumeKmsKeyId: alias/v, EndpointConfigurations: [{InstanceType: ml.g5.xlarge},"
        " {InstanceType: ml.g5.2xlarge}, {InstanceType: ml.m5.large}, {InstanceType: ml.m5d.large}]}",
        VolumeKeyOnLocalStorage(),
    )
    assert finding.message.endswith("the local storage of ml.g5, ml.m5d")
    assert [label.route[-2] for label in finding.labels] == [0, 3]


@pytest.mark.parametrize(
    ("payload", "output", "same"),
    [
        ("s3://models/p.tar.gz", "s3://models/p.tar.gz", True),
        ("s3://models/p.tar.gz", "s3://models/p.tar.gz/", True),
        ("s3://models/p.tar.gz", "s3://models/p.tar.gz/compiled", True),
        ("s3://models/p/", "s3://models/p", True),
        ("s3://models/p.tar.gz", "s3://models/", False),
        ("s3://models/p", "s3://models/payload", False),
        ("s3://models", "s3://models/compiled", False),
    ],
)
def test_the_output_is_the_payload_only_at_or_below_it(payload: str, output: str, same: bool) -> None:
    text = (
        f"InputConfig: {{ContainerConfig: {{PayloadConfig: {{SamplePayloadUrl: '{payload}'}}}}}}\n"
        f"OutputConfig: {{CompiledOutputConfig: {{S3OutputUri: '{output}'}}}}\n"
    )
    assert bool(found(text, OutputIsPayload())) is same


def test_a_package_may_bring_what_compiling_needs() -> None:
    output = "OutputConfig: {KmsKeyId: alias/a, CompiledOutputConfig: {S3OutputUri: 's3://models/compiled'}}\n"
    rules = (CompiledOutputWithoutCompilation(), OutputKeyWithoutOutput())
    assert not found(output + "InputConfig: {ContainerConfig: {Task: OTHER}}", *rules)
    assert not found(output + "InputConfig: {ContainerConfig: {Framework: XGBOOST}}", *rules)
    assert not found(output + "InputConfig: {ContainerConfig: {Framework: xgboost}}", *rules)
    assert found(output + "InputConfig: {ContainerConfig: {Framework: TENSORFLOW}}", *rules)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("role/Jobs", []),
        ("role/roleJobs", []),
        ("roleJobs", ["RL701"]),
        ("role-Jobs", ["RL701"]),
        ("role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX", ["RL702"]),
        ("role/aws-service-role", []),
        ("user/aws-service-role/x", ["RL109"]),
    ],
)
def test_a_role_is_judged_by_its_path(role: str, expected: list[str]) -> None:
    text = f"RoleArn: arn:aws:iam::111122223333:{role}"
    assert codes(text, RoleWithoutSlash(), ServiceLinkedRole(), PatternMismatch()) == expected


def test_what_a_policy_denies_is_denied_though_it_is_allowed() -> None:
    policy = RoleBreaksPolicy(Options(allow=Globs(("ml/*",)), deny=Globs(("*Admin*",))))
    roles = ("ml/Jobs", "ml/Admin", "Jobs", "ML/Jobs")
    findings = {role: found(f"RoleArn: arn:aws:iam::111122223333:role/{role}", policy) for role in roles}
    said = {role: [(finding.severity, finding.message) for finding in one] for role, one in findings.items()}
    unlisted = "does not match a glob in allow of the policy"
    assert said == {
        "ml/Jobs": [],
        "ml/Admin": [(Severity.ERROR, "the role 'ml/Admin' matches a glob in deny of the policy")],
        "Jobs": [(Severity.ERROR, f"the role 'Jobs' {unlisted}")],
        "ML/Jobs": [(Severity.ERROR, f"the role 'ML/Jobs' {unlisted}")],
    }

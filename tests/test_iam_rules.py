"""Rules RL7: what the policies at hand deny of what a job needs is found where the spec causes the need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command_line import recolint
from iam_policies import ACCOUNT, ROOT, allow, deny
from recolint.rule import Valid
from recolint.testing import BrokenPromiseError, check_example
from recolint_rules.iam.unbounded_role import UnboundedRole

ROLE = f"arn:aws:iam::{ACCOUNT}:role/recommender"
REGION = "eu-central-1"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
SPEC: dict[str, Any] = {
    "JobName": "probe",
    "JobType": "Default",
    "RoleArn": ROLE,
    "InputConfig": {
        "ModelPackageVersionArn": f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:model-package/churn/3",
        "ContainerConfig": {"PayloadConfig": {"SamplePayloadUrl": "s3://sagemaker-data/payload.tar.gz"}},
    },
}
PAYLOAD = "/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl"
CONFIG = f"""\
[[iam.role]]
arn = "{ROLE}"
policies = [%s]
"""


def with_members(**members: Any) -> dict[str, Any]:
    """``SPEC`` with more members, those of InputConfig added to it."""
    return {**SPEC, **members, "InputConfig": {**SPEC["InputConfig"], **members.get("InputConfig", {})}}


def found(folder: Path, spec: dict[str, Any], config: str, *options: str, **policies: Any) -> list[dict[str, Any]]:
    """The findings of RL7 on ``spec``, but for what is left open; ``policies`` are statements, each list a file."""
    return [one for one in reported(folder, spec, config, *options, **policies) if one["code"] != "RL760"]


def reported(folder: Path, spec: dict[str, Any], config: str, *options: str, **policies: Any) -> list[dict[str, Any]]:
    """All findings of RL7."""
    (folder / "job.json").write_text(json.dumps(spec, indent=1))
    (folder / "recolint.toml").write_text(config)
    for name, statements in policies.items():
        document = {"Version": "2012-10-17", "Statement": statements}
        (folder / f"{name}.json").write_text(json.dumps(document, indent=1))
    outcome = recolint("check", "job.json", *options, "--output-format", "json", cwd=folder)
    assert outcome.err == ""
    findings: list[dict[str, Any]] = json.loads(outcome.out)["findings"]
    return [one for one in findings if one["code"].startswith("RL7")]


def codes(findings: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(one["code"], one["severity"], one["pointer"]) for one in findings]


def by_role(*policies: str) -> str:
    return CONFIG % ", ".join(f'"{policy}"' for policy in policies)


def test_without_policies_the_rules_are_silent(tmp_path: Path) -> None:
    assert reported(tmp_path, with_members(OutputConfig={"KmsKeyId": KEY}), "") == []


def test_in_the_strict_preset_one_finding_says_how_to_give_policies(tmp_path: Path) -> None:
    (tmp_path / "more.json").write_text(json.dumps({**SPEC, "JobName": "other"}))
    (one,) = reported(tmp_path, SPEC, "", "more.json", "--preset", "strict")
    assert codes([one]) == [("RL761", "info", "/RoleArn")]
    assert "[[iam.role]]" in one["help"]


def test_the_usual_policy_is_enough_for_a_usual_job(tmp_path: Path) -> None:
    assert found(tmp_path, SPEC, by_role("AmazonSageMakerFullAccess")) == []


def test_the_usual_policy_gives_no_right_to_keys(tmp_path: Path) -> None:
    spec = with_members(InputConfig={"VolumeKmsKeyId": KEY}, OutputConfig={"KmsKeyId": KEY})
    volume, output = found(tmp_path, spec, by_role("AmazonSageMakerFullAccess"))
    assert codes([volume, output]) == [
        ("RL740", "warning", "/InputConfig/VolumeKmsKeyId"),
        ("RL741", "warning", "/OutputConfig/KmsKeyId"),
    ]
    assert volume["message"] == (
        "the role lacks kms:CreateGrant unless the key policy, which is not in the config, allows it"
    )
    assert output["message"] == (
        "the role lacks kms:GenerateDataKey and kms:Decrypt unless the key policy, which is not in the config, "
        "allows them"
    )
    assert "(AmazonSageMakerFullAccess does not)" in volume["help"]
    assert "key-policies" in volume["help"]


def test_the_policy_of_the_key_may_give_the_right(tmp_path: Path) -> None:
    spec = with_members(InputConfig={"VolumeKmsKeyId": KEY}, OutputConfig={"KmsKeyId": KEY})
    config = '[iam]\nkey-policies = ["key.json"]\n' + by_role("AmazonSageMakerFullAccess")
    for_aws = {"Bool": {"kms:GrantIsForAWSResource": "true"}}
    key = [
        allow("kms:CreateGrant", Principal={"AWS": ROLE}, Condition=for_aws),
        allow(["kms:Decrypt", "kms:GenerateDataKey"], Principal={"AWS": ROLE}),
    ]
    account = allow("kms:DescribeKey", Principal={"AWS": ROOT})
    assert found(tmp_path, spec, config, key=[*key, account]) == []
    findings = found(tmp_path, spec, config, "--ignore", "RL724", key=[*key[:1], account])
    assert codes(findings) == [("RL741", "error", "/OutputConfig/KmsKeyId")]


def test_a_key_policy_that_allows_nobody_an_action_denies_it_to_a_caller_of_whom_nothing_is_said(
    tmp_path: Path,
) -> None:
    config = '[iam]\nkey-policies = ["key.json"]\n'
    spec = with_members(InputConfig={"VolumeKmsKeyId": KEY})
    key = [allow(["kms:CreateGrant", "kms:DescribeKey"], Principal={"AWS": ROOT})]
    (one,) = found(tmp_path, spec, config, key=key)
    assert codes([one]) == [("RL724", "error", "/InputConfig/VolumeKmsKeyId")]
    assert one["message"] == (
        "the caller lacks kms:Decrypt and kms:GenerateDataKey "
        "(no statement in the resource policy key.json allows them)"
    )


def test_a_key_whose_policy_does_not_trust_the_account_is_closed_to_the_role(tmp_path: Path) -> None:
    spec = with_members(InputConfig={"VolumeKmsKeyId": KEY})
    config = '[iam]\nkey-policies = ["key.json"]\n' + by_role("AmazonSageMakerFullAccess", "kms.json")
    other = [allow("kms:*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/other"})]
    (one,) = found(tmp_path, spec, config, key=other, kms=[allow("kms:*")])
    assert one["message"] == (
        "the role lacks kms:CreateGrant and kms:DescribeKey (no statement in the resource policy key.json allows them)"
    )


def test_the_usual_policy_reads_elsewhere_only_what_is_tagged(tmp_path: Path) -> None:
    spec = with_members(
        InputConfig={"ContainerConfig": {"PayloadConfig": {"SamplePayloadUrl": "s3://my-data/payload.tar.gz"}}}
    )
    (one,) = found(tmp_path, spec, by_role("AmazonSageMakerFullAccess"))
    assert codes([one]) == [("RL730", "warning", PAYLOAD)]
    assert "s3:ExistingObjectTag/SageMaker" in one["message"]
    strict = found(tmp_path, spec, by_role("AmazonSageMakerFullAccess"), "--preset", "strict")
    assert [code for code, _, at in codes(strict) if at == PAYLOAD] == ["RL730"]


VPC = {"Subnets": ["subnet-0123456789abcdef0"], "SecurityGroupIds": ["sg-0123456789abcdef0"]}


def test_the_usual_policy_is_enough_for_a_vpc_though_it_lacks_one_action(tmp_path: Path) -> None:
    spec = with_members(InputConfig={"VpcConfig": VPC})
    assert found(tmp_path, spec, by_role("AmazonSageMakerFullAccess")) == []
    outcome = recolint("iam", "needs", "job.json", "--output-format", "json", cwd=tmp_path)
    answers = {one["action"]: one["answer"] for one in json.loads(outcome.out)["needs"]}
    assert answers["ec2:ModifyNetworkInterfaceAttribute"] is None
    assert answers["ec2:DeleteNetworkInterface"]["decision"] == "allowed"


def test_a_policy_of_ones_own_needs_every_action_of_the_list(tmp_path: Path) -> None:
    spec = with_members(InputConfig={"VpcConfig": VPC})
    own = [{"Effect": "Allow", "NotAction": "ec2:ModifyNetworkInterfaceAttribute", "Resource": "*"}]
    (one,) = (one for one in found(tmp_path, spec, by_role("own.json"), own=own) if one["code"] == "RL738")
    assert codes([one]) == [("RL738", "error", "/InputConfig/VpcConfig")]
    assert one["message"] == ("the role lacks ec2:ModifyNetworkInterfaceAttribute (no statement in own.json allows it)")


def test_where_the_usual_policy_is_attached_a_boundary_may_still_close_the_vpc(tmp_path: Path) -> None:
    spec = with_members(InputConfig={"VpcConfig": VPC})
    config = by_role("AmazonSageMakerFullAccess") + 'boundary = "b.json"\n'
    boundary = [{"Effect": "Allow", "NotAction": "ec2:DeleteNetworkInterface", "Resource": "*"}]
    (one,) = found(tmp_path, spec, config, b=boundary)
    assert codes([one]) == [("RL738", "error", "/InputConfig/VpcConfig")]
    assert "ec2:DeleteNetworkInterface (no statement in the permissions boundary b.json" in one["message"]


def test_a_subnet_that_the_role_may_not_use_is_pointed_at(tmp_path: Path) -> None:
    subnets = [f"subnet-0123456789abcdef{number}" for number in range(3)]
    vpc = {"Subnets": subnets, "SecurityGroupIds": ["sg-0123456789abcdef0"]}
    refused = deny("ec2:CreateNetworkInterface", f"arn:aws:ec2:*:*:subnet/{subnets[1]}", Sid="Closed")
    spec = with_members(InputConfig={"VpcConfig": vpc})
    (one,) = found(tmp_path, spec, by_role("AmazonSageMakerFullAccess", "p.json"), p=[allow("ec2:*"), refused])
    assert (one["code"], one["pointer"]) == ("RL738", "/InputConfig/VpcConfig/Subnets/1")
    assert one["message"] == (
        "the role is denied ec2:CreateNetworkInterface (statement 'Closed' of the identity policy p.json:9)"
    )


def test_a_role_that_may_do_nothing_gives_what_is_sure_and_what_resource_policies_may_allow(tmp_path: Path) -> None:
    assert codes(found(tmp_path, SPEC, by_role("p.json"), p=[allow("sts:*")])) == [
        ("RL734", "error", "/RoleArn"),
        ("RL735", "warning", "/RoleArn"),
        ("RL735", "warning", "/InputConfig"),
        ("RL731", "warning", "/InputConfig/ModelPackageVersionArn"),
        ("RL732", "warning", "/InputConfig/ModelPackageVersionArn"),
        ("RL732", "error", "/InputConfig/ModelPackageVersionArn"),
        ("RL730", "warning", PAYLOAD),
    ]


def test_what_one_part_of_the_spec_causes_is_one_finding(tmp_path: Path) -> None:
    vpc = {"Subnets": ["subnet-0123456789abcdef0"], "SecurityGroupIds": ["sg-0123456789abcdef0"]}
    findings = found(tmp_path, with_members(InputConfig={"VpcConfig": vpc}), by_role("p.json"), p=[allow("sts:*")])
    (one,) = (one for one in findings if one["code"] == "RL738")
    assert one["pointer"] == "/InputConfig/VpcConfig"
    assert "and 8 more (no statement in p.json allows them)" in one["message"]


def test_a_missing_list_of_policies_is_not_an_empty_one(tmp_path: Path) -> None:
    trust_alone = f'[[iam.role]]\narn = "{ROLE}"\ntrust = "t.json"\n'
    trust = [{"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}]
    assert found(tmp_path, SPEC, trust_alone, t=trust) == []
    assert len(found(tmp_path, SPEC, by_role())) == 7


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        pytest.param({"Principal": {"Service": "sagemaker.amazonaws.com"}}, [], id="the service"),
        pytest.param(
            {
                "Principal": {"Service": ["ec2.amazonaws.com", "sagemaker.amazonaws.com"]},
                "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
            },
            [],
            id="among others, for this account",
        ),
        pytest.param(
            {
                "Principal": {"Service": "sagemaker.amazonaws.com"},
                "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
            },
            ["RL720"],
            id="for another account",
        ),
        pytest.param(
            {
                "Principal": {"Service": "sagemaker.amazonaws.com"},
                "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:sagemaker:*:*:*"}},
            },
            [],
            id="for a source that is not known",
        ),
        pytest.param({"Principal": {"AWS": ROOT}}, ["RL720"], id="the account"),
    ],
)
def test_the_trust_of_the_role(tmp_path: Path, statement: dict[str, Any], expected: list[str]) -> None:
    config = f'[[iam.role]]\narn = "{ROLE}"\ntrust = "t.json"\n'
    trust = [{"Effect": "Allow", "Action": "sts:AssumeRole", **statement}]
    assert [one["code"] for one in found(tmp_path, SPEC, config, t=trust)] == expected


def caller(*policies: str, **more: str) -> str:
    lines = [f"caller = [{', '.join(repr(policy) for policy in policies)}]"]
    lines += [f"{key.replace('_', '-')} = {value}" for key, value in more.items()]
    return "[iam]\n" + "\n".join(lines) + "\n"


CREATE = "sagemaker:CreateInferenceRecommendationsJob"
PASS = allow("iam:PassRole", ROLE)
TAGGED = {**SPEC, "Tags": [{"Key": "team", "Value": "ml"}]}


@pytest.mark.parametrize(
    ("spec", "statements", "expected"),
    [
        pytest.param(SPEC, [allow(CREATE), PASS], [], id="both"),
        pytest.param(SPEC, [allow(CREATE)], [("RL721", "/RoleArn")], id="no PassRole"),
        pytest.param(SPEC, [PASS], [("RL722", "/JobName")], id="no create"),
        pytest.param(TAGGED, [allow(CREATE), PASS], [("RL723", "/Tags")], id="no AddTags"),
        pytest.param(TAGGED, [allow([CREATE, "sagemaker:AddTags"]), PASS], [], id="with AddTags"),
        pytest.param(
            SPEC,
            [allow(CREATE, Condition={"StringEquals": {"aws:RequestTag/team": "ml"}}), PASS],
            [("RL722", "/JobName")],
            id="a tag is asked for and lacks",
        ),
        pytest.param(
            TAGGED,
            [
                allow(CREATE, Condition={"StringEquals": {"aws:RequestTag/team": "ml"}}),
                allow("sagemaker:AddTags", Condition={"StringLike": {"sagemaker:TaggingAction": "Create*"}}),
                PASS,
            ],
            [],
            id="a tag is asked for and given",
        ),
        pytest.param(
            SPEC,
            [allow(CREATE, Condition={"ForAllValues:StringLike": {"sagemaker:InstanceTypes": "ml.c5.*"}}), PASS],
            [],
            id="all of no instance types",
        ),
        pytest.param(
            SPEC,
            [allow(CREATE, Condition={"ForAnyValue:StringLike": {"sagemaker:InstanceTypes": "ml.c5.*"}}), PASS],
            [("RL722", "/JobName")],
            id="a condition that this call never meets",
        ),
        pytest.param(
            SPEC,
            [allow(CREATE), PASS, deny("sagemaker:Create*", Condition={"Null": {"sagemaker:VpcSubnets": "true"}})],
            [("RL722", "/JobName")],
            id="a VPC is asked for that this call cannot show",
        ),
        pytest.param(
            SPEC,
            [allow(CREATE, Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}), PASS],
            [],
            id="what nobody knows is no finding",
        ),
        pytest.param(
            SPEC,
            [allow(CREATE, Condition={"StringEquals": {"aws:RequestedRegion": "us-east-1"}}), PASS],
            [("RL722", "/JobName")],
            id="another Region",
        ),
    ],
)
def test_the_caller(
    tmp_path: Path, spec: dict[str, Any], statements: list[dict[str, Any]], expected: list[tuple[str, str]]
) -> None:
    findings = found(tmp_path, spec, caller("p.json"), p=statements)
    assert [(one["code"], one["pointer"]) for one in findings] == expected


def test_what_the_call_lacks_is_named(tmp_path: Path) -> None:
    tested = {"StringEquals": {"aws:RequestTag/team": "ml"}, "Null": {"sagemaker:VpcSubnets": "false"}}
    (one,) = found(tmp_path, SPEC, caller("p.json"), p=[allow(CREATE, Condition=tested), PASS])
    assert one["help"].startswith("the call has no aws:RequestTag/team, sagemaker:VpcSubnets, which a statement")
    (one,) = found(tmp_path, SPEC, caller("p.json"), p=[PASS])
    assert one["help"].startswith(
        f"allow {CREATE} on arn:aws:sagemaker:{REGION}:{ACCOUNT}:inference-recommendations-job/"
    )


def test_each_key_of_the_spec_is_found_by_itself(tmp_path: Path) -> None:
    spec = with_members(InputConfig={"VolumeKmsKeyId": KEY}, OutputConfig={"KmsKeyId": "alias/output"})
    findings = found(tmp_path, spec, caller("p.json"), p=[allow(CREATE), PASS, allow("kms:*", KEY)])
    assert codes(findings) == []
    findings = found(tmp_path, spec, caller("p.json"), p=[allow(CREATE), PASS])
    assert codes(findings) == [
        ("RL724", "warning", "/InputConfig/VolumeKmsKeyId"),
        ("RL724", "warning", "/OutputConfig/KmsKeyId"),
    ]
    assert (
        "lacks kms:CreateGrant, kms:Decrypt, kms:DescribeKey and kms:GenerateDataKey unless" in findings[0]["message"]
    )


def test_a_session_policy_and_the_organization_limit_the_caller(tmp_path: Path) -> None:
    statements = [allow(CREATE), PASS]
    (session,) = found(tmp_path, SPEC, caller("p.json", session='["s.json"]'), p=statements, s=[allow(CREATE)])
    assert session["message"] == "the caller lacks iam:PassRole (no statement in the session policy s.json allows it)"
    assert session["help"] == "the session policy must allow it; ask its owner"
    (scp,) = found(
        tmp_path, SPEC, caller("p.json", scps='[["FullAWSAccess"], ["FullAWSAccess", "o.json"]]'),
        p=statements, o=[deny(CREATE, Sid="NoJobs")],
    )  # fmt: skip
    assert scp["message"] == (
        f"the caller is denied {CREATE} (statement 'NoJobs' of the service control policy o.json:4)"
    )
    assert scp["help"] == "exclude this resource from the Deny statement, or use another caller"


def test_the_boundary_of_the_role_limits_it(tmp_path: Path) -> None:
    config = by_role("AmazonSageMakerFullAccess") + 'boundary = "b.json"\n'
    (one,) = found(tmp_path, SPEC, config, b=[{"Effect": "Allow", "NotAction": "logs:*", "Resource": "*"}])
    assert codes([one]) == [("RL734", "error", "/RoleArn")]
    assert one["message"].endswith("(no statement in the permissions boundary b.json allows them)")


def test_a_bucket_policy_may_allow_what_a_boundary_does_not_mention(tmp_path: Path) -> None:
    """One that names the session, or everybody on a condition, is not limited by a boundary."""
    config = by_role("AmazonSageMakerFullAccess") + 'boundary = "b.json"\n'
    boundary = [{"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "*"}]
    (one,) = found(tmp_path, SPEC, config, b=boundary)
    assert codes([one]) == [("RL730", "warning", PAYLOAD)]
    assert one["message"] == (
        "the permissions boundary b.json does not allow the role s3:GetObject, "
        "but the bucket policy, not in the config, may"
    )
    own = '[iam]\nbucket-policies = [{bucket = "sagemaker-data", policy = "bucket.json", account = "111122223333"}]\n'
    by_role_arn = [allow("s3:GetObject", "arn:aws:s3:::sagemaker-data/*", Principal={"AWS": ROLE})]
    only = ("--select", "RL730")
    limited = found(tmp_path, SPEC, own + config, *only, b=boundary, bucket=by_role_arn)
    assert codes(limited) == [("RL730", "error", PAYLOAD)]
    everybody = [{**by_role_arn[0], "Principal": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": ROLE}}}]
    assert found(tmp_path, SPEC, own + config, *only, b=boundary, bucket=everybody) == []


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        pytest.param([allow("iam:PassRole")], ["RL725"], id="any role to any service"),
        pytest.param([allow("iam:*", "arn:aws:iam::*:role/*")], ["RL725"], id="by a pattern"),
        pytest.param([allow("iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/re*")], [], id="some roles"),
        pytest.param(
            [allow("iam:PassRole", Condition={"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}})],
            [],
            id="to SageMaker",
        ),
        pytest.param([allow("*")], [], id="everything"),
        pytest.param([deny("iam:PassRole")], ["RL721"], id="denied"),
    ],
)
def test_a_right_to_pass_roles_that_has_no_bounds(
    tmp_path: Path, statements: list[dict[str, Any]], expected: list[str]
) -> None:
    findings = found(tmp_path, SPEC, caller("p.json"), p=[allow(CREATE), *statements])
    assert [one["code"] for one in findings if one["code"] != "RL722"] == expected


@pytest.mark.parametrize(
    ("policies", "boundary", "expected"),
    [
        pytest.param(["AdministratorAccess"], "", ["RL750"], id="an administrator"),
        pytest.param(["p.json"], "", [], id="on a condition"),
        pytest.param(["AdministratorAccess"], 'boundary = "PowerUserAccess"\n', [], id="within a boundary"),
    ],
)
def test_a_role_that_may_do_everything(tmp_path: Path, policies: list[str], boundary: str, expected: list[str]) -> None:
    home = allow("*", Condition={"StringEquals": {"aws:RequestedRegion": REGION}})
    findings = found(
        tmp_path, SPEC, by_role(*policies) + boundary, p=[home, allow("s3:*"), allow("iam:PassRole", ROLE)]
    )
    assert [one["code"] for one in findings if one["code"] in {"RL725", "RL750"}] == expected


def test_what_is_not_known_is_an_info(tmp_path: Path) -> None:
    policy = [{"Effect": "Allow", "NotAction": ["s3:GetObject", "iam:*"], "Resource": "*"}, PASS]
    policy += [allow("s3:GetObject", "arn:aws:s3:::sagemaker-data/*", Sid="Data")]
    (one,) = reported(tmp_path, SPEC, by_role("p.json"), p=policy)
    assert codes([one]) == [("RL760", "info", "/InputConfig/ModelPackageVersionArn")]
    assert one["message"] == (
        "cannot determine whether the role is allowed s3:GetObject: "
        "statement 'Data' of the identity policy p.json:17 depends on "
        "the bucket of the model's artifacts, the key of the model's artifacts, which is not known"
    )


@pytest.mark.parametrize("policies", [["AmazonSageMakerFullAccess"], []], ids=["given", "not given"])
def test_reminders_are_silent_where_policies_are_at_hand(tmp_path: Path, policies: list[str]) -> None:
    spec = with_members(InputConfig={"VolumeKmsKeyId": KEY}, OutputConfig={"KmsKeyId": KEY})
    spec["InputConfig"]["ContainerConfig"] = {"PayloadConfig": {"SamplePayloadUrl": "s3://my-data/p.tar.gz"}}
    (tmp_path / "job.json").write_text(json.dumps(spec))
    (tmp_path / "recolint.toml").write_text(by_role(*policies) if policies else "")
    outcome = recolint("check", "job.json", "--preset", "strict", "--output-format", "json", cwd=tmp_path)
    reminders = {one["code"] for one in json.loads(outcome.out)["findings"]} & {"RL710", "RL711", "RL454"}
    assert reminders == (set() if policies else {"RL710", "RL711", "RL454"})


def test_a_finding_can_be_suppressed_as_any_other(tmp_path: Path) -> None:
    suppress = '\n[[suppress]]\npath = "job.json"\nrules = ["RL730"]\nreason = "the bucket\'s policy allows it"\n'
    findings = found(tmp_path, SPEC, by_role("p.json") + suppress, p=[allow("sts:*")])
    assert "RL730" not in {one["code"] for one in findings}


def test_text_from_a_policy_is_harmless(tmp_path: Path) -> None:
    (one, *_) = found(tmp_path, SPEC, caller("p.json"), p=[deny(CREATE, Sid="a\x1b[31m\u202eb"), PASS])
    assert "\\x1b[31m\\u202e" in one["message"]
    assert "\x1b" not in one["message"]


@pytest.mark.parametrize(
    ("policies", "message"),
    [
        ({"rol": "AdministratorAccess"}, "an example has policies of ['rol']"),
        ({"role": "AdministratorAcces"}, "an example has a wrong policy of role: ['AdministratorAcces']"),
        ({"role": {"Effect": "Permit"}}, "an example has a wrong policy of role: (PolicyFault("),
    ],
)
def test_an_example_with_wrong_policies_breaks_its_promise(policies: dict[str, Any], message: str) -> None:
    with pytest.raises(BrokenPromiseError) as broken:
        check_example(UnboundedRole, Valid("RoleArn: a", policies=policies))
    assert str(broken.value).startswith(f"RL750: {message}")

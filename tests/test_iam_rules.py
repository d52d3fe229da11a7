"""Rules RL7: needs of a job that the listed policies deny are reported where the spec causes the need."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command_line import recolint
from iam_policies import ACCOUNT, ROOT, allow, deny
from recolint.rule.examples import Valid
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
    """The findings of RL7 on ``spec``, except undecided ones; ``policies`` are statements, one list for each file."""
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


def missing_policies(folder: Path, *arguments: str) -> list[tuple[str, int, str]]:
    """Path and line of each RL761, and the role without policies."""
    outcome = recolint("check", *arguments, "--output-format", "json", "--preset", "strict", cwd=folder)
    assert outcome.err == ""
    found = [one for one in json.loads(outcome.out)["findings"] if one["code"] == "RL761"]
    assert all("[[iam.role]]" in one["help"] and one["severity"] == "info" for one in found)
    return [(one["path"], one["line"], re.findall(r"the role ([^:]+):", one["message"])[0]) for one in found]


def test_in_the_strict_preset_one_finding_for_each_config_says_how_to_give_policies(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "team"):
        folder.mkdir(exist_ok=True)
        for name in "ab":
            (folder / f"{name}.json").write_text(json.dumps({**SPEC, "JobName": folder.name + name}, indent=1))
    assert missing_policies(tmp_path, ".") == [("a.json", 1, "recommender")]
    (tmp_path / "team" / "recolint.toml").write_text('region = "eu-central-1"\n')
    assert missing_policies(tmp_path, ".") == [("a.json", 1, "recommender"), ("team/recolint.toml", 1, "recommender")]
    (tmp_path / "recolint.toml").write_text("# ours\n" + by_role("AmazonSageMakerFullAccess"))
    assert missing_policies(tmp_path, ".") == [("team/recolint.toml", 1, "recommender")]
    other = SPEC | {"RoleArn": f"arn:aws:iam::{ACCOUNT}:role/team/Other"}
    (tmp_path / "c.json").write_text(json.dumps(other))
    assert missing_policies(tmp_path, "a.json", "c.json") == [("recolint.toml", 2, "Other")]


def test_missing_policies_quote_no_spec_and_name_no_role_that_is_a_secret(tmp_path: Path) -> None:
    secret = "AKIA" + "IOSFODNN7ABCDEFG"
    spec = {**with_members(), "JobDescription": secret}
    (tmp_path / "job.json").write_text(json.dumps(spec))
    options = ("--select", "RL761,RL033")
    text = recolint("check", "job.json", *options, cwd=tmp_path).out
    assert "no policies of the role recommender" in text
    assert secret not in text
    (tmp_path / "job.json").write_text(json.dumps(SPEC | {"RoleArn": f"arn:aws:iam::{ACCOUNT}:role/{secret}"}))
    outcome = recolint("check", "job.json", *options, cwd=tmp_path)
    assert "RL033" in outcome.out
    assert secret not in outcome.out


def test_no_spec_is_read_twice_for_missing_policies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / f"{name}.json").write_text(json.dumps({**SPEC, "JobName": name, "JobDescription": name}))
    opened: list[str] = []
    monkeypatch.setattr(os, "open", _noting(opened, os.open))
    assert missing_policies(tmp_path, "--ignore", "same-request", ".")
    assert sorted(opened) == ["a.json", "b.json", "c.json"]


def _noting(names: list[str], opens: Callable[..., int]) -> Callable[..., int]:
    """``opens``, which adds the names of the specs that it opens to ``names``."""

    def noted(path: str, *rest: Any, **more: Any) -> int:
        if Path(path).suffix == ".json":
            names.append(Path(path).name)
        return opens(path, *rest, **more)

    return noted


def test_the_usual_policy_is_enough_for_a_usual_job(tmp_path: Path) -> None:
    assert found(tmp_path, SPEC, by_role("AmazonSageMakerFullAccess")) == []


def test_the_usual_policy_gives_no_right_to_keys(tmp_path: Path) -> None:
    spec = with_members(InputConfig={"VolumeKmsKeyId": KEY}, OutputConfig={"KmsKeyId": KEY})
    volume, output = found(tmp_path, spec, by_role("AmazonSageMakerFullAccess"))
    assert codes([volume, output]) == [
        ("RL740", "warning", "/InputConfig/VolumeKmsKeyId"),
        ("RL741", "warning", "/OutputConfig/KmsKeyId"),
    ]
    assert volume["message"] == ("the role lacks kms:CreateGrant unless the key policy allows it")
    assert output["message"] == ("the role lacks kms:GenerateDataKey and kms:Decrypt unless the key policy allows them")
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
    assert one["message"] == ("the caller lacks kms:Decrypt and kms:GenerateDataKey (not allowed in key.json)")


def test_a_key_whose_policy_does_not_trust_the_account_is_closed_to_the_role(tmp_path: Path) -> None:
    spec = with_members(InputConfig={"VolumeKmsKeyId": KEY})
    config = '[iam]\nkey-policies = ["key.json"]\n' + by_role("AmazonSageMakerFullAccess", "kms.json")
    other = [allow("kms:*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/other"})]
    (one,) = found(tmp_path, spec, config, key=other, kms=[allow("kms:*")])
    assert one["message"] == ("the role lacks kms:CreateGrant and kms:DescribeKey (not allowed in key.json)")


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
    assert "ec2:DeleteNetworkInterface (not allowed in b.json)" in one["message"]


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
    assert "and 10 more actions (no statement in p.json allows them)" in one["message"]


def test_a_missing_list_of_policies_is_not_an_empty_one(tmp_path: Path) -> None:
    trust_alone = f'[[iam.role]]\narn = "{ROLE}"\ntrust = "t.json"\n'
    trust = [{"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}]
    assert found(tmp_path, SPEC, trust_alone, t=trust) == []
    assert len(found(tmp_path, SPEC, by_role())) == 7


@pytest.mark.slow
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
    assert one["help"].startswith("the call lacks aws:RequestTag/team, sagemaker:VpcSubnets, which a statement")
    (one,) = found(tmp_path, SPEC, caller("p.json"), p=[PASS])
    assert one["help"] == ("allow it; `recolint iam needs --as-policy caller` prints the policy")


def test_each_key_of_the_spec_is_found_by_itself(tmp_path: Path) -> None:
    spec = with_members(InputConfig={"VolumeKmsKeyId": KEY}, OutputConfig={"KmsKeyId": "alias/output"})
    findings = found(tmp_path, spec, caller("p.json"), p=[allow(CREATE), PASS, allow("kms:*", KEY)])
    assert codes(findings) == []
    findings = found(tmp_path, spec, caller("p.json"), p=[allow(CREATE), PASS])
    assert codes(findings) == [
        ("RL724", "warning", "/InputConfig/VolumeKmsKeyId"),
        ("RL724", "warning", "/OutputConfig/KmsKeyId"),
    ]
    assert "lacks kms:CreateGrant and 3 more actions unless" in findings[0]["message"]


def test_a_session_policy_and_the_organization_limit_the_caller(tmp_path: Path) -> None:
    statements = [allow(CREATE), PASS]
    (session,) = found(tmp_path, SPEC, caller("p.json", session='["s.json"]'), p=statements, s=[allow(CREATE)])
    assert session["message"] == "the caller lacks iam:PassRole (no statement in the session policy s.json allows it)"
    assert session["help"] == "the session policy must allow it; ask its owner"
    (scp,) = found(
        tmp_path, SPEC, caller("p.json", scps='[["FullAWSAccess"], ["FullAWSAccess", "o.json"]]'),
        p=statements, o=[deny(CREATE, Sid="NoJobs")],
    )  # fmt: skip
    assert scp["message"] == (f"the caller is denied {CREATE} (statement 'NoJobs' in o.json)")
    assert scp["help"] == "exclude this resource from the Deny statement, or use another caller"


def test_the_boundary_of_the_role_limits_it(tmp_path: Path) -> None:
    config = by_role("AmazonSageMakerFullAccess") + 'boundary = "b.json"\n'
    (one,) = found(tmp_path, SPEC, config, b=[{"Effect": "Allow", "NotAction": "logs:*", "Resource": "*"}])
    assert codes([one]) == [("RL734", "error", "/RoleArn")]
    assert one["message"].endswith("lacks logs:CreateLogGroup and 3 more actions (not allowed in b.json)")


def test_a_bucket_policy_may_allow_what_a_boundary_does_not_mention(tmp_path: Path) -> None:
    """One that names the session, or everybody on a condition, is not limited by a boundary."""
    config = by_role("AmazonSageMakerFullAccess") + 'boundary = "b.json"\n'
    boundary = [{"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "*"}]
    (one,) = found(tmp_path, SPEC, config, b=boundary)
    assert codes([one]) == [("RL730", "warning", PAYLOAD)]
    assert one["message"] == (
        "the permissions boundary b.json does not allow the role s3:GetObject, but the bucket policy may"
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
    assert one["message"] == ("cannot determine whether the role is allowed s3:GetObject")
    assert one["help"] == (
        "check statement 'Data' of the identity policy p.json:17; it depends on "
        "the bucket of the model's artifacts, the key of the model's artifacts"
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
    (one, *_) = found(tmp_path, SPEC, caller("p.json"), p=[allow(CREATE), deny("iam:PassRole", Sid="a\x1b[31m\u202eb")])
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


# What a policy that is not in the config may still allow


IN_CONFIG = f'[iam]\nbucket-policies = [{{bucket = "sagemaker-data", policy = "b.json", account = "{ACCOUNT}"}}]\n'
NO_OBJECT = [{"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "*"}]


def test_what_only_the_policy_of_a_bucket_may_allow_is_a_warning_until_it_is_in_the_config(tmp_path: Path) -> None:
    only = ("--select", "RL730")
    (open_,) = found(tmp_path, SPEC, by_role("p.json"), *only, p=NO_OBJECT)
    assert codes([open_]) == [("RL730", "warning", PAYLOAD)]
    assert open_["message"] == ("the role lacks s3:GetObject unless the bucket policy allows it")
    assert "bucket-policies" in open_["help"]
    granted = [allow("s3:GetObject", "arn:aws:s3:::sagemaker-data/*", Principal={"AWS": ROLE})]
    assert found(tmp_path, SPEC, IN_CONFIG + by_role("p.json"), *only, p=NO_OBJECT, b=granted) == []
    to_others = [{**granted[0], "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/other"}}]
    (denied,) = found(tmp_path, SPEC, IN_CONFIG + by_role("p.json"), *only, p=NO_OBJECT, b=to_others)
    assert codes([denied]) == [("RL730", "error", PAYLOAD)]
    of_other_account = IN_CONFIG.replace(ACCOUNT, "123456789012")
    all_of_it = [allow("s3:*", Principal={"AWS": ROLE})]
    (both,) = found(tmp_path, SPEC, of_other_account + by_role("p.json"), *only, p=NO_OBJECT, b=all_of_it)
    assert codes([both]) == [("RL730", "error", PAYLOAD)]


def test_the_policy_of_another_bucket_does_not_count(tmp_path: Path) -> None:
    config = IN_CONFIG.replace("sagemaker-data", "elsewhere") + by_role("p.json")
    granted = [allow("s3:GetObject", "arn:aws:s3:::sagemaker-data/*", Principal={"AWS": ROLE})]
    assert codes(found(tmp_path, SPEC, config, "--select", "RL730", p=NO_OBJECT, b=granted)) == [
        ("RL730", "warning", PAYLOAD)
    ]


def test_a_bucket_policy_without_a_name_is_that_of_the_buckets_in_it(tmp_path: Path) -> None:
    config = '[iam]\nbucket-policies = ["b.json"]\n' + by_role("own.json")
    own = [allow(["sagemaker:*", "logs:*", "cloudwatch:*", "ecr:*", "iam:PassRole"])]
    everybody = {"Principal": "*", "Resource": ["arn:aws:s3:::other", "arn:aws:s3:::other/*"]}
    other = found(tmp_path, SPEC, config, "--select", "RL730", own=own, b=[{**deny("s3:*"), **everybody}])
    assert {code for code, severity, _ in codes(other) if severity == "error"} == set()
    same = {"Principal": "*", "Resource": ["arn:aws:s3:::sagemaker-data", "arn:aws:s3:::sagemaker-data/*"]}
    denied = found(tmp_path, SPEC, config, "--select", "RL730", own=own, b=[{**deny("s3:*"), **same}])
    assert ("RL730", "error", PAYLOAD) in codes(denied)


def test_a_repository_policy_of_the_same_account_may_let_the_role_pull(tmp_path: Path) -> None:
    own = [{"Effect": "Allow", "NotAction": "ecr:BatchGetImage", "Resource": "*"}]
    (open_,) = found(tmp_path, SPEC, by_role("p.json"), "--select", "RL732", p=own)
    assert open_["severity"] == "warning"
    assert "unless the repository policy" in open_["message"]
    config = '[iam]\nrepository-policies = ["r.json"]\n' + by_role("p.json")
    nobody = [allow("ecr:BatchGetImage", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/other"})]
    (denied,) = found(tmp_path, SPEC, config, "--select", "RL732", p=own, r=nobody)
    assert denied["severity"] == "error"
    # The account of the repository is unknown; between accounts, the role's policies must allow it too.
    granted = [{**nobody[0], "Principal": {"AWS": ROLE}}]
    assert found(tmp_path, SPEC, config, "--select", "RL732", p=own, r=granted) == []
    (info,) = reported(tmp_path, SPEC, config, "--select", "RL760", p=own, r=granted)
    assert info["message"] == (
        "cannot determine whether the role is allowed ecr:BatchCheckLayerAvailability and 2 more actions"
    )


def test_a_key_of_another_account_needs_both(tmp_path: Path) -> None:
    key = KEY.replace(ACCOUNT, "123456789012")
    spec = with_members(InputConfig={"VolumeKmsKeyId": key})
    (denied,) = found(tmp_path, spec, by_role("AmazonSageMakerFullAccess"), "--select", "RL740")
    assert codes([denied]) == [("RL740", "error", "/InputConfig/VolumeKmsKeyId")]
    assert found(tmp_path, spec, by_role("p.json"), "--select", "RL740", p=[allow("kms:*")]) == []
    (info,) = reported(tmp_path, spec, by_role("p.json"), "--select", "RL760", p=[allow("*")])
    assert (info["message"], info["help"]) == (
        "cannot determine whether the role is allowed kms:CreateGrant and 1 more action",
        "list the key policy under key-policies in the config",
    )


def test_a_service_control_policy_denies_whatever_the_role_may_do(tmp_path: Path) -> None:
    scp = [{"Effect": "Allow", "NotAction": ["s3:*", "cloudwatch:PutMetricData"], "Resource": "*"}]
    findings = found(tmp_path, SPEC, '[iam]\nscps = ["s.json"]\n', s=scp)
    assert codes(findings) == [("RL734", "error", "/RoleArn"), ("RL730", "error", PAYLOAD)]
    assert all("s.json" in one["message"] for one in findings)


def test_a_submit_is_stopped_by_what_is_surely_denied_alone(tmp_path: Path) -> None:
    def submitted(policy: dict[str, Any]) -> Any:
        found(tmp_path, SPEC, by_role("p.json"), p=[policy])
        return recolint("submit", "job.json", "--dry-run", "--region", REGION, cwd=tmp_path)

    left = submitted({"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "*"})
    assert "RL730" in left.err
    assert "error[" not in left.err
    denied = submitted({"Effect": "Allow", "NotAction": "logs:*", "Resource": "*"})
    assert denied.code == 1
    assert "error[RL734]" in denied.err


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        ("cloudwatch:GetMetricData", "RL734"),
        ("s3:GetBucketLocation", "RL730"),
        ("s3:ListBucket", "RL730"),
        ("sagemaker:DescribeModelPackage", "RL731"),
    ],
)
def test_an_action_that_no_page_names_for_the_role_is_a_warning(tmp_path: Path, lacking: str, code: str) -> None:
    policy = [{"Effect": "Allow", "NotAction": lacking, "Resource": "*"}]
    findings = [one for one in found(tmp_path, SPEC, by_role("p.json"), p=policy) if one["code"] == code]
    assert [one["severity"] for one in findings] == ["warning"]
    assert lacking in findings[0]["message"]
    assert findings[0]["basis"]["kind"] == "inferred"


# Condition keys that the spec decides

ADVANCED = {**SPEC, "JobType": "Advanced"}
AT = "/InputConfig/EndpointConfigurations"


def load_test(*types: str, **members: Any) -> dict[str, Any]:
    configurations = [{"InstanceType": type_} for type_ in types]
    return {**ADVANCED, "InputConfig": {**SPEC["InputConfig"], "EndpointConfigurations": configurations, **members}}


def judged(folder: Path, spec: dict[str, Any], *statements: dict[str, Any]) -> list[tuple[str, str]]:
    """Code and pointer of what RL735 and RL760 say of a role that may do all but what ``statements`` say."""
    findings = reported(folder, spec, by_role("p.json"), "--select", "RL735,RL760", p=[allow("*"), *statements])
    return [(one["code"], one["pointer"]) for one in findings]


KEY_ASKED = deny("sagemaker:CreateEndpointConfig", Condition={"Null": {"sagemaker:VolumeKmsKey": "true"}})


@pytest.mark.slow
@pytest.mark.parametrize("key", [KEY, "alias/volumes", "1234abcd-12ab-34cd-56ef-1234567890ab"])
@pytest.mark.parametrize("condition", ["sagemaker:VolumeKmsKey", "sagemaker:VolumeKmsKeyArn"])
def test_whether_a_volume_key_is_set_decides_a_policy_that_asks_for_one(
    tmp_path: Path, key: str, condition: str
) -> None:
    asked = deny("sagemaker:CreateEndpointConfig", Condition={"Null": {condition: "true"}})
    assert judged(tmp_path, load_test("ml.c5.xlarge", VolumeKmsKeyId=key), asked) == []
    assert judged(tmp_path, load_test("ml.c5.xlarge"), asked) == [("RL735", "/InputConfig")]
    assert judged(tmp_path, SPEC, asked) == [("RL735", "/InputConfig")]


def test_the_help_names_the_member_that_a_policy_asks_for(tmp_path: Path) -> None:
    policies = [allow("*"), KEY_ASKED]
    (one,) = found(tmp_path, SPEC, by_role("p.json"), "--select", "RL735", p=policies)
    assert one["help"] == (
        "the call lacks sagemaker:VolumeKmsKey, which a statement tests: "
        "set InputConfig.VolumeKmsKeyId, or remove the condition"
    )


def test_a_certain_key_is_compared_and_one_behind_an_alias_is_unknown(tmp_path: Path) -> None:
    certain = deny("sagemaker:CreateEndpointConfig", Condition={"ArnNotEquals": {"sagemaker:VolumeKmsKey": KEY}})
    other = KEY.replace("1234abcd", "abcd1234")
    assert judged(tmp_path, load_test("ml.c5.xlarge", VolumeKmsKeyId=KEY), certain) == []
    assert judged(tmp_path, load_test("ml.c5.xlarge", VolumeKmsKeyId=other), certain) == [
        ("RL735", f"{AT}/0/InstanceType")
    ]
    assert judged(tmp_path, load_test("ml.c5.xlarge", VolumeKmsKeyId="alias/a"), certain) == [
        ("RL760", f"{AT}/0/InstanceType")
    ]


def test_the_instance_type_that_a_policy_denies_is_pointed_at(tmp_path: Path) -> None:
    small = {"ForAnyValue:StringNotLike": {"sagemaker:InstanceTypes": ["ml.c5.*", "ml.m5.*"]}}
    policy = deny("sagemaker:CreateEndpointConfig", Condition=small)
    assert judged(tmp_path, load_test("ml.c5.xlarge", "ml.m5.large"), policy) == []
    found_ = judged(tmp_path, load_test("ml.c5.xlarge", "ml.p4d.24xlarge"), policy)
    assert found_ == [("RL735", f"{AT}/1/InstanceType")]


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["ml.c5.xlarge", "ml.c5.large"], []),
        (["ml.p3.2xlarge", "ml.p4d.24xlarge"], [("RL735", "/InputConfig")]),
        (["ml.c5.xlarge", "ml.p4d.24xlarge"], [("RL760", "/InputConfig")]),
        (None, [("RL760", "/InputConfig")]),
    ],
)
def test_a_default_job_runs_on_some_of_the_types_of_its_model(
    tmp_path: Path, types: list[str] | None, expected: list[tuple[str, str]]
) -> None:
    policy = deny("sagemaker:CreateEndpointConfig", Condition={"StringNotLike": {"sagemaker:InstanceTypes": "ml.c5.*"}})
    container = {**SPEC["InputConfig"]["ContainerConfig"]}
    if types is not None:
        container["SupportedInstanceTypes"] = types
    assert judged(tmp_path, with_members(InputConfig={"ContainerConfig": container}), policy) == expected


def test_the_sizes_of_a_serverless_endpoint_decide(tmp_path: Path) -> None:
    limit = {"NumericGreaterThan": {"sagemaker:ServerlessMemorySize": "3072"}}
    policy = deny("sagemaker:CreateEndpointConfig", Condition=limit)

    def of(memory: int) -> dict[str, Any]:
        serverless = {"ServerlessConfig": {"MemorySizeInMB": memory, "MaxConcurrency": 5}}
        return {**ADVANCED, "InputConfig": {**SPEC["InputConfig"], "EndpointConfigurations": [serverless]}}

    assert judged(tmp_path, of(3072), policy) == []
    assert judged(tmp_path, of(4096), policy) == [("RL735", f"{AT}/0/ServerlessConfig")]
    assert judged(tmp_path, load_test("ml.c5.xlarge"), policy) == []


@pytest.mark.parametrize(
    ("condition", "without", "within"),
    [
        ({"Null": {"sagemaker:VpcSubnets": "true"}}, ["RL735"], []),
        ({"Null": {"sagemaker:VpcSecurityGroupIds": "true"}}, ["RL735"], []),
        (
            {"ForAnyValue:StringNotEquals": {"sagemaker:VpcSubnets": "subnet-0aaaaaaaaaaaaaaaa"}},
            [],
            ["RL735"],
        ),
    ],
)
def test_the_vpc_decides_a_policy_that_asks_for_one(
    tmp_path: Path, condition: dict[str, Any], without: list[str], within: list[str]
) -> None:
    policy = deny("sagemaker:CreateModel", Condition=condition)
    assert [code for code, _ in judged(tmp_path, SPEC, policy)] == without
    in_vpc = with_members(InputConfig={"VpcConfig": VPC})
    assert [code for code, _ in judged(tmp_path, in_vpc, policy)] == within


def test_a_model_that_is_named_may_have_a_vpc_of_its_own(tmp_path: Path) -> None:
    policy = deny("sagemaker:CreateModel", Condition={"Null": {"sagemaker:VpcSubnets": "true"}})
    container = SPEC["InputConfig"]["ContainerConfig"]
    named = {**SPEC, "InputConfig": {"ModelName": "churn", "ContainerConfig": container}}
    assert judged(tmp_path, named, policy) == [("RL760", "/InputConfig")]


@pytest.mark.parametrize("key", ["VolumeKmsKey", "OutputKmsKey", "InstanceTypes", "NetworkIsolation", "VpcSubnets"])
def test_the_create_call_has_no_other_key_of_sagemaker(tmp_path: Path, key: str) -> None:
    spec = load_test("ml.c5.xlarge", VolumeKmsKeyId=KEY, VpcConfig=VPC)
    asked = deny(CREATE, Condition={"Null": {f"sagemaker:{key}": "true"}})
    findings = found(tmp_path, spec, caller("p.json"), p=[allow("*"), asked])
    assert codes(findings) == [("RL722", "error", "/JobName")]
    assert findings[0]["help"] == (f"the call lacks sagemaker:{key}, which a statement tests: remove the condition")


@pytest.mark.parametrize(
    ("name", "is_studio"),
    [
        ("AmazonSageMaker-ExecutionRole-20180114T073202", True),
        ("service-role/AmazonSageMaker-ExecutionRole-20180114T073202", False),
        ("AmazonSageMaker-ExecutionRole-20180114", False),
        ("AmazonSageMaker-ExecutionRole-20181314T073202", False),
        ("AmazonSageMaker-ExecutionRole-20180114T073202-copy", False),
        ("my-AmazonSageMaker-ExecutionRole-20180114T073202", False),
        ("AmazonSageMakerServiceCatalogProductsExecutionRole", True),
    ],
)
def test_a_role_that_the_console_creates_is_below_its_path(tmp_path: Path, name: str, is_studio: bool) -> None:
    spec = {**SPEC, "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/{name}"}
    findings = found(tmp_path, spec, "")
    assert codes(findings) == [("RL705", "warning", "/RoleArn")] * is_studio
    if is_studio:
        recolint("check", "job.json", "--unsafe-fixes", cwd=tmp_path)
        assert f":role/service-role/{name}" in (tmp_path / "job.json").read_text()

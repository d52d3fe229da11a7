"""The rules receive policies from files, managed names and account details; faults are reported at their place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from command_line import recolint
from iam_policies import ACCOUNT, allow, deny
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.iam import Permissions, ResourceKind, managed_names, managed_policy
from recolint.rule.registry import load
from specs import DEFAULT

ROLE = f"arn:aws:iam::{ACCOUNT}:role/recommender"
JOB = DEFAULT
POLICY: dict[str, Any] = {"Version": "2012-10-17", "Statement": [allow("s3:Get*", Sid="Read")]}
TRUST: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def write(folder: Path, config: str, **files: Any) -> None:
    """A config, a spec, and files of JSON (``role`` for ``role.json``)."""
    (folder / "recolint.toml").write_text(config)
    (folder / "job.yaml").write_text(JOB)
    for name, data in files.items():
        (folder / f"{name}.json").write_text(data if isinstance(data, str) else json.dumps(data, indent=1))


def given(folder: Path, config: str, **files: Any) -> Permissions:
    """The policies that the config lists."""
    write(folder, config, **files)
    permissions = ConfigFiles(load(), Overrides()).of(folder).permissions
    assert permissions is not None
    return permissions


def key_policies(permissions: Permissions, key: str) -> list[Any]:
    return [one.policy for one in permissions.of_resource(ResourceKind.KEY, [key])]


def names(policies: Any) -> list[str]:
    return [Path(policy.name).name for policy in policies]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        pytest.param("[iam]\ncaler = []", "iam.caler: unknown key; did you mean caller?", id="unknown key"),
        pytest.param("iam = 1", "iam: expected a table, found 1", id="no table"),
        pytest.param("[iam]\ncaller = 'a'", "iam.caller: expected a list of strings, found 'a'", id="no list"),
        pytest.param(
            '[iam]\ncaller = ["a\\u0000b"]',
            "iam.caller[0]: expected the name of a file, found 'a\\x00b'",
            id="no file's name",
        ),
        pytest.param("[iam.role]\narn = '*'", "expected a list of tables: [[iam.role]]", id="one role"),
        pytest.param("[[iam.role]]\npolicies = []", "iam.role[0]: arn is missing; expected arn and", id="no arn"),
        pytest.param(
            "[[iam.role]]\narn = 'recommender'",
            "iam.role[0].arn: expected the ARN of a role; * and ? are wildcards, found 'recommender'",
            id="a role's name",
        ),
        pytest.param(
            "[[iam.role]]\narn = '*'\npolicy = []",
            "iam.role[0].policy: unknown key; did you mean policies?",
            id="unknown key of a role",
        ),
        pytest.param(
            "[[iam.role]]\narn = '*'\ntrust = ['a.json']",
            "iam.role[0].trust: expected the name of a file, found ['a.json']",
            id="several trust policies",
        ),
        pytest.param(
            "[iam]\nkey-policies = [{key = 'alias/a'}]",
            "iam.key-policies[0]: expected a file, or a table with key and policy, found {key = 'alias/a'}",
            id="a key without a policy",
        ),
        pytest.param(
            "[iam]\nbucket-policies = [{key = 'a', policy = 'b.json'}]",
            "iam.bucket-policies[0]: expected a file, or a table with bucket and policy, "
            "found {key = 'a', policy = 'b.json'}",
            id="a bucket by another name",
        ),
        pytest.param(
            "[iam]\nbucket-policies = [{bucket = 'a', policy = 'b.json', account = '111'}]",
            "iam.bucket-policies[0].account: expected an account ID of 12 digits, found '111'",
            id="an account of 3 digits",
        ),
        pytest.param(
            "[iam]\nrepository-policies = [{}]",
            "iam.repository-policies: expected a list of strings, found [{}]",
            id="a repository by name",
        ),
        pytest.param(
            "[iam]\ncaller-arn = 'ana'",
            "iam.caller-arn: expected the ARN of a user, a role or a session, found 'ana'",
            id="a caller's name",
        ),
        pytest.param(
            "[iam]\nscps = [['a', 1]]", "iam.scps[0]: expected a list of strings, found ['a', 1]", id="a level"
        ),
        pytest.param(
            "[iam]\ncaller = ['none.json']",
            "iam.caller[0]: 'none.json' cannot be read (No such file or directory); expected a file, or",
            id="a file that is not there",
        ),
        pytest.param(
            "[iam]\ncaller = ['AmazonSagemakerFullAcess']",
            "(No such file or directory); did you mean AmazonSageMakerFullAccess?",
            id="a managed policy misspelled",
        ),
        pytest.param(
            "[iam]\ncaller = ['arn:aws:iam::aws:policy/AWSBatchFullAccess']",
            "; recolint does not ship this policy; pass it as a file",
            id="a managed policy that is not shipped",
        ),
    ],
)
def test_an_error_in_the_table_is_named(tmp_path: Path, config: str, message: str) -> None:
    write(tmp_path, config)
    outcome = recolint("check", "job.yaml", cwd=tmp_path)
    assert outcome.code == 2
    assert re.search("recolint.toml:[0-9]+:[0-9]+: iam", outcome.err)
    assert message in outcome.err


def test_all_files_that_are_missing_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "[iam]\ncaller = ['a.json']\nscps = ['b.json']\nkey-policies = ['c.json']")
    assert len(recolint("check", "job.yaml", cwd=tmp_path).err.splitlines()) == 3


def test_files_are_found_from_the_folder_of_the_config(tmp_path: Path) -> None:
    (tmp_path / "jobs").mkdir()
    write(tmp_path, f'[[iam.role]]\narn = "{ROLE}"\npolicies = ["role.json"]\n', role=POLICY)
    (tmp_path / "jobs" / "job.yaml").write_text(JOB)
    outcome = recolint("check", "job.yaml", "--select", "RL734", cwd=tmp_path / "jobs")
    assert "the role lacks logs:CreateLogGroup and 5 more actions (not allowed in role.json)" in outcome.out


def test_a_managed_policy_is_known_by_name_and_arn() -> None:
    full_access = managed_policy("AmazonSageMakerFullAccess")
    assert full_access is not None
    assert full_access.name == "AmazonSageMakerFullAccess v29"
    assert managed_policy("arn:aws:iam::aws:policy/AmazonSageMakerFullAccess") == full_access
    assert managed_policy("arn:aws:iam::111122223333:policy/AmazonSageMakerFullAccess") is None
    assert managed_policy("AmazonSageMakerEmptyAccess") is None


@pytest.mark.parametrize("name", managed_names())
def test_each_shipped_policy_is_a_right_policy_and_says_where_it_comes_from(name: str) -> None:
    assert managed_policy(name) is not None
    folder = Path(__file__).parents[1] / "linter" / "recolint" / "iam" / "managed"
    data = json.loads((folder / f"{name}.json").read_text("utf-8"))
    assert data.keys() == {"name", "arn", "version", "date", "source", "document"}
    assert data["name"] == name
    assert data["source"]


def test_the_shipped_policies_are_those_of_the_installed_moto() -> None:
    """``python scripts/refresh_managed_policies.py`` brings them up to date."""
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    theirs = json.loads(aws_managed_policies_data)
    folder = Path(__file__).parents[1] / "linter" / "recolint" / "iam" / "managed"
    shared = theirs.keys() & managed_names()
    assert shared
    for name in shared:
        ours = json.loads((folder / f"{name}.json").read_text("utf-8"))
        assert (ours["version"], ours["document"]) == (theirs[name]["DefaultVersionId"], theirs[name]["Document"])


def test_a_role_has_the_policies_of_the_table_for_its_arn_and_else_of_the_first_pattern(tmp_path: Path) -> None:
    config = f"""\
[[iam.role]]
arn = "arn:aws:iam::*:role/r*"
policies = ["wide.json"]

[[iam.role]]
arn = "*"
policies = ["any.json"]

[[iam.role]]
arn = "{ROLE}"
policies = ["own.json", "AmazonS3ReadOnlyAccess"]
trust = "trust.json"
boundary = "own.json"
"""
    permissions = given(tmp_path, config, wide=POLICY, any=POLICY, own=POLICY, trust=TRUST)
    own = permissions.role(ROLE)
    assert own.attached is not None
    assert names(own.attached.identity) == ["own.json", "AmazonS3ReadOnlyAccess v3"]
    assert own.attached.boundary is not None
    assert own.trust is not None
    for arn, file in ((f"{ROLE}-2", "wide.json"), (f"arn:aws:iam::{ACCOUNT}:role/x", "any.json")):
        other = permissions.role(arn)
        assert other.attached is not None
        assert (names(other.attached.identity), other.trust) == ([file], None)


def test_a_role_of_which_only_the_trust_policy_is_given_has_no_policies_at_hand(tmp_path: Path) -> None:
    role = given(tmp_path, '[[iam.role]]\narn = "*"\ntrust = "trust.json"\n', trust=TRUST).role(ROLE)
    assert role.attached is None
    assert role.trust is not None


def test_levels_of_service_control_policies(tmp_path: Path) -> None:
    one = given(tmp_path, '[iam]\nscps = ["FullAWSAccess", "a.json"]', a=POLICY)
    assert [names(level) for level in one.scps] == [["FullAWSAccess v1", "a.json"]]
    two = given(tmp_path, '[iam]\nscps = [["FullAWSAccess"], ["a.json"]]', a=POLICY)
    assert [names(level) for level in two.scps] == [["FullAWSAccess v1"], ["a.json"]]


def test_session_policies_add_up(tmp_path: Path) -> None:
    permissions = given(tmp_path, '[iam]\nsession = ["a.json", "b.json"]', a=POLICY, b=POLICY)
    assert permissions.session is not None
    assert len(permissions.session.statements) == 2


def test_the_policy_of_a_key_is_given_for_that_key_or_for_any(tmp_path: Path) -> None:
    config = '[iam]\nkey-policies = [{key = "alias/team-*", policy = "a.json"}, "b.json"]'
    policy = {"Version": "2012-10-17", "Statement": [allow("kms:*", Principal="*")]}
    permissions = given(tmp_path, config, a=policy, b=policy)
    assert names(key_policies(permissions, "alias/team-ml")) == ["a.json"]
    assert names(key_policies(permissions, "alias/other")) == ["b.json"]


def test_the_policy_of_a_bucket_is_given_for_that_bucket_or_for_any(tmp_path: Path) -> None:
    config = """[iam]
bucket-policies = [{bucket = "team-*", policy = "a.json", account = "123456789012"}, "b.json"]
repository-policies = ["a.json"]
"""
    policy = {"Version": "2012-10-17", "Statement": [allow("s3:*", Principal="*")]}
    permissions = given(tmp_path, config, a=policy, b=policy)
    (of_team,) = permissions.of_resource(ResourceKind.BUCKET, ["team-ml"])
    assert of_team.policy is not None
    assert (names([of_team.policy]), of_team.account) == (["a.json"], "123456789012")
    (any_other,) = permissions.of_resource(ResourceKind.BUCKET, ["other"])
    assert any_other.policy is not None
    assert (names([any_other.policy]), any_other.account) == (["b.json"], None)
    assert len(permissions.of_resource(ResourceKind.REPOSITORY, [])) == 1


BROKEN = """\
{
 "Version": "2012-10-17",
 "Statement": [
  {"Effect": "Permit", "Action": "s3:*", "Resource": "*"}
 ]
}
"""


def test_a_fault_in_a_policy_is_found_in_its_file_and_nothing_is_said_of_the_role(tmp_path: Path) -> None:
    write(tmp_path, f'[[iam.role]]\narn = "{ROLE}"\npolicies = ["role.json"]\n', role=BROKEN)
    outcome = recolint("check", "--output-format", "concise", "job.yaml", cwd=tmp_path)
    assert outcome.code == 1
    assert outcome.out.splitlines()[0] == (
        "role.json:4:14: error[RL704] Effect is 'Permit'; expected Allow or Deny (case matters)"
    )
    assert "RL73" not in outcome.out


def test_a_fault_in_a_file_that_two_configs_name_is_told_once(tmp_path: Path) -> None:
    write(tmp_path, '[iam]\ncaller = ["role.json"]\nscps = ["role.json"]\n', role=BROKEN)
    (tmp_path / ".git").mkdir()
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "recolint.toml").write_text('[iam]\ncaller = ["../role.json"]\n')
    (tmp_path / "more" / "job.yaml").write_text(JOB.replace("probe", "probe-2"))
    found = json.loads(recolint("check", "--select", "RL704", "--output-format", "json", cwd=tmp_path).out)["findings"]
    assert [(one["code"], one["path"]) for one in found] == [("RL704", "role.json")]


@pytest.mark.parametrize("table", ["scps = ['broken.json']", "session = ['broken.json']"])
def test_where_a_limit_cannot_be_read_nothing_is_said_of_those_whom_it_binds(tmp_path: Path, table: str) -> None:
    roles = "[[iam.role]]\narn = '*'\npolicies = ['a.json']\n"
    permissions = given(tmp_path, f"[iam]\n{table}\ncaller = ['a.json']\n{roles}", broken=BROKEN, a=POLICY)
    assert permissions.caller is None
    assert (permissions.role(ROLE).attached is None) == ("scps" in table)


def test_where_a_boundary_or_the_policy_of_a_key_cannot_be_read_nothing_is_said(tmp_path: Path) -> None:
    config = '[[iam.role]]\narn = "*"\npolicies = ["a.json"]\nboundary = "broken.json"\n'
    assert given(tmp_path, config, broken=BROKEN, a=POLICY).role(ROLE).attached is None
    assert key_policies(given(tmp_path, "[iam]\nkey-policies = ['broken.json']", broken=BROKEN), "a") == [None]


# The output of aws iam get-account-authorization-details


def document(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


LOCAL = f"arn:aws:iam::{ACCOUNT}:policy/Local"
DETAILS: dict[str, Any] = {
    "UserDetailList": [
        {
            "UserName": "ana",
            "Arn": f"arn:aws:iam::{ACCOUNT}:user/ana",
            "UserPolicyList": [{"PolicyName": "Own", "PolicyDocument": document(allow("s3:*"))}],
            "GroupList": ["team"],
            "AttachedManagedPolicies": [],
        }
    ],
    "GroupDetailList": [
        {
            "GroupName": "team",
            "Arn": f"arn:aws:iam::{ACCOUNT}:group/team",
            "GroupPolicyList": [],
            "AttachedManagedPolicies": [
                {"PolicyName": "PowerUserAccess", "PolicyArn": "arn:aws:iam::aws:policy/PowerUserAccess"}
            ],
        }
    ],
    "RoleDetailList": [
        {"RoleName": "other", "Arn": f"arn:aws:iam::{ACCOUNT}:role/other"},
        {
            "RoleName": "recommender",
            "Arn": ROLE,
            "AssumeRolePolicyDocument": TRUST,
            "RolePolicyList": [{"PolicyName": "Inline", "PolicyDocument": document(deny("kms:*", Sid="NoKeys"))}],
            "AttachedManagedPolicies": [
                {"PolicyName": "Local", "PolicyArn": LOCAL},
                {"PolicyName": "Full", "PolicyArn": "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"},
            ],
            "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": LOCAL},
        },
    ],
    "Policies": [
        {
            "PolicyName": "Local",
            "Arn": LOCAL,
            "DefaultVersionId": "v2",
            "PolicyVersionList": [
                {"VersionId": "v1", "IsDefaultVersion": False, "Document": document(deny())},
                {"VersionId": "v2", "IsDefaultVersion": True, "Document": document(allow("logs:*", Sid="Logs"))},
            ],
        }
    ],
}


def changed_details(**role: Any) -> dict[str, Any]:
    """``DETAILS`` with other members of the role."""
    other, recommender = DETAILS["RoleDetailList"]
    return {**DETAILS, "RoleDetailList": [other, {**recommender, **role}]}


def test_the_details_of_an_account_give_all_that_a_role_has(tmp_path: Path) -> None:
    permissions = given(tmp_path, '[[iam.role]]\narn = "*"\npolicies = ["account.json"]\n', account=DETAILS)
    role = permissions.role(ROLE)
    assert role.attached is not None
    assert [policy.name.split(" in ")[0] for policy in role.attached.identity] == [
        "Inline", "Local", "AmazonSageMakerFullAccess v29",
    ]  # fmt: skip
    inline, local, _ = role.attached.identity
    text = (tmp_path / "account.json").read_text().splitlines()
    (no_keys,), (logs,) = inline.statements, local.statements
    assert no_keys.line is not None
    assert logs.line is not None
    assert '"NoKeys"' in "".join(text[no_keys.line - 1 : no_keys.line + 6])
    assert '"Logs"' in "".join(text[logs.line - 1 : logs.line + 6])
    assert role.attached.boundary is not None
    assert role.attached.boundary.statements[0].sid == "Logs"
    assert role.trust is not None


def test_a_role_that_the_details_do_not_list_is_not_at_hand(tmp_path: Path) -> None:
    permissions = given(tmp_path, '[[iam.role]]\narn = "*"\npolicies = ["account.json"]\n', account=DETAILS)
    missing = f"arn:aws:iam::{ACCOUNT}:role/missing"
    assert permissions.role(missing).attached is None
    assert not permissions.knows(missing)
    assert permissions.knows(ROLE)


def test_more_policies_may_stand_beside_the_details(tmp_path: Path) -> None:
    config = '[[iam.role]]\narn = "*"\npolicies = ["account.json", "more.json"]\ntrust = "more-trust.json"\n'
    write(tmp_path, config, account=DETAILS, more=POLICY)
    (tmp_path / "more-trust.json").write_text(json.dumps(TRUST))
    permissions = ConfigFiles(load(), Overrides()).of(tmp_path).permissions
    assert permissions is not None
    attached, trust = permissions.role(ROLE).attached, permissions.role(ROLE).trust
    assert attached is not None
    assert trust is not None
    assert len(attached.identity) == 4
    assert trust.name.endswith("more-trust.json")


@pytest.mark.parametrize(
    ("arn", "policies"),
    [
        pytest.param(f"arn:aws:iam::{ACCOUNT}:user/ana", ["Own", "PowerUserAccess v12"], id="a user, with the group"),
        pytest.param(ROLE, ["Inline", "Local", "AmazonSageMakerFullAccess v29"], id="a role"),
    ],
)
def test_the_caller_is_one_of_those_in_the_details(tmp_path: Path, arn: str, policies: list[str]) -> None:
    caller = given(tmp_path, f'[iam]\ncaller = ["a.json"]\ncaller-arn = "{arn}"\n', a=DETAILS).caller
    assert caller is not None
    assert [policy.name.split(" in ")[0] for policy in caller.identity] == policies


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("", "iam.caller[0]: a.json lists several users and roles; set caller-arn to the one that calls"),
        (
            f'caller-arn = "arn:aws:iam::{ACCOUNT}:user/bob"',
            f"iam.caller[0]: a.json does not list the caller-arn arn:aws:iam::{ACCOUNT}:user/bob",
        ),
    ],
)
def test_details_alone_do_not_tell_who_calls(tmp_path: Path, more: str, message: str) -> None:
    write(tmp_path, f'[iam]\ncaller = ["a.json"]\n{more}\n', a=DETAILS)
    outcome = recolint("check", "job.yaml", cwd=tmp_path)
    assert outcome.code == 2
    assert message in outcome.err


@pytest.mark.parametrize(
    ("details", "sign", "message"),
    [
        pytest.param(
            changed_details(
                RolePolicyList=[{"PolicyName": "Inline", "PolicyDocument": document({**allow(), "Effect": "Permit"})}]
            ),
            '"Permit"',
            "Effect is 'Permit'; expected Allow or Deny (case matters)",
            id="a fault within",
        ),
        pytest.param(
            changed_details(AttachedManagedPolicies=[{"PolicyName": "X", "PolicyArn": "arn:aws:iam::aws:policy/X"}]),
            "{",
            "the text of arn:aws:iam::aws:policy/X is not here; get the account's details without --filter",
            id="a policy whose text lacks",
        ),
    ],
)
def test_what_is_wrong_in_the_details_is_found_in_the_file(
    tmp_path: Path, details: dict[str, Any], sign: str, message: str
) -> None:
    write(tmp_path, '[[iam.role]]\narn = "*"\npolicies = ["account.json"]\n', account=details)
    outcome = recolint("check", "job.yaml", "--select", "RL7", "--output-format", "json", cwd=tmp_path)
    finding, *others = json.loads(outcome.out)["findings"]
    assert (finding["code"], finding["path"], finding["message"]) == ("RL704", "account.json", message)
    assert all("Local in account.json" in one["message"] for one in others)
    line = (tmp_path / "account.json").read_text().splitlines()[finding["line"] - 1]
    assert line[finding["column"] - 1 :].startswith(sign)


def test_a_group_that_lacks_is_told_and_nothing_is_said_of_the_caller(tmp_path: Path) -> None:
    caller = f'[iam]\ncaller = ["account.json"]\ncaller-arn = "arn:aws:iam::{ACCOUNT}:user/ana"\n'
    write(tmp_path, caller, account={**DETAILS, "GroupDetailList": []})
    outcome = recolint("check", "job.yaml", "--select", "RL7", "--output-format", "json", cwd=tmp_path)
    (finding,) = json.loads(outcome.out)["findings"]
    message = "the group team is not here; get the account's details without --filter"
    assert (finding["code"], finding["path"], finding["message"]) == ("RL704", "account.json", message)
    needs = recolint("iam", "needs", "job.yaml", cwd=tmp_path)
    assert needs.err == "recolint: account.json: is invalid and was not used; `recolint check` shows why\n"
    assert "answer" not in needs.out


def test_what_is_wrong_with_roles_that_no_spec_names_is_not_told(tmp_path: Path) -> None:
    other = {"RoleName": "x", "Arn": f"{ROLE}-x", "AssumeRolePolicyDocument": document({"Effect": "Permit"})}
    details = {**DETAILS, "RoleDetailList": [*DETAILS["RoleDetailList"], other]}
    write(tmp_path, '[[iam.role]]\narn = "*"\npolicies = ["account.json"]\n', account=details)
    assert "RL704" not in recolint("check", "job.yaml", "--select", "RL704", cwd=tmp_path).out


def test_broken_details_are_found_where_they_break(tmp_path: Path) -> None:
    write(tmp_path, '[[iam.role]]\narn = "*"\npolicies = ["a.json"]\n', a='{"RoleDetailList": [\n {"Arn": 1},,\n]}')
    outcome = recolint("check", "job.yaml", "--output-format", "concise", cwd=tmp_path)
    assert "a.json:2:13: error[RL704] not valid JSON: Expecting value" in outcome.out


def test_the_details_of_a_large_account_are_read(tmp_path: Path) -> None:
    many = [
        {"Arn": f"{ROLE}-{number}", "RolePolicyList": [{"PolicyName": "A", "PolicyDocument": POLICY}] * 20}
        for number in range(300)
    ]
    details = {**DETAILS, "RoleDetailList": [*many, *DETAILS["RoleDetailList"]]}
    permissions = given(tmp_path, '[[iam.role]]\narn = "*"\npolicies = ["account.json"]\n', account=details)
    attached = permissions.role(ROLE).attached
    assert attached is not None
    assert len(attached.identity) == 3


def test_recolint_config_shows_the_table(tmp_path: Path) -> None:
    write(tmp_path, '[[iam.role]]\narn = "*"\npolicies = ["a.json"]\n', a=POLICY)
    shown = json.loads(recolint("config", "--output-format", "json", cwd=tmp_path).out)["iam"]
    assert shown["role"] == [{"arn": "*", "policies": ["a.json"], "trust": None, "boundary": None}]


def test_a_table_in_pyproject_is_the_same(tmp_path: Path) -> None:
    write(tmp_path, "", role=POLICY)
    (tmp_path / "recolint.toml").unlink()
    (tmp_path / "pyproject.toml").write_text('[[tool.recolint.iam.role]]\narn = "*"\npolicies = ["role.json"]\n')
    assert "RL732" in recolint("check", "job.yaml", cwd=tmp_path).out


def test_the_config_of_the_guide_is_right_and_has_every_key(tmp_path: Path) -> None:
    guide = (Path(__file__).parent.parent / "docs" / "reference" / "permissions.md").read_text("utf-8")
    shown = guide.partition("<!-- config -->\n```toml\n")[2].partition("```")[0]
    (tmp_path / "recolint.toml").write_text(shown)
    (tmp_path / "policies").mkdir()
    for name in re.findall(r"policies/(\w+)\.json", shown):
        (tmp_path / "policies" / f"{name}.json").write_text(json.dumps(document()))
    outcome = recolint("config", "--output-format", "json", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert all(json.loads(outcome.out)["iam"].values())

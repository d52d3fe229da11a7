"""``recolint iam evaluate`` from argv to exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command_line import Outcome, recolint
from iam_policies import KEY, OBJECT, ROLE, ROOT, allow, deny

ROLE_POLICY = """\
Version: "2012-10-17"
Statement:
  - {Sid: Read, Effect: Allow, Action: "s3:Get*", Resource: "*"}
  - {Effect: Allow, Action: "kms:*", Resource: "*"}
  - Effect: Deny
    Action: "s3:*"
    Resource: "*"
    Condition: {Bool: {aws:SecureTransport: "false"}}
"""

GET = ("--action", "s3:GetObject", "--resource", OBJECT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with some policies."""
    (tmp_path / "role.yaml").write_text(ROLE_POLICY)
    for name, statement in {
        "ec2.json": allow("ec2:*"),
        "key2.json": allow("kms:*"),
        "all.json": allow(),
        "no-s3.json": deny("s3:*"),
        "key.json": allow("kms:*", Principal={"AWS": ROOT}),
        "other-key.json": allow("kms:*", Principal={"AWS": "123456789012"}),
    }.items():
        (tmp_path / name).write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    return tmp_path


def evaluate(folder: Path, *argv: str, stdin: str = "") -> Outcome:
    return recolint("iam", "evaluate", *argv, cwd=folder, stdin=stdin.encode())


READ = "statement 'Read' of the identity policy role.yaml:3 allows it"


@pytest.mark.parametrize(
    ("argv", "decision", "why"),
    [
        ("--context aws:SecureTransport=true", "allowed", READ),
        ("--context aws:SecureTransport=false", "denied", "statement [2] of the identity policy role.yaml:5 denies it"),
        ("--unknown aws:SecureTransport", "unknown",
         "statement [2] of the identity policy role.yaml:5 depends on aws:SecureTransport, which is not known"),
        ("--boundary ec2.json", "denied", "no statement of the permissions boundary ec2.json allows it"),
        ("--session ec2.json", "denied", "no statement of the session policy ec2.json allows it"),
        ("--scp all.json --scp ec2.json no-s3.json", "denied",
         "statement [0] of the service control policy no-s3.json:1 denies it"),
        ("--scp all.json --scp ec2.json key2.json", "denied",
         "no statement of the service control policy ec2.json, key2.json allows it"),
        ("--scp all.json ec2.json --scp all.json", "allowed", READ),
    ],
)  # fmt: skip
def test_one_request_is_answered_in_words_with_what_decided(folder: Path, argv: str, decision: str, why: str) -> None:
    outcome = evaluate(folder, "--identity", "role.yaml", *GET, *argv.split())
    said = f"{decision}: s3:GetObject on {OBJECT}\n  {why}\n"
    assert outcome == Outcome(0 if decision == "allowed" else 1, said, "")


def test_a_managed_policy_is_named(folder: Path) -> None:
    outcome = evaluate(folder, "--identity", "AmazonS3ReadOnlyAccess", "--boundary", "ec2.json", *GET)
    assert outcome.out.startswith("denied: ")
    outcome = evaluate(folder, "--identity", "AmazonS3ReadOnlyAccess", *GET)
    assert outcome.out.endswith("statement [0] of the identity policy AmazonS3ReadOnlyAccess v3 allows it\n")


def test_one_request_is_answered_in_json(folder: Path) -> None:
    outcome = evaluate(folder, "--identity", "role.yaml", "ec2.json", *GET, "--output-format", "json")
    by = {"layer": "identity", "file": "role.yaml", "sid": "Read", "index": 0, "line": 3}
    assert json.loads(outcome.out) == {"decision": "allowed", "explicit": True, "by": by}


def test_a_key_repeated_has_several_values(folder: Path) -> None:
    tagged = allow(Condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}})
    (folder / "tags.json").write_text(json.dumps({"Statement": tagged}))
    argv = ("--identity", "tags.json", *GET, "--context", "aws:TagKeys=a")
    assert evaluate(folder, *argv, "aws:tagkeys=b").code == 0
    assert evaluate(folder, *argv, "--context", "aws:TagKeys=c=d").code == 1


def test_a_key_policy_is_asked_when_it_is_given_and_missed_when_it_is_not(folder: Path) -> None:
    argv = ("--identity", "role.yaml", "--principal", ROLE, "--action", "kms:CreateGrant", "--resource", KEY)
    assert evaluate(folder, *argv, "--resource-policy", "key.json").code == 0
    assert evaluate(folder, *argv, "--resource-policy", "other-key.json").code == 1
    outcome = evaluate(folder, *argv)
    assert outcome.code == 0
    assert (
        outcome.err == "recolint: AWS evaluates the policy of this resource too; add it with --resource-policy FILE\n"
    )


REQUESTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"action": "s3:GetObject", "resource": OBJECT, "context": {}}, "allowed"),
    ({"action": "s3:GetObject", "resource": OBJECT, "context": {"aws:SecureTransport": False}}, "denied"),
    ({"action": "s3:GetObject", "resource": OBJECT, "context": {"aws:SecureTransport": ["false"]}}, "denied"),
    ({"action": "s3:GetObject", "resource": OBJECT, "unknown": ["aws:SecureTransport"]}, "unknown"),
    ({"action": "s3:PutObject", "resource": "*", "principal": ROLE}, "denied"),
)  # fmt: skip


def test_many_requests_are_answered_line_by_line(folder: Path) -> None:
    lines = "\n\n".join(json.dumps(request) for request, _ in REQUESTS) + "\n"
    outcome = evaluate(folder, "--identity", "role.yaml", "--requests", "-", stdin=lines)
    answers = [json.loads(line) for line in outcome.out.splitlines()]
    assert (outcome.code, outcome.err) == (0, "")
    assert [answer["decision"] for answer in answers] == [decision for _, decision in REQUESTS]
    assert [answer["explicit"] for answer in answers] == [True, True, True, False, False]
    assert answers[-1]["by"] == {"layer": "identity", "files": ["role.yaml"]}
    (folder / "requests.jsonl").write_text(lines)
    assert evaluate(folder, "--identity", "role.yaml", "--requests", "requests.jsonl") == outcome


def test_options_hold_for_the_lines_that_do_not_say_otherwise(folder: Path) -> None:
    line = json.dumps({"action": "kms:Decrypt", "resource": KEY})
    argv = ("--identity", "all.json", "--resource-policy", "key.json", "--requests", "-", "--principal")
    assert '"allowed"' in evaluate(folder, *argv, ROLE, stdin=line).out
    assert '"denied"' in evaluate(folder, *argv, "arn:aws:iam::123456789012:user/bob", stdin=line).out
    read = json.dumps({"action": "s3:GetObject", "resource": OBJECT})
    unknown = ("--identity", "role.yaml", "--requests", "-", "--unknown", "*")
    assert '"unknown"' in evaluate(folder, *unknown, stdin=read).out


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("{", "expected a JSON object: "),
        ("[]", "expected a JSON object with action, resource and context, found '[]'"),
        ('{"resource": "*"}', "action: missing"),
        ('{"action": "s3:GetObject"}', "resource: missing"),
        ('{"action": 7, "resource": "*"}', "action: expected a string, found 7"),
        ('{"action": "s3:*", "resource": "*"}', "action: expected one action, such as s3:GetObject, found 's3:*'"),
        ('{"action": "s3:Get", "resource": "b/k"}', "resource: expected an ARN, or * for an action without"),
        ('{"action": "s3:Get", "resource": "*", "contxt": {}}', "'contxt' is not a member of a request; did you mean"),
        ('{"action": "s3:Get", "resource": "*", "context": []}', "context: expected an object of context keys"),
        ('{"action": "s3:Get", "resource": "*", "context": {"k": null}}', "context: k: expected a string"),
        (
            '{"action": "s3:Get", "resource": "*", "unknown": "k"}',
            'unknown: expected a list of context keys, found "k"',
        ),
        ('{"action": "s3:Get", "resource": "*", "principal": "bob"}', "principal: expected the ARN of a role"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_answered(folder: Path, line: str, wanted: str) -> None:
    right = json.dumps(REQUESTS[0][0])
    outcome = evaluate(folder, "--identity", "role.yaml", "--requests", "-", stdin=f"{right}\n{line}\n")
    assert (outcome.code, outcome.out) == (2, "")
    assert f"recolint: <stdin>:2: {wanted}" in outcome.err


@pytest.mark.parametrize(
    ("argv", "wanted"),
    [
        (GET, "no policy; add the policies of the user or role with --identity FILE"),
        (["--identity", "role.yaml"], "expected --action and --resource"),
        (["--identity", "missing.json", *GET], "missing.json: cannot be read: No such file or directory"),
        (["--identity", "role.yaml", *GET, "--context", "aws:x"], "--context: expected KEY=VALUE"),
        (["--identity", "role.yaml", *GET, "--principal", "bob"], "--principal: expected the ARN of a role"),
        (["--identity", "role.yaml", *GET, "--requests", "-"], "--action does not combine with --requests"),
        (["--identity", "role.yaml", "--requests", "-", "--output-format", "text"], "--requests prints JSON Lines"),
        (["--identity", "key.json", *GET], "key.json:1:97: Principal is allowed only in a resource policy"),
    ],
)
def test_wrong_use_says_what_was_wanted(folder: Path, argv: list[str], wanted: str) -> None:
    outcome = evaluate(folder, *argv)
    assert (outcome.code, outcome.out) == (2, "")
    assert wanted in outcome.err


def test_all_faults_of_all_policies_are_said_at_once(folder: Path) -> None:
    (folder / "bad.yaml").write_text("Statement:\n  - {Effect: Allow, Action: s3, Resource: '*'}\n  - {}\n")
    (folder / "worse.json").write_text('{"Statment": []}')
    outcome = evaluate(folder, "--identity", "bad.yaml", "--boundary", "worse.json", *GET)
    assert outcome.code == 2
    assert [line.split(": ")[1] for line in outcome.err.splitlines()] == [
        "bad.yaml:2:29", "bad.yaml:3:5", "bad.yaml:3:5", "bad.yaml:3:5", "worse.json:1:1", "worse.json:1:2",
    ]  # fmt: skip


def test_text_of_others_reaches_no_terminal_as_it_is(folder: Path) -> None:
    (folder / "evil.json").write_text(json.dumps({"Statement": {**allow(), "Sid": "\x1b[2J"}}))
    outcome = evaluate(
        folder, "--identity", "evil.json", "--action", "s3:GetObject", "--resource", "arn:a:b:c:d:\x1b[2J"
    )
    assert outcome.code == 0
    assert "\x1b" not in outcome.out


def test_the_command_names_what_it_can_be_asked(folder: Path) -> None:
    outcome = recolint("iam", cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert "did you mean evaluate?" in recolint("iam", "evalute", cwd=folder).err

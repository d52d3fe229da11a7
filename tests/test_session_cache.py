"""Sessions of assumed roles are kept as the AWS CLI keeps them, and the profile is the one that it would take."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import Outcome, recolint
from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID
from recolint.testing.aws.remote import TestAws
from submitting import FakeClock, project, submit

pytestmark = pytest.mark.slow

KEYS = f"aws_access_key_id = {ACCESS_KEY_ID}\naws_secret_access_key = {ACCESS_KEY.secret}\n"
ROLE = "arn:aws:iam::123456789012:role/submitter"
CONFIG = f"""\
[profile source]
{KEYS}
[profile assumed]
role_arn = {ROLE}
source_profile = source
[profile named]
role_arn = {ROLE}
role_session_name = me
external_id = xyz
source_profile = source
"""


@pytest.fixture
def folder(tmp_path: Path, aws: TestAws, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a spec that is right, in the home of a user with profiles and no other credentials."""
    (tmp_path / "aws-config").write_text(CONFIG)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "aws-config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    aws.client("iam").create_role(RoleName="submitter", AssumeRolePolicyDocument="{}")
    FakeClock().use(monkeypatch)
    return project(tmp_path)


def kept(folder: Path) -> list[Path]:
    """The files of the AWS CLI's cache."""
    return sorted((folder / "home" / ".aws" / "cli" / "cache").glob("*"))


def assumed(aws: TestAws) -> int:
    """How many times a role was assumed."""
    return len(aws.requests(operation="AssumeRole"))


@pytest.mark.parametrize("profile", ["assumed", "named"])
def test_a_role_is_assumed_once_for_all_commands(aws: TestAws, folder: Path, profile: str) -> None:
    for number in range(2):
        assert submit(folder, "--profile", profile, "--job-name", f"job-{number}").code == 0
    listed = recolint("jobs", "list", "--profile", profile, cwd=folder, environment=dict(os.environ))
    assert (listed.code, assumed(aws)) == (0, 1)
    (file,) = kept(folder)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert json.loads(file.read_text())["Credentials"].keys() >= {"AccessKeyId", "SecretAccessKey", "SessionToken"}


def test_a_code_is_typed_once(aws: TestAws, folder: Path) -> None:
    config = CONFIG + f"[profile mfa]\nrole_arn = {ROLE}\nsource_profile = source\nmfa_serial = arn:aws:iam::1:mfa/me\n"
    (folder / "aws-config").write_text(config)
    script = (
        "import getpass, sys\n"
        "def ask(prompt): sys.stderr.write('a code was asked for\\n'); return '123456'\n"
        "getpass.getpass = ask\n"
        "from recolint.cli import entry; entry()"
    )
    command = [sys.executable, "-c", script, "submit", "job.yaml", "--yes", "--profile", "mfa"]
    runs = [subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False) for _ in range(2)]
    assert [one.returncode for one in runs] == [0, 0]
    assert ["a code was asked for" in one.stderr for one in runs] == [True, False]
    assert assumed(aws) == 1


def session(expiration: str) -> str:
    """The cache entry of a session until ``expiration``."""
    keys = {"AccessKeyId": "a", "SecretAccessKey": "b", "SessionToken": "c", "Expiration": expiration}
    return json.dumps({"Credentials": keys})


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", "{}", '{"Credentials": []}', '{"Credentials": {"AccessKeyId": 1}}', "[" * 100_000),
        *map(session, ("soon", "2099-01-01", "2020-01-01T00:00:00UTC")),
    ],
    ids=lambda content: content[:12],
)
def test_a_kept_session_that_is_none_is_replaced(aws: TestAws, folder: Path, content: str) -> None:
    assert submit(folder, "--profile", "assumed").code == 0
    (file,) = kept(folder)
    file.write_text(content)
    assert submit(folder, "--profile", "assumed").code == 0
    assert assumed(aws) == 2
    assert json.loads(file.read_text())["Credentials"]["SessionToken"]


def test_a_folder_that_cannot_be_written_stops_nothing(aws: TestAws, folder: Path) -> None:
    (folder / "home" / ".aws").write_text("a file")
    assert submit(folder, "--profile", "assumed").code == 0
    assert len(aws.jobs()) == 1


def test_lasting_keys_are_kept_nowhere(aws: TestAws, folder: Path) -> None:
    assert submit(folder, "--profile", "source").code == 0
    assert submit(folder, "--profile", "assumed", "--job-name", "b").code == 0
    assert len(aws.jobs()) == 2
    texts = [file.read_text() for file in (folder / "home").rglob("*") if file.is_file()]
    assert not any(ACCESS_KEY.secret in text for text in texts)


def caller(outcome: Outcome) -> str:
    """The last part of the caller's ARN that a submit shows."""
    return outcome.err.partition("account 123456789012 as ")[2].partition("\n")[0]


def test_the_first_name_of_the_profile_wins(aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_PROFILE", "source")
    assert caller(submit(folder)).endswith("user/engineer")
    monkeypatch.setenv("AWS_PROFILE", "named")
    assert caller(submit(folder)).endswith("assumed-role/submitter/me")
    assert caller(submit(folder, "--profile", "source")).endswith("user/engineer")
    # Keys in the environment override a profile in the environment, but not one that the command names.
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", ACCESS_KEY.secret)
    assert caller(submit(folder)).endswith("user/engineer")
    assert caller(submit(folder, "--profile", "named")).endswith("assumed-role/submitter/me")
    assert len(aws.jobs()) == 1

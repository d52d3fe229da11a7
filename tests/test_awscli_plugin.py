"""The plugin and the aliases for the AWS CLI, in the real AWS CLI, on the test AWS."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import recolint.awscli_plugin
from command_line import Outcome
from real_aws_cli import aws_cli
from recolint.testing.aws.remote import TestAws
from submitting import ARN, CREATE, NAME, PACKAGE, ROLE, SPEC

pytestmark = pytest.mark.slow

FOLDER = Path(recolint.awscli_plugin.__file__).parent

Command = Callable[..., Outcome]


@pytest.fixture(params=[1, 2])
def cli(request: pytest.FixtureRequest, aws: TestAws, tmp_path: Path) -> Command:
    """An AWS CLI that is configured as the documents say, in a folder of its own."""
    version: int = request.param
    if aws_cli(version) is None:
        pytest.skip(f"the AWS CLI v{version} is not installed")
    home = tmp_path / "home"
    (home / ".aws" / "cli").mkdir(parents=True)
    shutil.copy(FOLDER / "alias", home / ".aws" / "cli" / "alias")
    # A copy, so that no recolint is installed beside it.
    plugin = shutil.copytree(FOLDER, tmp_path / "env" / "lib" / "recolint" / "awscli_plugin")
    place = f"cli_legacy_plugin_path = {plugin}\n" if version == 2 else ""
    (tmp_path / "config").write_text(f"[plugins]\n{place}recolint = recolint_awscli\n")
    (tmp_path / "work").mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("RECOLINT")},
        "HOME": str(home),
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        **({"PYTHONPATH": str(plugin)} if version == 1 else {}),
    }

    def run(*words: str, **variables: str) -> Outcome:
        command = [aws_cli(version) or "", "--endpoint-url", aws.endpoint, *words]
        done = subprocess.run(
            command,
            cwd=tmp_path / "work",
            env=environment | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


def create(name: str, *more: str) -> list[str]:
    """The command that creates a job."""
    required = ["--job-name", name, "--job-type", "Default", "--role-arn", ROLE]
    package = ["--input-config", f"ModelPackageVersionArn={PACKAGE}"]
    return ["sagemaker", "create-inference-recommendations-job", *required, *package, *more]


def test_a_request_that_check_refuses_is_not_sent(aws: TestAws, cli: Command) -> None:
    done = cli(*create("churn_week", "--job-description", "größer"))
    assert (done.code, done.out) == (255, "")
    assert "error[RL109] pattern-mismatch: JobName is 'churn_week': '_' is not allowed in a name" in done.err
    assert "<aws>:2:14" in done.err
    assert "recolint: the request is not sent" in done.err
    assert aws.requests() == []


def test_a_request_that_passes_is_sent_as_without_the_plugin(aws: TestAws, cli: Command) -> None:
    done = cli(*create(NAME))
    assert (done.code, json.loads(done.out), done.err) == (0, {"JobArn": ARN}, "")
    assert len(aws.requests(operation=CREATE)) == 1
    assert cli("sagemaker", "list-inference-recommendations-jobs").code == 0


def test_a_request_is_sent_unchecked_if_no_policy_is_in_force(aws: TestAws, cli: Command, tmp_path: Path) -> None:
    # The service itself refuses the name.
    done = cli(*create("churn_week"), RECOLINT_SKIP="1")
    assert "recolint: RECOLINT_SKIP is set: the request is not checked" in done.err
    assert len(aws.requests(operation=CREATE)) == 1
    (tmp_path / "acme.toml").write_text("name = 'acme'\nseverity = {RL109 = 'error'}\n")
    done = cli(*create("churn_week"), RECOLINT_SKIP="1", RECOLINT_POLICY=str(tmp_path / "acme.toml"))
    assert (done.code, done.out) == (255, "")
    assert "RECOLINT_SKIP has no effect" in done.err
    assert "error[RL109]" in done.err
    assert len(aws.requests(operation=CREATE)) == 1


UNCHECKED = [
    ("region = 'eu-west-1'\n", "recolint: region is eu-west-1, the Region in use is us-east-1"),
    ("selct = []\n", "selct: unknown key"),
    (None, "recolint: the recolint command is not beside the plugin or in PATH"),
]


@pytest.mark.parametrize(("config", "said"), UNCHECKED)
def test_what_cannot_be_checked_is_not_sent(
    aws: TestAws, cli: Command, tmp_path: Path, config: str | None, said: str
) -> None:
    if config is not None:
        (tmp_path / "work" / "recolint.toml").write_text(config)
    done = cli(*create(NAME), **({} if config else {"PATH": "/usr/bin:/bin"}))
    assert (done.code, done.out) == (255, "")
    assert said in done.err
    assert aws.requests() == []


def test_the_recolint_of_the_same_environment_comes_first(aws: TestAws, cli: Command, tmp_path: Path) -> None:
    script = tmp_path / "env" / "bin" / "recolint"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\necho beside >&2; exec {sys.executable} -m recolint "$@"\n')
    script.chmod(0o755)
    for path in ({}, {"PATH": "/usr/bin:/bin"}):
        done = cli(*create("churn_week"), **path)
        assert done.err.startswith("beside\n")
        assert "error[RL109]" in done.err
    assert aws.requests() == []


def test_the_alias_lints_files(cli: Command, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "work" / "a b.yaml").write_text(SPEC.replace(NAME, "churn_week"))
    # Version 1 has no aliases below a service.
    version = request.node.callspec.params["cli"]
    for words in (["lint-recommendation"], ["sagemaker", "lint-recommendation"])[:version]:
        done = cli(*words, "a b.yaml", "--output-format", "concise", "--quiet")
        assert done.code == 1
        assert done.out.startswith("a b.yaml:2:10: error[RL109] JobName is 'churn_week'")

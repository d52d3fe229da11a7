"""What ``--help`` shows of each command, and what programs read of errors."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from command_line import recolint
from recolint.cli.examples import EXAMPLES
from recolint.cli.parser import HelpAsked
from recolint.cli.whole_parser import parser


@pytest.mark.parametrize("command", EXAMPLES)
def test_each_command_has_two_or_three_examples_that_it_accepts(command: str) -> None:
    assert 2 <= len(EXAMPLES[command]) <= 3
    with pytest.raises(HelpAsked) as asked:
        parser().parse([*command.split(), "--help"])
    for example in EXAMPLES[command]:
        assert f"\n  {example}\n" in f"{asked.value}\n"
        argv = shlex.split(example.partition(" > ")[0])
        assert argv[: 1 + len(command.split())] == ["recolint", *command.split()]
        parser().parse(argv[1:])


def test_members_of_the_request_are_last_and_what_the_aws_cli_has_is_folded(tmp_path: Path) -> None:
    usual = recolint("submit", "--help", cwd=tmp_path)
    whole = recolint("submit", "--help-aws", cwd=tmp_path)
    assert (usual.code, whole.code) == (0, 0)
    assert usual.out.startswith("usage: recolint submit [OPTION ...] [SPEC ...]\n")
    for folded in ("--no-cli-pager", "--cli-read-timeout"):
        assert folded not in usual.out
        assert folded in whole.out
    order = ["\ncare:", "\nwaiting:", "\nAWS options", "\nrequest members", "\nexamples:"]
    assert sorted(order, key=usual.out.index) == order
    assert "--help-aws" not in recolint("check", "--help", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("argv", "code", "kind", "message"),
    [
        (["check", "missing.yaml"], 2, "usage", "missing.yaml: no such file or directory"),
        (["lint"], 2, "usage", "unknown command 'lint'; did you mean recolint check?"),
        (["jobs/x.yaml"], 2, "usage", "unknown command 'jobs/x.yaml'; did you mean recolint check jobs/x.yaml?"),
        (
            ["jobs", "list", "--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:9", "--no-sign-request"],
            4,
            "aws",
            'EndpointConnectionError: Could not connect to the endpoint URL: "http://127.0.0.1:9/"',
        ),
    ],
)
def test_a_program_reads_an_error_from_the_last_line(
    tmp_path: Path, argv: list[str], code: int, kind: str, message: str
) -> None:
    outcome = recolint(*argv, "--error-format", "json", cwd=tmp_path)
    *told, last = outcome.err.splitlines()
    assert (outcome.code, told) == (code, [f"recolint: {message}"])
    assert json.loads(last) == {"version": 1, "error": {"exit_code": code, "kind": kind, "messages": [message]}}
    assert "{" not in recolint(*argv, cwd=tmp_path).err


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--error-format=json", "lint", "x"], "unknown command 'lint'; did you mean recolint check?"),
        (["--debug", "--error-format", "json", "lint"], "unknown command 'lint'; did you mean recolint check?"),
        (["--version", "a.yaml"], "unknown command 'a.yaml'; did you mean recolint check a.yaml?"),
        (["--fix", "a.yaml"], "unknown option --fix; put options after the command: recolint check --fix"),
        (["--wait", "submit", "a"], "unknown option --wait; put options after the command: recolint submit --wait"),
    ],
)
def test_a_command_is_named_after_leading_options_too(tmp_path: Path, argv: list[str], message: str) -> None:
    outcome = recolint(*argv, cwd=tmp_path)
    assert (outcome.code, outcome.err.splitlines()[0]) == (2, f"recolint: {message}")


def test_findings_are_not_an_error_for_programs(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text('{"JobName": "a", "JobType": "Advance", "RoleArn": "b", "InputConfig": {}}')
    outcome = recolint("check", "job.json", "--error-format=json", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (1, "")


@pytest.mark.parametrize("columns", ["60", "80"])
@pytest.mark.parametrize("command", ["", *EXAMPLES])
def test_help_fits_the_terminal_except_for_its_examples(
    monkeypatch: pytest.MonkeyPatch, command: str, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    with pytest.raises(HelpAsked) as asked:
        parser(command.partition(" ")[0] or None).parse([*command.split(), "--help"])
    exempt = ("  recolint ", "AWS options", "request members")
    lines = [line for line in str(asked.value).splitlines() if not line.startswith(exempt)]
    assert [line for line in lines if len(line) > int(columns)] == []

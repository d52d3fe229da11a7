"""What ``recolint convert`` prints sends the request of the spec, and no other: run it and see."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import types
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import recolint
from host_readings import nothing, requests
from recolint.base.text import Format, Source, visible_lines, without_commands
from recolint.document import read
from recolint.hosts.shell import read_shell
from recolint.report.spec import RENDERERS
from recolint.testing.aws.remote import TestAws
from submitting import PACKAGE, ROLE

SPEC = {
    "JobName": "a-job",
    "JobType": "Default",
    "RoleArn": ROLE,
    "InputConfig": {"ModelPackageVersionArn": PACKAGE, "JobDurationInSeconds": 7200},
    "JobDescription": 'it\'s "1" $HOME `x` \\ !? é',
    "Tags": [{"Key": "team", "Value": "a b"}],
}

_TEXT = st.text(st.characters(exclude_characters="\ue000"), max_size=8) | st.sampled_from(
    [
        "file://x",
        "-x",
        "'",
        '"',
        "$X",
        "\\",
        "##[add-mask]x",
        "::error::x",
        "\u202e",
        "\u3164",
        "\0",
        "\ud800",
        "no",
        "1",
        "",
    ]
)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)
_NAMES = st.sampled_from(["JobName", "JobType", "InputConfig", "Tags", "class", "Job Name", "X", "##[x]", "::x"])
REQUESTS = st.dictionaries(_NAMES, _VALUES, max_size=4)


def sent_by(program: str) -> list[dict[str, Any]]:
    """The requests that a Python program sends."""
    sent: list[dict[str, Any]] = []

    class Client:
        def create_inference_recommendations_job(self, **request: Any) -> dict[str, str]:
            sent.append(request)
            return {"JobArn": "arn"}

    boto3 = types.ModuleType("boto3")
    boto3.client = lambda name: {"sagemaker": Client()}[name]  # type: ignore[attr-defined]
    with patch.dict(sys.modules, {"boto3": boto3}), redirect_stdout(io.StringIO()):
        exec(compile(program, "<converted>", "exec"), {})  # noqa: S102  the very claim: what is printed runs
    return sent


def words_of(command: str) -> list[str]:
    """The words that a shell makes of a command."""
    program = f"aws() {{ printf '%s\\0' \"$@\"; }}\n{command}"
    done = subprocess.run(["bash", "-c", program], capture_output=True, check=True)
    return done.stdout.decode().split("\0")[:-1]


def same(one: Any, other: Any) -> bool:
    """Whether both are the same data in the same order, with the same types."""
    return repr(one) == repr(other)


@given(st.lists(REQUESTS, min_size=1, max_size=2))
def test_python_sends_the_request(specs: list[dict[str, Any]]) -> None:
    program = RENDERERS["boto3"](specs)
    assert same(sent_by(program), specs)
    assert without_commands(visible_lines(program)) == program


@given(REQUESTS)
def test_yaml_and_json_read_back_the_same(spec: dict[str, Any]) -> None:
    for form, name in (("yaml", Format.YAML), ("json", Format.JSON)):
        text = RENDERERS[form]([spec])
        reading = read(Source("x", text, format=name))
        assert [one.data for one in reading.documents] == [spec]
        assert same(reading.documents[0].data, spec)
        assert without_commands(visible_lines(text)) == text


@given(REQUESTS)
def test_a_shell_gives_the_aws_cli_the_request(spec: dict[str, Any]) -> None:
    text = RENDERERS["aws-cli"]([spec])
    assert without_commands(visible_lines(text)) == text
    sagemaker, operation, *words = words_of(text)
    assert (sagemaker, operation) == ("sagemaker", "create-inference-recommendations-job")
    if words[0] == "--cli-input-json":
        assert len(words) == 2
        assert same(json.loads(words[1]), spec)
    else:
        values = [
            word if spec[name] == word else json.loads(word) for name, word in zip(spec, words[1::2], strict=True)
        ]
        assert same(dict(zip(spec, values, strict=True)), spec)
        assert not any(word.startswith(("file://", "-")) for word in words[1::2])


@given(REQUESTS)
def test_recolint_reads_the_command_that_it_prints(spec: dict[str, Any]) -> None:
    [found] = requests(read_shell(Source("a.sh", RENDERERS["aws-cli"]([spec])), nothing))
    assert same(found, spec)


@pytest.mark.parametrize("form", RENDERERS)
def test_the_command_prints_the_spec_in_another_form(form: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "# why\nJobName: &n a\nRoleArn: r\nJobType: Default\nInputConfig: {ModelName: *n}\n"
    )
    outcome = recolint("convert", "a.yaml", "--to", form, cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    told = {"JobName": "a", "RoleArn": "r", "JobType": "Default", "InputConfig": {"ModelName": "a"}}
    assert outcome.out == RENDERERS[form]([told])
    if form in ("yaml", "json"):
        again = recolint("convert", "-", "--to", form, cwd=tmp_path, stdin=outcome.out.encode())
        assert again.out == outcome.out


def test_a_file_with_several_specs(tmp_path: Path) -> None:
    spec = "JobName: {}\nRoleArn: r\nJobType: Default\nInputConfig: {{ModelName: m}}\n"
    (tmp_path / "a.yaml").write_text("---\n".join(map(spec.format, "ab")))
    assert len(sent_by(recolint("convert", "a.yaml", "--to", "boto3", cwd=tmp_path).out)) == 2
    assert recolint("convert", "a.yaml", "--to", "aws-cli", cwd=tmp_path).out.count("aws sagemaker") == 2
    assert "select one with --document" in recolint("convert", "a.yaml", "--to", "json", cwd=tmp_path).err
    one = recolint("convert", "a.yaml", "--to", "json", "--document", "1", cwd=tmp_path)
    assert json.loads(one.out)["JobName"] == "b"


def test_a_file_with_a_spec_in_each_line(tmp_path: Path) -> None:
    spec = '{{"JobName": "{}", "RoleArn": "r", "JobType": "Default", "InputConfig": {{"ModelName": "m"}}}}\n'
    (tmp_path / "a.jsonl").write_text("\n".join(map(spec.format, "ab")))
    assert len(sent_by(recolint("convert", "a.jsonl", "--to", "boto3", cwd=tmp_path).out)) == 2
    assert "a.jsonl has 2 specs" in recolint("convert", "a.jsonl", "--to", "json", cwd=tmp_path).err
    one = recolint("convert", "a.jsonl", "--to", "json", "--document", "2", cwd=tmp_path)
    assert json.loads(one.out)["JobName"] == "b"
    (tmp_path / "a.jsonl").write_text("")
    assert "a.jsonl:1:1: " in recolint("convert", "a.jsonl", "--to", "json", cwd=tmp_path).err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\n", "no job spec in a.yaml"),
        ("JobName: [\n", "a.yaml:1:10: "),
        ("JobName: a\nJobName: b\nRoleArn: r\nInputConfig: {ModelName: m}\n", "a.yaml:2:1: "),
        (
            "JobName: 2026-01-01\nRoleArn: r\nInputConfig: {ModelName: m}\n",
            "a.yaml: a date, .nan or .inf cannot be sent",
        ),
    ],
)
def test_what_cannot_be_converted_is_said(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(text)
    outcome = recolint("convert", "a.yaml", "--to", "json", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


@pytest.mark.slow
def test_the_aws_cli_creates_the_job_of_the_spec(aws: TestAws, aws_cli_2: str, tmp_path: Path) -> None:
    for number, strange in enumerate(["", "\u202e file://", "file://x"]):
        spec = {**SPEC, "JobName": f"a-job-{number}"} | ({"JobDescription": strange} if strange else {})
        (tmp_path / "a.json").write_text(json.dumps(spec))
        command = recolint("convert", "a.json", "--to", "aws-cli", cwd=tmp_path).out
        program = f'aws() {{ {aws_cli_2} --endpoint-url {aws.endpoint} "$@"; }}\n{command}'
        environment = {**os.environ, "AWS_PAGER": ""}
        done = subprocess.run(
            ["bash", "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        outcome = recolint(
            "jobs",
            "show",
            f"a-job-{number}",
            "--output",
            "json",
            "--endpoint-url",
            aws.endpoint,
            cwd=tmp_path,
            environment=dict(os.environ),
        )
        answer = json.loads(outcome.out)
        assert {name: answer[name] for name in spec if name != "Tags"} == {
            name: spec[name] for name in spec if name != "Tags"
        }

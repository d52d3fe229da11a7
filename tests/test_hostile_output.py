"""No terminal or CI system acts on text from AWS, a spec, a config or a policy, in the output of any command."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from command_line import recolint
from recolint.awscli import forms
from recolint.base.json_text import ascii_json
from recolint.base.text import without_commands
from recolint.report import FORMATS

HOSTILE = (
    "::error::x\x1b[31m\x9b2J\u202e\n::warning file=a::b\r\n \t::add-mask::c ##[group]x ##vso[a]\u2028::notice::"
    "\x85::debug::\x7f" + " word" * 30 + " ::stop-commands::x" + " word" * 30
)
ROLE = "arn:aws:iam::111122223333:role/x"


def assert_harmless(text: str) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", text.replace("\t", ""))
    assert not re.search(r"^\s*::", text, re.MULTILINE)
    assert not re.search(r"##\w*\[", text)


def answer(name: str, status: str) -> dict[str, Any]:
    """An answer of describe in which all text that AWS may choose is hostile."""
    variables = [{"Name": HOSTILE, "Value": [HOSTILE, HOSTILE]}]
    tested = {
        "InstanceType": HOSTILE,
        "EnvironmentParameterRanges": {"CategoricalParameterRanges": variables},
    }
    made = {"EndpointName": HOSTILE, "VariantName": HOSTILE, "InstanceType": HOSTILE, "InitialInstanceCount": 1}
    model = {"EnvironmentParameters": [{"Key": HOSTILE, "ValueType": HOSTILE, "Value": HOSTILE}]}
    numbers = {"CostPerHour": 1, "CostPerInference": 0.1, "MaxInvocations": 3, "ModelLatency": 5}
    return {
        "JobName": name, "JobDescription": HOSTILE, "JobType": "Default", "JobArn": HOSTILE, "RoleArn": HOSTILE,
        "Status": status, "FailureReason": HOSTILE, "CreationTime": HOSTILE,
        "InputConfig": {"ModelPackageVersionArn": HOSTILE, "EndpointConfigurations": [tested]},
        "InferenceRecommendations": [
            {"Metrics": numbers, "EndpointConfiguration": made, "ModelConfiguration": model}
        ],
    }  # fmt: skip


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    for number, status in enumerate(("FAILED", "COMPLETED")):
        (tmp_path / f"{number}.json").write_text(json.dumps(answer(HOSTILE + str(number), status)))
    return tmp_path


@pytest.mark.parametrize("form", forms.FORMS)
@pytest.mark.parametrize(
    "query", [None, "JobName", "[JobName, FailureReason]", '{"::error::": JobName, "##[x]": [[JobName]]}']
)
def test_an_answer_in_any_form_is_harmless_on_a_pipe(answers: Path, form: str, query: str | None) -> None:
    argv = ["jobs", "show", "--from", "0.json", "--output", form]
    outcome = recolint(*argv, *(["--query", query] if query else []), cwd=answers)
    assert outcome.code == 0
    assert bool(outcome.out) == (form != "off")
    assert_harmless(outcome.out)


@pytest.mark.parametrize("command", ["show", "results", "compare", "audit"])
def test_what_is_told_of_jobs_is_harmless(answers: Path, command: str) -> None:
    outcome = recolint("jobs", command, "--from", ".", cwd=answers)
    assert outcome.code in (0, 1, 6)
    assert outcome.out
    assert_harmless(outcome.out + outcome.err)


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    bad = {"JobName": HOSTILE, "JobType": HOSTILE, "RoleArn": HOSTILE, "InputConfig": {HOSTILE: HOSTILE}}
    good = {
        "JobName": "x", "JobType": "Default", "RoleArn": ROLE,
        "InputConfig": {"ModelPackageVersionArn": f"arn:aws:sagemaker:eu-west-1:111122223333:model-package/{HOSTILE}"},
    }  # fmt: skip
    (tmp_path / "::error::bad.json").write_text(json.dumps(bad))
    (tmp_path / " ::set-output name=a::good.json").write_text(json.dumps(good))
    text = json.dumps(HOSTILE)
    (tmp_path / "recolint.toml").write_text(
        f"[[suppress]]\npath = {text}\nrules = ['RL301']\nreason = {text}\n"
        f"[rules.denied-instance-type]\nallow = [{text}]\n"
        "[[iam.role]]\narn = '*'\npolicies = ['policy.json']\n"
    )
    statements = [{"Sid": HOSTILE, "Effect": "Deny", "Action": HOSTILE, "Resource": HOSTILE}]
    (tmp_path / "policy.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": statements}))
    return tmp_path


PRINTING = [
    *(["check", "--output-format", form] for form in FORMATS if form != "github"),
    ["check", "--statistics"],
    ["check", "--diff"],
    ["config"],
    ["config", "--output-format", "json"],
    *(["plan", ".", "--output-format", form] for form in ("text", "json", "markdown")),
    ["iam", "needs", " ::set-output name=a::good.json"],
    ["iam", "needs", " ::set-output name=a::good.json", "--output-format", "json"],
    ["iam", "needs", " ::set-output name=a::good.json", "--as-policy", "role"],
    ["iam", "evaluate", "--identity", "policy.json", "--action", "s3:GetObject", "--resource", HOSTILE],
    ["submit", "--dry-run", "::error::bad.json"],
    ["baseline", "create"],
    ["check", "--add-ignore", "a known one"],
]


@pytest.mark.slow
@pytest.mark.parametrize("argv", PRINTING, ids=" ".join)
def test_what_a_repository_holds_is_harmless_in_each_output(specs: Path, argv: list[str]) -> None:
    outcome = recolint(*argv, cwd=specs)
    assert outcome.out + outcome.err
    # The HTML page has its own tests; it is not a log.
    assert_harmless(outcome.err if argv[-1] == "html" else outcome.out + outcome.err)


_TEXTS = st.one_of(
    st.sampled_from([HOSTILE, "::x", "##[x", "ö", "a\\##[b", "\\u0023##vso[x", "null", "- a"]), st.text()
)
_DATA = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), _TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_TEXTS, inner, max_size=3)),
)


@given(st.dictionaries(_TEXTS, _DATA, min_size=1, max_size=3))
def test_escapes_change_no_data(data: dict[str, Any]) -> None:
    assert json.loads(ascii_json(data)) == data
    assert json.loads(forms.render("json", "x", data, 80)) == data


@given(st.dictionaries(st.sampled_from(["a", "::b", "##[c"]), st.sampled_from([HOSTILE, "x\x1b", "ö", "::x", "# y"])))
def test_yaml_says_the_same_with_its_escapes(data: dict[str, str]) -> None:
    text = forms.render("yaml", "x", data, 80)
    assert not data or YAML(typ="safe", pure=True).load(StringIO(text)) == data
    assert_harmless(text)


def test_a_command_is_found_wherever_a_line_begins() -> None:
    assert without_commands("::a\n \t::b\nc ::d\n:e\n") == "\\x3a:a\n \t\\x3a:b\nc ::d\n:e\n"


def test_a_report_for_github_still_speaks_to_it(specs: Path) -> None:
    assert recolint("check", "--output-format", "github", cwd=specs).out.startswith("::error file=")

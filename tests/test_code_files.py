"""Requests in files of code through the command line: each is a spec, placed where a reader must look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command_line import Outcome, recolint
from specs import ADVANCED, DEFAULT

PACKAGE = "arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3"
REQUEST: dict[str, Any] = {
    "JobName": "churn_1",
    "JobType": "Default",
    "RoleArn": "arn:aws:iam::111122223333:role/recommender",
    "InputConfig": {"ModelPackageVersionArn": PACKAGE},
}
"""The name has a character that no name has, and nothing else is wrong."""
PYTHON = f"""\
import boto3

client = boto3.client("sagemaker")
role = get_role()
client.create_inference_recommendations_job(
    JobName="churn_1",
    JobType="Default",
    RoleArn=role,
    InputConfig={{"ModelPackageVersionArn": "{PACKAGE}"}},
)
"""
SHELL = f"""\
#!/bin/bash
aws sagemaker create-inference-recommendations-job --region us-east-1 --job-name churn_1 \\
  --job-type Default --role-arn "$ROLE" --input-config ModelPackageVersionArn={PACKAGE}
"""
MARKDOWN = f"# Jobs\n\n```json\n{json.dumps(REQUEST, indent=2)}\n```\n"
MACHINE = {
    "StartAt": "A",
    "States": {
        "A": {
            "Type": "Task",
            "Resource": "arn:aws:states:::aws-sdk:sagemaker:createInferenceRecommendationsJob",
            "Parameters": REQUEST,
            "End": True,
        }
    },
}
RECORD = {
    "eventSource": "sagemaker.amazonaws.com",
    "eventName": "CreateInferenceRecommendationsJob",
    "awsRegion": "eu-central-1",
    "requestParameters": {
        "jobName": "churn_1",
        "jobType": "Default",
        "roleArn": REQUEST["RoleArn"],
        "inputConfig": {"modelPackageVersionArn": PACKAGE},
    },
}


def notebook(*cells: str) -> str:
    """A notebook: a cell of text, then ``cells`` of code."""
    parts: list[dict[str, Any]] = [{"cell_type": "markdown", "metadata": {}, "source": ["# Tuning\n"]}]
    parts += [
        {
            "cell_type": "code",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": cell.splitlines(keepends=True),
        }
        for cell in cells
    ]
    return json.dumps({"cells": parts, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


NOTEBOOK = notebook('name = "churn_1"\n', PYTHON.replace('"churn_1"', "name"))
FILES = {
    "job.py": PYTHON,
    "job.ipynb": NOTEBOOK,
    "job.sh": SHELL,
    "job": SHELL,
    "JOBS.md": MARKDOWN,
    "machine.json": json.dumps(MACHINE),
    "trail.json": json.dumps({"Records": [RECORD]}),
    "trail.jsonl": json.dumps(RECORD) + "\n",
}
REPORT = ("--output-format", "json")


def findings(outcome: Outcome) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(outcome.out)["findings"]
    return found


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.mark.parametrize("name", FILES)
def test_a_request_in_a_named_file_is_a_spec(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: FILES[name]})
    done = recolint("check", name, "--isolated", "--region", "eu-central-1", *REPORT, cwd=tmp_path)
    assert done.code == 1
    assert json.loads(done.out)["summary"]["specs"] == 1
    found = [(one["code"], one["spec"], one["pointer"], one["fix"]) for one in findings(done)]
    assert found == [("RL109", 0, "/JobName", None)]
    assert findings(done)[0]["help"] == "write churn-1"


def test_a_saved_answer_is_read_as_the_request_that_led_to_it(tmp_path: Path) -> None:
    arn = "arn:aws:sagemaker:us-east-1:111122223333:inference-recommendations-job/churn"
    answer = {**REQUEST, "JobName": "churn", "JobArn": arn, "Status": "COMPLETED", "CreationTime": "2026-11-01"}
    write(tmp_path, {"answer.json": json.dumps(answer)})
    done = recolint("check", "answer.json", "--isolated", *REPORT, cwd=tmp_path)
    # It ran in the Region of its ARN, where the package is not.
    assert [one["code"] for one in findings(done)] == ["RL642"]


def test_what_a_record_does_not_tell_is_no_fault_of_its_reader(tmp_path: Path) -> None:
    arn = "arn:aws:sagemaker:eu-central-1:111122223333:inference-recommendations-job/churn"
    answer = {**REQUEST, "JobName": "churn", "JobArn": arn, "Status": "COMPLETED", "CreationTime": "2026-11-01"}
    record = json.dumps({"Records": [RECORD]}).replace(
        '"roleArn": "', '"roleArn": "HIDDEN_DUE_TO_SECURITY_REASONS", "x": "'
    )
    write(tmp_path, {"answer.json": json.dumps(answer), "trail.json": record})
    argv = ("check", "answer.json", "trail.json", "--isolated", "--show-unknown", "--require-known", *REPORT)
    done = recolint(*argv, cwd=tmp_path)
    assert "OutputConfig is unknown" in done.err.replace("/OutputConfig", "OutputConfig")
    assert "RL016" not in [one["code"] for one in findings(done)]


def test_findings_stand_at_the_literal_and_at_the_call(tmp_path: Path) -> None:
    without_type = "".join(line for line in PYTHON.splitlines(keepends=True) if "JobType" not in line)
    write(tmp_path, {"job.py": without_type})
    done = recolint("check", "job.py", "--isolated", "--output-format", "concise", cwd=tmp_path)
    assert done.out.splitlines()[:2] == [
        "job.py:5:8: error[RL102] JobType is missing",
        "job.py:6:13: error[RL109] JobName is 'churn_1': '_' is not allowed in a name",
    ]


def test_places_in_a_notebook_count_in_cells_for_people_and_in_the_file_for_sarif(tmp_path: Path) -> None:
    write(tmp_path, {"job.ipynb": NOTEBOOK})
    text = recolint("check", "job.ipynb", "--isolated", cwd=tmp_path).out
    assert " --> job.ipynb:cell 2:1:8\n" in text
    assert '1 | name = "churn_1"\n  |        ^^^^^^^^^\n' in text
    (one,) = findings(recolint("check", "job.ipynb", "--isolated", *REPORT, cwd=tmp_path))
    assert [one[name] for name in ("cell", "line", "column", "end_line", "end_column")] == [2, 1, 8, 1, 17]
    sarif = json.loads(recolint("check", "job.ipynb", "--isolated", "--output-format", "sarif", cwd=tmp_path).out)
    region = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    line = NOTEBOOK.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == '\\"churn_1\\"'


@pytest.mark.slow
def test_a_secret_in_a_notebook_is_covered(tmp_path: Path) -> None:
    secret = "AKIA" + "QWERTYUIOPASDFGH"
    write(tmp_path, {"job.ipynb": notebook(PYTHON.replace("JobName=", f'JobDescription="{secret}", JobName='))})
    done = recolint("check", "job.ipynb", "--isolated", cwd=tmp_path)
    assert "RL033" in done.out
    assert secret not in done.out


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("a.py", "print('create_inference_recommendations_job')\n", "Python"),
        ("a.ipynb", notebook("print(1)\n"), "a Jupyter notebook"),
        ("a.sh", "echo create-inference-recommendations-job\n", "a shell script"),
        ("a.md", "# Nothing\n", "a text document"),
        ("Makefile", "all:\n\techo\n", "a makefile"),
    ],
)
def test_a_named_file_without_a_request_is_told_what_it_is(tmp_path: Path, name: str, text: str, what: str) -> None:
    write(tmp_path, {name: text})
    done = recolint("check", name, "--isolated", "--output-format", "concise", cwd=tmp_path)
    assert done.out.splitlines()[0] == f"{name}:1:1: error[RL012] this is {what}, not a job spec"
    hooked = recolint("check", name, "--unrecognized", "skip", "--allow-empty", cwd=tmp_path)
    assert (hooked.code, hooked.err) == (0, "")


def test_code_that_mentions_the_call_and_cannot_be_read_is_one_finding(tmp_path: Path) -> None:
    write(tmp_path, {"broken.py": PYTHON.replace("\n)", ""), "other.py": "def (:\n"})
    done = recolint("check", "--code", ".", "--isolated", *REPORT, cwd=tmp_path)
    assert [(one["code"], one["path"]) for one in findings(done)] == [("RL002", "broken.py")]


def test_walks_look_at_code_when_asked_or_told_by_the_config(tmp_path: Path) -> None:
    write(tmp_path, FILES | {"spec.yaml": DEFAULT})
    assert recolint("check", ".", "--isolated", cwd=tmp_path).code == 0
    everything = recolint("check", ".", "--code", "--isolated", *REPORT, cwd=tmp_path)
    # A script without a suffix has to be named.
    assert {one["path"] for one in findings(everything) if one["code"] == "RL109"} == FILES.keys() - {"job"}
    write(tmp_path, {"recolint.toml": 'include = ["*.py", "machine.json"]\n'})
    some = recolint("check", ".", *REPORT, cwd=tmp_path)
    assert {one["path"] for one in findings(some)} == {"job.py", "machine.json"}


def test_processes_give_the_same_report_of_code(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    one, two = (
        recolint("check", ".", "--code", "--isolated", "--show-unknown", "--jobs", jobs, cwd=tmp_path)
        for jobs in ("1", "2")
    )
    assert (one.out, one.err) == (two.out, two.err)
    assert "job.py:8:13: /RoleArn is unknown: role" in one.err


def test_a_spec_that_commands_send_is_checked_once(tmp_path: Path) -> None:
    command = "aws sagemaker create-inference-recommendations-job --cli-input-json file://specs/a.json\n"
    write(tmp_path, {"deploy/run.sh": command * 2, "specs/a.json": json.dumps(REQUEST)})
    done = recolint("check", "deploy/run.sh", "--isolated", *REPORT, cwd=tmp_path)
    assert [(one["code"], one["path"]) for one in findings(done)] == [("RL109", "specs/a.json")]
    assert json.loads(done.out)["summary"]["specs"] == 1


def test_a_file_that_may_be_one_of_two_is_not_taken_for_either(tmp_path: Path) -> None:
    command = "aws sagemaker create-inference-recommendations-job --cli-input-json file://a.json --job-type Default\n"
    write(tmp_path, {"deploy/run.sh": command, "deploy/a.json": json.dumps(REQUEST), "a.json": "{}"})
    assert findings(recolint("check", "deploy/run.sh", "--isolated", *REPORT, cwd=tmp_path)) == []


def test_no_file_outside_of_the_repository_is_read(tmp_path: Path) -> None:
    command = "aws sagemaker create-inference-recommendations-job --cli-input-json file://{}\n"
    outside = tmp_path / "a.json"
    write(tmp_path, {"a.json": json.dumps(REQUEST), "repo/.git/HEAD": "ref: refs/heads/main\n"})
    write(tmp_path / "repo", {"run.sh": command.format("../a.json") + command.format(outside)})
    (tmp_path / "repo" / "link.json").symlink_to(outside)
    write(tmp_path / "repo", {"linked.sh": command.format("link.json")})
    done = recolint("check", "run.sh", "linked.sh", "--isolated", "--output-format", "concise", cwd=tmp_path / "repo")
    assert "churn_1" not in done.out
    assert "a.json" not in done.out


def test_constants_come_from_modules_of_the_repository(tmp_path: Path) -> None:
    imported = PYTHON.replace("import boto3\n", "import boto3\nfrom shared.names import NAME\n").replace(
        '"churn_1"', "NAME"
    )
    write(tmp_path, {"app/job.py": imported, "shared/names.py": 'NAME = "churn_1"\n'})
    done = recolint("check", "app/job.py", "--isolated", *REPORT, cwd=tmp_path)
    assert [(one["code"], one["path"], one["line"]) for one in findings(done)] == [("RL109", "app/job.py", 7)]


@pytest.mark.parametrize(
    ("option", "config", "expected"),
    [((), "", ["RL109", "RL642"]), (("--region", "eu-central-1"), "", ["RL109"]),
     ((), 'region = "eu-central-1"\n', ["RL109", "RL642"])],
)  # fmt: skip
def test_the_region_of_the_code_counts_unless_the_command_line_says_another(
    tmp_path: Path, option: tuple[str, ...], config: str, expected: list[str]
) -> None:
    write(tmp_path, {"job.sh": SHELL, "recolint.toml": config})
    done = recolint("check", "job.sh", *option, *REPORT, cwd=tmp_path)
    assert sorted(one["code"] for one in findings(done)) == expected


HIDING = {
    "parameter.py": PYTHON.replace('client("sagemaker")', 'client("sagemaker", region_name=WHERE)'),
    "environment.py": f"import os\nos.environ['AWS_DEFAULT_REGION'] = WHERE\n{PYTHON}",
    "shell.sh": SHELL.replace("--region us-east-1", "--region $WHERE"),
    "magic.ipynb": notebook("%env AWS_REGION=eu-central-1\n", PYTHON),
    "other_magic.ipynb": notebook("%set_env AWS_DEFAULT_REGION eu-central-1\n", PYTHON),
    "configured.ipynb": notebook("!aws configure set region eu-central-1\n", PYTHON),
}
"""Code that sets the Region to what it does not show, or in a place that recolint does not follow."""


@pytest.mark.parametrize("name", HIDING)
def test_a_region_that_code_sets_without_showing_it_is_not_the_region_of_the_config(tmp_path: Path, name: str) -> None:
    shown = SHELL if name.endswith(".sh") else notebook(PYTHON) if name.endswith(".ipynb") else PYTHON
    shown = shown.replace("--region us-east-1 ", "")
    write(tmp_path, {name: HIDING[name], f"shown.{name.partition('.')[2]}": shown})
    write(tmp_path, {"recolint.toml": 'region = "us-east-1"\n'})
    done = recolint("check", ".", "--code", *REPORT, cwd=tmp_path)
    found = sorted((one["path"].partition(".")[0], one["code"]) for one in findings(done))
    assert found == sorted([(name.partition(".")[0], "RL109"), ("shown", "RL109"), ("shown", "RL642")])
    asked = recolint("check", name, "--region", "us-east-1", *REPORT, cwd=tmp_path)
    assert sorted(one["code"] for one in findings(asked)) == ["RL109", "RL642"]


def test_comments_hide_findings_in_python_shell_and_notebooks(tmp_path: Path) -> None:
    inner = PYTHON.replace('"churn_1",', '"churn_1",  # recolint: ignore[RL109] known')
    above = PYTHON.replace("client.create", "# recolint: ignore[RL109] known\nclient.create")
    shell = SHELL.replace("aws ", "# recolint: ignore[RL109,RL642] known\naws ")
    write(tmp_path, {"inner.py": inner, "above.py": above, "a.ipynb": notebook(inner), "a.sh": shell})
    done = recolint("check", "inner.py", "above.py", "a.ipynb", "a.sh", "--isolated", *REPORT, cwd=tmp_path)
    assert (done.code, findings(done)) == (0, [])
    assert json.loads(done.out)["summary"]["suppressed"] == 5


def test_what_is_wrong_with_a_comment_beside_several_requests_is_said_once(tmp_path: Path) -> None:
    body = "".join(f"    {line}\n" for line in PYTHON.splitlines()[4:])
    loop = 'for name in ("churn_1", "churn-2"):\n' + body.replace(
        'JobName="churn_1",', "JobName=name,  # recolint: ignore[RL109] known"
    ).replace('"Default",', '"Default",  # recolint: ignore[RL204] no such')
    write(tmp_path, {"job.py": loop})
    done = recolint("check", "job.py", "--isolated", *REPORT, cwd=tmp_path)
    assert json.loads(done.out)["summary"]["specs"] == 2
    assert [one["code"] for one in findings(done) if one["code"] == "RL022"] == ["RL022"]


def test_a_comment_is_not_called_unused_because_of_what_code_does_not_tell(tmp_path: Path) -> None:
    unknown = PYTHON.replace('"churn_1",', "get_name(),  # recolint: ignore[RL109] known")
    known = PYTHON.replace('"churn_1",', '"churn",  # recolint: ignore[RL109] known')
    write(tmp_path, {"unknown.py": unknown, "known.py": known})
    done = recolint("check", "unknown.py", "known.py", "--isolated", *REPORT, cwd=tmp_path)
    assert [(one["code"], one["path"]) for one in findings(done)] == [("RL022", "known.py")]


def test_tables_and_baselines_hide_findings_in_code(tmp_path: Path) -> None:
    table = '[[suppress]]\npath = "job.py"\nrules = ["RL109"]\nreason = "known"\n'
    write(tmp_path, {"job.py": PYTHON, "job.ipynb": NOTEBOOK, "recolint.toml": table})
    assert recolint("check", "job.py", cwd=tmp_path).code == 0
    made = recolint("baseline", "create", "job.ipynb", "--baseline", "known.json", cwd=tmp_path)
    assert made.code == 0, made.err
    (tmp_path / "job.ipynb").write_text(notebook("# more\n", 'name = "churn_1"\n', PYTHON.replace('"churn_1"', "name")))
    assert recolint("check", "job.ipynb", "--baseline", "known.json", cwd=tmp_path).code == 0


def test_code_is_never_changed(tmp_path: Path) -> None:
    write(
        tmp_path, {"job.py": f"client.create_inference_recommendations_job(**{ADVANCED | {'JobType': 'advanced'}!r})\n"}
    )
    before = (tmp_path / "job.py").read_text()
    fixed = recolint("check", "--fix", "--unsafe-fixes", "job.py", "--isolated", cwd=tmp_path)
    assert "not fixed: recolint does not change code" in fixed.err
    hidden = recolint("check", "--add-ignore", "known", "job.py", "--isolated", cwd=tmp_path)
    assert "not ignored: recolint does not change code" in hidden.err
    assert (tmp_path / "job.py").read_text() == before


def test_gaps_are_listed_and_made_findings_on_demand(tmp_path: Path) -> None:
    write(tmp_path, {"job.sh": SHELL, "job.ipynb": NOTEBOOK, "spec.yaml": DEFAULT})
    listed = recolint("check", "job.sh", "job.ipynb", "--isolated", "--show-unknown", "--select", "RL016", cwd=tmp_path)
    assert listed.code == 0
    assert listed.err.splitlines() == [
        "recolint: job.ipynb:cell 3:8:13: /RoleArn is unknown: role",
        'recolint: job.sh:3:33: /RoleArn is unknown: "$ROLE"',
    ]
    argv = ("check", "job.sh", "spec.yaml", "--select", "RL016", *REPORT)
    (found,) = findings(recolint(*argv, "--require-known", cwd=tmp_path))
    assert (found["code"], found["severity"], found["pointer"]) == ("RL016", "error", "/RoleArn")
    assert found["message"] == 'RoleArn: expected a literal, found "$ROLE"'
    write(tmp_path, {"recolint.toml": "require-known = true\n"})
    assert len(findings(recolint(*argv, cwd=tmp_path))) == 1


def test_plans_and_needs_are_of_the_same_files_and_submit_is_not(tmp_path: Path) -> None:
    write(tmp_path, {"job.py": PYTHON.replace("churn_1", "churn")})
    planned = recolint("plan", "job.py", "--isolated", "--output-format", "json", cwd=tmp_path)
    assert planned.code == 0
    assert json.loads(planned.out)["plans"][0]["path"] == "job.py"
    needs = recolint("iam", "needs", "job.py", "--isolated", cwd=tmp_path)
    assert (needs.code, "sagemaker:CreateInferenceRecommendationsJob" in needs.out) == (0, True)
    sent = recolint("submit", "job.py", "--yes", cwd=tmp_path)
    assert sent.code == 2
    said = "recolint: job.py: cannot submit a request in code; recolint extract writes it as a spec\n"
    assert sent.err == said


def test_audit_reads_trails(tmp_path: Path) -> None:
    write(tmp_path, {"trail.json": FILES["trail.json"], "trail.jsonl": FILES["trail.jsonl"]})
    done = recolint("jobs", "audit", "--from", "trail.json", "--from", "trail.jsonl", *REPORT, cwd=tmp_path)
    assert done.code == 1, done.err
    assert [(one["path"], one["pointer"]) for one in findings(done)] == [
        ("trail.json", "/JobName"), ("trail.jsonl", "/JobName")
    ]  # fmt: skip


def test_records_of_other_operations_in_a_trail_are_nobodys_business(tmp_path: Path) -> None:
    other = RECORD | {"eventSource": "s3.amazonaws.com", "eventName": "PutObject", "requestParameters": {"key": "a"}}
    training = RECORD | {"eventName": "CreateTrainingJob", "requestParameters": {"trainingJobName": "a"}}
    lines = "\n".join(map(json.dumps, (other, RECORD, training)))
    write(tmp_path, {"trail.jsonl": lines, "other.jsonl": json.dumps(other) + "\n" + json.dumps(training)})
    for argv in (("check", "trail.jsonl"), ("jobs", "audit", "--from", "trail.jsonl")):
        done = recolint(*argv, *REPORT, cwd=tmp_path)
        assert [(one["path"], one["line"], one["pointer"]) for one in findings(done)] == [
            ("trail.jsonl", 2, "/JobName")
        ]
    assert recolint("check", "other.jsonl", "--allow-empty", cwd=tmp_path).code == 0
    done = recolint("jobs", "audit", "--from", "other.jsonl", cwd=tmp_path)
    assert done.err == "recolint: other.jsonl: no record of CreateInferenceRecommendationsJob\n"


def test_requests_in_code_are_not_compared_with_each_other_or_with_specs(tmp_path: Path) -> None:
    call = "sm.create_inference_recommendations_job(JobName='churn-1', **rest)"
    code = f"for attempt in range(2):\n    {call}\nif x:\n    {call}\nelse:\n    {call}\n"
    write(tmp_path, {"a.py": code, "a.json": json.dumps(REQUEST | {"JobName": "churn-1"})})
    done = recolint("check", "--code", "--isolated", *REPORT, cwd=tmp_path)
    assert json.loads(done.out)["summary"]["specs"] == 4
    assert "RL302" not in done.out

"""``recolint extract``: requests in code as specs, never over a file, and a comparison of the two."""

from __future__ import annotations

import json
from pathlib import Path

from ruamel.yaml import YAML

from command_line import TODAY, recolint
from recolint.cli.mcp.tools import call
from test_code_files import FILES, NOTEBOOK, PACKAGE, PYTHON, write

KNOWN = {"JobName": "churn_1", "JobType": "Default", "InputConfig": {"ModelPackageVersionArn": PACKAGE}}


def test_each_request_becomes_a_spec_with_placeholders(tmp_path: Path) -> None:
    write(tmp_path, {"job.py": PYTHON})
    done = recolint("extract", "job.py", "-o", "jobs", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out == "jobs/churn_1.yaml: from job.py:5:8\n  fill in RoleArn: <role> (role at job.py:8:13)\n"
    text = (tmp_path / "jobs" / "churn_1.yaml").read_text()
    assert YAML(typ="safe", pure=True).load(text) == {**KNOWN, "RoleArn": "<role>"}
    assert "RoleArn: <role>  # role at job.py:8:13\n" in text
    # A check reports a placeholder that was not replaced.
    assert "RL030" in recolint("check", "jobs", "--isolated", cwd=tmp_path).out


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, {"job.py": PYTHON, "churn_1.yaml": "mine\n"})
    done = recolint("extract", "job.py", cwd=tmp_path)
    assert done.code == 2
    assert "churn_1.yaml: not written: the file exists" in done.err
    assert (tmp_path / "churn_1.yaml").read_text() == "mine\n"


def test_a_request_without_a_known_name_is_called_after_its_file(tmp_path: Path) -> None:
    unnamed = PYTHON.replace('"churn_1"', "get_name()")
    hostile = PYTHON.replace('"churn_1"', '"../../churn"')
    write(tmp_path, {"job.py": unnamed + hostile})
    recolint("extract", "job.py", "-o", "jobs", "--format", "json", cwd=tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*.json")) == ["job-1.json", "job-2.json"]
    assert json.loads((tmp_path / "jobs" / "job-2.json").read_text())["JobName"] == "../../churn"


def test_two_requests_of_a_name_become_two_files(tmp_path: Path) -> None:
    write(tmp_path, {"job.py": PYTHON, "job.ipynb": NOTEBOOK})
    recolint("extract", "job.py", "job.ipynb", "-o", "jobs", cwd=tmp_path)
    assert sorted(path.name for path in (tmp_path / "jobs").iterdir()) == ["churn_1-2.yaml", "churn_1.yaml"]


def test_check_fails_where_a_spec_and_its_request_differ(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert recolint("extract", "job.py", "-o", "jobs", cwd=tmp_path).code == 0
    check = ("extract", "--check", "job.py", "-o", "jobs")
    assert recolint(*check, cwd=tmp_path).code == 0
    spec = tmp_path / "jobs" / "churn_1.yaml"
    spec.write_text(spec.read_text().replace("<role>", "arn:aws:iam::111122223333:role/recommender"))
    assert recolint(*check, cwd=tmp_path).code == 0
    spec.write_text(spec.read_text().replace("Default", "Advanced") + "JobDescription: more\n")
    done = recolint(*check, cwd=tmp_path)
    assert done.code == 1
    assert done.out.splitlines() == [
        "jobs/churn_1.yaml: JobType: the code has \"Default\", the spec has \"Advanced\" (job.py:7:13)",
        "jobs/churn_1.yaml: JobDescription: the code lacks it (job.py:5:1)",
    ]  # fmt: skip
    spec.unlink()
    missing = recolint(*check, cwd=tmp_path)
    assert (missing.code, missing.out) == (1, "job.py:5:8: no spec jobs/churn_1.yaml\n")


def test_a_file_without_a_request_is_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "print(1)\n"})
    done = recolint("extract", "a.py", cwd=tmp_path)
    assert (done.code, done.err) == (2, "recolint: no request in code in a.py\n")


def test_agents_get_the_text_and_nothing_is_written(tmp_path: Path) -> None:
    answer = call("extract", {"text": PYTHON, "filename": "job.py"}, [tmp_path], TODAY)
    assert answer.data is not None
    assert YAML(typ="safe", pure=True).load(answer.data["text"]) == {**KNOWN, "RoleArn": "<role>"}
    assert [one.split(" at ")[0] for one in answer.data["messages"]] == ["recolint: fill in RoleArn: <role> (role"]
    assert list(tmp_path.iterdir()) == []


def test_what_the_code_may_add_is_to_be_filled_in_and_checked(tmp_path: Path) -> None:
    code = """
def submit(sm, config, advanced):
    sm.create_inference_recommendations_job(**config)
    job = {"JobName": "churn-1", "InputConfig": dict(ModelName="m", **config.more), "RoleArn": "r"}
    if advanced:
        job["JobType"] = "Advanced"
        job["Tags"] = config.tags
    sm.create_inference_recommendations_job(**job)
"""
    write(tmp_path, {"job.py": code})
    done = recolint("extract", "job.py", "-o", "jobs", cwd=tmp_path)
    assert done.out == (
        "jobs/job-1.yaml: from job.py:3:8\n"
        "  fill in JobName: <JobName> (job.py:3:5 may add it)\n"
        "  fill in JobType: <JobType> (job.py:3:5 may add it)\n"
        "  fill in RoleArn: <RoleArn> (job.py:3:5 may add it)\n"
        "  fill in InputConfig: <InputConfig> (job.py:3:5 may add it)\n"
        "  check the request: job.py:3:5 may add more members\n"
        "jobs/churn-1.yaml: from job.py:8:8\n"
        "  fill in JobType: <Advanced> ('Advanced' at job.py:6:26)\n"
        "  check InputConfig: job.py:4:49 may add more members\n"
        "  check Tags: config.tags at job.py:7:23 may set it\n"
    )
    text = (tmp_path / "jobs" / "job-1.yaml").read_text()
    assert YAML(typ="safe", pure=True).load(text).keys() == {"JobName", "JobType", "RoleArn", "InputConfig"}
    assert recolint("extract", "--check", "job.py", "-o", "jobs", cwd=tmp_path).code == 0

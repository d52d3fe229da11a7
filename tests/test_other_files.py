"""Files that are not job specs: a walk skips them, and a named one gets a finding with its kind."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aws_requests import SPELLINGS, camel, kebab, of_others, snake, spelled
from command_line import recolint
from request_faults import faults
from specs import ADVANCED, DEFAULT, as_json, changed

ROOT = Path(__file__).parent.parent
BAD = DEFAULT.replace("JobType: Default", "JobType: DEFAULT")
REQUEST = YAML(typ="safe", pure=True).load(DEFAULT)
HOOKS = {
    hook["id"]: tuple(hook["entry"].split()[1:])
    for hook in YAML(typ="safe", pure=True).load(ROOT / ".pre-commit-hooks.yaml")
    if hook.get("pass_filenames") is not False
}


def said(folder: Path, *argv: str) -> list[dict[str, Any]]:
    """The findings of a check in ``folder``."""
    found: list[dict[str, Any]] = json.loads(recolint("check", *argv, "--output-format", "json", cwd=folder).out)[
        "findings"
    ]
    return found


def skips(folder: Path, *argv: str) -> dict[str, str]:
    """What ``--show-skipped`` lists: the reason for each path."""
    lines = recolint("check", "--show-skipped", "--allow-empty", *argv, cwd=folder).err.splitlines()
    found = (line.removeprefix("recolint: skipped ").partition(": ") for line in lines)
    return {path: reason for path, _, reason in found}


@pytest.fixture(scope="module")
def requests_of_others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the requests of all operations with one of our names, in four spellings, as JSON and as YAML."""
    folder = tmp_path_factory.mktemp("others")
    for service, operation, *bodies in of_others():
        for body, whole in zip(bodies, ("", "-whole"), strict=True):
            for spelling in SPELLINGS:
                text = json.dumps(spelled(body, spelling), indent=1)
                for suffix in ("json", "yaml"):
                    (folder / f"{service}-{operation}-{spelling.__name__}{whole}.{suffix}").write_text(text)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("argv", [("check", "--fix", "--allow-empty", "."), *HOOKS.values()], ids=["walk", *HOOKS])
def test_no_request_of_another_operation_is_reported_or_touched(
    requests_of_others: Path, argv: tuple[str, ...]
) -> None:
    before = {path: path.read_bytes() for path in requests_of_others.iterdir()}
    assert len(before) > 4000
    names = [] if argv[-1] == "." else [path.name for path in before]
    outcome = recolint(*argv, *names, "-q", cwd=requests_of_others)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert {path: path.read_bytes() for path in requests_of_others.iterdir()} == before


TEAMS_OWN = {
    "a scheduler's": "job_name: nightly\njob_type: spark\nimage: jobs:1\n",
    "with a role": "job_name: nightly\njob_type: etl\nrole_arn: arn:aws:iam::111122223333:role/etl\n",
    "with an input of its own": "jobName: nightly\njobType: etl\ninputConfig: {path: s3://bucket/in}\n",
    "with limits of its own": "job-name: nightly\njob-type: batch\nresource-limits: {cpu: 4}\n",
    "with a model": "job_name: train\nrole_arn: r\nmodel_name: bert\ninstance_type: ml.m5.xlarge\n",
    "in our spelling": "JobName: nightly\nJobType: spark\nImage: jobs:1\n",
    "in our spelling, with a role": "JobName: nightly\nJobType: spark\nRoleArn: r\nImage: jobs:1\n",
    "in our spelling, with an input": "JobName: nightly\nInputConfig: {Path: s3://bucket/in}\n",
    "mostly of its own": "JobName: nightly\nJobType: Default\nImage: a\nCommand: b\nSchedule: c\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", TEAMS_OWN.values(), ids=TEAMS_OWN)
@pytest.mark.parametrize("argv", [("check", "--fix", "--allow-empty", "."), *HOOKS.values()], ids=["walk", *HOOKS])
def test_a_file_that_a_team_thought_of_is_left_alone(tmp_path: Path, text: str, argv: tuple[str, ...]) -> None:
    (tmp_path / "job.yaml").write_text(text)
    outcome = recolint(*argv, *([] if argv[-1] == "." else ["job.yaml"]), "-q", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (0, "")
    assert (tmp_path / "job.yaml").read_text() == text


def skipped_of(folder: Path, requests: Iterable[Any]) -> list[Any]:
    """Those of ``requests`` that a walk does not take for specs."""
    texts = {f"{number}.json": json.dumps(one, default=str) for number, one in enumerate(requests)}
    for name, text in texts.items():
        (folder / name).write_text(text)
    return [json.loads(texts[name]) for name in skips(folder, "--select", "RL101")]


@pytest.mark.slow
@pytest.mark.parametrize("request_", [REQUEST, ADVANCED], ids=["default", "advanced"])
def test_a_spec_with_one_fault_stays_a_spec(tmp_path: Path, request_: dict[str, Any]) -> None:
    broken = [fault.within(request_) for fault in faults(request_)]
    assert not skipped_of(tmp_path, [one for one in broken if isinstance(one, dict)])


def test_a_spec_with_a_member_of_its_authors_stays_a_spec(tmp_path: Path) -> None:
    found = []
    for extra in ("x-comment", ".common", "_comment", "$schema", "Owner", "Comment"):
        found.append({**REQUEST, extra: "us"})
        for name in REQUEST:
            rest = {member: value for member, value in REQUEST.items() if member != name}
            found.append({**rest, name[:-1]: REQUEST[name], extra: "us"})
    assert not skipped_of(tmp_path, found)


@pytest.mark.parametrize("spelling", [camel, snake, kebab])
def test_a_walk_reports_another_spelling_and_renames_no_member_at_the_root(tmp_path: Path, spelling: Any) -> None:
    text = as_json({spelling(name): value for name, value in changed("JobType", to="DEFAULT").items()})
    (tmp_path / "job.json").write_text(text)
    found = said(tmp_path, "--fix")
    assert [one["code"] for one in found][:4] == ["RL101"] * 4
    assert not any(one["fix"] for one in found if one["code"] == "RL101")
    assert set(json.loads((tmp_path / "job.json").read_text())) == set(json.loads(text))
    recolint("check", "job.json", "--fix", cwd=tmp_path)
    assert set(json.loads((tmp_path / "job.json").read_text())) == set(ADVANCED)


def test_another_spelling_of_a_file_that_was_named_counts_when_its_type_fits(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text("job_name: probe\njob_type: Default\n")
    assert recolint("check", cwd=tmp_path).code == 2
    assert {one["code"] for one in said(tmp_path, "job.yaml")} == {"RL101", "RL102"}
    (tmp_path / "job.yaml").write_text("job_name: probe\njob_type: spark\n")
    assert [one["code"] for one in said(tmp_path, "job.yaml")] == ["RL012"]


PYTHON = 'import boto3\n\nrequest = {\n    "JobName": "a",\n    "JobType": "Default",\n}\n'
SCRIPT = "aws sagemaker describe-inference-recommendations-job --job-name a\n"
TERRAFORM = 'resource "aws_s3_bucket" "data" {\n  bucket = "data"\n}\n'
TASK = {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sagemaker:x", "Parameters": ADVANCED, "End": True}
EVENT = {
    "eventVersion": "1.08",
    "eventSource": "sagemaker.amazonaws.com",
    "eventName": "StopInferenceRecommendationsJob",
    "requestParameters": spelled(REQUEST, camel),
}
KINDS = {
    "job.py": (PYTHON, "Python"),
    "job": (PYTHON, "Python"),
    "job.yaml": (PYTHON, "Python"),
    "job.ipynb": ('{"cells": [], "nbformat": 4, "metadata": {}}', "Jupyter notebook"),
    "submit.sh": (SCRIPT, "shell script"),
    "submit": ("#!/usr/bin/env bash\n" + SCRIPT, "shell script"),
    "main.tf": (TERRAFORM, "Terraform"),
    "machine.json": (json.dumps({"StartAt": "A", "States": {"A": TASK}}), "state machine"),
    "trail.json": (json.dumps({"Records": [EVENT]}), "CloudTrail record"),
    "event.json": (json.dumps(EVENT), "CloudTrail record"),
    "list.json": (json.dumps({"InferenceRecommendationsJobs": []}), "ListInferenceRecommendationsJobs"),
    "stack.yaml": (
        "AWSTemplateFormatVersion: '2010-09-09'\nResources: {Role: {Type: AWS::IAM::Role, Name: !Ref X}}\n",
        "CloudFormation template",
    ),
    "stack-2.yaml": ("Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Name: !Sub x\n", "CloudFormation template"),
    "README.md": ("# Jobs\n\n```yaml\nJobName: a\nJobType: Default\n```\n", "text document"),
    "Dockerfile": ("FROM python:3.11\nENV InputConfig=1\n", "Dockerfile"),
    "Dockerfile.prod": ("FROM python:3.11\n", "Dockerfile"),
    "app.dockerfile": ("FROM python:3.11\n", "Dockerfile"),
    "LICENSE": ("Permission is hereby granted\n", "text file"),
    ".gitignore": ("*.pyc\nbuild/\n", "text file"),
    "api.proto": ('syntax = "proto3";\nmessage A {}\n', "text file"),
    "x.toml": ("[tool]\na = 1\n", "TOML"),
    "x.ini": ("[main]\na = 1\n", "INI file"),
    "payload.tar.gz": (gzip.compress(b"{}" * 99), "gzip archive"),
    "payload.json": (gzip.compress(b"{}" * 99), "gzip archive"),
    "model.bin": (bytes(range(256)) + bytes(64) + b"\x80" * 64, "binary file"),
    "workload.json": ('{"AIWorkloadConfigName": "a"}', "request of CreateAIWorkloadConfig"),
    "benchmark.yaml": ("AIBenchmarkJobName: a\nRoleArn: r\n", "request of CreateAIBenchmarkJob"),
    "recommend.yaml": ("ai_recommendation_job_name: a\nrole_arn: r\n", "request of CreateAIRecommendationJob"),
    "training.json": ('{"TrainingJobName": "a", "RoleArn": "r"}', "request of CreateTrainingJob"),
    "job.json": ('{"JobName": "a", "RoleArn": "r", "JobCategory": "c"}', "has no JobCategory"),
    "empty.yaml": ("# later\n", "empty"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "content", "what"), [(name, *kind) for name, kind in KINDS.items()], ids=KINDS)
def test_a_named_file_that_is_not_a_spec_is_told_what_it_is_in_one_finding(
    tmp_path: Path, name: str, content: str | bytes, what: str
) -> None:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (finding,) = said(tmp_path, name)
    assert what in finding["message"]
    assert len(finding["message"]) <= 100
    assert name == "empty.yaml" or 0 < len(finding["help"]) <= 140


def test_a_broken_spec_is_told_what_is_broken_and_a_text_that_quotes_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("JobName: [a\nJobType: Default\n")
    (tmp_path / "broken.json").write_text('{"JobName": "a, "JobType": "Default"}')
    (tmp_path / "chart.yaml").write_text("spec:\n  {{- if .x }}\n  JobName: a\n  RoleArn: b\n  {{- end }}\n")
    (tmp_path / "names.json").write_text('["JobName", "JobType", "RoleArn"]')
    (tmp_path / "stack.yaml").write_text("Job: !Ref x\nJobs: {JobName: a, RoleArn: !Sub b}\n")
    assert [(one["path"], one["code"]) for one in said(tmp_path)] == [
        ("broken.json", "RL002"),
        ("broken.yaml", "RL002"),
    ]


def test_a_large_file_that_is_not_a_spec_is_skipped_by_a_walk(tmp_path: Path) -> None:
    names = ["JobName", "JobType", "RoleArn", "InputConfig"]
    (tmp_path / "recolint.toml").write_text("max-file-size = 2000\n")
    shapes = {"members": names, "more": {name: {} for name in names}}
    (tmp_path / "model.json").write_text(json.dumps({"shapes": shapes, "x": "y" * 3000}))
    (tmp_path / "job.yaml").write_text(DEFAULT)
    assert said(tmp_path) == []
    (tmp_path / "large.yaml").write_text(DEFAULT.replace("probe", "probe-2") + "#" * 3000)
    assert [(one["path"], one["code"]) for one in said(tmp_path)] == [("large.yaml", "RL010")]


WRAPPED = {
    "a request": ({"CreateInferenceRecommendationsJobRequest": REQUEST}, "RL012", "move the members"),
    "another wrapper": ({"version": 1, "job": ADVANCED}, "RL012", "move the members"),
    "several": ({"a": REQUEST, "b": ADVANCED}, "RL012", "move each"),
    "a list below a name": ({"jobs": [REQUEST, ADVANCED]}, "RL012", "move each"),
    "a list": ([REQUEST, ADVANCED], "RL004", "---"),
}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["json", "yaml"])
@pytest.mark.parametrize(("data", "code", "help_"), WRAPPED.values(), ids=WRAPPED)
def test_a_spec_one_level_too_deep_is_a_warning_in_a_walk_and_an_error_when_named(
    tmp_path: Path, data: object, code: str, help_: str, suffix: str
) -> None:
    (tmp_path / "ok.yaml").write_text(DEFAULT.replace("probe", "probe-2"))
    (tmp_path / f"job.{suffix}").write_text(json.dumps(data, indent=2))
    assert recolint("check", cwd=tmp_path).code == 0
    name = f"job.{suffix}"
    for argv, severity in (([], "warning"), ([name, "--unrecognized", "skip"], "warning"), ([name], "error")):
        (finding,) = said(tmp_path, *argv)
        assert (finding["code"], finding["severity"], finding["path"]) == (code, severity, name)
        assert help_ in finding["help"]


def test_a_wrapped_spec_beside_another_document_is_a_warning_too(tmp_path: Path) -> None:
    wrapped = DEFAULT.replace("\n", "\n  ").rstrip(" ")
    (tmp_path / "job.yaml").write_text(f"{DEFAULT}---\nrequest:\n  {wrapped}")
    (finding,) = said(tmp_path)
    assert (finding["code"], finding["severity"], finding["line"]) == ("RL012", "warning", 7)


def test_what_a_walk_leaves_out_is_listed_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("old.yaml\nbuild/\n")
    (tmp_path / "recolint.toml").write_text('exclude = ["drafts/", "x.yaml"]\nmax-file-size = 3000\n')
    for folder in ("build", "drafts", "node_modules", "jobs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.yaml").write_text(DEFAULT)
    (tmp_path / "old.yaml").write_text(DEFAULT)
    (tmp_path / "x.yaml").write_text(DEFAULT)
    (tmp_path / "package.json").write_text('{"name": "x"}')
    (tmp_path / "large.json").write_text(json.dumps({"name": "x" * 4000}))
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "link.yaml").symlink_to("jobs/a.yaml")
    (tmp_path / "gone.yaml").symlink_to("nowhere.yaml")
    (tmp_path / "linked").symlink_to("jobs")
    found = skips(tmp_path)
    assert found == {
        ".git/": "a folder that recolint never searches",
        ".gitignore": "the name does not end with .json, .yaml, .yml, .jsonl",
        "broken.json": found["broken.json"],
        "build/": "ignored by .gitignore",
        "drafts/": "excluded by the config",
        "gone.yaml": "not a regular file, or a broken link",
        "large.json": found["large.json"],
        "link.yaml": "the same file as jobs/a.yaml",
        "linked": "a link to a folder",
        "node_modules/": "a folder that recolint never searches",
        "notes.txt": "the name does not end with .json, .yaml, .yml, .jsonl",
        "old.yaml": "ignored by .gitignore",
        "package.json": "this is not a job spec: the top level has name",
        "recolint.toml": "the name does not end with .json, .yaml, .yml, .jsonl",
        "x.yaml": "excluded by the config",
    }
    assert "larger than 3000 bytes" in found["large.json"]
    assert skips(tmp_path, "package.json", "--unrecognized", "skip").keys() == {"package.json"}
    assert recolint("check", cwd=tmp_path).err == ""


@pytest.mark.parametrize("version", ["2", "4"])
def test_what_git_tracks_is_checked_though_gitignore_names_it(tmp_path: Path, version: str) -> None:
    def git(*argv: str) -> None:
        subprocess.run(["git", *argv], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    (tmp_path / "old" / "deep").mkdir(parents=True)
    for name in ("a.yaml", "b.yaml", "old/deep/c.yaml", "old/deep/d.yaml", "old/e.yaml"):
        (tmp_path / name).write_text(BAD.replace("probe", name[-6]))
    git("add", "a.yaml", "old/deep/c.yaml")
    git("update-index", "--index-version", version)
    (tmp_path / ".gitignore").write_text("*.yaml\nold/\n")
    assert [one["path"] for one in said(tmp_path)] == ["a.yaml", "old/deep/c.yaml"]
    assert skips(tmp_path).keys() >= {"b.yaml", "old/deep/d.yaml", "old/e.yaml"}
    index = tmp_path / ".git" / "index"
    index.write_bytes(index.read_bytes()[:90])
    assert recolint("check", "--allow-empty", cwd=tmp_path).code == 0


def test_one_file_under_two_names_is_one_spec(tmp_path: Path) -> None:
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "z.yaml").write_text(DEFAULT)
    (tmp_path / "jobs" / "latest.yaml").symlink_to("z.yaml")
    (tmp_path / "linked").symlink_to("jobs")
    os.link(tmp_path / "jobs" / "z.yaml", tmp_path / "hard.yaml")
    several = [
        [],
        ["jobs", "linked"],
        ["jobs/z.yaml", "linked/z.yaml"],
        ["./jobs", "jobs/../jobs"],
        ["linked/latest.yaml", "."],
    ]
    for argv in several:
        assert recolint("check", *argv, cwd=tmp_path).out == "1 spec checked: nothing to report\n", argv
    (tmp_path / "jobs" / "z.yaml").write_text(BAD)
    assert [one["path"] for one in said(tmp_path, "jobs")] == ["jobs/z.yaml"]
    assert [one["path"] for one in said(tmp_path, "jobs/latest.yaml", "jobs")] == ["jobs/latest.yaml"]
    piped = recolint("check", "-", "jobs", "--stdin-filename", "linked/z.yaml", cwd=tmp_path, stdin=DEFAULT.encode())
    assert piped.out == "1 spec checked: nothing to report\n"


def test_the_closing_line_counts_files_that_could_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text("JobName: [a\nJobType: Default\n")
    assert recolint("check", "job.yaml", cwd=tmp_path).out.endswith("\n1 file could not be read: 1 error\n")
    (tmp_path / "ok.yaml").write_text(DEFAULT)
    assert recolint("check", cwd=tmp_path).out.endswith("\n1 spec checked, 1 file could not be read: 1 error\n")


@pytest.mark.parametrize("text", [f"{DEFAULT}---\n", f"---\n# none\n---\n{DEFAULT}", f"{DEFAULT}---\n# x\n---\n"])
def test_an_empty_document_beside_a_spec_is_an_info_and_no_obstacle(tmp_path: Path, text: str) -> None:
    (tmp_path / "job.yaml").write_text(text)
    (finding,) = said(tmp_path)
    assert (finding["code"], finding["severity"]) == ("RL013", "info")
    assert text.splitlines()[finding["line"] - 1] == "---"
    assert recolint("plan", "job.yaml", cwd=tmp_path).code == 0
    (tmp_path / "job.yaml").write_text(f"---\n{DEFAULT}...\n")
    assert said(tmp_path) == []

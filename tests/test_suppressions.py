"""Ignore comments hide only findings of the rules that they name, at their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import recolint
from specs import DEFAULT

SPEC = """\
JobName: probe
JobType: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
  JobDurationInSeconds: 7200
  TrafficPattern:
    TrafficType: PHASES
    Phases:{a}
      {b}
      - InitialNumberOfUsers: 1
        SpawnRate: 1
        DurationInSeconds: 60{c}
      - {{InitialNumberOfUsers: 2, SpawnRate: 1, DurationInSeconds: 90}}{d}
  EndpointConfigurations: [{{InstanceType: ml.c5.large}}]
"""


def codes(tmp_path: Path, **comments: str) -> list[str]:
    """The codes and lines of RL0 and RL206 findings with ``comments`` at the places of ``SPEC``."""
    text = SPEC.format(**{"a": "", "b": "", "c": "", "d": ""} | comments)
    (tmp_path / "job.yaml").write_text(text)
    outcome = recolint(
        "check",
        "job.yaml",
        "--isolated",
        "--select",
        "RL02,RL030,RL206",
        "--output-format",
        "concise",
        "-q",
        cwd=tmp_path,
    )
    assert outcome.err == ""
    return [f"{line.split(':')[1]} {line.split('[')[1][:5]}" for line in outcome.out.splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("comments", "found"),
    [
        pytest.param({}, ["13 RL206", "14 RL206"], id="without a comment"),
        pytest.param({"c": "  # recolint: ignore[RL206] short"}, ["14 RL206"], id="after a value"),
        pytest.param({"c": " # recolint: ignore[phase-duration-out-of-range]"}, ["14 RL206"], id="by name"),
        pytest.param({"c": " #recolint:ignore[RL206]"}, ["14 RL206"], id="spaces are free"),
        pytest.param({"d": "  # recolint: ignore[RL206]"}, ["13 RL206"], id="after a flow mapping: all in it"),
        pytest.param({"b": "# recolint: ignore[RL206] one"}, ["14 RL206"], id="on its own line: the next entry"),
        pytest.param({"a": "  # recolint: ignore[RL206]"}, [], id="after a key: all in its value"),
        pytest.param({"c": " # recolint: ignore[RL206] until=2026-11-23"}, ["14 RL206"], id="on its last day"),
        pytest.param(
            {"c": " # recolint: ignore[RL206] until=2026-11-22"},
            ["13 RL206", "13 RL023", "14 RL206"],
            id="expired",
        ),
        pytest.param({"c": " # recolint: ignore[RL301]"}, ["13 RL206", "14 RL206"], id="of a rule that did not run"),
        pytest.param({"c": " # recolint: ignore[RL206, RL030]"}, ["13 RL022", "14 RL206"], id="one of two unused"),
        pytest.param(
            {"c": " # recolint: ignore[RL999]"}, ["13 RL206", "13 RL021", "14 RL206"], id="of an unknown rule"
        ),
        pytest.param({"c": " # recolint: ignore"}, ["13 RL206", "13 RL020", "14 RL206"], id="without brackets"),
        pytest.param({"c": " # recolint: ignore[]"}, ["13 RL206", "13 RL020", "14 RL206"], id="with empty brackets"),
        pytest.param({"c": " # recolint ignore[RL206]"}, ["13 RL206", "13 RL020", "14 RL206"], id="without the colon"),
        pytest.param(
            {"c": " # recolint: ignore[RL206] until=soon"}, ["13 RL206", "13 RL020", "14 RL206"], id="until no date"
        ),
        pytest.param({"c": " # recolint is fine"}, ["13 RL206", "14 RL206"], id="a remark about recolint"),
        pytest.param({"b": "# recolint: ignore-file[RL206] all"}, [], id="for the whole file"),
        pytest.param({"b": "# recolint: ignore-file[RL2] all"}, [], id="by a code prefix, for the whole file"),
        pytest.param({"c": " # recolint: ignore[RL2]"}, ["14 RL206"], id="by a code prefix, after a value"),
        pytest.param({"c": " # recolint: ignore[RL20, RL03]"}, ["13 RL022", "14 RL206"], id="one of two prefixes"),
        pytest.param(
            {"c": " # recolint: ignore[RL8]"}, ["13 RL206", "14 RL206"], id="a prefix of rules that did not run"
        ),
    ],
)
def test_a_comment_hides_what_it_names(tmp_path: Path, comments: dict[str, str], found: list[str]) -> None:
    assert codes(tmp_path, **comments) == found


def test_a_finding_at_the_root_can_be_hidden_for_the_file(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text("# recolint: ignore-file[RL102] the pipeline adds it\nJobName: a\nRoleArn: b\n")
    outcome = recolint("check", "job.yaml", "--select", "RL102,RL02", cwd=tmp_path)
    assert outcome.out.startswith("1 spec checked: nothing to report; ")


def test_a_text_in_quotes_is_no_comment(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text("JobName: a\nJobType: Default\nJobDescription: 'x # recolint: ignore[RL102]'\n")
    assert "RL102" in recolint("check", "job.yaml", "--select", "RL102", cwd=tmp_path).out


def test_each_document_has_its_own_suppressions(tmp_path: Path) -> None:
    one = "# recolint: ignore-file[RL102]\nJobName: a\nJobType: Default\n"
    (tmp_path / "job.yaml").write_text(f"{one}---\nJobName: b\nJobType: Default\n")
    outcome = recolint("check", "job.yaml", "--select", "RL102", "--output-format", "concise", "-q", cwd=tmp_path)
    lines = {line.split(":")[1] for line in outcome.out.splitlines()}
    assert lines == {"5"}


# What could not be judged in a run is not called unused

PROBE = """\
JobName: probe  # recolint: ignore[{code}] agreed
JobType: Default
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig: {{ModelPackageVersionArn: 'arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3'}}
"""


def unused(folder: Path, *argv: str) -> bool:
    outcome = recolint("check", "--output-format", "concise", "-q", *argv, cwd=folder)
    assert outcome.code == 0, outcome
    return "RL022" in outcome.out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "is_reported"),
    [("RL301", True), ("RL302", True), ("RL720", False), ("RL724", False), ("RL730", False), ("RL960", False)],
)
def test_a_walk_calls_unused_what_could_be_judged(tmp_path: Path, code: str, is_reported: bool) -> None:
    (tmp_path / "a.yaml").write_text(PROBE.format(code=code))
    assert unused(tmp_path) is is_reported
    assert not unused(tmp_path, "--select", "RL022,RL206")


def test_a_rule_across_specs_is_judged_by_a_walk_of_the_whole_folder(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "job.yaml").write_text(PROBE.format(code="RL302"))
    (tmp_path / "recolint.toml").touch()
    assert not unused(tmp_path, "a/job.yaml")
    assert not unused(tmp_path, "a")
    # The first of the two has no finding of its own, by design.
    assert unused(tmp_path, ".")
    (tmp_path / "a" / "recolint.toml").touch()
    assert unused(tmp_path, "a")


@pytest.mark.slow
def test_a_rule_about_policies_is_judged_where_they_are_given(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text(
        "[[iam.role]]\narn = 'arn:aws:iam::111122223333:role/recommender'\npolicies = ['AmazonSageMakerFullAccess']\n"
    )
    for code, is_reported in (("RL733", True), ("RL720", False), ("RL722", False)):
        (tmp_path / "a.yaml").write_text(PROBE.format(code=code))
        assert unused(tmp_path, "--ignore", "RL7") is False
        assert unused(tmp_path) is is_reported


@pytest.mark.parametrize(
    ("code", "setting"), [("RL644", "account = '111122223333'"), ("RL642", "region = 'eu-central-1'")]
)
def test_a_rule_about_account_or_region_is_judged_where_the_config_says_it(
    tmp_path: Path, code: str, setting: str
) -> None:
    (tmp_path / "a.yaml").write_text(PROBE.format(code=code))
    (tmp_path / "recolint.toml").touch()
    assert not unused(tmp_path)
    (tmp_path / "recolint.toml").write_text(setting)
    assert unused(tmp_path)
    (tmp_path / "a.yaml").write_text(DEFAULT)
    table = TABLE.format(path="a.yaml").replace("RL206", code)
    (tmp_path / "recolint.toml").write_text(table)
    assert not unused(tmp_path)
    (tmp_path / "recolint.toml").write_text(setting + "\n" + table)
    assert unused(tmp_path)


TABLE = "[[suppress]]\npath = '{path}'\nrules = ['RL206']\nreason = 'a probe'\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "argv", "is_reported"),
    [
        pytest.param("jobs/gone.json", (), True, id="a file that is not there"),
        pytest.param("gone/", (), True, id="a folder that is not there"),
        pytest.param("gone/*.yaml", (), False, id="files that may be to come"),
        pytest.param("jobs/gone.json", ("jobs",), False, id="part of the folder"),
        pytest.param("jobs/gone.json", ("jobs/a.yaml",), False, id="a named file"),
        pytest.param("left/out.yaml", (), False, id="a file that the walk leaves out"),
        pytest.param("jobs/a.yaml", ("jobs/a.yaml",), True, id="the named file"),
        pytest.param("jobs/*.yaml", ("jobs/a.yaml",), False, id="one of several files"),
        pytest.param("jobs/*.yaml", (), True, id="several files, all checked"),
    ],
)
def test_a_table_is_called_unused_when_all_that_it_means_was_checked(
    tmp_path: Path, path: str, argv: tuple[str, ...], is_reported: bool
) -> None:
    (tmp_path / "recolint.toml").write_text("exclude = ['left/']\n" + TABLE.format(path=path))
    for name in ("jobs/a.yaml", "jobs/b.yaml", "left/out.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(DEFAULT.replace("probe", name[5]))
    assert unused(tmp_path, *argv) is is_reported

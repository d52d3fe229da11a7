"""A baseline hides only the findings that it lists, as long as their values do not change."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from command_line import recolint
from specs import ADVANCED, DEFAULT, as_json, changed

NAME = "recolint-baseline.json"
LONG = DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it")
BAD = DEFAULT.replace("JobType: Default", "JobType: DEFAULT").replace("probe", "probe-2")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with two old faults, and a config that names the baseline to come."""
    (tmp_path / "recolint.toml").write_text(f'baseline = "{NAME}"\n')
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "long.yaml").write_text(LONG)
    (tmp_path / "jobs" / "bad.yaml").write_text(BAD)
    return tmp_path


@pytest.fixture
def known(folder: Path) -> Path:
    """The same, with its baseline."""
    assert recolint("baseline", "create", cwd=folder).code == 0
    return folder


def entries(folder: Path) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads((folder / NAME).read_text())["findings"]
    return data


def found(folder: Path, *argv: str) -> list[str]:
    """Path and code of what a check finds."""
    outcome = recolint("check", "--output-format", "json", *argv, cwd=folder)
    assert outcome.err == ""
    return [f"{one['path']} {one['code']}" for one in json.loads(outcome.out)["findings"]]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_what_is_in_the_baseline_is_suppressed_and_counted(known: Path) -> None:
    outcome = recolint("check", "--fail-on", "info", cwd=known)
    assert outcome.code == 0
    assert outcome.out == "2 specs checked: nothing to report; 2 suppressed; 1 other file skipped\n"
    report = json.loads(recolint("check", "--output-format", "json", cwd=known).out)
    assert [(one["code"], one["reason"]) for one in report["suppressed"]] == [
        ("RL108", "baseline"),
        ("RL301", "baseline"),
    ]


def test_the_file_is_sorted_and_holds_no_lines_and_no_values(known: Path) -> None:
    assert [(one["path"], one["pointer"], one["code"]) for one in entries(known)] == [
        ("jobs/bad.yaml", "/JobType", "RL108"),
        ("jobs/long.yaml", "/JobName", "RL301"),
    ]
    assert all(set(one) == {"code", "path", "pointer", "value"} for one in entries(known))
    assert "a-name-with" not in (known / NAME).read_text()


def test_a_fault_that_moves_to_another_line_stays_known(known: Path) -> None:
    for name in ("long.yaml", "bad.yaml"):
        path = known / "jobs" / name
        path.write_text("# one\n\n# two\n" + path.read_text())
    assert found(known) == []


def test_how_a_value_is_written_does_not_count(known: Path) -> None:
    edit(known / "jobs" / "bad.yaml", "JobType: DEFAULT", "JobType:   'DEFAULT'  # still wrong")
    assert found(known) == []


def test_a_changed_value_is_reported_again(known: Path) -> None:
    edit(known / "jobs" / "bad.yaml", "DEFAULT", "default")
    assert found(known) == ["jobs/bad.yaml RL108"]


def test_the_same_fault_in_another_file_is_reported(known: Path) -> None:
    (known / "jobs" / "new.yaml").write_text(BAD.replace("probe-2", "probe-3"))
    assert found(known) == ["jobs/new.yaml RL108"]


def test_a_member_that_stays_missing_stays_known_when_another_gets_a_new_value(folder: Path) -> None:
    spec = folder / "jobs" / "bad.yaml"
    spec.write_text(DEFAULT.replace("RoleArn: arn:aws:iam::111122223333:role/recommender\n", ""))
    assert found(folder.parent, str(spec), "--isolated") == [f"{spec} RL102"]
    recolint("baseline", "create", cwd=folder)
    edit(spec, "probe", "another-probe")
    assert found(folder) == []
    edit(spec, "JobType: Default\n", "")
    assert "jobs/bad.yaml RL102" in found(folder)


def test_a_change_deep_in_a_list_is_a_change_of_the_list(folder: Path) -> None:
    phases = [{"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 120}] * 2
    spec = changed("InputConfig", "TrafficPattern", "Phases", to=phases)
    spec["InputConfig"]["EndpointConfigurations"] = [{"InstanceType": "ml.c5.large"}] * 2
    (folder / "jobs" / "list.json").write_text(as_json(spec))
    before = found(folder, "jobs/list.json", "--isolated")
    recolint("baseline", "create", cwd=folder)
    assert before
    assert found(folder) == []


def test_one_more_of_the_same_is_reported_once(folder: Path) -> None:
    (folder / "jobs" / "bad.yaml").write_text(f"{BAD}---\n{BAD.replace('probe-2', 'probe-3')}")
    recolint("baseline", "create", cwd=folder)
    assert [one.get("count") for one in entries(folder) if one["code"] == "RL108"] == [2]
    assert found(folder) == []
    with (folder / "jobs" / "bad.yaml").open("a") as file:
        file.write(f"---\n{BAD.replace('probe-2', 'probe-4')}")
    assert found(folder) == ["jobs/bad.yaml RL108"]


def test_the_option_names_a_baseline_where_no_config_does(known: Path) -> None:
    (known / "recolint.toml").unlink()
    assert len(found(known)) == 2
    assert found(known, "--baseline", NAME) == []


def test_paths_count_from_the_baseline_wherever_a_check_is_started(known: Path) -> None:
    assert found(known / "jobs") == []
    assert found(known.parent, str(known)) == []
    assert found(known / "jobs", "./bad.yaml", "../jobs/long.yaml") == []


def test_standard_input_is_known_by_the_name_it_is_given(known: Path) -> None:
    argv = ("check", "-", "--stdin-filename", "jobs/bad.yaml")
    assert recolint(*argv, cwd=known, stdin=BAD.encode()).code == 0
    assert recolint(*argv, cwd=known, stdin=BAD.replace("DEFAULT", "x").encode()).code == 1


def test_create_does_not_touch_a_baseline_that_is_there(known: Path) -> None:
    before = (known / NAME).read_bytes()
    (known / "jobs" / "new.yaml").write_text(BAD)
    outcome = recolint("baseline", "create", cwd=known)
    assert outcome.code == 2
    assert f"{NAME}: exists; recolint baseline update adds entries" in outcome.err
    assert (known / NAME).read_bytes() == before


def test_create_says_how_to_apply_what_no_config_names(folder: Path) -> None:
    (folder / "recolint.toml").write_text("")
    outcome = recolint("baseline", "create", "jobs", cwd=folder)
    assert outcome.err.splitlines() == [
        f"recolint: {NAME}: written, with 2 findings",
        f'recolint: to apply it, write baseline = "{NAME}" in recolint.toml, or run check --baseline {NAME}',
    ]


def test_update_adds_what_is_new_and_keeps_the_rest(known: Path) -> None:
    before = entries(known)
    edit(known / "jobs" / "bad.yaml", "DEFAULT", "default")
    assert recolint("baseline", "update", cwd=known).err == f"recolint: {NAME}: 1 finding added\n"
    after = entries(known)
    assert len(after) == 3
    assert all(entry in after for entry in before)
    assert found(known) == []
    assert recolint("baseline", "update", cwd=known).err == f"recolint: {NAME}: 0 findings added\n"


def test_prune_takes_out_what_was_mended_or_deleted(known: Path) -> None:
    edit(known / "jobs" / "bad.yaml", "DEFAULT", "Default")
    assert recolint("baseline", "prune", cwd=known).err == f"recolint: {NAME}: 1 obsolete entry removed\n"
    assert [one["code"] for one in entries(known)] == ["RL301"]
    (known / "jobs" / "long.yaml").unlink()
    recolint("baseline", "prune", cwd=known)
    assert entries(known) == []


def test_prune_check_fails_and_writes_nothing(known: Path) -> None:
    clean = recolint("baseline", "prune", "--check", cwd=known)
    assert (clean.code, clean.out) == (0, "")
    edit(known / "jobs" / "bad.yaml", "DEFAULT", "Default")
    before = (known / NAME).read_bytes()
    outcome = recolint("baseline", "prune", "--check", cwd=known)
    assert outcome.code == 1
    assert outcome.out.splitlines()[-1].split() == ["RL108", "unknown-value", "jobs/bad.yaml", "/JobType", "1"]
    assert "1 obsolete entry; run recolint baseline prune" in outcome.err
    assert (known / NAME).read_bytes() == before


@pytest.mark.parametrize(
    "argv",
    [
        pytest.param(["jobs/long.yaml"], id="its file was not looked at"),
        pytest.param(["--select", "RL3"], id="its rule did not run"),
        pytest.param([], id="its file cannot be read now"),
    ],
)
def test_prune_keeps_what_it_cannot_know_to_be_gone(known: Path, argv: list[str]) -> None:
    bad = known / "jobs" / "bad.yaml"
    bad.write_text(DEFAULT if argv else "JobName: [\nJobType: Default\n")
    recolint("baseline", "prune", *argv, cwd=known)
    assert [one["code"] for one in entries(known)] == ["RL108", "RL301"]


def test_prune_of_some_files_keeps_what_several_files_are_needed_for(folder: Path) -> None:
    (folder / "jobs" / "twin.yaml").write_text(BAD)
    recolint("baseline", "create", cwd=folder)
    before = entries(folder)
    assert "RL302" in {one["code"] for one in before}
    for name in ("bad", "twin"):
        recolint("baseline", "prune", f"jobs/{name}.yaml", cwd=folder)
        assert entries(folder) == before


def test_a_file_that_cannot_be_checked_is_never_known(folder: Path) -> None:
    (folder / "jobs" / "bad.yaml").write_text("JobName: [\nRoleArn: x")
    outcome = recolint("baseline", "create", cwd=folder)
    assert "jobs/bad.yaml:1: RL002 syntax-error cannot be in a baseline: such a file cannot be checked" in outcome.err
    assert found(folder) == ["jobs/bad.yaml RL002"]


def test_show_lists_code_name_file_and_place(known: Path) -> None:
    outcome = recolint("baseline", "show", cwd=known)
    assert [line.split() for line in outcome.out.splitlines()] == [
        ["code", "name", "file", "place", "count"],
        ["-----", "--------------", "--------------", "--------", "-----"],
        ["RL108", "unknown-value", "jobs/bad.yaml", "/JobType", "1"],
        ["RL301", "truncated-name", "jobs/long.yaml", "/JobName", "1"],
    ]


ENTRY = '{"code": "RL301", "path": "a.yaml", "pointer": "/JobName", "value": "00"}'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "is not JSON: Expecting value: line 1 column 1", id="nothing"),
        pytest.param(
            '{"version": 1, "findings": [\n<<<<<<< ours\n' + ENTRY + "\n=======\n>>>>>>> theirs\n]}",
            "line 2: a merge conflict; keep the entries of both sides, then run `recolint baseline prune`",
            id="a merge conflict",
        ),
        pytest.param(
            '{"version": 1, "findings": [' + ENTRY + '], "findings": []}',
            "is not JSON: duplicate member findings",
            id="a member twice",
        ),
        pytest.param('{"version": true, "findings": []}', "version: expected 1, found True\n", id="no version"),
        pytest.param(
            '{"version": 1, "finding": [], "findings": []}',
            "finding: unknown member; did you mean findings?",
            id="another member",
        ),
        pytest.param("[]", "is not a baseline: expected an object with version and findings", id="no object"),
        pytest.param('{"version": 2, "findings": []}', "version: expected 1, found 2", id="a later version"),
        pytest.param('{"version": 1, "findings": {}}', "findings: expected a list, found {}", id="no list"),
        pytest.param('{"version": 1, "findings": [3]}', "findings[0]: expected an object, found 3", id="no entry"),
        pytest.param(
            '{"version": 1, "findings": [' + ENTRY.replace("pointer", "pointr") + "]}",
            "findings[0]: pointr: unknown member; did you mean pointer?",
            id="a misspelled member",
        ),
        pytest.param(
            '{"version": 1, "findings": [' + ENTRY.replace('"00"', "7") + "]}",
            "findings[0]: value: expected a string, found 7",
            id="a member of the wrong type",
        ),
        pytest.param(
            '{"version": 1, "findings": [' + ENTRY[:-1] + ', "count": 0}]}',
            "findings[0]: count: expected a number from 1 to 1000000000, found 0",
            id="none of it",
        ),
        pytest.param(
            '{"version": 1, "findings": [' + ENTRY + ", " + ENTRY.replace("RL301", "RL002") + "]}",
            "findings[1]: RL002 cannot be in a baseline: such a file cannot be checked",
            id="what hides a file that cannot be checked",
        ),
        pytest.param(None, "no such baseline; recolint baseline create writes one", id="missing"),
    ],
)
@pytest.mark.parametrize("command", [["check"], ["baseline", "show"], ["baseline", "prune", "--check"]])
def test_a_broken_baseline_stops_the_command(folder: Path, command: list[str], text: str | None, message: str) -> None:
    if text is not None:
        (folder / NAME).write_text(text)
    outcome = recolint(*command, cwd=folder)
    assert outcome.code == 2
    assert outcome.err.startswith(f"recolint: {NAME}: {message}")
    assert outcome.out == ""


def test_a_baseline_that_cannot_be_written_is_named(folder: Path) -> None:
    outcome = recolint("baseline", "create", "--baseline", "nowhere/known.json", cwd=folder)
    assert outcome.code == 2
    assert outcome.err == "recolint: nowhere/known.json: cannot be written: No such file or directory\n"


def test_a_write_that_is_cut_short_leaves_the_old_file(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (known / NAME).read_bytes()
    edit(known / "jobs" / "bad.yaml", "DEFAULT", "default")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    assert recolint("baseline", "update", cwd=known).code == 130
    assert (known / NAME).read_bytes() == before
    assert sorted(path.name for path in known.iterdir()) == ["jobs", NAME, "recolint.toml"]


def test_mode_and_link_of_a_baseline_stay(known: Path) -> None:
    (known / NAME).rename(known / "real.json")
    (known / "real.json").chmod(0o640)
    (known / NAME).symlink_to("real.json")
    edit(known / "jobs" / "bad.yaml", "DEFAULT", "default")
    assert recolint("baseline", "update", cwd=known).code == 0
    assert (known / NAME).is_symlink()
    assert (known / "real.json").stat().st_mode & 0o777 == 0o640


def test_fixes_leave_what_is_known_alone(known: Path) -> None:
    before = (known / "jobs" / "bad.yaml").read_bytes()
    assert recolint("check", "--fix", cwd=known).code == 0
    assert (known / "jobs" / "bad.yaml").read_bytes() == before


def test_a_credential_is_known_until_another_takes_its_place(folder: Path) -> None:
    spec = {**ADVANCED, "JobDescription": "run with AKIAABCDEFGHIJKLMNOP"}
    (folder / "jobs" / "bad.yaml").unlink()
    (folder / "jobs" / "secret.json").write_text(as_json(spec))
    before = found(folder, "jobs/secret.json", "--isolated")
    leaked = "jobs/secret.json RL033"
    assert leaked in before
    recolint("baseline", "create", cwd=folder)
    assert found(folder) == []
    edit(folder / "jobs" / "secret.json", "AKIAABCDEFGHIJKLMNOP", "AKIAABCDEFGHIJKLMNOQ")
    assert leaked in found(folder)


def test_files_with_another_baseline_of_their_own_are_left_to_it(folder: Path) -> None:
    (folder / "jobs" / "recolint.toml").write_text('baseline = "own.json"\n')
    (folder / "top.yaml").write_text(BAD.replace("probe-2", "probe-9"))
    recolint("baseline", "create", cwd=folder)
    assert [one["path"] for one in entries(folder)] == ["top.yaml"]
    recolint("baseline", "create", "jobs", cwd=folder)
    own = json.loads((folder / "jobs" / "own.json").read_text())["findings"]
    assert [one["path"] for one in own] == ["bad.yaml", "long.yaml"]
    assert found(folder) == []


def test_a_baseline_that_a_config_names_holds_nothing_for_files_without_one(folder: Path) -> None:
    (folder / "recolint.toml").rename(folder / "jobs" / "recolint.toml")
    (folder / "other").mkdir()
    (folder / "other" / "bad.yaml").write_text(BAD.replace("probe-2", "probe-9"))
    recolint("baseline", "create", "jobs", "other", cwd=folder)
    assert [one["path"] for one in entries(folder / "jobs")] == ["bad.yaml", "long.yaml"]
    assert found(folder) == ["other/bad.yaml RL108"]


def test_a_rule_that_crashes_leaves_the_baseline_alone(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from recolint_rules.naming.truncated_name import TruncatedName

    def crash(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(TruncatedName, "check", crash)
    before = (known / NAME).read_bytes()
    outcome = recolint("baseline", "prune", cwd=known)
    assert outcome.code == 3
    assert f"{NAME}: unchanged" in outcome.err
    assert (known / NAME).read_bytes() == before


def test_a_path_with_hostile_characters_comes_back(folder: Path) -> None:
    name = os.fsdecode(b"jobs/\xff\x1b[31m\xe2\x80\xae.yaml")
    (folder / name).write_text(BAD.replace("probe-2", "probe-3"))
    recolint("baseline", "create", cwd=folder)
    assert (folder / NAME).read_text("ascii").isascii()
    assert found(folder) == []
    shown = recolint("baseline", "show", cwd=folder).out
    assert not any(character in shown for character in "\x1b\u202e\udcff")


def test_nothing_to_check_is_wrong_use_for_create_and_no_obstacle_for_prune(known: Path) -> None:
    for path in (known / "jobs").iterdir():
        path.unlink()
    assert recolint("baseline", "prune", cwd=known).code == 0
    assert entries(known) == []
    (known / NAME).unlink()
    outcome = recolint("baseline", "create", cwd=known)
    assert (outcome.code, outcome.err) == (2, "recolint: nothing to check in .\n")


def with_types(*types: str) -> str:
    return as_json(changed("InputConfig", "EndpointConfigurations", to=[{"InstanceType": one} for one in types]))


def new(folder: Path, *types: str) -> list[int]:
    """The indices of the burstable types among ``types`` that a check reports when they are what is tested."""
    (folder / "jobs" / "load.json").write_text(with_types(*types))
    report = json.loads(recolint("check", "--output-format", "json", cwd=folder).out)
    return [int(one["pointer"].split("/")[3]) for one in report["findings"] if one["code"] == "RL505"]


@pytest.fixture
def listed(folder: Path) -> Path:
    """A repository with a baseline of two equal faults and another one, all in a list."""
    (folder / "jobs" / "load.json").write_text(with_types("ml.t2.medium", "ml.c5.large", "ml.t2.large", "ml.t2.medium"))
    assert recolint("baseline", "create", cwd=folder).code == 0
    return folder


@pytest.mark.parametrize(
    ("types", "reported"),
    [
        pytest.param(["ml.c5.2xlarge", "ml.t2.medium", "ml.t2.large", "ml.t2.medium"], [], id="one before"),
        pytest.param(["ml.t2.large"], [], id="others removed"),
        pytest.param(["ml.t2.medium", "ml.t2.medium", "ml.t2.large"], [], id="in another order"),
        pytest.param(["ml.t2.medium", "ml.t2.medium", "ml.t2.medium"], [2], id="more equal ones than known"),
        pytest.param(["ml.t2.xlarge", "ml.t2.medium"], [0], id="another value"),
    ],
)
def test_items_of_a_list_are_known_by_their_values(listed: Path, types: list[str], reported: list[int]) -> None:
    assert new(listed, *types) == reported


def test_an_older_baseline_that_names_items_by_index_still_holds(listed: Path) -> None:
    data = json.loads((listed / NAME).read_text())
    data["findings"] = [
        {**entry, "pointer": entry["pointer"].replace("*", str(number)), "count": 1}
        for entry in data["findings"]
        for number in range(entry.get("count", 1))
    ]
    (listed / NAME).write_text(json.dumps(data))
    assert new(listed, "ml.t2.medium", "ml.t2.medium", "ml.t2.large") == []
    assert new(listed, "ml.t2.medium", "ml.t2.medium", "ml.t2.medium") == [2]


def test_items_that_moved_are_neither_added_nor_gone(listed: Path) -> None:
    before = (listed / NAME).read_bytes()
    (listed / "jobs" / "load.json").write_text(with_types("ml.t2.medium", "ml.t2.medium", "ml.t2.large"))
    assert recolint("baseline", "prune", "--check", cwd=listed).code == 0
    assert "0 findings added" in recolint("baseline", "update", cwd=listed).err
    assert (listed / NAME).read_bytes() == before

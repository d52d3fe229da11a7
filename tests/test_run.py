"""A run as a whole: places only where they are needed, and an order that never varies."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from command_line import TODAY, recolint
from recolint.check.discover import Request, discover
from recolint.check.run import Run, Unrecognized, run
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.document import located_parses
from recolint.rule import registry
from specs import ADVANCED, DEFAULT, as_json

LONG = DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it")


def check(folder: Path) -> Run:
    rules = registry.load()
    configs = ConfigFiles(rules, Overrides(), isolated=True)
    inputs = discover(Request((str(folder),), io.BytesIO()), configs, [])
    return run(inputs, rules, TODAY, Unrecognized.ERROR)


def test_a_clean_file_never_builds_places(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT)
    (tmp_path / "b.json").write_text(as_json(ADVANCED))
    (tmp_path / "package.json").write_text('{"name": "no spec"}')
    before = located_parses()
    result = check(tmp_path)
    assert result.specs == 2
    assert located_parses() == before
    assert result.located_documents == 0


def test_places_are_built_once_for_a_file_with_findings(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT)
    (tmp_path / "b.yaml").write_text(f"{LONG}Tags: []\n---\n{LONG.replace('a-name', 'b-name')}JobDescription: 7\n")
    before = located_parses()
    assert len(check(tmp_path).findings) >= 3
    assert located_parses() == before + 1


@pytest.mark.parametrize("paths", [["b.yaml", "a.yaml"], ["a.yaml", "b.yaml"], ["."]])
def test_findings_come_in_order_of_path_and_place(tmp_path: Path, paths: list[str]) -> None:
    (tmp_path / "b.yaml").write_text(LONG)
    (tmp_path / "a.yaml").write_text(LONG.replace("Default", "DEFAULT").replace("a-name", "c-name"))
    out = recolint("check", *paths, "--output-format", "json", cwd=tmp_path).out
    places = [(one["path"], one["line"], one["column"]) for one in json.loads(out)["findings"]]
    assert places == [("a.yaml", 1, 10), ("a.yaml", 2, 10), ("b.yaml", 1, 10)]


def test_what_an_alias_or_a_merge_key_repeats_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "JobName: probe\nJobType: Default\nRoleArn: arn:aws:iam::111122223333:role/recommender\nInputConfig:\n"
        "  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3\n"
        "Tags:\n  - &tag {Key: team, Value: 7}\n  - *tag\n  - {<<: *tag, Key: owner}\n  - &empty {}\n  - *empty\n"
    )
    report = json.loads(recolint("check", "--select", "RL1", "--output-format", "json", cwd=tmp_path).out)
    assert [(one["code"], one["pointer"], one["line"]) for one in report["findings"]] == [
        ("RL104", "/Tags/0/Value", 7),
        ("RL102", "/Tags/3", 10),
        ("RL102", "/Tags/3", 10),
    ]

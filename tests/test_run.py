"""A run as a whole: places only where they are needed, and an order that never varies."""

from __future__ import annotations

import gc
import io
import json
from collections.abc import Hashable
from pathlib import Path

import pytest

from command_line import TODAY, recolint
from counts import count_places
from recolint.base.text import Source
from recolint.check.context import Context, Unrecognized
from recolint.check.discover import Request, tasks
from recolint.check.keys import ALL, Keys, Shared, digest
from recolint.check.reduce import check_all
from recolint.check.run import Run
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.document import Document
from recolint.rule import registry
from specs import ADVANCED, DEFAULT, as_json

LONG = DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it")


def check(folder: Path) -> Run:
    rules = registry.load()
    configs = ConfigFiles(rules, Overrides(), isolated=True)
    context = Context(rules, TODAY, Unrecognized.ERROR, configs=configs)
    return check_all(context, tasks(Request((str(folder),), io.BytesIO()), configs, []))


def test_a_clean_file_never_builds_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT)
    (tmp_path / "b.json").write_text(as_json(ADVANCED))
    (tmp_path / "package.json").write_text('{"name": "no spec"}')
    worked_out = count_places(monkeypatch)
    result = check(tmp_path)
    assert result.specs == 2
    assert not worked_out


def test_places_are_built_once_for_a_file_with_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT)
    (tmp_path / "b.yaml").write_text(f"{LONG}Tags: []\n---\n{LONG.replace('a-name', 'b-name')}JobDescription: 7\n")
    worked_out = count_places(monkeypatch)
    assert len(check(tmp_path).findings) >= 3
    assert len(worked_out) == 1


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


@pytest.mark.slow
def test_of_clean_files_nothing_is_kept(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.yaml").write_text(DEFAULT.replace("probe", f"probe-{number}"))
    result = check(tmp_path)
    assert result.specs == 30
    gc.collect()
    kept = [one for one in gc.get_objects() if isinstance(one, Document | Source) and str(tmp_path) in _path(one)]
    assert not kept


def _path(one: Document | Source) -> str:
    return one.path if isinstance(one, Source) else one.source.path


def test_a_file_that_changes_during_a_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(DEFAULT)
    (tmp_path / "c.yaml").write_text(DEFAULT.replace("probe", "other"))
    shared = Keys.shared

    def rewritten(keys: Keys) -> Shared:
        (tmp_path / "a.yaml").write_text(DEFAULT.replace("probe", "another"))
        return shared(keys)

    monkeypatch.setattr(Keys, "shared", rewritten)
    outcome = recolint("check", ".", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "recolint: a.yaml: changed while it was checked; run again\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [("a", "b"), ("a", ("a",)), (1, "1"), (1, 1.5), (None, "None"), (("a", "b"), ("ab",)), (b"a", "a"), ("", ())],
)
def test_keys_that_differ_have_other_digests(one: Hashable, other: Hashable) -> None:
    assert digest("X", one) != digest("X", other)
    assert digest("X", one) == digest("X", one) != digest("Y", one)


def test_keys_that_are_equal_have_one_digest_in_any_process() -> None:
    assert digest("X", (1, True)) == digest("X", (1.0, 1))
    assert digest("RL302", "probe") == 18438935986876239664


def test_only_what_is_shared_is_looked_at_again() -> None:
    keys = Keys()
    for number in range(1000):
        keys.add(number, [digest("X", f"name-{number % 999}")])
    keys.add(1000, [])
    assert keys.shared() == Shared(frozenset({0, 999}), frozenset({digest("X", "name-0")}))
    keys.add(7, [ALL])
    assert keys.shared().files == {0, 7, 999}

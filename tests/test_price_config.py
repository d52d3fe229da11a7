"""``prices`` in a config: which table a plan and a submit use, and what they say of one that does not fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from command_line import recolint
from plans import load_test, on
from specs import as_json

JOB = load_test(on("ml.m5.xlarge"))
"""In us-west-2, by its model package; at most 0.29 instance-hours."""


def table(folder: Path, name: str, price: float, region: str | None = None, date: str = "2026-11-01") -> None:
    where = "" if region is None else f'region = "{region}"\n'
    text = f'currency = "USD"\ndate = {date}\n{where}[instances]\n"ml.m5.xlarge" = {price}\n'
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with a spec in a folder of its own."""
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "jobs").mkdir()
    (folder / "jobs" / "job.json").write_text(as_json(JOB))
    return folder


def planned(folder: Path, *more: str) -> dict[str, Any]:
    outcome = recolint("plan", "jobs/job.json", "--output-format", "json", *more, cwd=folder)
    assert outcome.code == 0
    plan: dict[str, Any] = json.loads(outcome.out)["plans"][0]
    return plan


def hints(plan: dict[str, Any]) -> list[str]:
    return [text for text in plan["not_certain"] if "the prices are" in text]


def test_a_plan_uses_the_table_that_the_config_names_and_the_option_overrides_it(folder: Path) -> None:
    assert planned(folder)["cost"] is None
    (folder / "recolint.toml").write_text('prices = "money/prices.toml"')
    table(folder, "money/prices.toml", 1)
    cost = planned(folder)["cost"]
    assert (cost["at_most"], cost["prices"]) == ("0.2834", "money/prices.toml")
    table(folder, "other.toml", 2)
    assert planned(folder, "--prices", "other.toml")["cost"]["prices"] == "other.toml"
    assert planned(folder, "--isolated")["cost"] is None


def test_a_submit_uses_it_too_and_says_what_does_not_fit(folder: Path) -> None:
    (folder / "recolint.toml").write_text('prices = "prices.toml"')
    table(folder, "prices.toml", 1, "eu-west-1", "2026-01-01")
    said = recolint("submit", "jobs/job.json", "--dry-run", "--region", "us-west-2", cwd=folder).err
    assert "  cost            at most USD 0.29 with prices of 2026-01-01 in eu-west-1 in prices.toml\n" in said
    assert (
        "  prices          the prices are for eu-west-1, but the job runs in us-west-2;"
        " the prices are from 2026-01-01, more than 180 days ago\n"
    ) in said


def test_each_job_gets_the_table_of_its_region(folder: Path) -> None:
    (folder / "recolint.toml").write_text('prices = ["eu.toml", "any.toml", "us.toml"]')
    table(folder, "eu.toml", 1, "eu-west-1")
    table(folder, "us.toml", 1, "us-west-2")
    table(folder, "any.toml", 1)
    for region, name in (("us-west-2", "us.toml"), ("eu-west-1", "eu.toml"), ("sa-east-1", "any.toml")):
        plan = planned(folder, "--region", region)
        assert (plan["cost"]["prices"], hints(plan)) == (name, [])
    (folder / "recolint.toml").write_text('region = "sa-east-1"\nprices = ["eu.toml", "us.toml"]')
    plan = planned(folder)
    assert plan["cost"]["prices"] == "eu.toml"
    assert hints(plan) == ["the prices are for eu-west-1, but the job runs in sa-east-1"]


@pytest.mark.parametrize(("date", "is_old"), [("2026-05-26", True), ("2026-05-27", False), ("2027-01-01", False)])
def test_an_old_table_is_named_with_its_day(folder: Path, date: str, is_old: bool) -> None:
    table(folder, "prices.toml", 1, date=date)
    expected = [f"the prices are from {date}, more than 180 days ago"] if is_old else []
    assert hints(planned(folder, "--prices", "prices.toml")) == expected


def test_the_nearest_config_of_each_spec_counts(folder: Path) -> None:
    (folder / "recolint.toml").write_text('prices = "a.toml"')
    (folder / "jobs" / "recolint.toml").write_text('prices = "b.toml"')
    table(folder, "a.toml", 1)
    table(folder, "jobs/b.toml", 1)
    (folder / "job.json").write_text(as_json(JOB))
    outcome = recolint("plan", ".", "--output-format", "json", cwd=folder)
    found = {one["path"]: one["cost"]["prices"] for one in json.loads(outcome.out)["plans"]}
    assert found == {"job.json": "a.toml", "jobs/job.json": "jobs/b.toml"}


def test_the_tables_of_a_policy_win_over_config_and_option(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('prices = ["rates.toml"]')
    table(tmp_path, "rates.toml", 3)
    (folder / "recolint.toml").write_text('prices = "prices.toml"')
    table(folder, "prices.toml", 1)
    for more in ((), ("--prices", "prices.toml")):
        assert planned(folder, "--policy", "../policy.toml", *more)["cost"]["at_most"] == "0.8500"


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ('prices = "none.toml"', "recolint.toml:1:1: prices: none.toml: cannot be read: No such file or directory"),
        ('prices = ["wrong.toml"]', "recolint.toml:1:11: prices[0]: wrong.toml: date: missing; expected the day"),
        ("prices = 3", "recolint.toml:1:1: prices: expected the name of a file, found 3"),
        ("prices = [3]", "recolint.toml:1:1: prices: expected a list of strings, found [3]"),
    ],
)
def test_a_wrong_key_or_table_is_named(folder: Path, key: str, message: str) -> None:
    (folder / "recolint.toml").write_text(key)
    (folder / "wrong.toml").write_text('currency = "USD"\n[instances]\n')
    outcome = recolint("plan", "jobs/job.json", cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"recolint: {message}")


def test_every_command_needs_the_tables_that_the_config_names(folder: Path) -> None:
    (folder / "recolint.toml").write_text('prices = "rates.toml"')
    outcome = recolint("check", cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert "recolint.toml:1:1: prices: rates.toml: cannot be read" in outcome.err
    table(folder, "rates.toml", 1)
    assert recolint("check", cwd=folder).code in (0, 1)
    assert 'prices = ["rates.toml"]' in recolint("config", "jobs", cwd=folder).out

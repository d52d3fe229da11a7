"""``recolint prices fetch``: what is asked of the Price List, which rows count, what is written, what goes wrong."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from command_line import Outcome, recolint
from plans import load_test, on
from recolint.aws import price_list
from recolint.testing.aws.price_list import product
from recolint.testing.aws.remote import TestAws
from specs import as_json

pytest_plugins = ("recolint.testing.aws.fixtures",)

REGION = "us-east-1"
ONE = product("ml.m5.xlarge", "0.2300000000")


def fetch(folder: Path, *more: str) -> Outcome:
    return recolint("prices", "fetch", *more, cwd=folder, environment=dict(os.environ))


def table(folder: Path, name: str = "prices.toml") -> dict[str, Any]:
    return tomllib.loads((folder / name).read_text())


def hourly(price: str | None, **more: Any) -> dict[str, Any]:
    return {"unit": "Hrs", "beginRange": "0", "endRange": "Inf", "pricePerUnit": {"USD": price}, **more}


def test_a_fetched_table_is_what_a_plan_reads(aws: TestAws, tmp_path: Path) -> None:
    aws.products([product("ml.m5.xlarge", "0.2300000000", "us-west-2"), product("ml.c5.xlarge", "4", "us-west-2")])
    outcome = fetch(tmp_path, "--region", "us-west-2")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.startswith("recolint: prices.toml: written, with 2 instance types in us-west-2\n")
    assert (tmp_path / "prices.toml").read_text() == (
        'currency = "USD"\ndate = 2026-11-23\nregion = "us-west-2"\n'
        'source = "AWS Price List, AmazonSageMaker, on demand"\n\n'
        '[instances]\n"ml.c5.xlarge" = 4.0\n"ml.m5.xlarge" = 0.23\n'
    )
    (tmp_path / "job.json").write_text(as_json(load_test(on("ml.m5.xlarge"))))
    assert "at most USD 0.07 with prices of 2026-11-23 in us-west-2" in (
        recolint("plan", "job.json", "--prices", "prices.toml", cwd=tmp_path).out
    )


def test_all_pages_are_read_and_only_hosting_counts(aws: TestAws, tmp_path: Path) -> None:
    outcome = fetch(tmp_path)
    assert outcome.code == 0
    assert len(table(tmp_path)["instances"]) > 250
    asked = aws.requests(operation="GetProducts")
    assert len(asked) > 2
    assert asked[0]["parameters"]["Filters"] == [{"Type": "TERM_MATCH", "Field": "regionCode", "Value": REGION}]


def test_types_of_the_request_without_a_price_are_named_whole_families_once(aws: TestAws, tmp_path: Path) -> None:
    everything = fetch(tmp_path).err
    assert "no price" not in everything
    names = sorted(table(tmp_path)["instances"])
    aws.products([product(name, "1") for name in names if not name.startswith("ml.p2.") and name != "ml.c5.large"])
    assert fetch(tmp_path, "--force").err.endswith(
        f"no price for 4 of the {len(names)} instance types that a request may name: ml.c5.large, ml.p2.*\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("region", "near"),
    [
        ("us-west-2", "us-east-1"),
        ("ca-central-1", "us-east-1"),
        ("us-gov-west-1", "us-east-1"),
        ("eu-west-3", "eu-central-1"),
        ("af-south-1", "eu-central-1"),
        ("ap-northeast-1", "ap-south-1"),
        ("cn-north-1", "cn-northwest-1"),
    ],
)
def test_the_nearest_price_list_is_asked(aws: TestAws, tmp_path: Path, region: str, near: str) -> None:
    assert fetch(tmp_path, "--region", region).code == 0
    assert {request["region"] for request in aws.requests(operation="GetProducts")} == {near}
    found = table(tmp_path)
    assert (found["region"], found["currency"]) == (region, "CNY" if region.startswith("cn-") else "USD")


def test_each_region_has_a_table_of_its_own(aws: TestAws, tmp_path: Path) -> None:
    rows = [product("ml.m5.xlarge", "0.23"), product("ml.m5.xlarge", "0.28", "eu-west-1")]
    aws.products(rows)
    outcome = fetch(tmp_path, "--region", REGION, "--region", "eu-west-1", "--output-file", "p.toml")
    assert outcome.code == 0
    assert table(tmp_path, f"p.{REGION}.toml")["instances"] == {"ml.m5.xlarge": 0.23}
    assert table(tmp_path, "p.eu-west-1.toml")["instances"] == {"ml.m5.xlarge": 0.28}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([product("ml.c5.large", "0.0000000000")], "the price is 0"),
        ([product("ml.c5.large", "1", currency="EUR")], "the price is not in USD"),
        ([product("ml.c5.large", "1", unit="Seconds")], "the price is not per hour"),
        ([product("ml.c5.large", "-1")], "the price is not a valid amount"),
        ([product("ml.c5.large", "1e400")], "the price is not a valid amount"),
        ([product("ml.c5.large", "NaN")], "the price is not a valid amount"),
        ([product("ml.c5.large", "9999999")], "the price is not a valid amount"),
        ([product("ml.c5.large", None)], "the price is not in USD"),
        ([product("ml.c5.large", "1", dimensions=[])], "expected one price, found 0 (the price depends on the usage)"),
        (
            [product("ml.c5.large", "1", dimensions=[hourly("1", endRange="100"), hourly("0.5", beginRange="100")])],
            "expected one price, found 2 (the price depends on the usage)",
        ),
        ([product("ml.c5.large", "1", dimensions=[hourly("1", endRange="100")])], "the price depends on the usage"),
        (
            [product("ml.c5.large", "1"), product("ml.c5.large", "2.50")],
            "the Price List has different prices: 1 and 2.5",
        ),
        ([product("ml.c5.large", "1"), product("ml.c5.large", "0")], "the price is 0"),
        ([{**product("ml.c5.large", "1"), "terms": {}}], "the Price List has no on-demand price"),
    ],
)
def test_a_type_whose_price_is_not_sure_is_skipped(aws: TestAws, tmp_path: Path, rows: list[Any], why: str) -> None:
    aws.products([ONE, *rows])
    outcome = fetch(tmp_path)
    assert (outcome.code, table(tmp_path)["instances"]) == (0, {"ml.m5.xlarge": 0.23})
    assert f"recolint: {REGION}: skipped ml.c5.large: {why}\n" in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize(
    "row",
    [
        "{",
        "[]",
        "null",
        "1",
        '"text"',
        "[" * 100_000,
        "9" * 5000,
        "{}",
        '{"product": {"attributes": []}}',
        " " * 300_000,
    ],
    ids=lambda row: f"{len(row)}-{row[:9]}",
)
def test_a_row_that_cannot_be_read_is_counted(aws: TestAws, tmp_path: Path, row: str) -> None:
    aws.products([row, ONE])
    outcome = fetch(tmp_path)
    assert (outcome.code, table(tmp_path)["instances"]) == (0, {"ml.m5.xlarge": 0.23})
    assert "skipped 1 row of the Price List that recolint cannot read" in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize(
    "row",
    [
        product("ml.c5.large", "1", "eu-west-1"),
        product("ml.c5.large", "1", use="Train"),
        product("ml.c5.large\n::error::", "1"),
        product("c5.large", "1"),
        product("ml.c5.large", "1", use="x-Host"),
    ],
)
def test_rows_for_other_uses_regions_and_names_do_not_count(aws: TestAws, tmp_path: Path, row: dict[str, Any]) -> None:
    aws.products([row, ONE, ONE])
    outcome = fetch(tmp_path)
    assert (outcome.code, table(tmp_path)["instances"]) == (0, {"ml.m5.xlarge": 0.23})
    assert "skipped" not in outcome.err


def test_a_file_that_is_there_is_kept_and_nothing_is_asked(aws: TestAws, tmp_path: Path) -> None:
    (tmp_path / "prices.toml").write_text("mine")
    outcome = fetch(tmp_path)
    assert (outcome.code, outcome.err) == (2, "recolint: prices.toml: exists; --force replaces it\n")
    assert (aws.requests(), (tmp_path / "prices.toml").read_text()) == ([], "mine")
    assert fetch(tmp_path, "--force").code == 0
    assert table(tmp_path)["region"] == REGION


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["denied", "expired", "error", "portal", "empty", "blank", "listed", "shortened"])
def test_what_goes_wrong_on_the_way_writes_nothing(aws: TestAws, tmp_path: Path, kind: str) -> None:
    aws.fault(kind, "GetProducts", times=9, skip=0 if kind in ("denied", "expired") else 1)
    (tmp_path / "prices.toml").write_text("mine")
    outcome = fetch(tmp_path, "--region", "eu-west-1", "--force")
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err.startswith("recolint: Price List in eu-central-1: ")
    assert ([path.name for path in tmp_path.iterdir()], (tmp_path / "prices.toml").read_text()) == (
        ["prices.toml"],
        "mine",
    )


def test_an_answer_without_an_end_is_left(aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(price_list, "_MAX_PAGES", 2)
    outcome = fetch(tmp_path)
    assert (outcome.code, outcome.err) == (4, "recolint: Price List in us-east-1: the answer has more than 2 pages\n")
    assert len(aws.requests(operation="GetProducts")) == 3


@pytest.mark.slow
def test_a_throttled_request_is_tried_again(aws: TestAws, tmp_path: Path) -> None:
    aws.products([ONE])
    aws.fault("throttle", "GetProducts")
    assert fetch(tmp_path).code == 0


def test_without_credentials_the_chain_is_named(aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    outcome = fetch(tmp_path)
    assert outcome.code == 4
    assert "no credentials" in outcome.err
    assert aws.requests() == []


def test_a_region_without_prices_is_an_error(aws: TestAws, tmp_path: Path) -> None:
    aws.products([])
    outcome = fetch(tmp_path, "--region", "us-moon-1")
    assert (outcome.code, list(tmp_path.iterdir())) == (4, [])
    assert "has no price of real-time hosting in us-moon-1; nothing was written" in outcome.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--region", "Frankfurt"], "--region: expected a Region such as eu-central-1, found 'Frankfurt'"),
        (["--output-file", "prices.json"], "--output-file prices.json: expected a name that ends with .toml"),
        (["--output-file", "-"], "--output-file -: expected a name that ends with .toml"),
        (["--profile", "none"], "The config profile (none) could not be found"),
    ],
)
def test_a_wrong_option_is_named(aws: TestAws, tmp_path: Path, options: list[str], message: str) -> None:
    outcome = fetch(tmp_path, *options)
    assert (outcome.code, outcome.err) == (2, f"recolint: {message}\n")
    assert aws.requests() == []


def test_the_region_follows_the_environment(aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert aws
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    assert fetch(tmp_path).code == 0
    assert table(tmp_path)["region"] == "eu-west-1"
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert fetch(tmp_path, "--force").err.startswith("recolint: no Region: pass --region")


def test_rows_are_json_texts(aws: TestAws) -> None:
    told = aws.client("pricing").get_products(
        ServiceCode="AmazonSageMaker",
        Filters=[{"Type": "TERM_MATCH", "Field": "regionCode", "Value": "eu-north-1"}],
        MaxResults=3,
    )
    assert [json.loads(row)["product"]["attributes"]["regionCode"] for row in told["PriceList"]] == ["eu-north-1"] * 3
    assert told["NextToken"]

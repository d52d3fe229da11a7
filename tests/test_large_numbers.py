"""Numbers of any size, wherever a user may write one, are a message or are used: never a traceback, never a hang."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import recolint
from recolint.rule import options, registry
from specs import ADVANCED, DEFAULT, as_json

DIGITS = "9" * 5000
"""More than Python reads or writes."""
PRICES = "currency = 'USD'\ndate = 2026-11-01\n[instances]\n'ml.c5.large' = {}"
ENTRY = '{{"code": "RL301", "path": "a", "pointer": "", "value": "", "count": {}}}'


@pytest.mark.parametrize("number", [DIGITS, "-" + DIGITS, "1e99999", "nan", "0x" + "f" * 5000])
@pytest.mark.parametrize(
    "argv",
    [
        "check --online --online-timeout=",
        "plan job.yaml --document=",
        "submit job.yaml --dry-run --max-instance-hours=",
        "submit job.yaml --dry-run --deadline=",
        "submit job.yaml --dry-run --cli-read-timeout=",
        "jobs list --max-items=",
        "jobs wait x --poll=",
    ],
)
def test_an_option_names_its_bounds(tmp_path: Path, argv: str, number: str) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    *words, last = argv.split()
    outcome = recolint(*words, last + number, cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert last[:-1] in outcome.err
    assert len(outcome.err) < 250 or "float" in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize("number", [DIGITS, "-" + DIGITS, "1e99999", "99999999999999999999", "0x" + "f" * 5000])
@pytest.mark.parametrize(
    ("name", "text", "argv"),
    [
        ("recolint.toml", "max-file-size = {}", "check"),
        ("recolint.toml", "[[suppress]]\npath = 'a'\nrules = ['RL301']\nuntil = {}", "config"),
        ("recolint.toml", "[rules.phase-duration-out-of-range]\nmaximum = {}", "config --output-format json"),
        ("recolint.toml", "[rules.parallel-over-quota]\nquotas = ['ml.c5.large={}']", "check"),
        ("p.toml", PRICES, "plan job.yaml --prices p.toml"),
        ("p.json", '{{"currency": "USD", "date": "2026-11-01", "instances": {{"ml.c5.large": {}}}}}',
         "plan job.yaml --prices p.json"),
        ("p.yaml", "currency: USD\ndate: 2026-11-01\ninstances: {{ml.c5.large: {}}}", "plan job.yaml --prices p.yaml"),
        ("b.json", '{{"version": {}, "findings": []}}', "check --baseline b.json"),
        ("b.json", '{{"version": 1, "findings": [' + ENTRY + "]}}", "check --baseline b.json"),
    ],
)  # fmt: skip
def test_a_file_is_refused_for_its_number(tmp_path: Path, name: str, text: str, argv: str, number: str) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    (tmp_path / name).write_text(text.format(number))
    outcome = recolint(*argv.split(), cwd=tmp_path)
    if "quotas" in text and number == "99999999999999999999":
        assert "expected a type and a number" in outcome.err
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"recolint: {name}:")


def test_the_place_of_a_table_may_be_any_number(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    (tmp_path / "recolint.toml").write_text(
        f"[[suppress]]\npath = 'job.yaml'\npointer = '/Tags/{DIGITS}'\nrules = ['RL301']\n"
    )
    assert recolint("check", cwd=tmp_path).code == 0


def test_a_count_of_a_baseline_cannot_grow_beyond_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    entry = {"code": "RL301", "path": "a", "pointer": "", "value": "", "count": 1_000_000_000}
    (tmp_path / "b.json").write_text(json.dumps({"version": 1, "findings": [entry] * 50}))
    assert (
        recolint("baseline", "show", "--baseline", "b.json", cwd=tmp_path).err
        == "recolint: b.json: 50,000,000,000 findings\n"
    )


RULES = registry.load()
WHOLE = [(rule.name, one.name) for rule in RULES.rules for one in options.declared(rule) if one.type is int]


@pytest.mark.slow
@pytest.mark.parametrize(("rule", "option"), WHOLE, ids=lambda value: value)
def test_no_integer_of_a_config_crashes_a_rule(tmp_path: Path, rule: str, option: str) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT)
    (tmp_path / "load.json").write_text(as_json(ADVANCED))
    for number in (2**63 - 1, 10**15, 0):
        (tmp_path / "recolint.toml").write_text(
            f"preset = 'strict'\n[rules.{rule}]\n{option.replace('_', '-')} = {number}\n"
        )
        assert recolint("check", cwd=tmp_path).code in (0, 1)

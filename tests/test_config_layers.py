"""A config is made of several: files that extend one another, overrides by path, and the command line."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from command_line import process, recolint
from recolint.base import toml
from recolint.base.text import Source
from recolint.document import read
from recolint.rule import options, registry
from specs import DEFAULT, as_json

LONG_NAME = DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it")


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def findings(folder: Path, *argv: str) -> list[str]:
    """``path: severity[code]`` of each finding."""
    outcome = recolint("check", "--output-format", "json", *argv, cwd=folder)
    assert outcome.code < 2, outcome.err
    found = json.loads(outcome.out)["findings"]
    return [f"{one['path']}: {one['severity']}[{one['code']}]" for one in found]


def rule(folder: Path, code: str, path: str = ".") -> str:
    """What ``config --why`` says of a rule."""
    out = recolint("config", "--why", path, cwd=folder).out
    return next(line.split(": ", 1)[1] for line in out.splitlines() if line.startswith(f"{code} "))


def test_the_nearest_file_wins_key_by_key(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "recolint.toml": "fail-on = 'warning'\n[severity]\nRL301 = 'error'\nRL302 = 'info'\n"
            "[rules.truncated-name]\nlength = 3\n",
            "team/recolint.toml": "extend = ['../recolint.toml']\n[severity]\ntruncated-name = 'warning'\n",
            "team/job.yaml": DEFAULT,
        },
    )
    outcome = recolint("check", "team", "--output-format", "concise", cwd=tmp_path)
    assert "warning[RL301]" in outcome.out
    assert "JobName has 5 characters" in outcome.out
    assert outcome.code == 1
    why = rule(tmp_path, "RL301", "team/job.yaml")
    assert "severity: severity.truncated-name (team/recolint.toml:3:1)" in why
    assert "length = 3: rules.truncated-name.length (recolint.toml:6:1)" in why
    assert "severity.RL302 (recolint.toml:4:1)" in rule(tmp_path, "RL302", "team")


def test_patterns_and_files_count_from_the_file_that_names_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "recolint.toml": "exclude = ['team/old/']\nbaseline = 'known.json'\n"
            "[per-file-ignores]\n'team/b/*' = ['RL301']\n",
            "known.json": '{"version": 1, "findings": []}',
            "team/recolint.toml": "extend = ['../recolint.toml']\n[[suppress]]\npath = 'c/*'\nrules = ['RL301']\n",
            **{f"team/{name}/job.yaml": LONG_NAME.replace("a-name", f"{name}-name") for name in ("old", "b", "c", "d")},
        },
    )
    (tmp_path / ".git").mkdir()
    assert findings(tmp_path, "team") == ["team/d/job.yaml: warning[RL301]"]


def test_a_package_brings_a_config(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "site/acme_lint/base.toml": "[severity]\nRL301 = 'error'\n"
            "[[overrides]]\npaths = ['b/*']\nignore = ['RL301']\n",
            "site/acme_lint/__init__.py": "raise SystemExit('imported')",
            "work/recolint.toml": "extend = ['acme_lint:base']\n",
            "work/a/job.yaml": LONG_NAME,
            "work/b/job.yaml": LONG_NAME.replace("a-name", "b-name"),
        },
    )
    outcome = process("check", "--output-format", "concise", "-q", cwd=tmp_path / "work", path=tmp_path / "site")
    assert [line.split(" JobName")[0] for line in outcome.out.splitlines()] == ["a/job.yaml:1:10: error[RL301]"]
    assert outcome.code == 1


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"recolint.toml": "fail-on = 'error'\nextend = ['a.toml']", "a.toml": "extend = ['recolint.toml']"},
            "a.toml:1:11: extend[0]: a cycle: recolint.toml extends a.toml extends recolint.toml",
        ),
        ({"recolint.toml": "extend = ['recolint.toml']"}, "recolint.toml:1:11: extend[0]: a cycle: "),
        ({"recolint.toml": "extend = ['none.toml']"}, "recolint.toml:1:11: extend[0]: none.toml: cannot be read"),
        ({"recolint.toml": "extend = ['../a.toml']"}, "extend[0]: '../a.toml' is outside the repository"),
        ({"recolint.toml": "extend = ['/etc/passwd']"}, "extend[0]: '/etc/passwd' is outside the repository"),
        (
            {"recolint.toml": "extend = ['acme_none:base']"},
            "extend[0]: 'acme_none:base' is not in an installed package",
        ),
        (
            {"recolint.toml": "extend = 'a.toml'"},
            "recolint.toml:1:1: extend: expected a list of strings, found 'a.toml'",
        ),
        (
            {"recolint.toml": "extend = ['a.toml']\nregion = 'eu-central-1'", "a.toml": "\nregion = 'x'"},
            "a.toml:2:1: region: expected the name of a Region such as eu-west-1, found 'x'",
        ),
        (
            {"recolint.toml": "[[overrides]]\npaths = ['a']\npreset = 'strict'"},
            "recolint.toml:3:1: overrides[0].preset: expected a key of [[overrides]], found one of the whole file",
        ),
        (
            {"recolint.toml": "[[overrides]]\npaths = ['a']\n\nselct = ['RL2']"},
            "recolint.toml:4:1: overrides[0].selct: unknown key; did you mean select?",
        ),
        ({"recolint.toml": "[[overrides]]\nselect = ['RL2']"}, "recolint.toml:1:1: overrides[0]: paths is missing"),
        (
            {"recolint.toml": "name = 'acme'"},
            "recolint.toml:1:1: name: expected a key of a config, found one of a policy",
        ),
    ],
)
def test_an_error_is_named_at_its_place(tmp_path: Path, files: dict[str, str], message: str) -> None:
    write(tmp_path, {**files, "job.yaml": DEFAULT})
    outcome = recolint("check", cwd=tmp_path)
    assert outcome.code == 2
    assert message in outcome.err


@pytest.mark.parametrize("key", ["a" + ".a" * 100_000, "rules" + ".a" * 900])
def test_a_key_of_many_parts_takes_no_long_time(tmp_path: Path, key: str) -> None:
    for text in (f"[{key}]\n", f"{key} = 1\n"):
        write(tmp_path, {"recolint.toml": text, "job.yaml": DEFAULT})
        outcome = recolint("check", cwd=tmp_path)
        assert outcome.code == 2
        assert outcome.err.startswith(("recolint: recolint.toml:1:", "recolint: recolint.toml: line 1 has more than"))


def test_two_ways_to_one_file_are_no_cycle(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "recolint.toml": "extend = ['a.toml', 'b.toml']",
            "a.toml": "extend = ['c.toml']\nfail-on = 'warning'",
            "b.toml": "extend = ['c.toml']",
            "c.toml": "fail-on = 'info'\n[[suppress]]\npath = '*.yaml'\nrules = ['RL301']\n",
            "job.yaml": LONG_NAME,
        },
    )
    printed = tomllib.loads(recolint("config", cwd=tmp_path).out)
    assert printed["fail-on"] == "warning"
    assert len(printed["suppress"]) == 1


OVERRIDES = """\
ignore = ["RL301"]

[[overrides]]
paths = ["prod/**"]
ignore = []
fail-on = "warning"

[[overrides]]
paths = ["prod/eu/*"]
severity = {RL301 = "error"}
region = "eu-central-1"

[overrides.rules.truncated-name]
length = 3
"""


def test_overrides_hold_for_their_files_and_the_later_one_wins(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "recolint.toml": OVERRIDES,
            "dev/a.yaml": LONG_NAME,
            "prod/us/a.yaml": LONG_NAME.replace("a-name", "b-name"),
            "prod/eu/a.yaml": DEFAULT,
        },
    )
    assert findings(tmp_path) == ["prod/eu/a.yaml: error[RL301]", "prod/us/a.yaml: warning[RL301]"]
    assert recolint("check", "prod/us", cwd=tmp_path).code == 1
    assert recolint("check", "dev", cwd=tmp_path).code == 0
    printed = tomllib.loads(recolint("config", "prod/eu/a.yaml", cwd=tmp_path).out)
    assert printed["region"] == "eu-central-1"
    assert printed["rules"]["RL301"] == {"length": 3}
    assert printed["fail-on"] == "warning"
    assert rule(tmp_path, "RL301", "dev/a.yaml") == "off: ignore (recolint.toml:1:11)"
    assert "severity: overrides[1].severity.RL301 (recolint.toml:10:13)" in rule(tmp_path, "RL301", "prod/eu/a.yaml")


def test_a_later_table_brings_back_what_an_earlier_one_ignores(tmp_path: Path) -> None:
    config = "ignore = ['RL3']\n[[overrides]]\npaths = ['a/*']\nextend-select = ['RL301']\n"
    write(tmp_path, {"recolint.toml": config, "a/job.yaml": LONG_NAME, "b/job.yaml": LONG_NAME})
    assert findings(tmp_path, "a", "b") == ["a/job.yaml: warning[RL301]"]


def test_a_table_of_overrides_is_known_to_suppressions_of_other_files(tmp_path: Path) -> None:
    """The tables are one list, however many configurations the files of a folder have."""
    config = "[[overrides]]\npaths = ['a/*']\nregion = 'eu-central-1'\n"
    suppress = "[[suppress]]\npath = '*.yaml'\nrules = ['RL301']\nreason = 'known'\n"
    write(tmp_path, {"recolint.toml": config + suppress, "a/job.yaml": LONG_NAME, "b/job.yaml": DEFAULT})
    assert findings(tmp_path) == []


def test_the_command_line_comes_last(tmp_path: Path) -> None:
    write(tmp_path, {"recolint.toml": "ignore = ['RL301']\n[severity]\nRL301 = 'info'\n", "job.yaml": LONG_NAME})
    assert findings(tmp_path) == []
    assert findings(tmp_path, "--select", "RL3") == []
    assert findings(tmp_path, "--select", "RL301") == ["job.yaml: info[RL301]"]
    assert findings(tmp_path, "--extend-select", "RL301", "--severity", "RL301=error") == ["job.yaml: error[RL301]"]
    assert recolint("check", "--exclude", "job.*", cwd=tmp_path).code == 2
    wrong = recolint("check", "--severity", "RL301", cwd=tmp_path)
    assert (wrong.code, wrong.err) == (
        2,
        "recolint: --severity: expected RULE=LEVEL such as RL301=error, found 'RL301'\n",
    )
    unknown = recolint("check", "--severity", "RL301=fatal", cwd=tmp_path)
    assert "--severity: expected one of info, warning, error, found 'fatal'" in unknown.err


def test_what_is_printed_is_a_config_that_says_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"recolint.toml": OVERRIDES, "prod/eu/a.yaml": DEFAULT})
    (tmp_path / "again.toml").write_text(recolint("config", "prod/eu/a.yaml", cwd=tmp_path).out)
    again = recolint("config", "--config", "again.toml", "prod/eu/a.yaml", cwd=tmp_path).out
    assert tomllib.loads(again) == tomllib.loads((tmp_path / "again.toml").read_text())
    assert findings(tmp_path, "--config", "again.toml") == ["prod/eu/a.yaml: error[RL301]"]


def test_all_options_of_all_rules_are_printed_as_a_config_writes_them(tmp_path: Path) -> None:
    given: dict[str, dict[str, Any]] = {}
    for one in registry.load().rules:
        said = next((example.options for example in one.examples if example.options), {})
        named = {option.key: option.default for option in options.declared(one)}
        if named:
            given[one.code] = named | {name.replace("_", "-"): value for name, value in said.items()}
    assert len(given) > 40
    write(tmp_path, {"recolint.toml": toml.text({"rules": given})})
    out = recolint("config", cwd=tmp_path).out
    printed = tomllib.loads(out)["rules"]
    assert {code: list(table) for code, table in printed.items()} == {code: list(one) for code, one in given.items()}
    write(tmp_path, {"again/recolint.toml": out})
    assert tomllib.loads(recolint("config", "again", cwd=tmp_path).out)["rules"] == printed
    why = recolint("config", "--why", "--output-format", "json", cwd=tmp_path).out
    assert {one["code"]: list(one["options"]) for one in json.loads(why) if one["options"]} == {
        code: list(table) for code, table in given.items()
    }
    for line in recolint("config", "--why", cwd=tmp_path).out.splitlines():
        for text in re.findall(r"; (.*?): rules\.", line):
            assert set(tomllib.loads(text)) <= set(given[line[:5]])


def test_the_summary_counts_what_configs_weaken(tmp_path: Path) -> None:
    write(tmp_path, {"recolint.toml": "ignore = ['RL301', 'RL302']\n[severity]\nRL204 = 'info'\n", "job.yaml": DEFAULT})
    assert "rules by config: 2 off, 1 lowered" in recolint("check", cwd=tmp_path).out
    summary = json.loads(recolint("check", "--output-format", "json", cwd=tmp_path).out)["summary"]
    assert (summary["rules_off"], summary["rules_lowered"]) == (2, 1)
    write(tmp_path, {"policy.toml": "select = ['RL301']"})
    assert "rules by config: 1 off, 1 lowered" in recolint("check", "--policy", "policy.toml", cwd=tmp_path).out
    asked = recolint("check", "--isolated", "--ignore", "RL3", "--output-format", "json", cwd=tmp_path).out
    assert json.loads(asked)["summary"]["rules_off"] == 0


TERMS = "require-reason = true\nmax-suppression-days = 30\n"


@pytest.mark.parametrize(
    ("comment", "why"),
    [
        ("until=2026-12-01", "it has no reason"),
        ("a probe", "it has no until=YYYY-MM-DD"),
        ("a probe until=2026-12-24", "expected until=2026-12-23 or earlier, found 2026-12-24"),
        ("a probe until=2026-12-23", None),
    ],
)
def test_a_suppression_that_breaks_the_terms_hides_nothing(tmp_path: Path, comment: str, why: str | None) -> None:
    text = LONG_NAME.replace("\n", f"  # recolint: ignore[RL301] {comment}\n", 1)
    write(tmp_path, {"recolint.toml": TERMS, "job.yaml": text})
    outcome = recolint("check", "--output-format", "concise", "-q", cwd=tmp_path)
    if why is None:
        assert outcome.out == ""
        return
    assert "warning[RL301]" in outcome.out
    assert f"warning[RL024] the suppression of RL301 has no effect: {why}" in outcome.out
    assert "RL022" not in outcome.out


def test_so_does_a_table(tmp_path: Path) -> None:
    tables = "".join(
        f"[[suppress]]\npath = '{name}.json'\nrules = ['RL301']\nreason = '{reason}'\n{until}"
        for name, reason, until in (
            ("a", "", "until = 2026-12-01\n"),
            ("b", "x", ""),
            ("c", "x", "until = 2026-12-01\n"),
        )
    )
    text = as_json(read(Source("job.yaml", LONG_NAME)).documents[0].data)
    write(tmp_path, {"recolint.toml": TERMS + tables, **{f"{name}.json": text for name in "abc"}})
    outcome = recolint("check", "--output-format", "concise", "-q", "--ignore", "RL302,RL305", cwd=tmp_path)
    lines = [line for line in outcome.out.splitlines() if "RL301" in line]
    assert [line.split(" ")[0] for line in lines if "RL024" not in line] == ["a.json:2:14:", "b.json:2:14:"]
    assert [line.split(":")[1] for line in lines if "RL024" in line] == ["3", "8"]

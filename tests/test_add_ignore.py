"""check --add-ignore hides what is found, with a reason, and changes nothing else in a file."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from command_line import TODAY, Outcome, recolint
from properties import examples
from recolint.base.finding import Finding
from recolint.base.text import Source
from recolint.document import read
from recolint.rule import registry
from recolint.rule.kinds import BaseRule
from recolint.suppress import comments as suppress
from recolint.suppress.writing import IgnoreRequest, add_ignore_comments
from specs import DEFAULT, as_json, changed

REASON = "one-off, see TICKET-41"
LONG = DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it")


def add_ignore(folder: Path, *argv: str, reason: str = REASON) -> Outcome:
    return recolint("check", f"--add-ignore={reason}", *argv, cwd=folder)


def added(before: str, after: str) -> list[str]:
    """The text that the lines of ``after`` add to those of ``before``. Fails if the text of ``before`` has changed."""
    rest = iter(before.splitlines())
    old = next(rest, None)
    found = []
    for line in after.splitlines():
        if old is not None and line.startswith(old):
            found += [line.removeprefix(old).strip()] if line != old else []
            old = next(rest, None)
        else:
            found.append(line.strip())
    assert old is None, f"{old!r} has changed"
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "rule", "comments"),
    [
        pytest.param(LONG, "RL301", [f"# recolint: ignore[RL301] {REASON}"], id="after a value"),
        pytest.param(LONG.replace("\n", "\r\n"), "RL301", [f"# recolint: ignore[RL301] {REASON}"], id="with CRLF"),
        pytest.param(LONG.rstrip("\n"), "RL301", [f"# recolint: ignore[RL301] {REASON}"], id="without a last line end"),
        pytest.param(
            LONG.replace("in-it\n", "in-it  # the name\n"),
            "RL301",
            [f"# recolint: ignore[RL301] {REASON}"],
            id="above a line that has a comment",
        ),
        pytest.param(
            LONG.replace("JobName: ", "JobName: >-\n  "),
            "RL301",
            [f"# recolint: ignore[RL301] {REASON}"],
            id="of a block scalar",
        ),
        pytest.param(
            DEFAULT.replace("RoleArn: arn:aws:iam::111122223333:role/recommender\n", ""),
            "RL102",
            [f"# recolint: ignore-file[RL102] {REASON}"],
            id="of what is missing at the root",
        ),
        pytest.param(
            DEFAULT.replace("RoleArn: arn:aws:iam::111122223333:role/recommender\n", "").replace("\n", "\r\n"),
            "RL102",
            [f"# recolint: ignore-file[RL102] {REASON}"],
            id="on a line of its own with CRLF",
        ),
        pytest.param(
            "---\n" + DEFAULT.replace("RoleArn: arn:aws:iam::111122223333:role/recommender\n", ""),
            "RL102",
            [f"# recolint: ignore-file[RL102] {REASON}"],
            id="after a document's start",
        ),
        pytest.param(
            f"{DEFAULT}--- {{JobName: b, JobType: Default, InputConfig: {{}}}}\n",
            "RL102",
            [f"# recolint: ignore-file[RL102] {REASON}"],
            id="in the second document, in brackets",
        ),
        pytest.param(
            DEFAULT + "Tags: [{Key: a, Value: b}, {Key: a, Value: c}]\n",
            "RL320",
            [f"# recolint: ignore[RL320] {REASON}"],
            id="in brackets on a line",
        ),
        pytest.param(
            DEFAULT + "Tags:\n  - {Key: a, Value: b}\n  - {Key: a,\n     Value: c}\n",
            "RL320",
            [f"# recolint: ignore[RL320] {REASON}"],
            id="in brackets over lines",
        ),
        pytest.param(
            DEFAULT + "Tags:\n  - &tag\n    Key: a\n    Value: b\n  - *tag\n",
            "RL320",
            [f"# recolint: ignore[RL320] {REASON}"],
            id="of an alias",
        ),
    ],
)
def test_a_comment_is_put_where_it_hides_the_finding(tmp_path: Path, text: str, rule: str, comments: list[str]) -> None:
    path = tmp_path / "job.yaml"
    path.write_bytes(text.encode())
    assert recolint("check", "--select", rule, "--fail-on", "info", cwd=tmp_path).code == 1
    outcome = add_ignore(tmp_path, "--select", f"{rule},RL02", "--fail-on", "info")
    assert outcome.code == 0, outcome.out
    assert added(text, path.read_bytes().decode()) == comments
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n") or "\r" not in text
    assert list(YAML(typ="safe").load_all(path.read_text())) == list(YAML(typ="safe").load_all(text))


def test_findings_at_one_entry_share_a_comment_and_each_is_hidden_once(tmp_path: Path) -> None:
    text = DEFAULT + "Tags:\n- Key: a\n  Value: b\n- Key: a\n  Value: c\nJobDescription: ''\n"
    (tmp_path / "job.yaml").write_text(LONG + text.removeprefix(DEFAULT))
    strict = ("--preset", "strict", "--ignore", "RL761")
    before = json.loads(recolint("check", *strict, "--output-format", "json", cwd=tmp_path).out)
    outcome = add_ignore(tmp_path, *strict, "--fail-on", "info")
    assert outcome.code == 0, outcome.out
    assert outcome.err == f"recolint: {len(before['findings'])} findings ignored\n"
    after = json.loads(recolint("check", *strict, "--output-format", "json", cwd=tmp_path).out)
    assert [one["code"] for one in after["suppressed"]] == [one["code"] for one in before["findings"]]
    assert {one["reason"] for one in after["suppressed"]} == {REASON}
    comments = added(LONG + text.removeprefix(DEFAULT), (tmp_path / "job.yaml").read_text())
    assert len(comments) < len(before["findings"])


def test_what_is_below_the_severity_that_is_shown_stays(tmp_path: Path) -> None:
    text = LONG.replace("Type: Default", "Type: DEFAULT")
    (tmp_path / "job.yaml").write_text(text)
    assert add_ignore(tmp_path, "--min-severity", "error").err == "recolint: 1 finding ignored\n"
    assert added(text, (tmp_path / "job.yaml").read_text()) == [f"# recolint: ignore[RL108] {REASON}"]


def test_a_last_day_is_part_of_the_reason(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text("")
    (tmp_path / "job.yaml").write_text(LONG)
    (tmp_path / "job.json").write_text(as_json(changed("JobName", to="x" * 41)))
    assert add_ignore(tmp_path, "--fail-on", "info", reason="for now until=2026-11-23").code == 0
    assert "# recolint: ignore[RL301] for now until=2026-11-23\n" in (tmp_path / "job.yaml").read_text()
    table = tomllib.loads((tmp_path / "recolint.toml").read_text())["suppress"][0]
    assert (table["reason"], str(table["until"])) == ("for now", "2026-11-23")


def test_a_file_that_cannot_be_read_and_a_fault_of_a_comment_are_left_and_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("JobName: [\nRoleArn: x")
    (tmp_path / "job.yaml").write_text(DEFAULT.replace("probe", "probe  # recolint: ignore[RL301]"))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    outcome = add_ignore(tmp_path)
    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        "recolint: bad.yaml:1:10: RL002: not ignored: it cannot be suppressed",
        "recolint: job.yaml:1:36: RL022: not ignored: it cannot be suppressed",
        "recolint: 0 findings ignored",
    ]
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


JSON = as_json(changed("JobName", to="a-name-with-more-than-forty-characters-in-it"))


def test_json_gets_tables_in_the_nearest_config(tmp_path: Path) -> None:
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "a[1].json").write_text(JSON)
    config = 'preset = "recommended"  # ours\n\n[severity]\nRL301 = "error"'
    (tmp_path / "recolint.toml").write_text(config)
    assert recolint("check", cwd=tmp_path).code == 1
    outcome = add_ignore(tmp_path, "jobs")
    assert outcome.code == 0, outcome.err
    assert (tmp_path / "jobs" / "a[1].json").read_text() == JSON
    assert (tmp_path / "recolint.toml").read_text() == config + (
        f'\n\n[[suppress]]\npath = "jobs/a\\\\[1].json"\npointer = "/JobName"\nrules = ["RL301"]\nreason = "{REASON}"\n'
    )


def test_a_table_is_for_one_file_and_not_for_others_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text("")
    (tmp_path / "jobs").mkdir()
    (tmp_path / "a.json").write_text(JSON)
    (tmp_path / "jobs" / "a.json").write_text(as_json(changed("JobName", to="x" * 41)))
    add_ignore(tmp_path, "a.json")
    report = json.loads(recolint("check", "--output-format", "json", cwd=tmp_path).out)
    assert [one["path"] for one in report["findings"]] == ["jobs/a.json"]


def test_a_pyproject_gets_its_tables_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\n\n[tool.recolint]\npreset = "strict"\nignore = ["RL761"]\n'
    )
    (tmp_path / "a.json").write_text(JSON)
    assert add_ignore(tmp_path, "--fail-on", "info").code == 0
    data = tomllib.loads((tmp_path / "pyproject.toml").read_text())
    assert data["project"] == {"name": "x"}
    assert "RL301" in {code for table in data["tool"]["recolint"]["suppress"] for code in table["rules"]}


def test_a_finding_about_the_config_names_the_key_that_hides_it(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text('preset = "strict"\n')
    (tmp_path / "job.yaml").write_text(DEFAULT)
    outcome = add_ignore(tmp_path, "--fail-on", "info")
    assert "recolint.toml:1:1: RL761: not ignored: it is about the config" in outcome.err
    (tmp_path / "recolint.toml").write_text('preset = "strict"\nignore = ["RL761"]\n')
    assert "RL761" not in recolint("check", "--fail-on", "info", cwd=tmp_path).out


def test_json_without_a_config_is_left_with_a_word_on_how(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(JSON)
    outcome = add_ignore(tmp_path, "--fail-on", "info")
    assert outcome.code == 1
    assert "a.json: not ignored: JSON has no comments" in outcome.err
    assert "run recolint init --what config first" in outcome.err
    recolint("init", "--what", "config", cwd=tmp_path)
    assert add_ignore(tmp_path, "--fail-on", "info").code == 0


def test_a_config_that_takes_no_more_tables_is_left_and_they_are_shown(tmp_path: Path) -> None:
    config = 'suppress = [{path = "x.json", rules = ["RL301"]}]\n'
    (tmp_path / "recolint.toml").write_text(config)
    (tmp_path / "a.json").write_text(JSON)
    outcome = add_ignore(tmp_path)
    assert outcome.code == 2
    assert (
        "recolint.toml: nothing ignored: cannot be extended at its end; add these [[suppress]] tables:" in outcome.err
    )
    assert 'recolint: path = "/a.json"' in outcome.err.splitlines()
    assert (tmp_path / "recolint.toml").read_text() == config


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--add-ignore="], "missing reason"),
        (["--add-ignore= until=2027-01-01 "], "missing reason"),
        (["--add-ignore=x until=soon"], "until=soon is not a date; expected a date, e.g. until=2026-12-31"),
        (["--add-ignore=x until=2026-11-22"], "until=2026-11-22 is in the past"),
        (["--add-ignore=a\nb"], "contains characters that are not allowed in a comment"),
        (["--add-ignore=a\u2028b"], "contains characters that are not allowed in a comment"),
        (["--add-ignore=x", "--fix"], "run --fix first"),
        (["--add-ignore=x", "--diff"], "run --fix first"),
        (["--add-ignore=x", "-"], "does not accept standard input"),
    ],
)
def test_wrong_use_is_named_and_writes_nothing(tmp_path: Path, argv: list[str], message: str) -> None:
    (tmp_path / "job.yaml").write_text(LONG)
    outcome = recolint("check", *argv, cwd=tmp_path)
    assert outcome.code == 2
    assert message in outcome.err
    assert (tmp_path / "job.yaml").read_text() == LONG


def test_a_read_only_file_is_left_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "job.yaml").write_text(LONG)
    monkeypatch.setattr("os.access", lambda path, mode: mode != os.W_OK and os.path.exists(path))  # noqa: PTH110  Path.exists raises where access is denied
    outcome = add_ignore(tmp_path)
    assert outcome.code == 2
    assert "job.yaml: nothing ignored: the file is read-only" in outcome.err
    assert (tmp_path / "job.yaml").read_text() == LONG


SHAPES = st.recursive(
    st.sampled_from(
        ["a", "7", "'q # r'", '"d"', "|\n{0}  block\n{0}  text", ">-\n{0}  folded", "[1, {{k: v}}]", "{{}}", ""]
    ),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from("klm"), inner, min_size=1),
    max_leaves=8,
)


def lines(shape: Any, indentation: str) -> list[str]:
    """``shape`` as block YAML, each entry on lines of its own, some with a comment."""
    if isinstance(shape, str):
        return [shape.format(indentation)]
    entries = (
        [(f"{key}:", value) for key, value in shape.items()] if isinstance(shape, dict) else [("-", v) for v in shape]
    )
    written = []
    for mark, value in entries:
        inner = lines(value, indentation + "  ")
        if isinstance(value, str):
            written.append(f"{indentation}{mark} {inner[0]}".rstrip() + ("  # note" if value == "a" else ""))
        else:
            written += [f"{indentation}{mark}", *inner]
    return written


@pytest.mark.slow
@examples(60)
@given(st.dictionaries(st.sampled_from("xyz"), SHAPES, min_size=1), st.data())
def test_wherever_a_finding_is_a_comment_hides_it_and_the_data_stays(
    shape: dict[str, Any], data: st.DataObject
) -> None:
    source = Source("a.yaml", "\n".join(lines(shape, "")) + "\n")
    reading = read(source)
    assert not reading.faults, source.text
    routes = [entry.route for entry in reading.documents[0].entries()]
    rules = registry.load()
    wanted = [
        IgnoreRequest(_finding(rules.find(code)(), route), 0)
        for code in ("RL301", "RL108")
        for route in data.draw(st.lists(st.sampled_from(routes), max_size=4, unique=True))
    ]
    done = add_ignore_comments(source, wanted, "why", rules, TODAY)
    assert done.made == tuple(range(len(wanted)))
    assert read(done.source).documents[0].data == reading.documents[0].data
    assert all(text.startswith("# recolint: ignore") for text in added(source.text, done.source.text))
    comments = suppress.suppressions(read(done.source).documents[0], rules).items
    hidden = suppress.apply([one.finding for one in wanted], comments, TODAY)[1]
    used = suppress.used_selectors(hidden)
    for item in comments:
        assert not suppress.find_unused_and_expired(item, used, 0, {"RL301", "RL108"}, TODAY), "a comment hides nothing"
    again = add_ignore_comments(done.source, wanted, "why", rules, TODAY)
    assert again.made == tuple(range(len(wanted)))


def _finding(rule: BaseRule[Any], route: tuple[str | int, ...]) -> Finding:
    return rule.finding(route, "x")

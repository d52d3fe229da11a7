"""A policy: what it owns, what it leaves to the repository, and what is wrong with one."""

from __future__ import annotations

import json
import pickle
import tomllib
from pathlib import Path

import pytest

from command_line import process, recolint
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.report import FORMATS
from recolint.rule.registry import load
from specs import DEFAULT
from test_config_layers import LONG_NAME, findings, rule, write

POLICY = "name = 'acme'\nselect = ['RL301']\n"


def test_a_policy_owns_the_rules_that_it_enables_and_no_others(tmp_path: Path) -> None:
    policy = "preset = 'minimal'\nignore = ['RL204']\nextend-select = ['truncated-name']\n[severity]\nRL302 = 'error'\n"
    write(tmp_path, {"policy.toml": policy, "job.yaml": LONG_NAME})
    why = json.loads(
        recolint("config", "--policy", "policy.toml", "--why", "--output-format", "json", cwd=tmp_path).out
    )
    owned = {one["code"] for one in why if one["policy"] == "policy.toml"}
    assert {"RL301", "RL302", "RL203", "RL101"} <= owned
    assert not {"RL204", "RL201", "RL303"} & owned
    assert findings(tmp_path, "--policy", "policy.toml", "--ignore", "RL3") == [
        "<command line>: warning[RL025]",
        "job.yaml: warning[RL301]",
    ]


def test_what_is_printed_is_what_the_policy_makes_of_it(tmp_path: Path) -> None:
    policy = "name = 'acme'\n[severity]\nRL301 = 'error'\n[rules.truncated-name]\nlength = 30\n"
    config = "[severity]\nRL301 = 'info'\nRL302 = 'info'\n[rules.RL301]\nlength = 50\n"
    write(tmp_path, {"policy.toml": policy, "recolint.toml": config})
    out = recolint("config", "--policy", "policy.toml", cwd=tmp_path).out
    printed = tomllib.loads(out)
    assert printed["severity"] == {"RL301": "error", "RL302": "info"}
    assert printed["rules"] == {"RL301": {"length": 30}}
    assert "# policy acme owns RL301\n" in out


def test_why_names_the_policy_and_its_line(tmp_path: Path) -> None:
    write(
        tmp_path, {"policy.toml": POLICY + "[rules.truncated-name]\nlength = 30\n", "recolint.toml": "ignore = ['RL3']"}
    )
    out = recolint("config", "--why", "--policy", "policy.toml", cwd=tmp_path).out
    (line,) = [line for line in out.splitlines() if line.startswith("RL301 ")]
    assert line == (
        "RL301 truncated-name: warning: policy acme: select (policy.toml:2:11); "
        "length = 30: rules.truncated-name.length (policy.toml:4:1)"
    )
    assert rule(tmp_path, "RL301").startswith("off: ignore (recolint.toml:1:11)")


@pytest.mark.parametrize(
    ("comment", "code", "told"),
    [
        ("why until=2026-12-01", 0, None),
        ("until=2026-12-01", 1, "policy acme locks RL301: this suppression has no effect; it has no reason"),
        ("why", 1, "policy acme locks RL301: this suppression has no effect; it has no until=YYYY-MM-DD"),
        ("why until=2027-12-01", 1, "has no effect; expected until=2026-12-23 or earlier, found 2027-12-01"),
        ("why until=2026-11-01", 1, "RL023"),
    ],
)
def test_what_is_suppressible_is_hidden_on_terms(tmp_path: Path, comment: str, code: int, told: str | None) -> None:
    policy = "name = 'acme'\nsuppressible = ['RL3']\nmax-suppression-days = 30\n[severity]\nRL301 = 'error'\n"
    text = LONG_NAME.replace("\n", f"  # recolint: ignore[RL301] {comment}\n", 1)
    write(tmp_path, {"policy.toml": policy, "job.yaml": text})
    outcome = recolint("check", "job.yaml", "--policy", "policy.toml", "--output-format", "concise", cwd=tmp_path)
    assert outcome.code == code
    assert ("error[RL301]" in outcome.out) == (code == 1)
    assert told is None or told in outcome.out
    assert told is not None or "1 suppressed" in outcome.out


@pytest.mark.parametrize(
    ("days", "until", "code"),
    [("", "2027-06-01", 1), ("", "2026-12-24", 0), ("max-suppression-days = 400\n", "2027-06-01", 0)],
)
def test_an_exception_ends_within_90_days_unless_the_policy_says_otherwise(
    tmp_path: Path, days: str, until: str, code: int
) -> None:
    policy = f"suppressible = ['RL301']\n{days}[severity]\nRL301 = 'error'\n"
    text = LONG_NAME.replace("\n", f"  # recolint: ignore[RL301] why until={until}\n", 1)
    # The repository's own maximum does not count in either case.
    write(tmp_path, {"policy.toml": policy, "job.yaml": text, "recolint.toml": "max-suppression-days = 3000"})
    outcome = recolint("check", "job.yaml", "--policy", "policy.toml", cwd=tmp_path)
    assert outcome.code == code
    assert (f"expected until=2027-02-21 or earlier, found {until}" in outcome.out) == (code == 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("glob", "text"),
    [
        ("[", "'[' without ']' in '['; close it, or write '[[]' for the character"),
        ("ml.c[56.*", "'[' without ']' in 'ml.c[56.*'; close it, or write 'ml.c[[]56.*' for the character"),
        ("ml.[z-a]5.*", "the range z-a in 'ml.[z-a]5.*' is empty; write 'ml.[a-z]5.*'"),
        ("ml.{p4d,p5}.*", "braces are not special in a glob: instead of 'ml.{p4d,p5}.*', write 'ml.p4d.*', 'ml.p5.*'"),
        (r"ml\.p5\..*", r"expected a glob, found the regular expression 'ml\\.p5\\..*'; write 'ml.p5.*'"),
        (" ml.p5.*", "expected a glob, found ' ml.p5.*'; write 'ml.p5.*'"),
        ("", "expected a glob, found ''; remove it"),
    ],
)
def test_a_malformed_glob_is_reported_at_its_place(tmp_path: Path, glob: str, text: str) -> None:
    rules = (
        ("denied-instance-type", "deny"), ("role-breaks-policy", "allow"), ("network-breaks-policy", "security-groups"),
        ("key-breaks-policy", "keys"), ("missing-required-tag", "allowed"), ("payload-breaks-policy", "buckets"),
    )  # fmt: skip
    for name, option in rules:
        write(tmp_path, {"policy.toml": f"[rules.{name}]\n{option} = ['*-a', '{glob}']\n", "job.yaml": DEFAULT})
        outcome = recolint("check", "--policy", "policy.toml", cwd=tmp_path)
        column = len(option) + len(" = ['*-a', ") + 1
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == f"recolint: policy.toml:2:{column}: rules.{name}.{option}[1]: {text}\n"


@pytest.mark.parametrize("glob", ["*", "ml.c[5-7].*", "[!a]*", "[[]*", "[]a]*", "arn:aws:kms:*:*:key/*", "a-b"])
def test_a_glob_that_can_match_is_accepted(tmp_path: Path, glob: str) -> None:
    write(tmp_path, {"policy.toml": f"[rules.key-breaks-policy]\nkeys = ['{glob}']\n", "job.yaml": DEFAULT})
    assert recolint("check", "--policy", "policy.toml", cwd=tmp_path).code < 2


@pytest.mark.parametrize("keys", ["may-exclude = ['a[']", "[[overrides]]\npaths = ['a[']\nselect = ['RL3']"])
def test_a_pattern_of_files_that_matches_nothing_is_a_fault(tmp_path: Path, keys: str) -> None:
    write(tmp_path, {"policy.toml": f"select = ['RL301']\n{keys}", "job.yaml": DEFAULT})
    outcome = recolint("check", "--policy", "policy.toml", cwd=tmp_path)
    assert outcome.code == 2
    assert "'[' without ']' in 'a['; close it, or write 'a\\\\[' for the character" in outcome.err


def test_a_baseline_does_not_hide_what_is_suppressible(tmp_path: Path) -> None:
    write(tmp_path, {"loose.toml": "severity = {RL301 = 'error'}", "job.yaml": LONG_NAME})
    assert recolint("baseline", "create", "--config", "loose.toml", "job.yaml", cwd=tmp_path).code == 0
    write(tmp_path, {"policy.toml": "suppressible = ['RL301']\nseverity = {RL301 = 'error'}"})
    argv = ("check", "job.yaml", "--baseline", "recolint-baseline.json", "--policy", "policy.toml")
    assert recolint(*argv, cwd=tmp_path).code == 1


def test_may_exclude_lets_a_repository_leave_files_out(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "policy/acme.toml": POLICY + "may-exclude = ['templates/**']\n",
            "work/.git/HEAD": "",
            "work/recolint.toml": "exclude = ['templates', 'jobs']",
            "work/templates/a.yaml": LONG_NAME,
            "work/jobs/b.yaml": LONG_NAME,
        },
    )
    assert findings(tmp_path / "work", "--policy", "../policy/acme.toml") == [
        "jobs/b.yaml: warning[RL301]",
        "recolint.toml: warning[RL025]",
    ]


def test_only_locked_rules_look_at_what_is_left_out(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "policy.toml": POLICY,
            ".gitignore": "out/",
            "recolint.toml": "extend-select = ['RL320']",
            "out/a.yaml": LONG_NAME,
            "out/package.json": "{}",
            "out/broken.yaml": "a: [",
        },
    )
    (tmp_path / ".git").mkdir()
    assert findings(tmp_path, "--policy", "policy.toml") == [".gitignore: warning[RL025]", "out/a.yaml: warning[RL301]"]


def test_overrides_of_a_policy_count_from_the_repository(tmp_path: Path) -> None:
    policy = "name = 'acme'\n[[overrides]]\npaths = ['prod/**']\n[overrides.rules.truncated-name]\nlength = 3\n"
    write(
        tmp_path,
        {
            "policy/acme.toml": policy,
            "work/prod/a.yaml": DEFAULT,
            "work/dev/a.yaml": DEFAULT,
            "work/recolint.toml": "ignore = ['RL301']",
        },
    )
    (tmp_path / "work" / ".git").mkdir()
    for folder, path in (("work", "prod"), ("work/prod", ".")):
        found = findings(tmp_path / folder, path, "--policy", str(tmp_path / "policy/acme.toml"))
        assert len([one for one in found if one.endswith("a.yaml: warning[RL301]")]) == 1, found
    assert findings(tmp_path / "work", "dev", "--policy", "../policy/acme.toml") == []


def test_a_policy_without_rules_for_a_file_leaves_it_out(tmp_path: Path) -> None:
    settings = "region = 'eu-central-1'\n"
    for_prod = "[[overrides]]\npaths = ['out/prod/*']\nselect = ['RL301']\n"
    write(tmp_path, {"out/prod/a.yaml": LONG_NAME, "out/dev/a.yaml": LONG_NAME, "recolint.toml": "exclude = ['out']"})
    for policy, found in (
        (settings, []),
        (for_prod, ["out/prod/a.yaml: warning[RL301]", "recolint.toml: warning[RL025]"]),
    ):
        write(tmp_path, {"policy.toml": policy})
        assert findings(tmp_path, "--allow-empty", "--policy", "policy.toml") == found


@pytest.mark.parametrize("form", ["concise", "jsonl", "sarif"])
def test_no_option_hides_what_a_policy_locks(tmp_path: Path, form: str) -> None:
    write(tmp_path, {"policy.toml": POLICY + "fail-on = 'warning'", "job.yaml": LONG_NAME})
    argv = ("check", "--policy", "policy.toml", "--min-severity", "error", "--ignore", "RL3", "--output-format", form)
    outcome = recolint(*argv, cwd=tmp_path)
    assert outcome.code == 1
    assert "JobName has" in outcome.out
    assert "policy acme locks RL301" in outcome.out


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_an_attempt(tmp_path: Path, form: str) -> None:
    write(tmp_path, {"policy.toml": POLICY, "recolint.toml": "exclude = ['job.yaml']", "job.yaml": LONG_NAME})
    argv = ("--policy", "policy.toml", "--ignore", "RL301", "--output-format", form)
    outcome = recolint("check", *argv, cwd=tmp_path)
    assert outcome.code == 0, outcome.err
    assert outcome.out.count("RL025") + outcome.out.count("change-of-locked-rule") >= 2


def test_settings_of_a_policy_win(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "policy.toml": "name = 'acme'\nregion = 'us-east-1'\nextend-select = ['RL642']",
            "recolint.toml": "region = 'eu-central-1'\n",
            "job.yaml": DEFAULT,
        },
    )
    out = recolint(
        "check", "--policy", "policy.toml", "--region", "eu-central-1", "--output-format", "concise", cwd=tmp_path
    ).out
    assert "error[RL642]" in out
    assert "recolint.toml:1:1: warning[RL025]" not in out
    assert "<command line>:1:1: warning[RL025]" in out
    out = recolint("check", "--policy", "policy.toml", "--output-format", "concise", cwd=tmp_path).out
    assert "recolint.toml:1:1: warning[RL025]" in out


def test_fail_on_comes_from_the_owner(tmp_path: Path) -> None:
    write(tmp_path, {"policy.toml": POLICY + "fail-on = 'warning'", "job.yaml": LONG_NAME})
    assert recolint("check", "--policy", "policy.toml", cwd=tmp_path).code == 1
    write(tmp_path, {"policy.toml": POLICY, "recolint.toml": "fail-on = 'warning'"})
    assert recolint("check", "--policy", "policy.toml", cwd=tmp_path).code == 0
    junit = recolint("check", "--policy", "policy.toml", "--output-format", "junit", cwd=tmp_path).out
    assert "<failure" not in junit


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = ['RL3']", "policy.toml:1:1: selct: unknown key; did you mean select?"),
        ("\nname = 1\nselect = ['RL3']", "policy.toml:2:1: name: expected a string, found 1"),
        ("url = 'wiki'\nselect = ['RL3']", "policy.toml:1:1: url: expected a URL such as https://wiki"),
        ("suppressible = ['RL99']", "policy.toml:1:17: suppressible[0]: 'RL99' is not a rule code"),
        ("exclude = ['a']", "policy.toml:1:1: exclude: expected a key of a policy, found one of a repository's config"),
        ("baseline = 'a'", "policy.toml:1:1: baseline: expected a key of a policy"),
        ("[severity]\nRL301 = 'fatal'", "policy.toml:2:1: severity.RL301: expected one of info, warning, error, found"),
        ("[rules.truncated-name]\nlength = 'x'", "policy.toml:2:1: rules.truncated-name.length: expected an integer"),
        ("", "policy.toml: expected a policy that enables a rule"),
        ("name = 'acme'", "policy.toml:1:1: expected a policy that enables a rule"),
        ("a = [", "policy.toml:1:6: is not valid TOML: Invalid value"),
        ("\na = 1\na = 2", "policy.toml:3:6: is not valid TOML: Cannot overwrite a value"),
        (
            "[rules.duration-breaks-policy]\nmaximum = 5\nsuppressible = ['RL272']",
            "policy.toml:3:1: rules.duration-breaks-policy.suppressible: belongs to the whole file",
        ),
        (
            "[rules.duration-breaks-policy]\nmaximum = -2",
            "policy.toml:2:1: rules.duration-breaks-policy.maximum: expected an integer of at least 0, or -1 for any",
        ),
        (
            "[rules.cost-breaks-policy]\nmaximum = nan",
            "policy.toml:2:1: rules.cost-breaks-policy.maximum: expected a number of at least 0, or -1 for any",
        ),
        (
            "[rules.name-breaks-policy]\npattern = {a = [true, 2026-01-01]}",
            "policy.toml:2:1: rules.name-breaks-policy.pattern: expected a string, found {a = [true, 2026-01-01]}",
        ),
        ("extend = ['none.toml']", "policy.toml:1:11: extend[0]: none.toml: cannot be read"),
    ],
)
def test_a_policy_with_a_fault_is_said(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, {"policy.toml": text, "job.yaml": DEFAULT})
    outcome = recolint("check", "--policy", "policy.toml", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err


EVERY_FAULT = """\
packs = ["none.yaml"]
prest = "strict"

[rules.stopping-breaks-policy]
flat-invocations = "stop"
maximum-latency = "5"

[severity]
ACME001 = "warning"
RL301 = "fatal"
"""


def test_a_run_reports_all_faults_of_a_policy(tmp_path: Path) -> None:
    """Also those beside a pack that is missing, and beside another option with a value of a wrong type."""
    write(tmp_path, {"policy.toml": EVERY_FAULT, "job.yaml": DEFAULT})
    outcome = recolint("check", "--policy", "policy.toml", cwd=tmp_path)
    assert outcome.code == 2
    places = sorted(line.split(" ")[1] for line in outcome.err.splitlines())
    assert places == [f"policy.toml:{place}:" for place in ("10:1", "1:10", "2:1", "5:1", "6:1")]


@pytest.mark.parametrize("name", ["none.toml", "", "acme_none:base"])
def test_a_policy_that_is_not_there_is_no_pass(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"job.yaml": DEFAULT, "acme_none:base": POLICY})
    for argv in (
        ("check",),
        ("plan", "job.yaml"),
        ("submit", "job.yaml", "--dry-run"),
        ("config",),
        ("baseline", "show"),
    ):
        assert recolint(*argv, "--policy", name, cwd=tmp_path).code == 2, argv


def test_several_policies_each_own_their_rules(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.toml": POLICY,
            "b.toml": "name = 'security'\nurl = 'https://b.example.com'\nselect = ['RL302', 'RL301']\n",
            "c.toml": "name = 'other'\n[rules.truncated-name]\nlength = 3\n",
            "job.yaml": LONG_NAME,
        },
    )
    many = {"RECOLINT_POLICY": "a.toml\n\n b.toml\n"}
    outcome = recolint("check", "--policy", "a.toml", "--ignore", "RL3", cwd=tmp_path, environment=many)
    assert "warning[RL301]" in outcome.out
    both = recolint("check", "--policy", "a.toml", "--policy", "c.toml", cwd=tmp_path)
    assert both.code == 2
    assert (
        "c.toml:3:1: rules.truncated-name.length: the policies acme and other own RL301 with different terms"
        in both.err
    )


PACK = """\
pack: acme
prefix: ACME
rules:
  - code: ACME001
    name: name-without-team
    severity: error
    at: JobName
    must: {regex: 'team-.*'}
    message: JobName lacks the team
    help: write team-<name>
    examples:
      valid: ["JobName: team-a"]
      invalid: [{text: "JobName: a", at: /JobName}]
"""


def test_a_policy_owns_the_rules_of_its_packs(tmp_path: Path) -> None:
    attack = "ignore = ['ACME']\n[severity]\nACME001 = 'info'\n"
    write(
        tmp_path,
        {
            "policy/policy.toml": "name = 'acme'\npacks = ['rules.yaml']\n",
            "policy/rules.yaml": PACK,
            "work/job.yaml": DEFAULT.replace("\n", "  # recolint: ignore[ACME001] a reason\n", 1),
            "work/recolint.toml": attack,
        },
    )
    argv = ("check", "--policy", "../policy/policy.toml", "--output-format", "concise")
    outcome = recolint(*argv, cwd=tmp_path / "work")
    assert outcome.code == 1, outcome.err
    assert "error[ACME001]" in outcome.out
    for place in ("recolint.toml:1:11", "recolint.toml:3:1", "job.yaml:1:36"):
        assert f"{place}: warning[RL025] policy acme locks ACME001" in outcome.out


def test_the_rules_of_its_packs_have_pages(tmp_path: Path) -> None:
    write(tmp_path, {"policy.toml": "packs = ['rules.yaml']\n", "rules.yaml": PACK})
    assert recolint("rule", "ACME001", cwd=tmp_path).code == 2
    page = recolint("rule", "ACME001", "--policy", "policy.toml", cwd=tmp_path)
    assert page.out.startswith("# ACME001 name-without-team\n"), page.err
    assert recolint("rule", "ACME001", cwd=tmp_path, environment={"RECOLINT_POLICY": "policy.toml"}).out == page.out
    assert "ACME001" in recolint("rule", "--policy", "policy.toml", cwd=tmp_path).out


@pytest.mark.parametrize("code", ["ACME001", "ACME777", "wrong"])
def test_a_pack_of_the_repository_with_the_prefix_of_a_policy_is_left_out(tmp_path: Path, code: str) -> None:
    write(
        tmp_path,
        {
            "policy/policy.toml": "name = 'acme'\npacks = ['rules.yaml']\n",
            "policy/rules.yaml": PACK,
            "work/rules.yaml": PACK.replace("ACME001", code)
            .replace("name-without-team", "other")
            .replace("error", "info"),
            "work/recolint.toml": "packs = ['rules.yaml']\n",
            "work/job.yaml": DEFAULT,
        },
    )
    argv = ("check", "--output-format", "concise", "--policy", "../policy/policy.toml")
    outcome = recolint(*argv, cwd=tmp_path / "work")
    assert outcome.code == 1, outcome.err
    assert "job.yaml:1:10: error[ACME001]" in outcome.out
    left_out = "policy acme owns the prefix ACME: this pack is skipped"
    assert f"recolint.toml:1:10: warning[RL025] {left_out}" in outcome.out
    # A config may still name rules of the skipped pack.
    about = (
        "[severity]\nACME777 = 'info'\n[rules.ACME777]\n[[overrides]]\npaths = ['a']\nignore = ['ACME777', 'other']\n"
    )
    if code == "ACME777":
        write(tmp_path, {"work/recolint.toml": "packs = ['rules.yaml']\nextend-select = ['ACME777']\n" + about})
        assert recolint(*argv, cwd=tmp_path / "work").out == outcome.out
        write(tmp_path, {"work/recolint.toml": "packs = ['rules.yaml']\nignore = ['ACME778']\n"})
        assert recolint(*argv, cwd=tmp_path / "work").code == 2
        write(tmp_path, {"work/recolint.toml": "packs = ['rules.yaml']\n"})
    # If both name the same pack, it is loaded once.
    (tmp_path / "work/.git").mkdir()
    write(tmp_path, {"policy.toml": "name = 'acme'\npacks = ['work/rules.yaml']", "work/rules.yaml": PACK})
    outcome = recolint(*argv[:-1], "../policy.toml", cwd=tmp_path / "work")
    assert (outcome.code, "RL025" in outcome.out) == (1, False)


@pytest.mark.slow
def test_a_policy_extends_a_file_of_a_package(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "site/acme_policy/base.toml": POLICY,
            "site/acme_policy/strict.toml": "extend = ['base.toml']\nname = 'acme strict'\n"
            "severity = {RL301 = 'error'}\n",
            "work/job.yaml": LONG_NAME,
        },
    )
    outcome = process("check", "--policy", "acme_policy:strict", cwd=tmp_path / "work", path=tmp_path / "site")
    assert outcome.code == 1
    assert "policy acme strict" in outcome.out


def test_a_plan_and_a_submit_take_the_policy(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"policy.toml": "severity = {RL301 = 'error'}", "job.yaml": LONG_NAME, "recolint.toml": "ignore = ['RL3']"},
    )
    assert "check finds 1 error" in recolint("plan", "job.yaml", "--policy", "policy.toml", cwd=tmp_path).err
    environment = {"RECOLINT_POLICY": "policy.toml"}
    outcome = recolint("submit", "job.yaml", "--dry-run", "--ignore", "RL", cwd=tmp_path, environment=environment)
    assert outcome.code == 1
    assert "error[RL301]" in outcome.err
    assert outcome.out == ""


def test_a_configuration_goes_to_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"policy.toml": POLICY, "recolint.toml": "[[suppress]]\npath = 'a'\nrules = ['RL302']\n"})
    rules = load()
    config = ConfigFiles(rules, Overrides(), policies=["policy.toml"]).of_file((tmp_path / "a.yaml").as_posix())
    config.rules(rules)
    sent = pickle.loads(pickle.dumps(config))  # noqa: S301  its own
    assert sent.rules(load()).codes == config.rules(rules).codes
    assert sent.locks["RL301"].owner == config.locks["RL301"].owner
    assert sent.policies[0].lets_out("/a") is False


def test_add_ignore_leaves_a_locked_rule(tmp_path: Path) -> None:
    write(tmp_path, {"policy.toml": "severity = {RL301 = 'error'}", "job.yaml": LONG_NAME})
    outcome = recolint("check", "job.yaml", "--policy", "policy.toml", "--add-ignore", "why", cwd=tmp_path)
    assert outcome.code == 1
    assert "job.yaml:1:10: RL301: not ignored: policy policy.toml locks it" in outcome.err
    assert (tmp_path / "job.yaml").read_text() == LONG_NAME


def test_a_pack_in_the_place_of_a_policy_is_named(tmp_path: Path) -> None:
    (tmp_path / "cost.yaml").write_text("pack: acme\nprefix: ACME\n")
    outcome = recolint("check", "--policy", "cost.yaml", cwd=tmp_path)
    assert outcome.code == 2
    assert 'cost.yaml: expected TOML, found YAML; if it is a pack, write packs = ["FILE"]' in outcome.err

"""The meaning of each config key; every error names file, key, and the expected and actual value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from command_line import recolint
from specs import ADVANCED, DEFAULT, as_json, changed

LONG_NAME = DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it")


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        pytest.param("selct = []", "recolint.toml: selct: unknown key; did you mean select?", id="unknown key"),
        pytest.param(
            "select = 'RL2'", "recolint.toml: select: expected a list of strings, found 'RL2'", id="wrong type"
        ),
        pytest.param(
            "ignore = ['truncated-nam']",
            "recolint.toml: ignore[0]: 'truncated-nam' is not a rule code, a rule name or a code prefix; "
            "did you mean truncated-name?",
            id="unknown rule",
        ),
        pytest.param(
            "fail-on = 'warn'",
            "recolint.toml: fail-on: expected one of info, warning, error, found 'warn'; did you mean warning?",
            id="unknown severity",
        ),
        pytest.param(
            "account = 111122223333",
            "recolint.toml: account: expected the 12 digits of an AWS account, quoted, found 111122223333",
            id="an account that is a number",
        ),
        pytest.param(
            "[rules.truncated-name]\nlenght = 30",
            "recolint.toml: rules.truncated-name.lenght: unknown option; did you mean length? "
            "(options of truncated-name: length)",
            id="unknown option",
        ),
        pytest.param(
            "[rules.truncated-name]\nlength = true",
            "recolint.toml: rules.truncated-name.length: expected an integer, found true",
            id="an option of the wrong type",
        ),
        pytest.param(
            "[severity]\nRL301 = 'fatal'",
            "recolint.toml: severity.RL301: expected one of info, warning, error, found 'fatal'",
            id="a severity that is none",
        ),
        pytest.param(
            "ignore = ['RL002']",
            "recolint.toml: ignore[0]: RL002 syntax-error cannot be ignored: such a file cannot be checked",
            id="what cannot be ignored",
        ),
        pytest.param(
            "[[suppress]]\npath = 'a.json'\nrules = ['RL301']\npointer = 'JobName'",
            "recolint.toml: suppress[0].pointer: expected a JSON pointer, as in /InputConfig/Endpoints/0, "
            "found 'JobName'",
            id="a pointer that is none",
        ),
        pytest.param(
            "[[suppress]]\npath = 'a.json'\nrules = ['RL301']\nuntil = '2026-12-31'",
            "recolint.toml: suppress[0].until: expected a date without quotes, as in until = 2026-12-31, "
            "found '2026-12-31'",
            id="a date in quotes",
        ),
        pytest.param(
            "[[suppress]]\npath = 'a.json'",
            "recolint.toml: suppress[0]: rules is missing; expected path and rules (optional: pointer, reason, until)",
            id="a suppression of nothing",
        ),
        pytest.param(
            "[rules.name-breaks-policy]\npattern = '(search'",
            "recolint.toml: rules.name-breaks-policy.pattern: expected a regular expression, found '(search': missing",
            id="a pattern that is no regular expression",
        ),
        pytest.param(
            "max-file-size = 0",
            "recolint.toml: max-file-size: expected a number of bytes from 1 to 1073741824, found 0",
            id="0",
        ),
        pytest.param("preset = 'stict'", "did you mean strict?", id="unknown preset"),
        pytest.param(
            "region = 'frankfurt'",
            "recolint.toml: region: expected the name of a Region such as eu-west-1, found 'frankfurt'",
            id="a Region that is none",
        ),
        pytest.param(
            "instance-types = ['ml.x9.large', 'x9.large']",
            "recolint.toml: instance-types[1]: expected types such as ml.m5.large, found 'x9.large'",
            id="an instance type that is none",
        ),
        pytest.param("select = []", "recolint.toml: select: is empty", id="no rule selected"),
        pytest.param(
            "[[suppress]]\npath = 'a.json'\nrules = []",
            "recolint.toml: suppress[0].rules: is empty",
            id="a suppression that is empty",
        ),
        pytest.param(
            "[severity]\nRL2 = 'error'",
            "recolint.toml: severity: 'RL2' is a prefix of several codes; expected one rule",
            id="a block for a rule",
        ),
        pytest.param("a = ", "recolint.toml: is not valid TOML: Invalid value", id="broken TOML"),
        pytest.param(
            "select = " + "[" * 20_000,
            "recolint.toml: is not valid TOML: it is nested too deeply",
            id="nested too deep",
        ),
        pytest.param(
            "max-file-size = " + "1" * 5_000,
            "recolint.toml: is not valid TOML: a number has too many digits",
            id="too many digits",
        ),
        pytest.param(
            "max-file-size = 0x" + "f" * 5_000,
            "recolint.toml: max-file-size: the integer needs more than 64 bits",
            id="more digits than Python writes out",
        ),
        pytest.param(
            "[rules.traffic-outlasts-job]\na = [1, {b = 99999999999999999999}]",
            "recolint.toml: rules.traffic-outlasts-job.a[1].b: the integer needs more than 64 bits",
            id="an integer that TOML does not have",
        ),
        pytest.param(
            f"max-file-size = {2**62}",
            "recolint.toml: max-file-size: expected a number of bytes from 1 to 1073741824, found 4611686018427387904",
            id="a limit of more than can be read",
        ),
        pytest.param(
            f"[rules.parallel-over-quota]\nquotas = ['ml.g5.xlarge={'9' * 5_000}']",
            "recolint.toml: rules.parallel-over-quota.quotas: expected a type and a number, such as ml.g5.xlarge=2",
            id="a quota of too many digits",
        ),
    ],
)
def test_an_error_in_the_config_is_named_and_exits_with_2(tmp_path: Path, config: str, message: str) -> None:
    write(tmp_path, recolint_toml=config, job_yaml=DEFAULT)
    outcome = recolint("check", "job.yaml", cwd=tmp_path)
    assert outcome.code == 2
    assert message in re.sub(r"(recolint\.toml):[0-9]+:[0-9]+", r"\1", outcome.err)
    assert outcome.out == ""


def test_all_errors_of_a_config_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, recolint_toml="a = 1\nb = 2\nregion = 3", job_yaml=DEFAULT)
    outcome = recolint("check", "job.yaml", cwd=tmp_path)
    assert len(outcome.err.splitlines()) == 3


def test_a_config_that_leaves_no_rule_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, recolint_toml="select = ['RL204']\nignore = ['RL2']", job_yaml=DEFAULT)
    outcome = recolint("check", "job.yaml", cwd=tmp_path)
    assert outcome.code == 2
    assert "recolint.toml: no rule is selected; check select, ignore and preset" in outcome.err


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("name-breaks-policy]\npattern = 'ml-.*'", "RL306"),
        ("missing-required-tag]\nrequired = ['team']", "RL324"),
        ("denied-instance-type]\nallow = ['ml.c5.*']", "RL516"),
        ("volume-key-missing]\nrequired = true", "RL607"),
        ("output-key-missing]\nrequired = true", "RL609"),
        ("vpc-missing]\nrequired = true", "RL626"),
        ("role-breaks-policy]\nallow = ['ml/*']", "RL703"),
    ],
)
def test_a_policy_that_the_config_sets_is_an_error(tmp_path: Path, table: str, code: str) -> None:
    write(tmp_path, job_yaml=DEFAULT)
    assert recolint("check", "job.yaml", cwd=tmp_path).code == 0
    write(tmp_path, recolint_toml=f"[rules.{table}\n")
    outcome = recolint("check", "job.yaml", "--output-format", "concise", cwd=tmp_path)
    assert outcome.code == 1
    assert f"error[{code}]" in outcome.out


def test_words_of_production_are_a_warning_until_the_config_sets_them(tmp_path: Path) -> None:
    write(tmp_path, job_yaml=DEFAULT + "  Endpoints: [{EndpointName: churn-prod}]\n")
    assert "warning[RL533]" in recolint("check", "job.yaml", cwd=tmp_path).out
    write(tmp_path, recolint_toml="[rules.production-endpoint]\nwords = ['prod']\n")
    assert "error[RL533]" in recolint("check", "job.yaml", cwd=tmp_path).out


def test_the_nearest_config_is_in_force(tmp_path: Path) -> None:
    write(
        tmp_path,
        recolint_toml="ignore = ['RL301']",
        team__pyproject_toml="[tool.recolint]\nfail-on = 'warning'",
        team__job_yaml=LONG_NAME,
        job_yaml=LONG_NAME.replace("a-name", "b-name"),
    )
    outcome = recolint("check", "--output-format", "concise", cwd=tmp_path)
    assert outcome.code == 1
    assert "team/job.yaml:1:10: warning[RL301]" in outcome.out
    assert "\njob.yaml" not in outcome.out


def test_a_config_above_the_repository_is_not_looked_at(tmp_path: Path) -> None:
    write(tmp_path, recolint_toml="ignore = ['RL301']", repository__job_yaml=LONG_NAME, repository__git__HEAD="")
    (tmp_path / "repository" / "git").rename(tmp_path / "repository" / ".git")
    assert "RL301" in recolint("check", cwd=tmp_path / "repository").out


def test_a_pyproject_that_says_nothing_to_recolint_is_passed_over(tmp_path: Path) -> None:
    write(
        tmp_path,
        recolint_toml="ignore = ['RL301']",
        team__pyproject_toml="[project]\nname = 'x'",
        team__job_yaml=LONG_NAME,
    )
    assert recolint("check", "team", cwd=tmp_path).out.startswith("1 spec checked: nothing to report")


def test_options_reach_their_rule(tmp_path: Path) -> None:
    write(tmp_path, recolint_toml="[rules.truncated-name]\nlength = 3", job_yaml=DEFAULT)
    assert "JobName has 5 characters" in recolint("check", cwd=tmp_path).out


def test_a_severity_in_the_config_holds_for_the_exit_code(tmp_path: Path) -> None:
    write(tmp_path, recolint_toml="[severity]\ntruncated-name = 'error'", job_yaml=LONG_NAME)
    outcome = recolint("check", cwd=tmp_path)
    assert outcome.code == 1
    assert "error[RL301]" in outcome.out


def test_per_file_ignores_hold_for_their_files_only(tmp_path: Path) -> None:
    write(
        tmp_path,
        recolint_toml="[per-file-ignores]\n'old/**' = ['RL301']",
        old__job_yaml=LONG_NAME,
        new__job_yaml=LONG_NAME.replace("a-name", "b-name"),
    )
    outcome = recolint("check", "--output-format", "concise", cwd=tmp_path)
    assert "new/job.yaml" in outcome.out
    assert "old/job.yaml" not in outcome.out


def test_exclude_holds_for_a_walk_and_on_request_for_named_files(tmp_path: Path) -> None:
    write(tmp_path, recolint_toml="exclude = ['old/']", old__job_yaml=LONG_NAME, job_yaml=DEFAULT)
    assert "1 spec checked: nothing" in recolint("check", cwd=tmp_path).out
    assert "RL301" in recolint("check", "old/job.yaml", cwd=tmp_path).out
    assert recolint("check", "--force-exclude", "old/job.yaml", cwd=tmp_path).code == 2


def test_isolated_reads_no_config_and_config_reads_only_the_one_named(tmp_path: Path) -> None:
    write(tmp_path, recolint_toml="ignore = ['RL301']", other_toml="fail-on = 'warning'", job_yaml=LONG_NAME)
    assert "RL301" not in recolint("check", cwd=tmp_path).out
    assert "RL301" in recolint("check", "--isolated", cwd=tmp_path).out
    assert recolint("check", "--config", "other.toml", cwd=tmp_path).code == 1
    missing = recolint("check", "--config", "none.toml", cwd=tmp_path)
    assert (missing.code, missing.err) == (2, "recolint: none.toml: cannot be read: No such file or directory\n")


def test_a_suppression_in_the_config_hides_and_an_idle_one_is_reported(tmp_path: Path) -> None:
    write(
        tmp_path,
        recolint_toml=(
            "fail-on = 'warning'\n\n[[suppress]]\npath = 'jobs/*.json'\npointer = '/InputConfig/TrafficPattern'\n"
            "rules = ['RL206']\nreason = 'short on purpose'\n\n[[suppress]]\npath = 'jobs/**'\nrules = ['RL301']\n"
        ),
        jobs__a_json=as_json(
            changed("InputConfig", "TrafficPattern", "Phases", 1, "DurationInSeconds", to=60),
        ),
    )
    outcome = recolint("check", "--output-format", "concise", cwd=tmp_path)
    assert "RL206" not in outcome.out
    assert "1 suppressed" in outcome.out
    assert "recolint.toml:9:1: warning[RL022] unused suppression of RL301" in outcome.out


def test_each_word_of_a_suppression_in_the_config_has_to_hide_something(tmp_path: Path) -> None:
    suppress = "[[suppress]]\npath = 'a.yaml'\nrules = ['RL3', 'RL204', 'RL32']\n"
    write(tmp_path, recolint_toml=suppress, a_yaml=LONG_NAME)
    outcome = recolint("check", "--output-format", "concise", "-q", cwd=tmp_path)
    assert [line.split(";")[0] for line in outcome.out.splitlines()] == [
        "recolint.toml:1:1: warning[RL022] unused suppression of RL204",
        "recolint.toml:1:1: warning[RL022] unused suppression of RL32",
    ]


def test_a_link_to_no_config_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, job_yaml=DEFAULT)
    (tmp_path / "recolint.toml").symlink_to("shared.toml")
    outcome = recolint("check", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (2, "recolint: recolint.toml: cannot be read: No such file or directory\n")


def test_an_idle_suppression_is_not_reported_by_a_run_on_other_files(tmp_path: Path) -> None:
    write(
        tmp_path,
        recolint_toml="[[suppress]]\npath = 'jobs/**'\nrules = ['RL301']\n",
        other_json=as_json(ADVANCED),
    )
    assert "RL022" not in recolint("check", cwd=tmp_path).out


def test_config_prints_what_is_in_force(tmp_path: Path) -> None:
    write(tmp_path, recolint_toml="ignore = ['RL301']\n[rules.phase-duration-out-of-range]\nminimum = 60")
    outcome = recolint("config", cwd=tmp_path)
    assert outcome.code == 0
    assert 'file = "recolint.toml"' in outcome.out
    assert "[rules.RL206]\nminimum = 60" in outcome.out
    runs, does_not = outcome.out.splitlines()[-2:]
    assert "RL302" in runs
    assert "RL301" in does_not

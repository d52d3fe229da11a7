"""The command line: exit codes, choices, messages, and what comes out where."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from command_line import process, recolint
from specs import DEFAULT, as_json, changed

LONG = DEFAULT.replace("probe", "a-name-with-more-than-forty-characters-in-it")
BAD = DEFAULT.replace("JobType: Default", "JobType: DEFAULT")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.yaml").write_text(DEFAULT)
    (tmp_path / "long.yaml").write_text(LONG)
    (tmp_path / "bad.yaml").write_text(BAD.replace("probe", "probe-2"))
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("argv", "code"),
    [
        pytest.param(["check", "good.yaml"], 0, id="nothing found"),
        pytest.param(["check", "long.yaml"], 0, id="a warning is below --fail-on error"),
        pytest.param(["check", "long.yaml", "--fail-on", "warning"], 1, id="and not below --fail-on warning"),
        pytest.param(
            ["check", "long.yaml", "--fail-on", "warning", "--min-severity", "error"], 1, id="hiding is no pass"
        ),
        pytest.param(["check", "bad.yaml"], 1, id="an error"),
        pytest.param(["check", "bad.yaml", "--output-format", "json"], 1, id="the format changes nothing"),
        pytest.param(["check", "bad.yaml", "--statistics"], 1, id="nor do statistics"),
        pytest.param(["check", "missing.yaml"], 2, id="a missing path"),
        pytest.param(["check", "bad.yaml", "missing.yaml"], 2, id="a missing path beside a bad spec"),
        pytest.param(["check", "--nonsense"], 2, id="an unknown option"),
        pytest.param([], 2, id="no command"),
        pytest.param(["version"], 0, id="version"),
        pytest.param(["--version"], 0, id="--version"),
        pytest.param(["--help"], 0, id="--help"),
        pytest.param(["check", "--help"], 0, id="check --help"),
        pytest.param(["rule"], 0, id="rule"),
        pytest.param(["rule", "RL301"], 0, id="rule CODE"),
        pytest.param(["rule", "RL999"], 2, id="rule of an unknown code"),
        pytest.param(["config", "missing"], 2, id="config of a missing path"),
    ],
)
def test_the_exit_code_says_what_happened(
    folder: Path, capsys: pytest.CaptureFixture[str], argv: list[str], code: int
) -> None:
    assert recolint(*argv, cwd=folder).code == code
    capsys.readouterr()


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["check", "--selct", "RL3"], "recolint: check: unknown option --selct; did you mean --select?"),
        (["chekc"], "recolint: unknown command 'chekc'; did you mean recolint check?"),
        (["lint"], "did you mean recolint check?"),
        (["Validate", "good.yaml"], "did you mean recolint check?"),
        (["fix"], "did you mean recolint check --fix?"),
        (["format", "good.yaml"], "did you mean recolint check --fix?"),
        (["explain", "RL204"], "did you mean recolint rule?"),
        (["run"], "did you mean recolint check or recolint submit?"),
        (["list"], "did you mean recolint jobs list?"),
        (["RL204"], "did you mean recolint rule RL204?"),
        (["good.yaml"], "did you mean recolint check good.yaml?"),
        (["gone.json", "--fix"], "did you mean recolint check gone.json?"),
        (["-"], "did you mean recolint check -?"),
        (["xyzzy"], "unknown command 'xyzzy'; see recolint --help"),
        (["rule", "RL316"], "unknown rule 'RL316'; did you mean RL32"),
        (["rule", "RL999"], "unknown rule 'RL999'; recolint rule lists all"),
        (["rule", "rl204"], "did you mean RL204?"),
        (["check", "--select", "RL204", "--ignore", "RL204"], "no rule is selected"),
        (["check", "--preset", "minimal", "--select", "RL8"], "no rule is selected"),
        (["check", "--select", "RL99"], "--select: 'RL99' is not a rule code, a rule name or a code prefix"),
        (["check", "--ignore", "truncated_name"], "did you mean truncated-name?"),
        (["check", "--output-format", "jsn"], "did you mean json?"),
        (
            ["check", "--fail-on", "err"],
            "recolint: check: --fail-on: expected one of info, warning, error, found 'err'",
        ),
        (["check", "--fail-on", "warn"], "did you mean warning?"),
        (["-q", "check"], "unknown option -q; put options after the command"),
        (["check", "--select", ""], "--select: is empty"),
        (["check", "--isolated", "--config", "a.toml"], "--isolated and --config are not allowed together"),
        (["check", "--stdin-filename", "a.yaml", "good.yaml"], "requires - as a path"),
        (["check", "--statistics", "--output-format", "json"], "remove --output-format json"),
        (["check", ""], "recolint: '': no such file or directory"),
        (["rule", "traffic-outlast-job"], "unknown rule 'traffic-outlast-job'; did you mean traffic-outlasts-job?"),
        (["check", "missing.yaml"], "recolint: missing.yaml: no such file or directory"),
        (["check", "a" * 300], "aaa: cannot be read: File name too long"),
        (["config", "a" * 300], "aaa: cannot be read: File name too long"),
        (["check", "--ignore", "RL002"], "cannot be ignored"),
    ],
)
def test_a_wrong_word_is_named_with_the_nearest_right_one(folder: Path, argv: list[str], message: str) -> None:
    outcome = recolint(*argv, cwd=folder)
    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.out == ""
    assert "Traceback" not in outcome.err


def test_select_and_ignore_take_codes_beginnings_and_names(folder: Path) -> None:
    def found(*argv: str) -> str:
        return recolint("check", "long.yaml", "--output-format", "concise", "-q", *argv, cwd=folder).out

    assert "RL301" in found()
    assert "RL301" in found("--select", "truncated-name")
    assert "RL301" in found("--select", "RL5,RL3")
    assert not found("--select", "RL2")
    assert not found("--ignore", "RL3")
    assert not found("--select", "RL3", "--ignore", "truncated-name")


def test_a_file_that_cannot_be_read_is_reported_whatever_is_selected(folder: Path) -> None:
    (folder / "bad.yaml").write_text("JobName: [")
    outcome = recolint("check", "bad.yaml", "--select", "RL301", cwd=folder)
    assert outcome.code == 1
    assert "error[RL002]" in outcome.out


def test_a_folder_is_walked_and_what_is_no_spec_is_counted(folder: Path) -> None:
    (folder / "package.json").write_text('{"name": "x"}')
    (folder / "broken.json").write_text("{")
    (folder / "notes.txt").write_text("JobName: not looked at")
    (folder / "ignored.yaml").write_text(BAD)
    (folder / ".gitignore").write_text("ignored.yaml\n")
    (folder / "node_modules").mkdir()
    (folder / "node_modules" / "job.yaml").write_text(BAD)
    outcome = recolint("check", "--output-format", "concise", cwd=folder)
    assert outcome.out.endswith("3 specs checked: 1 error, 1 warning; 1 fixable with --fix; 2 other files skipped\n")


def test_a_broken_file_that_looks_like_a_spec_is_reported_in_a_walk(folder: Path) -> None:
    (folder / "broken.json").write_text('{"JobName": "a", "JobType": "Default",}')
    (folder / "wide.yaml").write_bytes(DEFAULT.encode("utf-16"))
    outcome = recolint("check", "--output-format", "concise", cwd=folder)
    assert "broken.json:1:38: error[RL002]" in outcome.out
    assert "wide.yaml:1:1: error[RL001]" in outcome.out


def test_a_named_file_that_is_no_spec_is_an_error_a_warning_or_nothing(folder: Path) -> None:
    (folder / "package.json").write_text('{"name": "x"}')
    assert "error[RL012]" in recolint("check", "package.json", cwd=folder).out
    assert recolint("check", "package.json", cwd=folder).code == 1
    warned = recolint("check", "package.json", "--unrecognized", "warn", cwd=folder)
    assert (warned.code, "warning[RL012]" in warned.out) == (0, True)
    skipped = recolint("check", "package.json", "--unrecognized", "skip", cwd=folder)
    assert skipped.code == 2
    assert "nothing to check in package.json" in skipped.err
    assert recolint("check", "package.json", "--unrecognized", "skip", "--allow-empty", cwd=folder).code == 0


def test_the_request_of_another_job_is_no_spec_and_one_with_a_job_name_is(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text("CompilationJobName: a\nRoleArn: x\nInputConfig: {}\n")
    other = recolint("check", "job.yaml", "--output-format", "concise", cwd=tmp_path)
    assert "this is a request of CreateCompilationJob" in other.out
    (tmp_path / "job.yaml").write_text(DEFAULT + "OldJobName: b\n")
    own = recolint("check", "job.yaml", "--output-format", "concise", cwd=tmp_path)
    assert own.out.startswith("job.yaml:6:1: error[RL101] the spec has no member 'OldJobName'")
    (tmp_path / "job.yaml").write_text(DEFAULT.replace("JobName", "RecommenderJobName"))
    misspelled = recolint("check", "job.yaml", "--output-format", "concise", cwd=tmp_path)
    assert "job.yaml:1:1: error[RL101] the spec has no member 'RecommenderJobName'" in misspelled.out


def test_an_empty_folder_is_wrong_use_unless_allowed(tmp_path: Path) -> None:
    assert recolint("check", cwd=tmp_path).code == 2
    assert recolint("check", "--allow-empty", cwd=tmp_path).code == 0


def test_a_file_named_twice_is_checked_once(folder: Path) -> None:
    outcome = recolint("check", "good.yaml", "./good.yaml", ".", "--ignore", "RL3,RL1", cwd=folder)
    assert "3 specs checked" in outcome.out


def test_standard_input_has_the_name_that_is_given(tmp_path: Path) -> None:
    outcome = recolint("check", "-", "--output-format", "concise", cwd=tmp_path, stdin=BAD.encode())
    assert outcome.out.startswith("<stdin>:2:10: error[RL108]")
    named = recolint(
        "check", "-", "--stdin-filename", "jobs/a.json", "--output-format", "concise",
        cwd=tmp_path, stdin=as_json(changed("JobType", to="ADVANCED")).encode(),
    )  # fmt: skip
    assert named.out.startswith("jobs/a.json:3:14: error[RL108]")


def test_standard_input_is_read_once_and_stands_for_the_file_of_its_name(folder: Path) -> None:
    argv = ("check", "-", "-", ".", "--stdin-filename", "./bad.yaml")
    second = recolint(*argv, cwd=folder, stdin=DEFAULT.replace("probe", "probe-2").encode())
    assert (second.code, second.err) == (0, "")
    assert "3 specs checked" in second.out


def test_several_documents_are_several_specs(tmp_path: Path) -> None:
    (tmp_path / "jobs.yaml").write_text(f"{DEFAULT}---\n{LONG}")
    report = json.loads(recolint("check", "--output-format", "json", cwd=tmp_path).out)
    assert report["summary"]["specs"] == 2
    assert [(one["code"], one["spec"], one["line"]) for one in report["findings"]] == [
        ("RL015", 1, 6),
        ("RL301", 1, 7),
    ]


def test_a_report_goes_to_the_file_that_is_named(folder: Path) -> None:
    outcome = recolint("check", "bad.yaml", "--output-format", "json", "--output-file", "report.json", cwd=folder)
    assert outcome.out == ""
    assert json.loads((folder / "report.json").read_text())["summary"]["error"] == 1
    unwritable = recolint("check", "bad.yaml", "--output-file", "nowhere/report", cwd=folder)
    assert unwritable.code == 2
    assert "nowhere/report: cannot be written" in unwritable.err


def test_statistics_count_by_rule(folder: Path) -> None:
    lines = recolint("check", "--statistics", cwd=folder).out.splitlines()
    assert lines[0].split() == ["1", "RL108", "error", "unknown-value"]
    assert lines[1].split() == ["1", "RL301", "warning", "truncated-name"]
    assert lines[2].startswith("3 specs checked: 1 error, 1 warning")


def test_what_stands_behind_a_finding_is_said(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT.replace("Default", "DEFAULT"))
    told = recolint("check", "--output-format", "json", cwd=tmp_path).out
    basis = json.loads(told)["findings"][0]["basis"]
    assert basis["kind"] == "model"
    shown = recolint("check", "--show-basis", cwd=tmp_path).out
    assert basis["url"].startswith("https://docs.aws.amazon.com/sagemaker/")
    assert f"= basis: model, {basis['source']} ({basis['url']})\n" in shown
    (line, _) = recolint("check", "--show-basis", "--output-format", "concise", cwd=tmp_path).out.splitlines()
    assert line.endswith(f"; case matters (basis: model, {basis['source']})")
    assert "basis" not in recolint("check", cwd=tmp_path).out


def test_quiet_leaves_the_findings_alone(folder: Path) -> None:
    assert recolint("check", "good.yaml", "-q", cwd=folder).out == ""


def test_color_is_used_when_asked_for_and_never_in_a_pipe(folder: Path) -> None:
    assert "\x1b[" not in recolint("check", "bad.yaml", cwd=folder).out
    assert "\x1b[" in recolint("check", "bad.yaml", "--color", "always", cwd=folder).out
    assert "\x1b[" not in recolint("check", "bad.yaml", "--color", "never", cwd=folder).out


def test_no_color_is_respected_on_a_terminal(folder: Path) -> None:
    import pty

    def on_terminal(environment: dict[str, str]) -> bytes:
        ours, theirs = pty.openpty()
        subprocess.run(
            [sys.executable, "-m", "recolint", "check", "bad.yaml"], cwd=folder, stdout=theirs, check=False,
            env={**os.environ, "TERM": "xterm", **environment},
        )  # fmt: skip
        os.close(theirs)
        with os.fdopen(ours, "rb") as terminal:
            return terminal.read1(100_000)

    plain = {key: value for key, value in os.environ.items() if key == "NO_COLOR"}
    assert not plain, "this test needs an environment without NO_COLOR"
    assert b"\x1b[" in on_terminal({})
    assert b"\x1b[" not in on_terminal({"NO_COLOR": "1"})


def test_hostile_text_reaches_the_terminal_as_escapes(tmp_path: Path) -> None:
    spec = changed("JobName", to="\x1b]0;gone\x07\u202e\n::error::x")
    (tmp_path / "a\nb\x1b[31m.json").write_text(json.dumps(spec, ensure_ascii=False))
    for form in ("text", "concise"):
        out = recolint("check", "--output-format", form, cwd=tmp_path).out
        assert "RL109" in out
        assert not any(character in out for character in "\x1b\x07\u202e")
        assert not any(line.startswith("::") for line in out.splitlines())
    missing = recolint("check", "x\x1b[31m", cwd=tmp_path)
    assert "\x1b" not in missing.err


def but_age(messages: str) -> list[str]:
    """The lines of ``messages``, except the one on old data: a process reads the date of the day."""
    return [line for line in messages.splitlines() if "data older than a year" not in line]


def test_a_report_is_written_where_only_ascii_can_be(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT.replace("probe", "größe"), "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "recolint", "check"], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"gr\\xf6\\xdfe" in done.stdout
    assert but_age(done.stderr.decode()) == []


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_carets_stand_below_their_text_whatever_the_terminal_can_show(tmp_path: Path, encoding: str) -> None:
    spec = {"JobDescription": "größe" * 20, "JobName": "a_b", "JobType": "Default", "RoleArn": "x" * 60}
    (tmp_path / "a.json").write_text(json.dumps(spec, ensure_ascii=False), "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "recolint", "check", "--select", "RL109"],
        cwd=tmp_path, env=environment, capture_output=True, check=False,
    )  # fmt: skip
    lines = done.stdout.decode(encoding).split("\n")
    (number,) = (number for number, line in enumerate(lines) if '"a_b"' in line)
    assert lines[number].startswith("1 | ..." if encoding == "ascii" else "1 | …")
    assert "\\u2026" not in lines[number]
    assert lines[number + 1].index("^") == lines[number].index('"a_b"')
    assert lines[number + 1].count("^") == len('"a_b"')


@pytest.mark.slow
def test_a_page_shows_options_and_settings_as_the_config_has_them(folder: Path) -> None:
    page = recolint("rule", "RL516", cwd=folder).out
    assert '```toml\n[rules.denied-instance-type]\nallow = ["ml.*"]\ndeny = ["ml.p*"]\n```' in page
    assert '```toml\nregion = "af-south-1"\n```' in recolint("rule", "RL506", cwd=folder).out
    for block in re.findall(r"```toml\n(.*?)```", recolint("rule", "--all", cwd=folder).out, re.DOTALL):
        (folder / "recolint.toml").write_text(block)
        assert recolint("config", cwd=folder).code == 0, block
    data = json.loads(recolint("rule", "RL516", "--output-format", "json", cwd=folder).out)
    assert {"allow": ["ml.c5.*"]} in [one.get("options") for one in data["examples"]]


def test_a_file_that_cannot_be_read_is_counted_as_such(folder: Path) -> None:
    (folder / "torn.yaml").write_text("JobName: [a\nJobType: Default\n")
    alone = recolint("check", "torn.yaml", "--output-format", "concise", cwd=folder)
    assert (alone.code, alone.out.splitlines()[-1]) == (1, "1 file could not be read: 1 error")
    both = recolint("check", "torn.yaml", "good.yaml", "--output-format", "concise", cwd=folder)
    assert both.out.splitlines()[-1] == "1 spec checked, 1 file could not be read: 1 error"


def test_the_selection_of_the_command_line_is_all_that_runs(folder: Path) -> None:
    (folder / "recolint.toml").write_text("extend-select = ['RL307']\n")
    assert "RL307" in recolint("check", "good.yaml", cwd=folder).out
    assert "RL307" not in recolint("check", "good.yaml", "--select", "RL260", cwd=folder).out


def test_the_module_runs_as_a_process(folder: Path) -> None:
    outcome = process("check", "bad.yaml", cwd=folder)
    assert outcome.code == 1
    assert but_age(outcome.err) == []


def test_a_walk_passes_over_links_to_nothing(folder: Path) -> None:
    (folder / "nowhere.yaml").symlink_to("gone.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "again").symlink_to(".")
    assert "3 specs checked" in recolint("check", cwd=folder).out
    named = recolint("check", "loop.yaml", cwd=folder)
    assert (named.code, named.err.split(":")[:3]) == (2, ["recolint", " loop.yaml", " cannot be read"])


@pytest.mark.slow
def test_folders_may_lie_as_deep_as_the_system_lets_them(folder: Path) -> None:
    with chdir(folder):
        for _ in range(1200):
            os.mkdir("a")  # noqa: PTH102  no path of this length can be made in one piece
            os.chdir("a")
        Path("deep.yaml").write_text(LONG.replace("a-name", "deep"))
    outcome = recolint("check", cwd=folder)
    subprocess.run(["rm", "-r", "a"], cwd=folder, check=True)  # Python itself cannot delete what lies so deep
    assert "4 specs checked" in outcome.out
    assert "deep.yaml:1:10" in outcome.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_a_walk_may_not_read_is_named(folder: Path) -> None:
    (folder / "locked").mkdir(mode=0o000)
    assert recolint("check", cwd=folder).err == "recolint: locked: cannot be listed: Permission denied\n"
    assert recolint("check", "locked", cwd=folder).err == "recolint: locked: cannot be listed: Permission denied\n"
    (folder / "locked").rmdir()
    (folder / ".gitignore").touch(mode=0o000)
    assert recolint("check", cwd=folder).err == "recolint: .gitignore: cannot be read: Permission denied\n"


def test_a_working_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    command = f"cd gone && rmdir ../gone && {sys.executable} -m recolint check a.yaml"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2, "recolint: the working directory does not exist; change to another one"
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("config", "argv"),
    [
        ('baseline = "big"', ["check", "good.yaml"]),
        ('[iam]\ncaller = ["big"]', ["check", "good.yaml"]),
        ("", ["check", "--config", "big", "good.yaml"]),
        ("", ["iam", "evaluate", "--identity", "big", "--action", "s3:GetObject", "--resource", "*"]),
        ("", ["submit", "--cli-input-json", "file://big"]),
        ("", ["jobs", "show", "--from", "big"]),
    ],
    ids=["baseline", "policy", "config", "policy of an option", "request of an option", "saved answer"],
)
def test_a_file_that_is_far_too_large_is_not_taken_in(folder: Path, config: str, argv: list[str]) -> None:
    (folder / "recolint.toml").write_text(config)
    with (folder / "big").open("wb") as big:
        big.truncate(64 * 1024 * 1024 + 1)
    outcome = recolint(*argv, cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert "big" in outcome.err
    assert "larger than" in outcome.err


@pytest.mark.parametrize("argv", [["check"], ["plan", "good.yaml"], ["iam", "needs", "good.yaml"]], ids=" ".join)
def test_a_config_and_none_contradict_one_another(folder: Path, argv: list[str]) -> None:
    outcome = recolint(*argv, "--isolated", "--config", "recolint.toml", cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert "--isolated and --config are not allowed together" in outcome.err


def test_an_unreadable_file_is_named(folder: Path) -> None:
    (folder / "link.yaml").symlink_to("nowhere.yaml")
    outcome = recolint("check", "link.yaml", cwd=folder)
    assert (outcome.code, outcome.err) == (2, "recolint: link.yaml: cannot be read: No such file or directory\n")

"""``check --fix``, ``--unsafe-fixes`` and ``--diff``: the changes, the unchanged rest, and the messages."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_line import Outcome, recolint
from recolint.base.finding import Advice, Edit, Finding, Fix, Rename, Safety, Set
from recolint.request.job import Job
from recolint.rule import registry
from recolint.rule.kinds import ERROR, WARNING, Context, Rule
from recolint.rule.registry import Plugin, Registry
from specs import ADVANCED, DEFAULT, as_json

BAD = DEFAULT.replace("JobType: Default", "JobType: DEFAULT  # the usual one")
GOOD = DEFAULT.replace("JobType: Default", "JobType: Default  # the usual one")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "job.yaml").write_text(BAD)
    return tmp_path


def state(path: Path) -> tuple[int, int, int]:
    """What is another after a write; the time of access is another after a read too."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, status.st_mode


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_safe_fix_is_made_and_the_rest_is_the_same_to_the_byte(folder: Path) -> None:
    outcome = recolint("check", "--fix", cwd=folder)
    assert outcome == Outcome(0, "1 spec checked: nothing to report; 1 fixed\n", "")
    assert (folder / "job.yaml").read_text() == GOOD
    assert names(folder) == ["job.yaml"]


def test_a_second_run_changes_nothing(folder: Path) -> None:
    recolint("check", "--fix", cwd=folder)
    before = state(folder / "job.yaml")
    assert recolint("check", "--fix", cwd=folder).out == "1 spec checked: nothing to report\n"
    assert state(folder / "job.yaml") == before


def test_a_fault_that_aliases_and_merge_keys_repeat_is_fixed_at_its_anchor(tmp_path: Path) -> None:
    tags = "Tags:\n  - &team {Key: team, %s: search}\n  - {<<: *team, Key: owner}\n  - {<<: *team, Key: payer}\n"
    (tmp_path / "job.yaml").write_text(DEFAULT + tags % "value")
    recolint("check", "--fix", cwd=tmp_path)
    assert (tmp_path / "job.yaml").read_text() == DEFAULT + tags % "Value"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(BAD.replace("\n", "\r\n").encode(), GOOD.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(b"\xef\xbb\xbf" + BAD.encode(), b"\xef\xbb\xbf" + GOOD.encode(), id="a byte order mark"),
        pytest.param(BAD.rstrip().encode(), GOOD.rstrip().encode(), id="no line break at the end"),
        pytest.param(BAD.replace("probe", "'probe'").encode(), GOOD.replace("probe", "'probe'").encode(), id="quotes"),
        pytest.param(f"{BAD}---\n{BAD}".encode(), f"{GOOD}---\n{GOOD}".encode(), id="two specs"),
    ],
)
def test_bytes_that_are_no_part_of_the_fix_stay(folder: Path, old: bytes, new: bytes) -> None:
    (folder / "job.yaml").write_bytes(old)
    recolint("check", "--fix", "--ignore", "same-name", cwd=folder)
    assert (folder / "job.yaml").read_bytes() == new


def test_json_is_fixed_too(folder: Path) -> None:
    text = as_json({**ADVANCED, "JobType": "ADVANCED"})
    (folder / "job.json").write_text(text)
    recolint("check", "--fix", "job.json", cwd=folder)
    assert (folder / "job.json").read_text() == text.replace("ADVANCED", "Advanced")


def test_the_mode_of_a_file_is_kept(folder: Path) -> None:
    (folder / "job.yaml").chmod(0o640)
    recolint("check", "--fix", cwd=folder)
    assert stat.S_IMODE((folder / "job.yaml").stat().st_mode) == 0o640


def test_a_symbolic_link_stays_one_and_its_target_is_fixed(folder: Path) -> None:
    (folder / "shared").mkdir()
    (folder / "job.yaml").rename(folder / "shared" / "real.yaml")
    (folder / "job.yaml").symlink_to("shared/real.yaml")
    outcome = recolint("check", "--fix", "job.yaml", "shared/real.yaml", "--ignore", "same-name", cwd=folder)
    assert outcome.code == 0, outcome.err
    assert (folder / "job.yaml").is_symlink()
    assert (folder / "shared" / "real.yaml").read_text() == GOOD
    assert names(folder / "shared") == ["real.yaml"]


def test_only_files_with_a_fix_are_written(folder: Path) -> None:
    (folder / "other.yaml").write_text(DEFAULT.replace("probe", "probe-2"))
    (folder / "notes.yaml").write_text("a:   1\n")
    before = [state(folder / name) for name in ("other.yaml", "notes.yaml")]
    recolint("check", "--fix", cwd=folder)
    assert [state(folder / name) for name in ("other.yaml", "notes.yaml")] == before


def test_what_cannot_be_fixed_is_reported_and_decides_the_exit_code(folder: Path) -> None:
    (folder / "job.yaml").write_text(BAD.replace("probe", "-probe"))
    outcome = recolint("check", "--fix", "--output-format", "concise", cwd=folder)
    assert outcome.code == 1
    assert "RL109" in outcome.out
    assert "RL108" not in outcome.out
    assert outcome.out.endswith("1 spec checked: 1 error; 1 fixed\n")
    assert (folder / "job.yaml").read_text() == GOOD.replace("probe", "-probe")


def test_without_fix_the_closing_line_counts_what_could_be_fixed(folder: Path) -> None:
    outcome = recolint("check", cwd=folder)
    assert outcome.code == 1
    assert outcome.out.endswith("1 spec checked: 1 error; 1 fixable with --fix\n")
    assert (folder / "job.yaml").read_text() == BAD


def test_findings_that_are_suppressed_or_not_shown_are_not_fixed(folder: Path) -> None:
    text = BAD.replace("# the usual one", "# recolint: ignore[unknown-value] as our tool wants it")
    (folder / "job.yaml").write_text(text)
    assert recolint("check", "--fix", cwd=folder).out == "1 spec checked: nothing to report; 1 suppressed\n"
    assert (folder / "job.yaml").read_text() == text
    (folder / "job.yaml").write_text(BAD)
    (folder / "recolint.toml").write_text('[severity]\nunknown-value = "warning"\n')
    recolint("check", "--fix", "--min-severity", "error", cwd=folder)
    assert (folder / "job.yaml").read_text() == BAD


def test_fixes_can_be_listed(folder: Path) -> None:
    outcome = recolint("check", "--fix", "--show-fixes", "--output-format", "json", cwd=folder)
    assert outcome.err == "recolint: fixed job.yaml:2:10: RL108 unknown-value: write Default\n"
    assert json.loads(outcome.out)["findings"] == []


# Diffs

DIFF = """\
--- job.yaml
+++ job.yaml
@@ -1,5 +1,5 @@
 JobName: probe
-JobType: DEFAULT  # the usual one
+JobType: Default  # the usual one
 RoleArn: arn:aws:iam::111122223333:role/recommender
 InputConfig:
   ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
"""


def test_a_diff_is_printed_and_nothing_written(folder: Path) -> None:
    before = state(folder / "job.yaml")
    outcome = recolint("check", "--diff", "--color", "always", cwd=folder)
    assert outcome == Outcome(1, DIFF, "recolint: would fix 1 finding in 1 file; 0 would remain\n")
    assert state(folder / "job.yaml") == before
    assert names(folder) == ["job.yaml"]


def test_a_diff_wins_over_fix(folder: Path) -> None:
    assert recolint("check", "--diff", "--fix", "-q", cwd=folder) == Outcome(1, DIFF, "")
    assert (folder / "job.yaml").read_text() == BAD


PATCHING = [
    pytest.param(["git", "apply", "-p0", "--whitespace=nowarn"], id="git"),
    pytest.param(
        ["patch", "-p0", "--binary"],
        id="patch",
        marks=pytest.mark.skipif(shutil.which("patch") is None, reason="there is no patch"),
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize("tool", PATCHING)
@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("job.yaml", BAD, id="LF"),
        pytest.param("job.yaml", BAD.replace("\n", "\r\n"), id="CRLF"),
        pytest.param("job.yaml", "JobType: DEFAULT\nJobName: a", id="no end"),
        pytest.param("job.yaml", "\ufeff" + BAD, id="a byte order mark"),
        pytest.param("a job.yaml", BAD, id="a blank in the name"),
        pytest.param('"a"\tjob\n.yaml', BAD, id="control characters in the name"),
        pytest.param("gr\u00f6\u00dfer.yaml", BAD, id="letters in the name"),
        pytest.param("a\u202eb.yaml", BAD, id="what hides in the name"),
        pytest.param("##[group]\\.yaml", BAD, id="a command in the name"),
        pytest.param(os.fsdecode(b"job\xff.yaml"), BAD, id="a byte in the name that is no UTF-8"),
    ],
)
def test_the_diff_can_be_applied(tmp_path: Path, tool: list[str], name: str, text: str) -> None:
    (tmp_path / name).write_bytes(text.encode())
    diff = recolint("check", "--diff", "-q", cwd=tmp_path).out
    assert diff.endswith("file\n") == (not text.endswith("\n"))
    subprocess.run(tool, cwd=tmp_path, input=diff.encode(), check=True, capture_output=True)
    assert (tmp_path / name).read_bytes() == text.replace("DEFAULT", "Default").encode()
    assert names(tmp_path) == [name]


def test_standard_input_is_fixed_as_a_diff_or_to_standard_output(folder: Path) -> None:
    outcome = recolint("check", "--diff", "-q", "-", "--stdin-filename", "job.yaml", cwd=folder, stdin=BAD.encode())
    assert outcome.out == DIFF
    fixed = recolint("check", "--fix", "-", "--stdin-filename", "job.yaml", cwd=folder, stdin=BAD.encode())
    assert (fixed.code, fixed.out) == (0, GOOD)
    assert fixed.err == "1 spec checked: nothing to report; 1 fixed\n"
    unread = recolint("check", "--fix", "-", cwd=folder, stdin=b"JobTyp: [\r\n")
    assert (unread.code, unread.out) == (1, "JobTyp: [\r\n")
    refused = recolint("check", "--fix", "-", "job.yaml", cwd=folder, stdin=BAD.encode())
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "recolint: --fix - prints the fixed text: expected - as the only path\n"


def test_a_diff_escapes_what_a_terminal_would_act_on(folder: Path) -> None:
    (folder / "job\x1b.yaml").write_text(BAD + "JobDescription: a\u202eb\n\x23\ttab\n")
    out = recolint("check", "--diff", "-q", "job\x1b.yaml", cwd=folder).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert out.startswith('--- "job\\033.yaml"\n')
    (folder / "job.yaml").write_text("#\ta tab\n" + BAD)
    assert "\n #\ta tab\n" in recolint("check", "--diff", "-q", "job.yaml", cwd=folder).out


def test_a_diff_shows_no_credential(folder: Path) -> None:
    key = "AKIAABCDEFGHIJKLMNOP"
    (folder / "job.yaml").write_text(f"JobDescription: {key}\n{BAD}")
    outcome = recolint("check", "--diff", "--show-fixes", cwd=folder)
    assert key not in outcome.out + outcome.err
    assert "+JobType: Default" in outcome.out
    recolint("check", "--fix", cwd=folder)
    assert (folder / "job.yaml").read_text() == f"JobDescription: {key}\n{GOOD}"


def test_a_diff_goes_into_the_output_file(folder: Path) -> None:
    assert recolint("check", "--diff", "-q", "--output-file", "fixes.patch", cwd=folder).out == ""
    assert (folder / "fixes.patch").read_text() == DIFF


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--diff", "--output-format", "json"], "--output-format json"),
        (["--diff", "--statistics"], "--statistics"),
        (["--show-fixes"], "--show-fixes"),
    ],
)
def test_options_that_contradict_one_another_are_refused(folder: Path, argv: list[str], message: str) -> None:
    outcome = recolint("check", *argv, cwd=folder)
    assert outcome.code == 2
    assert outcome.out == ""
    assert message in outcome.err


# Rules for the test


class Mending(Rule[None]):
    """The description is not what it should be."""

    code, name = "TEST001", "wrong-description"
    severity, basis = ERROR, Advice("test")
    safety = Safety.SAFE

    def check(self, job: Job, context: Context) -> Iterator[Finding]:  # noqa: ARG002  rules below take it
        text = job.description
        if text is not None and self.is_wrong(text.value):
            yield self.finding(text, "wrong", fix=Fix("mend it", self.mending(text.value), self.safety))

    def is_wrong(self, text: str) -> bool:
        return text != "right"

    def mending(self, text: str) -> tuple[Edit, ...]:  # noqa: ARG002  rules below look at it
        return (Set(("JobDescription",), "right"),)


WRONG = DEFAULT + "JobDescription: wrong\n"
RIGHT = DEFAULT + "JobDescription: right\n"


def use(monkeypatch: pytest.MonkeyPatch, *rules: type[Rule[None]]) -> None:
    monkeypatch.setattr(registry, "load", lambda: Registry([Plugin("tests", rules)]))


def test_an_unsafe_fix_waits_for_its_option(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Unsafe(Mending):
        __doc__ = Mending.__doc__

        safety = Safety.UNSAFE

    use(monkeypatch, Unsafe)
    (folder / "job.yaml").write_text(WRONG)
    assert recolint("check", cwd=folder).out.endswith("1 error; 1 fixable with --unsafe-fixes\n")
    assert recolint("check", "--fix", cwd=folder).out.endswith("1 error; 1 fixable with --unsafe-fixes\n")
    assert (folder / "job.yaml").read_text() == WRONG
    assert "+JobDescription: right" in recolint("check", "--diff", "--unsafe-fixes", cwd=folder).out
    assert (folder / "job.yaml").read_text() == WRONG
    assert recolint("check", "--unsafe-fixes", cwd=folder).code == 0
    assert (folder / "job.yaml").read_text() == RIGHT


def test_a_fix_that_brings_up_another_is_followed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stairs(Mending):
        __doc__ = Mending.__doc__

        def is_wrong(self, text: str) -> bool:
            return len(text) < 5

        def mending(self, text: str) -> tuple[Edit, ...]:
            return (Set(("JobDescription",), text + "x"),)

    use(monkeypatch, Stairs)
    (folder / "job.yaml").write_text(DEFAULT + "JobDescription: x\n")
    assert recolint("check", "--fix", cwd=folder) == Outcome(0, "1 spec checked: nothing to report; 4 fixed\n", "")
    assert (folder / "job.yaml").read_text() == DEFAULT + "JobDescription: xxxxx\n"


def test_fixes_that_never_settle_leave_the_file_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(Mending):
        __doc__ = Mending.__doc__

        def is_wrong(self, text: str) -> bool:
            return bool(text)

        def mending(self, text: str) -> tuple[Edit, ...]:
            return (Set(("JobDescription",), text + "!"),)

    use(monkeypatch, Endless)
    (folder / "job.yaml").write_text(RIGHT)
    outcome = recolint("check", "--fix", "--output-format", "concise", cwd=folder)
    assert (folder / "job.yaml").read_text() == RIGHT
    assert outcome.code == 1
    assert outcome.out == "job.yaml:6:17: error[TEST001] wrong\n1 spec checked: 1 error\n"
    assert outcome.err == "recolint: job.yaml: not fixed: the fixes of TEST001 do not converge (10 rounds)\n"


def test_a_fix_that_cannot_be_made_is_named_with_the_reason(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Breaking(Mending):
        __doc__ = Mending.__doc__

        def mending(self, text: str) -> tuple[Edit, ...]:  # noqa: ARG002  as above
            return (Rename(("JobDescription",), "JobName"),)

    use(monkeypatch, Breaking)
    (folder / "job.yaml").write_text(WRONG)
    outcome = recolint("check", "--fix", "-q", cwd=folder)
    assert (outcome.code, outcome.err) == (1, "")
    outcome = recolint("check", "--fix", cwd=folder)
    assert outcome.err.startswith("recolint: job.yaml:6:17: TEST001: not fixed: the file would be broken: ")
    assert "(recolint check --fix)" not in outcome.out
    assert "fixable" not in outcome.out
    assert (folder / "job.yaml").read_text() == WRONG


def test_a_file_that_changed_meanwhile_is_left_alone_and_the_others_are_fixed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Meddling(Mending):
        __doc__ = Mending.__doc__

        def check(self, job: Job, context: Context) -> Iterator[Finding]:
            if context.document.source.path == "job.yaml":
                (folder / "job.yaml").write_text(WRONG + "# by somebody else\n")
            yield from super().check(job, context)

    use(monkeypatch, Meddling)
    for name in ("job.yaml", "other.yaml"):
        (folder / name).write_text(WRONG)
    outcome = recolint("check", "--fix", "--output-format", "concise", cwd=folder)
    assert outcome.code == 2
    assert outcome.err == "recolint: job.yaml: not fixed: the file has changed since it was read; run again\n"
    assert outcome.out == "job.yaml:6:17: error[TEST001] wrong\n2 specs checked: 1 error; 1 fixed\n"
    assert (folder / "job.yaml").read_text() == WRONG + "# by somebody else\n"
    assert (folder / "other.yaml").read_text() == RIGHT
    assert names(folder) == ["job.yaml", "other.yaml"]


def test_nothing_is_left_behind_when_writing_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = recolint("check", "--fix", cwd=folder)
    assert outcome.code == 2
    assert "recolint: job.yaml: not fixed: the file cannot be written: No space left on device\n" in outcome.err
    assert outcome.out.endswith("1 spec checked: 1 error\n")
    assert (folder / "job.yaml").read_text() == BAD
    assert names(folder) == ["job.yaml"]


def test_nothing_is_left_behind_when_the_user_stops_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    assert recolint("check", "--fix", cwd=folder).code == 130
    assert (folder / "job.yaml").read_text() == BAD
    assert names(folder) == ["job.yaml"]


def fixing_after(preparation: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """``check --fix`` in a process of its own, after ``preparation``."""
    script = f"{preparation}\nimport sys\nfrom recolint.cli import entry\nsys.argv[1:] = ['check', '--fix']\nentry()"
    run = [sys.executable, "-B", "-c", script]
    return subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)


def test_a_kill_leaves_the_file_whole_and_the_next_run_fixes_it(folder: Path) -> None:
    done = fixing_after("import os\nos.fsync = lambda _: os.kill(os.getpid(), 9)", folder)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert (folder / "job.yaml").read_text() == BAD
    # Other commands do not read its temporary file as a spec.
    assert recolint("check", "--fix", cwd=folder).out == "1 spec checked: nothing to report; 1 fixed\n"
    assert (folder / "job.yaml").read_text() == GOOD


def test_a_full_disk_leaves_the_file_whole(folder: Path) -> None:
    (folder / "job.yaml").write_text(BAD + "#" * 4096)
    done = fixing_after("import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))", folder)
    assert done.returncode == 2
    assert "job.yaml: not fixed: the file cannot be written: File too large" in done.stderr
    assert (folder / "job.yaml").read_text() == BAD + "#" * 4096
    assert names(folder) == ["job.yaml"]


def test_other_hard_links_keep_the_old_text(folder: Path) -> None:
    os.link(folder / "job.yaml", folder / "kept.txt")
    recolint("check", "--fix", cwd=folder)
    assert (folder / "job.yaml").read_text() == GOOD
    assert (folder / "kept.txt").read_text() == BAD


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize(("path", "mode"), [(".", 0o555), ("job.yaml", 0o444)])
def test_what_is_read_only_is_left_alone(folder: Path, path: str, mode: int) -> None:
    (folder / path).chmod(mode)
    try:
        outcome = recolint("check", "--fix", cwd=folder)
    finally:
        (folder / path).chmod(0o755)
    assert outcome.code == 2
    assert "job.yaml: not fixed" in outcome.err
    assert (folder / "job.yaml").read_text() == BAD


def test_a_warning_is_fixed_as_an_error_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Mild(Mending):
        __doc__ = Mending.__doc__

        severity = WARNING

    use(monkeypatch, Mild)
    (folder / "job.yaml").write_text(WRONG)
    recolint("check", "--fix", cwd=folder)
    assert (folder / "job.yaml").read_text() == RIGHT

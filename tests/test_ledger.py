"""The ledger keeps what a process that dies would take along."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import recolint
from recolint.submit.ledger import Ledger, LedgerError, default_path
from recolint.submit.ledger_line import Event, Line, NameScope, makers, unanswered, unanswered_name
from recolint.testing.aws.remote import TestAws
from submitting import CREATE, project, submit

HERE = NameScope("123456789012", "us-east-1", "https://api.sagemaker.us-east-1.amazonaws.com")


def line(event: Event, name: str = "a", base: str = "b", place: NameScope = HERE) -> Line:
    """A line about the job ``name``."""
    return Line(event, "2026-11-23T15:42:13+00:00", name, place, "d", base, {"Tags": "t"}, arn="arn")


def nobody() -> None:
    """Do not wait."""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger in a folder that is not there yet."""
    return Ledger(tmp_path / ".recolint" / "ledger.jsonl")


def test_lines_come_back_as_they_were_written(ledger: Ledger) -> None:
    lines = [line(Event.INTENT), line(Event.CREATED, "größe"), line(Event.UNKNOWN, place=NameScope(None, "x", "y"))]
    for one in lines:
        ledger.add(one)
    assert ledger.lines() == lines
    assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600


def test_the_policies_that_a_request_passed_are_kept(aws: TestAws, tmp_path: Path) -> None:
    (tmp_path / "repository").mkdir()
    folder = project(tmp_path / "repository")
    text = "name = 'acme'\nseverity = {RL301 = 'error'}\n"
    (tmp_path / "acme.toml").write_text(text)
    assert submit(folder, "--policy", "../acme.toml").code == 0
    lines = Ledger(folder / ".recolint" / "ledger.jsonl").lines()
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert {one.event for one in lines} == {Event.INTENT, Event.CREATED}
    assert all(one.policies == ({"name": "acme", "digest": digest},) for one in lines)
    assert len(aws.jobs()) == 1


@pytest.mark.parametrize("policies", ["1", '["a"]', '[{"name": 1, "digest": ""}]'])
def test_policies_of_another_form_are_no_line_of_a_ledger(ledger: Ledger, policies: str) -> None:
    ledger.add(line(Event.INTENT))
    text = ledger.path.read_text()
    ledger.path.write_text(text.replace('"reason": null', f'"reason": null, "policies": {policies}'))
    with pytest.raises(LedgerError, match="not a line of a ledger"):
        ledger.lines()


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_line_that_was_cut_off_spoils_no_other(ledger: Ledger, cut: int) -> None:
    ledger.add(line(Event.INTENT))
    ledger.add(line(Event.CREATED))
    ledger.path.write_bytes(ledger.path.read_bytes()[:-cut])
    ledger.add(line(Event.INTENT, "next"))
    assert [one.name for one in ledger.lines()][-1] == "next"
    assert ledger.lines()[0] == line(Event.INTENT)


def test_a_line_of_another_version_is_refused(ledger: Ledger) -> None:
    ledger.add(line(Event.INTENT))
    ledger.path.write_text(json.dumps({"version": 2}) + "\n")
    with pytest.raises(LedgerError, match=r"ledger.jsonl:1: written by another version"):
        ledger.lines()


def test_an_intent_is_unanswered_until_its_job_is_known_to_be_or_not_to_be() -> None:
    lines = [
        line(Event.INTENT, "made"),
        line(Event.CREATED, "made"),
        line(Event.INTENT, "not"),
        line(Event.NOT_CREATED, "not"),
        line(Event.INTENT, "lost", base="of-lost"),
        line(Event.INTENT, "unknown"),
        line(Event.UNKNOWN, "unknown"),
        line(Event.INTENT, "again"),
        line(Event.CREATED, "again"),
        line(Event.INTENT, "again"),
        line(Event.CREATED, "lost", place=NameScope("123456789012", "eu-central-1", HERE.endpoint)),
    ]
    assert [one.name for one in unanswered(lines)] == ["lost", "unknown", "again"]
    assert unanswered_name(lines, "of-lost", "us-east-1") == "lost"
    assert unanswered_name(lines, "of-lost", "eu-central-1") is None
    assert unanswered_name(lines, "of-none", None) is None


def test_a_name_with_a_job_in_another_account_is_not_taken_again() -> None:
    lost = line(Event.INTENT)
    there = line(Event.CREATED, place=NameScope("111122223333", "us-east-1", HERE.endpoint))
    assert unanswered_name([lost], "b", "us-east-1") == "a"
    assert unanswered_name([lost, there], "b", "us-east-1") is None


def test_a_job_is_known_by_its_name_and_place() -> None:
    lines = [line(Event.CREATED), line(Event.INTENT, "b")]
    assert makers(lines, ("a", HERE)) == lines[:1]
    assert makers(lines, ("b", HERE)) == lines[1:]
    assert makers(lines, ("a", NameScope("111122223333", "us-east-1", HERE.endpoint))) == []


def test_a_request_without_an_answer_stays_one_when_another_of_its_name_is_refused() -> None:
    lost, refused = line(Event.INTENT), replace(line(Event.INTENT), digest="other")
    lines = [lost, refused, replace(refused, event=Event.NOT_CREATED)]
    assert unanswered(lines) == makers(lines, lost.key) == [lost]
    made = replace(lost, event=Event.CREATED)
    assert unanswered([*lines, refused, made]) == []
    assert makers([*lines, refused, made], lost.key) == [made]


def test_the_lock_of_a_dead_process_is_free(ledger: Ledger) -> None:
    script = (
        "import sys; from pathlib import Path; from recolint.submit.ledger import Ledger\n"
        f"with Ledger(Path({str(ledger.path)!r})).locked(print): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"

        def kill() -> None:
            waited.append(True)
            holder.kill()

        waited: list[bool] = []
        with ledger.locked(kill):
            assert waited == [True]


def test_a_project_has_its_own_ledger_and_all_else_the_users(tmp_path: Path) -> None:
    deep = tmp_path / "project" / "jobs" / "deep"
    deep.mkdir(parents=True)
    state = tmp_path / "state"
    assert default_path(deep, state) == state / "ledger.jsonl"
    (tmp_path / "project" / "recolint.toml").write_text("")
    assert default_path(deep, state) == tmp_path / "project" / ".recolint" / "ledger.jsonl"


def as_written(**changes: object) -> bytes:
    """A line of a ledger with ``changes``; a change of ``...`` removes the key."""
    table = {
        "version": 1,
        "event": "intent",
        "at": "2026-11-23T15:42:13+00:00",
        "name": "a",
        "place": {"account": None, "region": "us-east-1", "endpoint": "https://example.invalid"},
        "digest": "d",
        "base": "b",
        "members": {},
        "arn": None,
        "reason": None,
        **changes,
    }
    return json.dumps({key: value for key, value in table.items() if value is not ...}).encode()


KEYS = ("version", "event", "at", "name", "place", "digest", "base", "members", "arn", "reason")
VALUES: tuple[object, ...] = (..., [], {"a": 1}, 7, 1.5, True)
WRONG = [
    *(as_written(**{key: value}) for key in KEYS for value in VALUES),
    *(as_written(place=place) for place in ({}, {"account": 1, "region": "a", "endpoint": "b"}, {"region": "a"})),
    as_written(members={"Tags": 1}),
    as_written(event="perhaps"),
    as_written(more=1),
    b"[" * 100_000,
    b'{"version": 1, "name": ' + b"[" * 100_000,
    b'{"version": ' + b"9" * 6000 + b"}",
    b"7",
    b'"a"',
]


@pytest.mark.slow
@pytest.mark.parametrize("raw", WRONG, ids=lambda raw: raw[:40].decode())
def test_what_is_not_a_line_is_a_message_that_names_it(tmp_path: Path, raw: bytes) -> None:
    project(tmp_path)
    (tmp_path / "ledger.jsonl").write_bytes(as_written() + b"\n" + raw + b"\n")
    outcome = recolint("submit", "job.yaml", "--yes", "--ledger", "ledger.jsonl", "--name-suffix", "time", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    (message,) = outcome.err.splitlines()
    assert message.startswith("recolint: ledger.jsonl:2: ")
    assert message.endswith("pass another file with --ledger")


@pytest.mark.slow
def test_a_ledger_is_read_up_to_a_bound(ledger: Ledger) -> None:
    ledger.add(line(Event.INTENT))
    # A sparse file of a terabyte, too large to read.
    os.truncate(ledger.path, 2**40)
    with pytest.raises(LedgerError, match="larger than 67108864 bytes; pass another"):
        ledger.lines()


@pytest.mark.parametrize("kind", ["fifo", "folder", "device"])
def test_a_ledger_that_is_not_a_file_is_a_message_and_nobody_waits(tmp_path: Path, kind: str) -> None:
    path = Path("/dev/zero") if kind == "device" else tmp_path / "ledger.jsonl"
    if kind == "fifo":
        os.mkfifo(path)
    if kind == "folder":
        path.mkdir()
    with pytest.raises(LedgerError, match=r"regular file|directory"):
        Ledger(path).lines()
    with pytest.raises(LedgerError, match=r"regular file|directory"):
        Ledger(path).add(line(Event.INTENT))
    with pytest.raises(LedgerError, match=r"regular file|directory"), Ledger(path).locked(nobody):
        pytest.fail("it was locked")


@pytest.mark.parametrize("where", ["file", "folder", "outer folder", "repository", "no repository"])
def test_no_link_is_followed_out_of_the_project(tmp_path: Path, where: str) -> None:
    inside, outside = tmp_path / "project", tmp_path / "outside"
    inside.mkdir()
    (outside / ".recolint").mkdir(parents=True)
    if where != "no repository":
        (inside / ".git").mkdir()
    path = inside / ".recolint" / "ledger.jsonl"
    if where == "repository":
        (outside / ".git").mkdir()
    if where == "file":
        path.parent.mkdir()
        path.symlink_to(outside / "notes")
    elif where == "outer folder":
        (inside / "sub").symlink_to(outside)
        path = inside / "sub" / ".recolint" / "ledger.jsonl"
    else:
        path.parent.symlink_to(outside)
    before = sorted(outside.rglob("*"))
    for use in (
        Ledger(path).lines,
        lambda: Ledger(path).add(line(Event.INTENT)),
        Ledger(path).locked(nobody).__enter__,
    ):
        with pytest.raises(LedgerError, match="a link leads out of the repository"):
            use()
    assert sorted(outside.rglob("*")) == before


def test_links_above_a_project_and_within_it_are_nobodys_trap(tmp_path: Path) -> None:
    (tmp_path / "real" / "project" / ".git").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "project" / "state").symlink_to("kept")
    (tmp_path / "real" / "project" / "kept").mkdir()
    for path in ("link/project/.recolint/ledger.jsonl", "link/project/state/ledger.jsonl"):
        one = Ledger(tmp_path / path)
        one.add(line(Event.INTENT))
        assert len(one.lines()) == 1


def test_names_of_any_letters_can_be_kept(ledger: Ledger) -> None:
    lines = [line(Event.INTENT, name) for name in ("größe", "\ud800", "a\nb", "\u2028")]
    for one in lines:
        ledger.add(one)
    assert ledger.lines() == lines


def test_a_line_is_on_disk_before_anything_is_sent(
    aws: TestAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(tmp_path)
    path = tmp_path / ".recolint" / "ledger.jsonl"
    synced: list[tuple[list[str], int]] = []
    fsync = os.fsync

    def noting(descriptor: int) -> None:
        fsync(descriptor)
        events = [json.loads(one)["event"] for one in path.read_text().splitlines()] if path.exists() else []
        synced.append((events, len(aws.requests(operation=CREATE))))

    monkeypatch.setattr(os, "fsync", noting)
    assert submit(tmp_path).code == 0
    # The line of the intent, the name of the new file, the line of the job.
    assert synced == [(["intent"], 0), (["intent"], 0), (["intent", "made"], 1)]


@given(
    st.lists(
        st.builds(
            Line,
            event=st.sampled_from(Event),
            at=st.just("now"),
            name=st.sampled_from("ab"),
            place=st.just(HERE),
            digest=st.sampled_from("12"),
            base=st.just("b"),
        )
    )
)
def test_what_is_unanswered_follows_from_the_lines_of_each_job(lines: list[Line]) -> None:
    expected = []
    for number, one in enumerate(lines):
        later = [other for other in lines[number + 1 :] if other.key == one.key]
        is_last = all(other.digest != one.digest and other.event is not Event.CREATED for other in later)
        if one.event in (Event.INTENT, Event.UNKNOWN) and is_last:
            expected.append(one)
    assert unanswered(lines) == expected


def test_a_lock_that_is_a_link_is_refused_and_what_it_leads_to_is_kept(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "project/.recolint/ledger.jsonl")
    ledger.add(line(Event.INTENT))
    (tmp_path / "diary.txt").write_text("dear diary")
    ledger.path.with_name("ledger.jsonl.lock").symlink_to(tmp_path / "diary.txt")
    with pytest.raises(LedgerError, match="cannot be used"), ledger.locked(nobody):
        pass
    assert (tmp_path / "diary.txt").read_text() == "dear diary"


WITHOUT_POSIX = """\
import os, sys
sys.modules["fcntl"] = None
for name in ("O_NOFOLLOW", "pread", "chown"):
    delattr(os, name)
from recolint.cli import entry
entry()
"""


@pytest.mark.slow
def test_a_submit_needs_nothing_that_posix_alone_has(aws: TestAws, tmp_path: Path) -> None:
    project(tmp_path)
    with Ledger(tmp_path / ".recolint/ledger.jsonl").locked(nobody):
        """A lock of a system that has `fcntl` leaves its file behind."""
    for said in ("submitted", "already submitted"):
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT_POSIX, "submit", "job.yaml", "--yes"],
            cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert f": {said}: arn:" in done.stderr
        assert "Warning" not in done.stderr
    assert aws.requests(operation=CREATE)


HOLD = """\
import sys
from pathlib import Path
from recolint.submit.ledger import Ledger
with Ledger(Path(sys.argv[1])).locked(lambda: None):
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_a_ledger_that_stays_locked_ends_the_wait_and_names_the_file(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recolint.submit.ledger.PATIENCE_SECONDS", 0.1)
    waits: list[int] = []
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(ledger.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        with (
            pytest.raises(LedgerError, match=r"still locked after 0\.1 s; .* delete ledger\.jsonl\.lock beside it"),
            ledger.locked(lambda: waits.append(1)),
        ):
            pass
        other.communicate()
    assert waits == [1]
    with ledger.locked(nobody):
        pass

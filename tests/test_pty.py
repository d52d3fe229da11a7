"""The output in a real terminal of 60, 80, 100 and 200 columns; recolint asks the terminal for its width."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import re
import struct
import termios
import threading
from contextlib import chdir, suppress
from pathlib import Path

import pytest

from aws_samples import default_job, load_test
from command_line import TODAY, recolint
from recolint.cli.main import main
from recolint.cli.streams import Streams
from recolint.report.shared.fold import folded
from recolint.report.shared.width import columns
from recolint.testing.aws.remote import TestAws
from specs import ADVANCED, DEFAULT, as_json, changed
from test_jobs import ANSWER

ESCAPE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;.*?\x1b\\")
WIDTHS = (60, 80, 100, 200)


def shown(width: int, *argv: str, cwd: Path) -> str:
    """What a terminal of ``width`` columns shows of the command, without colours."""
    return ESCAPE.sub("", sent(width, *argv, cwd=cwd))


def sent(width: int, *argv: str, cwd: Path) -> str:
    """What the command sends to a terminal of ``width`` columns."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    read: list[bytes] = []

    def drain() -> None:
        # On Linux, a read fails when the other end is closed.
        with suppress(OSError):
            while data := os.read(master, 65536):
                read.append(data)

    reader = threading.Thread(target=drain)
    reader.start()
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    with os.fdopen(slave, "w", encoding="utf-8") as terminal, chdir(cwd):
        main(argv, Streams(io.BytesIO(), terminal, io.StringIO(), environment | {"TERM": "xterm"}, TODAY))
    reader.join()
    os.close(master)
    return b"".join(read).decode().replace("\r\n", "\n")


def test_differences_of_plans_have_colours_that_repeat_their_signs(tmp_path: Path) -> None:
    (tmp_path / "new.json").write_text(as_json(ADVANCED))
    (tmp_path / "old.json").write_text(as_json(changed("InputConfig", "JobDurationInSeconds", to=3600)))
    text = sent(100, "plan", "new.json", "--against", "old.json", cwd=tmp_path)
    assert re.search(r"\x1b\[1;31m    - .*\x1b\[0m", text)
    assert re.search(r"\x1b\[32m    \+ .*\x1b\[0m", text)
    assert "\x1b" not in recolint("plan", "new.json", "--against", "old.json", cwd=tmp_path).out


PACK = str(Path(__file__).parents[1] / "examples/policies/cost.yaml")


def too_wide(text: str, width: int) -> list[str]:
    """The lines that exceed ``width`` and could be broken: those with a blank between two words, code aside."""
    lines = (line for line in text.splitlines() if columns(line) > width)
    return [line for line in lines if " " in line.strip() and not re.match(r"( *-->| +\"| +(ARN|role) )", line)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("pty")
    role = {"RoleArn": "arn:aws:iam::123456789012:role/service-role/another-recommender"}
    (found / "a.json").write_text(json.dumps(ANSWER))
    (found / "b.json").write_text(json.dumps({**ANSWER, **role, "JobName": "x" * 40, "JobDescription": "long " * 40}))
    (found / "job.json").write_text(as_json(ADVANCED))
    (found / "jobs.yaml").write_text(f"{DEFAULT}---\n{DEFAULT}")
    spec = changed("InputConfig/TrafficPattern/Phases/0/InitialNumberOfUsers", to=10) | {"JobName": "n" * 50}
    (found / "faulty.json").write_text(as_json(spec))
    (found / "one-line.json").write_text(json.dumps(spec))
    (found / "recolint.toml").write_text("[rules.denied-instance-type]\nallow = ['ml.c5.*', 'ml.m5.*', 'ml.r5.*']\n")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "command",
    [
        ("jobs", "results", "--from", "a.json"),
        ("jobs", "compare", "--from", "a.json", "--from", "b.json"),
        ("jobs", "show", "--from", "b.json"),
        ("iam", "needs", "job.json"),
        ("plan", "job.json"),
        ("plan", "job.json", "jobs.yaml"),
        ("plan", "job.json", "--against", "faulty.json"),
        ("check", "job.json", "faulty.json", "one-line.json"),
        ("check", "--statistics", "faulty.json"),
        ("check", "--show-basis", "faulty.json"),
        ("config", "--why", "."),
        ("rule",),
        ("rule", "RL204"),
        ("rule", "RL610"),
        ("policy", "test", PACK),
    ],
)
def test_no_line_is_wider_than_the_terminal(folder: Path, command: tuple[str, ...], width: int) -> None:
    text = shown(width, *command, cwd=folder)
    assert text.count("\n") > 2
    assert too_wide(text, width) == []


@pytest.mark.slow
@pytest.mark.parametrize("width", range(50, 90))
def test_below_carets_is_no_empty_line(tmp_path: Path, width: int) -> None:
    package = "arn:aws:sagemaker:eu-central-1:222233334444:model-package/a-long-name-of-a-group/7"
    (tmp_path / "job.json").write_text(as_json(changed("InputConfig", "ModelPackageVersionArn", to=package)))
    text = recolint("check", "job.json", cwd=tmp_path, environment={"COLUMNS": str(width)}).out
    assert "RL406" in text
    assert not re.search(r"\^+\n +\|? *\n", text)


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_jobs_on_aws_fit_too(aws: TestAws, folder: Path, width: int) -> None:
    client = aws.client("sagemaker")
    for request in (default_job(), load_test()):
        client.create_inference_recommendations_job(**request)
    aws.script("fraud-default", statuses=["FAILED"])
    for command in (("jobs", "list"), ("jobs", "show", "fraud-load-test"), ("jobs", "results", "fraud-load-test")):
        text = shown(width, *command, "--region", "us-east-1", cwd=folder)
        assert "fraud-load-test" in text
        assert too_wide(text, width) == []
    assert too_wide(shown(width, "prices", "fetch", "--region", "eu-central-1", cwd=folder), width) == []


@pytest.mark.slow
def test_a_pipe_gets_whole_lines(folder: Path) -> None:
    piped = recolint("config", "--why", ".", cwd=folder).out
    terminal = shown(60, "config", "--why", ".", cwd=folder)
    assert len(terminal.splitlines()) > len(piped.splitlines())
    assert terminal.split() == piped.split()


def test_code_of_a_page_that_goes_on_is_marked(folder: Path) -> None:
    page = shown(60, "rule", "RL204", cwd=folder)
    assert re.search(r"\n    InputConfig: \{[^\n]+\n…     [^\n]+\n", page)
    assert "\n…" not in shown(200, "rule", "RL204", cwd=folder)


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("  - one two three four", ["  - one two", "    three", "    four"]),
        ("  a  one two three", ["  a  one two", "     three"]),
        ("[1] one two three", ["[1] one two", "    three"]),
        ("one two three four", ["one two", "  three four"]),
        ("\x1b[1mone two\x1b[0m three", ["\x1b[1mone two\x1b[0m", "  three"]),
        ("https://example.com/a/b", ["https://example.com/a/b"]),
        ("see https://example.com/a/b", ["see", "  https://example.com/a/b"]),
        ("- https://example.com/a/b", ["- https://example.com/a/b"]),
        ("界界界界 界界", ["界界界界", "  界界"]),
        ("", [""]),
    ],
)
def test_a_line_goes_on_below_its_text(line: str, lines: list[str]) -> None:
    assert folded(line, 12).split("\n") == lines
    assert folded(line, None) == line

"""The line that says how far a long check is."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from command_line import TODAY
from recolint.check.tasks import FileTask, Lines, Task
from recolint.cli.arguments import add, read
from recolint.cli.check.arguments import ReportOptions
from recolint.cli.check.progress import progress
from recolint.cli.parser import Parser
from recolint.cli.streams import Streams


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


FILE = FileTask("a.yaml", named=True)
LINES = Lines("b.jsonl", True, 1, 0, 100, "b.jsonl", None)  # noqa: FBT003


def told(
    stderr: io.StringIO,
    *,
    quiet: bool = False,
    form: str = "text",
    term: str = "xterm",
    tasks: tuple[Task, ...] = (FILE,),
    stdout: type[io.StringIO] = io.StringIO,
) -> str:
    """What is written when each of ``tasks`` is done every 0.1 s, for 1.5 s."""
    streams = Streams(io.BytesIO(), stdout(), stderr, {"TERM": term}, TODAY)
    parser = Parser()
    add(ReportOptions, parser, parser)
    options = read(ReportOptions, parser.parse(["--output-format", form, *(["--quiet"] if quiet else [])]))
    now = [0.0]
    with progress(options, streams, lambda: now[0]) as tell:
        for count in range(1, 16):
            now[0] = count / 10
            if tell is not None:
                for task in tasks:
                    tell(task)
    return stderr.getvalue()


def test_it_comes_after_a_second_and_goes_away() -> None:
    line = "\r\x1b[Krecolint: {} files checked"
    assert told(Terminal()) == line.format(10) + line.format(12) + line.format(14) + "\r\x1b[K"


def test_it_counts_lines_as_lines() -> None:
    first, *_ = told(Terminal(), tasks=(LINES,)).split("\r\x1b[K")[1:]
    assert first == "recolint: 1,000 lines checked"
    first, *_ = told(Terminal(), tasks=(FILE, LINES)).split("\r\x1b[K")[1:]
    assert first == "recolint: 10 files and 900 lines checked"


def test_it_comes_beside_findings_that_go_to_a_file() -> None:
    assert "10 files checked" in told(Terminal(), form="jsonl")


@pytest.mark.parametrize(
    "text",
    [
        lambda: told(io.StringIO()),
        lambda: told(Terminal(), quiet=True),
        lambda: told(Terminal(), form="jsonl", stdout=Terminal),
        lambda: told(Terminal(), term="dumb"),
    ],
    ids=["a pipe", "quiet", "a stream of findings", "a dumb terminal"],
)
def test_there_is_none_where_nobody_wants_it(text: Callable[[], str]) -> None:
    assert text() == ""

"""``--error-format json``: the error of a run with exit code 2 or 4, for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from recolint.base.json_text import ascii_json
from recolint.base.static import Any, TextIO, cast
from recolint.cli.exits import Exit
from recolint.cli.streams import PREFIX, Streams

VERSION = 1
_KINDS = {Exit.USAGE: "usage", Exit.AWS: "aws"}


def told(argv: Sequence[str], streams: Streams, run: Callable[[Sequence[str], Streams], int]) -> int:
    """Run ``run``, then write what went wrong to stderr, a line of JSON after the messages; its exit code."""
    noted = _Noted(streams.stderr)
    code = run(argv, streams._replace(stderr=cast("TextIO", noted)))
    if code in _KINDS:
        kind = _KINDS[Exit(code)]
        error = {"exit_code": int(code), "kind": kind, "messages": noted.messages}
        streams.tell(ascii_json({"version": VERSION, "error": error}, indent=None) + "\n")
    return code


class _Noted:
    """A stream that keeps the messages of recolint that go through it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        self._text += text
        return self._stream.write(text)

    @property
    def messages(self) -> list[str]:
        return [line.removeprefix(PREFIX) for line in self._text.splitlines() if line.startswith(PREFIX)]

"""Where a report goes."""

from __future__ import annotations

from collections.abc import Collection

from recolint.base.named_tuple import NamedTuple
from recolint.base.spelling import did_you_mean
from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams
from recolint.io import files


class ReportFile(NamedTuple):
    """A report that goes to a file: the option that asks for it, the format, the file as the user named it."""

    option: str
    form: str
    file: str


def report_file(value: str, formats: Collection[str]) -> ReportFile:
    """The report of ``--report FORMAT=FILE``; raises ``UsageError`` for what cannot be meant."""
    option = f"--report {value}"
    form, equals, file = value.partition("=")
    if form not in formats:
        raise UsageError(f"{option}: unknown format {form!r}{did_you_mean(form, formats)}")
    if not equals or not file:
        raise UsageError(f"{option}: missing file; expected --report {form}=FILE")
    if file == "-":
        raise UsageError(f"{option}: expected a file, found -; standard output already has a report")
    return ReportFile(option, form, file)


def print_report(form: str, text: str, streams: Streams) -> None:
    """Write ``text``, a report in the format ``form``, to standard output."""
    if form == "github":
        streams.write_commands(text)
    else:
        streams.write(text)


def write_report(form: str, text: str, file: str | None, streams: Streams) -> None:
    """Write ``text``, a report in the format ``form``, to ``file`` or to standard output; raises ``UsageError``."""
    if file is None:
        print_report(form, text, streams)
    else:
        put(f"--output-file {file}", file, text)


def put(option: str, file: str, text: str) -> None:
    """Write ``text`` to ``file`` as UTF-8, whole or not at all; raises ``UsageError``, which names ``option``."""
    from pathlib import Path  # which a report on standard output does not need

    data = text.encode("utf-8", "backslashreplace")
    try:
        files.write(Path(file), data)
    except OSError as error:
        raise UsageError(f"{option}: cannot be written: {error.strerror}") from error

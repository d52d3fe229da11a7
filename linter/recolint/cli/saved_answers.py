"""Answers of describe that somebody has saved: files of JSON or YAML, as ``aws ... describe-...`` prints them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recolint import document
from recolint.cli.exits import UsageError
from recolint.discover import SUFFIXES
from recolint.text import Source

MOST_BYTES = 16 * 1024 * 1024
"""Of one file: far more than an answer takes."""


def read(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The answers in a file or folder, each with its file; raises ``UsageError`` for what is no answer."""
    top = Path(path)
    files = sorted(one for one in top.rglob("*") if one.suffix.lower() in SUFFIXES) if top.is_dir() else [top]
    if not files:
        raise UsageError(f"{path}: has no JSON or YAML files")
    for file in files:
        for answer in _answers(str(file), _text(file)):
            if not isinstance(answer, dict) or not {"JobName", "Status"} <= answer.keys():
                raise UsageError(f"{file}: is no answer of describe: wanted JobName and Status")
            yield str(file), answer


def _text(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: is not UTF-8 at byte {error.start}") from error
    if len(data) > MOST_BYTES:
        raise UsageError(f"{file}: is larger than {MOST_BYTES} bytes")
    return text


def _answers(file: str, text: str) -> list[Any]:
    if text.lstrip().startswith("{"):
        try:
            # AWS writes NaN for a metric that it does not have, which the reader of specs refuses.
            return [json.loads(text)]
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{file}: is no JSON: {error}") from error
    reading = document.read(Source(file, text))
    for fault in reading.faults:
        raise UsageError(f"{file}: {fault.message}")
    return [one.data for one in reading.documents]

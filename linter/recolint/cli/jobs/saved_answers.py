"""Answers of describe that somebody has saved: files of JSON or YAML, as ``aws ... describe-...`` prints them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from recolint import document
from recolint.base.text import Source
from recolint.check.others import is_record
from recolint.check.walk import SUFFIXES
from recolint.cli.exits import UsageError
from recolint.io import files

MAX_BYTES = 16 * 1024 * 1024
"""Of one file: far more than an answer takes."""

Answer = dict[str, Any]


def read_all(paths: Iterable[str], say: Callable[[str], None]) -> Iterator[tuple[str, Answer]]:
    """The answers in files and folders, each with its file, in order.

    Raises ``UsageError`` if a named file is not a saved answer, or a folder has none at all. Other files of a folder
    are skipped; ``say`` gets the reason.
    """
    for path in paths:
        if Path(path).is_dir():
            yield from _of_folder(path, say)
        else:
            yield from ((path, answer) for answer in _answers(Path(path)))


def _of_folder(folder: str, say: Callable[[str], None]) -> Iterator[tuple[str, Answer]]:
    none = True
    for file in sorted(one for one in Path(folder).rglob("*") if one.suffix.lower() in SUFFIXES and one.is_file()):
        try:
            found = _answers(file)
        except UsageError as error:
            say(f"skipped: {error}")
            continue
        none = False
        yield from ((str(file), answer) for answer in found)
    if none:
        raise UsageError(f"{folder}: contains no JSON or YAML file with a describe response")


def _answers(file: Path) -> list[Answer]:
    parsed = _parsed(str(file), _text(file))
    found = [one for one in parsed if not is_record(one)]
    if parsed and not found:
        raise UsageError(f"{file}: no record of CreateInferenceRecommendationsJob")
    if not found:
        raise UsageError(f"{file}: contains no describe response")
    for answer in found:
        if not isinstance(answer, dict) or not {"JobName", "Status"} <= answer.keys():
            raise UsageError(f"{file}: is not a describe response; expected JobName and Status")
    return found


def _text(file: Path) -> str:
    try:
        return files.read(file, MAX_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: is not UTF-8 at byte {error.start}") from error


def _parsed(file: str, text: str) -> list[Any]:
    if text.lstrip().startswith(("{", "[")):
        try:
            # AWS writes NaN for a metric that it does not have, which the reader of specs refuses.
            if file.endswith(".jsonl"):
                return [json.loads(line) for line in text.splitlines() if line.strip()]
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{file}: is not valid JSON: {error}") from error
        return found if isinstance(found, list) else [found]
    if not text.strip():
        return []
    reading = document.read(Source(file, text))
    for fault in reading.faults:
        raise UsageError(f"{file}: {fault.message}")
    return [one.data for one in reading.documents]

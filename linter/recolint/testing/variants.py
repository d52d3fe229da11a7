"""Other texts that an example stands for: the same in JSON, and with comments around what is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from recolint.base.finding import Finding, Remove, Route
from recolint.base.text import Source
from recolint.document import Document, Format, guess_format, read
from recolint.testing.findings import NAME

COMMENT = "# to be kept\n"


def in_json(text: str) -> str | None:
    """The YAML ``text`` as JSON; ``None`` for several documents, for faults, and for what JSON writes otherwise."""
    reading = read(Source(NAME, text))
    if len(reading.documents) != 1 or reading.faults:
        return None
    document = reading.documents[0]
    if document.format is Format.JSON or document.statements or not _has_twin(document, document.data, ()):
        return None
    return json.dumps(document.data, indent=2, ensure_ascii=False)


def _has_twin(document: Document, value: Any, route: Route) -> bool:
    """Whether JSON can say the same: a rule may look at how a number is written (``1.10``, ``017``), and quote it."""
    if isinstance(value, dict):
        return all(_has_twin(document, item, (*route, name)) for name, item in value.items())
    if isinstance(value, list):
        return all(_has_twin(document, item, (*route, index)) for index, item in enumerate(value))
    if isinstance(value, int | float):
        return document.written(route) == json.dumps(value)
    return isinstance(value, str) or (value is None and not document.commented_out(route))


def with_comments(text: str, finding: Finding, line: int) -> Iterator[str]:
    """A YAML ``text`` with comments around it, and with one above ``line``, the one of the finding."""
    if guess_format(NAME, text) is Format.JSON:
        return
    lines = text.splitlines(keepends=True)
    if not text.endswith("\n"):
        lines.append("\n")
    yield "".join([COMMENT, *lines, COMMENT])
    if _goes_with_more(finding):
        return
    beside = "".join([*lines[: line - 1], COMMENT, *lines[line - 1 :]])
    if _data(text) == _data(beside):
        yield beside


def _goes_with_more(finding: Finding) -> bool:
    """Whether the fix removes a container of the finding, and so the comments in it."""
    removed = [edit.route for edit in finding.fix.edits if isinstance(edit, Remove)] if finding.fix else []
    return any(route != finding.route and finding.route[: len(route)] == route for route in removed)


def _data(text: str) -> list[Any]:
    return [document.data for document in read(Source(NAME, text)).documents]

"""``--output``: an answer of the API in the forms that the AWS CLI prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from recolint.awscli import table
from recolint.base.json_text import readable_json
from recolint.base.text import visible

FORMS = ("json", "text", "table", "yaml", "yaml-stream", "off")


def plain(value: Any) -> Any:
    """``value`` with times as ISO 8601 text, and without the metadata of the answer."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items() if name != "ResponseMetadata"}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value


def render(form: str, title: str, answer: Any, width: int) -> str:
    """``answer`` (plain data) in ``form``, one of ``FORMS``; ``title`` and ``width`` (in columns) are for tables."""
    if form == "table":
        return table.render(title, answer, width)
    return _RENDERERS[form](answer)


def _as_json(answer: Any) -> str:
    return "" if answer == {} else readable_json(answer) + "\n"


def _as_yaml(answer: Any) -> str:
    if answer == {}:
        return ""
    if not isinstance(answer, (dict, list)):
        # A document that is one scalar would end in dots; JSON's scalars are YAML as well.
        return readable_json(answer, indent=None) + "\n"
    # Imported here: the other forms have no use for it.
    from recolint.document.yaml.writer import write

    return write(answer)


def _as_yaml_stream(answer: Any) -> str:
    return "" if answer == {} else _as_yaml([answer])


def _as_text(answer: Any) -> str:
    return "".join(f"{line}\n" for line in _lines(answer, None, None))


def _lines(value: Any, name: str | None, columns: list[str] | None) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _lines_of_structure(value, name, columns)
    elif isinstance(value, list):
        yield from _lines_of_list(value, name)
    else:
        yield _cell(value)


def _lines_of_list(items: list[Any], name: str | None) -> Iterator[str]:
    if any(isinstance(item, dict) for item in items):
        structures = [item for item in items if isinstance(item, dict)]
        columns = sorted({key for one in structures for key, value in one.items() if not _is_nested(value)})
        for item in items:
            yield from _lines(item, name, columns)
        return
    scalars = [_cell(item) for item in items if not isinstance(item, list)]
    if scalars and name is None:
        yield "\t".join(scalars)
    else:
        yield from (f"{_cell((name or '').upper())}\t{item}" for item in scalars)
    for item in items:
        if isinstance(item, list):
            yield from _lines(item, name, None)


def _lines_of_structure(members: dict[str, Any], name: str | None, columns: list[str] | None) -> Iterator[str]:
    if columns is None:
        columns = sorted(key for key, value in members.items() if not _is_nested(value))
    cells = [_cell(members.get(key, "")) for key in columns]
    if cells:
        yield "\t".join(cells if name is None else [_cell(name.upper()), *cells])
    for key in sorted(members.keys() - set(columns)):
        yield from _lines(members[key], key, None)


def _cell(value: Any) -> str:
    """A value in text, in which no program finds more lines or cells than there are."""
    return visible(str(value))


def _is_nested(value: Any) -> bool:
    return isinstance(value, (dict, list))


_RENDERERS: dict[str, Callable[[Any], str]] = {
    "json": _as_json,
    "text": _as_text,
    "yaml": _as_yaml,
    "yaml-stream": _as_yaml_stream,
    "off": lambda _: "",
}

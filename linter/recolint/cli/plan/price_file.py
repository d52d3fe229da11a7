"""Reads a team's price table: TOML, JSON or YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recolint.base import toml
from recolint.base.text import Source
from recolint.cli.arguments import option
from recolint.document import read as read_document
from recolint.io import files
from recolint.plan.prices import PriceError, Prices, parse

MAX_SIZE = 1024 * 1024
"""Bytes. All instance types of SageMaker with their prices take a tenth of that."""


PRICES: str | None = option("prices of instances (TOML, JSON, YAML); without them the cost is unknown", metavar="FILE")
"""The field ``prices`` of commands that say what a job may cost."""


def asked(file: str | None) -> Prices | None:
    """The prices in ``file``, if one is named; raises ``PriceError``."""
    return None if file is None else read(file)


def read(path: str) -> Prices:
    """The prices in the file ``path``; raises ``PriceError``, which names file and key."""
    try:
        data = files.read(Path(path), MAX_SIZE)
    except OSError as error:
        raise PriceError(f"{path}: cannot be read: {error.strerror}") from error
    suffix = Path(path).suffix.lower()
    if suffix == ".toml":
        return parse(path, _toml(path, data))
    if suffix in (".json", ".yaml", ".yml"):
        return parse(path, _document(path, data))
    raise PriceError(f"{path}: wanted a price table in a file named .toml, .json, .yaml or .yml")


def _toml(path: str, data: bytes) -> dict[str, Any]:
    try:
        return toml.parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PriceError(f"{path}: is not UTF-8 at byte {error.start}") from error
    except toml.TomlError as error:
        raise PriceError(f"{path}: {error}") from error


def _document(path: str, data: bytes) -> Any:
    source = Source.decode(path, data)
    reading = read_document(source)
    for fault in reading.faults:
        start = source.position(fault.span.start)
        raise PriceError(f"{path}:{start.line}:{start.column}: {fault.message}")
    if len(reading.documents) != 1:
        raise PriceError(f"{path}: has {len(reading.documents)} documents, wanted one")
    return reading.documents[0].data

"""Reads a team's price table: TOML, JSON or YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recolint.base import toml
from recolint.base.text import Source
from recolint.config.layers import ConfigError, Problems, refused
from recolint.config.table import FileName
from recolint.document import read as read_document
from recolint.io import files, repository
from recolint.io.paths import shown
from recolint.plan.prices import PriceError, Prices, parse

MAX_SIZE = 1024 * 1024
"""Bytes. All instance types of SageMaker with their prices take a tenth of that."""


def named(name: FileName) -> Prices:
    """The prices in the file that a config names; raises ``ConfigError``."""
    problems = Problems()
    wrong = repository.refusal(Path(name.path), name.word.layer.border)
    if wrong is not None:
        problems.note(name.word, refused(name.text, wrong))
        problems.require_none()
    try:
        return read(shown(Path(name.path)))
    except PriceError as error:
        for line in str(error).splitlines():
            problems.note(name.word, line)
        raise ConfigError(problems.texts, [Path(name.path)]) from error


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
    raise PriceError(f"{path}: expected a price table in a .toml, .json, .yaml or .yml file")


def _toml(path: str, data: bytes) -> dict[str, Any]:
    try:
        return toml.parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PriceError(f"{path}: is not UTF-8 at byte {error.start}") from error
    except toml.TomlError as error:
        raise PriceError(error.at(path)) from error


def _document(path: str, data: bytes) -> Any:
    source = Source.decode(path, data)
    reading = read_document(source)
    for fault in reading.faults:
        start = source.position(fault.span.start)
        raise PriceError(f"{path}:{start.line}:{start.column}: {fault.message}")
    if len(reading.documents) != 1:
        raise PriceError(f"{path}: expected one document, found {len(reading.documents)}")
    return reading.documents[0].data

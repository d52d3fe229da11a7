"""Reads a team's price tables: TOML, JSON or YAML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recolint.base import toml
from recolint.base.text import Source
from recolint.cli.arguments import option
from recolint.config.layers import Speaker
from recolint.config.reader import FileName
from recolint.config.typed import Config
from recolint.document import read as read_document
from recolint.io import files
from recolint.io.paths import shown
from recolint.plan.prices import PriceError, Prices, parse

MAX_SIZE = 1024 * 1024
"""Bytes. All instance types of SageMaker with their prices take a tenth of that."""


PRICES: str | None = option("prices of instances (TOML, JSON, YAML; default: the config's prices)", metavar="FILE")
"""The field ``prices`` of commands that say what a job may cost."""


class PriceTables:
    """The price tables of a run, each file read once: that of ``--prices``, else those of the config.

    The tables of a policy count in any case.
    """

    def __init__(self, option: str | None) -> None:
        """Read the file of the ``option``, if there is one; raises ``PriceError``."""
        self._option = () if option is None else (read(option),)
        self._read: dict[str, Prices] = {}

    def of(self, config: Config) -> tuple[Prices, ...]:
        """The tables in force for a file with this ``config``; raises ``PriceError``."""
        word = config.said.get("prices")
        if self._option and not (word is not None and word.layer.speaker is Speaker.POLICY):
            return self._option
        return tuple(map(self._named, config.prices))

    def _named(self, file: FileName) -> Prices:
        if file.path not in self._read:
            try:
                self._read[file.path] = read(shown(Path(file.path)))
            except PriceError as error:
                lines = str(error).splitlines()
                raise PriceError("\n".join(f"{file.word.place}: prices: {line}" for line in lines)) from error
        return self._read[file.path]


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

"""Reads config files and policies, and what they extend."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from recolint.base import toml
from recolint.base.static import TYPE_CHECKING, NoReturn
from recolint.base.text import suffix
from recolint.config.layers import ConfigError, KeyPath, Layer, Problems, Speaker, Word, refused
from recolint.io import files, repository
from recolint.io.paths import absolute, is_below, shown
from recolint.io.repository import CONFIGS

if TYPE_CHECKING:
    from pathlib import Path

_PACK_SUFFIXES = (".yaml", ".yml")
_PACK = 'expected TOML, found YAML; if it is a pack, write packs = ["FILE"] in a config or a policy'


def read(
    path: str | Path, border: str | None, speaker: Speaker = Speaker.REPOSITORY, base: str | None = None
) -> Layer | None:
    """The layer in ``path``; ``None`` for a pyproject.toml that says nothing to recolint. Raises ``ConfigError``."""
    name = shown(path)
    try:
        text = files.read(path).decode("utf-8-sig")
    except OSError as error:
        raise ConfigError([f"{name}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([f"{name}: is not UTF-8 at byte {error.start}"]) from error
    return parsed(path, text, border, speaker, base)


def parsed(
    path: str | Path, text: str, border: str | None, speaker: Speaker = Speaker.REPOSITORY, base: str | None = None
) -> Layer | None:
    """As ``read``, from the ``text`` of the file ``path``, which need not be saved."""
    name = shown(path)
    text = text.replace("\r\n", "\n")
    try:
        table = toml.parse(text)
    except toml.TomlError as error:
        is_pack = suffix(str(path)) in _PACK_SUFFIXES
        raise ConfigError([f"{name}: {_PACK}" if is_pack else error.at(name)]) from error
    root = table_of(path)
    if root:
        tool = table.get("tool", {})
        if not isinstance(tool, dict) or "recolint" not in tool:
            return None
        table = tool["recolint"]
        if not isinstance(table, dict):
            raise ConfigError([f"{name}: tool.recolint: expected a table, found {toml.shown(table)}"])
    file = absolute(path)
    return Layer(name, os.path.dirname(file), table, text, border, speaker, base=base, root=root, file=file)


def table_of(path: str | Path) -> KeyPath:
    """The way to recolint's table in the file ``path``: empty except in a pyproject.toml."""
    return ("tool", "recolint") if os.path.basename(path) == "pyproject.toml" else ()


def extended(nearest: Layer) -> list[Layer]:
    """``nearest`` and all layers that it extends, the weakest first, each once; raises ``ConfigError``."""
    found: list[Layer] = []
    _extend(nearest, [], set(), found)
    return found


def _extend(layer: Layer, above: list[str], done: set[str], found: list[Layer]) -> None:
    names = layer.table.get("extend", [])
    for number, name in enumerate(names if isinstance(names, list) else ()):
        if isinstance(name, str):
            word = Word(layer, ("extend", number))
            target, border, base = _target(name, word)
            real = os.path.realpath(target)
            chain = [*above, *([layer.file] if layer.file is not None else [])]
            if any(real == os.path.realpath(one) for one in chain):
                _refuse(word, f"a cycle: {' extends '.join(shown(one) for one in (*chain, target))}")
            if real in done:
                continue
            done.add(real)
            try:
                inner = read(target, border, layer.speaker, base)
            except ConfigError as error:
                if os.path.isfile(target):
                    raise
                raise ConfigError(_said(word, error.problems), [target]) from error
            if inner is None:
                _refuse(word, f"{name!r} has no table [tool.recolint]")
            _extend(inner, chain, done, found)
    found.append(layer)


_PACKAGED = r"(?a)(?P<package>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):(?P<name>[\w.-]+(?:/[\w.-]+)*)"


def packaged(name: str) -> Path | None:
    """The file that ``package:name`` names in an installed package; ``None`` for another form, or where none is."""
    match = re.fullmatch(_PACKAGED, name)
    if match is None:
        return None
    file = match["name"] if match["name"].endswith(".toml") else f"{match['name']}.toml"
    from recolint.io import packages  # few configs name files of packages

    return packages.file_of(match["package"], file)


def is_packaged(name: str) -> bool:
    """Whether ``name`` has the form ``package:name``."""
    return re.fullmatch(_PACKAGED, name) is not None


def _target(name: str, word: Word) -> tuple[str, str | None, str | None]:
    """The file that ``extend`` names, the border of the files that it names, and the base of its patterns."""
    layer = word.layer
    if is_packaged(name):
        path = packaged(name)
        if path is None:
            _refuse(word, f"{name!r} is not in an installed package; expected package:name, or a file")
        return str(path), os.path.realpath(path.parent), layer.base
    file = os.path.normpath(os.path.join(layer.folder, name))
    # Outside git, a config above this one belongs to the same project.
    is_above = os.path.basename(file) in CONFIGS and is_below(layer.folder, os.path.dirname(file))
    if not (is_above and layer.border == os.path.realpath(layer.folder)):
        wrong = repository.refusal(file, layer.border)
        if wrong is not None:
            _refuse(word, refused(name, wrong))
    return file, layer.border, layer.base if layer.speaker is Speaker.POLICY else None


def _refuse(word: Word, text: str) -> NoReturn:
    raise ConfigError(_said(word, [text]))


def _said(word: Word, texts: Iterable[str]) -> Iterator[str]:
    problems = Problems()
    for text in texts:
        problems.note(word, text)
    return iter(problems.texts)

"""Which config file is in force for a folder: the nearest one, up to the root of the repository."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from recolint.base import toml
from recolint.config.typed import Config, ConfigError, Overrides, RawConfig, override, parse, refused
from recolint.io import files, repository
from recolint.io.paths import is_repository, shown
from recolint.io.repository import CONFIGS
from recolint.rule.registry import Registry


class Sought(NamedTuple):
    """Which configs count: what makes a ``ConfigFiles``, beside the rules. Can be pickled."""

    overrides: Overrides
    explicit: str | RawConfig | None = None
    isolated: bool = False


class ConfigFiles:
    """The configurations of a run, each file read once.

    ``explicit`` is a file to use for everything, or what would stand in one; ``isolated`` means that no file is read.
    ``overrides`` lie on top.
    """

    def __init__(
        self,
        registry: Registry,
        overrides: Overrides,
        *,
        explicit: str | RawConfig | None = None,
        isolated: bool = False,
    ) -> None:
        """Read ``explicit`` if given; raises ``ConfigError`` when it cannot be read or is wrong."""
        self.sought = Sought(overrides, explicit, isolated)
        self._registry = registry
        self._overrides = overrides
        self._by_folder: dict[Path, Config] = {}
        self._fixed: Config | None = None
        if isolated:
            self._fixed = self._typed(None)
        elif explicit is not None:
            raw = explicit if isinstance(explicit, RawConfig) else _explicit(Path(explicit))
            self._fixed = self._typed(raw)

    def of(self, folder: Path) -> Config:
        """The configuration in force in ``folder`` (absolute); raises ``ConfigError``."""
        if self._fixed is not None:
            return self._fixed
        below: list[Path] = []
        at = folder
        while at not in self._by_folder:
            raw = in_folder(at)
            if raw is not None or at == at.parent or is_repository(at):
                self._by_folder[at] = self._typed(raw)
            else:
                below.append(at)
                at = at.parent
        config = self._by_folder[at]
        self._by_folder.update(dict.fromkeys(below, config))
        return config

    def _typed(self, raw: RawConfig | None) -> Config:
        config = Config() if raw is None else parse(raw, self._registry)
        _require_usable_baseline(config)
        if config.iam is not None:
            # Imported here: a config without policies need not pay for reading them.
            from recolint.config.policy_files import load

            config = replace(config, permissions=load(config, config.iam))
        return override(config, self._overrides, self._registry)


def _require_usable_baseline(config: Config) -> None:
    """Raise ``ConfigError`` for a baseline that ``config`` may not name; one that is not there yet may be written."""
    if config.baseline is None:
        return
    wrong = repository.refusal(Path(config.folder, config.baseline), config.border)
    if wrong is not None:
        raise ConfigError([f"{config.path}: baseline: {refused(config.baseline, wrong)}"])


def in_folder(folder: Path) -> RawConfig | None:
    """The config that stands in ``folder`` itself; raises ``ConfigError`` when it cannot be read."""
    for name in CONFIGS:
        path = folder / name
        # A link to nowhere or a folder of that name was meant as a config: reading it says why it is none.
        if os.path.lexists(path):
            raw = _read(path)
            if raw is not None:
                return raw._replace(border=repository.border(folder))
    return None


def _explicit(path: Path) -> RawConfig:
    raw = _read(path)
    if raw is None:
        raise ConfigError([f"{path}: has no table [tool.recolint]"])
    return raw


def _read(path: Path) -> RawConfig | None:
    """The config in ``path``; ``None`` for a pyproject.toml that says nothing to recolint."""
    name = shown(path)
    try:
        text = files.read(path).decode("utf-8-sig").replace("\r\n", "\n")
        table = toml.parse(text)
    except OSError as error:
        raise ConfigError([f"{name}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([f"{name}: is not UTF-8 at byte {error.start}"]) from error
    except toml.TomlError as error:
        raise ConfigError([f"{name}: {error}"]) from error
    if path.name == "pyproject.toml":
        tool = table.get("tool", {})
        if not isinstance(tool, dict) or "recolint" not in tool:
            return None
        table = tool["recolint"]
        if not isinstance(table, dict):
            raise ConfigError([f"{name}: tool.recolint: got {table!r}, wanted a table"])
    return RawConfig(name, str(path.absolute().parent), table, text)

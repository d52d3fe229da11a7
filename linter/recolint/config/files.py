"""Which config files are in force for a folder: the nearest, up to the root of the repository, and what it extends."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cached_property

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING
from recolint.config import command_line, policies_given
from recolint.config.command_line import Overrides
from recolint.config.layers import ConfigError, Layer, NamedPacks
from recolint.config.stack import Stack
from recolint.config.typed import Config
from recolint.io import repository
from recolint.io.paths import is_repository, upwards
from recolint.io.repository import CONFIGS
from recolint.rule.entry import Entry
from recolint.rule.registry import Registry

if TYPE_CHECKING:
    from pathlib import Path

    from recolint.config.pack_files import PackFiles


class Sought(NamedTuple):
    """Which configs count: what makes a ``ConfigFiles``, beside the rules. Can be pickled."""

    overrides: Overrides
    explicit: str | Layer | None = None
    isolated: bool = False
    policies: tuple[str | Layer, ...] = ()


class ConfigFiles:
    """The configurations of a run, each file read once.

    ``explicit`` is a file to use for everything, or the content of one; ``isolated`` means that no file is read.
    ``overrides`` take precedence over both.
    """

    def __init__(
        self,
        registry: Registry,
        overrides: Overrides,
        *,
        explicit: str | Layer | None = None,
        isolated: bool = False,
        policies: Iterable[str | Layer] = (),
    ) -> None:
        """Read ``explicit`` if given, and the ``policies``; raises ``ConfigError`` when one is wrong."""
        policies = tuple(policies)
        self.sought = Sought(overrides, explicit, isolated, policies)
        self._registry = registry
        # First, so that no pack of a repository has their codes.
        self.policies = policies_given.load(policies, registry, self._packs) if policies else ()
        self._command_line = command_line.layer(overrides, os.getcwd())
        self._by_folder: dict[str, Stack] = {}
        """The layers of each folder so far (paths with ``/``): a run looks up the folder of each file."""
        self._fixed: Stack | None = None
        if isolated:
            self._fixed = self._stack(None)
        elif explicit is not None:
            self._fixed = self._stack(explicit if isinstance(explicit, Layer) else named(explicit))

    @cached_property
    def _packs(self) -> PackFiles:
        # Imported here, as below: many repositories have no config.
        from recolint.config.pack_files import PackFiles

        return PackFiles(self._registry)

    @property
    def named_paths(self) -> frozenset[Path]:
        """The files of the packs and of the IAM policies that the configs read so far name."""
        return frozenset(self._packs.paths).union(*(stack.iam_paths for stack in self._by_folder.values()))

    def of(self, folder: str | Path) -> Config:
        """The configuration in force in ``folder`` (absolute); raises ``ConfigError``."""
        return self._of(str(folder).replace(os.sep, "/")).whole

    def of_file(self, path: str) -> Config:
        """The configuration in force for the file ``path`` (absolute, with ``/``); raises ``ConfigError``."""
        # A run asks it of each file: in most cases, the folder is known.
        stack = self._by_folder.get(path[: path.rfind("/")]) or self._of(os.path.dirname(path))
        return stack.at(path)

    def left_out(self, path: str, folder: str) -> Config | None:
        """The configuration of ``path``, which the config of ``folder`` excludes. A folder's path ends with ``/``.

        ``None`` if no policy applies there; then the file need not be read.
        """
        return self._of(folder).left_out(path) if self.policies else None

    def _of(self, folder: str) -> Stack:
        if self._fixed is not None:
            return self._fixed
        if folder not in self._by_folder:
            self._look_up(folder)
        return self._by_folder[folder]

    def _look_up(self, folder: str) -> None:
        """Record the stack of ``folder``, and those of the folders above it up to its config."""
        below: list[str] = []
        at = folder
        while at not in self._by_folder:
            below.append(at)
            layer, above = in_folder(at), os.path.dirname(at)
            if layer is not None or at == above or is_repository(at):
                self._by_folder[at] = self._stack(layer)
            else:
                at = above
        self._by_folder.update(dict.fromkeys(below, self._by_folder[at]))

    def _stack(self, nearest: Layer | None) -> Stack:
        layers: Sequence[Layer] = ()
        packs = NamedPacks()
        if nearest is not None:
            from recolint.config.reading import extended

            layers = extended(nearest)
            # First the packs: other keys may name their rules.
            packs = self._packs.of(layers, "config")
        return Stack(layers, self._command_line, self.policies, self._registry, packs)


def packs_in_force(folder: str, registry: Registry, policies: Iterable[str]) -> tuple[Entry, ...]:
    """The rules of the packs that ``policies`` and the config in force in ``folder`` name; raises ``ConfigError``."""
    from recolint.config.pack_files import PackFiles
    from recolint.config.reading import extended

    packs = PackFiles(registry)
    owned = [rule for policy in policies_given.load(policies, registry, packs) for rule in policy.pack_rules]
    layer = in_force(folder)
    named = packs.of(extended(layer), "config").rules if layer is not None else ()
    return tuple({rule.code: rule for rule in (*owned, *named)}.values())


def in_force(folder: str) -> Layer | None:
    """The nearest config that counts in ``folder`` (absolute), as it is written; raises ``ConfigError``."""
    for at in upwards(folder):
        layer = in_folder(at)
        if layer is not None or is_repository(at):
            return layer
    return None


def in_folder(folder: str) -> Layer | None:
    """The config that is in ``folder`` (absolute) itself; raises ``ConfigError`` when it cannot be read."""
    for name in CONFIGS:
        path = os.path.join(folder, name)
        # A broken link or a folder with that name is meant as a config: reading it reports why it is not valid.
        if os.path.lexists(path):
            from recolint.config.reading import read

            layer = read(path, repository.border(folder))
            if layer is not None:
                return layer
    return None


def named(file: str) -> Layer:
    """The config in ``file``, as it is written; raises ``ConfigError``."""
    from pathlib import Path

    from recolint.config.reading import read

    path = Path(file)
    layer = read(path, None)
    if layer is None:
        raise ConfigError([f"{path}: has no table [tool.recolint]"])
    return layer

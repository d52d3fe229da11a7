"""Reads the packs that a config names: files in its repository, and packs that installed packages bring."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from recolint.base.named_tuple import NamedTuple
from recolint.base.spelling import did_you_mean
from recolint.base.static import TYPE_CHECKING
from recolint.base.text import Source
from recolint.config.layers import ConfigError, Layer, NamedPacks, Problems, RefusedPack, Speaker, Word, refused
from recolint.io import files, installed, repository
from recolint.io.paths import shown
from recolint.rule.entry import Entry
from recolint.rule.registry import Plugin, PluginError, Registry

if TYPE_CHECKING:
    from pathlib import Path, PurePath

    from recolint.config.table import Where
    from recolint.config.typed import Config
    from recolint.packs import Pack

GROUP = "recolint.packs"
"""The entry points by which packages bring packs: ``base = "acme_policy:base"`` is the file acme_policy/base.yaml."""

MAX_BYTES = 256 * 1024

_OF_PACKAGE = r"(?a)(?P<package>[A-Za-z][\w.-]+):(?P<name>\w[\w.-]*)"
_SUFFIXES = (".yaml", ".yml", ".json")


class PackFile(NamedTuple):
    """The file of a pack, and what messages call it."""

    path: Path
    name: str


class PackFiles:
    """The packs of a run, each file read once."""

    def __init__(self, registry: Registry) -> None:
        """Take the registry that learns their rules."""
        self._registry = registry
        self._read: dict[Path, tuple[Entry, ...]] = {}
        self._owned: set[str] = set()
        self.paths: set[Path] = set()
        """The files of all packs that configs name, also of invalid packs."""

    def of(self, layers: Sequence[Layer], where: Where) -> NamedPacks:
        """The packs that ``layers`` name, those of policies before any other.

        Raises ``ConfigError`` with the faults of all packs and of the layers' other keys.
        """
        problems = Problems()
        found: list[NamedPacks] = []
        unread: list[str | PurePath] = []
        for layer in layers:
            try:
                found.append(self._of(layer))
            except ConfigError as error:
                problems.texts += error.problems
                unread += error.unread
        if problems.texts:
            problems.texts += self._other_problems(layers, where)
        problems.require_none(unread)
        return NamedPacks(
            tuple(rule for one in found for rule in one.rules),
            tuple(pack for one in found for pack in one.refused),
        )

    def _other_problems(self, layers: Sequence[Layer], where: Where) -> tuple[str, ...]:
        from recolint.config.layered import LayeredTable

        try:
            with self._registry.lacking_packs():
                LayeredTable(layers, self._registry, where)
        except ConfigError as error:
            return error.problems
        return ()

    def _of(self, layer: Layer) -> NamedPacks:
        """The packs that ``layer`` names; raises ``ConfigError`` with all that is wrong."""
        named = layer.table.get("packs", [])
        if not (isinstance(named, list) and all(isinstance(text, str) for text in named)):
            return NamedPacks()  # the reader of the config's other keys reports it
        if not named:
            return NamedPacks()
        # Imported here: a config without packs does not need the module.
        from recolint.packs import OwnedPrefixError, PackError

        problems = Problems()
        paths: list[Path] = []
        rules: list[Entry] = []
        refused: list[RefusedPack] = []
        for number, text in enumerate(dict.fromkeys(named)):
            word = Word(layer, ("packs", number))
            try:
                file = located(text, layer.folder, layer.border)
                paths.append(file.path)
                self.paths.add(file.path)
                rules += self._one(file, layer.speaker)
            except OwnedPrefixError as error:
                refused.append(RefusedPack(word, error.prefix))
                self._registry.leave_out(error.words)
            except (PackError, PluginError) as error:
                problems.texts.append(str(error))
            except PackNotFoundError as error:
                problems.note(word, str(error))
        problems.require_none(paths)
        return NamedPacks(tuple(rules), tuple(refused))

    def _one(self, file: PackFile, speaker: Speaker) -> tuple[Entry, ...]:
        if file.path not in self._read:
            name, is_of_policy = str(file.path), speaker is Speaker.POLICY
            pack = read_pack(file, self._registry, name, () if is_of_policy else self._owned)
            if is_of_policy:
                self._owned.add(pack.prefix)
            self._read[file.path] = self._registry.add_pack(Plugin(name, pack.rules))
        return self._read[file.path]


class PackNotFoundError(Exception):
    """A pack that is not there, or must not be read. The message says why."""


def located(text: str, folder: str, border: str | None) -> PackFile:
    """The file of the pack that ``text`` names in a config in ``folder``; raises ``PackNotFoundError``.

    It must lie in the directory ``border``, where there is one.
    """
    found = re.fullmatch(_OF_PACKAGE, text)
    if found and not text.endswith(_SUFFIXES):
        return PackFile(_of_package(found["package"], found["name"]), text)
    if not text or "\0" in text:
        raise PackNotFoundError(f"expected a file or a package's pack, found {text!r}")
    from pathlib import Path  # as in ``PackFiles``

    path = Path(os.path.normpath(os.path.join(folder, text)))
    wrong = repository.refusal(path, border)
    if wrong is not None:
        raise PackNotFoundError(refused(text, wrong))
    return PackFile(path, shown(path))


def pack_paths(config: Config) -> Iterator[Path]:
    """The files of the packs that ``config`` names, as far as they are there."""
    for one in config.packs:
        with suppress(PackNotFoundError):
            yield located(one.text, one.word.layer.folder, one.word.layer.border).path


def _of_package(package: str, name: str) -> Path:
    """The file that ``package`` brings as ``name``: by an entry point, or as it lies in the package."""
    from recolint.io import packages  # as in ``PackFiles``

    brought = {}
    for one in installed.entry_points(GROUP):
        if _bare(package) in (_bare(one.package), _bare(one.module), _bare(one.module.partition(".")[0])):
            brought[one.name] = one.value
    module, _, resource = brought.get(name, f"{package}:{name}").partition(":")
    folder = packages.folder(module.strip())
    if folder is None and not brought:
        raise PackNotFoundError(f"the package {package} of {package}:{name} is not installed")
    paths = [folder / f"{resource.strip()}{suffix}" for suffix in ("", *_SUFFIXES)] if folder is not None else []
    found = next((path for path in paths if path.is_file()), None)
    if found is not None:
        return found
    hint = did_you_mean(name, brought)
    raise PackNotFoundError(f"the package {package} does not bring a pack {name!r}{hint}")


def _bare(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pack(file: PackFile, registry: Registry, label: str, owned: Collection[str] = ()) -> Pack:
    """The pack in ``file``, which ``registry`` knows as ``label`` if it does; raises as its reader does.

    ``owned`` are the prefixes of policies that it must not have.
    """
    from recolint.packs import read

    try:
        data = files.read(file.path, MAX_BYTES)
    except OSError as error:
        raise PackNotFoundError(f"{file.name}: cannot be read: {error.strerror}") from error
    return read(Source.decode(file.name, data), registry.taken(label), owned)

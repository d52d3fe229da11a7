"""The policies that a user names: a file each, or a file in an installed package."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping

from recolint.base.static import TYPE_CHECKING
from recolint.config.layers import ConfigError, Layer, Speaker
from recolint.io.paths import repository_of, shown
from recolint.rule.registry import Registry

if TYPE_CHECKING:
    from pathlib import Path

    from recolint.config.pack_files import PackFiles
    from recolint.config.policy import Policy

VARIABLE = "RECOLINT_POLICY"
"""The variable of the environment that names policies, one a line."""


def named(options: Iterable[str], environment: Mapping[str, str]) -> tuple[str, ...]:
    """The policies of the command line and those of the ``environment``: one does not replace the other."""
    lines = (line.strip() for line in environment.get(VARIABLE, "").splitlines())
    return (*options, *(line for line in lines if line))


def load(given: Iterable[str | Layer], registry: Registry, packs: PackFiles) -> tuple[Policy, ...]:
    """The policies ``given``, each once; raises ``ConfigError``."""
    given = tuple(given)
    return tuple(_loaded(given, registry, packs)) if given else ()


def _loaded(given: Iterable[str | Layer], registry: Registry, packs: PackFiles) -> Iterator[Policy]:
    # Imported here, as below: most runs have no policy.
    from recolint.config.reading import read

    seen: set[str] = set()

    for one in given:
        if isinstance(one, Layer):
            yield of_layer(one.path, one, registry, packs)
            continue
        path = _path(one)
        if (real := os.path.realpath(path)) not in seen:
            seen.add(real)
            layer = read(path, None, Speaker.POLICY, base())
            if layer is None:
                raise ConfigError([f"{shown(path)}: has no table [tool.recolint]"])
            yield of_layer(one, layer, registry, packs)


def of_layer(name: str, nearest: Layer, registry: Registry, packs: PackFiles) -> Policy:
    """The policy ``name`` in ``nearest``, with all that it extends; raises ``ConfigError``."""
    from recolint.config.policy import Policy
    from recolint.config.reading import extended

    layers = extended(nearest)
    return Policy(name, layers, registry, packs.of(layers, "policy").rules)


def base() -> str:
    """The folder that patterns of a policy count from: the repository that is checked, not the folder of the policy."""
    here = os.getcwd()
    return (repository_of(here) or here).replace(os.sep, "/")


def _path(name: str) -> Path:
    if not name:
        # A variable that is not set must not be taken for no policy.
        raise ConfigError(["--policy: expected a file or package:name, found an empty text"])
    from pathlib import Path

    from recolint.config.reading import is_packaged, packaged

    if is_packaged(name):
        path = packaged(name)
        if path is None:
            raise ConfigError([f"--policy: {name!r} is not in an installed package; expected package:name, or a file"])
        return path
    return Path(name)

"""The policies that the hook and the CI files of ``recolint init`` pass to the check."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from recolint.base.named_tuple import NamedTuple
from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams
from recolint.config import policies_given
from recolint.config.pack_files import PackFiles
from recolint.config.reading import is_packaged
from recolint.rule import registry

_GUIDE = "https://github.com/recolint/recolint/blob/main/docs/policy.md#3-where-the-policy-must-run"


class CiPolicies(NamedTuple):
    """The policies after ``--policy`` in CI files: files relative to the repository's root, and ``package:name``."""

    names: tuple[str, ...] = ()

    @property
    def options(self) -> str:
        """The options after ``recolint check``."""
        return "".join(f" --policy {one}" for one in self.names)

    @property
    def hook_arguments(self) -> str:
        """The key of a pre-commit hook; empty without a policy."""
        words = ", ".join(f"--policy, {one}" for one in self.names)
        return f"\n        args: [{words}]" if words else ""

    def comment(self, indent: str) -> str:
        """Notes for the owner of a CI file, as YAML comments on lines of their own; empty without a policy."""
        lines = list(self._notes()) if self.names else []
        return "".join(f"\n{indent}# {line}" for line in lines)

    def _notes(self) -> Iterator[str]:
        yield "A pull request can change this file and drop --policy. If the policy must hold, run it in a workflow"
        yield f"outside of this repository: {_GUIDE}"
        for package in dict.fromkeys(one.partition(":")[0] for one in self.names if is_packaged(one)):
            yield f"Install the package {package} from your index first."


def of_ci(options: tuple[str, ...], root: Path, streams: Streams) -> CiPolicies:
    """The policies of the command line and the environment that the repository ``root`` can name.

    Raises ``UserError`` for one that is wrong, and for an option that names a file outside of the repository.
    """
    named = policies_given.named(options, streams.environment)
    if named:
        rules = registry.load()
        policies_given.load(named, rules, PackFiles(rules))
    found: list[str] = []
    for number, name in enumerate(named):
        in_repository = name if is_packaged(name) else _relative(name, root)
        if in_repository is not None:
            found.append(_safe(in_repository))
            continue
        why = f"{name!r} is outside of the repository, so CI cannot find it; use package:name"
        if number < len(options):
            raise UsageError(f"--policy: {why}")
        streams.say(f"{policies_given.VARIABLE}: {why}; hook and CI do not pass it")
    return CiPolicies(tuple(dict.fromkeys(found)))


def _relative(name: str, root: Path) -> str | None:
    """The file ``name`` as a workflow in ``root`` names it; ``None`` for one that is not in it."""
    path, top = Path(os.path.realpath(name)), Path(os.path.realpath(root))
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else None


def _safe(name: str) -> str:
    if not re.fullmatch(r"[\w./:@+-]+", name):
        raise UsageError(f"--policy: {name!r} has characters that are not allowed in a CI file; rename the file")
    return name

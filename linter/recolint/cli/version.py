"""``recolint version``."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib import metadata

import recolint
from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import flag
from recolint.cli.check.ages import ages
from recolint.cli.command import Command
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams
from recolint.config.pack_files import GROUP
from recolint.io.installed import entry_points
from recolint.io.packages import commit
from recolint.request.contract import botocore_version
from recolint.rule import registry
from recolint.rule.registry import Registry

LIBRARIES = (
    "boto3", "botocore", "cerberus", "filelock", "jmespath", "platformdirs", "ruamel.yaml", "ruamel.yaml.clib",
    "tabulate", "wcwidth",
)  # fmt: skip
OF_EXTRAS = ("pygls", "mcp", "pytest", "distributed")
"""Libraries of extras: listed if they are installed."""


class Arguments(NamedTuple):
    """How much is printed."""

    verbose: bool = flag("also print libraries, rule packages and the age of data")


def run(arguments: Arguments, streams: Streams) -> int:
    """Print name and version; with ``--verbose`` what a bug report needs, without paths and credentials."""
    streams.write(f"recolint {recolint.__version__}\n")
    if arguments.verbose:
        streams.write("".join(f"{line}\n" for line in _details(registry.load(), streams)))
    return Exit.CLEAN


def _details(rules: Registry, streams: Streams) -> Iterator[str]:
    source = commit("recolint")
    yield f"commit: {source or 'unknown (installed from a package, or not from a git repository)'}"
    yield f"Python: {platform.python_implementation()} {platform.python_version()}"
    yield f"system: {platform.system()} {platform.release()} {platform.machine()}"
    yield "libraries:"
    for name in LIBRARIES:
        yield f"  {name} {_version(name) or 'not installed'}"
    for name in OF_EXTRAS:
        if version := _version(name):
            yield f"  {name} {version}"
    yield "rule packages:"
    for plugin in rules.plugins:
        yield f"  {plugin.package} {_version(plugin.package) or ''}: {len(plugin.rules)} rules"
    packs = sorted({(one.package, one.name) for one in entry_points(GROUP)})
    if packs:
        yield "packs:"
    for package, name in packs:
        yield f"  {package} {_version(package) or ''}: {name}"
    yield "data:"
    for name, day in ages(rules):
        detail = f" (botocore {botocore_version})" if name == "service model" else ""
        yield f"  {name}{detail}: {day}, {(streams.today - day).days} days old"


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


COMMAND = Command(Arguments, run)

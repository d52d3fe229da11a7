"""``recolint check --watch``: check again whenever a spec changes, or a config, baseline or policy that it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from typing import NoReturn

from recolint.base.errors import UserError
from recolint.check.discover import Request, listing
from recolint.cli.arguments import option_of
from recolint.cli.check.arguments import Arguments
from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams
from recolint.config.files import ConfigFiles
from recolint.config.layers import ConfigError
from recolint.config.pack_files import pack_paths
from recolint.io.repository import CONFIGS
from recolint.rule.registry import Registry

INTERVAL = 0.5
"""Seconds between two looks at the files: soon enough for a person, and next to no work."""

_State = dict[str, tuple[int, ...]]
"""By watched file: the time of its last change, its size and its inode."""


def refuse_contradictions(arguments: Arguments) -> None:
    """Raise ``UsageError`` for options that ask for what is done once."""
    if "-" in arguments.paths:
        raise UsageError("--watch does not accept standard input")
    for name, value in arguments.fixes._asdict().items():
        if value:
            raise UsageError(f"--watch only checks; remove {option_of(name)}")


def watch(
    arguments: Arguments, streams: Streams, request: Request, rules: Registry, check: Callable[[], int]
) -> NoReturn:
    """Run ``check`` now and at each change, until Ctrl-C. It reports a broken config or a missing path and waits."""
    seen = _state(arguments, streams, request, rules)
    while True:
        _clear(streams)
        try:
            check()
        except UserError as error:
            streams.say(str(error))
        streams.say("watching for changes; press Ctrl-C to stop")
        while (now := _state(arguments, streams, request, rules)) == seen:
            sleep(INTERVAL)
        # An editor may write a file in several steps.
        while now != seen:
            sleep(INTERVAL)
            now, seen = _state(arguments, streams, request, rules), now


def _clear(streams: Streams) -> None:
    if streams.stdout.isatty() and streams.environment.get("TERM") != "dumb":
        streams.write("\x1b[H\x1b[2J")


def _state(arguments: Arguments, streams: Streams, request: Request, rules: Registry) -> _State:
    try:
        configs = arguments.configs(rules, streams.environment)
        paths = [Path(one.path).absolute() for one in listing(request, configs, [])]
        files = {*paths, *_around(request, configs, paths)}
        files.update(Path(file) for policy in configs.policies for file in policy.files)
    except UserError as error:
        # Nothing can be listed while a config is broken or a path is missing; then these say when to look again.
        files = {Path(path).absolute() for path in request.paths} | set(_configs(_tops(request)))
        files |= {Path(file) for file in error.unread} if isinstance(error, ConfigError) else set()
    files |= {Path(file).absolute() for file in (arguments.config.file.config, arguments.verdict.baseline) if file}
    return {str(path): stamp for path in files if (stamp := _stamp(path)) is not None}


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def _around(request: Request, configs: ConfigFiles, paths: list[Path]) -> Iterator[Path]:
    """The files that say how the specs in ``paths`` are checked."""
    folders = {path.parent for path in paths} | _tops(request)
    yield from _configs(folders)
    for config in map(configs.of, folders):
        yield from map(Path, config.files)
        if config.baseline:
            yield Path(config.baseline.path)
        yield from pack_paths(config)
        for policy in config.iam.names() if config.iam else ():
            yield Path(policy.path)


def _tops(request: Request) -> set[Path]:
    paths = [Path(path).absolute() for path in request.paths]
    return {path if path.is_dir() else path.parent for path in paths}


def _configs(folders: set[Path]) -> Iterator[Path]:
    """Where configs of ``folders`` may be: in these and in their parents."""
    above = {parent for folder in folders for parent in (folder, *folder.parents)}
    return (folder / name for folder in above for name in (*CONFIGS, ".gitignore"))

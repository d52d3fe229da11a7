"""From a task to its text, never more of it than the config in force allows. The only module that reads specs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from recolint.base.text import Source, Span, visible
from recolint.check.hosted import MAX_BYTES, is_code
from recolint.check.tasks import FileTask, Input, Lines, PathError
from recolint.config.files import ConfigFiles
from recolint.config.patterns import relative
from recolint.config.typed import Config
from recolint.document import Fault, FaultKind, Format
from recolint.hosts.encoding import decoded
from recolint.io import files
from recolint.io.folder import Folders
from recolint.io.paths import by_name

LARGEST_LOOKED_AT = 16 * 1024 * 1024
"""With policies, how many bytes of a too large file recolint reads at most, to find out whether it is a spec."""


def config_of(task: FileTask | Lines, configs: ConfigFiles) -> Config:
    """The config in force for the file of ``task``."""
    return _config_at(_place(task), task, configs)


def _config_at(at: str, task: FileTask | Lines, configs: ConfigFiles) -> Config:
    config = None if task.left_out is None else configs.left_out(at, task.left_out.folder)
    return config or configs.of_file(at)


def _place(task: FileTask | Lines) -> str:
    return (task.place if isinstance(task, FileTask) else None) or place(task.path)


def place(path: str) -> str:
    """Where the file ``path`` is, absolute, with ``/``."""
    return by_name(path).replace(os.sep, "/")


def read(task: FileTask | Lines, configs: ConfigFiles, folders: Folders) -> Iterator[Input]:
    """The inputs of ``task``: one, or one for each line with text. Raises ``PathError`` for what cannot be read."""
    at = _place(task)
    config = _config_at(at, task, configs)
    name = relative(config.folder, at)
    if isinstance(task, FileTask):
        data = task.data if task.data is not None else _from_disk(task, config, folders)
        whole = Input(decoded(task.path, data), config, name, task.named, is_code=task.is_code)
        yield _within_limits(task, whole, len(data), "file", configs)
        return
    texts = task.lines
    if texts is None:
        from recolint.io import lines  # here, as below: most files have one spec

        most = max(config.max_file_size, most_of_policies(config))
        with _named(task.path):
            texts = lines.again(task.source, task.offset, task.number, most)
    for number, data in enumerate(texts, start=task.first):
        if data.strip():
            source = Source.decode(task.path, data)._replace(format=Format.JSON, first=number)
            whole = Input(source, config, name, task.named, is_code=task.is_code)
            yield _within_limits(task, whole, len(data), "line", configs)


def _from_disk(task: FileTask, config: Config, folders: Folders) -> bytes:
    if task.kept is None:
        if task.place is not None:
            data = folders.beginning(task.place, config.max_file_size + 1)
            if data is not None and len(data) <= config.max_file_size:
                return data
        return beginning(task.path, config, reader(task.path))
    from recolint.io import lines

    with _named(task.path):
        return lines.piece(task.kept.source, task.kept.offset, task.kept.size)


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Turns an error of reading the file ``path`` into a ``PathError``."""
    try:
        yield
    except OSError as error:
        raise PathError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        # Only a Python program can pass such a name: with a NUL, or with half of a surrogate pair.
        raise PathError(f"{visible(path)}: cannot be read: not the name of a file") from error


def _within_limits(task: FileTask | Lines, whole: Input, size: int, what: str, configs: ConfigFiles) -> Input:
    """``whole`` with a fault where it is larger than its config allows, and for the rules that then look at it."""
    config = whole.config
    if task.left_out is not None:
        whole = whole._replace(left_out=task.left_out.attempt)
    if size <= config.max_file_size and not config.has_locked_only:
        return whole
    limit, most = _limit(task.path, config), most_of_policies(config)
    if size <= (most if config.has_locked_only else limit):
        return whole
    at = place(task.path)
    locked = configs.left_out(at, os.path.dirname(at)) if size <= most else None
    if locked is None:
        return whole._replace(fault=_too_large(what, limit, "it was not read"))
    from recolint.check import attempts  # which only policies need

    said = config.said.get("max_file_size")
    return whole._replace(
        config=locked,
        fault=_too_large(what, limit, "only the rules of policies ran"),
        left_out=attempts.of_file_left_out(said, locked) if said is not None else None,
    )


def _limit(path: str, config: Config) -> int:
    """How large the file ``path`` may be: of code more than of a spec, since notebooks hold images."""
    return max(config.max_file_size, MAX_BYTES) if is_code(path) else config.max_file_size


def most_of_policies(config: Config) -> int:
    """The maximum size of a file that the policies of ``config`` require to be checked; 0: none."""
    return max((policy.max_file_size for policy in config.policies), default=0)


def reader(path: str) -> Callable[[int], bytes]:
    return partial(files.read_spec, path)


def beginning(path: str, config: Config, read: Callable[[int], bytes]) -> bytes:
    """The beginning of the file, at most one byte more than the limits: memory stays bounded."""
    most = most_of_policies(config)
    with _named(path):
        return read(max(_limit(path, config), most and max(most, LARGEST_LOOKED_AT)) + 1)


def _too_large(what: str, limit: int, done: str) -> Fault:
    return Fault(
        FaultKind.TOO_LARGE,
        f"the {what} is larger than {limit} bytes, far more than a job spec needs; {done}",
        Span(0, 0),
        help="if it is a spec, raise max-file-size in the config",
    )


def input_of(source: Source, configs: ConfigFiles) -> Input:
    """A text that the caller has, as that of the file at its path, named by the user; raises ``ConfigError``."""
    at = place(source.path)
    config = configs.of_file(at)
    return Input(source, config, relative(config.folder, at), named=True)

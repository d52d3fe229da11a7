"""Values of options that name a file: ``file://`` and ``fileb://``, as the AWS CLI reads them."""

from __future__ import annotations

import os
from pathlib import Path

from recolint.cli.exits import UsageError
from recolint.io import files

_TEXT, _BINARY = "file://", "fileb://"


def named_file(text: str) -> str | None:
    """The path that ``text`` names, its ``~`` and variables filled in; ``None`` when it is a value itself."""
    for prefix in (_TEXT, _BINARY):
        if text.startswith(prefix):
            return os.path.expandvars(os.path.expanduser(text.removeprefix(prefix)))  # noqa: PTH111  Path drops a slash
    return None


def load(text: str) -> str:
    """The content of the file that ``text`` names, its line ends as ``\\n``, else ``text``; raises ``UsageError``."""
    path = named_file(text)
    if path is None:
        return text
    try:
        return files.read(Path(path)).decode().replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise UsageError(f"{text}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{text}: is not UTF-8 at byte {error.start}") from error
    except ValueError as error:
        # A path with a null byte in it.
        raise UsageError(f"{text}: cannot be read: {error}") from error


def load_member(text: str) -> str:
    """As ``load``, for a value of the request; the request has no binary values."""
    if text.startswith(_BINARY):
        raise UsageError(f"{text}: {_BINARY} is for binary values, and the request has none; write {_TEXT}")
    return load(text)

"""The kinds of files that may contain requests, and a quick look whether one does."""

from __future__ import annotations

import os
import re
from enum import Enum

from recolint.base.text import suffix


class HostKind(Enum):
    """The kind of a file, by its name; for a file without a suffix, by its first line."""

    PYTHON = "Python"
    NOTEBOOK = "notebook"
    SHELL = "shell script"
    MARKDOWN = "Markdown"
    MAKEFILE = "makefile"
    PIPELINE = "CI pipeline"
    DATA = "state machine, trail or saved answer"
    """JSON or YAML that is not a spec; its content shows which of these it is."""


_SUFFIXES = {
    ".py": HostKind.PYTHON,
    ".ipynb": HostKind.NOTEBOOK,
    ".sh": HostKind.SHELL,
    ".bash": HostKind.SHELL,
    ".md": HostKind.MARKDOWN,
    ".mk": HostKind.MAKEFILE,
    ".json": HostKind.DATA,
    ".jsonl": HostKind.DATA,
    ".yaml": HostKind.DATA,
    ".yml": HostKind.DATA,
}
_NAMES = {"Makefile": HostKind.MAKEFILE, "makefile": HostKind.MAKEFILE, "GNUmakefile": HostKind.MAKEFILE}
_SHEBANG = rb"#![^\n]*\b(?:(ba|da|k|z)?sh|(python)[0-9.]*)\b"


def kind(path: str, data: bytes) -> HostKind | None:
    """The kind of the host file ``path`` with ``data``; ``None`` for one that is not read."""
    if is_pipeline(path):
        return HostKind.PIPELINE
    ending = suffix(path)
    if ending:
        return _SUFFIXES.get(ending)
    known = _NAMES.get(os.path.basename(path))  # noqa: PTH119  a run asks it of each file
    if known is not None:
        return known
    shebang = re.match(_SHEBANG, data)
    return None if shebang is None else HostKind.PYTHON if shebang[2] else HostKind.SHELL


def is_pipeline(path: str) -> bool:
    """Whether the file ``path`` is one of GitHub's workflows or actions, or GitLab's CI file."""
    if ".git" not in path:
        return False
    from pathlib import PurePath

    pure = PurePath(path)
    if pure.name in {".gitlab-ci.yml", ".gitlab-ci.yaml"}:
        return True
    return pure.suffix in {".yml", ".yaml"} and pure.parts[-3:-1] == (".github", "workflows")


_SIGNS = (
    b"create_inference_recommendations_job",
    b"create-inference-recommendations-job",
    b"reateInferenceRecommendationsJob",
    b"right_size",
    b"InputConfig",
    b"inputConfig",
)
"""One of these is in every request that a reader finds: the names of the call, or a member that every request has."""


def mentions_request(data: bytes) -> bool:
    """Whether a reader may find a request in ``data``. False means that no reader does."""
    return any(sign in data for sign in _SIGNS)

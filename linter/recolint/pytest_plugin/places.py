"""The line of the tested code that makes a call."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path
from types import FrameType

from recolint.pytest_plugin.requests import Place

BETWEEN = frozenset({"aioboto3", "aiobotocore", "boto3", "botocore", "moto", "recolint", "sagemaker", "sagemaker_core"})
"""Packages that call boto3 for others, such as ``right_size()`` of the SageMaker SDK."""

_LIBRARY = tuple({sysconfig.get_path(name) + os.sep for name in ("stdlib", "platstdlib")})
_INSTALLED = ("site-packages", "dist-packages")


def calling(frame: FrameType | None, folder: Path) -> Place | None:
    """The innermost place of ``frame`` and its callers outside the standard library and ``BETWEEN``.

    ``None`` if no caller is, as in a thread that runs the client's method itself. Paths are relative to ``folder``.
    """
    while frame is not None:
        if _is_tested(frame):
            return Place(shown(frame.f_code.co_filename, folder), frame.f_lineno)
        frame = frame.f_back
    return None


def _is_tested(frame: FrameType) -> bool:
    name = frame.f_code.co_filename
    if name.startswith("<") or str(frame.f_globals.get("__name__")).partition(".")[0] in BETWEEN:
        return False
    return not name.startswith(_LIBRARY) or any(f"{os.sep}{one}{os.sep}" in name for one in _INSTALLED)


def shown(path: str | os.PathLike[str], folder: Path) -> str:
    """``path``, relative to ``folder`` if it is below."""
    absolute = Path(path)
    return str(absolute.relative_to(folder)) if absolute.is_relative_to(folder) else str(absolute)

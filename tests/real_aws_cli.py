"""The AWS CLI that is installed beside the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

PLACES = f"/usr/bin{os.pathsep}{os.environ.get('PATH', '')}"


@cache
def aws_cli(version: int = 2) -> str | None:
    """An installed AWS CLI of that major version, or ``None``."""
    for folder in PLACES.split(os.pathsep):
        found = shutil.which("aws", path=folder)
        if found is not None:
            told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
            if told.startswith(f"aws-cli/{version}."):
                return found
    return None

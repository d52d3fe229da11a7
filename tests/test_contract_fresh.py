"""The recorded contract is what the installed botocore says of the request."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import botocore
import pytest

from recolint.request.contract import botocore_version

SCRIPT = Path(__file__).parents[1] / "scripts" / "refresh_contract.py"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def test_the_recorded_contract_is_what_the_installed_botocore_says() -> None:
    recorded, installed = _numbers(botocore_version), _numbers(botocore.__version__)
    if installed < recorded:
        pytest.skip(f"botocore {botocore.__version__} is older than {botocore_version}, which is recorded")
    run = subprocess.run([sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False)
    advice = (
        "the request has changed; run: python scripts/refresh_contract.py"
        if installed > recorded
        else "edited by hand?"
    )
    assert run.returncode == 0, f"{advice}\n{run.stdout}{run.stderr}"


def test_a_refresh_shows_a_changed_bound_but_not_a_new_version_alone() -> None:
    script = runpy.run_path(str(SCRIPT))
    fresh = script["contract"]()
    assert script["difference"](script["text"](fresh | {"botocore": "1.0.0"}), fresh) == ""
    older = {**fresh, "shapes": {**fresh["shapes"], "UsersPerStep": {"type": "integer", "min": 1, "max": 2}}}
    changed = script["difference"](script["text"](older), fresh).splitlines()
    assert [line for line in changed if line.startswith(("- ", "+ "))] == ['-   "max": 2', '+   "max": 3']

"""Goldens through the front door: a folder of specs, and the exact text that each format gives.

``RECOLINT_ACCEPT=1 pytest tests/test_goldens.py`` writes what is given now; read it before you commit it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import recolint as package
from command_line import recolint
from recolint.report import FORMATS

GOLDENS = Path(__file__).parent / "goldens"
CASES = sorted(path for path in GOLDENS.iterdir() if path.is_dir())


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_report_is_as_accepted(case: Path, form: str, tmp_path: Path) -> None:
    # In a separate directory, since some formats write paths relative to the root of the repository.
    specs = shutil.copytree(case / "specs", tmp_path / "specs")
    outcome = recolint("check", "--isolated", "--output-format", form, cwd=specs)
    assert outcome.err == ""
    given = outcome.out.replace(package.__version__, "@VERSION@")
    golden = case / f"{form}.out"
    if os.environ.get("RECOLINT_ACCEPT"):
        golden.write_text(given, "utf-8", newline="")
    assert given == golden.read_text("utf-8"), "if this is meant: RECOLINT_ACCEPT=1 pytest tests/test_goldens.py"

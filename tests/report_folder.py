"""A folder with faults of each severity, for the tests of reports."""

from __future__ import annotations

from pathlib import Path

from command_line import recolint
from specs import DEFAULT

FAULTY = DEFAULT.replace("Default", "default")
"""One error: RL108."""

MIXED = (
    FAULTY.replace("probe", "a-name-with-more-than-forty-characters-in-it")
    + "StoppingConditions: null  # recolint: ignore[RL103] see TICKET-41\n"
)
"""An error (RL108), a warning (RL301), and an error that is suppressed (RL103)."""


def mixed(folder: Path) -> Path:
    """``folder`` with a clean spec and ``MIXED``."""
    (folder / "clean.yaml").write_text(DEFAULT.replace("probe", "clean"))
    (folder / "mixed.yaml").write_text(MIXED)
    return folder


def report(folder: Path, form: str, *options: str) -> str:
    """What a check of ``folder`` prints in the format ``form``."""
    outcome = recolint("check", "--output-format", form, *options, cwd=folder)
    assert outcome.err == ""
    return outcome.out

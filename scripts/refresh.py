"""Refresh all data from their sources, and show the changes: run it before a release.

Usage, from the root of a checkout with the dev extra and cfn-lint installed: python scripts/refresh.py

It writes files and commits nothing: read the diff, then commit. Prices are not shipped: ``recolint prices fetch``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STEPS = ("contract", "regions", "instances", "hosting", "managed_policies", "docs")
RULES = ROOT / "rules/recolint_rules/__init__.py"
FILES = {"instance types": "instances", "Regions of instance types": "hosting", "Regions": "regions"}
"""The names under which ``recolint version --verbose`` shows the files of ``facts/data``."""


def dates() -> tuple[tuple[str, str], ...]:
    """The day of each file of ``facts/data``, under its name."""
    folder = RULES.parent / "facts/data"
    return tuple(
        (name, json.loads((folder / f"{file}.json").read_text("utf-8"))["date"]) for name, file in FILES.items()
    )


def main() -> None:
    """Run every step, note the dates, and print the diff."""
    for step in STEPS:
        subprocess.run([sys.executable, str(ROOT / f"scripts/refresh_{step}.py")], check=True, cwd=ROOT)
    lines = "".join(f'    ("{name}", "{day}"),\n' for name, day in dates())
    text = re.sub(r"^DATA = \(\n.*?^\)", f"DATA = (\n{lines})", RULES.read_text("utf-8"), flags=re.M | re.S)
    RULES.write_text(text, "utf-8")
    subprocess.run(["git", "--no-pager", "diff", "--stat"], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()

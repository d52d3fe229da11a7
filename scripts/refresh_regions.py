"""Write the partitions and Regions of AWS from the data in the installed botocore.

Usage: python scripts/refresh_regions.py [--check]

With --check nothing is written: a difference is printed, and the exit code is 1. The recorded version of botocore and
the day are not compared, since botocore is released far more often than Regions are opened.
"""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import botocore
from botocore.loaders import Loader

TARGET = Path(__file__).parents[1] / "rules" / "recolint_rules" / "facts" / "data" / "regions.json"


def partitions() -> dict[str, Any]:
    """By partition: its Regions, the suffix of its hosts, and the regular expression for future Regions."""
    loader = Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    return {
        partition["id"]: {
            "form": partition["regionRegex"].removeprefix("^").removesuffix("$"),
            "suffix": partition["outputs"]["dnsSuffix"],
            # Names such as aws-global are for services without a Region.
            "regions": sorted(name for name in partition["regions"] if not name.endswith("-global")),
        }
        for partition in loader.load_data("partitions")["partitions"]
    }


def text(version: str, day: str, found: dict[str, Any]) -> str:
    """The file: a header, then one Region a line."""
    header = {"source": "botocore", "licence": "Apache-2.0", "version": version, "date": day}
    return json.dumps(header | {"partitions": found}, indent=1) + "\n"


def recorded_version() -> str:
    """The version of botocore that the file is from."""
    version: str = json.loads(TARGET.read_text(encoding="utf-8"))["version"]
    return version


def difference(recorded: str, found: dict[str, Any]) -> str:
    """The changes of a refresh except the version of botocore and the date, as a unified diff; may be empty."""
    header = json.loads(recorded)
    fresh = text(header["version"], header["date"], found)
    lines = (recorded.splitlines(keepends=True), fresh.splitlines(keepends=True))
    return "".join(difflib.unified_diff(*lines, "recorded", f"botocore {botocore.__version__}"))


def main() -> int:
    """Write the file, or compare it."""
    parser = argparse.ArgumentParser(description="Write data/regions.json from the installed botocore.")
    parser.add_argument("--check", action="store_true", help="only print what would change; exit 1 if anything does")
    if not parser.parse_args().check:
        today = datetime.now(UTC).date().isoformat()
        TARGET.write_text(text(botocore.__version__, today, partitions()), encoding="utf-8")
        return 0
    changes = difference(TARGET.read_text(encoding="utf-8"), partitions())
    print(changes, end="")
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())

"""Write the Regions that host each instance type from the price lists in the installed cfn-lint.

Usage: pip install cfn-lint, then python scripts/refresh_hosting.py

cfn-lint is needed for this alone.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

SOURCE = "cfnlint/data/schemas/extensions/aws_sagemaker_hosting/instancetype_enum.json"
TARGET = Path(__file__).parents[1] / "rules" / "recolint_rules" / "facts" / "data" / "hosting.json"


def families(listed: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """For each family, its sizes in groups: those of one group are hosted in the same Regions."""
    regions: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for region, schema in sorted(listed.items()):
        # The mapping contains a description besides the Regions.
        for instance_type in schema["enum"] if isinstance(schema, dict) else ():
            _, family, size = instance_type.split(".")
            regions[family][size].append(region)
    return {family: grouped(sizes) for family, sizes in sorted(regions.items())}


def grouped(sizes: dict[str, list[str]]) -> list[dict[str, str]]:
    """The sizes that have the same Regions, together; words are separated by spaces."""
    groups: dict[str, list[str]] = defaultdict(list)
    for size, regions in sorted(sizes.items()):
        groups[" ".join(regions)].append(size)
    return [{"sizes": " ".join(group), "regions": regions} for regions, group in groups.items()]


def text(version: str, day: str, listed: dict[str, Any]) -> str:
    """The file: a header, then one family a line."""
    header = {
        "source": f"SageMaker's hosting price lists as shipped by cfn-lint ({SOURCE})",
        "licence": "MIT-0",
        "version": version,
        "date": day,
    }
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(groups)}" for name, groups in families(listed).items())
    return json.dumps(header, indent=1).removesuffix("\n}") + f',\n "families": {{\n{lines}\n }}\n}}\n'


def main() -> int:
    """Write the file."""
    cfn_lint = distribution("cfn-lint")
    listed = json.loads(Path(str(cfn_lint.locate_file(SOURCE))).read_text(encoding="utf-8"))
    TARGET.write_text(text(cfn_lint.version, datetime.now(UTC).date().isoformat(), listed), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

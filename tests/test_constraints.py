"""Every known constraint is covered by a rule, or listed with the reason why not."""

from __future__ import annotations

import re
from pathlib import Path

from recolint.rule import registry

FOLDER = Path(__file__).parent.parent / "docs" / "rules"
LAST = {
    "ARN": 5, "CC": 30, "DSC": 2, "ENV": 11, "EPC": 18, "EXI": 7, "FIL": 16, "JT": 13, "KMS": 11, "LIM": 8, "NAM": 6,
    "OUT": 6, "PAY": 12, "ROL": 5, "SRC": 12, "STP": 10, "SVL": 12, "TAG": 10, "TRF": 27, "TYP": 1, "VPC": 9,
}  # fmt: skip
"""The parts of the catalogue of constraints, and the last number of each."""
UNUSED = {"R-EPC-05"}


def rows(name: str) -> dict[str, str]:
    """The constraints in the table of the page ``name``, each with the rest of its row."""
    found: dict[str, str] = {}
    for match in re.finditer(r"^\| (R-[A-Z]+-\d\d) \| (.*) \|$", (FOLDER / name).read_text("utf-8"), re.MULTILINE):
        assert match[1] not in found, f"{match[1]} stands twice in {name}"
        found[match[1]] = match[2]
    return found


def test_every_constraint_is_covered_or_listed_with_a_reason() -> None:
    covered, listed = rows("constraints.md"), rows("not-checked.md")
    known = {f"R-{part}-{number:02}" for part, last in LAST.items() for number in range(1, last + 1)} - UNUSED
    assert covered.keys() | listed.keys() == known
    assert not covered.keys() & listed.keys()


def test_every_rule_of_the_table_exists() -> None:
    codes = {rule.code for rule in registry.load().rules}
    for constraint, text in rows("constraints.md").items():
        named = re.findall(r"\[(RL\d{3})\]\(\1\.md\)", text)
        assert named, constraint
        assert set(named) <= codes, constraint

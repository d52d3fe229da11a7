"""Write docs/rules from the rules: a page a rule, and the table of all."""

from __future__ import annotations

from pathlib import Path

from recolint.rule import pages, registry

FOLDER = Path(__file__).parent.parent / "docs" / "rules"


def main() -> None:
    """Write the pages, and delete those of rules that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    known = registry.load()
    rules = [rule for rule in known.rules if known.package(rule.code) == "recolint"]
    for stale in {path.stem for path in FOLDER.glob("RL*.md")} - {rule.code for rule in rules}:
        (FOLDER / f"{stale}.md").unlink()
    for rule in rules:
        (FOLDER / f"{rule.code}.md").write_text(pages.markdown(rule), "utf-8")
    (FOLDER / "README.md").write_text(pages.index(tuple(rules)), "utf-8")
    print(f"{len(rules)} pages in {FOLDER.name}")


if __name__ == "__main__":
    main()

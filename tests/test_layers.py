"""Dependencies run one way, each library stays behind its module, and effects stay at the edges."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import recolint
import recolint_rules

HOUSE = Path(recolint.__file__).parent
RULES = Path(recolint_rules.__file__).parent

ORDER = (
    "text",
    "json_text",
    "mistake",
    "stops",
    "foreign",
    "spelling",
    "toml",
    "glob",
    "pattern",
    "arn",
    "s3_uri",
    "finding",
    "landing",
    "fingerprint",
    "document",
    "contract",
    "view",
    "job",
    "recognition",
    "others",
    "iam",
    "account",
    "plan",
    "rule",
    "options",
    "soundness",
    "registry",
    "suppress",
    "fix",
    "annotate",
    "suppress_tables",
    "policy_config",
    "config",
    "schemas",
    "paths",
    "repository",
    "atomic",
    "files",
    "policy_files",
    "gitignore",
    "git_index",
    "config_files",
    "engine",
    "online",
    "discover",
    "mask",
    "placed",
    "announce",
    "repeats",
    "file_reports",
    "no_specs",
    "run",
    "baseline",
    "baseline_files",
    "rewrite",
    "pages",
    "results",
    "report",
    "testing",
    "templates",
    "completion",
    "awscli",
    "aws",
    "cli",
)
"""From the ground up; a module may import those before it."""

OWNERS = {
    "ruamel": {"document"},
    "cerberus": {"contract"},
    "tabulate": {"cli"},
    "boto3": {"aws"},
    "botocore": {"aws"},
    "jmespath": {"aws"},
}
"""The modules that may know a library."""

EFFECTS = {"files", "atomic", "cli"}
"""The modules that may touch files or streams."""

LEDGER = "aws/ledger.py"
"""The one file of ``aws`` that may."""

OF_PACKAGE = {
    "contract/shapes.py",
    "iam/managed.py",
    "report/html/document.py",
    "report/html/page.py",
    "report/results/html.py",
    "templates/__init__.py",
    "endpoints/instances.py",
    "security/regions.py",
}
"""The files that may read a text that is installed beside them."""

CALLS = {"print", "open", "sys.exit", "exit", "input"}
METHODS = {"open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink"}
"""What touches files or streams: functions, and methods by whatever they are called on."""


def modules(root: Path) -> list[Path]:
    return sorted(root.rglob("*.py"))


def room(path: Path) -> str:
    """The module or package right below recolint that ``path`` belongs to."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The full names of what ``path`` imports, at any depth."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(HOUSE), ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_module_imports_only_what_stands_below_it(path: Path) -> None:
    if room(path) in {"__init__", "__main__"}:
        return
    above = ORDER[ORDER.index(room(path)) + 1 :]
    for name in imports(path):
        parts = name.split(".")
        assert parts[0] != "recolint_rules", "recolint finds rules through entry points alone"
        if parts[0] == "recolint" and len(parts) > 1:
            assert parts[1] not in above, f"{name} stands above"


@pytest.mark.parametrize("path", modules(HOUSE) + modules(RULES), ids=lambda path: path.stem)
def test_a_library_stays_behind_the_module_that_owns_it(path: Path) -> None:
    for name in imports(path):
        library = name.split(".")[0]
        if library in {"recolint", "recolint_rules", *sys.stdlib_module_names}:
            continue
        assert library in OWNERS, f"{library} is no dependency"
        assert path.is_relative_to(HOUSE), f"a rule imports {library}"
        assert room(path) in OWNERS[library]


@pytest.mark.parametrize("path", modules(HOUSE) + modules(RULES), ids=lambda path: path.stem)
def test_effects_stay_at_the_edges(path: Path) -> None:
    inside = path.relative_to(HOUSE if path.is_relative_to(HOUSE) else RULES).as_posix()
    if path.is_relative_to(HOUSE) and (room(path) in EFFECTS or inside == LEDGER):
        return
    allowed = {"read_text"} if inside in OF_PACKAGE else set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            assert called not in CALLS, f"{called} at line {node.lineno}"
            assert method not in METHODS - allowed, f"{called} at line {node.lineno}"


def test_every_module_has_its_place_in_the_order() -> None:
    rooms = {room(path) for path in modules(HOUSE)} - {"__init__", "__main__"}
    assert rooms <= set(ORDER), f"put {sorted(rooms - set(ORDER))} in the order"


def test_the_documents_tell_the_order() -> None:
    told = Path(__file__).parent.parent / "docs" / "architecture.md"
    assert " → ".join(ORDER) in " ".join(told.read_text("utf-8").split())

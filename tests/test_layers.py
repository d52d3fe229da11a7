"""Dependencies run one way, each library stays in its room, and effects stay at the edges."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import recolint
import recolint_rules
from recolint import plugin
from recolint.request.contract.shapes import members

HOUSE = Path(recolint.__file__).parent
RULES = Path(recolint_rules.__file__).parent
DOCS = Path(__file__).parent.parent / "docs"

FLOORS = (
    ("base",),
    ("io", "document"),
    ("request",),
    ("fix", "iam", "plan", "awscli"),
    ("rule", "hosts"),
    ("packs",),
    ("config", "suppress"),
    ("check",),
    ("baseline", "results", "aws"),
    ("report", "submit", "testing"),
    ("server", "pytest_plugin", "awscli_plugin"),
    ("cli",),
)
"""The rooms, lowest floor first. A room imports from lower floors and from itself."""

TEST_AWS = "testing/aws"
"""The test AWS: a program beside the linter, which only tests and people start."""

LATER = {"annotationlib"}
"""Modules of later versions of Python than the oldest one."""

OWNERS = {
    "ruamel": {"document"},
    "tabulate": {"report"},
    "wcwidth": {"report"},
    "cerberus": {"request"},
    "boto3": {"aws", TEST_AWS},
    "filelock": {"submit"},
    "platformdirs": {"cli/submit"},
    "botocore": {"aws", TEST_AWS},
    "anyio": {"cli/mcp"},
    "mcp": {"cli/mcp"},
    "mcp_types": {"cli/mcp"},
    "jmespath": {"aws", "packs"},
    "pygls": {"server"},
    "lsprotocol": {"server"},
    "pytest": {TEST_AWS, "pytest_plugin"},
    # Of the dev extra: what a user runs needs none of them.
    "moto": {TEST_AWS},
    "werkzeug": {TEST_AWS},
}
"""The folders that may know a library."""

EFFECTS = {"io", "cli"}
"""The rooms that may touch files or streams."""

LEDGER = "submit/ledger.py"
"""The one file elsewhere that may: it keeps its own lock."""

SPELLERS = {
    "request",
    "results",  # answers of AWS, which have members of their own beside those of the request
    "cli/jobs",
    "hosts/python",  # the names that SageMaker's SDK gives to members
    "server/completion.py",  # snippets of whole specs
    "testing",  # an AWS server of its own, which does not use the code that it tests
}
"""The modules that may write members of the request as text. All others write ``Job.name.name``: mypy checks it."""

CALLS = {"print", "open", "sys.exit", "exit", "input"}
METHODS = {"open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink"}
"""Functions and methods that touch files or streams; methods of any object."""


def modules(root: Path) -> list[Path]:
    return sorted(root.rglob("*.py"))


def in_folders(root: Path) -> list[Path]:
    return [path for path in modules(root) if path.parent != root]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def room(path: Path) -> str:
    """The folder right below recolint that ``path`` is in; the module itself for the two that are in none."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


@cache
def imports(path: Path) -> tuple[str, ...]:
    """The full names of what ``path`` imports, at any depth."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE.parent if path.is_relative_to(HOUSE) else RULES.parent).as_posix()


@pytest.mark.slow
def test_a_room_imports_from_lower_floors_only() -> None:
    for path in in_folders(HOUSE):
        own = room(path)
        for name in imports(path):
            package, *parts = name.split(".")
            assert package != "recolint_rules", f"{name_of(path)}: recolint finds rules through entry points alone"
            if package == "recolint" and parts and parts[0] not in {own, "__version__"}:
                assert floor(parts[0]) < floor(own), f"{name_of(path)}: {name} is not on a lower floor than {own}"


def test_every_folder_is_on_a_floor() -> None:
    folders = {room(path) for path in in_folders(HOUSE)}
    assert folders == {name for rooms in FLOORS for name in rooms}


def test_a_family_of_rules_imports_no_other_family() -> None:
    for path in in_folders(RULES):
        family = path.relative_to(RULES).parts[0]
        allowed = {"facts"} if family == "facts" else {"facts", family}
        for name in imports(path):
            package, *parts = name.split(".")
            if package == "recolint_rules":
                assert parts[0] in allowed, (
                    f"{name_of(path)}: {name} belongs to another family: what two families share goes to facts"
                )


def test_rules_import_of_recolint_what_any_rule_package_may() -> None:
    for path in modules(RULES):
        statements = [
            node
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "recolint"
        ]
        assert {node.module for node in statements} <= {"recolint.plugin"}, name_of(path)
        assert sum(node.col_offset == 0 for node in statements) <= 1, (
            f"{name_of(path)}: one import of recolint.plugin says it all"
        )


def test_the_promise_to_rule_packages_holds_names_that_exist() -> None:
    for name in plugin.__all__:
        assert hasattr(plugin, name), name


def test_only_rules_that_need_policies_or_plans_load_them() -> None:
    code = "import sys, recolint.plugin; print(*(name for name in sys.modules if name.startswith('recolint.')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"recolint.iam", "recolint.plan", "recolint.check", "recolint.config"} & set(loaded)


def test_a_family_has_rules_and_private_modules_only() -> None:
    for path in in_folders(RULES):
        if path.parent.name == "facts" or path.name == "__init__.py":
            continue
        listed = {line.split()[2] for line in recolint_rules.rules()}
        is_rule = f"{path.parent.name}.{path.stem}" in listed
        assert is_rule != path.name.startswith("_"), (
            f"{name_of(path)}: a module of a family is a rule in RULES, or its name begins with _"
        )


def test_a_library_stays_in_the_room_that_owns_it() -> None:
    for path in modules(HOUSE) + modules(RULES):
        for name in imports(path):
            library = name.split(".")[0]
            if library in {"recolint", "recolint_rules", *sys.stdlib_module_names, *LATER}:
                continue
            assert library in OWNERS, f"{name_of(path)}: {library} is not a dependency"
            assert path.is_relative_to(HOUSE), f"{name_of(path)}: a rule imports {library}"
            assert any(path.is_relative_to(HOUSE / folder) for folder in OWNERS[library]), f"{name_of(path)}: {library}"


def test_nothing_needs_the_test_aws() -> None:
    for path in modules(HOUSE) + modules(RULES):
        if not path.is_relative_to(HOUSE / TEST_AWS):
            assert not [name for name in imports(path) if name.startswith("recolint.testing.aws")], name_of(path)


def test_the_plugin_for_the_aws_cli_needs_the_standard_library_alone() -> None:
    for path in modules(HOUSE / "awscli_plugin"):
        # The AWS CLI runs it in a Python of its own.
        ast.parse(path.read_text(), feature_version=(3, 8))
        assert {name.split(".")[0] for name in imports(path)} <= sys.stdlib_module_names, name_of(path)


@pytest.mark.slow
def test_effects_stay_at_the_edges() -> None:
    for path in modules(HOUSE) + modules(RULES):
        of_house = path.is_relative_to(HOUSE)
        if of_house and (room(path) in EFFECTS or path.relative_to(HOUSE).as_posix() == LEDGER):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                # A text that is installed beside its reader is part of the program.
                allowed = (
                    {"read_text"} if "Path(__file__)" in path.read_text() or "resources" in path.read_text() else set()
                )
                is_beside = called == "open" and "__file__" in ast.unparse(node.args[0])
                assert is_beside or called not in CALLS, f"{name_of(path)}: {called} at line {node.lineno}"
                assert method not in METHODS - allowed, f"{name_of(path)}: {called} at line {node.lineno}"


@pytest.mark.slow
def test_only_the_request_spells_its_members() -> None:
    # A single word, such as Name or Task, may mean something else.
    names = {name for name in members() if sum(map(str.isupper, name)) > 1}
    for path in in_folders(HOUSE):
        if any(path.is_relative_to(HOUSE / place) for place in SPELLERS):
            continue
        spelled = {
            node.value
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and set(node.value.split(".")) & names
            and not set(node.value) & set(" \n:")
        }
        assert not spelled, f"{name_of(path)}: say it with the members of recolint.request.job"


def test_a_fact_is_for_two_families_or_more() -> None:
    for path in sorted((RULES / "facts").glob("[a-z]*.py")):
        name = f"recolint_rules.facts.{path.stem}"
        users = {
            user.relative_to(RULES).parts[0]
            for user in modules(RULES)
            if any(f"{imported}.".startswith(f"{name}.") for imported in imports(user))
        }
        assert len(users) > 1, f"{users or 'nobody'} alone uses it: then it is a module of that family, with a _ before"


def test_the_documents_tell_the_floors() -> None:
    told = " ".join((DOCS / "architecture.md").read_text("utf-8").split())
    assert " → ".join(", ".join(f"`{name}`" for name in rooms) for rooms in FLOORS) in told


def test_the_documents_name_modules_that_exist() -> None:
    rooms = {name for rooms in FLOORS for name in rooms}
    for document in (DOCS / "architecture.md", DOCS.parent / "CONTRIBUTING.md"):
        for word in re.findall(r"`([a-z_./]+)`", document.read_text("utf-8")):
            room, dot, rest = word.partition(".")
            if "/" in word and word.endswith(".py"):
                places = (DOCS.parent, HOUSE, RULES, *(HOUSE / room for room in rooms))
                assert any((place / word).is_file() for place in places), f"{document.name}: {word}"
            elif dot and room in rooms and "/" not in word:
                assert _is_there(HOUSE / room, rest.split(".")), f"{document.name}: {word}"


def _is_there(folder: Path, names: list[str]) -> bool:
    """Whether ``names`` lead from ``folder`` to a module, or to a name in one."""
    first, *rest = names
    if (folder / first).is_dir():
        return not rest or _is_there(folder / first, rest)
    module = folder / f"{first}.py"
    if not module.is_file():
        module, rest = folder / "__init__.py", names
    return not rest or re.search(rf"\b{rest[0]}\b", module.read_text("utf-8")) is not None

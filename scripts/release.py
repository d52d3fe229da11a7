"""The steps of a release that do not need an account, as the release workflow runs them.

Usage, from the root of a checkout with the extras dev and release installed:

    python scripts/release.py check v0.1.0        the tag, the version and the changelog agree
    python scripts/release.py build dist          wheel and sdist, built twice with the same bytes
    python scripts/release.py notes v0.1.0        the release notes, from CHANGELOG.md
    python scripts/release.py sbom dist/sbom.json a CycloneDX list of the wheel's dependencies, from a fresh environment
    python scripts/release.py try dist            install the wheel into a fresh environment and check the examples
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHANGELOG = ROOT / "CHANGELOG.md"
HEADING = re.compile(r"^## (?P<version>\S+) \((?P<date>[^)]+)\)$", re.MULTILINE)
SBOM_TOOL = "cyclonedx-bom==7.5.0"


def version() -> str:
    """The version that ``pyproject.toml`` and ``recolint`` name; both must be equal."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    declared = re.search(r'^__version__ = "([^"]+)"$', (ROOT / "linter/recolint/__init__.py").read_text("utf-8"), re.M)
    if declared is None or declared[1] != project:
        found = declared[1] if declared else "nothing"
        raise SystemExit(f"linter/recolint/__init__.py: expected version {project} as in pyproject.toml, found {found}")
    return str(project)


def section(wanted: str) -> tuple[str, str]:
    """The date and the text of the changelog's section on version ``wanted``."""
    text = CHANGELOG.read_text("utf-8")
    headings = list(HEADING.finditer(text))
    for number, heading in enumerate(headings):
        if heading["version"] == wanted:
            end = headings[number + 1].start() if number + 1 < len(headings) else len(text)
            return heading["date"], text[heading.end() : end].strip()
    raise SystemExit(f"CHANGELOG.md: no section '## {wanted} (DATE)'")


def check(tag: str) -> None:
    """Refuse a tag that does not name the version, and a version that the changelog calls unreleased."""
    if tag != f"v{version()}":
        raise SystemExit(f"tag: expected v{version()}, found {tag}")
    date, text = section(version())
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        raise SystemExit(f"CHANGELOG.md: expected the date of release {version()}, found {date}")
    if not text:
        raise SystemExit(f"CHANGELOG.md: the section on {version()} is empty")


def notes(tag: str) -> None:
    """Print the release notes of ``tag``."""
    print(section(tag.removeprefix("v"))[1])


def build(target: str) -> None:
    """Build into ``target`` and once more elsewhere; fail unless both have the same bytes."""
    with tempfile.TemporaryDirectory() as second:
        for folder in (target, second):
            # Built from the tree of the commit: an archive must not contain other files of this directory.
            with tempfile.TemporaryDirectory() as tree:
                _export(Path(tree))
                _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(Path(folder).resolve()), tree)
        ours, theirs = _digests(Path(target)), _digests(Path(second))
    differing = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    if differing:
        raise SystemExit(f"two builds differ: {', '.join(differing)}")
    for name, digest in ours.items():
        print(f"{digest}  {name}")


def sbom(target: str) -> None:
    """Write the CycloneDX list of the packages that the wheel in the directory of ``target`` installs."""
    with tempfile.TemporaryDirectory() as folder:
        python = _environment(Path(folder) / "app", str(_wheel(Path(target).parent)))
        tool = _environment(Path(folder) / "tool", SBOM_TOOL)
        _run(
            str(tool), "-m", "cyclonedx_py", "environment", "--output-reproducible",
            "--pyproject", str(ROOT / "pyproject.toml"), "--output-file", target, str(python),
        )  # fmt: skip


def try_wheel(folder: str) -> None:
    """Install the wheel of ``folder`` into a fresh environment; check the examples with it and ask for its version."""
    with tempfile.TemporaryDirectory() as temporary:
        python = _environment(Path(temporary) / "app", str(_wheel(Path(folder))))
        recolint = [str(python), "-I", "-m", "recolint"]
        _run(*recolint, "version", "--verbose")
        _run(*recolint, "check", str(ROOT / "examples"))
        _run(*recolint, "plan", str(ROOT / "examples/load-test.yaml"))


def _export(tree: Path) -> None:
    archive = subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD"], check=True, stdout=subprocess.PIPE).stdout
    subprocess.run(["tar", "-x", "-C", str(tree)], check=True, input=archive)


def _environment(folder: Path, *packages: str) -> Path:
    """The Python of a fresh environment in ``folder`` that has ``packages``."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages)
    return python


def _wheel(folder: Path) -> Path:
    wheels = sorted(folder.glob("*.whl"))
    if len(wheels) != 1:
        raise SystemExit(f"{folder}: expected one wheel, found {len(wheels)}")
    return wheels[0]


def _digests(folder: Path) -> dict[str, str]:
    files = sorted([*folder.glob("*.whl"), *folder.glob("*.tar.gz")])
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def _run(*command: str) -> None:
    committed = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    epoch = subprocess.run(committed, check=False, capture_output=True, text=True).stdout.strip()
    environment = os.environ | ({"SOURCE_DATE_EPOCH": epoch} if epoch else {})
    subprocess.run(command, check=True, env=environment)


STEPS: dict[str, Callable[[str], None]] = {
    "check": check, "build": build, "notes": notes, "sbom": sbom, "try": try_wheel,
}  # fmt: skip


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("subject", help="a tag, a folder or a file")
    arguments = parser.parse_args()
    STEPS[arguments.step](arguments.subject)


if __name__ == "__main__":
    main()

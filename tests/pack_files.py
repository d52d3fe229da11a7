"""Packs for tests: a file of rules beside a spec, in a repository of its own."""

from __future__ import annotations

import textwrap
from pathlib import Path

from command_line import Outcome, recolint

HEAD = """\
pack: acme
prefix: ACME
url: https://wiki.example.com/ml-jobs
rules:
"""

BASE = "JobName: nightly\nJobType: Advanced\nRoleArn: arn:aws:iam::111122223333:role/jobs\n"
"""The beginning of a spec."""


def rule(number: int, body: str, examples: str = "{valid: ['JobName: a']}") -> str:
    """A rule of a pack; ``body`` has its keys except code, name, severity, message and examples."""
    keys = {"severity": "error", "message": "found {value}" if "at:" in body else "found", "examples": examples}
    lines = [f"- code: ACME{number:03}", f"  name: rule-{number}"]
    lines += [f"  {key}: {value}" for key, value in keys.items() if f"{key}:" not in body]
    return "\n".join(lines) + "\n" + textwrap.indent(textwrap.dedent(body).strip() + "\n", "  ")


def repository(folder: Path, *rules: str, config: str = "", head: str = HEAD) -> Path:
    """A repository in ``folder`` with a pack of ``rules`` that its config names."""
    (folder / ".git").mkdir(exist_ok=True)
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules" / "acme.yaml").write_text(head + "".join(rules))
    (folder / "recolint.toml").write_text(f'packs = ["rules/acme.yaml"]\n{config}')
    return folder


def found(folder: Path, spec: str, *options: str) -> list[str]:
    """What recolint reports of ``spec`` by rules of packs, each as ``line:column: severity[code] message``."""
    outcome = checked(folder, spec, "--output-format", "concise", *options)
    lines = [line.removeprefix("job.yaml:") for line in outcome.out.splitlines()]
    return [line for line in lines if "[ACME" in line]


def checked(folder: Path, spec: str, *options: str) -> Outcome:
    """The check of ``spec`` in the repository ``folder``."""
    (folder / "job.yaml").write_text(BASE + spec)
    return recolint("check", "job.yaml", *options, cwd=folder)

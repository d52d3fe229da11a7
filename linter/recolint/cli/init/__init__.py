"""``recolint init``: set a repository up."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import recolint
from recolint.base.named_tuple import NamedTuple
from recolint.base.spelling import did_you_mean
from recolint.base.text import Source
from recolint.cli.arguments import option, repeated, words
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.init.policies import CiPolicies, of_ci
from recolint.cli.init.templates import fill
from recolint.cli.streams import Streams
from recolint.config.files import in_folder
from recolint.document import read
from recolint.io import files
from recolint.io.packages import commit

PARTS = ("config", "spec", "pre-commit", "github", "gitlab")
"""The parts that init writes by default."""
ALL_PARTS = (*PARTS, "policy", "agents")

_CONFIG, _POLICY = "recolint.toml", "policy.toml"
_REPOSITORY = "https://github.com/recolint/recolint"
_KEPT = "unchanged; init would write the following text, add what is missing"


class Arguments(NamedTuple):
    """Which files are written, and where."""

    what: tuple[str, ...] = repeated(
        f"write only these parts: {', '.join(ALL_PARTS)} (default: all except policy and agents)", metavar="PARTS"
    )
    type: str = option(
        "JobType of the starter spec (default: default)",
        choices=("default", "advanced"),
        default="default",
    )
    format: str = option(
        "format of the starter spec; only YAML has comments (default: yaml)",
        choices=("yaml", "json"),
        default="yaml",
    )
    policy: tuple[str, ...] = repeated(
        "pass this policy to hook and CI (default: RECOLINT_POLICY)", metavar="FILE|PACKAGE:NAME"
    )
    directory: str = option("root of the repository (default: .)", metavar="DIR", default=".")


@dataclass(frozen=True, slots=True)
class _File:
    """A file to write: its name below the root of the repository, its text, and what its reader is to do next."""

    name: str
    text: str
    next: str = ""


def run(arguments: Arguments, streams: Streams) -> int:
    """Write the files that are not there yet; exit 2 if one is."""
    folder = Path(arguments.directory)
    policies = of_ci(arguments.policy, folder, streams)
    files = [file for part in _parts(arguments.what) for file in _files(part, arguments, streams.today, policies)]
    kept = [file for file in files if not _write(folder, file, streams)]
    for file in kept:
        streams.write(f"# {file.name}\n{file.text}\n")
    return Exit.USAGE if kept else Exit.CLEAN


def _parts(what: tuple[str, ...]) -> list[str]:
    if not what:
        return list(PARTS)
    named = words(what)
    if not named:
        raise UsageError(f"--what: expected some of {', '.join(ALL_PARTS)}, found nothing")
    for word in named:
        if word not in ALL_PARTS:
            raise UsageError(
                f"--what: expected some of {', '.join(ALL_PARTS)}, found {word!r}{did_you_mean(word, ALL_PARTS)}"
            )
    return [part for part in ALL_PARTS if part in named]


def _revision() -> str:
    """The revision that a hook pins: the release, or the commit that recolint was installed from."""
    return commit("recolint") or f"v{recolint.__version__}"


def _requirement() -> str:
    """The requirement for pip: the release, or the commit that recolint was installed from, which needs no git."""
    source = commit("recolint")
    return f"{_REPOSITORY}/archive/{source}.tar.gz" if source else f"recolint=={recolint.__version__}"


def _files(part: str, arguments: Arguments, today: date, policies: CiPolicies) -> list[_File]:
    if part == "agents":
        agents = _File("AGENTS.md", fill("agents.md"), "instructions for coding agents that work on specs")
        return [agents, _File(".agents/skills/recolint/SKILL.md", fill("skill.md"))]
    return [_file(part, arguments, today, policies)]


def _file(part: str, arguments: Arguments, today: date, policies: CiPolicies) -> _File:
    match part:
        case "config":
            return _File(_CONFIG, fill(_CONFIG))
        case "policy":
            return _File(_POLICY, fill(_POLICY), "keep it outside the repositories that it applies to")
        case "pre-commit":
            text = fill("pre-commit-config.yaml", revision=_revision(), args=policies.hook_arguments)
            return _File(".pre-commit-config.yaml", text, "run pre-commit install to activate it")
        case "github":
            return _File(".github/workflows/recolint.yaml", _ci("github.yaml", policies, indent=" " * 8))
        case "gitlab":
            return _File(".gitlab-ci.yml", _ci("gitlab.yaml", policies, indent=" " * 4))
    text = fill(f"{arguments.type}.yaml", today=today.isoformat())
    name = {"default": "jobs/recommendation", "advanced": "jobs/load-test"}[arguments.type]
    text = text if arguments.format == "yaml" else _as_json(text)
    return _File(f"{name}.{arguments.format}", text, "replace account, role, model and payload with your own")


def _ci(template: str, policies: CiPolicies, indent: str) -> str:
    """The CI file of ``template``; ``indent`` is that of the line that runs the check."""
    notes = policies.comment(indent)
    return fill(template, requirement=_requirement(), options=policies.options, notes=notes)


def _as_json(text: str) -> str:
    """The spec of a YAML template, without its comments."""
    return json.dumps(read(Source("template.yaml", text)).documents[0].data, indent=2) + "\n"


def _write(folder: Path, file: _File, streams: Streams) -> bool:
    """Write ``file``, unless it is there; whether it was written."""
    path = folder / file.name
    config = in_folder(str(folder.absolute())) if file.name == _CONFIG and not os.path.lexists(path) else None
    if config is not None:
        streams.say(f"{config.path}: already configures recolint, and a {_CONFIG} would replace it; {_KEPT}")
        return False
    try:
        files.make_directory(path.parent)
    except OSError as error:
        raise UsageError(f"{path.parent}: cannot be created: {error.strerror}") from error
    try:
        files.create(path, file.text.encode())
    except FileExistsError:
        streams.say(f"{path}: exists; {_KEPT}")
        return False
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    streams.say(f"{path}: written" + (f"; {file.next}" if file.next else ""))
    return True


COMMAND = Command(Arguments, run)

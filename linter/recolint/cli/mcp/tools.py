"""The tools of ``recolint mcp``: what each takes, and the command that answers it. Knows no protocol.

A tool runs one of recolint's commands in this process with its own streams, so an agent reads the same as a person. A
tool does not write a file, send a request to a network, or submit or stop a job.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import visible
from recolint.cli.exits import Exit
from recolint.cli.main import main
from recolint.cli.streams import Streams
from recolint.io import repository

MAX_CHARACTERS = 2_000_000
"""Of a text that an agent sends."""

_PATH = {"type": "string", "description": "a file or a directory below a root"}
_FILE = {"type": "string", "description": "a file below a root"}
_TEXT = {"type": "string", "description": "the text of a spec, instead of path"}
_FILENAME = {
    "type": "string",
    "description": "file name for the text: its suffix sets the format, its directory the configuration",
}


class RefusedError(Exception):
    """A call that no tool takes. The message says what was expected and what was found."""


class Answer(NamedTuple):
    """The result of a tool: a text for people, data for programs, and whether the call failed."""

    text: str
    data: dict[str, Any] | None = None
    is_error: bool = False


class Tool(NamedTuple):
    """One tool: its name, what it does, and the JSON Schema of its arguments."""

    name: str
    description: str
    schema: dict[str, Any]
    answer: Callable[[Call], Answer]


class Call(NamedTuple):
    """The arguments of a call, checked, and where the tool may read."""

    arguments: Mapping[str, Any]
    roots: Sequence[Path]
    today: date

    def outcome(self, *argv: str, text: str | None = None) -> tuple[int, str, str]:
        """Run a command with ``text`` as its standard input: exit code, report, messages."""
        out, err = io.StringIO(), io.StringIO()
        stdin = io.BytesIO((text or "").encode("utf-8", "surrogatepass"))
        environment = {key: os.environ[key] for key in ("HOME", "RECOLINT_POLICY") if key in os.environ}
        # A link below a root may lead out of it, and a script may name a file outside of it.
        with repository.confined(self.roots):
            code = main(argv, Streams(stdin, out, err, environment, self.today))
        return code, out.getvalue(), err.getvalue()

    def source(self) -> tuple[str, tuple[str, ...], str | None]:
        """The input: the path argument of a command, the options that name it, and the standard input."""
        path, text = self.arguments.get("path"), self.arguments.get("text")
        if (path is None) == (text is None):
            raise RefusedError("expected path or text, found " + ("both" if path is not None else "neither"))
        if text is None:
            return self.inside(str(path)), (), None
        name = self.inside(str(self.arguments.get("filename", "spec.yaml")), must_exist=False)
        return "-", ("--stdin-filename", name), str(text)

    def inside(self, path: str, *, must_exist: bool = True) -> str:
        """``path`` below a root, as commands take it; raises ``RefusedError`` for any other."""
        if not path or not _can_be_name(path):
            raise RefusedError(f"{visible(path) or repr(path)}: not a valid file name")
        # Without a root, a text is checked by the configuration of the current directory, and no file is read.
        joined = Path(os.path.normpath((self.roots[0] if self.roots else Path.cwd()) / path))
        if not self.roots and not must_exist:
            return Path(path).name
        real = Path(os.path.realpath(joined))
        if not any(real.is_relative_to(os.path.realpath(root)) for root in self.roots):
            raise RefusedError(f"{visible(path)}: outside the roots of this server")
        if must_exist and not os.path.exists(joined):  # noqa: PTH110  Path.exists raises for a name that is too long
            raise RefusedError(f"{visible(path)}: no such file or directory")
        try:
            return str(joined.relative_to(Path.cwd()))
        except ValueError:
            return str(joined)


def _can_be_name(path: str) -> bool:
    """Whether the file system accepts these characters in a name."""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def call(name: str, arguments: Mapping[str, Any], roots: Sequence[Path], today: date) -> Answer:
    """The answer of the tool ``name``; one that is refused, or that fails, is an answer too."""
    try:
        tool = _tool(name)
        _require(arguments, tool.schema)
        return tool.answer(Call(arguments, roots, today))
    except RefusedError as error:
        return Answer(str(error), is_error=True)


def _tool(name: str) -> Tool:
    tool = TOOLS.get(name)
    if tool is None:
        raise RefusedError(f"unknown tool {visible(name)}; expected one of {', '.join(TOOLS)}")
    return tool


def _require(arguments: Mapping[str, Any], schema: Mapping[str, Any]) -> None:
    known = schema["properties"]
    for name, value in arguments.items():
        if name not in known:
            raise RefusedError(f"unknown argument {visible(str(name))}; expected {', '.join(known)}")
        expected = {"string": str, "boolean": bool}[known[name]["type"]]
        if not isinstance(value, expected):
            raise RefusedError(f"{name}: expected a {known[name]['type']}, found {type(value).__name__}")
        if isinstance(value, str) and len(value) > MAX_CHARACTERS:
            raise RefusedError(f"{name}: expected at most {MAX_CHARACTERS} characters, found {len(value)}")
        if "enum" in known[name] and value not in known[name]["enum"]:
            raise RefusedError(f"{name}: expected one of {', '.join(known[name]['enum'])}, found {visible(str(value))}")
    for name in schema.get("required", ()):
        if name not in arguments:
            raise RefusedError(f"{name} is missing")


def _reported(outcome: tuple[int, str, str], *fine: int) -> Answer:
    """The JSON that a command printed, with its messages; an error where its exit code is not one of ``fine``."""
    code, out, err = outcome
    try:
        data = json.loads(out) if out.strip() else None
    except ValueError:
        data = None
    text = "\n".join(part.strip() for part in (out, err) if part.strip())
    failed = code not in (Exit.CLEAN, *fine) or not isinstance(data, dict)
    return Answer(text or f"exit code {code}", data if isinstance(data, dict) else None, failed)


def _check(call: Call) -> Answer:
    path, named, text = call.source()
    options = [f"--preset={call.arguments['preset']}"] if "preset" in call.arguments else []
    argv = ["check", "--output-format=json", "--jobs=1", *options, *named, "--", path]
    return _reported(call.outcome(*argv, text=text), Exit.FINDINGS, Exit.CRASH)


def _explain(call: Call) -> Answer:
    rule = str(call.arguments["rule"])
    if rule.startswith("-"):
        raise RefusedError(f"rule: expected a code or a name, found {visible(rule)}")
    code, out, err = call.outcome("rule", "--output-format=markdown", "--", rule)
    return Answer(out or err.strip(), is_error=code != Exit.CLEAN)


def _plan(call: Call) -> Answer:
    path, named, text = call.source()
    return _reported(call.outcome("plan", "--output-format=json", *named, "--", path, text=text), Exit.FINDINGS)


def _needs(call: Call) -> Answer:
    path, _, text = call.source()
    return _reported(call.outcome("iam", "needs", "--output-format=json", "--", path, text=text))


def _extract(call: Call) -> Answer:
    path, named, text = call.source()
    form = str(call.arguments.get("format", "yaml"))
    argv = ["extract", "--output-dir=-", f"--format={form}", *named, "--", path]
    code, out, err = call.outcome(*argv, text=text)
    messages = err.strip().splitlines()
    if code not in (Exit.CLEAN, Exit.FINDINGS):
        return Answer(err.strip() or f"exit code {code}", is_error=True)
    return Answer("\n".join(part for part in (out, err.strip()) if part), {"text": out, "messages": messages})


def _fix(call: Call) -> Answer:
    path, named, text = call.source()
    if text is None:
        named = ("--stdin-filename", path)
        text = _read(path)
    options = ["--unsafe-fixes"] if call.arguments.get("unsafe") else ["--fix"]
    code, out, err = call.outcome("check", *options, *named, "--", "-", text=text)
    if code not in (Exit.CLEAN, Exit.FINDINGS):
        return Answer(err.strip() or f"exit code {code}", is_error=True)
    return Answer(out, {"text": out, "changed": out != text, "messages": err.strip().splitlines()})


def _read(path: str) -> str:
    from recolint.io import files

    try:
        return files.read(Path(path)).decode("utf-8")
    except (OSError, ValueError) as error:
        raise RefusedError(f"{visible(path)}: cannot be read as UTF-8") from error


def _arguments(required: tuple[str, ...] = (), **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


TOOLS = {
    tool.name: tool
    for tool in (
        Tool(
            "check",
            "Lint job specs of SageMaker Inference Recommender. Returns recolint's JSON report, version 1: findings "
            "with code, severity, message, help, place and fix. Call it after each change of a spec.",
            _arguments(
                path=_PATH,
                text=_TEXT,
                filename=_FILENAME,
                preset={"type": "string", "enum": ["minimal", "recommended", "strict"]},
            ),
            _check,
        ),
        Tool(
            "explain",
            "Explain a rule: what it checks, why it matters, what to do, with examples (Markdown).",
            _arguments(("rule",), rule={"type": "string", "description": "a code or a name, e.g. RL204"}),
            _explain,
        ),
        Tool(
            "fix",
            "Return the text of a spec with safe fixes applied. Does not write files: write the text yourself.",
            _arguments(
                path=_FILE,
                text=_TEXT,
                filename=_FILENAME,
                unsafe={
                    "type": "boolean",
                    "description": "also apply fixes that may change the cost or the tests; ask first",
                },
            ),
            _fix,
        ),
        Tool(
            "plan",
            "Show what a job would do: tests, users over time, duration, instance-hours. Sends no request to AWS.",
            _arguments(path=_PATH, text=_TEXT, filename=_FILENAME),
            _plan,
        ),
        Tool(
            "needs",
            "List the IAM permissions that a job needs, for its role, its caller and the trust policy.",
            _arguments(path=_FILE, text=_TEXT),
            _needs,
        ),
        Tool(
            "extract",
            "Return the requests in code (Python, notebook, shell, Markdown, state machine, trail) as specs, with "
            "placeholders for unknown values. Does not write files.",
            _arguments(
                path=_FILE,
                text=_TEXT | {"description": "the text of a file with code, instead of path"},
                filename=_FILENAME | {"description": "file name for the text: its suffix sets the kind of code"},
                format={"type": "string", "enum": ["yaml", "json"]},
            ),
            _extract,
        ),
    )
}
"""The tools by name."""

"""``main``: from argv to its command, and the one place that turns exceptions into messages and codes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from itertools import pairwise

import recolint
from recolint.base.errors import AwsError, UserError
from recolint.base.stops import Interrupted, Stopped
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams

COMMANDS = {
    "check": "lint job specs",
    "rule": "print a rule's page, or list all rules",
    "plan": "estimate time, cost and names of jobs before you submit them",
    "prices": "fetch prices of instances from AWS",
    "submit": "check, confirm and submit job specs",
    "jobs": "list, show, wait for, compare, stop and lint jobs on AWS",
    "init": "write config, a starter spec, hook and CI jobs for a repository",
    "config": "print the config of a file or a directory",
    "policy": "test packs, write their pages, print their JSON Schema",
    "extract": "write the requests in code as job specs, or compare them",
    "convert": "print a job spec as Python for boto3, as an AWS CLI command, as YAML or JSON",
    "schema": "print the JSON Schema of a job spec or of a configuration, for editors",
    "baseline": "record known findings; report only new ones",
    "iam": "evaluate IAM policies",
    "completion": "print the completion script of a shell",
    "mcp": "serve tools for coding agents: check, explain, fix, plan",
    "server": "run the language server for editors",
    "version": "print the version; with --verbose, the details for a bug report",
}
"""Name to help of every command; the module of the same name in this package has it as ``COMMAND``."""


def main(argv: Sequence[str], streams: Streams) -> int:
    """Run the command that ``argv`` names; the exit code is one of ``Exit``."""
    # argv is not parsed yet, because it may itself contain the error.
    if f"{_VALUED}=json" not in argv and (_VALUED, "json") not in pairwise(argv):
        return _run_to_end(argv, streams)
    from recolint.cli import json_errors  # as for ``unexpected``

    return json_errors.told(argv, streams, _run_to_end)


def _run_to_end(argv: Sequence[str], streams: Streams) -> int:
    """Run the command that ``argv`` names, with a message for each exception; the exit code."""
    try:
        return _main(argv, streams)
    except UserError as error:
        streams.say(str(error))
        return Exit.USAGE
    except AwsError as error:
        streams.say(str(error))
        return Exit.AWS
    except KeyboardInterrupt as stop:
        how = type(stop) if isinstance(stop, Stopped) else Interrupted
        streams.say(how.word)
        return how.code
    except BaseException as error:
        # Imported here: rarely needed.
        from recolint.cli import unexpected

        return unexpected.report(error, streams, debug=unexpected.OPTION in argv)


def _main(argv: Sequence[str], streams: Streams) -> int:
    if list(argv) == ["--version"]:
        return _tell_version(streams)  # at once: a parser of all commands takes 0.1 s
    _require_command(argv)
    name = argv[0] if argv and argv[0] in COMMANDS else None
    call = None if name is None else _call(name, argv[1:])
    if call is None:
        # Imported here: argparse takes 3 ms.
        from recolint.cli.arguments import read
        from recolint.cli.parser import HelpAsked
        from recolint.cli.whole_parser import Arguments, parser

        try:
            parsed = parser(name).parse(argv)
        except HelpAsked as asked:
            streams.write(str(asked))
            return Exit.CLEAN
        if read(Arguments, parsed).version:
            return _tell_version(streams)
        call = partial(parsed.run, parsed)
    _require_working_folder()
    return call(streams)


def _tell_version(streams: Streams) -> Exit:
    streams.write(f"recolint {recolint.__version__}\n")
    return Exit.CLEAN


def _call(name: str, words: Sequence[str]) -> Callable[[Streams], int] | None:
    """The call of the command ``name`` with ``words``; ``None`` where it takes a parser to understand them."""
    if any(word.startswith("-") for word in words):
        return None
    found: Callable[[Streams], int] | None = import_module(f"recolint.cli.{name}").COMMAND.call(words)
    return found


_OWN = ("--version", "--debug", "-h", "--help", _VALUED := "--error-format")
"""The options of recolint itself, and the only one with a value."""


def _require_command(argv: Sequence[str]) -> None:
    """Raise ``UsageError``, with the command that is meant, if ``argv`` begins with anything but options and one."""
    words = iter(argv)
    rest = list(words) if (first := next((word for word in words if not _is_own(word, words)), None)) else []
    if first is None or first in COMMANDS:
        return
    if not _is_option(first):
        from recolint.cli.meant import meant_by  # which a right command need not load

        raise UsageError(f"unknown command {first!r}{meant_by(first, COMMANDS)}")
    command = next((word for word in rest if word in COMMANDS), "check")
    if not all(map(_is_option, rest)):
        raise UsageError(f"unknown option {first}; put options after the command: recolint {command} {first}")


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"


def _is_own(word: str, following: Iterator[str]) -> bool:
    """Whether ``word`` is an option of recolint itself; takes its value from ``following``."""
    name, equals, _ = word.partition("=")
    if name == _VALUED and not equals:
        next(following, None)
    return name in _OWN


def _require_working_folder() -> None:
    try:
        os.getcwd()  # noqa: PTH109  pathlib takes 2 ms to import
    except FileNotFoundError as error:
        raise UsageError("the working directory does not exist; change to another one") from error

"""The parser of the whole command line, which a command with plain arguments does not need."""

from __future__ import annotations

from importlib import import_module

from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import add, flag, option
from recolint.cli.exits import Exit
from recolint.cli.main import COMMANDS
from recolint.cli.parser import DEBUG, ERROR_FORMAT, ERROR_FORMATS, Parser, add_command
from recolint.cli.streams import Streams

EPILOG = """\
exit codes:
  0    nothing at or above --fail-on (default: error)
  1    findings at or above --fail-on
  2    usage error: command line, config, rule package, missing path, nothing to check; or a file was not written
  3    a rule crashed
  4    AWS refused, could not be reached, or there are no credentials
  5    not confirmed (submit: --yes), more than --max-instance-hours, or not the saved plan
  6    the job failed or was stopped
  7    the job did not end before --deadline
  70   a fault of recolint itself; --debug prints the traceback
  130  interrupted (Ctrl-C)
  143  terminated (SIGTERM)"""


class Arguments(NamedTuple):
    """The options of recolint itself."""

    version: bool = flag("print the version")
    error_format: str = option(ERROR_FORMAT, choices=ERROR_FORMATS, default="text", metavar="FORMAT")
    debug: bool = flag(DEBUG)


def parser(command: str | None = None) -> Parser:
    """The parser of the whole command line; with ``command``, of that one alone, for a quick start."""
    whole = Parser(
        prog="recolint",
        description="Lint the job specs of AWS SageMaker Inference Recommender.",
        epilog=EPILOG,
    )
    add(Arguments, whole, whole)
    whole.set_defaults(run=lambda _, streams: _explain(whole, streams))
    # With its name, argparse need not lay out the usage to find it.
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", dest="command", prog=whole.prog)
    for name, text in COMMANDS.items():
        if command in (None, name):
            one = add_command(commands, name, text)
            import_module(f"recolint.cli.{name}").COMMAND.configure(one)
    return whole


def _explain(whole: Parser, streams: Streams) -> Exit:
    streams.tell(whole.format_help())
    return Exit.USAGE

"""The AWS CLI's global options, for the commands that speak to AWS, and what they print with them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from recolint.aws.session import DEFAULT_TIMEOUT, Aws, Connection
from recolint.awscli import forms
from recolint.cli.arguments import bounded
from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams

NO_TERMINAL_WIDTH = 80
_LONGEST = 1_000_000
"""Seconds that a connection may take; Python's sockets know no end of some hundred years."""
_COLORS = {"on": "always", "off": "never"}


def add_aws_options(parser: Any) -> None:
    """Add all of them; those that have nothing to change here are taken in silence."""
    group = parser.add_argument_group("AWS, as the AWS CLI has them")
    group.add_argument("--profile", metavar="NAME", help="a profile of AWS's config files")
    group.add_argument("--region", metavar="REGION", help="the Region (default: environment, then profile)")
    group.add_argument("--endpoint-url", metavar="URL", help="send requests there")
    group.add_argument("--output", choices=forms.FORMS, help="print AWS's answer in this form")
    group.add_argument("--query", metavar="JMESPATH", help="print only this part of AWS's answer")
    group.add_argument("--ca-bundle", metavar="FILE", help="certificates to verify SSL with")
    group.add_argument("--no-verify-ssl", action="store_true", help="do not verify SSL certificates")
    group.add_argument("--no-sign-request", action="store_true", help="do not sign requests, load no credentials")
    for name in ("read", "connect"):
        group.add_argument(
            f"--cli-{name}-timeout", type=bounded(int, 0, _LONGEST), default=DEFAULT_TIMEOUT, metavar="S",
            help=f"seconds, 0 for ever (default: {DEFAULT_TIMEOUT})",
        )  # fmt: skip
    group.add_argument(
        "--color", choices=["on", "off", "auto", "always", "never"], default="auto", help="default: auto"
    )
    group.add_argument("--version", action="store_true", help="print the version")
    # The AWS CLI looks for abbreviations of these before it looks at those of the operation.
    own = group._group_actions  # noqa: SLF001  argparse tells them in no other way
    parser.abbreviate(0, (name for one in own for name in one.option_strings))
    without = parser.add_argument_group("AWS CLI options with nothing to change here")
    without.add_argument("--cli-binary-format", choices=["base64", "raw-in-base64-out"], help="no member is binary")
    for name in ("--no-cli-pager", "--no-paginate", "--no-cli-auto-prompt"):
        without.add_argument(name, action="store_true", help="that is always so")
    without.add_argument("--cli-error-format", metavar="FORMAT", help="errors look the same in all formats")


def connection(arguments: Any) -> Connection:
    """How the arguments ask for AWS to be reached; raises ``UsageError``."""
    for name in ("profile", "region", "endpoint_url"):
        if getattr(arguments, name) == "":
            # A variable that is not set must not lead to another place than was meant.
            raise UsageError(f"--{name.replace('_', '-')}: got an empty text")
    return Connection(
        profile=arguments.profile,
        region=arguments.region,
        endpoint_url=arguments.endpoint_url,
        verify_ssl=not arguments.no_verify_ssl,
        ca_bundle=arguments.ca_bundle,
        sign=not arguments.no_sign_request,
        read_timeout=arguments.cli_read_timeout,
        connect_timeout=arguments.cli_connect_timeout,
    )


def connect(arguments: Any, streams: Streams) -> Aws:
    """The session that the arguments ask for; nothing is sent yet."""

    def trace(line: str) -> None:
        streams.say(f"debug: {line}")

    return Aws(connection(arguments), trace if arguments.debug else None)


def colored(arguments: Any, streams: Streams) -> bool:
    """Whether what goes to stdout is coloured; the AWS CLI's words and those of check mean the same."""
    return streams.wants_color(_COLORS.get(arguments.color, arguments.color))


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints AWS's answers in the form that was asked for."""

    streams: Streams
    form: str | None
    """``None``: the profile's, or the CLI's own default."""
    search: Callable[[Any], Any] | None
    asked: bool
    """Whether an answer was asked for in AWS's own terms, rather than a report: a setting for all of AWS asks not."""

    @classmethod
    def of(cls, arguments: Any, streams: Streams) -> Printer:
        """Raises ``UserMistakeError`` for a ``--query`` that is none, before anything is done."""
        search = None
        if arguments.query is not None:
            # Imported here: a query is rare.
            from recolint.aws.query import compiled

            search = compiled(arguments.query)
        form = arguments.output or streams.environment.get("AWS_DEFAULT_OUTPUT")
        if form is not None and form not in forms.FORMS:
            raise UsageError(f"AWS_DEFAULT_OUTPUT: got {form!r}, wanted one of {', '.join(forms.FORMS)}")
        return cls(streams, form, search, arguments.output is not None or search is not None)

    def rehearse(self, operation: str, sample: Any) -> None:
        """Do all that ``show`` does but print; raise ``UserMistakeError`` where ``--query`` cannot be answered."""
        self._rendered(operation, sample, "json")

    def show(self, operation: str, answer: Any, default_form: str = "json") -> None:
        """Print ``answer`` of the API's ``operation``, as the AWS CLI does, but for what a terminal or CI acts on.

        Raises ``UserMistakeError`` where ``--query`` cannot be answered, and where nothing can be written.
        """
        self.streams.write(self._rendered(operation, answer, default_form))

    def _rendered(self, operation: str, answer: Any, default_form: str) -> str:
        shown = forms.plain(answer)
        if self.search is not None:
            shown = self.search(shown)
        return forms.render(self.form or default_form, operation, shown, self._width())

    def _width(self) -> int:
        try:
            return os.get_terminal_size(self.streams.stdout.fileno()).columns
        except OSError:
            return NO_TERMINAL_WIDTH

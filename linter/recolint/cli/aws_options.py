"""The AWS CLI's global options, for the commands that speak to AWS, and what they print with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from recolint.aws.session import DEFAULT_TIMEOUT_SECONDS, Aws, Connection
from recolint.awscli import forms
from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import bounded, common_flag, flag, group, option
from recolint.cli.exits import UsageError
from recolint.cli.streams import USUAL_WIDTH, Streams, ellipsis
from recolint.report.shared.screen import Screen

_MAX_TIMEOUT_SECONDS = 1_000_000
"""The maximum time of a connection; Python's sockets fail above some hundred years."""
_COLORS = {"on": "always", "off": "never"}


class TransportOptions(NamedTuple):
    """TLS, signatures, timeouts and other options that few people set."""

    ca_bundle: str | None = option("certificates that verify TLS", metavar="FILE")
    no_verify_ssl: bool = flag("do not verify TLS certificates")
    no_sign_request: bool = flag("do not sign requests or load credentials")
    cli_read_timeout: int = option(
        f"timeout in seconds; 0 disables it (default: {DEFAULT_TIMEOUT_SECONDS})",
        metavar="S",
        parse=bounded(int, 0, _MAX_TIMEOUT_SECONDS),
        default=DEFAULT_TIMEOUT_SECONDS,
    )
    cli_connect_timeout: int = option(
        f"timeout in seconds; 0 disables it (default: {DEFAULT_TIMEOUT_SECONDS})",
        metavar="S",
        parse=bounded(int, 0, _MAX_TIMEOUT_SECONDS),
        default=DEFAULT_TIMEOUT_SECONDS,
    )
    version: bool = flag("print the version")


class SessionOptions(NamedTuple):
    """How AWS is reached, and how its answers are printed."""

    profile: str | None = option("profile in the AWS config files", metavar="NAME")
    region: str | None = option("Region (default: environment, then profile)", metavar="REGION")
    endpoint_url: str | None = option("send requests to this URL", metavar="URL")
    output: str | None = option("print the response of AWS in this format", choices=forms.FORMS)
    query: str | None = option("print only this part of the response", metavar="JMESPATH")
    color: str = option(
        "when to color the output (default: auto)", choices=("on", "off", "auto", "always", "never"), default="auto"
    )


class UnusedOptions(NamedTuple):
    """Options that scripts pass to the AWS CLI. They have no effect here."""

    cli_binary_format: str | None = option("no effect: no member is binary", choices=("base64", "raw-in-base64-out"))
    no_cli_pager: bool = flag("no effect")
    no_paginate: bool = flag("no effect")
    no_cli_auto_prompt: bool = flag("no effect")
    cli_error_format: str | None = option("no effect; see --error-format", metavar="FORMAT")


class AwsOptions(NamedTuple):
    """The global options of the AWS CLI. Like the AWS CLI, recolint prefers them to other options when abbreviated."""

    session: SessionOptions = group(SessionOptions, "AWS options (as in the AWS CLI)", rank=0)
    transport: TransportOptions = group(TransportOptions, "more AWS options", rank=0, place="folded")
    unused: UnusedOptions = group(UnusedOptions, "accepted for compatibility, no effect", place="folded")
    debug: bool = common_flag()


def connection(options: AwsOptions) -> Connection:
    """How the options ask for AWS to be reached; raises ``UsageError``."""
    asked, transport = options.session, options.transport
    places = {"--profile": asked.profile, "--region": asked.region, "--endpoint-url": asked.endpoint_url}
    for name, value in places.items():
        if value == "":
            # An unset shell variable must not send requests to another place than the user meant.
            raise UsageError(f"{name}: expected a value, found an empty text")
    return Connection(
        profile=asked.profile,
        region=asked.region,
        endpoint_url=asked.endpoint_url,
        verify_ssl=not transport.no_verify_ssl,
        ca_bundle=transport.ca_bundle,
        sign=not transport.no_sign_request,
        read_timeout=transport.cli_read_timeout,
        connect_timeout=transport.cli_connect_timeout,
    )


def connect(options: AwsOptions, streams: Streams) -> Aws:
    """The session that the options ask for; nothing is sent yet."""

    def trace(line: str) -> None:
        streams.say(f"debug: {line}")

    return Aws(connection(options), trace if options.debug else None)


def colored(options: AwsOptions, streams: Streams) -> bool:
    """Whether standard output is colored. The values of the AWS CLI and those of ``check`` mean the same."""
    color = options.session.color
    return streams.wants_color(_COLORS.get(color, color))


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints AWS's answers in the form that was asked for."""

    streams: Streams
    form: str | None
    """``None``: the profile's, or the CLI's own default."""
    search: Callable[[Any], Any] | None
    screen: Screen
    """The screen for reports for people."""
    asked: bool
    """Whether an answer was asked for in AWS's own terms, rather than a report: a setting for all of AWS asks not."""

    @classmethod
    def of(cls, options: AwsOptions, streams: Streams) -> Printer:
        """Raises ``UserError`` for an invalid ``--query``, before the command does anything."""
        asked = options.session
        search = None
        if asked.query is not None:
            # Imported here: a query is rare.
            from recolint.aws.query import compiled

            search = compiled(asked.query)
        form = asked.output or streams.environment.get("AWS_DEFAULT_OUTPUT")
        if form is not None and form not in forms.FORMS:
            raise UsageError(f"AWS_DEFAULT_OUTPUT: expected one of {', '.join(forms.FORMS)}, found {form!r}")
        screen = Screen(streams.width, colored(options, streams), ellipsis(streams))
        return cls(streams, form, search, screen, asked.output is not None or search is not None)

    def rehearse(self, operation: str, sample: Any) -> None:
        """Do all that ``show`` does but print; raise ``UserError`` where ``--query`` cannot be answered."""
        self._rendered(operation, sample, "json")

    def show(self, operation: str, answer: Any, default_form: str = "json") -> None:
        """Print ``answer`` of the API's ``operation``, as the AWS CLI does; make it harmless to terminals and CI.

        Raises ``UserError`` where ``--query`` cannot be answered, and where nothing can be written.
        """
        self.streams.write(self._rendered(operation, answer, default_form))

    def _rendered(self, operation: str, answer: Any, default_form: str) -> str:
        shown = forms.plain(answer)
        if self.search is not None:
            shown = self.search(shown)
        return forms.render(self.form or default_form, operation, shown, self.streams.width or USUAL_WIDTH)

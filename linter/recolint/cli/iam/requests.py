"""The requests that ``recolint iam evaluate`` is asked about: one from options, or one from each line of a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from recolint.base.aws_names import Arn
from recolint.base.named_tuple import NamedTuple
from recolint.base.spelling import did_you_mean
from recolint.base.text import Source
from recolint.cli.arguments import option, several
from recolint.cli.exits import UsageError
from recolint.iam import Context, Request, Requester

_MEMBERS = ("action", "resource", "principal", "context", "unknown")
_ACTION = re.compile(r"[\w.-]+:[\w.-]+", re.ASCII)
_CONTEXT = "an object of context keys, each with a value or a list of values"


class RequestOptions(NamedTuple):
    """One request, or a file with many."""

    principal: str | None = option("ARN of the caller, or the name of a service", metavar="ARN")
    action: str | None = option("an action, e.g. s3:GetObject", metavar="ACTION")
    resource: str | None = option("an ARN, or * for an action without a resource", metavar="ARN")
    context: tuple[str, ...] = several(
        "a condition key and its value; repeat a key for several values", metavar="KEY=VALUE"
    )
    unknown: tuple[str, ...] = several("condition keys with an unknown value", metavar="KEY")
    requests: str | None = option("file with one JSON request per line; - is standard input", metavar="FILE")


def from_options(options: RequestOptions) -> Request:
    """The request that the options describe; raises ``UsageError``."""
    if options.action is None or options.resource is None:
        raise UsageError("iam evaluate: expected --action and --resource, or --requests FILE")
    pairs = []
    for text in options.context:
        key, equals, value = text.partition("=")
        if not key or not equals:
            raise UsageError(f"--context: expected KEY=VALUE, such as aws:RequestedRegion=eu-west-1, found {text!r}")
        pairs.append((key, (value,)))
    context = Context.of(pairs, options.unknown)
    return Request(
        _action(options.action, "--action"),
        _resource(options.resource, "--resource"),
        requester(options.principal, "--principal"),
        context,
    )


def from_lines(source: Source, options: RequestOptions) -> Iterator[Request]:
    """The requests in ``source``, a JSON object in each line that is not blank. Raises ``UsageError`` with the line.

    ``--principal`` is the caller in a line without one. The keys of ``--unknown`` are unknown in every line.
    """
    for name, value in (("action", options.action), ("resource", options.resource), ("context", options.context)):
        if value:
            raise UsageError(f"--{name} does not combine with --requests; set it in each line")
    asks = requester(options.principal, "--principal")
    for number, line in enumerate(source.text.split("\n"), start=1):
        if line.strip():
            try:
                yield _from_line(line, asks, options.unknown)
            except UsageError as error:
                raise UsageError(f"{source.path}:{number}: {error}") from error


def requester(text: str | None, where: str) -> Requester | None:
    """The caller; raises ``UsageError``."""
    if text is None:
        return None
    if (parsed := Requester.parse(text)) is None:
        wanted = "the ARN of a role, a user or a session, 12 digits for a root user, or a service's name"
        raise UsageError(f"{where}: expected {wanted}, found {text!r}")
    return parsed


def _from_line(line: str, asks: Requester | None, unknown: Iterable[str]) -> Request:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"expected a JSON object: {error}") from error
    if not isinstance(data, dict):
        raise UsageError(f"expected a JSON object with action, resource and context, found {line.strip()[:40]!r}")
    for name in data:
        if name not in _MEMBERS:
            raise UsageError(f"{name!r} is not a member of a request{did_you_mean(name, _MEMBERS)}")
    named = None if data.get("principal") is None else requester(_string(data, "principal"), "principal")
    return Request(
        _action(_string(data, "action"), "action"),
        _resource(_string(data, "resource"), "resource"),
        named or asks,
        Context.of(_pairs(data.get("context", {})), [*_unknown(data.get("unknown", [])), *unknown]),
    )


def _string(data: dict[str, Any], name: str) -> str:
    if name not in data:
        raise UsageError(f"{name}: missing")
    if not isinstance(data[name], str):
        raise UsageError(f"{name}: expected a string, found {json.dumps(data[name])[:40]}")
    return str(data[name])


def _action(text: str, where: str) -> str:
    if not _ACTION.fullmatch(text):
        raise UsageError(f"{where}: expected one action, such as s3:GetObject, found {text!r}")
    return text


def _resource(text: str, where: str) -> str:
    if text != "*" and Arn.parse(text) is None:
        raise UsageError(f"{where}: expected an ARN, or * for an action without a resource, found {text!r}")
    return text


def _pairs(context: object) -> Iterator[tuple[str, list[str]]]:
    if not isinstance(context, dict):
        raise UsageError(f"context: expected {_CONTEXT}, found {json.dumps(context)[:40]}")
    for key, given in context.items():
        yield key, [_value(key, value) for value in (given if isinstance(given, list) else [given])]


def _value(key: str, value: object) -> str:
    """A value as IAM compares it, as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    raise UsageError(
        f"context: {key}: expected a string, a number, true, false or a list, found {json.dumps(value)[:40]}"
    )


def _unknown(keys: object) -> list[str]:
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise UsageError(f"unknown: expected a list of context keys, found {json.dumps(keys)[:40]}")
    return keys

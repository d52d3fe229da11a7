"""``recolint iam evaluate``: whether policies allow a request."""

from __future__ import annotations

from pathlib import Path

from recolint.base.json_text import ascii_json
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source, visible
from recolint.cli.arguments import group, option, several, several_in_turn
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.iam import requests as iam_requests
from recolint.cli.iam.requests import RequestOptions
from recolint.cli.streams import Streams
from recolint.iam import (
    Decision,
    Policies,
    Policy,
    PolicyFault,
    PolicyType,
    Request,
    as_data,
    evaluate,
    in_words,
    managed_policy,
    read_policy,
)
from recolint.io import files

_MORE = """\
Only the policies you pass are evaluated. Without --resource-policy, the other policies decide alone.
The context is complete: a key that you do not pass is absent, as in AWS's policy simulator. --principal adds no keys.
--unknown names keys with unknown values (* for every key you do not pass); decisions that depend on them are unknown.

A line of --requests is a JSON object with action, resource, and optionally context (each key with a value or a list),
principal and unknown (a list of keys). Each request prints one line:
  {"decision": "allowed|denied|unknown", "explicit": true|false, "by": {...}}
explicit is true if a statement decided; by names its layer, file, sid, index (from 0) and line. If no statement
allows the request, by names the layer that lacks one.

exit codes:
  0    allowed; with --requests: every request has a decision
  1    denied, or unknown
  2    usage error: command line, policy file, line of --requests"""


class PolicyOptions(NamedTuple):
    """The policies that decide."""

    identity: tuple[str, ...] = several("policies of the user or role", metavar="FILE")
    boundary: str | None = option("permissions boundary of the user or role", metavar="FILE")
    session: str | None = option("session policy", metavar="FILE")
    scp: tuple[tuple[str, ...], ...] = several_in_turn(
        "service control policies of one level; repeat for the root, each unit and the account",
        metavar="FILE",
    )
    resource_policy: str | None = option(
        "policy of the resource: bucket policy, key policy or trust policy", metavar="FILE"
    )


class Arguments(NamedTuple):
    """Policies and the requests to decide on."""

    policies: PolicyOptions = group(PolicyOptions, "policies: files, or names of AWS managed policies")
    request: RequestOptions = group(RequestOptions, "request")
    output_format: str | None = option("output format (default: text)", choices=("text", "json"))


def run(arguments: Arguments, streams: Streams) -> int:
    """Answer."""
    policies = _policies(arguments.policies)
    request = arguments.request
    if request.requests is None:
        return _answer_one(policies, iam_requests.from_options(request), arguments.output_format, streams)
    if arguments.output_format == "text":
        raise UsageError("--requests prints JSON Lines; remove --output-format text")
    # All lines are read before the first is answered, so that a wrong one leaves no half of an output.
    requests = list(iam_requests.from_lines(_lines(request.requests, streams), request))
    for one in requests:
        streams.write(ascii_json(as_data(evaluate(policies, one)), indent=None) + "\n")
    return Exit.CLEAN


def _answer_one(policies: Policies, request: Request, output_format: str | None, streams: Streams) -> int:
    answer = evaluate(policies, request)
    if output_format == "json":
        streams.write(ascii_json(as_data(answer), indent=None) + "\n")
    else:
        asked = visible(f"{request.action} on {request.resource}")
        streams.write(f"{answer.decision.value}: {asked}\n  {in_words(answer)}\n")
        if policies.resource is None and request.needs_resource_policy and answer.decision is Decision.ALLOWED:
            streams.say("AWS evaluates the policy of this resource too; add it with --resource-policy FILE")
    return Exit.CLEAN if answer.decision is Decision.ALLOWED else Exit.FINDINGS


def _policies(options: PolicyOptions) -> Policies:
    """The policies that the options name; raises ``UsageError`` with all faults of all files."""
    files = _PolicyFiles()
    policies = Policies(
        identity=files.all(options.identity, PolicyType.IDENTITY),
        boundary=files.one(options.boundary, PolicyType.BOUNDARY),
        session=files.one(options.session, PolicyType.SESSION),
        scps=tuple(files.all(level, PolicyType.SCP) for level in options.scp),
        resource=files.one(options.resource_policy, PolicyType.RESOURCE),
    )
    if files.faults:
        raise UsageError("\n".join(files.faults))
    if policies == Policies():
        raise UsageError("iam evaluate: no policy; add the policies of the user or role with --identity FILE")
    return policies


class _PolicyFiles:
    """Reads policy files, and keeps the faults in them."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def all(self, paths: tuple[str, ...], type_: PolicyType) -> tuple[Policy, ...]:
        """The valid policies in ``paths``."""
        return tuple(policy for path in paths if (policy := self.one(path, type_)) is not None)

    def one(self, path: str | None, type_: PolicyType) -> Policy | None:
        """The policy in ``path``, which may be the name of a managed policy that is shipped."""
        if path is None:
            return None
        if type_ is not PolicyType.RESOURCE and (shipped := managed_policy(path)) is not None:
            return shipped
        source = _read(path)
        reading = read_policy(source, type_)
        self.faults += (f"{_place(source, fault)}: {fault.message}" for fault in reading.faults)
        return reading.policy


def _place(source: Source, fault: PolicyFault) -> str:
    if fault.span is None:
        return source.path
    position = source.position(fault.span.start)
    return f"{source.path}:{position.line}:{position.column}"


def _read(path: str) -> Source:
    try:
        return Source.decode(path, files.read(Path(path)))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error


def _lines(path: str, streams: Streams) -> Source:
    return Source.decode("<stdin>", streams.stdin.read()) if path == "-" else _read(path)


COMMAND = Command(Arguments, run, _MORE)

"""A request in other words: as a spec in JSON or YAML, as a call of boto3, as a command of the AWS CLI."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from recolint.awscli.command import command
from recolint.base.json_text import readable_json
from recolint.report.spec import boto3_call, yaml_text

Requests = Sequence[dict[str, Any]]


def _as_json(requests: Requests) -> str:
    return "".join(readable_json(one, indent=2) + "\n" for one in requests)


def _as_commands(requests: Requests) -> str:
    return "\n".join(map(command, requests))


RENDERERS: dict[str, Callable[[Requests], str]] = {
    "boto3": boto3_call.render,
    "aws-cli": _as_commands,
    "yaml": yaml_text.render,
    "json": _as_json,
}
"""By the name of the form. Each accepts plain data of JSON and returns text that no terminal and no log acts on."""

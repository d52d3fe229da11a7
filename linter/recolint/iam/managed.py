"""The AWS managed policies that recolint ships, with version and date: those that the roles of jobs usually have.

The texts are those of the partition ``aws``. ``managed/`` is generated: ``python scripts/refresh_managed_policies.py``.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from recolint.base.aws_names import Arn
from recolint.iam.policy import Policy, PolicyType
from recolint.iam.reading import parse_policy

_FOLDER = Path(__file__).with_name("managed")
_ARN = "arn:aws:iam::aws:policy/"


@cache
def managed_names() -> tuple[str, ...]:
    """The names of the shipped policies, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@cache
def managed_policy(text: str) -> Policy | None:
    """The shipped policy that ``text`` names, by its name or its ARN; ``None`` if it is not shipped."""
    name = text.rpartition("/")[2] if text.startswith(_ARN) else text
    if name not in managed_names():
        return None
    data = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    policy = parse_policy(data["document"], PolicyType.IDENTITY, f"{name} {data['version']}").policy
    return policy and replace(policy, managed=name)


def managed_name(arn: str) -> str | None:
    """The name of the AWS managed policy ``arn`` of any partition; ``None`` for a policy of a customer."""
    parsed = Arn.parse(arn)
    if parsed is None or (parsed.service, parsed.account, parsed.resource_type) != ("iam", "aws", "policy"):
        return None
    return parsed.resource_id.rpartition("/")[2]

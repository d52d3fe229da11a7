"""The table ``[iam]`` of a config: which policies belong to whom. Names files and reads none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from recolint.base.named_tuple import NamedTuple
from recolint.config.layers import KeyPath
from recolint.config.reader import Reader
from recolint.config.table import FileName


class RoleTable(NamedTuple):
    """``[[iam.role]]``: the policies of the roles that ``arn`` matches. ``policies`` is ``None``: not said.

    Each policy is a file, or an AWS managed policy by name or ARN.
    """

    arn: str
    policies: tuple[FileName, ...] | None
    trust: FileName | None
    boundary: FileName | None


class ResourceTable(NamedTuple):
    """An item of ``key-policies`` and the like.

    ``name`` is the key's, the bucket's; ``None``: the policy of any that a spec names. ``account`` is the owner's.
    """

    name: str | None
    policy: FileName
    account: str | None = None


class IamTable(NamedTuple):
    """``[iam]``. ``scps`` has a tuple for each level. ``caller`` is ``None``: not said."""

    roles: tuple[RoleTable, ...] = ()
    caller: tuple[FileName, ...] | None = None
    caller_arn: str | None = None
    session: tuple[FileName, ...] = ()
    scps: tuple[tuple[FileName, ...], ...] = ()
    key_policies: tuple[ResourceTable, ...] = ()
    bucket_policies: tuple[ResourceTable, ...] = ()
    repository_policies: tuple[ResourceTable, ...] = ()

    def names(self) -> Iterator[FileName]:
        """Every policy that is named."""
        for role in self.roles:
            yield from role.policies or ()
            yield from (one for one in (role.trust, role.boundary) if one is not None)
        yield from self.caller or ()
        yield from self.session
        for level in self.scps:
            yield from level
        for one in (*self.key_policies, *self.bucket_policies, *self.repository_policies):
            yield one.policy


def as_data(table: IamTable) -> dict[str, Any]:
    """``table`` as plain data, in the form of the config."""

    def text(name: FileName | None) -> str | None:
        return None if name is None else name.text

    return {
        "role": [
            {
                "arn": role.arn,
                "policies": None if role.policies is None else [name.text for name in role.policies],
                "trust": text(role.trust),
                "boundary": text(role.boundary),
            }
            for role in table.roles
        ],
        "caller": None if table.caller is None else [name.text for name in table.caller],
        "caller-arn": table.caller_arn,
        "session": [name.text for name in table.session],
        "scps": [[name.text for name in level] for level in table.scps],
        "key-policies": [{"key": one.name, "policy": one.policy.text} for one in table.key_policies],
        "bucket-policies": [
            {"bucket": one.name, "policy": one.policy.text, "account": one.account} for one in table.bucket_policies
        ],
        "repository-policies": [one.policy.text for one in table.repository_policies],
    }


_KEYS = (
    "role", "caller", "caller-arn", "session", "scps", "key-policies", "bucket-policies", "repository-policies",
)  # fmt: skip
_ROLE_KEYS = ("arn", "policies", "trust", "boundary")


def read_table(reader: Reader, key: KeyPath, value: object) -> IamTable:
    """The table ``value`` at ``key``."""
    table = reader.table(key, value)
    reader.known(key, table, _KEYS)
    return IamTable(
        roles=tuple(_roles(reader, (*key, "role"), table.get("role", []))),
        caller=_files(reader, (*key, "caller"), table["caller"]) if "caller" in table else None,
        caller_arn=_caller_arn(reader, (*key, "caller-arn"), table["caller-arn"]) if "caller-arn" in table else None,
        session=_files(reader, (*key, "session"), table.get("session", [])),
        scps=tuple(_levels(reader, (*key, "scps"), table.get("scps", []))),
        key_policies=tuple(_of_resources(reader, (*key, "key-policies"), table.get("key-policies", []), "key")),
        bucket_policies=tuple(
            _of_resources(reader, (*key, "bucket-policies"), table.get("bucket-policies", []), "bucket", ("account",))
        ),
        repository_policies=tuple(
            ResourceTable(None, policy)
            for policy in _files(reader, (*key, "repository-policies"), table.get("repository-policies", []))
        ),
    )


def _roles(reader: Reader, key: KeyPath, value: object) -> Iterator[RoleTable]:
    for number, table in enumerate(reader.tables(key, value)):
        at = (*key, number)
        reader.known(at, table, _ROLE_KEYS)
        if "arn" not in table:
            reader.problem(at, "arn is missing; expected arn and at least one of policies, trust, boundary")
            continue
        arn = reader.text((*at, "arn"), table["arn"]) or ""
        if not (arn.startswith("arn:") or "*" in arn):
            reader.wrong((*at, "arn"), arn, "the ARN of a role; * and ? are wildcards")
        yield RoleTable(
            arn,
            policies=_files(reader, (*at, "policies"), table["policies"]) if "policies" in table else None,
            trust=_file(reader, (*at, "trust"), table.get("trust")),
            boundary=_file(reader, (*at, "boundary"), table.get("boundary")),
        )


def _file(reader: Reader, key: KeyPath, value: object) -> FileName | None:
    return None if value is None else reader.file(key, value)


def _files(reader: Reader, key: KeyPath, value: object) -> tuple[FileName, ...]:
    found = (_file(reader, (*key, number), text) for number, text in enumerate(reader.texts(key, value)))
    return tuple(one for one in found if one is not None)


def _levels(reader: Reader, key: KeyPath, value: object) -> Iterator[tuple[FileName, ...]]:
    """Lists of files are levels of the organization; a plain list of files is one level."""
    if isinstance(value, list) and value and all(isinstance(item, list) for item in value):
        yield from (_files(reader, (*key, number), level) for number, level in enumerate(value))
    elif value:
        yield _files(reader, key, value)


def _of_resources(
    reader: Reader, key: KeyPath, value: object, name: str, optional: tuple[str, ...] = ()
) -> Iterator[ResourceTable]:
    """The items of ``value``: files, or tables with ``name``, policy and what is ``optional``."""
    if not isinstance(value, list):
        reader.wrong(key, value, f"a list of files, or of tables with {name} and policy")
        return
    for number, item in enumerate(value):
        at = (*key, number)
        if isinstance(item, str):
            policy = _file(reader, at, item)
            if policy is not None:
                yield ResourceTable(None, policy)
        elif isinstance(item, dict) and {name, "policy"} <= item.keys() <= {name, "policy", *optional}:
            named, policy = reader.text((*at, name), item[name]), _file(reader, (*at, "policy"), item["policy"])
            account = _account(reader, (*at, "account"), item["account"]) if "account" in item else None
            if named is not None and policy is not None:
                yield ResourceTable(named, policy, account)
        else:
            reader.wrong(at, item, f"a file, or a table with {name} and policy")


def _account(reader: Reader, key: KeyPath, value: object) -> str | None:
    text = reader.text(key, value)
    if text is not None and not re.fullmatch(r"\d{12}", text, re.ASCII):
        reader.wrong(key, text, "an account ID of 12 digits")
        return None
    return text


def _caller_arn(reader: Reader, key: KeyPath, value: object) -> str | None:
    # Imported here: few configs name a caller.
    from recolint.iam import Requester

    text = reader.text(key, value)
    if text is not None and (not text.startswith("arn:") or Requester.parse(text) is None):
        reader.wrong(key, text, "the ARN of a user, a role or a session")
    return text

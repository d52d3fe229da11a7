"""The table ``[iam]`` of a config: which policies belong to whom. Names files and reads none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol


class TableReader(Protocol):
    """What takes values out of a config's table and notes what is wrong with them."""

    def problem(self, key: str, text: str) -> None:
        """Note a problem at ``key``."""

    def wrong(self, key: str, got: object, wanted: str) -> None:
        """Note a value of another kind than what is wanted."""

    def known(self, key: str, table: Mapping[str, Any], names: Iterable[str]) -> None:
        """Note the keys of ``table`` that are not in ``names``."""

    def text(self, key: str, value: object) -> str | None:
        """A string."""

    def texts(self, key: str, value: object) -> tuple[str, ...]:
        """A list of strings."""

    def file(self, key: str, value: object) -> str | None:
        """The name of a file."""

    def table(self, key: str, value: object) -> dict[str, Any]:
        """A table."""


class PolicyName(NamedTuple):
    """A file from the config's folder, or an AWS managed policy by name or ARN; and the config's key that names it."""

    text: str
    key: str


class RoleTable(NamedTuple):
    """``[[iam.role]]``: the policies of the roles whose ARNs ``arn`` matches. ``policies`` is ``None``: not said."""

    arn: str
    policies: tuple[PolicyName, ...] | None
    trust: PolicyName | None
    boundary: PolicyName | None


class ResourceTable(NamedTuple):
    """An item of ``key-policies`` and the like.

    ``name`` is the key's, the bucket's; ``None``: the policy of any that a spec names. ``account`` is the owner's.
    """

    name: str | None
    policy: PolicyName
    account: str | None = None


class IamTable(NamedTuple):
    """``[iam]``. ``scps`` has a tuple for each level. ``caller`` is ``None``: not said."""

    roles: tuple[RoleTable, ...] = ()
    caller: tuple[PolicyName, ...] | None = None
    caller_arn: str | None = None
    session: tuple[PolicyName, ...] = ()
    scps: tuple[tuple[PolicyName, ...], ...] = ()
    key_policies: tuple[ResourceTable, ...] = ()
    bucket_policies: tuple[ResourceTable, ...] = ()
    repository_policies: tuple[ResourceTable, ...] = ()

    def names(self) -> Iterator[PolicyName]:
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

    def text(name: PolicyName | None) -> str | None:
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


def read_table(reader: TableReader, key: str, value: object) -> IamTable:
    """The table ``value`` at ``key``."""
    table = reader.table(key, value)
    reader.known(f"{key}.", table, _KEYS)
    return IamTable(
        roles=tuple(_roles(reader, f"{key}.role", table.get("role", []))),
        caller=_files(reader, f"{key}.caller", table["caller"]) if "caller" in table else None,
        caller_arn=_caller_arn(reader, f"{key}.caller-arn", table["caller-arn"]) if "caller-arn" in table else None,
        session=_files(reader, f"{key}.session", table.get("session", [])),
        scps=tuple(_levels(reader, f"{key}.scps", table.get("scps", []))),
        key_policies=tuple(_of_resources(reader, f"{key}.key-policies", table.get("key-policies", []), "key")),
        bucket_policies=tuple(
            _of_resources(reader, f"{key}.bucket-policies", table.get("bucket-policies", []), "bucket", ("account",))
        ),
        repository_policies=tuple(
            ResourceTable(None, policy)
            for policy in _files(reader, f"{key}.repository-policies", table.get("repository-policies", []))
        ),
    )


def _roles(reader: TableReader, key: str, value: object) -> Iterator[RoleTable]:
    if not (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
        reader.wrong(key, value, "a list of tables: [[iam.role]]")
        return
    for number, table in enumerate(value):
        at = f"{key}[{number}]"
        reader.known(f"{at}.", table, _ROLE_KEYS)
        if "arn" not in table:
            reader.problem(at, "arn is missing; wanted arn and, of that role, policies, trust or boundary")
            continue
        arn = reader.text(f"{at}.arn", table["arn"]) or ""
        if not (arn.startswith("arn:") or "*" in arn):
            reader.wrong(f"{at}.arn", arn, "a role's ARN, in which * and ? stand for other text")
        yield RoleTable(
            arn,
            policies=_files(reader, f"{at}.policies", table["policies"]) if "policies" in table else None,
            trust=_file(reader, f"{at}.trust", table.get("trust")),
            boundary=_file(reader, f"{at}.boundary", table.get("boundary")),
        )


def _file(reader: TableReader, key: str, value: object) -> PolicyName | None:
    text = None if value is None else reader.file(key, value)
    return None if text is None else PolicyName(text, key)


def _files(reader: TableReader, key: str, value: object) -> tuple[PolicyName, ...]:
    found = (_file(reader, f"{key}[{number}]", text) for number, text in enumerate(reader.texts(key, value)))
    return tuple(one for one in found if one is not None)


def _levels(reader: TableReader, key: str, value: object) -> Iterator[tuple[PolicyName, ...]]:
    """Lists of files are levels of the organization; a plain list of files is one level."""
    if isinstance(value, list) and value and all(isinstance(item, list) for item in value):
        yield from (_files(reader, f"{key}[{number}]", level) for number, level in enumerate(value))
    elif value:
        yield _files(reader, key, value)


def _of_resources(
    reader: TableReader, key: str, value: object, name: str, optional: tuple[str, ...] = ()
) -> Iterator[ResourceTable]:
    """The items of ``value``: files, or tables with ``name``, policy and what is ``optional``."""
    if not isinstance(value, list):
        reader.wrong(key, value, f"a list of files, or of tables with {name} and policy")
        return
    for number, item in enumerate(value):
        at = f"{key}[{number}]"
        if isinstance(item, str):
            policy = _file(reader, at, item)
            if policy is not None:
                yield ResourceTable(None, policy)
        elif isinstance(item, dict) and {name, "policy"} <= item.keys() <= {name, "policy", *optional}:
            named, policy = reader.text(f"{at}.{name}", item[name]), _file(reader, f"{at}.policy", item["policy"])
            account = _account(reader, f"{at}.account", item["account"]) if "account" in item else None
            if named is not None and policy is not None:
                yield ResourceTable(named, policy, account)
        else:
            reader.wrong(at, item, f"a file, or a table with {name} and policy")


def _account(reader: TableReader, key: str, value: object) -> str | None:
    text = reader.text(key, value)
    if text is not None and not re.fullmatch(r"\d{12}", text, re.ASCII):
        reader.wrong(key, text, "an account ID of 12 digits")
        return None
    return text


def _caller_arn(reader: TableReader, key: str, value: object) -> str | None:
    # Imported here: few configs name a caller.
    from recolint.iam import Requester

    text = reader.text(key, value)
    if text is not None and (not text.startswith("arn:") or Requester.parse(text) is None):
        reader.wrong(key, text, "the ARN of a user, a role or a session")
    return text

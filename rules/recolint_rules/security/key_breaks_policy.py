from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from recolint.plugin import (
    ERROR,
    Advice,
    Annotated,
    Any,
    Arn,
    Context,
    Finding,
    Globs,
    InputConfig,
    Invalid,
    Job,
    Located,
    Member,
    NamedTuple,
    OutputConfig,
    Rule,
    Settings,
    Structure,
    Valid,
    did_you_mean,
)
from recolint_rules.facts.globs import first_match
from recolint_rules.facts.keys import Key, named, parse
from recolint_rules.facts.location import JobLocation, only_region
from recolint_rules.facts.wording import first_of, shown
from recolint_rules.security._required import missing

_MEMBERS: dict[str, tuple[tuple[Structure[Any], Member], str, str]] = {
    "volume": ((Job.input, InputConfig.volume_key), "VolumeKmsKeyId", "add VolumeKmsKeyId to InputConfig"),
    "output": ((Job.output, OutputConfig.key), "OutputConfig.KmsKeyId", "add KmsKeyId to OutputConfig"),
}


class Options(NamedTuple):
    """The policy."""

    keys: Annotated[
        Globs,
        "globs of the keys that jobs may use: ARNs of keys and aliases, alias/<name>, or key IDs; empty: any",
    ] = Globs(())
    accounts: Annotated[Globs, "IDs of the accounts with keys that jobs may use, or globs; empty: any"] = Globs(())
    required: Annotated[tuple[str, ...], "the keys that each job must set: volume, output"] = ()


class KeyBreaksPolicy(Rule[Options]):
    """A KMS key is missing, or the team does not allow it.

    What it checks: VolumeKmsKeyId and KmsKeyId. Each must match a glob of the option `keys`, and belong to one of
    `accounts`. A key without an ARN belongs to the job's account: that of the role, or else of the config. A glob
    without `arn:` matches keys of that account only, unless `accounts` is set. An alias must match by its own name,
    since only AWS knows its key. The rule is silent if an unknown account or Region decides. `required` lists the keys
    that must be set and not empty. Without options the rule is silent.

    Why it matters: everybody with access to the key may read the data, and IAM cannot require a key: this call has no
    condition key for it.

    What to do: use a key that the policy allows."""

    code, name = "RL610", "key-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 5.0
    examples = (
        Valid("InputConfig: {VolumeKmsKeyId: alias/mine}", title="no policy is set"),
        Valid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"
            "InputConfig: {VolumeKmsKeyId: alias/ml-volumes}\n"
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/ml-output'}\n",
            options={"keys": ["alias/ml-*"], "accounts": ["111122223333"], "required": ["volume", "output"]},
        ),
        Valid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs\nInputConfig: {VolumeKmsKeyId: alias/ml-volumes}\n",
            options={"keys": ["arn:aws:kms:*:111122223333:alias/ml-*"]},
            title="a name is compared with ARNs",
        ),
        Valid(
            "InputConfig: {VolumeKmsKeyId: alias/ml-volumes}",
            options={"accounts": ["111122223333"]},
            title="the account is unknown",
        ),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: alias/mine}",
            at="/InputConfig/VolumeKmsKeyId",
            options={"keys": ["alias/ml-*", "arn:aws:kms:*:111122223333:key/*"]},
            message="the key 'alias/mine' does not match a glob in keys of the policy",
        ),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"
            "InputConfig: {VolumeKmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:alias/ml-volumes'}\n",
            at="/InputConfig/VolumeKmsKeyId",
            options={"keys": ["alias/ml-*"]},
            title="an alias of the same name in another account",
        ),
        Invalid(
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:alias/output'}",
            at="/OutputConfig/KmsKeyId",
            options={"accounts": ["111122223333"]},
            message="the key belongs to account 123456789012, which the policy does not allow",
        ),
        Invalid(
            "RoleArn: arn:aws:iam::123456789012:role/Jobs\nOutputConfig: {KmsKeyId: alias/output}\n",
            at="/OutputConfig/KmsKeyId",
            options={"accounts": ["111122223333"]},
            title="a key without an ARN belongs to the job's account",
        ),
        Invalid("InputConfig: {ModelName: churn}", at="/InputConfig", options={"required": ["volume"]}),
        Invalid("OutputConfig: {KmsKeyId: ''}", at="/OutputConfig/KmsKeyId", options={"required": ["output"]}),
    )

    @classmethod
    def problems(cls, options: Options) -> Iterator[tuple[str, str]]:
        """Keys that the request does not have."""
        for name in options.required:
            if name not in _MEMBERS:
                yield "required", f"expected volume or output, found {name!r}{did_you_mean(name, _MEMBERS)}"

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for name in dict.fromkeys(self.options.required):
            wanted, called, advice = _MEMBERS[name]
            gap = missing(job, wanted)
            if gap is not None:
                yield self.finding(gap.place, f"{called} is {gap.why}; the policy requires it", help=advice)
        if self.options.keys or self.options.accounts:
            yield from self._wrong(job, context)

    def _wrong(self, job: Job, context: Context) -> Iterator[Finding]:
        keys, accounts, _ = self.options
        home = _home(job, context.settings)
        for text in named(job):
            owner = account(text, home)
            if accounts and owner is not None and first_match(owner, accounts) is None:
                yield self.finding(
                    text,
                    f"the key belongs to account {owner}, which the policy does not allow",
                    help=f"use a key of {first_of(accounts)}",
                )
            elif keys and all(allows(glob, text, home, accounts) is False for glob in keys):
                yield self.finding(
                    text,
                    f"the key {shown(text.value)} does not match a glob in keys of the policy",
                    help=f"use a key that matches one of: {first_of(keys)}",
                )


def _home(job: Job, settings: Settings) -> JobLocation:
    """The place where the job can run: a role can be passed only in its account, even if the config names another."""
    role = Arn.parse(job.role.value) if job.role is not None else None
    account = role.account if role is not None else settings.account if job.lacks(Job.role) else None
    return JobLocation(account, only_region(job, settings))


_FIELDS = 6
"""The fields of an ARN: ``arn:partition:kms:region:account:resource``."""


def account(text: Located[str], home: JobLocation) -> str | None:
    """The account of the key that ``text`` names, with ``home``, the place where the job runs; ``None``: unknown."""
    key = parse(text)
    if key is not None and key.arn is not None:
        return key.arn.account
    return home.account


def allows(glob: str, text: Located[str], home: JobLocation, accounts: Sequence[str]) -> bool | None:
    """Whether ``glob`` matches the key that ``text`` names; ``None`` if an unknown account or Region decides. A glob
    that is not an ARN matches keys of ``accounts``, or, if these are empty, of the job's account.
    """
    key = parse(text)
    if key is None:
        return fnmatchcase(text.value, glob)
    if glob.startswith("arn:"):
        return _allows_arn(glob, key, home)
    if not any(fnmatchcase(name, glob) for name in (_resource(key), _resource(key).removeprefix("key/"))):
        return False
    if key.arn is None:
        return True
    if accounts:
        return first_match(key.arn.account, accounts) is not None
    return home.account in (None, key.arn.account)


def _allows_arn(glob: str, key: Key, home: JobLocation) -> bool | None:
    if key.arn is not None:
        return fnmatchcase(":".join(("arn", *key.arn[:-1], _resource(key))), glob)
    globs = glob.split(":", _FIELDS - 1)
    if len(globs) < _FIELDS:
        return None
    fields = ("arn", None, "kms", home.region, home.account, _resource(key))
    if any(field is not None and not fnmatchcase(field, one) for field, one in zip(fields, globs, strict=True)):
        return False
    # A star matches any field. The partition is the job's, and a name cannot be in another one.
    unknown = (one for field, one in zip(fields[2:], globs[2:], strict=True) if field is None)
    return True if all(one == "*" for one in unknown) else None


def _resource(key: Key) -> str:
    """``key/<ID>`` or ``alias/<name>``; the hex digits of an ID are case-insensitive."""
    return key.name if key.kind == "alias" else f"key/{key.name.lower()}"

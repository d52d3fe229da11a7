from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.plugin import ERROR, Arn, Documented, Finding, Fix, Invalid, Job, Rule, Set, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.keys import KEY_ID, is_key, named
from recolint_rules.facts.wording import cut, shown

_ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
_SHOWN = 30
_FORMS = f"write a key ID such as {_ID}, alias/<name>, or the ARN of either"


class KeyForm(Rule[None]):
    """A KMS key does not have one of the four forms.

    What it checks: that VolumeKmsKeyId and KmsKeyId are a key ID (a UUID, or `mrk-` and 32 digits), the ARN of a key,
    `alias/` and a name, or the ARN of an alias. The pattern of the service model accepts more.

    Why it matters: AWS accepts the job, and the job fails when it first uses the key.

    What to do: write one of the four. The name of an alias starts with `alias/`."""

    code, name = "RL601", "key-form"
    severity, basis = ERROR, Documented(sources.INPUT_CONFIG, "VolumeKmsKeyId")
    refuses = True
    examples = (
        Valid("InputConfig: {VolumeKmsKeyId: 1234abcd-12ab-34cd-56ef-1234567890ab}"),
        Valid("OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/team/volumes'}"),
        Valid("OutputConfig: {KmsKeyId: mrk-1234abcd12ab34cd56ef1234567890ab}"),
        Invalid("OutputConfig: {KmsKeyId: my-key}", at="/OutputConfig/KmsKeyId"),
        Invalid(
            "OutputConfig: {KmsKeyId: key/1234abcd-12ab-34cd-56ef-1234567890ab}",
            at="/OutputConfig/KmsKeyId",
            fixed="OutputConfig: {KmsKeyId: 1234abcd-12ab-34cd-56ef-1234567890ab}",
        ),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/volumes'}",
            at="/InputConfig/VolumeKmsKeyId",
        ),
        Invalid("InputConfig: {VolumeKmsKeyId: 'arn:aws:iam::111122223333:role/a'}", at="/InputConfig/VolumeKmsKeyId"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for text in named(job):
            if is_key(text.value):
                continue
            why, right = _near(text.value)
            yield self.finding(
                text,
                _message(text.value, why),
                help=None if right else _help(text.value),
                fix=Fix(f"write {right}", (Set(text.route, right),)) if right else None,
            )


def _near(value: str) -> tuple[str, str | None]:
    """The fault of ``value``, and the correct form if it is certain."""
    arn = Arn.parse(value)
    if arn is None:
        if re.fullmatch(f"key/(?:{KEY_ID})", value, re.IGNORECASE):
            return "a key ID has no 'key/' before it", value.removeprefix("key/")
        return "expected a key ID, an alias/<name> or an ARN", None
    if arn.service != "kms":
        return f"found an ARN of {cut(arn.service) or 'no service'}", None
    if not arn.region:
        return "the Region is missing in the ARN", None
    if not re.fullmatch(r"[0-9]{12}", arn.account):
        return f"{shown(arn.account)} is not an account ID", None
    if arn.resource_type == "key":
        return f"{shown(arn.resource_id)} is not a key ID", None
    return "found neither a key nor an alias", None


def _message(value: str, why: str) -> str:
    """Keeps the end of a long ARN, which differs more than its start."""
    tail = value if len(value) <= _SHOWN else f"...{value[-_SHOWN + 3 :]}"
    return f"{tail!r} is not a KMS key: {why}"


def _help(value: str) -> str:
    arn = Arn.parse(value)
    if arn is not None and arn.service == "kms" and arn.resource_type == "key":
        return f"write key/<key ID>, such as key/{_ID}"
    return _FORMS

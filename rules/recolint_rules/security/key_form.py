from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.arn import Arn
from recolint.finding import Documented, Finding, Fix, Set
from recolint.job import Job
from recolint.rule import ERROR, Context, Invalid, Rule, Valid
from recolint_rules.security.keys import KEY_ID, named, parse

_FORMS = "write a key id, a key's ARN, alias/NAME or an alias' ARN"


class KeyForm(Rule[None]):
    """A KMS key is named in none of the four forms that there are.

    What it checks: that VolumeKmsKeyId and KmsKeyId are a key id (a UUID, or `mrk-` and 32 digits), the ARN of a key,
    `alias/` and a name, or the ARN of an alias. The pattern of the service's model lets much else by.

    Why it matters: the job is accepted, and fails when it first uses the key.

    What to do: write one of the four. A name without `alias/` before it is no alias.
    """

    code, name = "RL601", "key-form"
    severity, basis = ERROR, Documented("API reference: RecommendationJobInputConfig, VolumeKmsKeyId")
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

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """Say which form it comes near."""
        for text in named(job):
            if parse(text) is not None:
                continue
            why, right = _near(text.value)
            yield self.finding(
                text,
                f"{text.value!r} {why}",
                help=f"write {right}" if right else _FORMS,
                fix=Fix(f"write {right}", (Set(text.route, right),)) if right else None,
            )


def _near(value: str) -> tuple[str, str | None]:
    """What is wrong with ``value``, and the right form where it is certain."""
    arn = Arn.parse(value)
    if arn is None:
        if re.fullmatch(f"key/(?:{KEY_ID})", value, re.IGNORECASE):
            return "has 'key/' before the id, which belongs in an ARN alone", value.removeprefix("key/")
        alias = f"alias/{value.removeprefix('alias/') or 'NAME'}"
        return f"is neither a key id nor an ARN; an alias is written {alias}", None
    if arn.service != "kms":
        return f"is an ARN of {arn.service or 'no service'}, not of a KMS key", None
    if not arn.region:
        return "is an ARN without a Region", None
    if not re.fullmatch(r"[0-9]{12}", arn.account):
        return "is an ARN without an account id of 12 digits", None
    if arn.resource_type == "key":
        return f"is an ARN that ends in {arn.resource_id!r}, which is no key id", None
    return "is an ARN of neither a key nor an alias", None

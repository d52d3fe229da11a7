"""The KMS keys of a spec, as AWS describes them."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import Account, Answer, Job, NotAnsweredError
from recolint_rules.facts.keys import Key, keys


def described(job: Job, account: Account) -> Iterator[tuple[Key, Answer | None]]:
    """Each key of ``job`` that can be looked up, with AWS's description; ``None``: it does not exist. A failed lookup
    does not affect the other keys.
    """
    for key in keys(job):
        if (key.arn is not None and key.arn.region != account.region) or key.name.startswith("alias/aws/"):
            continue
        try:
            told = account.ask("kms", "DescribeKey", KeyId=key.text.value)
        except NotAnsweredError:
            continue
        yield key, told

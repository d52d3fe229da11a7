from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, Invalid, Job, Located, Preset, Rule, Valid, label
from recolint_rules.facts.arns import named

_ACCOUNTS = frozenset(
    {"000000000000", "012345678901", "111111111111", "111122223333", "123456789012", "444455556666", "999999999999"}
)


class DocumentationAccount(Rule[None]):
    """An ARN has an account ID from AWS's documents.

    What it checks: the accounts in RoleArn, ModelPackageVersionArn and the KMS keys, for IDs that AWS's documents and
    samples use, such as 111122223333 and 123456789012.

    Why it matters: the ID was probably copied from a sample. The role or package then does not exist.

    What to do: write your own account ID. Ignore this rule in files that are samples."""

    code, name = "RL032", "documentation-account"
    severity, basis = INFO, Advice("AWS's documents use these account IDs in their samples")
    preset = Preset.STRICT
    examples = (
        Valid("RoleArn: arn:aws:iam::246813579024:role/Jobs"),
        Invalid("RoleArn: arn:aws:iam::123456789012:role/Jobs", at="/RoleArn"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        places: dict[str, list[Located[str]]] = {}
        for one in named(job):
            if one.arn.account in _ACCOUNTS:
                places.setdefault(one.arn.account, []).append(one.text)
        for account, (first, *others) in places.items():
            yield self.finding(
                first,
                f"account {account} is a sample from AWS's documents",
                labels=[label(other, "and here") for other in others],
                help="write your own account ID",
            )

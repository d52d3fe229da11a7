from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, Invalid, Job, Located, Preset, Rule, Valid, label
from recolint_rules.facts.arns import named

_ACCOUNTS = frozenset(
    {"000000000000", "012345678901", "111111111111", "111122223333", "123456789012", "444455556666", "999999999999"}
)


class DocumentationAccount(Rule[None]):
    """An ARN has an account id from AWS's documents.

    What it checks: the accounts in RoleArn, ModelPackageVersionArn and the KMS keys, for ids that documents and samples
    use: 111122223333, 123456789012 and their like.

    Why it matters: the id was probably copied with a sample; the role or package is then in nobody's account.

    What to do: write your own account id. Samples that are to stay samples can ignore this rule.
    """

    code, name = "RL032", "documentation-account"
    severity, basis = INFO, Advice("AWS's documents use these account ids in their samples")
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
                f"the account {account} is one of AWS's documents",
                labels=[label(other, "and here") for other in others],
                help="write your own account id",
            )

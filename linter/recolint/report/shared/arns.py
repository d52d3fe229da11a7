"""ARNs in a table, where most begin alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from recolint.base.aws_names import Arn


def beginnings(arns: Sequence[str], ellipsis: str) -> dict[str, str]:
    """What several of ``arns`` begin with, as ``arn:aws:iam::111122223333:``, and what may be written for it.

    A service has at most one, the most frequent: ``iam:…:``.
    """
    counts = Counter(beginning for arn in arns if (beginning := _beginning(arn)) is not None)
    found: dict[str, str] = {}
    for beginning, count in counts.most_common():
        short = f"{beginning.split(':')[2]}:{ellipsis}:"
        if count > 1 and short not in found.values():
            found[beginning] = short
    return found


def shortened(arn: str, short: Mapping[str, str]) -> str:
    """``arn`` with what it begins with as ``short``, a result of ``beginnings``, has it."""
    beginning = _beginning(arn) or ""
    return arn if beginning not in short else f"{short[beginning]}{arn.removeprefix(beginning)}"


def _beginning(arn: str) -> str | None:
    parsed = Arn.parse(arn)
    # Without an account little would be gained.
    return arn[: -len(parsed.resource)] if parsed is not None and parsed.resource and parsed.account else None

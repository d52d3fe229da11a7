"""Shortens ARNs in a table if several of them have the same prefix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from recolint.base.aws_names import Arn


def beginnings(arns: Sequence[str], ellipsis: str) -> dict[str, str]:
    """Prefixes of several of ``arns``, such as ``arn:aws:iam::111122223333:``, each with its short form, ``iam:…:``.

    Of each service, only the most frequent prefix has a short form.
    """
    counts = Counter(beginning for arn in arns if (beginning := _beginning(arn)) is not None)
    found: dict[str, str] = {}
    for beginning, count in counts.most_common():
        short = f"{beginning.split(':')[2]}:{ellipsis}:"
        if count > 1 and short not in found.values():
            found[beginning] = short
    return found


def shortened(arn: str, short: Mapping[str, str]) -> str:
    """``arn`` with its prefix replaced by the short form in ``short``, a result of ``beginnings``."""
    beginning = _beginning(arn) or ""
    return arn if beginning not in short else f"{short[beginning]}{arn.removeprefix(beginning)}"


def _beginning(arn: str) -> str | None:
    parsed = Arn.parse(arn)
    # An ARN without an account is short anyway.
    return arn[: -len(parsed.resource)] if parsed is not None and parsed.resource and parsed.account else None

"""Which jobs to list."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from recolint.cli.arguments import bounded
from recolint.cli.exits import UsageError

STATUSES = ("PENDING", "IN_PROGRESS", "COMPLETED", "FAILED", "STOPPING", "STOPPED", "DELETING", "DELETED")
_SORTS = {"created": "CreationTime", "name": "Name", "status": "Status"}


def add_filters(parser: Any) -> None:
    """Add the options that choose jobs."""
    group = parser.add_argument_group("which jobs")
    group.add_argument("--name-contains", metavar="TEXT", help="with this in the name")
    group.add_argument("--status", choices=STATUSES, help="in this status")
    group.add_argument("--model-name", metavar="NAME", help="of this model")
    group.add_argument("--model-package-version-arn", metavar="ARN", help="of this version of a model package")
    group.add_argument("--since", metavar="TIME", help="made after this, as 2026-11-23 or 2026-11-23T15:00:00+01:00")
    group.add_argument("--until", metavar="TIME", help="made before this")
    group.add_argument("--sort-by", choices=_SORTS, default="created", help="the order (default: created)")
    group.add_argument("--ascending", action="store_true", help="least first")
    group.add_argument("--max-items", type=bounded(int, 1, 1_000_000), metavar="N", help="no more than so many")


def filters(arguments: Any) -> dict[str, Any]:
    """The members of the API's request that the options stand for; raises ``UsageError``."""
    given = {
        "NameContains": arguments.name_contains,
        "StatusEquals": arguments.status,
        "ModelNameEquals": arguments.model_name,
        "ModelPackageVersionArnEquals": arguments.model_package_version_arn,
        "CreationTimeAfter": _time("--since", arguments.since),
        "CreationTimeBefore": _time("--until", arguments.until),
        "SortBy": _SORTS[arguments.sort_by],
        "SortOrder": "Ascending" if arguments.ascending else "Descending",
    }
    return {name: value for name, value in given.items() if value is not None}


def _time(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: got {text!r}, wanted a date or a time as ISO 8601 writes it") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)

"""Which jobs to list."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import bounded, choice, flag, option
from recolint.cli.exits import UsageError

STATUSES = ("PENDING", "IN_PROGRESS", "COMPLETED", "FAILED", "STOPPING", "STOPPED", "DELETING", "DELETED")
_SORTS = {"created": "CreationTime", "name": "Name", "status": "Status"}


class Filters(NamedTuple):
    """Which jobs are listed, and in which order."""

    name_contains: str | None = option("only jobs with TEXT in the name", metavar="TEXT")
    status: str | None = option("only jobs with this status", choices=STATUSES)
    model_name: str | None = option("only jobs for this model", metavar="NAME")
    model_package_version_arn: str | None = option("only jobs for this version of a model package", metavar="ARN")
    since: str | None = option(
        "only jobs created after TIME, e.g. 2026-11-23 or 2026-11-23T15:00:00+01:00", metavar="TIME"
    )
    until: str | None = option("only jobs created before TIME", metavar="TIME")
    sort_by: str = choice("sort key (default: created)", _SORTS, default="created")
    ascending: bool = flag("sort ascending")
    max_items: int | None = option("at most N jobs", metavar="N", parse=bounded(int, 1, 1_000_000))


def members(options: Filters) -> dict[str, Any]:
    """The members of the API's request that the options stand for; raises ``UsageError``."""
    given = {
        "NameContains": options.name_contains,
        "StatusEquals": options.status,
        "ModelNameEquals": options.model_name,
        "ModelPackageVersionArnEquals": options.model_package_version_arn,
        "CreationTimeAfter": _time("--since", options.since),
        "CreationTimeBefore": _time("--until", options.until),
        "SortBy": options.sort_by,
        "SortOrder": "Ascending" if options.ascending else "Descending",
    }
    return {name: value for name, value in given.items() if value is not None}


def _time(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: expected a date or a time in ISO 8601, found {text!r}") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)

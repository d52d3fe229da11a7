"""``recolint submit PLAN``: reads a saved plan, and refuses requests that differ from it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams
from recolint.cli.submit.sources import RequestOptions, SourceOptions
from recolint.io import files, repository
from recolint.io.paths import shown
from recolint.submit.preflight import ReadyRequests
from recolint.submit.saved_plan import (
    MAX_BYTES,
    PlannedJob,
    SavedPlan,
    SavedPlanError,
    changes,
    is_saved_plan,
    other_accounts,
    other_regions,
    parse,
)


class PlanChangedError(Exception):
    """The requests differ from the saved plan. The differences are already reported."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The plan in ``file``, with spec paths relative to the working directory; ``None`` if it is not a saved plan."""

    file: str
    plan: SavedPlan | None

    def source(self, source: SourceOptions) -> SourceOptions:
        """``source`` with the specs of the plan."""
        if self.plan is None:
            return source
        return source._replace(specs=tuple(dict.fromkeys(job.spec for job in self.plan.jobs)))

    def hold(self, ready: ReadyRequests, policies: Mapping[str, str], region: str | None, streams: Streams) -> None:
        """Raise ``PlanChangedError`` if requests, bounds, ``policies`` or the ``region``, if known, are other ones."""
        if self.plan is None:
            return
        jobs = [
            PlannedJob.of(one.spec.path, one.spec.index, one.request, ready.plans.get(one.spec), (None, None))
            for one in ready.requests
        ]
        moved = () if region is None else other_regions(self.plan, region)
        self._require_none([*changes(self.plan, jobs, policies), *moved], streams)

    def hold_place(self, region: str, account: str | None, streams: Streams) -> None:
        """Raise ``PlanChangedError`` if the jobs were planned for another Region or account."""
        if self.plan is not None:
            self._require_none([*other_regions(self.plan, region), *other_accounts(self.plan, account)], streams)

    def _require_none(self, differences: Sequence[str], streams: Streams) -> None:
        for one in differences:
            streams.say(f"{self.file}: {one}")
        if differences:
            streams.say(
                "nothing was sent: the request differs from the saved plan; plan again with recolint plan --save"
            )
            raise PlanChangedError


def named(source: SourceOptions) -> Saved:
    """The saved plan that ``source`` names, if any; raises ``UserError`` for a wrong one, or several."""
    found = [(path, data) for path in source.specs if (data := _data(path)) is not None]
    if not found:
        return Saved("", None)
    (path, data), *_ = found
    if len(source.specs) > 1:
        raise UsageError(f"{path}: is a saved plan; submit it without other specs")
    if source.request != RequestOptions({}, None, None, "none"):
        raise UsageError(f"{path}: a saved plan cannot be changed; remove the options that change the request")
    plan = parse(path, data)
    folder = Path(path).absolute().parent
    jobs = tuple(replace(job, spec=_spec(path, job.spec, folder)) for job in plan.jobs)
    return Saved(path, replace(plan, jobs=jobs))


def _data(path: str) -> bytes | None:
    """The content of the file ``path`` if it is a saved plan; the code that reads specs reports a missing file."""
    if path == "-" or files.is_stream(path):
        return None
    try:
        data = files.read(Path(path), MAX_BYTES)
    except (OSError, ValueError):
        return None
    return data if is_saved_plan(data) else None


def _spec(file: str, spec: str, folder: Path) -> str:
    """The path of ``spec``, which counts from ``folder`` and must be in its repository; raises ``SavedPlanError``."""
    path = Path(os.path.normpath(folder / spec))
    wrong = repository.refusal(path, repository.border(folder))
    if wrong is not None:
        raise SavedPlanError(f"{file}: {spec!r} is {wrong}; expected a regular file in the repository")
    return shown(path)

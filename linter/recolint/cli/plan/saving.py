"""``recolint plan --save``: writes the plan that ``recolint submit`` runs exactly."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from recolint import document
from recolint.base.finding import SpecId
from recolint.base.text import Source, plural
from recolint.check.plans import PlannedSpec
from recolint.check.tasks import Input
from recolint.cli.exits import Exit, UsageError
from recolint.cli.output import put
from recolint.cli.streams import Streams
from recolint.io import files, repository
from recolint.request.recognition import is_meant_as_spec
from recolint.submit.saved_plan import MAX_BYTES, PlannedJob, SavedPlan, as_text, is_saved_plan


class Saving:
    """Saves a plan in ``file``; does nothing if ``file`` is ``None``."""

    def __init__(self, file: str | None, specs: Sequence[str], number: int | None) -> None:
        """Raise ``UsageError`` for what cannot be saved, before anything is planned."""
        self._file = file
        self._inputs: list[Input] = []
        if file is None:
            return
        if "-" in specs:
            raise UsageError("--save: a saved plan names the file of each spec, and standard input has none")
        if number is not None:
            raise UsageError("--save: submit runs all documents of a file; remove --document")
        if os.path.lexists(file) and not _is_replaceable(Path(file)):
            raise UsageError(f"--save {file}: exists and is not a saved plan")

    def noting(self, inputs: Iterable[Input]) -> Iterator[Input]:
        """``inputs``, each remembered if it is to be saved."""
        for one in inputs:
            if self._file is not None:
                self._inputs.append(one)
            yield one

    def finish(self, plans: Sequence[PlannedSpec], code: int, policies: Mapping[str, str], streams: Streams) -> None:
        """Write ``plans``, all that is planned of the inputs, if ``code`` is 0; raises ``UsageError``."""
        if self._file is None:
            return
        if code == Exit.CLEAN:
            _save(self._file, plans, self._inputs, policies, streams)
        else:
            streams.say(f"{self._file}: not saved")


def _is_replaceable(path: Path) -> bool:
    try:
        return is_saved_plan(files.read(path, MAX_BYTES))
    except OSError:
        return False


def _save(
    file: str, plans: Sequence[PlannedSpec], inputs: Sequence[Input], policies: Mapping[str, str], streams: Streams
) -> None:
    folder = Path(file).absolute().parent
    border = repository.border(folder)
    requests = _requests(file, inputs)
    strays = sorted(spec.shown for spec in set(requests) ^ {one.spec for one in plans})
    if strays:
        raise UsageError(f"--save {file}: {strays[0]}: submit cannot run it; expected specs in JSON or YAML")
    jobs = tuple(_job(file, one, requests[one.spec], folder, border) for one in plans)
    text = as_text(SavedPlan(jobs, policies))
    if len(text) > MAX_BYTES:
        raise UsageError(f"--save {file}: {len(jobs):,} jobs are too many; the maximum is {MAX_BYTES:,} bytes")
    put(f"--save {file}", file, text)
    streams.say(f"{file}: saved, with {plural(len(jobs), 'job')}; recolint submit {file} runs it")
    if any(job.region is None for job in jobs):
        streams.say(f"{file}: the Region of a job is unknown, and submit will accept any; add --region")
    if any(job.account is None for job in jobs):
        streams.say(f"{file}: the account of a job is unknown, and submit will accept any; add --account")


def _requests(file: str, inputs: Sequence[Input]) -> dict[SpecId, document.Document]:
    """The requests of ``inputs``, as submit reads them."""
    sources: dict[str, Source] = {}
    for one in inputs:
        if one.path in sources:
            raise UsageError(f"--save {file}: {one.path} has one spec per line; use one file per spec")
        sources[one.path] = one.source
    readings = [(path, document.read(source)) for path, source in sources.items()]
    return {
        SpecId(path, one.index): one
        for path, reading in readings
        for one in reading.documents
        if is_meant_as_spec(one.data)
    }


def _job(file: str, one: PlannedSpec, found: document.Document, folder: Path, border: str) -> PlannedJob:
    path = Path(one.spec.path).absolute()
    if repository.refusal(path, border) is not None:
        raise UsageError(f"--save {file}: {one.spec.path} is outside the repository of {file}; save it beside the spec")
    spec = Path(os.path.relpath(path, folder)).as_posix()
    if found.unknown or found.open:
        raise UsageError(f"--save {file}: {one.spec.shown}: the request has unknown values")
    try:
        return PlannedJob.of(spec, one.spec.index, found.data, one.plan, (one.region, one.account))
    except TypeError as error:
        raise UsageError(f"--save {file}: {one.spec.shown}: JSON has no form for a date; quote it") from error

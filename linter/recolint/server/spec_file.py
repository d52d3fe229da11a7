"""An open spec: its last text, its last readable documents, and what a check says of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from recolint.base.finding import Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source, Span
from recolint.check.context import Unrecognized
from recolint.check.hosted import contents, is_code
from recolint.check.placed import Diagnostic
from recolint.check.reduce import check_files
from recolint.check.tasks import Input
from recolint.config.files import ConfigFiles
from recolint.config.patterns import relative
from recolint.document import Document, Entry, Reading, read
from recolint.request.recognition import is_spec
from recolint.rule.kinds import Spec
from recolint.rule.registry import Registry


class Found(NamedTuple):
    """The result of a check of one text: its findings in order of place, and the specs in it."""

    source: Source
    reading: Reading
    findings: tuple[Diagnostic, ...]
    specs: tuple[Spec, ...]


def check(path: str, text: str, configs: ConfigFiles, registry: Registry, today: date) -> Found:
    """Check ``text`` as the content of the file ``path``, saved or not. A text that is not a job spec has no findings.

    Raises ``UserError`` for a configuration that is wrong.
    """
    absolute = Path(path).absolute()
    config = configs.of_file(absolute.as_posix())
    source = Source.decode(path, text.encode("utf-8", "surrogatepass"))
    of_code = is_code(path)
    reading = contents(source, is_spec).reading if of_code else read(source)
    name = relative(config.folder, absolute.as_posix())
    item = Input(source, config, name, named=False, reading=reading, is_code=of_code)
    run = check_files([item], registry, today, Unrecognized.SKIP, also=_itself)
    specs = tuple(spec for file in run.files for spec in file.also)
    # Findings in a config or in an IAM policy file are not shown in this text.
    findings = tuple(placed for placed in run.findings if placed.spec.path == path)
    return Found(source, reading, findings, specs)


def _itself(spec: Spec) -> Spec:
    return spec


def entry_at(document: Document, offset: int) -> Entry | None:
    """The innermost entry of ``document`` with ``offset`` in its key or value."""
    best: Entry | None = None
    for entry in document.entries():
        if _holds(entry.value, offset) or (entry.key is not None and _holds(entry.key, offset)):
            best = entry
    return best


def document_at(reading: Reading, offset: int) -> Document | None:
    """The document of ``reading`` that contains ``offset``: the last one that begins before it."""
    found: Document | None = None
    for document in reading.documents:
        if found is None or document.place(()).start <= offset:
            found = document
    return found


def value_at(document: Document | None, route: Route) -> object:
    """The plain value at ``route``; ``None`` if missing."""
    if document is None:
        return None
    try:
        value: object = document.value(route)
    except LookupError:
        return None
    return value


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end

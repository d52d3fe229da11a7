"""The kind of a file that is not a job spec: one sentence that says so, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from recolint.base.named_tuple import NamedTuple
from recolint.base.spelling import normalize
from recolint.base.text import Source, visible
from recolint.request.recognition import foreign, may_be_spec, names_another_job, resembles_spec, wrapped

_OPERATION = "CreateInferenceRecommendationsJob"
_LONGEST = 40
"""Characters of a name from a file that a message shows."""


class Other(NamedTuple):
    """The kind of a file as a message, and what to do."""

    message: str
    help: str


_SKIP = "name a job spec in JSON or YAML, or skip other files with --unrecognized skip"
_WRITE = (
    "write JobName, JobType, RoleArn and InputConfig at the top level, or skip other files with --unrecognized skip"
)
_IN_CODE = "recolint finds no call that sends a request in it; recolint.guard checks what boto3 sends at run time"
_IN_A_FILE = "write the request to a JSON or YAML file, use it there (--cli-input-json), and check that file"
_IN_SHELL = "recolint finds no `aws sagemaker create-inference-recommendations-job` in it"
_TEMPLATE = "render the template, and check the result"
_SUBMITTED = "`recolint jobs audit` checks the jobs that were submitted"


def _other(what: str, help_: str = _SKIP) -> Other:
    return Other(f"this is {what}, not a job spec", help_)


_BY_SUFFIX: Mapping[str, Other] = {
    suffix: other
    for suffixes, other in (
        (".py .pyi .pyw", _other("Python", _IN_CODE)),
        (".ipynb", _other("a Jupyter notebook", _IN_CODE)),
        (".sh .bash", _other("a shell script", _IN_SHELL)),
        (".zsh .ksh .fish", _other("a shell script", _IN_A_FILE)),
        (".ps1 .psm1 .bat .cmd", _other("a script", _IN_A_FILE)),
        (".tf .tfvars .hcl", _other("Terraform", _IN_A_FILE)),
        (".md .markdown .mdx .rst .adoc", _other("a text document")),
        (".toml", _other("TOML")),
        (".ini .cfg .conf .properties .env", _other("an INI file")),
        (".html .htm .xhtml", _other("HTML")),
        (".xml .svg", _other("XML")),
        (".csv .tsv", _other("a table")),
        (".js .mjs .cjs .ts .tsx .jsx", _other("JavaScript", _IN_A_FILE)),
        (".java .kt .scala .go .rs .rb .r .cs .c .h .cpp .php .pl .lua", _other("program code", _IN_A_FILE)),
        (".j2 .jinja .jinja2 .tmpl .tpl .mustache .hbs .jsonnet .libsonnet", _other("a template", _TEMPLATE)),
        (".sql", _other("SQL")),
        (".mk", _other("a makefile")),
        (".log", _other("a log")),
        (".dockerfile .containerfile", _other("a Dockerfile")),
    )
    for suffix in suffixes.split()
}
_BY_NAME: Mapping[str, Other] = {
    "dockerfile": _other("a Dockerfile"),
    "containerfile": _other("a Dockerfile"),
    "makefile": _other("a makefile"),
    "gnumakefile": _other("a makefile"),
    "jenkinsfile": _other("program code", _IN_A_FILE),
}

_OF_SPECS = frozenset({".json", ".jsonl", ".yaml", ".yml"})
_PAYLOAD = "name the job spec, not a payload or a model artifact"
_MAGIC: tuple[tuple[str, str], ...] = (
    ("\x1f\udc8b", "a gzip archive"),
    ("PK\x03\x04", "a ZIP archive"),
    ("BZh", "a bzip2 archive"),
    ("\udcfd7zXZ", "an xz archive"),
    ("\x28\udcb5\x2f\udcfd", "a Zstandard archive"),
    ("\udc89PNG", "a PNG image"),
    ("\udcff\udcd8\udcff", "a JPEG image"),
    ("GIF8", "a GIF image"),
    ("%PDF-", "a PDF document"),
    ("\x7fELF", "a program"),
    ("PAR1", "a Parquet file"),
    ("SQLite format 3", "a SQLite database"),
    ("\udc89HDF", "an HDF5 file"),
)
"""How binary files begin, a byte that is not UTF-8 as a lone surrogate."""
_HEAD = 4096
"""Characters at the beginning that show whether a file is binary."""

_SCRIPTS = (
    (r"#!.*\bpython", _other("Python", _IN_CODE)),
    (r"#!.*\b(?:ba|z|k|da)?sh\b", _other("a shell script", _IN_SHELL)),
    (r"#!.*\bfish\b", _other("a shell script", _IN_A_FILE)),
    (r"#!", _other("a script", _IN_A_FILE)),
)

_BEGINNING = 64 * 1024
"""Characters that are searched for the signs of a language."""

_BY_TEXT: tuple[tuple[str, Other], ...] = (
    (r"\A\s*<(?:!DOCTYPE html|html)\b", _other("HTML")),
    (r"\A\s*<(?:\?xml\b|[A-Za-z])", _other("XML")),
    (r"^(?:import [A-Za-z_][\w.]*(?: as \w+)?|from [\w.]+ import [\w(*].*|(?:async )?def \w+\(.*|class \w+.*:)\s*$",
     _other("Python", _IN_CODE)),
    (r"^(?:resource|data|provider|module|variable|output|terraform|locals)\b[ \t]*(?:\"[^\"\n]*\"[ \t]*)*\{",
     _other("Terraform", _IN_A_FILE)),
    (r"^[ \t]*aws sagemaker(?:-[a-z]+)? [a-z-]+", _other("a shell command", _IN_A_FILE)),
    (r"\A(?:[ \t]*(?:[#;].*)?\n)*[ \t]*\[\[?[\w.\" -]+\]\]?[ \t]*\n(?:.*\n)*?[ \t]*[\w.\"-]+[ \t]*=",
     _other("TOML or INI")),
    (r"\A\s*#{1,6} .*\n(?:.*\n)*?(?:#{2,6} |```|\n)", _other("a text document")),
)  # fmt: skip
"""Patterns for the text of a language; lines begin at ``^``."""

_RECORD = _other("a CloudTrail record", _SUBMITTED)
_BY_MEMBERS: tuple[tuple[frozenset[str], Other], ...] = tuple(
    (frozenset(names.split()), other)
    for names, other in (
        ("cells nbformat", _other("a Jupyter notebook", _IN_CODE)),
        (
            "StartAt States",
            _other("a state machine (ASL)", "write the request of its task to a file, and check that file"),
        ),
        ("eventSource eventName", _RECORD),
        ("CloudTrailEvent EventName", _RECORD),
        ("InferenceRecommendationsJobs", _other("a response of ListInferenceRecommendationsJobs", _SUBMITTED)),
        ("AWSTemplateFormatVersion", _other("a CloudFormation template", _TEMPLATE)),
        ("Transform Resources", _other("a CloudFormation template", _TEMPLATE)),
        ("terraform_version", _other("Terraform state")),
        ("apiVersion kind", _other("a Kubernetes manifest")),
        ("openapi info", _other("an OpenAPI description")),
        ("swagger info", _other("an OpenAPI description")),
        (
            "Version Statement",
            _other("an IAM policy", "`[iam]` in the config names the policies of the role and the caller"),
        ),
        ("on jobs", _other("a GitHub workflow")),
        ("$schema properties", _other("a JSON Schema")),
        ("metadata operations shapes", _other("an API description")),
    )
)
"""Members at the top level of files of other kinds."""

_SIBLINGS = {
    "aiworkloadconfigname": "CreateAIWorkloadConfig",
    "aibenchmarkjobname": "CreateAIBenchmarkJob",
    "airecommendationjobname": "CreateAIRecommendationJob",
}
"""Other operations, by a member that their requests start with."""


def identify(source: Source, roots: Sequence[object]) -> Other | None:
    """The kind of the file ``source`` with the documents ``roots``, none of them a job spec; ``None`` if it is unknown.

    ``roots`` lacks the documents that cannot be read.
    """
    return next(_identified(source, roots), None)


def declared(source: Source) -> Other | None:
    """The kind of the file by its name or by the interpreter in its first line."""
    name = PurePath(source.path.lower())
    by_name = _BY_SUFFIX.get(name.suffix) or _BY_NAME.get(name.name)
    if by_name is None and not _may_be_spec(name):
        by_name = _BY_NAME.get(name.stem)
    scripts = (other for pattern, other in _SCRIPTS if re.match(pattern, source.text))
    return by_name or next(scripts, None)


def is_record(root: object) -> bool:
    """Whether ``root`` is a record of CloudTrail by itself."""
    return isinstance(root, dict) and any(names <= root.keys() for names, other in _BY_MEMBERS if other is _RECORD)


def unknown(root: Mapping[Any, Any]) -> Other:
    """The message about the unknown mapping ``root``."""
    names = [name for name in root if isinstance(name, str)]
    strange = foreign(root) if resembles_spec(root) else ()
    if strange:
        why = f"{_OPERATION} has no {_some(strange)}"
    elif names:
        why = f"the top level has {_some(names)}"
    else:
        why = "the top level is empty"
    return Other(f"this is not a job spec: {why}", _WRITE)


def looks_like_spec(text: str) -> bool:
    """Whether a text that cannot be read as data looks like a job spec anyway."""
    return any(map(may_be_spec, _root_names(text)))


def _root_names(text: str) -> Iterator[list[str]]:
    # Imported here: only files that hold no spec are looked at so.
    from recolint.document.root_names import root_names

    return root_names(text)


def _identified(source: Source, roots: Sequence[object]) -> Iterator[Other]:
    for root in roots:
        yield from _wrapping(root)
    told = declared(source)
    if told is not None:
        yield told
    yield from _binary(source.text)
    for root in roots:
        if isinstance(root, dict):
            yield from _by_members(root)
    if not any(isinstance(root, dict | list) for root in roots):
        yield from (other for pattern, other in _BY_TEXT if re.search(pattern, source.text[:_BEGINNING], re.MULTILINE))
        for names in _root_names(source.text):
            yield from _by_members(dict.fromkeys(names))
        name = PurePath(source.path.lower())
        if not _may_be_spec(name) and (roots or name.suffix or name.name.startswith(".")):
            yield _other("a text file")


def _may_be_spec(name: PurePath) -> bool:
    """Whether the file ``name`` is meant to hold JSON or YAML, or is standard input."""
    return name.suffix in _OF_SPECS or name.name.startswith("<")


def _wrapping(root: object) -> Iterator[Other]:
    steps = wrapped(root)
    if not steps:
        return
    apart = "write one spec per file, or YAML documents separated by ---"
    if isinstance(root, list):
        what = "a job spec" if len(steps) == 1 else f"{len(steps)} job specs"
        yield Other(f"found a list with {what}; expected one mapping of the request's members", apart)
        return
    name = _quoted(str(steps[0]))
    if len(steps) == 1 and isinstance(root, dict) and isinstance(root[steps[0]], dict):
        yield Other(
            f"a job spec is below {name}; expected it at the top level",
            f"move the members of {name} to the top level",
        )
    else:
        more = f" and {len(steps) - 1} more" if len(steps) > 1 else ""
        yield Other(
            f"job specs are below {name}{more}; expected the members of one at the top level",
            f"move each spec to the top level: {apart}",
        )


def _binary(text: str) -> Iterator[Other]:
    head = text[:_HEAD]
    yield from (_other(what, _PAYLOAD) for magic, what in _MAGIC if head.startswith(magic))
    # Half of the bytes of UTF-16 are zero.
    if 0 < head.count("\0") * 3 < len(head):
        yield _other("a binary file", _PAYLOAD)


def _by_members(root: Mapping[Any, Any]) -> Iterator[Other]:
    words = {normalize(name) for name in root if isinstance(name, str)}
    operation = next((operation for name, operation in _SIBLINGS.items() if name in words), None)
    if operation is None and (name := names_another_job(root)) is not None:
        operation = f"Create{_pascal(name)[: -len('Name')]}"
    if operation is not None:
        yield Other(f"this is a request of {operation}; recolint checks {_OPERATION}", _SKIP)
    for one in (root, *_first_items(root)):
        yield from (other for names, other in _BY_MEMBERS if names <= one.keys())
    if _is_template(root):
        yield _other("a CloudFormation template", _TEMPLATE)


def _first_items(root: Mapping[Any, Any]) -> Iterator[Mapping[Any, Any]]:
    """The first mappings in the lists of ``root``, as CloudTrail's files have its records."""
    return (value[0] for value in root.values() if isinstance(value, list) and value and isinstance(value[0], dict))


def _is_template(root: Mapping[Any, Any]) -> bool:
    resources = root.get("Resources")
    types = (
        (one.get("Type") for one in resources.values() if isinstance(one, dict)) if isinstance(resources, dict) else ()
    )
    return any(isinstance(one, str) and one.startswith(("AWS::", "Custom::")) for one in types)


def _pascal(name: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[-_ ]", visible(name)[:_LONGEST]))


def _quoted(name: str) -> str:
    return f"'{_cut(name)}'"


def _cut(name: str) -> str:
    shown = visible(name)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _some(names: Sequence[str]) -> str:
    """The first of ``names``, and how many more there are."""
    return _cut(names[0]) + (f" and {len(names) - 1} more" if len(names) > 1 else "")

"""How many single faults in right requests are found and fixed: ``python benchmarks/mutants.py [FOLDER]``.

Each spec in ``FOLDER`` (default: ``examples``) that has no error is broken in every way that the request's shapes and
the table below know: in JSON and in YAML, one fault a file. A fault is found when the check has an error or warning at
its pointer, on a line that contains what is broken. Then names and words of the request are spelled in other ways in
the text of the specs; ``check --fix`` must bring each text back to the byte, and change nothing when run again.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from recolint.base.finding import Route, pointer
from recolint.base.text import Source
from recolint.cli.main import main as recolint
from recolint.cli.streams import Streams
from recolint.document import Document, read
from recolint.request.contract import ViolationKind, shape
from request_faults import faults, replaced, walk

ACROSS_SPECS = "RL302,RL303,RL304"
"""Rules that see the mutants of one request for what they are: the same request over and over."""


class Mutant(NamedTuple):
    """A request with one fault, the fault's pointer, and words: one of them is on its line (none: any)."""

    request: Any
    pointer: str
    words: tuple[str, ...]


class Change(NamedTuple):
    """A fault in an Advanced job: ``new`` changes the value at ``route``. ``at`` is the place of the finding,
    if not ``route``.
    """

    route: Route
    new: Callable[[Any], Any]
    at: Route | None = None


INPUT = ("InputConfig",)
TRAFFIC = (*INPUT, "TrafficPattern")
PHASE = (*TRAFFIC, "Phases", 0)
CONFIGURATION = (*INPUT, "EndpointConfigurations", 0)
PACKAGE = (*INPUT, "ModelPackageVersionArn")
PAYLOAD = (*INPUT, "ContainerConfig", "PayloadConfig", "SamplePayloadUrl")
THRESHOLD = ("StoppingConditions", "ModelLatencyThresholds", 0)


def outlasted(members: dict[str, Any]) -> dict[str, Any]:
    """InputConfig with a job that ends a second before its phases do."""
    phases = members.get("TrafficPattern", {}).get("Phases", [])
    seconds = sum(phase["DurationInSeconds"] for phase in phases) - 1
    return members | {"JobDurationInSeconds": seconds} if len(phases) > 1 else members


def named_twice(members: dict[str, Any]) -> dict[str, Any]:
    """InputConfig with a model beside its model package."""
    return members | {"ModelName": "churn"} if "ModelPackageVersionArn" in members else members


CHANGES = (
    Change((*PHASE, "InitialNumberOfUsers"), lambda _: 4),
    Change((*PHASE, "DurationInSeconds"), lambda _: 119),
    Change((*PHASE, "DurationInSeconds"), lambda _: 3601),
    Change((*TRAFFIC, "Phases", 1, "InitialNumberOfUsers"), lambda _: 900),
    Change(INPUT, outlasted, (*INPUT, "JobDurationInSeconds")),
    Change((*INPUT, "JobDurationInSeconds"), lambda _: 18_001),
    Change(INPUT, named_twice, (*INPUT, "ModelName")),
    Change(INPUT, lambda members: {name: value for name, value in members.items() if name != TRAFFIC[-1]}),
    Change(PACKAGE, lambda arn: arn.rpartition("/")[0]),
    Change(PACKAGE, lambda arn: arn.rpartition("/")[0].replace(":model-package/", ":model-package-group/")),
    Change(PACKAGE, lambda arn: arn.replace("arn:aws:", "arn:aws-cn:")),
    Change(PAYLOAD, lambda url: url.removesuffix(".tar.gz") + ".zip"),
    Change(PAYLOAD, lambda url: "/".join(url.split("/")[:3])),
    Change((*CONFIGURATION, "InstanceType"), lambda _: "ml.t2.large"),
    Change((*CONFIGURATION, "InstanceType"), lambda old: old.removeprefix("ml.")),
    Change((*CONFIGURATION, "ServerlessConfig", "MemorySizeInMB"), lambda _: 1500),
    Change((*THRESHOLD, "Percentile"), lambda _: "P99"),
    Change((*THRESHOLD, "ValueInMilliseconds"), lambda _: 0),
    Change(("StoppingConditions", "MaxInvocations"), lambda _: 0),
    Change(("RoleArn",), lambda arn: arn.replace(":role/", ":role/aws-service-role/", 1)),
    Change(("JobName",), lambda _: "<name>"),
    Change(("Tags",), lambda tags: [*tags, tags[0]], ("Tags", 1, "Key")),
)  # fmt: skip


def mutants(request: Any) -> Iterator[Mutant]:
    """Each way to break ``request`` at one place."""
    for fault in faults(request):
        if not fault.place or not is_json(fault.value):
            continue  # a root that is not a request; what JSON cannot write
        words = () if fault.kind is ViolationKind.MISSING else words_at(fault.route, fault.within(request))
        yield Mutant(fault.within(request), pointer(fault.route), words)
    for change in CHANGES if request["JobType"] == "Advanced" else ():
        old = value_at(request, change.route)
        if old is not None and change.new(old) != old:
            broken = replaced(request, change.route, change.new(old))
            route = change.at or change.route
            yield Mutant(broken, pointer(route), words_at(route, broken))


def is_json(value: Any) -> bool:
    """Whether JSON can write ``value``: dates are YAML's alone."""
    return not any(isinstance(one, date) for _, one in walk(value, ()))


def value_at(data: Any, route: Route) -> Any:
    """The value at ``route``, or ``None``."""
    for step in route:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def words_at(route: Route, request: Any) -> tuple[str, ...]:
    """Words of the value at ``route``, one of them on its line: its name, or the start of its text."""
    value = value_at(request, route)
    names = [step for step in route if isinstance(step, str)][-1:]
    for inner, one in walk(value, ()):
        if isinstance(one, str):
            return (*names, *map(str, inner), one.strip()[:20])
        if not isinstance(one, dict | list):
            return (*names, *map(str, inner), json.dumps(one), "-")  # a dash is all that YAML needs for a null item
    return (*names, json.dumps(value))


def as_yaml(request: Any) -> str:
    """``request`` in block style."""
    out = io.StringIO()
    writer = YAML()
    writer.width = 10_000
    writer.representer.ignore_aliases = lambda *_: True
    writer.dump(request, out)
    return out.getvalue()


WRITERS = {"json": lambda request: json.dumps(request, indent=2, ensure_ascii=False), "yaml": as_yaml}


def run(*argv: str) -> str:
    """The standard output of ``recolint`` with ``argv``."""
    out = io.StringIO()
    recolint(argv, Streams(io.BytesIO(), out, io.StringIO(), {}, date(2026, 11, 23)))
    return out.getvalue()


def is_right(spec: Path) -> bool:
    """Whether ``spec`` has no error."""
    report = json.loads(run("check", str(spec), "--isolated", "--output-format", "json"))
    return bool(report["summary"]["error"] == 0)


def found(requests: Iterable[Any], ending: str, folder: Path) -> tuple[int, int, list[str]]:
    """How many of all mutants of ``requests`` are found, how many there are, and which are not."""
    made = [mutant for request in requests for mutant in mutants(request)]
    for number, mutant in enumerate(made):
        (folder / f"{number:06}.{ending}").write_text(WRITERS[ending](mutant.request), "utf-8", newline="")
    report = json.loads(run("check", str(folder), "--isolated", "--ignore", ACROSS_SPECS, "--output-format", "json"))
    told: dict[int, list[dict[str, Any]]] = {}
    for finding in report["findings"]:
        told.setdefault(int(Path(finding["path"]).stem), []).append(finding)
    missed = []
    for number, mutant in enumerate(made):
        lines = (folder / f"{number:06}.{ending}").read_text("utf-8").split("\n")
        at = [one for one in told.get(number, ()) if one["pointer"] == mutant.pointer and one["severity"] != "info"]
        if not any(not mutant.words or any(word in lines[one["line"] - 1] for word in mutant.words) for one in at):
            missed.append(f"{mutant.pointer}: {[(one['code'], one['pointer']) for one in told.get(number, ())]}")
    return len(made) - len(missed), len(made), missed


def misspelled(document: Document) -> Iterator[str]:
    """The text of ``document`` with one name or word of the request in another spelling."""
    text = document.source.text
    for entry in document.entries():
        of = shape(entry.route)
        name = entry.route[-1] if entry.route else 0
        if of is None:
            continue
        if entry.key is not None and isinstance(name, str):
            words = "".join(" " + letter if letter.isupper() else letter for letter in name).split()
            spellings = (name[0].lower() + name[1:], "-".join(words).lower(), "_".join(words).lower(), name + "s")
            for spelling in spellings:
                yield (
                    text[: entry.key.start]
                    + text[entry.key.start : entry.key.end].replace(name, spelling)
                    + text[entry.key.end :]
                )
        if of.values:
            written = text[entry.value.start : entry.value.end]
            wrong = written.removeprefix("ml.") if written.startswith("ml.") else written.swapcase()
            if wrong != written and not written.startswith(("*", "&")):
                yield text[: entry.value.start] + wrong + text[entry.value.end :]


def fixed(specs: Iterable[Path], folder: Path) -> tuple[int, int, list[str]]:
    """How many misspellings ``--fix`` corrects to the byte, their number, and the files that it does not correct."""
    wanted: dict[Path, str] = {}
    for spec in specs:
        text = spec.read_text("utf-8")
        for document in read(Source(spec.name, text)).documents:
            for number, wrong in enumerate(misspelled(document)):
                path = folder / f"{spec.stem}-{number:06}{spec.suffix}"
                path.write_text(wrong, "utf-8", newline="")
                wanted[path] = text
    fix = ("check", "--fix", str(folder), "--isolated", "--ignore", ACROSS_SPECS, "-q", "--unrecognized", "skip")
    run(*fix)
    missed = [f"{path.name}" for path, text in wanted.items() if path.read_text("utf-8") != text]
    run(*fix)
    missed += [
        path.name for path, text in wanted.items() if path.read_text("utf-8") != text and path.name not in missed
    ]
    return len(wanted) - len(missed), len(wanted), missed


def main() -> None:
    """Break every spec, check and fix, and count."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "examples"
    specs = [path for path in sorted(folder.iterdir()) if path.suffix in (".json", ".yaml") and is_right(path)]
    requests = [
        document.data for spec in specs for document in read(Source(spec.name, spec.read_text("utf-8"))).documents
    ]
    print("| what | of | |\n|---|---|---|")
    for ending in WRITERS:
        with tempfile.TemporaryDirectory() as place:
            right, of, missed = found(requests, ending, Path(place))
        print(f"| faults found, in {ending.upper()} | {of} | {right / of:.2%} |", *missed, sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as place:
        right, of, missed = fixed(specs, Path(place))
    print(f"| misspellings fixed to the byte | {of} | {right / of:.2%} |", *missed, sep="\n", flush=True)


if __name__ == "__main__":
    main()

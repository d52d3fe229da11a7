"""What makes a check quick, in counts and not in seconds: what it imports, how often it parses, how work grows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from command_line import recolint
from recolint.document.json import reader as json_reader
from recolint.document.yaml import reader as yaml_reader
from recolint.rule.entry import Entry
from recolint.rule.registry import Registry
from specs import ADVANCED, DEFAULT, as_json, changed

NEEDLESS = {
    *("argparse", "gettext", "locale"),
    *("boto3", "botocore", "cerberus", "dask", "dataclasses", "difflib", "email", "importlib.metadata", "inspect"),
    *(
        "multiprocessing",
        "pathlib",
        "random",
        "shutil",
        "socket",
        "tabulate",
        "tempfile",
        "textwrap",
        "tomllib",
        "unicodedata",
    ),
    *("recolint.aws", "recolint.fix", "recolint.iam", "recolint.packs", "recolint.rule.soundness", "recolint.testing"),
    *(f"recolint.base.{name}" for name in ("excerpt", "fingerprint", "glob", "name_glob", "pattern", "toml")),
    *(f"recolint.check.{name}" for name in ("across", "announce", "attempts", "no_specs", "online", "others")),
    *(
        f"recolint.check.{name}"
        for name in ("placed", "placing", "rounds", "suppressing", "together", "untold", "walk")
    ),
    *(f"recolint.config.{name}" for name in ("policies", "policy", "reading", "terms")),
    *(f"recolint.cli.{name}" for name in ("crashes", "examples", "help", "json_errors", "parser", "whole_parser")),
    *("recolint.base.json_text", "recolint.config.pack_files", "recolint.report.findings.blocks"),
    *("recolint.baseline.files", "recolint.cli.meant", "recolint.cli.unexpected", "recolint.suppress.comments"),
    *("recolint.document.root_names", "recolint.document.sites", "recolint.document.templates"),
    *(
        "recolint.hosts.readers",
        "recolint.hosts.tree",
        "recolint.io.atomic",
        "recolint.io.gitignore",
        "recolint.io.lines",
    ),
    *("recolint.report.findings.html", "recolint.report.findings.json_v1", "recolint.report.findings.sarif"),
    *("recolint.report.findings.statistics", "recolint.report.shared.alike"),
    *(f"recolint.request.contract.{name}" for name in ("explain", "misplaced", "names", "sure", "violation")),
    *("recolint.rule.account", "recolint.rule.options", "recolint_rules.contract.wrong_type"),
    *("recolint_rules.iam.unreadable_model", "recolint_rules.traffic.stairs_outlast_job"),
    *("recolint_rules.traffic.traffic_type_missing", "recolint_rules.model.no_model_source"),
}
"""Modules that a check of a clean spec has no use for."""
MOST = {"json": 108, "yaml": 118}
"""Modules of recolint, without those of rules, that it may have use for. Each takes 0.1 ms of every start."""
OF_YAML = {"ruamel", "ruamel.yaml", "recolint.document.yaml", "typing"}
OF_BROKEN_FILES = {
    "json": {"recolint.document.json.problems", "recolint.document.json.scan", "recolint.document.json.slowly"},
    "yaml": {"recolint.document.yaml.locator", "recolint.document.yaml.problems"},
}

SPECS = {"json": as_json(ADVANCED), "yaml": DEFAULT}
PHASES = ("InputConfig", "TrafficPattern", "Phases")
CONFIGURATIONS = ("InputConfig", "EndpointConfigurations")


def imported(file: str, cwd: Path) -> set[str]:
    """The modules that a check of ``file``, a clean spec, imports."""
    code = (
        "import sys; before = set(sys.modules)  # what this environment imports at each start\n"
        "from recolint.cli.main import main; from recolint.cli.streams import Streams\n"
        f"code = main(['check', {file!r}], Streams.of_process()); print(code, *set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, check=True)
    said, exit_and_modules = done.stdout.splitlines()
    exit_code, *modules = exit_and_modules.split()
    assert (said, exit_code) == ("1 spec checked: nothing to report", "0")
    return set(modules)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SPECS)
def test_a_clean_spec_imports_nothing_that_it_does_not_use(kind: str, tmp_path: Path) -> None:
    (tmp_path / f"a.{kind}").write_text(SPECS[kind])
    modules = imported(f"a.{kind}", tmp_path)
    needless = NEEDLESS | OF_BROKEN_FILES[kind] | (OF_YAML if kind == "json" else set())
    assert sorted(needless & modules) == []
    assert len([name for name in modules if name.partition(".")[0] == "recolint"]) <= MOST[kind]


def test_a_folder_imports_what_walks_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(SPECS["json"])
    needed = {"recolint.base.glob", "recolint.check.walk", "recolint.io.gitignore"}
    assert needed <= (modules := imported(".", tmp_path))
    assert sorted((NEEDLESS - needed) & modules) == []


def test_a_config_imports_what_reads_it(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(SPECS["json"])
    (tmp_path / "recolint.toml").write_text('region = "eu-central-1"\n')
    needed = {"tomllib", "recolint.base.toml", "recolint.config.pack_files", "recolint.config.reading"}
    assert needed <= (modules := imported("a.json", tmp_path))
    assert sorted((NEEDLESS - needed) & modules) == []


def test_a_run_ends_without_a_search_for_garbage(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(SPECS["json"])
    code = (
        "import atexit, gc, sys; from recolint.cli.process import run\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > len(gc.get_objects())))\n"
        "sys.argv = ['recolint', 'check', 'a.json']; run()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "True", "what lives is frozen"


def test_a_profiler_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(SPECS["json"])
    argv = ("-m", "cProfile", "-o", "profile", "-m", "recolint", "check", "a.json")
    subprocess.run([sys.executable, *argv], cwd=tmp_path, capture_output=True, check=True)
    assert (tmp_path / "profile").stat().st_size > 0


def test_a_clean_file_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[str] = []

    def counted(parse: Callable[..., Any]) -> Callable[..., Any]:
        def parsed(text: str, *more: Any) -> Any:
            texts.append(text)
            return parse(text, *more)

        return parsed

    for module, name in ((json_reader, "load_strictly"), (yaml_reader, "parse")):
        monkeypatch.setattr(module, name, counted(getattr(module, name)))
    for kind, text in SPECS.items():
        (tmp_path / f"a.{kind}").write_text(text)
    assert recolint("check", cwd=tmp_path).code == 0
    assert sorted(texts) == sorted(SPECS.values())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens no file in an open folder")
def test_the_links_above_a_folder_are_followed_once_for_all_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed: list[str] = []
    follow = os.path.realpath

    def counted(path: str, **options: bool) -> str:
        followed.append(path)
        return follow(path, **options)

    monkeypatch.setattr(os.path, "realpath", counted)
    counts = []
    for number in (1, 20):
        folder = tmp_path / str(number)
        folder.mkdir()
        for each in range(number):
            (folder / f"{each}.json").write_text(as_json({**ADVANCED, "JobName": f"load-test-{each}"}))
        followed.clear()
        assert recolint("check", cwd=folder).code == 0
        counts.append(len(followed))
    assert counts[0] == counts[1]


def test_a_rule_is_made_once_for_a_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[str] = Counter()
    make = Registry.made

    def counted(self: Registry, entry: Entry, options: Any) -> Any:
        made[entry.code] += 1
        return make(self, entry, options)

    monkeypatch.setattr(Registry, "made", counted)
    for number in range(9):
        (tmp_path / f"{number}.json").write_text(as_json({**ADVANCED, "JobName": f"load-test-{number}"}))
    (tmp_path / "team").mkdir()
    (tmp_path / "team" / "recolint.toml").write_text("preset = 'minimal'\n")
    (tmp_path / "team" / "a.json").write_text(as_json(ADVANCED))
    recolint("check", cwd=tmp_path)
    assert made["RL201"] == 1, "of recommended"
    assert made["RL203"] == 2, "of minimal and recommended"
    assert max(made.values()) == 2


def calls(work: Callable[[], object]) -> int:
    """How many functions ``work`` calls, those of C included."""
    number = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return number


def repeated(item: Any, *route: str | int, within: Callable[[list[Any]], Any] = list) -> Callable[[int], str]:
    """A text with ``item`` many times in a list, which ``within`` puts into what stands at ``route``.

    ``#`` in an item is its number.
    """

    def text(number: int) -> str:
        written = json.dumps(item)
        items = [json.loads(written.replace("#", str(one))) for one in range(number)]
        return as_json(changed(*route, to=within(items)))

    return text


def _unknown(*route: str) -> Callable[[int], str]:
    """A text with many unknown members at ``route``."""

    def text(number: int) -> str:
        unknown = {f"Xyz{one}": one for one in range(number)}
        return as_json(changed(*route, to=ADVANCED[route[0]] | unknown) if route else ADVANCED | unknown)

    return text


def _ranges(values: list[Any]) -> dict[str, Any]:
    return {"CategoricalParameterRanges": values}


PHASE = {"InitialNumberOfUsers": 1, "SpawnRate": 0, "DurationInSeconds": 120}
ENVIRONMENT = (*CONFIGURATIONS, 0, "EnvironmentParameterRanges")
CONTAINER = ("InputConfig", "ContainerConfig")
TEXTS: dict[str, Callable[[int], str]] = {
    "phases": repeated(PHASE, *PHASES),
    "wrong phases": repeated({**PHASE, "DurationInSeconds": 9}, *PHASES),
    "tags": repeated({"Key": "a#", "Value": "b"}, "Tags"),
    "equal tags": repeated({"Key": "a", "Value": "b"}, "Tags"),
    "instance types": repeated({"InstanceType": "ml.c5.large"}, *CONFIGURATIONS),
    "unknown instance types": repeated({"InstanceType": "ml.c#.large"}, *CONFIGURATIONS),
    "parameters": repeated({"Name": "A#", "Value": ["1"]}, *ENVIRONMENT, within=_ranges),
    "values": repeated("v#", *ENVIRONMENT, within=lambda values: _ranges([{"Name": "A", "Value": values}])),
    "thresholds": repeated({"Percentile": "P95"}, "StoppingConditions", "ModelLatencyThresholds"),
    "subnets": repeated("subnet-#", "InputConfig", "VpcConfig", within=lambda ids: {"Subnets": ids}),
    "content types": repeated(
        "text/#", *CONTAINER, within=lambda types: {"PayloadConfig": {"SupportedContentTypes": types}}
    ),
    "candidates": repeated("ml.c5.large", *CONTAINER, within=lambda types: {"SupportedInstanceTypes": types}),
    "unknown members": _unknown(),
    "unknown members of InputConfig": _unknown("InputConfig"),
    "equal names": lambda number: as_json(ADVANCED).replace("{", "{" + '"JobType": "Default",\n' * number, 1),
    "documents": lambda number: "---\n".join(DEFAULT.replace("probe", f"probe-{one}") for one in range(number)),
}
FEW = 40
RUNS = [*((kind, "text") for kind in TEXTS), *product(("wrong phases", "equal tags", "documents"), ("json", "sarif"))]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "form"), RUNS)
def test_work_grows_as_the_spec_does(kind: str, form: str, tmp_path: Path) -> None:
    name = "a.yaml" if kind == "documents" else "a.json"

    def work(times: int) -> int:
        (tmp_path / name).write_text(TEXTS[kind](FEW * times))
        return calls(lambda: recolint("check", name, "--output-format", form, cwd=tmp_path))

    work(1)  # what is kept for the next one
    one, two, four = work(1), work(2), work(4)
    assert four - two < 2.5 * (two - one) + 1000, (one, two, four)


SEND = "client.create_inference_recommendations_job(JobName='probe', JobType='advanced')\n"
SHELL_SEND = "aws sagemaker create-inference-recommendations-job --job-name probe --job-type advanced\n"
CODE: dict[str, tuple[str, Callable[[int], str]]] = {
    "classes": (
        "a.py",
        lambda number: (
            "".join(
                f"class C{one}:\n    X = {one}\n    def m(self):\n        return self.m()\n" for one in range(number)
            )
            + SEND
        ),
    ),
    "commands": (
        "a.sh",
        lambda number: "".join(f'X{one}=$(foo) && echo "$X{one}"\n' for one in range(20 * number)) + SHELL_SEND,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "text"), CODE.values(), ids=CODE)
def test_work_grows_as_code_does(name: str, text: Callable[[int], str], tmp_path: Path) -> None:
    def work(times: int) -> int:
        (tmp_path / name).write_text(text(FEW * times))
        return calls(lambda: recolint("check", name, "--output-format", "json", cwd=tmp_path))

    work(1)
    one, two, four = work(1), work(2), work(4)
    assert four - two < 2.5 * (two - one) + 1000, (one, two, four)

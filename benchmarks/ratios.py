"""CPU of checks as ratios, so that figures of different machines compare: ``python benchmarks/ratios.py``.

The specs are distinct and have 2 to 3 KB. Only those of the last two rows have a fault. Prints a Markdown table
with the minimum of several runs.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from io import StringIO
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from ruamel.yaml import YAML

RECOLINT = ("-m", "recolint")
CHECK = (*RECOLINT, "check", "--jobs", "1")
"""In one process: others would be started for a thousand files, and their start would count for each."""
SPECS = 1000
ROLE = "arn:aws:iam::111122223333:role/service-role/recommender"
KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
PACKAGE = "arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn"
SUBNETS = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
TYPES = ["ml.c5.xlarge", "ml.c5.2xlarge", "ml.m5.large", "ml.m5.xlarge", "ml.c5.4xlarge", "ml.m5.2xlarge"]


_FILES = "import sys; from pathlib import Path\nfor one in Path(sys.argv[1]).iterdir():"
READERS = {
    "json": {"read and json.loads": f"import json\n{_FILES} json.loads(one.read_bytes())"},
    "yaml": {
        "YAML(typ='safe').compose": f"from ruamel.yaml import YAML\n{_FILES} YAML(typ='safe').compose(one.read_text())",
        "CSafeLoader.get_single_node": (
            f"from ruamel.yaml.cyaml import CSafeLoader\n{_FILES} CSafeLoader(one.read_text()).get_single_node()"
        ),
    },
}
"""The reference times of a check: the library's own reading, in YAML by its two ways to the nodes of its C parser."""


def spec(number: int, draw: random.Random) -> dict[str, Any]:
    """A load test that no rule of the preset recommended has anything to say of."""
    types = draw.sample(TYPES, draw.randint(2, 3))
    threads = {"Name": "OMP_NUM_THREADS", "Value": ["1", str(draw.choice([2, 4, 8]))]}
    ranges = {"CategoricalParameterRanges": [threads]}
    phases = [{"InitialNumberOfUsers": users, "SpawnRate": 1, "DurationInSeconds": 120} for users in (1, 3)]
    bucket = f"s3://sagemaker-eu-central-1-111122223333/payloads/{number}/payload.tar.gz"
    return {
        "JobName": f"churn-{number:05}",
        "JobType": "Advanced",
        "RoleArn": ROLE,
        "JobDescription": f"Load test number {number} of the churn model before its release to production next week",
        "InputConfig": {
            "ModelPackageVersionArn": f"{PACKAGE}/{number % 90 + 1}",
            "JobDurationInSeconds": 7200,
            "TrafficPattern": {"TrafficType": "PHASES", "Phases": phases},
            "ResourceLimit": {"MaxNumberOfTests": len(types) * 2, "MaxParallelOfTests": 1},
            "EndpointConfigurations": [{"InstanceType": each, "EnvironmentParameterRanges": ranges} for each in types],
            "VolumeKmsKeyId": KEY,
            "ContainerConfig": {
                "Domain": "MACHINE_LEARNING",
                "Task": "CLASSIFICATION",
                "Framework": "XGBOOST",
                "FrameworkVersion": "1.7-1",
                "PayloadConfig": {"SamplePayloadUrl": bucket, "SupportedContentTypes": ["text/csv"]},
                "SupportedInstanceTypes": types,
                "SupportedResponseMIMETypes": ["text/csv"],
            },
            "VpcConfig": {
                "SecurityGroupIds": ["sg-0123456789abcdef0"],
                "Subnets": SUBNETS,
            },
        },
        "StoppingConditions": {
            "MaxInvocations": draw.randint(300, 900) * 10,
            "ModelLatencyThresholds": [{"Percentile": "P95", "ValueInMilliseconds": draw.randint(50, 400)}],
            "FlatInvocations": "Stop",
        },
        "OutputConfig": {"KmsKeyId": KEY},
        "Tags": [{"Key": "team", "Value": "risk"}, {"Key": "ticket", "Value": f"ML-{number}"}],
    }


def broken(right: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """``right`` with a fault."""
    wrong = deepcopy(right)
    config = wrong["InputConfig"]
    faults: list[Callable[[], object]] = [
        partial(config.update, JobDurationInSeconds=200),
        partial(config["TrafficPattern"]["Phases"][0].update, InitialNumberOfUsers=10),
        partial(wrong.update, jobDescripton="misspelled"),
        partial(config["EndpointConfigurations"][0].update, InstanceType="ml.t2.medium"),
    ]
    draw.choice(faults)()
    return wrong


def as_yaml(data: dict[str, Any]) -> str:
    """``data`` in block style, as people write it."""
    text = StringIO()
    writer = YAML()
    writer.indent(mapping=2, sequence=4, offset=2)
    writer.representer.ignore_aliases = lambda *_: True
    writer.dump(data, text)
    return text.getvalue()


def write(folder: Path, specs: int = SPECS) -> None:
    """Four folders of specs: right and broken, in JSON and YAML."""
    draw = random.Random(7)  # noqa: S311  the same specs every time
    for name in ("json", "yaml", "json-broken", "yaml-broken"):
        (folder / name).mkdir()
    for number in range(specs):
        right = spec(number, draw)
        for suffix, data in (("", right), ("-broken", broken(right, draw))):
            (folder / f"json{suffix}" / f"{number:05}.json").write_text(json.dumps(data, indent=2) + "\n", "utf-8")
            (folder / f"yaml{suffix}" / f"{number:05}.yaml").write_text(as_yaml(data), "utf-8")


def least(*argv: str, runs: int) -> float:
    """Seconds of CPU of a Python process with ``argv``: the least of ``runs``."""
    return min(_seconds(argv) for _ in range(runs))


def _seconds(argv: tuple[str, ...]) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *argv], stdout=subprocess.DEVNULL, check=False)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure everything."""
    folder = Path(tempfile.mkdtemp())
    write(folder)
    print("| what | CPU | against | ratio |\n|---|---|---|---|")

    def row(what: str, seconds: float, against: str, other: float) -> None:
        print(
            f"| {what} | {seconds * 1e3:.2f} ms | {against} {other * 1e3:.3f} ms | {seconds / other:.1f} |", flush=True
        )

    nothing = least("-c", "pass", runs=9)
    one = {kind: least(*CHECK, str(folder / kind / f"00001.{kind}"), runs=9) for kind in ("json", "yaml")}
    for kind, seconds in one.items():
        row(f"one clean {kind.upper()} spec", seconds, "python -c pass", nothing)
    clean: dict[str, float] = {}
    for kind in ("json", "yaml"):
        clean[kind] = (least(*CHECK, str(folder / kind), runs=3) - one[kind]) / SPECS
        empty = folder / f"empty-{kind}"
        empty.mkdir()
        for words, code in READERS[kind].items():
            other = (least("-c", code, str(folder / kind), runs=3) - least("-c", code, str(empty), runs=3)) / SPECS
            row(f"a clean {kind.upper()} spec of {SPECS}", clean[kind], words, other)
    for kind, seconds in clean.items():
        faulty = (least(*CHECK, str(folder / f"{kind}-broken"), runs=3) - one[kind]) / SPECS
        row(f"a broken {kind.upper()} spec of {SPECS}", faulty, "a clean one", seconds)


if __name__ == "__main__":
    main()

"""What is recorded of instance types covers the request's list, and the scripts that record it keep what they read."""

from __future__ import annotations

import json
import runpy
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

import recolint_rules
from recolint.request.contract import instance_types
from recolint.rule.kinds import Settings
from recolint.testing import SETTINGS
from recolint_rules.endpoints import _alternatives
from recolint_rules.facts import instances

DATA = Path(recolint_rules.__file__).parent / "facts" / "data"
SCRIPTS = Path(__file__).parents[1] / "scripts"


def of_families(names: str) -> list[str]:
    """The types of the families ``names``, one of each."""
    by_family = {name: next(types) for name, types in groupby(sorted(instance_types()), lambda one: one.split(".")[1])}
    return [by_family[name] for name in names.split()]


def test_every_type_of_the_request_is_described() -> None:
    unknown = [one for one in instance_types() if instances.size(one) is None]
    assert unknown == [], "run: python scripts/refresh_instances.py"


def test_a_family_has_devices_when_it_has_a_kind_of_accelerator() -> None:
    for known in instances.families().values():
        for has in known.sizes.values():
            assert bool(has.accelerators) == bool(known.accelerator) == bool(known.device), known.name


def test_nothing_is_described_that_the_request_does_not_take() -> None:
    described = {f"ml.{known.name}.{size}" for known in instances.families().values() for size in known.sizes}
    assert described == set(instance_types())


def test_what_ec2_does_not_tell_is_marked() -> None:
    by_hand = {known.name for known in instances.families().values() if known.by_hand}
    retired = {known.name for known in instances.families().values() if known.retired}
    assert by_hand == {"p2", "p3", "dl1", "p6e-gb200"}
    assert retired == {"p2", "p3", "dl1"}


@pytest.mark.parametrize("file", ["instances.json", "hosting.json"])
def test_each_file_says_where_it_comes_from(file: str) -> None:
    header = json.loads((DATA / file).read_text(encoding="utf-8"))
    assert header["source"]
    assert header["licence"] in {"Apache-2.0", "MIT-0"}
    assert header["version"].count(".") == 2


@pytest.mark.parametrize(
    ("families", "kind"),
    [
        ("p2 p3 p4d p4de p5 p5e p5en p6-b200 p6-b300 p6e-gb200 g4dn g5 g6 g6e g7 g7e", "gpu"),
        ("inf1 inf2 trn1 trn1n trn2", "neuron"),
        ("dl1", "gaudi"),
        ("t2 m4 c4 m5 c5 r5 m5d c5d r5d c6i m6i r6i c6in m7i c7i r7i c6g c7g c8g m6g m8g r6g r8g", ""),
    ],
)
def test_families_have_the_accelerator_that_their_machines_have(families: str, kind: str) -> None:
    assert {instances.accelerator(one) for one in of_families(families)} == {kind}


def test_graviton_and_grace_are_arm_and_all_others_are_x86() -> None:
    arm = {known.name for known in instances.families().values() if known.architecture == "arm64"}
    graviton = "c6g c6gd c6gn c7g c8g m6g m6gd m8g r6g r6gd r7gd r8g"
    assert arm == {*graviton.split(), "p6e-gb200"}


def test_t2_alone_is_burstable() -> None:
    assert [known.name for known in instances.families().values() if known.burstable] == ["t2"]


def test_families_with_storage_of_the_machine_are_told_from_those_without() -> None:
    stored = {known.name for known in instances.families().values() if known.local_storage}
    gpus = "g4dn g5 g6 g6e g7 g7e p4d p4de p5 p5e p5en p6-b200 p6-b300 p6e-gb200"
    assert stored == {*f"m5d c5d r5d m6gd c6gd r6gd r7gd {gpus} dl1 trn1 trn1n trn2".split()}


@pytest.mark.parametrize(
    ("instance_type", "wanted"),
    [
        ("ml.c4.large", (2, 3.75, 0)),
        ("ml.g5.12xlarge", (48, 192, 4)),
        ("ml.inf2.48xlarge", (192, 768, 12)),
        ("ml.trn1.32xlarge", (128, 512, 16)),
        ("ml.p3.8xlarge", (32, 244, 4)),
    ],
)
def test_a_type_has_the_numbers_that_aws_publishes(instance_type: str, wanted: tuple[float, ...]) -> None:
    assert instances.size(instance_type) == wanted


def test_an_unknown_size_of_a_known_family_has_the_properties_of_the_family() -> None:
    assert instances.accelerator("ml.g5.32xlarge") == "gpu"
    assert instances.size("ml.g5.32xlarge") is None
    assert instances.family("ml.x9.large") is None
    assert instances.family("g5.xlarge") is None


def test_what_may_be_an_instance_type_is_well_formed() -> None:
    for text in (*instance_types(), "ml.x9.metal", "ml.x9e.metal-24xl", "ml.u-6tb1.112xlarge"):
        assert instances.is_well_formed(text), text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ml",
        "ml.c5",
        "c5.large",
        "ml.c5.large ",
        "ml.c5.large\n",
        "ML.c5.large",
        "ml.c5.Large",
        "ml.c5.huge",
        "ml.c5.0xlarge",
        "ml.c5.02xlarge",
        "ml..large",
        "ml.-c5.large",
        "ml.c5.٢xlarge",
        "ml.c5.large.large",
    ],
)
def test_what_can_be_none_is_malformed(text: str) -> None:
    assert not instances.is_well_formed(text)


@pytest.mark.parametrize("mangle", [str.upper, lambda one: one[3:], lambda one: one.replace(".", "_"), " {} ".format])
def test_a_mangled_type_is_surely_recognized(mangle: Any) -> None:
    for instance_type in instance_types():
        # A fix must not write what the next finding refuses.
        right = None if instances.is_burstable(instance_type) else instance_type
        assert _alternatives.meant(mangle(instance_type), SETTINGS) == right


def test_a_type_that_a_team_knows_is_recognized_too() -> None:
    team = Settings(SETTINGS.today, instance_types=frozenset({"ml.x9.large"}))
    assert _alternatives.meant("x9.large", team) == "ml.x9.large"
    assert _alternatives.meant("x9.large", SETTINGS) is None


def test_regions_are_those_of_the_price_lists() -> None:
    assert len(instances.hosting_regions()) == 38
    assert len(instances.regions("ml.g5.xlarge")) == 19
    assert len(instances.regions("ml.inf1.xlarge")) == 23
    assert instances.regions("ml.p4de.24xlarge") == {"ap-northeast-1", "eu-central-1", "us-east-1", "us-west-2"}
    assert instances.regions("ml.p3.2xlarge") == frozenset()
    assert instances.regions("ml.no.such") == frozenset()


@pytest.mark.parametrize(
    ("instance_type", "region", "wanted"),
    [
        pytest.param("ml.g5.xlarge", "af-south-1", "ml.g4dn.xlarge", id="the same number of GPUs"),
        pytest.param("ml.m6i.xlarge", "af-south-1", "ml.m5.xlarge", id="as much memory"),
        pytest.param("ml.c7g.large", "eu-west-2", "ml.c6g.large", id="the same architecture"),
        pytest.param("ml.p3.16xlarge", None, "ml.p4d.24xlarge", id="anywhere"),
    ],
)
def test_the_first_alternative_is_the_most_alike(instance_type: str, region: str | None, wanted: str) -> None:
    first = _alternatives.like(instance_type, region).split(", ")[0]
    assert first == wanted
    assert region is None or region in instances.regions(first)


@pytest.mark.parametrize(
    ("instance_type", "region"),
    [
        pytest.param("ml.inf2.xlarge", "af-south-1", id="a model for inf2 does not run on inf1"),
        pytest.param("ml.c8g.large", "af-south-1", id="no Arm type there"),
        pytest.param("ml.m6i.32xlarge", "af-south-1", id="none as large there"),
        pytest.param("ml.z9.large", None, id="nothing is known of it"),
    ],
)
def test_no_alternative_is_better_than_one_that_cannot_run_the_model(instance_type: str, region: str | None) -> None:
    assert _alternatives.like(instance_type, region) == ""


@pytest.mark.parametrize(
    ("instance_type", "wanted"),
    [
        pytest.param("ml.c5.12xlarge", "ml.c5.9xlarge", id="another size"),
        pytest.param("ml.c5.metal", "ml.c5.18xlarge", id="the largest size"),
        pytest.param("ml.p5.nano", "ml.p5.4xlarge", id="the smallest size"),
        pytest.param("ml.r7g.large", "ml.r6g.large or ml.r8g.large", id="another generation"),
        pytest.param("ml.m7g.large", "ml.m6g.large", id="another generation that a Region offers, so not m8g"),
        pytest.param("ml.t3.large", "fixed performance", id="a burstable family"),
        pytest.param("ml.g4nd.xlarge", "ml.g4dn.xlarge", id="a slip of the pen"),
        pytest.param("ml.qqqqqq.metal", "ml.m5.large", id="nothing is near"),
    ],
)
def test_help_for_an_unlisted_type_names_types_that_can_be_had(instance_type: str, wanted: str) -> None:
    said = _alternatives.instead_of_unlisted(instance_type)
    assert wanted in said
    assert "ml.t2" not in said
    assert "m8g" not in said


def test_the_hosting_file_is_what_the_script_writes() -> None:
    script = runpy.run_path(str(SCRIPTS / "refresh_hosting.py"))
    written = (DATA / "hosting.json").read_text(encoding="utf-8")
    listed: dict[str, Any] = {"description": "Automatically updated"}
    for name, groups in json.loads(written)["families"].items():
        for group in groups:
            for region in group["regions"].split():
                types = listed.setdefault(region, {"enum": []})["enum"]
                types += [f"ml.{name}.{size}" for size in group["sizes"].split()]
    header = json.loads(written)
    assert script["text"](header["version"], header["date"], listed) == written, "edited by hand?"


def test_the_instance_file_is_what_the_script_writes() -> None:
    script = runpy.run_path(str(SCRIPTS / "refresh_instances.py"))
    written = (DATA / "instances.json").read_text(encoding="utf-8")
    recorded = json.loads(written)
    metadata = {
        f"{name}.{size}": ec2(family, numbers)
        for name, family in recorded["families"].items()
        for size, numbers in family["sizes"].items()
        if "by_hand" not in family
    }
    assert script["text"](recorded["version"], recorded["date"], script["families"](metadata)) == written, (
        "edited by hand?"
    )


def ec2(family: dict[str, Any], numbers: list[float]) -> dict[str, Any]:
    """The part of EC2's metadata on an instance of ``family`` that the script reads."""
    device = {"Count": numbers[2], "Name": family.get("device")}
    accelerators: dict[str, dict[str, Any]] = {
        "gpu": {"GpuInfo": {"Gpus": [device]}},
        "neuron": {
            "NeuronInfo": {"NeuronDevices": [device]},
            "InferenceAcceleratorInfo": {"Accelerators": [device]},
        },
    }
    basics: dict[str, Any] = {
        "ProcessorInfo": {"SupportedArchitectures": [family["architecture"]]},
        "VCpuInfo": {"DefaultVCpus": numbers[0]},
        "MemoryInfo": {"SizeInMiB": int(numbers[1] * 1024)},
        "InstanceStorageSupported": family.get("local_storage", False),
        "BurstablePerformanceSupported": family.get("burstable", False),
    }
    return basics | accelerators.get(family.get("accelerator", ""), {})


def test_the_script_stops_at_a_type_that_nothing_is_known_of() -> None:
    script = runpy.run_path(str(SCRIPTS / "refresh_instances.py"))
    with pytest.raises(SystemExit, match="by hand"):
        script["families"]({})

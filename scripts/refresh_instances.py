"""Write the instance types' properties from the EC2 metadata in the installed moto.

Usage: pip install moto, then python scripts/refresh_instances.py

moto is needed for this alone. Only types that the request takes are kept.
"""

from __future__ import annotations

import gzip
import json
import sys
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from recolint.request.contract import instance_types

SOURCE = "moto/ec2/resources/instance_types.json.gz"
TARGET = Path(__file__).parents[1] / "rules" / "recolint_rules" / "facts" / "data" / "instances.json"

BY_HAND: dict[str, dict[str, Any]] = {
    "p2": {
        "by_hand": True,
        "retired": True,
        "architecture": "x86_64",
        "accelerator": "gpu",
        "device": "K80",
        "sizes": {"xlarge": [4, 61, 1], "8xlarge": [32, 488, 8], "16xlarge": [64, 732, 16]},
    },
    "p3": {
        "by_hand": True,
        "retired": True,
        "architecture": "x86_64",
        "accelerator": "gpu",
        "device": "V100",
        "sizes": {"2xlarge": [8, 61, 1], "8xlarge": [32, 244, 4], "16xlarge": [64, 488, 8]},
    },
    "dl1": {
        "by_hand": True,
        "retired": True,
        "architecture": "x86_64",
        "accelerator": "gaudi",
        "device": "Gaudi",
        "local_storage": True,
        "sizes": {"24xlarge": [96, 768, 8]},
    },
    "p6e-gb200": {
        "by_hand": True,
        "architecture": "arm64",
        "accelerator": "gpu",
        "device": "GB200",
        "local_storage": True,
        "sizes": {"36xlarge": [144, 960, 4]},
    },
}
"""Families that the request accepts and moto's metadata lacks: EC2 no longer lists them, or not on demand."""


def families(metadata: dict[str, Any]) -> dict[str, Any]:
    """The families by name, each with the common properties of its types and its sizes, smallest first."""
    found: dict[str, Any] = {}
    for instance_type in instance_types():
        _, name, size = instance_type.split(".")
        if name in BY_HAND:
            found[name] = BY_HAND[name]
            continue
        if f"{name}.{size}" not in metadata:
            raise SystemExit(f"{instance_type} is not in moto's metadata: fill its family in by hand")
        shared, numbers = described(metadata[f"{name}.{size}"])
        family = found.setdefault(name, shared | {"sizes": {}})
        if family | shared != family:
            raise SystemExit(f"the types of {name} differ in more than size: {shared}")
        family["sizes"][size] = numbers
    for family in found.values():
        family["sizes"] = dict(sorted(family["sizes"].items(), key=lambda item: item[1]))
    return dict(sorted(found.items()))


def described(instance: dict[str, Any]) -> tuple[dict[str, Any], list[int | float]]:
    """The properties that ``instance`` shares with its family; then its vCPUs, memory in GiB, and accelerators."""
    arm = "arm64" in instance["ProcessorInfo"]["SupportedArchitectures"]
    shared: dict[str, Any] = {"architecture": "arm64" if arm else "x86_64"}
    devices = []
    # inf1 and inf2 name their devices in two places; this order prefers the one that all Neuron types have.
    for kind, member, listed in (("neuron", "NeuronInfo", "NeuronDevices"), ("gpu", "GpuInfo", "Gpus")):
        if member in instance:
            devices = instance[member][listed]
            shared |= {"accelerator": kind, "device": devices[0]["Name"]}
    if instance["InstanceStorageSupported"]:
        shared["local_storage"] = True
    if instance["BurstablePerformanceSupported"]:
        shared["burstable"] = True
    gibibytes = instance["MemoryInfo"]["SizeInMiB"] / 1024
    memory = int(gibibytes) if gibibytes.is_integer() else gibibytes
    return shared, [instance["VCpuInfo"]["DefaultVCpus"], memory, sum(device["Count"] for device in devices)]


def text(version: str, day: str, found: dict[str, Any]) -> str:
    """The file: a header, then one family a line."""
    header = {
        "source": f"EC2 instance metadata as shipped by moto ({SOURCE}); families marked by_hand are not in it",
        "licence": "Apache-2.0",
        "version": version,
        "date": day,
        "size": ["vCPUs", "memory in GiB", "accelerators"],
    }
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(family)}" for name, family in found.items())
    return json.dumps(header, indent=1).removesuffix("\n}") + f',\n "families": {{\n{lines}\n }}\n}}\n'


def main() -> int:
    """Write the file."""
    moto = distribution("moto")
    metadata = json.loads(gzip.decompress(Path(str(moto.locate_file(SOURCE))).read_bytes()))
    TARGET.write_text(text(moto.version, datetime.now(UTC).date().isoformat(), families(metadata)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

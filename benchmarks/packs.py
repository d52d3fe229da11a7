"""The time that 20 rules of a pack add to a clean spec, as a Markdown table: ``python benchmarks/packs.py``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ratios import RECOLINT, least, write

SPECS = 500

RULES = (
    "at: InputConfig.EndpointConfigurations[*].InstanceType\n    must: {regex: 'ml\\.(c5|m5)\\..+'}",
    "at: InputConfig.EndpointConfigurations[*].InstanceType\n    must: {forbidden: [ml.p4d.24xlarge]}",
    "at: InputConfig.ResourceLimit.MaxParallelOfTests\n    missing: fail\n    must: {max: 4}",
    "at: InputConfig.ResourceLimit.MaxNumberOfTests\n    must: {max: 20}",
    "at: InputConfig.JobDurationInSeconds\n    must: {max: 7200}",
    "at: InputConfig.TrafficPattern.Phases[*].DurationInSeconds\n    must: {min: 60, max: 3600}",
    "at: JobName\n    must: {regex: '[a-z]+-[0-9]+'}",
    "at: RoleArn\n    must: {regex: 'arn:aws:iam::[0-9]{12}:role/.+'}",
    "at: InputConfig.VolumeKmsKeyId\n    missing: fail\n    must: {regex: 'arn:aws:kms:[a-z0-9-]+:111122223333:.+'}",
    "at: OutputConfig.KmsKeyId\n    must: {regex: 'arn:aws:kms:.+'}",
    "at: StoppingConditions.ModelLatencyThresholds[*].ValueInMilliseconds\n    must: {max: 1000}",
    "at: StoppingConditions.MaxInvocations\n    must: {max: 100000}",
    "at: InputConfig.ContainerConfig.PayloadConfig.SamplePayloadUrl\n    assert: starts_with(@, 's3://')",
    "at: InputConfig.VpcConfig.Subnets[*]\n    must: {regex: 'subnet-[0-9a-f]+'}",
    "at: Tags[*].Key\n    must: {maxlength: 40}",
    "assert: Tags[?Key=='team']",
    "assert: length(Tags || `[]`) >= `2`",
    "when: JobType == 'Advanced'\n    assert: InputConfig.VpcConfig",
    "when: Tags[?Key=='stage' && Value=='prod']\n    assert: StoppingConditions",
    "assert: JobType != 'Default' || !(InputConfig.TrafficPattern)",
)


def pack() -> str:
    """A pack of ``RULES`` that find nothing in the specs."""
    rules = [
        f"  - code: BENCH{number:03}\n    name: bench-{number}\n    severity: error\n    {body}\n"
        "    message: found\n    examples: {valid: ['JobName: a']}\n"
        for number, body in enumerate(RULES)
    ]
    return "pack: bench\nprefix: BENCH\nrules:\n" + "".join(rules)


def main() -> None:
    """Measure everything."""
    folder = Path(tempfile.mkdtemp())
    write(folder, SPECS)
    (folder / "pack.yaml").write_text(pack(), "utf-8")
    (folder / "with.toml").write_text('packs = ["pack.yaml"]\n', "utf-8")
    (folder / "without.toml").write_text("", "utf-8")
    print("| what | without a pack | with 20 rules | more |\n|---|---|---|---|")
    for kind in ("json", "yaml"):
        one: dict[str, float] = {}
        each: dict[str, float] = {}
        for config in ("without", "with"):
            check = (*RECOLINT, "check", "--config", str(folder / f"{config}.toml"))
            one[config] = least(*check, str(folder / kind / f"00001.{kind}"), runs=7)
            each[config] = (least(*check, str(folder / kind), runs=3) - one[config]) / (SPECS - 1)
        for what, seconds in ((f"one {kind.upper()} spec", one), (f"a {kind.upper()} spec of {SPECS}", each)):
            more = seconds["with"] / seconds["without"] - 1
            row = f"{seconds['without'] * 1e3:.2f} ms | {seconds['with'] * 1e3:.2f} ms | {more:.0%}"
            print(f"| {what} | {row} |", flush=True)


if __name__ == "__main__":
    main()

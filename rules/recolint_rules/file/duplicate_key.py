from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Part, Preset, Valid


class DuplicateKey(FaultRule):
    """A key is duplicated.

    What it checks: that no mapping has the same key twice.

    Why it matters: in JSON, the AWS CLI silently keeps only the last value, so the job differs from what a reader sees.
    It rejects such YAML.

    What to do: remove one of the two. The label shows the first."""

    code, name = "RL003", "duplicate-key"
    severity, basis = ERROR, Client("awscli: rejects YAML with duplicate keys; keeps the last value in JSON")
    preset = Preset.MINIMAL
    kind = FaultKind.DUPLICATE_KEY
    examples = (
        Valid("JobName: probe\nJobType: Default\n"),
        Invalid("JobName: probe\nJobType: Default\nJobType: Advanced\n", at="/JobType", part=Part.KEY),
        Invalid('{"JobName": "probe", "JobType": "Default", "JobType": "Advanced"}', at="/JobType", part=Part.KEY),
    )

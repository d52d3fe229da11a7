from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Part, Preset, Valid


class DuplicateKey(FaultRule):
    """A member is given twice.

    What it checks: that no mapping has the same key twice.

    Why it matters: of two equal keys in JSON the last one counts and the first is lost without a word, so the job is
    not the one that a reader sees. The AWS CLI refuses such YAML.

    What to do: delete one of the two. The label shows the first.
    """

    code, name = "RL003", "duplicate-key"
    severity, basis = ERROR, Client("awscli: YAML with duplicate keys is refused; of JSON's, the last is taken")
    preset = Preset.MINIMAL
    kind = FaultKind.DUPLICATE_KEY
    examples = (
        Valid("JobName: probe\nJobType: Default\n"),
        Invalid("JobName: probe\nJobType: Default\nJobType: Advanced\n", at="/JobType", part=Part.KEY),
        Invalid('{"JobName": "probe", "JobType": "Default", "JobType": "Advanced"}', at="/JobType", part=Part.KEY),
    )

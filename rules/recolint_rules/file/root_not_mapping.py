from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Preset, Valid


class RootNotMapping(FaultRule):
    """The file contains a list or a single value instead of a request.

    What it checks: that the top level of each document is a mapping (an object, in JSON).

    Why it matters: a request is a mapping of its members; the AWS CLI rejects anything else.

    What to do: write the members at the top level. Write several specs as YAML documents separated by `---`, or as
    several JSON files.
    """

    code, name = "RL004", "root-not-mapping"
    severity, basis = ERROR, Client("awscli: the file of --cli-input-json and --cli-input-yaml is one mapping")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.NOT_A_MAPPING
    examples = (
        Valid("JobName: probe"),
        Invalid("- JobName: probe\n", at=""),
        Invalid('[{"JobName": "probe"}]', at=""),
    )

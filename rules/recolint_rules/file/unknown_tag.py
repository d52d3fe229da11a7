from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Preset, Valid


class UnknownTag(FaultRule):
    """A value has an unsupported YAML tag.

    What it checks: that no value has a tag (`!Ref`, `!Sub`, `!!python/name`) beyond those of YAML's own types.

    Why it matters: tags of CloudFormation, of other tools or of a programming language are unknown to the AWS CLI,
    which rejects the file.

    What to do: write the value itself. Quote text that begins with an exclamation mark."""

    code, name = "RL005", "unknown-tag"
    severity, basis = ERROR, Client("awscli: reads --cli-input-yaml with a safe loader")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.UNKNOWN_TAG
    examples = (
        Valid("JobName: '!probe'"),
        Invalid("JobName: probe\nRoleArn: !Ref JobRole\n", at="/RoleArn"),
    )

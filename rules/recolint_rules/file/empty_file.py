from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Preset, Valid


class EmptyFile(FaultRule):
    """The file is empty.

    What it checks: that the file contains a value, not only white space or comments.

    Why it matters: there is nothing to send; the AWS CLI rejects the file.

    What to do: write the spec, or delete the file.
    """

    code, name = "RL011", "empty-file"
    severity, basis = ERROR, Client("awscli: --cli-input-json and --cli-input-yaml must be a mapping")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.EMPTY
    examples = (
        Valid("JobName: probe"),
        Invalid("", at=""),
        Invalid("# to be written\n", at=""),
    )

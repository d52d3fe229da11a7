from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Preset, Valid


class EmptyFile(FaultRule):
    """The file is empty.

    What it checks: that the file holds a value, and not white space or comments alone.

    Why it matters: there is nothing to send; the AWS CLI refuses the file.

    What to do: write the spec, or delete the file.
    """

    code, name = "RL011", "empty-file"
    severity, basis = ERROR, Client("awscli: --cli-input-json and --cli-input-yaml want a mapping")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.EMPTY
    examples = (
        Valid("JobName: probe"),
        Invalid("", at=""),
        Invalid("# to be written\n", at=""),
    )

from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Preset, Valid


class NotUtf8(FaultRule):
    """The file contains bytes that are not UTF-8.

    What it checks: that the file is text in UTF-8, with or without a byte order mark.

    Why it matters: the AWS CLI cannot read such a file, and an editor may show other text than the CLI sends.

    What to do: save the file as UTF-8.
    """

    code, name = "RL001", "not-utf8"
    severity, basis = ERROR, Client("awscli: files are decoded before they are parsed")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.ENCODING
    examples = (
        Valid("JobDescription: größer"),
        Invalid("JobDescription: gr\udcf6\udcdfer", at="", title="saved as Latin-1"),
    )

from __future__ import annotations

from recolint.plugin import ERROR, FaultKind, FaultRule, Inferred, Preset


class FileTooLarge(FaultRule):
    """The file is far larger than any spec.

    What it checks: the size of the file (1 MB, or the config's `max-file-size`) and the number of values in it. A
    larger file is not read.

    Why it matters: a request has a few kilobytes. A larger file is other data, or an attack.

    What to do: exclude the file in the config. If it is a spec, raise `max-file-size`."""

    code, name = "RL010", "file-too-large"
    severity, basis = ERROR, Inferred("a request with every member set has about ten kilobytes")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.TOO_LARGE

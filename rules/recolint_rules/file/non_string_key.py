from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Preset, Valid


class NonStringKey(FaultRule):
    """A key is a number, a date, a boolean, null, a list or a mapping.

    What it checks: that every key is a string. YAML reads an unquoted 2026 as a number, and `{a: 1}` as a mapping.

    Why it matters: the members of a request have names; the client cannot send other keys.

    What to do: quote the key. If it is text in braces, meant as a value, quote that text."""

    code, name = "RL006", "non-string-key"
    severity, basis = ERROR, Client("botocore: names of parameters are strings")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.KEY_NOT_STRING
    examples = (
        Valid("'2026': x"),
        Invalid("JobName: probe\nJobType: Default\n2026: x\n", at=""),
        Invalid("JobType: Default\nJobName: {{a: 1}: b}\n", at="/JobName"),
    )

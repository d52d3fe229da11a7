from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Preset, Valid


class AliasCycle(FaultRule):
    """An alias is inside the value that it repeats.

    What it checks: that no YAML alias (`*x`) lies inside its own anchor (`&x`).

    Why it matters: such a value is infinite, so it cannot be sent.

    What to do: replace the alias with its value."""

    code, name = "RL007", "alias-cycle"
    severity, basis = ERROR, Client("awscli: a request is sent as JSON, which has no cycles")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.CYCLE
    examples = (
        Valid("Tags: &tags []\nInputConfig: {Endpoints: *tags}\n"),
        Invalid("InputConfig: &input\n  ContainerConfig: *input\n", at="/InputConfig/ContainerConfig"),
    )

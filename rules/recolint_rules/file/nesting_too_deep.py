from __future__ import annotations

from recolint.plugin import ERROR, FaultKind, FaultRule, Inferred, Invalid, Preset, Valid

_DEPTH = 100


class NestingTooDeep(FaultRule):
    """Values are nested far deeper than in any request.

    What it checks: how deep lists and mappings are nested.

    Why it matters: a request has at most eight levels, and programs that read a much deeper file may crash. Such a file
    is broken, or an attack.

    What to do: look for unclosed brackets."""

    code, name = "RL009", "nesting-too-deep"
    severity, basis = ERROR, Inferred("the request's shapes have eight levels")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.TOO_DEEP
    examples = (
        Valid("InputConfig: [[[[[[[[[]]]]]]]]]"),
        Invalid(f"InputConfig: {'[' * _DEPTH}{']' * _DEPTH}", at="/InputConfig" + "/0" * 62),
    )

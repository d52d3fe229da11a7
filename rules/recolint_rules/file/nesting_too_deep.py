from __future__ import annotations

from recolint.plugin import ERROR, FaultKind, FaultRule, Inferred, Invalid, Preset, Valid

_DEPTH = 100


class NestingTooDeep(FaultRule):
    """Values are nested far deeper than in any request.

    What it checks: how many lists and mappings stand within each other.

    Why it matters: a request has eight levels at most, and programs that read a much deeper file may crash. Such a
    file is broken, or made to do harm.

    What to do: look for brackets that are not closed where they should be.
    """

    code, name = "RL009", "nesting-too-deep"
    severity, basis = ERROR, Inferred("the request's shapes have eight levels")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.TOO_DEEP
    examples = (
        Valid("InputConfig: [[[[[[[[[]]]]]]]]]"),
        Invalid(f"InputConfig: {'[' * _DEPTH}{']' * _DEPTH}", at="/InputConfig" + "/0" * 62),
    )

from __future__ import annotations

from recolint.plugin import ERROR, FaultKind, FaultRule, Inferred, Invalid, Preset, Valid

_BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 6))


class AliasBomb(FaultRule):
    """Nested aliases expand to far more values than any spec has.

    What it checks: the number of values in a YAML file after its aliases are expanded.

    Why it matters: a file of a few lines can expand to gigabytes in any program that reads it. This is a known attack,
    and job specs do not need nested aliases.

    What to do: replace the aliases with their values. If you did not write the file, ask its author."""

    code, name = "RL008", "alias-bomb"
    severity, basis = ERROR, Inferred("a request with every member set has a few hundred values")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.ALIAS_BOMB
    examples = (
        Valid("JobName: &name probe\nJobDescription: *name\n"),
        Invalid(_BOMB, at="/a5"),
    )

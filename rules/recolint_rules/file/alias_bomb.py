from __future__ import annotations

from recolint.plugin import ERROR, FaultKind, FaultRule, Inferred, Invalid, Preset, Valid

_BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 6))


class AliasBomb(FaultRule):
    """Aliases repeat aliases until the file means far more values than any spec has.

    What it checks: how many values a YAML file has once its aliases are written out.

    Why it matters: a file of a few lines may so grow to gigabytes in any program that reads it, and no job spec needs
    it. It is the known form of an attack.

    What to do: write the values out; if you did not write the file, ask who did.
    """

    code, name = "RL008", "alias-bomb"
    severity, basis = ERROR, Inferred("a request with every member given has a few hundred values")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.ALIAS_BOMB
    examples = (
        Valid("JobName: &name probe\nJobDescription: *name\n"),
        Invalid(_BOMB, at="/a5"),
    )

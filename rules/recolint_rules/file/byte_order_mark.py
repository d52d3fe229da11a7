from __future__ import annotations

from recolint.plugin import WARNING, Client, FaultKind, FaultRule, Preset


class ByteOrderMark(FaultRule):
    """A JSON file starts with a byte order mark.

    What it checks: that a job spec in JSON does not start with the bytes EF BB BF, which some editors write. A YAML
    file may start with them.

    Why it matters: the AWS CLI rejects the file ("Unexpected UTF-8 BOM"). recolint sends the request without the mark.

    What to do: save the file as UTF-8 without a byte order mark. The fix removes only the mark."""

    code, name = "RL014", "byte-order-mark"
    severity, basis = WARNING, Client("awscli 1.46 and 2.38: --cli-input-json refuses a byte order mark")
    preset = Preset.MINIMAL
    kind = FaultKind.BYTE_ORDER_MARK

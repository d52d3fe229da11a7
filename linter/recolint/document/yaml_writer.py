"""Plain data to YAML, for answers that users want in it. Specs are never written back this way."""

from __future__ import annotations

from io import StringIO
from typing import Any


def write(data: dict[str, Any] | list[Any]) -> str:
    """``data`` as a YAML document in block style, members in order of name, as the AWS CLI v2 prints them."""
    # Imported here: importing takes longer than most commands do.
    from ruamel.yaml import YAML

    writer = YAML(typ="safe")
    writer.default_flow_style = False
    stream = StringIO()
    writer.dump(data, stream)
    return stream.getvalue()

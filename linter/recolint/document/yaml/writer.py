"""Plain data to YAML, for answers that users want in it. Specs are never written back this way."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

from recolint.base.text import LOG_COMMAND, visible, visible_lines, without_commands

_UNFOLDED = 2**31
"""Columns. A folded text continues at the start of a line, where CI looks for commands."""


def write(data: dict[str, Any] | list[Any]) -> str:
    """``data`` as a YAML document in block style, members in order of name, as the AWS CLI v2 prints them.

    Text that a terminal or CI would act on is written in YAML's own escapes.
    """
    # Imported here: importing takes longer than most commands do.
    from ruamel.yaml import YAML

    text = _dumped(YAML(typ="safe"), data)
    return text if without_commands(visible_lines(text)) == text else _escaped(data)


def _dumped(writer: Any, data: Any) -> str:
    writer.default_flow_style = False
    stream = StringIO()
    writer.dump(data, stream)
    return stream.getvalue()


def _escaped(data: Any) -> str:
    from ruamel.yaml import YAML
    from ruamel.yaml.representer import SafeRepresenter

    class Representer(SafeRepresenter):
        """Puts text that needs escapes between double quotes, where YAML has them."""

        def represent_str(self, data: str) -> Any:
            is_plain = visible(data) == data and not data.lstrip().startswith("::")
            return self.represent_scalar("tag:yaml.org,2002:str", data, style=None if is_plain else '"')

    Representer.add_representer(str, Representer.represent_str)
    writer = YAML(typ="safe", pure=True)
    writer.Representer = Representer
    writer.width = _UNFOLDED
    return escaped(_dumped(writer, data))


def escaped(yaml: str) -> str:
    """``yaml`` with all that a terminal or CI would act on in YAML's escapes, which count only in double quotes."""
    return "".join(map(_seen, re.sub(LOG_COMMAND, r"#\\x23", yaml)))


def _seen(character: str) -> str:
    return character if character == "\n" or visible(character) == character else f"\\U{ord(character):08x}"

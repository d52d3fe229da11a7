"""The completion script for zsh: a function a command, each a call of ``_arguments``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.cli.completion.scripts.outline import Command, Lists, Option, Value, ValueKind


def script(root: Command) -> str:
    """The script, to be loaded by ``compinit`` under the name ``_<command>``, or sourced after it."""
    lists = root.long_lists()
    variables = "".join(f"typeset -g {name}='{' '.join(words)}'\n" for words, name in lists.items())
    functions = [_function(path, command, lists) for path, command in root.walk()]
    start = f'if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n    _{root.name} "$@"\nelse\n'
    start += f"    compdef _{root.name} {root.name}\nfi\n"
    return f"#compdef {root.name}\n\n{variables}\n" + "\n".join(functions) + "\n" + start


def _function(path: tuple[str, ...], command: Command, lists: Lists) -> str:
    name = "_" + "_".join(path)
    specs = list(_specs(command, lists))
    if not command.commands:
        return _joined([f"{name}() {{", *_call(specs), "}"])
    known = [_quoted(f"{_escaped(one.name, ':')}:{one.help}") for one in command.commands]
    branches = [f"                {one.name}) {name}_{one.name} ;;" for one in command.commands]
    return _joined(
        [
            f"{name}() {{",
            "    local context state state_descr line",
            "    typeset -A opt_args",
            *_call([*specs, "'1: :->command'", "'*:: :->rest'"], "-C"),
            "    case $state in",
            "        command)",
            "            local -a commands=(",
            *(f"                {one}" for one in known),
            "            )",
            "            _describe command commands",
            "            ;;",
            "        rest)",
            "            case $line[1] in",
            *branches,
            "            esac",
            "            ;;",
            "    esac",
            "}",
        ]
    )


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def _call(specs: list[str], option: str = "-S") -> Iterator[str]:
    yield f"    _arguments {option} \\"
    yield from (f"        {spec} \\" for spec in specs[:-1])
    yield f"        {specs[-1]}"


def _specs(command: Command, lists: Lists) -> Iterator[str]:
    for option in command.options:
        yield from _option(option, lists)
    for value in command.arguments[:1]:
        yield "'*'" + _value(value, lists)


def _option(option: Option, lists: Lists) -> Iterator[str]:
    others = "" if option.may_repeat else f"({' '.join(option.flags)})"
    star = "*" if option.may_repeat else ""
    for flag in option.flags:
        takes = "" if option.value is None else _value(option.value, lists)
        equals = "=" if takes and flag.startswith("--") else ""
        yield _quoted(f"{others}{star}{flag}{equals}[{_escaped(option.help, '[]')}]") + takes


def _value(value: Value, lists: Lists) -> str:
    name = _escaped(value.name, ":")
    if value.words in lists:
        return _quoted(f":{name}:") + f'"(${lists[value.words]})"'
    action = {ValueKind.FILE: "_files", ValueKind.FOLDER: "_files -/"}.get(value.kind, f"({' '.join(value.words)})")
    return _quoted(f":{name}:{action}")


def _escaped(text: str, special: str) -> str:
    return re.sub(f"[\\\\{re.escape(special)}]", r"\\\g<0>", text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"

"""The completion script for fish: a line for each thing that can be completed."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.completion.outline import Command, Kind, Option, Value


def script(root: Command) -> str:
    """The script."""
    steps = ["/".join(path) for path, _ in root.walk()][1:]
    lines = [
        f"# fish completion for {root.name}",
        f"function __{root.name}_command",
        f"    set -l command {root.name}",
        "    for word in (commandline -opc)[2..]",
        f"        if contains -- $command/$word {' '.join(steps)}",
        "            set command $command/$word",
        "        end",
        "    end",
        "    test $command = $argv[1]",
        "end",
        f"complete -c {root.name} -f",
    ]
    for path, command in root.walk():
        condition = f"-n '__{root.name}_command {'/'.join(path)}'"
        lines += [f"complete -c {root.name} {condition} {rest}" for rest in _rest(command)]
    return "\n".join(lines) + "\n"


def _rest(command: Command) -> Iterator[str]:
    for one in command.commands:
        yield f"-a {one.name} -d {_quoted(one.help)}"
    for option in command.options:
        yield f"{_flags(option)} -d {_quoted(option.help)}" + (
            "" if option.value is None else _value(option.value, "r")
        )
    for value in command.arguments:
        yield _value(value, "").lstrip()


def _flags(option: Option) -> str:
    return " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)


def _value(value: Value, required: str) -> str:
    """How the value is completed; ``required`` is ``r`` for one that must follow an option."""
    match value.kind:
        case Kind.FILE:
            return f" -{required}F"
        case Kind.FOLDER:
            return f" -{required}f -a '(__fish_complete_directories)'"
        case Kind.WORD:
            words = f" -a {_quoted(' '.join(value.words))}" if value.words else ""
            return f" -{required}f{words}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

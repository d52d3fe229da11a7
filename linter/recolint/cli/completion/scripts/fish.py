"""The completion script for fish: a line for each thing that can be completed."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.cli.completion.scripts.outline import Command, Lists, Option, Value, ValueKind


def script(root: Command) -> str:
    """The script."""
    lists = root.long_lists()
    steps = ["/".join(path) for path, _ in root.walk()][1:]
    lines = [
        f"# fish completion for {root.name}",
        *(f"set -g {name} {' '.join(words)}" for words, name in lists.items()),
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
        lines += [f"complete -c {root.name} {condition} {rest}" for rest in _rest(command, lists)]
    return "\n".join(lines) + "\n"


def _rest(command: Command, lists: Lists) -> Iterator[str]:
    for below in command.commands:
        yield f"-a {below.name} -d {_quoted(below.help)}"
    for option in command.options:
        takes = "" if option.value is None else f" -r {_value(option.value, lists)}"
        yield f"{_flags(option)} -d {_quoted(option.help)}{takes}"
    for value in command.arguments[:1]:
        yield _value(value, lists)


def _flags(option: Option) -> str:
    return " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags)


def _value(value: Value, lists: Lists) -> str:
    match value.kind:
        case ValueKind.FILE:
            return "-F"
        case ValueKind.FOLDER:
            return "-f -a '(__fish_complete_directories)'"
        case ValueKind.WORD:
            words = f"${lists[value.words]}" if value.words in lists else " ".join(value.words)
            return f"-f -a '{words}'" if words else "-f"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

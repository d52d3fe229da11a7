"""The completion script for bash, from 3.2, which macOS has, without the package bash-completion."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.cli.completion.scripts.outline import Command, Lists, Value


def script(root: Command) -> str:
    """The script. Bash itself completes names of files where one is expected, and where nothing is known."""
    lists = root.long_lists()
    paths = ["/".join(path) for path, _ in root.walk()]
    steps = "|".join(f'"{above} {name}"' for above, _, name in (path.rpartition("/") for path in paths[1:]))
    lines = [
        f"# bash completion for {root.name}",
        *(f"{name}='{' '.join(words)}'" for words, name in lists.items()),
        f"_{root.name}() {{",
        "    local current=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} words='' index",
        f"    local command={root.name}",
        "    for ((index = 1; index < COMP_CWORD; index++)); do",
        '        case "$command ${COMP_WORDS[index]}" in',
        f"            {steps}) command+=/${{COMP_WORDS[index]}} ;;",
        "        esac",
        "    done",
        "    # bash parts --option=value at the equals sign.",
        "    if [[ $current == = ]]; then",
        "        current=",
        "    elif [[ $option == = ]]; then",
        "        option=${COMP_WORDS[COMP_CWORD-2]}",
        "    fi",
        '    case "$command $option" in',
        *_values(root, lists),
        "        *)",
        '            case "$command" in',
        *_words(root),
        "            esac",
        "            if [[ $current != -* ]]; then",
        '                case "$command" in',
        *_arguments(root, lists),
        "                esac",
        "            fi",
        "            ;;",
        "    esac",
        '    COMPREPLY=($(compgen -W "$words" -- "$current"))',
        "}",
        f"complete -o default -F _{root.name} {root.name}",
    ]
    return "\n".join(lines) + "\n"


def _values(root: Command, lists: Lists) -> Iterator[str]:
    """The values of an option."""
    for path, command in root.walk():
        for option in command.options:
            if option.value is not None:
                labels = "|".join(f'"{"/".join(path)} {flag}"' for flag in option.flags)
                yield f"        {labels}) words={_list(option.value, lists)} ;;"


def _words(root: Command) -> Iterator[str]:
    """The options of a command."""
    for path, command in root.walk():
        flags = " ".join(flag for option in command.options for flag in option.flags)
        yield f"                {'/'.join(path)}) words='{flags}' ;;"


def _arguments(root: Command, lists: Lists) -> Iterator[str]:
    """The arguments of each command: a subcommand or a value."""
    for path, command in root.walk():
        if command.commands:
            names = " ".join(one.name for one in command.commands)
            yield f"                    {'/'.join(path)}) words='{names}' ;;"
        else:
            known = next((_list(value, lists) for value in command.arguments), "''")
            yield f"                    {'/'.join(path)}) words={known} ;;"


def _list(value: Value, lists: Lists) -> str:
    return f"${lists[value.words]}" if value.words in lists else f"'{' '.join(value.words)}'"

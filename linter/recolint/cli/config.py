"""``recolint config``: the configuration in force, the rules that it runs, and the file or option behind each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recolint.base import toml
from recolint.base.json_text import ascii_json
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import visible
from recolint.cli.arguments import flag, option, optional_argument
from recolint.cli.command import Command
from recolint.cli.config_options import ConfigOptions, config_files, config_options
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams
from recolint.config.shown import shown, why
from recolint.io.paths import unreached
from recolint.report.shared.fold import folded
from recolint.rule import registry


class Arguments(NamedTuple):
    """The file with the configuration to show, and the format."""

    path: str = optional_argument("a file or a directory (default: .)", metavar="PATH", default=".")
    config: ConfigOptions = config_options()
    why: bool = flag("for each rule, print whether it runs, its severity, its options, and the reasons")
    output_format: str = option("default: text", choices=("text", "json"), default="text")


def run(arguments: Arguments, streams: Streams) -> int:
    """Print the configuration."""
    path = Path(arguments.path).absolute()
    try:
        path.stat()
    except (OSError, ValueError) as error:
        raise UsageError(f"{arguments.path}: {unreached(error)}") from error
    rules = registry.load()
    configs = config_files(arguments.config, rules, streams.environment)
    config = configs.of(path) if path.is_dir() else configs.of_file(path.as_posix())
    if arguments.why:
        reasons = why(config, rules)
        streams.write(
            ascii_json(reasons) + "\n"
            if arguments.output_format == "json"
            else folded("".join(visible(_line(one)) + "\n" for one in reasons), streams.width)
        )
        return Exit.CLEAN
    table = shown(config, rules)
    running = [entry.code for entry in config.rules(rules).entries]
    owned: dict[str, list[str]] = {policy.owner.name: [] for policy in config.policies}
    for code, lock in config.locks.items():
        owned[lock.owner.name] += [code] if lock.word is not None else []
    around = {
        "file": config.path,
        "runs": running,
        "does-not-run": [rule.code for rule in config.entries(rules) if rule.code not in running],
    }
    if arguments.output_format == "json":
        streams.write(ascii_json({"file": config.path, **table, "policies": owned, **around}) + "\n")
        return Exit.CLEAN
    streams.write(toml.text({key: value for key, value in table.items() if value not in ({}, [])}))
    told = [f"policy {name} owns {', '.join(codes) or 'no rule'}" for name, codes in owned.items()]
    streams.write("".join(f"# {visible(line)}\n" for line in (*told, *toml.text(around).splitlines())))
    return Exit.CLEAN


def _line(reason: dict[str, Any]) -> str:
    """``RL301 truncated-name: off: ignore[0] (recolint.toml:3:11)``."""
    text = f"{reason['code']} {reason['name']}: "
    if not reason["runs"]:
        return f"{text}off: {reason['because']}"
    text += f"{reason['severity']}: {reason['because']}"
    if reason["severity-because"] != "the rule":
        text += f"; severity: {reason['severity-because']}"
    for name, value in reason["options"].items():
        text += f"; {toml.text({name: value}).strip()}: {reason['options-because'][name]}"
    return text


COMMAND = Command(Arguments, run)

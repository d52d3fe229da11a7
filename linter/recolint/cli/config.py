"""``recolint config``: the configuration in force, and which rules it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from recolint.base.finding import pointer
from recolint.base.json_text import ascii_json
from recolint.cli.arguments import option, optional_argument
from recolint.cli.choosing import ConfigOptions, config_files, config_options
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.streams import Streams
from recolint.config import policies
from recolint.config.typed import Config, relative
from recolint.rule import registry
from recolint.rule.registry import Registry


class Arguments(NamedTuple):
    """Whose configuration is shown, and how."""

    path: str = optional_argument("a file or folder (default: .)", metavar="PATH", default=".")
    config: ConfigOptions = config_options()
    output_format: str = option("default: text", choices=("text", "json"), default="text")


def run(arguments: Arguments, streams: Streams) -> int:
    """Print the configuration."""
    path = Path(arguments.path).absolute()
    if not path.exists():
        raise UsageError(f"{arguments.path}: no such file or folder")
    rules = registry.load()
    config = config_files(arguments.config, rules).of(path if path.is_dir() else path.parent)
    shown = _shown(config, rules, relative(config, path.as_posix()))
    if arguments.output_format == "json":
        streams.write(ascii_json(shown) + "\n")
    else:
        streams.write("".join(f"{key} = {_toml(value)}\n" for key, value in shown.items()))
    return Exit.CLEAN


def _shown(config: Config, rules: Registry, path: str) -> dict[str, Any]:
    running = [entry.code for entry in config.rules(rules, path).entries]
    return {
        "file": config.path,
        "preset": config.preset.name.lower(),
        "fail-on": config.fail_on.label,
        "exclude": [glob.text for glob in config.exclude],
        "region": config.region,
        "account": config.account,
        "instance-types": sorted(config.instance_types),
        "max-file-size": config.max_file_size,
        "baseline": config.baseline,
        "iam": None if config.iam is None else policies.as_data(config.iam),
        "per-file-ignores": {glob.text: sorted(codes) for glob, codes in config.per_file_ignores},
        "severity": {code: severity.label for code, severity in sorted(config.severity.items())},
        "rules": {code: value._asdict() for code, value in config.options.items() if value is not None},
        "suppress": [
            {
                "path": one.path.text,
                "pointer": pointer(one.route),
                "rules": [word for word, _ in one.rules],
                "reason": one.reason,
                "until": one.until,
            }
            for one in config.suppressions
        ],
        "runs": running,
        "does-not-run": [rule.code for rule in rules.entries if rule.code not in running],
    }


def _toml(value: object) -> str:
    return "none" if value is None else ascii_json(value, indent=None)


COMMAND = Command(Arguments, run)

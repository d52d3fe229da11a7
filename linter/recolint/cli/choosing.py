"""Options that several commands share: which config, which rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recolint.base.finding import Severity
from recolint.cli.arguments import words
from recolint.cli.exits import UsageError
from recolint.config import policies_given
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry

SEVERITIES = [severity.label for severity in Severity]
PRESETS = [preset.name.lower() for preset in Preset]


def add_config_options(parser: Any) -> None:
    """``--config``, ``--isolated``, ``--preset``, ``--select``, ``--ignore``."""
    group = parser.add_argument_group("rules and configuration")
    add_file_options(group)
    group.add_argument("--preset", choices=PRESETS, help="the set of rules to begin with (default: recommended)")
    group.add_argument(
        "--select", action="append", metavar="RULES", help="run only these: codes, names or beginnings of codes"
    )
    group.add_argument(
        "--extend-select", action="append", metavar="RULES", help="run these too, written as for --select"
    )
    group.add_argument(
        "--severity", action="append", default=[], metavar="RULE=LEVEL", help="report a rule as error, warning or info"
    )
    group.add_argument("--ignore", action="append", metavar="RULES", help="leave these out, written as for --select")


def add_file_options(group: Any) -> None:
    """``--config``, ``--isolated``: all that a command needs which runs no rules of the user's choice."""
    group.add_argument("--config", metavar="FILE", help="use this file and search for none")
    add_policy_option(group)
    group.add_argument("--isolated", action="store_true", help="read no config file")


def add_policy_option(group: Any) -> None:
    """``--policy``."""
    group.add_argument(
        "--policy", action="append", default=[], metavar="FILE|PACKAGE:NAME",
        help="a policy that no config undoes; may be given several times, beside those of RECOLINT_POLICY",
    )  # fmt: skip


def add_place_options(group: Any) -> None:
    """``--region``, ``--account``: where the jobs would run, over the config's word."""
    group.add_argument("--region", metavar="REGION", help="the Region of the jobs (default: the config's)")
    group.add_argument("--account", metavar="ID", help="the account of the jobs (default: the config's)")


def files_as_written(arguments: Any, registry: Registry, environment: Mapping[str, str]) -> ConfigFiles:
    """The configurations that the arguments of ``add_file_options`` and ``add_place_options`` ask for.

    Raises ``UserMistakeError``.
    """
    return _files(arguments, registry, environment, Overrides(region=arguments.region, account=arguments.account))


def config_files(arguments: Any, registry: Registry, environment: Mapping[str, str]) -> ConfigFiles:
    """The configurations that the arguments of ``add_config_options`` ask for; raises ``UserMistakeError``."""
    return _files(arguments, registry, environment, _overrides(arguments))


def config_files_at(arguments: Any, registry: Registry, environment: Mapping[str, str]) -> ConfigFiles:
    """As ``config_files``, for commands that have ``add_place_options`` too."""
    overrides = _overrides(arguments)._replace(region=arguments.region, account=arguments.account)
    return _files(arguments, registry, environment, overrides)


def _overrides(arguments: Any) -> Overrides:
    fail_on = getattr(arguments, "fail_on", None)
    return Overrides(
        preset=Preset[arguments.preset.upper()] if arguments.preset else None,
        select=None if arguments.select is None else words(arguments.select),
        ignore=words(arguments.ignore or []),
        extend_select=words(arguments.extend_select or []),
        severity=tuple(map(_level, words(arguments.severity))),
        exclude=tuple(getattr(arguments, "exclude", None) or ()),
        require_known=getattr(arguments, "require_known", False),
        fail_on=Severity.parse(fail_on) if fail_on else None,
    )


def _level(word: str) -> tuple[str, str]:
    rule, equals, level = word.partition("=")
    if not (rule and equals and level):
        raise UsageError(f"--severity: expected RULE=LEVEL such as RL301=error, found {word!r}")
    return rule, level


def _files(arguments: Any, registry: Registry, environment: Mapping[str, str], overrides: Overrides) -> ConfigFiles:
    if arguments.isolated and arguments.config is not None:
        raise UsageError("--isolated reads no config file, and --config names one; give one of them")
    policies = policies_given.named(arguments.policy, environment)
    return ConfigFiles(registry, overrides, explicit=arguments.config, isolated=arguments.isolated, policies=policies)

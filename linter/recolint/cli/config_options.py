"""Options that several commands share: which config, which rules, where the jobs run."""

from __future__ import annotations

from collections.abc import Mapping

from recolint.base.finding import Severity
from recolint.base.named_tuple import NamedTuple
from recolint.cli.arguments import choice, flag, group, option, repeated, words
from recolint.cli.exits import UsageError
from recolint.config import policies_given
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry

SEVERITIES = {severity.label: severity for severity in Severity}
PRESETS = {preset.name.lower(): preset for preset in Preset}


POLICY: tuple[str, ...] = repeated(
    "apply this policy, which no config overrides; may be repeated; adds to RECOLINT_POLICY",
    metavar="FILE|PACKAGE:NAME",
)
"""The field ``policy`` of commands that run rules."""


class ConfigFileOptions(NamedTuple):
    """Which config is used: all that a command needs which runs no rules of the user's choice."""

    config: str | None = option("use this config file instead of searching for one", metavar="FILE")
    policy: tuple[str, ...] = POLICY
    isolated: bool = flag("ignore all config files")


class ConfigOptions(NamedTuple):
    """Which config is used, and which rules run."""

    file: ConfigFileOptions = group(ConfigFileOptions)
    preset: Preset | None = choice("base set of rules (default: recommended)", PRESETS)
    select: tuple[str, ...] = repeated("run only these rules (codes, code prefixes or names)", metavar="RULES")
    extend_select: tuple[str, ...] = repeated("also run these rules", metavar="RULES")
    severity: tuple[str, ...] = repeated("set the severity of a rule: error, warning or info", metavar="RULE=LEVEL")
    ignore: tuple[str, ...] = repeated("skip these rules", metavar="RULES")


class PlaceOptions(NamedTuple):
    """Where the jobs would run, over the config's word."""

    region: str | None = option("Region of the jobs (default: region in the config)", metavar="REGION")
    account: str | None = option("account of the jobs (default: account in the config)", metavar="ID")


class ConfigAndPlaceOptions(NamedTuple):
    """Which config is used as it is written, and where the jobs would run."""

    file: ConfigFileOptions = group(ConfigFileOptions)
    place: PlaceOptions = group(PlaceOptions)


def config_options() -> ConfigOptions:
    """The field of a command that runs rules."""
    return group(ConfigOptions, "rules and configuration")


def files_as_written(options: ConfigAndPlaceOptions, registry: Registry, environment: Mapping[str, str]) -> ConfigFiles:
    """The configurations that the options ask for; raises ``UserError``."""
    return _files(
        options.file, registry, environment, Overrides(region=options.place.region, account=options.place.account)
    )


def config_files(
    options: ConfigOptions,
    registry: Registry,
    environment: Mapping[str, str],
    *,
    place: PlaceOptions | None = None,
    fail_on: Severity | None = None,
    exclude: tuple[str, ...] = (),
    require_known: bool = False,
) -> ConfigFiles:
    """The configurations that the options ask for; raises ``UserError``."""
    overrides = Overrides(
        preset=options.preset,
        select=words(options.select) if options.select else None,
        ignore=words(options.ignore),
        extend_select=words(options.extend_select),
        severity=tuple(map(_level, words(options.severity))),
        exclude=exclude,
        require_known=require_known,
        fail_on=fail_on,
        region=place.region if place else None,
        account=place.account if place else None,
    )
    return _files(options.file, registry, environment, overrides)


def _level(word: str) -> tuple[str, str]:
    rule, equals, level = word.partition("=")
    if not (rule and equals and level):
        raise UsageError(f"--severity: expected RULE=LEVEL such as RL301=error, found {word!r}")
    return rule, level


def _files(
    options: ConfigFileOptions, registry: Registry, environment: Mapping[str, str], overrides: Overrides
) -> ConfigFiles:
    if options.isolated and options.config is not None:
        raise UsageError("--isolated and --config are not allowed together")
    policies = policies_given.named(options.policy, environment)
    return ConfigFiles(registry, overrides, explicit=options.config, isolated=options.isolated, policies=policies)

"""``recolint prices``: tables of what instances cost an hour."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from recolint.aws.price_list import rows
from recolint.aws.session import Aws, Connection, region
from recolint.base import toml
from recolint.base.errors import AwsError
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import plural
from recolint.cli.arguments import common_flag, flag, group, option, repeated
from recolint.cli.command import Command, Subcommands
from recolint.cli.exits import Exit, UsageError
from recolint.cli.output import put
from recolint.cli.streams import Streams
from recolint.plan.price_list import SOURCE, HostingPrices, currency_of, hosting_prices
from recolint.plan.prices import Prices, as_table

FILE = "prices.toml"
_REGION = re.compile(r"[a-z]{2,5}(?:-[a-z]+)+-[0-9]{1,2}", re.ASCII)
_MAX_SKIPPED = 20
"""Lines."""


class AskOptions(NamedTuple):
    """How AWS is reached. The Region of the endpoint follows from the Region of the prices."""

    profile: str | None = option("profile in the AWS config files", metavar="NAME")
    endpoint_url: str | None = option("send requests to this URL", metavar="URL")
    ca_bundle: str | None = option("certificates that verify TLS", metavar="FILE")
    debug: bool = common_flag()


class FetchArguments(NamedTuple):
    """Which prices are fetched, and where they go."""

    region: tuple[str, ...] = repeated(
        "prices in this Region (default: environment, then profile); may be repeated", metavar="REGION"
    )
    output_file: str = option(
        f"default: {FILE}; for several Regions, prices.REGION.toml each", metavar="FILE", default=FILE
    )
    force: bool = flag("replace a file that exists")
    ask: AskOptions = group(AskOptions, "AWS")


def _fetch(arguments: FetchArguments, streams: Streams) -> int:
    regions = _regions(arguments)
    targets = {one: _target(arguments.output_file, one, several=len(regions) > 1) for one in regions}
    _require_free(targets.values(), force=arguments.force)

    def trace(line: str) -> None:
        streams.say(f"debug: {line}")

    aws = Aws(_connection(arguments.ask, regions[0]), trace if arguments.ask.debug else None)
    try:
        found = {one: _found(aws, one, streams) for one in regions}
    finally:
        aws.close()
    # Somebody may have written one meanwhile.
    _require_free(targets.values(), force=arguments.force)
    for one, target in targets.items():
        prices = Prices(target, currency_of(one), streams.today, found[one].hourly, one, SOURCE)
        put(f"--output-file {target}", target, toml.text(as_table(prices)))
        streams.say(f"{target}: written, with {plural(len(prices.hourly), 'instance type')} in {one}")
        _say_missing(prices, streams)
    return Exit.CLEAN


def _regions(arguments: FetchArguments) -> tuple[str, ...]:
    """The Regions that are asked for, each once; raises ``UsageError``."""
    named = tuple(dict.fromkeys(arguments.region))
    if not named:
        default = region(_connection(arguments.ask, None))
        if default is None:
            raise UsageError("no Region: pass --region, or set AWS_REGION or the profile's region")
        named = (default,)
    for one in named:
        if not _REGION.fullmatch(one):
            raise UsageError(f"--region: expected a Region such as eu-central-1, found {one!r}")
    return named


def _target(file: str, of_region: str, *, several: bool) -> str:
    path = Path(file)
    if path.suffix.lower() != ".toml":
        raise UsageError(f"--output-file {file}: expected a name that ends with .toml")
    return str(path.with_name(f"{path.stem}.{of_region}{path.suffix}")) if several else file


def _require_free(files: Iterable[str], *, force: bool) -> None:
    for file in files:
        if not force and os.path.lexists(file):
            raise UsageError(f"{file}: exists; --force replaces it")


def _connection(ask: AskOptions, of_region: str | None) -> Connection:
    return Connection(profile=ask.profile, region=of_region, endpoint_url=ask.endpoint_url, ca_bundle=ask.ca_bundle)


def _found(aws: Aws, of_region: str, streams: Streams) -> HostingPrices:
    """The prices in ``of_region``; reports what is skipped; raises ``AwsError`` if none is found."""
    found = hosting_prices(rows(aws, of_region), of_region)
    if found.unreadable:
        streams.say(
            f"{of_region}: skipped {plural(found.unreadable, 'row')} of the Price List that recolint cannot read"
        )
    for name, why in list(found.skipped.items())[:_MAX_SKIPPED]:
        streams.say(f"{of_region}: skipped {name}: {why}")
    if len(found.skipped) > _MAX_SKIPPED:
        streams.say(f"{of_region}: skipped {len(found.skipped) - _MAX_SKIPPED:,} more instance types")
    if not found.hourly:
        raise AwsError(f"the Price List has no price of real-time hosting in {of_region}; nothing was written")
    return found


def _say_missing(prices: Prices, streams: Streams) -> None:
    # Imported here: it takes botocore, which the help does without.
    from recolint.aws.model import instance_types

    types = instance_types()
    missing = [name for name in types if name not in prices.hourly]
    if missing:
        streams.say(
            f"{prices.region}: no price for {len(missing):,} of the {len(types):,} instance types that a request may"
            f" name: {', '.join(_by_family(types, set(missing)))}"
        )


def _by_family(types: Sequence[str], missing: set[str]) -> Iterator[str]:
    """``missing`` in order; ``ml.p2.*`` for a family without any price."""
    for family, names in groupby(types, lambda name: name.rpartition(".")[0]):
        of_family = list(names)
        lacking = [name for name in of_family if name in missing]
        if len(lacking) == len(of_family) > 1:
            yield f"{family}.*"
        else:
            yield from lacking


COMMAND = Subcommands(
    {
        "fetch": (
            "fetch prices of real-time hosting from the AWS Price List, and write a table for --prices",
            Command(FetchArguments, _fetch),
        )
    }
)

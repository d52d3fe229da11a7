"""The option ``--prices`` of commands that say what a job may cost."""

from __future__ import annotations

from recolint.cli.arguments import option
from recolint.config.price_file import read
from recolint.plan.prices import Prices

PRICES: str | None = option("prices of instances (TOML, JSON, YAML); without them the cost is unknown", metavar="FILE")
"""The field ``prices``."""


def asked(file: str | None) -> Prices | None:
    """The prices in ``file``, if one is named; raises ``PriceError``."""
    return None if file is None else read(file)

"""The option ``--prices`` of commands that say what a job may cost."""

from __future__ import annotations

from recolint.cli.arguments import option
from recolint.config.layers import Speaker
from recolint.config.price_file import read
from recolint.config.typed import Config
from recolint.plan.prices import Prices

PRICES: str | None = option("prices of instances (TOML, JSON or YAML; default: prices in the config)", metavar="FILE")
"""The field ``prices`` of commands that say what a job may cost."""


class PriceTables:
    """The price tables of a run: that of ``--prices``, else those of the config.

    The tables of a policy count in any case.
    """

    def __init__(self, option: str | None) -> None:
        """Read the file of the ``option``, if there is one; raises ``PriceError``."""
        self._option = () if option is None else (read(option),)

    def of(self, config: Config) -> tuple[Prices, ...]:
        """The tables in force for a file with this ``config``."""
        word = config.said.get("prices")
        if self._option and not (word is not None and word.layer.speaker is Speaker.POLICY):
            return self._option
        return config.price_tables

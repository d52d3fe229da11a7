"""How old the data are that rules rest on: AWS adds instance types, Regions and members each month."""

from __future__ import annotations

from datetime import date, timedelta

from recolint.cli.streams import Streams
from recolint.request.contract import MODEL_DATE
from recolint.rule.registry import Registry

OLD = timedelta(days=365)


def ages(rules: Registry) -> list[tuple[str, date]]:
    """The data of recolint and of the rule packages, each with the day on which it was taken from its source."""
    model = ("service model", date.fromisoformat(MODEL_DATE))
    return [model, *(one for plugin in rules.plugins for one in plugin.data)]


def warn_of_old(rules: Registry, streams: Streams) -> None:
    """Say which data are older than a year."""
    old = [(name, day) for name, day in ages(rules) if streams.today - day > OLD]
    if old:
        names = ", ".join(f"{name} of {day}" for name, day in old)
        streams.say(f"data older than a year: {names}; install a newer recolint, or findings may be out of date")

from __future__ import annotations

import json
from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Fix, Invalid, Job, Located, Preset, Rule, Set, Valid
from recolint_rules.facts import sources, vocabulary
from recolint_rules.model import _data_input

_LONGEST = 1024
"""How many characters DataInputConfig may have."""


class SingleQuotedDataInput(Rule[None]):
    """DataInputConfig is written as Python writes it, not as JSON.

    What it checks: whether the text of DataInputConfig is a Python literal that JSON cannot read, most often one with
    single quotes. What is neither is reported by RL432, and for XGBOOST, which needs no inputs, RL435 speaks.

    Why it matters: the reference asks for a JSON dictionary. AWS's guide to Neo writes single quotes and may well be
    right; with JSON there is no doubt.

    What to do: write JSON. The fix does so.
    """

    code, name = "RL433", "single-quoted-data-input"
    severity, basis = INFO, Documented(sources.CONTAINER_CONFIG, "DataInputConfig")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {ContainerConfig: {DataInputConfig: '{\"input\": [1, 3]}'}}"),
        Invalid(
            "InputConfig:\n  ContainerConfig:\n    DataInputConfig: '{''input'': [1, 3]}'\n",
            at="/InputConfig/ContainerConfig/DataInputConfig",
            fixed="InputConfig:\n  ContainerConfig:\n    DataInputConfig: '{\"input\": [1, 3]}'\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        given = container.data_input
        if not vocabulary.is_not_framework(container, "XGBOOST"):
            return
        read = _data_input.read(given.value) if given is not None else None
        if given is not None and read is not None and not read.is_json:
            yield self.finding(
                given,
                "DataInputConfig must be JSON, found a Python literal",
                help="write it as JSON, with double quotes",
                fix=_as_json(given, read),
            )


def _as_json(given: Located[str], read: _data_input.DataInput) -> Fix | None:
    try:
        text = json.dumps(read.inputs, ensure_ascii=False)
    except (TypeError, ValueError):
        return None
    fits = len(text) <= _LONGEST
    return Fix("write it as JSON", (Set(given.route, text),)) if fits else None

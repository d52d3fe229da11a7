from __future__ import annotations

import json
from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Fix, Invalid, Job, Located, Preset, Rule, Set, Valid
from recolint_rules.facts import sources, vocabulary
from recolint_rules.model import _data_input

_LONGEST = 1024
"""The maximum number of characters of DataInputConfig."""


class SingleQuotedDataInput(Rule[None]):
    """DataInputConfig is a Python literal, not JSON.

    What it checks: whether the text of DataInputConfig is a Python literal that JSON cannot read, most often one with
    single quotes. RL432 reports text that is neither; RL435 reports the member for XGBOOST, which does not need inputs.

    Why it matters: the reference requires a JSON dictionary. AWS's guide to Neo uses single quotes, and they may work;
    JSON is certain to work.

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
            fix = _as_json(given, read)
            yield self.finding(
                given,
                "DataInputConfig must be JSON, found a Python literal",
                help=None if fix else "write it as JSON, with double quotes",
                fix=fix,
            )


def _as_json(given: Located[str], read: _data_input.DataInput) -> Fix | None:
    try:
        text = json.dumps(read.inputs, ensure_ascii=False)
    except (TypeError, ValueError):
        return None
    fits = len(text) <= _LONGEST
    return Fix("write it as JSON", (Set(given.route, text),)) if fits else None

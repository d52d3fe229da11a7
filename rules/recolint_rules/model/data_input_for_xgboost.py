from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Fix, Invalid, Job, Preset, Remove, Rule, Safety, Valid, label
from recolint_rules.facts import sources, vocabulary
from recolint_rules.model import _data_input


class DataInputForXgboost(Rule[None]):
    """DataInputConfig is set for a model that does not need it.

    What it checks: that DataInputConfig is not set if Framework is XGBOOST. RL432 reports one that cannot be read.

    Why it matters: Neo needs neither names nor shapes of the inputs for XGBoost. The member has no effect, and misleads
    readers.

    What to do: remove it."""

    code, name = "RL435", "data-input-for-xgboost"
    severity, basis = INFO, Documented(sources.DATA_INPUT_CONFIG, "DataInputConfig, by framework")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {ContainerConfig: {Framework: PYTORCH, DataInputConfig: '[[1, 3, 224, 224]]'}}"),
        Invalid(
            "InputConfig:\n"
            "  ContainerConfig:\n"
            "    Framework: XGBOOST\n"
            "    DataInputConfig: '{\"input\": [1, 13]}'\n"
            "    Task: OTHER\n",
            at="/InputConfig/ContainerConfig/DataInputConfig",
            fixed="InputConfig:\n  ContainerConfig:\n    Framework: XGBOOST\n    Task: OTHER\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        given, framework = container.data_input, container.framework
        if given is None or framework is None or vocabulary.framework(container) != "XGBOOST":
            return
        if _data_input.read(given.value) is not None:
            yield self.finding(
                given,
                "DataInputConfig has no effect: Neo needs no names or shapes for XGBOOST",
                labels=[label(framework, "the framework")],
                help="remove it",
                fix=Fix("remove DataInputConfig", (Remove(given.route),), Safety.UNSAFE),
            )

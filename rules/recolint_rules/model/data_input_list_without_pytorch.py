from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources, vocabulary
from recolint_rules.model import _data_input


class DataInputListWithoutPytorch(Rule[None]):
    """DataInputConfig lists shapes without names, and the framework is not PyTorch.

    What it checks: that DataInputConfig is an object where Framework is TENSORFLOW, MXNET or SAGEMAKER-SCIKIT-LEARN.
    XGBOOST does not need inputs; see RL435.

    Why it matters: Neo accepts a list of shapes without names only for PyTorch. AWS accepts the request, and the
    compilation fails.

    What to do: name each input: {"input": [1, 224, 224, 3]}."""

    code, name = "RL434", "data-input-list-without-pytorch"
    severity, basis = WARNING, Documented(sources.DATA_INPUT_CONFIG, "DataInputConfig, by framework")
    examples = (
        Valid("InputConfig: {ContainerConfig: {Framework: PYTORCH, DataInputConfig: '[[1, 3, 224, 224]]'}}"),
        Valid("InputConfig: {ContainerConfig: {DataInputConfig: '[[1, 3, 224, 224]]'}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: TENSORFLOW, DataInputConfig: '[[1, 224, 224, 3]]'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        given, framework = container.data_input, vocabulary.framework(container)
        if given is None or container.framework is None or framework in {None, "PYTORCH", "XGBOOST", "OTHER"}:
            return
        read = _data_input.read(given.value)
        if read is None or isinstance(read.inputs, dict):
            return
        # RL437 reports a list of anything else.
        if all(isinstance(shape, list | tuple) for shape in read.inputs):
            yield self.finding(
                given,
                f"DataInputConfig is a list of shapes; Neo accepts a list for PYTORCH only, not for {framework}",
                labels=[label(container.framework, "the framework")],
                help='name each input: {"input": [1, 224, 224, 3]}',
            )

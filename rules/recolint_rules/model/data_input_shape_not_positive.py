from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources, vocabulary
from recolint_rules.model import _data_input


class DataInputShapeNotPositive(Rule[None]):
    """A shape in DataInputConfig is not a list of positive integers.

    What it checks: that DataInputConfig has at least one input, and that each shape is a list of positive integers. The
    rule is silent for XGBOOST, which does not need inputs; see RL435.

    Why it matters: Neo compiles for fixed shapes. It cannot compile a dimension of -1, 0 or null, which frameworks use
    for "any size": AWS accepts the request, and the compilation fails.

    What to do: write the sizes of the requests. A list of shapes is a list of lists: [[1, 3]]."""

    code, name = "RL437", "data-input-shape-not-positive"
    severity, basis = WARNING, Documented(sources.NEO_INPUT_SHAPES)
    examples = (
        Valid("InputConfig: {ContainerConfig: {DataInputConfig: '{\"input\": [1, 3, 224, 224]}'}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {DataInputConfig: '{\"input\": [-1, 3, 224, 224]}'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {DataInputConfig: '[1, 3, 224, 224]'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {DataInputConfig: '{}'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        given = container.data_input
        if given is None or not vocabulary.is_not_framework(container, "XGBOOST"):
            return
        read = _data_input.read(given.value)
        if read is None:
            return
        advice = "write the sizes of the requests, for example [1, 3, 224, 224]"
        wrong = next(((name, shape) for name, shape in read.shapes() if not _data_input.is_shape(shape)), None)
        if not read.inputs:
            message = "DataInputConfig is empty; expected at least one input"
        elif _data_input.is_shape(read.inputs):
            message, advice = "DataInputConfig is a single shape, not a list of shapes", f"write [{read.inputs}]"
        elif wrong is not None:
            message = f"the shape of input {wrong[0][:40]} is {str(wrong[1])[:40]}, not a list of positive integers"
        else:
            return
        yield self.finding(given, message, help=advice)

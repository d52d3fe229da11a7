from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recolint.finding import Documented, Finding
from recolint.job import Job
from recolint.rule import INFO, Context, Invalid, Preset, Rule, Valid, label
from recolint_rules.model import data_input, vocabulary

_LAYOUTS = {"TENSORFLOW": "NHWC", "PYTORCH": "NCHW", "MXNET": "NCHW"}
"""The order in which each framework takes images: number, height, width, channels, or channels second."""
_CHANNELS = frozenset({1, 3})


class DataInputLayoutMismatch(Rule[None]):
    """An image's dimensions stand in the order of another framework.

    What it checks: that a shape of four dimensions has the channels (1 or 3) last for TENSORFLOW, and second for
    PYTORCH and MXNET. A shape that could be read either way is not reported.

    Why it matters: Neo compiles for exactly this shape. With height or width in the place of the channels the
    compilation fails, or the compiled model is of no use.

    What to do: reorder the dimensions.
    """

    code, name = "RL436", "data-input-layout-mismatch"
    severity, basis = INFO, Documented("SageMaker API reference: InputConfig.DataInputConfig, by framework")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {ContainerConfig: {Framework: PYTORCH, DataInputConfig: '[[1, 3, 224, 224]]'}}"),
        Valid("InputConfig: {ContainerConfig: {Framework: TENSORFLOW, DataInputConfig: '{\"x\": [1, 3, 3, 3]}'}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: TENSORFLOW, DataInputConfig: '{\"x\": [1, 3, 224, 224]}'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: PYTORCH, DataInputConfig: '{\"x\": [1, 224, 224, 3]}'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """Compare each shape with the framework's order."""
        container = job.input.container
        given, framework = container.data_input, vocabulary.framework(container)
        wanted = _LAYOUTS.get(framework or "")
        read = data_input.read(given.value) if given is not None and wanted else None
        if given is None or container.framework is None or read is None:
            return
        for name, shape in read.shapes():
            if _layout(shape) not in {None, wanted}:
                yield self.finding(
                    given,
                    f"the shape {list(shape)} of input {name} looks like {_layout(shape)}; {framework} takes {wanted}",
                    labels=[label(container.framework, "the framework")],
                    help="put the channels last" if wanted == "NHWC" else "put the channels second",
                )
                return


def _layout(shape: Any) -> str | None:
    """The order that ``shape`` must have if it is an image's, or ``None`` when it may have either or is none."""
    if not data_input.is_shape(shape) or len(shape) != 4:
        return None
    second, last = shape[1] in _CHANNELS, shape[3] in _CHANNELS
    if second == last:
        return None
    return "NCHW" if second else "NHWC"

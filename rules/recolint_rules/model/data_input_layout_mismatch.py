from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Any, Documented, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources, vocabulary
from recolint_rules.facts.wording import cut
from recolint_rules.model import _data_input

_FRAMEWORKS = frozenset({"PYTORCH", "MXNET"})
"""Frameworks with one order. For TENSORFLOW, Neo expects the channels last, but second for models of Keras."""
_CHANNELS = frozenset({1, 3})


class DataInputLayoutMismatch(Rule[None]):
    """An image's dimensions are in the order of another framework.

    What it checks: that a shape of four dimensions has the channels (1 or 3) second for PYTORCH and MXNET. The rule
    skips ambiguous shapes, and TENSORFLOW: Neo expects the channels last there, but second for Keras models.

    Why it matters: Neo compiles for exactly this shape. With height or width instead of the channels, the compilation
    fails, or the compiled model is useless.

    What to do: reorder the dimensions.
    """

    code, name = "RL436", "data-input-layout-mismatch"
    severity, basis = INFO, Documented(sources.DATA_INPUT_CONFIG, "DataInputConfig, by framework")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {ContainerConfig: {Framework: PYTORCH, DataInputConfig: '[[1, 3, 224, 224]]'}}"),
        Valid("InputConfig: {ContainerConfig: {Framework: PYTORCH, DataInputConfig: '{\"x\": [1, 3, 3, 3]}'}}"),
        Valid("InputConfig: {ContainerConfig: {Framework: TENSORFLOW, DataInputConfig: '{\"x\": [1, 3, 224, 224]}'}}"),
        Valid("InputConfig: {ContainerConfig: {Framework: TENSORFLOW, DataInputConfig: '{\"x\": [1, 224, 224, 3]}'}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: PYTORCH, DataInputConfig: '{\"x\": [1, 224, 224, 3]}'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        given, framework = container.data_input, vocabulary.framework(container)
        read = _data_input.read(given.value) if given is not None and framework in _FRAMEWORKS else None
        if given is None or container.framework is None or read is None:
            return
        for name, shape in read.shapes():
            if _has_channels_last(shape):
                yield self.finding(
                    given,
                    f"input {cut(name)} seems to have NHWC shape {cut(str(list(shape)))}; {framework} expects NCHW",
                    labels=[label(container.framework, "the framework")],
                    help="move the channels to the second position",
                )
                return


def _has_channels_last(shape: Any) -> bool:
    """Whether ``shape`` is an image's with the channels last, and cannot be one with the channels second."""
    if not _data_input.is_shape(shape) or len(shape) != 4:
        return False
    return shape[3] in _CHANNELS and shape[1] not in _CHANNELS

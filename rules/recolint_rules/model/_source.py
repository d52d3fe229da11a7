"""Where a job's model comes from: a registered package, or a model by its name."""

from __future__ import annotations

from recolint.plugin import InputConfig


def is_model_alone(spec: InputConfig) -> bool:
    """Whether ModelName is the only source, so that no package can add what the spec lacks. A null ModelName does not
    count; any other one does, whether the contract accepts it or not.
    """
    return spec.gives(InputConfig.model) and not spec.is_null(InputConfig.model) and spec.lacks(InputConfig.package)


def is_not_model_alone(spec: InputConfig) -> bool:
    """Whether it is certain that ModelName is not the only source."""
    is_absent = spec.lacks(InputConfig.model) or spec.is_null(InputConfig.model)
    return is_absent or spec.gives(InputConfig.package)

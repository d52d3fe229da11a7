"""Where a job's model comes from: a registered package, or a model by its name."""

from __future__ import annotations

from recolint.job import InputConfig


def is_model_alone(spec: InputConfig) -> bool:
    """Whether ModelName is the only source, so that no package can say what the spec leaves out."""
    return spec.has(InputConfig.model) and not spec.has(InputConfig.package)

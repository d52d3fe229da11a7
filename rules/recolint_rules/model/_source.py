"""Where a job's model comes from: a registered package, or a model by its name."""

from __future__ import annotations

from recolint.plugin import InputConfig


def is_model_alone(spec: InputConfig) -> bool:
    """Whether ModelName is the only source, so that no package can say what the spec leaves out.

    A null is no source; any other ModelName is one, be it refused by the contract or not.
    """
    is_null = spec.data().get(InputConfig.model.name, "") is None
    return spec.has(InputConfig.model) and not is_null and not spec.has(InputConfig.package)

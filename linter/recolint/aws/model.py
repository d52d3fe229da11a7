"""botocore's model of the operation: its validator, the last word before sending, and its examples. Sends nothing."""

from __future__ import annotations

from functools import cache
from typing import Any

from recolint.request.job import EndpointConfiguration, InputConfig, Job


def problems(request: dict[str, Any]) -> str | None:
    """The errors of botocore for ``request``, in its words; ``None`` when it would send it."""
    # Imported here, as everywhere in this package: it takes longer than a whole check.
    from botocore.validate import ParamValidator

    report = ParamValidator().validate(request, _operation(_CREATE).input_shape)
    text: str = report.generate_report()
    return text if report.has_errors() else None


def example_request() -> dict[str, Any]:
    """A request with all its members, their values empty or the first of those that may be."""
    found: dict[str, Any] = _example(_operation(_CREATE).input_shape)
    return found


def example_answer() -> dict[str, Any]:
    """An answer, with the names of its members for values."""
    return {name: name for name in _operation(_CREATE).output_shape.members}


def example_description(request: dict[str, Any]) -> dict[str, Any]:
    """A describe response for the job of ``request``, with every member that it can have."""
    return {**_example(_operation(_DESCRIBE).output_shape), **request}


def instance_types() -> tuple[str, ...]:
    """The instance types that a request may name, sorted."""
    shape = _operation(_CREATE).input_shape
    for member in (Job.input, InputConfig.configurations):
        shape = shape.members[member.name]
    return tuple(sorted(shape.member.members[EndpointConfiguration.instance_type.name].enum))


def _example(shape: Any) -> Any:
    if shape.type_name == "structure":
        return {name: _example(member) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [_example(shape.member)]
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else ""
    if shape.type_name == "timestamp":
        return "2026-01-31T12:00:00+00:00"
    return 0


_CREATE = "CreateInferenceRecommendationsJob"
_DESCRIBE = "DescribeInferenceRecommendationsJob"


@cache
def _operation(name: str) -> Any:
    # Not through a session: the model does not depend on AWS's config files, which may be broken.
    from botocore.loaders import Loader
    from botocore.model import ServiceModel

    model = ServiceModel(Loader().load_service_model("sagemaker", "service-2"), "sagemaker")
    return model.operation_model(name)

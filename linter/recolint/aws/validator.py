"""The last word before sending: botocore's own validator, as boto3 would apply it. Sends nothing."""

from __future__ import annotations

from typing import Any


def problems(request: dict[str, Any]) -> str | None:
    """What botocore would refuse in ``request``, in its words; ``None`` when it would send it."""
    # Imported here: only a submit needs it.
    from botocore.session import Session
    from botocore.validate import ParamValidator

    model = Session().get_service_model("sagemaker")
    shape: Any = model.operation_model("CreateInferenceRecommendationsJob").input_shape
    report = ParamValidator().validate(request, shape)
    text: str = report.generate_report()
    return text if report.has_errors() else None

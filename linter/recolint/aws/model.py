"""botocore's model of the operation: its validator, the last word before sending, and its examples. Sends nothing."""

from __future__ import annotations

from typing import Any


def problems(request: dict[str, Any]) -> str | None:
    """What botocore would refuse in ``request``, in its words; ``None`` when it would send it."""
    # Imported here, as everywhere in this package: it takes longer than a whole check.
    from botocore.validate import ParamValidator

    report = ParamValidator().validate(request, _operation().input_shape)
    text: str = report.generate_report()
    return text if report.has_errors() else None


def example_request() -> dict[str, Any]:
    """A request with all its members, their values empty or the first of those that may be."""
    from botocore.utils import ArgumentGenerator

    found: dict[str, Any] = ArgumentGenerator().generate_skeleton(_operation().input_shape)
    return found


def example_answer() -> dict[str, Any]:
    """An answer, with the names of its members for values."""
    from botocore.utils import ArgumentGenerator

    found: dict[str, Any] = ArgumentGenerator(use_member_names=True).generate_skeleton(_operation().output_shape)
    return found


def _operation() -> Any:
    from botocore.session import Session

    return Session().get_service_model("sagemaker").operation_model("CreateInferenceRecommendationsJob")

"""A quick look at a file: whether it can hold a request beside a spec at all."""

from __future__ import annotations

_SIGNS = (
    b"create_inference_recommendations_job",
    b"create-inference-recommendations-job",
    b"reateInferenceRecommendationsJob",
    b"right_size",
    b"InputConfig",
    b"inputConfig",
)
"""One of these is in every request that a reader finds: the names of the call, or a member that every request has."""


def mentions_request(data: bytes) -> bool:
    """Whether a reader may find a request in ``data``. False means that no reader does."""
    return any(sign in data for sign in _SIGNS)

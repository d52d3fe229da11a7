"""A look at the bytes of a file before anything reads it."""

from __future__ import annotations

_NAMES = (b"create_inference_recommendations_job", b"right_size", b"create-inference-recommendations-job")


def mentions_request(data: bytes) -> bool:
    """Whether ``data``, a Python file or a notebook, can contain a request. False is certain, true is not."""
    return any(name in data for name in _NAMES)

"""Short forms of MIME types."""

from __future__ import annotations

_SHORT = {
    "csv": "text/csv",
    "text": "text/plain",
    "txt": "text/plain",
    "json": "application/json",
    "jsonl": "application/jsonlines",
    "jsonlines": "application/jsonlines",
    "npy": "application/x-npy",
    "parquet": "application/x-parquet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
"""Short forms, each with the type that containers on SageMaker accept."""


def meant(text: str) -> str | None:
    """The type that ``text`` abbreviates (``csv``, ``.CSV``), or ``None``."""
    return _SHORT.get(text.strip(" .").lower())

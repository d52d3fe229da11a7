"""MIME types that people write for short."""

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
"""Each with the type that containers on SageMaker know it by."""


def meant(text: str) -> str | None:
    """The type that ``text`` surely stands for (``csv``, ``.CSV``), or ``None``."""
    return _SHORT.get(text.strip(" .").lower())

"""Requests in Python: calls of boto3's client, and of ``right_size()`` of the SageMaker SDK."""

from __future__ import annotations

from recolint.hosts.python.file import read_python

__all__ = ["read_python"]

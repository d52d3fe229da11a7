"""Requests in Python: calls of boto3's client, and of ``right_size()`` of the SageMaker SDK."""

from __future__ import annotations

from recolint.hosts.python.file import fault, mentions_call, read_python
from recolint.hosts.python.modules import Ask, Modules
from recolint.hosts.python.program import Block, BrokenError, Program, parse, readable
from recolint.hosts.python.reader import requests_of

__all__ = [
    "Ask",
    "Block",
    "BrokenError",
    "Modules",
    "Program",
    "fault",
    "mentions_call",
    "parse",
    "read_python",
    "readable",
    "requests_of",
]

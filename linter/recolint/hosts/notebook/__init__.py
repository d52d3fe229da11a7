"""Requests in notebooks, version 3 and 4 of the format."""

from __future__ import annotations

from recolint.hosts.notebook.cells import CellPosition, MalformedError, Notebook
from recolint.hosts.notebook.file import read_notebook

__all__ = ["CellPosition", "MalformedError", "Notebook", "read_notebook"]

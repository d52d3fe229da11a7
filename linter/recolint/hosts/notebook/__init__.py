"""Requests in notebooks, version 3 and 4 of the format."""

from __future__ import annotations

from recolint.hosts.notebook.cells import CellPosition, MalformedError, Notebook
from recolint.hosts.notebook.file import NO_SHELLS, Shells, read_notebook

__all__ = ["NO_SHELLS", "CellPosition", "MalformedError", "Notebook", "Shells", "read_notebook"]

"""JSON Schemas (2020-12) for editors: of a job spec, and of a configuration."""

from recolint.schemas.config import config
from recolint.schemas.request import request

__all__ = ["config", "request"]

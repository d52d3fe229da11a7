"""The path of a spec from its file to what is reported of it.

The package is called as a function too, ``recolint.check(spec)``: importing any module of it makes it the attribute of
that name. That call is the one way upwards from here.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

from recolint.base.static import Any


class _Function(ModuleType):
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """``recolint.api.check``."""
        return import_module("recolint.api").check(*args, **kwargs)


sys.modules[__name__].__class__ = _Function

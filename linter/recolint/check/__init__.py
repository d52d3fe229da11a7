"""The path of a spec from its file to what is reported of it.

The package is called as a function too, ``recolint.check(spec)``: importing any module of it makes it the attribute of
that name.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recolint.api import Result


class _Function(ModuleType):
    def __call__(self, *args: Any, **kwargs: Any) -> Result:
        """``recolint.api.check``."""
        from recolint.api import check

        return check(*args, **kwargs)


sys.modules[__name__].__class__ = _Function

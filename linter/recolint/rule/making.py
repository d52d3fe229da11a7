"""Makes rules of their classes, which may do anything."""

from __future__ import annotations

from recolint.base.foreign import said, shown
from recolint.base.static import Any
from recolint.base.stops import is_stop
from recolint.rule.kinds import BaseRule


class UnsoundError(Exception):
    """Something of a rule that recolint cannot use. The message says where, what was expected, what was found."""

    @classmethod
    def of(cls, where: str, expected: str, found: object) -> UnsoundError:
        """The error for ``found`` at ``where``."""
        return cls(f"{where}: expected {expected}, found {shown(found)}")


def made(rule: type[BaseRule[Any]], options: Any) -> BaseRule[Any]:
    """``rule`` with ``options``, or with their defaults; raises ``UnsoundError``."""
    try:
        one: object = rule(options)
    except BaseException as error:
        if is_stop(error):
            raise
        raise UnsoundError(f"__init__ raised {said(error)}") from error
    if not isinstance(one, rule):
        raise UnsoundError.of("__new__", "an instance of the class", one)
    return one

"""The names of ``typing`` that each check needs, without ``typing``, which takes 2 ms to import.

mypy sees the names of ``typing``. At run time, annotations are texts, and nothing evaluates them except for the options
of rules, so most names only have to exist. A generic class keeps its arguments as ``list[int]`` does.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Annotated as Annotated
    from typing import Any as Any
    from typing import BinaryIO as BinaryIO
    from typing import ClassVar as ClassVar
    from typing import Generic as Generic
    from typing import Literal as Literal
    from typing import NewType as NewType
    from typing import NoReturn as NoReturn
    from typing import Protocol as Protocol
    from typing import Self as Self
    from typing import TextIO as TextIO
    from typing import TypeVar as TypeVar
    from typing import cast as cast
    from typing import dataclass_transform as dataclass_transform
    from typing import overload as overload
else:
    from types import GenericAlias

    class Generic:
        """A class with type arguments, ``__args__`` of what it is subscripted to."""

        __slots__ = ()
        __class_getitem__ = classmethod(GenericAlias)

    class Protocol(Generic):
        """A description of other classes."""

    class Literal:
        """One of several values."""

        def __class_getitem__(cls, _):
            return cls

    class Annotated:
        """A description of an option of a rule. ``typing`` evaluates it."""

        def __class_getitem__(cls, parts):
            from typing import Annotated

            return Annotated[parts]

    class Any(Generic):
        """A name in annotations, as those below."""

    BinaryIO = ClassVar = NoReturn = Self = TextIO = Any

    class _Name:
        """A name in annotations. It is not a class, so it defines ``name | None`` itself."""

        def __or__(self, _):
            return self

        __ror__ = __or__

    class TypeVar(_Name):
        """A name for a type."""

        def __init__(self, name, *_, **__):
            self.__name__ = name

    class NewType(_Name):
        """A type that has the values of ``supertype``."""

        def __init__(self, name, supertype):
            self.__name__ = name
            self.__supertype__ = supertype

        def __call__(self, value):
            return value

    def cast(_, value):
        """``value``, of another type for the checker."""
        return value

    def dataclass_transform(**_):
        """A decorator that changes nothing."""
        return lambda cls: cls

    def overload(function):
        """``function``, which the one after it replaces."""
        return function

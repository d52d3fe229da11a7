"""Frozen values, equal when class and fields are: what a frozen dataclass is, for a tenth of its start-up.

To make a dataclass takes 0.5 ms, and the library behind it 5 ms of imports. So what each check imports is a ``Value``,
or a ``NamedTuple`` where no other class with the same fields is compared with it.
"""

from __future__ import annotations

from recolint.base.static import Any, ClassVar, NoReturn, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Value:
    """Subclasses declare fields as a dataclass does; a default is shared, so it must not change."""

    __match_args__: ClassVar[tuple[str, ...]] = ()
    _least: ClassVar[int] = 0
    """How many fields, from the first, have no default."""

    def __init_subclass__(cls) -> None:
        """Take the annotated names for fields, after those of the base."""
        own = (name for name, type_ in cls.__annotations__.items() if "ClassVar" not in type_)
        cls.__match_args__ = (*cls.__match_args__, *own)  # type: ignore[misc]  # mypy makes one too
        required = [number for number, name in enumerate(cls.__match_args__, start=1) if not hasattr(cls, name)]
        cls._least = max(required, default=0)

    def __init__(self, *values: Any, **named: Any) -> None:
        """Take the fields, in their order or by name; raises ``TypeError`` for one that is wrong or missing."""
        names = self.__match_args__
        if not named and self._least <= len(values) <= len(names):
            self.__dict__.update(zip(names, values, strict=False))
            return
        given = {**dict(zip(names, values, strict=False)), **named}
        has_all = all(name in given or hasattr(type(self), name) for name in names)
        if len(given) < len(values) + len(named) or not has_all or not given.keys() <= set(names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}; found {values} and {named}")
        self.__dict__.update(given)

    def _replace(self, **changes: Any) -> Self:
        """A copy with other values in some fields."""
        return type(self)(**{name: changes.pop(name, getattr(self, name)) for name in self.__match_args__}, **changes)

    def _compared(self) -> dict[str, Any]:
        """The fields that make it equal to another one."""
        return {name: getattr(self, name) for name in self.__match_args__}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and type(self) is type(other) and self._compared() == other._compared()

    def __hash__(self) -> int:
        return hash(tuple(self._compared().values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._compared().items())})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

"""``NamedTuple`` as ``typing`` has it, for a quarter of its start-up.

``typing`` compiles each annotation of a field. With 150 classes in a check, that takes 10 ms, and nobody reads what it
compiles. Generic classes and the options of rules use that of ``typing``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple

    class _Meta(type):
        """Turns the body of a class into a named tuple, which is then an ordinary class."""

        def __new__(cls, name, bases, body):
            """The class with the annotated names in ``body`` as its fields."""
            if not bases:
                return super().__new__(cls, name, bases, body)
            if bases != (NamedTuple,):
                raise TypeError(f"{name}: expected NamedTuple as the only base, found {bases}")
            fields = body["__annotations__"]
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for attribute, value in body.items():
                setattr(made, attribute, value)
            return made

    class NamedTuple(metaclass=_Meta):
        """The base of classes with annotated names as fields."""

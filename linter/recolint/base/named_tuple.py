"""``NamedTuple`` as ``typing`` has it, for a tenth of its start-up.

``typing`` compiles each annotation of a field, and ``collections`` makes six functions for each class and compiles one.
That takes 16 ms for the 160 classes of a check. Here, classes with the same number of fields share what is compiled.
"""

from __future__ import annotations

import sys

from recolint.base.static import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import _tuplegetter
    from functools import cache
    from types import FunctionType

    class _Fields(tuple):
        """The methods of all named tuples, as ``collections`` has them."""

        __slots__ = ()
        _fields = ()
        _field_defaults = {}

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__}: expected {len(cls._fields)} values, found {len(made)}")
            return made

        def _replace(self, /, **changes):
            made = tuple.__new__(type(self), map(changes.pop, self._fields, self))
            if changes:
                raise TypeError(f"{type(self).__name__}: expected names of fields, found {', '.join(changes)}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

        def __getnewargs__(self):
            return tuple(self)

    _new = tuple.__new__
    _SHORT = (
        lambda _cls: _new(_cls, ()),
        lambda _cls, a: _new(_cls, (a,)),
        lambda _cls, a, b: _new(_cls, (a, b)),
        lambda _cls, a, b, c: _new(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
        lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j: _new(_cls, (a, b, c, d, e, f, g, h, i, j)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k, m)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k, m, n)),
    )
    """The ``__new__`` of classes with up to 13 fields, since to compile one takes 60 us."""

    @cache
    def _new_of(length):
        """The ``__new__`` of a class with ``length`` fields, as ``collections`` has it."""
        if length < len(_SHORT):
            return _SHORT[length]
        names = "".join(f"f{number}," for number in range(length))
        return eval(f"lambda _cls, {names}: _new(_cls, ({names}))", globals())  # noqa: S307

    @cache
    def _getter(number):
        return _tuplegetter(number, f"Alias for field number {number}")

    def _annotations(body):
        """The annotations in the ``body`` of a class: text, or from Python 3.14 on, what a function makes of them."""
        found = body.get("__annotations__")
        if found is None and sys.version_info >= (3, 14):
            from annotationlib import Format, call_annotate_function, get_annotate_from_class_namespace

            annotate = get_annotate_from_class_namespace(body)
            found = None if annotate is None else call_annotate_function(annotate, Format.FORWARDREF)
        return found or {}

    class _Meta(type):
        """Turns the body of a class into a named tuple, which is then an ordinary class."""

        def __new__(cls, name, bases, body):
            """The class with the annotated names in ``body`` as its fields."""
            if not bases:
                return super().__new__(cls, name, bases, body)
            if bases[0] is not NamedTuple or [base.__name__ for base in bases[1:]] not in ([], ["Generic"]):
                raise TypeError(f"{name}: expected NamedTuple and perhaps Generic as bases, found {bases}")
            annotations = _annotations(body)
            fields = tuple(annotations)
            defaults = {field: body[field] for field in fields if field in body}
            new = _new_of(len(fields))
            code = new.__code__.replace(co_name="__new__", co_qualname=f"{name}.__new__", co_varnames=("_cls", *fields))
            body |= {field: _getter(number) for number, field in enumerate(fields)}
            body |= {"__slots__": (), "_fields": fields, "__match_args__": fields, "_field_defaults": defaults}
            make = FunctionType(code, new.__globals__, "__new__", tuple(defaults.values()))
            make.__annotations__ = annotations
            body["__new__"] = make
            return type(name, (_Fields, *bases[1:]), body)

    class NamedTuple(metaclass=_Meta):
        """The base of classes with annotated names as fields."""

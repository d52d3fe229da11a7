"""The arguments of commands: each declared once, as a field of a class, and read once, right after parsing.

    class ConfigFileOptions(NamedTuple):
        config: str | None = option("use this config file instead of searching for one", metavar="FILE")
        isolated: bool = flag("ignore all config files")

The field's name is the option's: ``output_format`` is ``--output-format``. What follows the ``=`` is not a default but
the declaration. Its type is that of the value, so a new option is one new field, and mypy knows it. A field from
``group`` contains the options of another class. Several commands may share that class.

Above 300 lines since it has a class for each kind of declaration, and the functions that make them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from recolint.base.static import TYPE_CHECKING, Any, Literal, TypeVar, cast, overload

if TYPE_CHECKING:
    # Plain arguments need no parser.
    import argparse
    from argparse import Namespace

    from recolint.cli.parser import Parser

T = TypeVar("T")
Arguments = TypeVar("Arguments", bound=tuple[Any, ...])
"""A ``NamedTuple`` with fields declared by the functions of this module."""
Place = Literal["usual", "last", "folded"]
"""Where the help shows a group of options: in the order of the fields, after the others, only with ``--help-aws``."""
Number = TypeVar("Number", int, float)


def read(of: type[Arguments], parsed: Namespace) -> Arguments:
    """The arguments of the class ``of``, from what argparse has parsed."""
    make: Callable[..., Arguments] = of
    return make(*(declared.read(field, parsed) for field, declared in _declarations(of)))


def add(of: type[tuple[Any, ...]], parser: Parser, into: argparse._ActionsContainer) -> None:
    """Add the arguments of the class ``of`` to ``into``: ``parser``, or a group of it."""
    for field, declared in _declarations(of):
        declared.add(field, parser, into)


def plain(of: type[Arguments], words: Sequence[str]) -> Arguments | None:
    """The arguments of the class ``of`` where the command line has no options, only ``words``.

    ``None`` where it takes a parser to find out what they are.
    """
    left = list(words)
    try:
        made = _plain(of, left)
    except _NotPlainError:
        return None
    return None if left else made


def _plain(of: type[Arguments], left: list[str]) -> Arguments:
    make: Callable[..., Arguments] = of
    return make(*(declared.plain(left) for _, declared in _declarations(of)))


class _NotPlainError(Exception):
    """A field that is not plain."""


def _declarations(of: type[tuple[Any, ...]]) -> Iterable[tuple[str, Declaration]]:
    found: dict[str, Declaration] = of._field_defaults  # type: ignore[attr-defined]
    return found.items()


class Declaration:
    """How a field is filled. This one adds no argument: it reads what recolint or another field has added."""

    def add(self, field: str, parser: Parser, into: argparse._ActionsContainer) -> None:
        """Add the arguments of ``field`` to ``into``: ``parser``, or a group of it."""

    def read(self, field: str, parsed: Namespace) -> object:
        """The value of ``field``. A list of argparse becomes a tuple."""
        return _frozen(getattr(parsed, field))

    def plain(self, left: list[str]) -> object:  # noqa: ARG002  for declarations that know it
        """The value where the command line has only the words ``left``, without those that it takes of them.

        Raises ``_NotPlainError`` if it is not certain.
        """
        raise _NotPlainError


class _Argument(Declaration):
    """One argument of argparse: an option, or a positional one if ``flags`` is ``None``."""

    def __init__(self, flags: tuple[str, ...] | None, values: Mapping[str, object] | None = None, **words: Any) -> None:
        self._flags = flags
        self._values = values
        self._words = {word: value for word, value in words.items() if value is not None}

    def add(self, field: str, parser: Parser, into: argparse._ActionsContainer) -> None:  # noqa: ARG002  as declared
        if self._flags is None:
            into.add_argument(field, **self._words)
        else:
            into.add_argument(*self._flags, option_of(field), dest=field, **self._words)

    def read(self, field: str, parsed: Namespace) -> object:
        return self._meant(super().read(field, parsed))

    def plain(self, left: list[str]) -> object:
        if self._flags is None:
            if self._words.get("nargs") != "*":
                raise _NotPlainError
            taken = tuple(left)
            left.clear()
            return taken
        if "required" in self._words:
            raise _NotPlainError
        is_flag = self._words.get("action") == "store_true"
        return self._meant(_frozen(self._words.get("default", False if is_flag else None)))

    def _meant(self, value: object) -> object:
        return value if self._values is None or value is None else self._values[cast("str", value)]


class _Group(Declaration):
    def __init__(
        self, of: type[tuple[Any, ...]], title: str | None, rank: int | None = None, place: Place = "usual"
    ) -> None:
        self._place = place
        self._of = of
        self._title = title
        self._rank = rank

    def add(self, field: str, parser: Parser, into: argparse._ActionsContainer) -> None:  # noqa: ARG002  as declared
        inner = into if self._title is None else parser.add_argument_group(self._title)
        if inner is not into:
            self._arrange(parser, cast("argparse._ArgumentGroup", inner))  # noqa: SLF001  it has no other name
        add(self._of, parser, inner)
        if self._rank is not None:
            own = inner._group_actions  # type: ignore[attr-defined]  # noqa: SLF001  argparse has no public name for them
            parser.abbreviate(self._rank, (name for action in own for name in action.option_strings))

    def _arrange(self, parser: Parser, made: argparse._ArgumentGroup) -> None:
        match self._place:
            case "last":
                parser.put_last(made)
            case "folded":
                parser.fold(made)
            case "usual":
                pass

    def read(self, field: str, parsed: Namespace) -> object:  # noqa: ARG002  as declared
        return read(self._of, parsed)

    def plain(self, left: list[str]) -> object:
        return _plain(self._of, left)


class _Alternatives(_Group):
    def add(self, field: str, parser: Parser, into: argparse._ActionsContainer) -> None:
        super().add(field, parser, into.add_mutually_exclusive_group())


def group(of: type[Arguments], title: str | None = None, rank: int | None = None, place: Place = "usual") -> Arguments:
    """The options of the class ``of``; with ``title``, as a group of the help, in this ``place``.

    ``rank`` lets a user abbreviate them (``Parser.abbreviate``).
    """
    return cast("Arguments", _Group(of, title, rank, place))


def alternatives(of: type[Arguments]) -> Arguments:
    """The options of the class ``of``, which exclude one another."""
    return cast("Arguments", _Alternatives(of, None))


def common_flag() -> bool:
    """A flag that recolint itself and every command have: ``--debug``."""
    return cast("bool", Declaration())


def flag(text: str, *, short: str | None = None) -> bool:
    """An option without a value; ``text`` is its help."""
    return cast("bool", _Argument(_flags(short), action="store_true", help=text))


@overload
def option(
    text: str, *, metavar: str | None = None, choices: Iterable[str] | None = None, alone: str | None = None
) -> str | None: ...


@overload
def option(
    text: str,
    *,
    metavar: str | None = None,
    choices: Iterable[str] | None = None,
    default: str,
    short: str | None = None,
) -> str: ...


@overload
def option(text: str, *, metavar: str, parse: Callable[[str], T]) -> T | None: ...


@overload
def option(text: str, *, metavar: str, parse: Callable[[str], T], default: T) -> T: ...


def option(
    text: str,
    *,
    metavar: str | None = None,
    choices: Iterable[str] | None = None,
    alone: str | None = None,
    default: object = None,
    parse: Callable[[str], object] | None = None,
    short: str | None = None,
) -> Any:
    """An option with a value, ``None`` or ``default`` if it is missing; ``text`` is its help.

    ``alone`` is the value of the option without a value. ``parse`` raises ``ArgumentTypeError`` or ``ValueError``.
    """
    nargs = None if alone is None else "?"
    return _Argument(
        _flags(short),
        help=text,
        metavar=metavar,
        choices=choices,
        nargs=nargs,
        const=alone,
        default=default,
        type=parse,
    )


def required_option(text: str, *, choices: Iterable[str]) -> str:
    """An option that must be there."""
    return cast("str", _Argument((), required=True, help=text, choices=choices))


@overload
def choice(text: str, of: Mapping[str, T], *, metavar: str | None = None) -> T | None: ...


@overload
def choice(text: str, of: Mapping[str, T], *, default: str) -> T: ...


def choice(text: str, of: Mapping[str, Any], *, metavar: str | None = None, default: str | None = None) -> Any:
    """An option with a word of ``of`` as its value; the field is what ``of`` maps the word to."""
    return _Argument((), of, help=text, metavar=metavar, choices=list(of), default=default)


def repeated(text: str, *, metavar: str) -> tuple[str, ...]:
    """An option that may be repeated: ``--report A --report B``."""
    return cast("tuple[str, ...]", _Argument((), action="append", default=[], help=text, metavar=metavar))


def several(text: str, *, metavar: str) -> tuple[str, ...]:
    """An option with one value or more, that may be repeated: ``--identity A B --identity C``."""
    return cast("tuple[str, ...]", _Argument((), nargs="+", action="extend", default=[], help=text, metavar=metavar))


def several_in_turn(text: str, *, metavar: str) -> tuple[tuple[str, ...], ...]:
    """As ``several``, but the values of each repetition stay together: ``--scp A B --scp C``."""
    made = _Argument((), nargs="+", action="append", default=[], help=text, metavar=metavar)
    return cast("tuple[tuple[str, ...], ...]", made)


def argument(text: str, *, metavar: str | None = None, choices: Iterable[str] | None = None) -> str:
    """A positional argument."""
    return cast("str", _Argument(None, help=text, metavar=metavar, choices=choices))


@overload
def optional_argument(text: str, *, metavar: str) -> str | None: ...


@overload
def optional_argument(
    text: str, *, metavar: str | None = None, choices: Iterable[str] | None = None, default: str
) -> str: ...


def optional_argument(
    text: str, *, metavar: str | None = None, choices: Iterable[str] | None = None, default: str | None = None
) -> Any:
    """A positional argument, ``None`` or ``default`` if it is missing."""
    return _Argument(None, nargs="?", help=text, metavar=metavar, choices=choices, default=default)


def any_arguments(text: str, *, metavar: str) -> tuple[str, ...]:
    """Positional arguments, none or more."""
    return cast("tuple[str, ...]", _Argument(None, nargs="*", help=text, metavar=metavar))


def some_arguments(text: str, *, metavar: str) -> tuple[str, ...]:
    """Positional arguments, one or more."""
    return cast("tuple[str, ...]", _Argument(None, nargs="+", help=text, metavar=metavar))


def option_of(field: str) -> str:
    """``--output-format`` for ``output_format``; ``--from`` for ``from_``, since Python reserves the name."""
    return f"--{field.rstrip('_').replace('_', '-')}"


def words(values: Iterable[str]) -> tuple[str, ...]:
    """The words of an option that accepts them separated by commas and may be repeated."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def bounded(kind: type[Number], least: Number, most: Number) -> Callable[[str], Number]:
    """A parser of options: a number from ``least`` to ``most``, which NaN is not."""

    def parse(text: str) -> Number:
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not least <= value <= most:
            from argparse import ArgumentTypeError

            noun = "a whole number" if kind is int else "a number"
            raise ArgumentTypeError(f"expected {noun} from {least:.0f} to {most:.0f}, found {text[:40]!r}")
        return value

    return parse


def _flags(short: str | None) -> tuple[str, ...]:
    return () if short is None else (short,)


def _frozen(value: object) -> object:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value

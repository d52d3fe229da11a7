"""JMESPath for packs: parsed by jmespath, checked against the contract, and compiled to closures that count steps.

The results are those of jmespath with two exceptions. A function returns null if its argument has a wrong type, as a
comparison does. An expression that depends on an unknown value raises ``UnknownError``.

Whatever repeats work counts steps (see ``meter``): a projection for each item the size of what it does with it, and a
function the size of its arguments.
"""

from __future__ import annotations

import warnings
from typing import Any

from recolint.packs.compiler import MAX_DEPTH, Compiler, ExpressionFault, TooDeepError, is_true
from recolint.packs.meter import Meter
from recolint.request.contract import Shape

MAX_CHARACTERS = 2_000


class ExpressionError(ValueError):
    """An expression that cannot be used."""

    def __init__(self, *faults: ExpressionFault) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.why for fault in faults))


class Expression:
    """An expression on values of ``of`` (``None``: unknown); ``meter`` counts its steps."""

    def __init__(self, text: str, of: Shape | None, meter: Meter) -> None:
        """Take the text; raises ``ExpressionError``."""
        self.text = text
        self._meter = meter
        tree = _parsed(text)
        compiler = Compiler(text, meter)
        try:
            self._run, self._size, _ = compiler.node(tree, of, 0)
        except TooDeepError as error:
            raise ExpressionError(ExpressionFault(f"nested deeper than {MAX_DEPTH} levels")) from error
        if compiler.faults:
            raise ExpressionError(*dict.fromkeys(compiler.faults))

    def search(self, data: Any) -> Any:
        """The value of the expression on ``data``; raises ``UnknownError`` and ``CostError``."""
        self._meter.spend(self._size)
        return self._run(data)

    def holds(self, data: Any) -> bool:
        """Whether the value is true: not null, false or empty; raises as ``search`` does."""
        self._meter.spend(self._size)
        return is_true(self._run(data))


_HINTS = {
    "'": "; close the quote",
    '"': "; close the quote",
    "`": "; close the quote",
    **dict.fromkeys("\u201c\u201d\u201e\u2018\u2019", "; write ' around a text"),
    "=": "; write == to compare",
    "and": "; write &&",
    "or": "; write ||",
    "not": "; write !",
}
"""The intended text, by the text that the parser does not expect."""


def _parsed(text: str) -> dict[str, Any]:
    # Imported here: only packs with expressions need it.
    from jmespath.exceptions import JMESPathError, ParseError
    from jmespath.lexer import LexerError
    from jmespath.parser import Parser

    if not text.strip():
        raise ExpressionError(ExpressionFault("expected an expression, found an empty text"))
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(ExpressionFault(f"expected at most {MAX_CHARACTERS:,} characters, found {len(text):,}"))
    try:
        with warnings.catch_warnings():
            # Literals without quotes: jmespath reads them, and warns.
            warnings.simplefilter("ignore")
            parsed: dict[str, Any] = Parser().parse(text).parsed
    except LexerError as error:
        hint = _HINTS.get(text[error.lex_position : error.lex_position + 1], "")
        raise ExpressionError(ExpressionFault(f"not JMESPath: unknown token{hint}", error.lex_position)) from error
    except ParseError as error:
        found = repr(error.token_value) if error.token_value else "the end"
        start = max(error.lex_position or 0, 0)
        before = text[:start].split()
        hint = _HINTS.get(str(error.token_value)) or _HINTS.get(before[-1] if before else "") or ""
        if isinstance(error.token_value, int):
            hint = f"; write `{error.token_value}`"
        fault = ExpressionFault(f"not JMESPath: unexpected {found}{hint}", start)
        raise ExpressionError(fault) from error
    except (JMESPathError, ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else "not JMESPath"
        raise ExpressionError(ExpressionFault(why)) from error
    return parsed

"""``--query``: JMESPath, which boto3 brings along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from recolint.mistake import UserMistakeError


def compiled(expression: str) -> Callable[[Any], Any]:
    """The function that ``expression`` stands for; raises ``UserMistakeError``."""
    # Imported here: most commands do without.
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        found: Any = jmespath.compile(expression)
    except JMESPathError as error:
        raise UserMistakeError(f"--query: {error}") from error

    def search(answer: Any) -> Any:
        try:
            return found.search(answer)
        except JMESPathError as error:
            raise UserMistakeError(f"--query: {error}") from error

    return search

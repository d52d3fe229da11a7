"""The map: one file to what is reported of it. Pure but for reading the file; task and result go between processes."""

from __future__ import annotations

from collections.abc import Callable

from recolint.check.context import Context
from recolint.check.discover import Skipped, Task
from recolint.check.finish import Elsewhere, FileResult, finish
from recolint.check.look import look
from recolint.check.looked import Looked


def check_file(
    context: Context,
    task: Task,
    elsewhere: Elsewhere | None = None,
    seen: Callable[[Looked], None] | None = None,
) -> FileResult | Skipped:
    """What is reported of the file of ``task``, or why it is skipped; ``elsewhere`` as for ``finish``.

    ``seen`` is told what the rules have looked at. Raises ``PathError`` for a file that cannot be read.
    """
    looked = look(context, context.input(task))
    if isinstance(looked, Skipped):
        return looked
    if seen is not None:
        seen(looked)
    return finish(context, looked, elsewhere)

"""Files as a script finds them: those that it writes itself, and those beside it that it leaves as they are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from recolint.base.text import Span
from recolint.hosts.shell import effects
from recolint.hosts.shell import scope as names
from recolint.hosts.shell.expansion import Expander
from recolint.hosts.shell.scope import Scope, Value
from recolint.hosts.shell.syntax import Command, Word
from recolint.hosts.traced import Traced

Ask = Callable[[str], str | None]
"""Returns the text of a file beside the host by its path; ``None`` if there is no file."""

_HOME = re.compile(r"""["']?(?:\$\(\s*dirname\b|`dirname\b|\$\{(?:0|BASH_SOURCE)|\.["']?$)""")
"""The words with which a script changes to its own folder."""
_READS_ONLY = frozenset(
    [
        "ajv",
        "aws",
        "cat",
        "check-jsonschema",
        "diff",
        "echo",
        "file",
        "grep",
        "head",
        "jq",
        "jsonlint",
        "less",
        "ls",
        "mkdir",
        "more",
        "printf",
        "python",
        "python3",
        "recolint",
        "rm",
        "stat",
        "tail",
        "test",
        "wc",
        "yamllint",
        "[",
    ]
)
"""Commands that leave the files in their arguments as they are; a removed file cannot be sent."""
_LONGEST_PATH = 400
_REPLACES = (">", ">|")
_OWN_TEXT = ("/dev/stdin", "/dev/fd/0", "-")


class Folder:
    """The working directory of a script."""

    def __init__(self, scope: Scope, ask: Ask) -> None:
        self.scope = scope
        self.ask = ask
        self.is_home = True
        """Whether it is the folder of the script, as far as the script shows."""
        self.touched: set[str] = set()
        """Files that the script writes."""


class Files:
    """Reads files for one place of the script: those that it has written itself, else those beside it."""

    def __init__(self, folder: Folder, own: Traced | None) -> None:
        self._folder = folder
        self._own = own

    def __call__(self, path: str, place: Span) -> Traced | None:
        """The text at ``path``, each character placed where the script writes it, else all of them at ``place``."""
        if path in _OWN_TEXT:
            return self._own
        path = posixpath.normpath(path)
        written = self._folder.scope.get(names.file_name(path))
        if written is not None:
            return written.items[0]
        if not self.is_on_disk(path):
            return None
        text = self._folder.ask(path)
        return Traced.at(text, place) if text is not None else None

    def is_on_disk(self, path: str) -> bool:
        """Whether ``path`` names a file beside the script, which the script does not change."""
        if path in _OWN_TEXT or path.startswith("/dev/"):
            return False
        return self._folder.is_home and path not in self._folder.touched


def write(folder: Folder, expander: Expander, command: Command, given: Traced | None) -> None:
    """Note what ``command``, with ``given`` as its input, writes to files."""
    targets = [(one.sign, one.target) for one in effects.written_files(command.redirects)]
    texts = [(sign, expander.text(target)) for sign, target in targets if isinstance(target, Word)]
    first = effects.first_word(command)
    if first == "tee":
        sign = ">>" if any(word.written == "-a" for word in command.words) else ">"
        texts += [(sign, field.text) for word in command.words[1:] for field in expander.fields(word)]
    elif first not in _READS_ONLY or (first == "aws" and command.words[1:2] and command.words[1].written == "s3"):
        named = [word for word in command.words[1:] if _may_be_path(word)]
        texts += [("", field.text) for word in named for field in expander.fields(word)]
    if not texts:
        return
    printed = expander.printed(command) if any(sign in _REPLACES for sign, _ in texts) else None
    if printed is None and given is not None and first in ("cat", "tee"):
        printed = given
    for sign, text in texts:
        if not text.is_known:
            if sign:
                folder.scope.put(names.EVERY_FILE, None)
            continue
        path = posixpath.normpath(text.text) if text.text else ""
        name = names.file_name(path)
        if sign in _REPLACES and printed is not None and folder.is_home:
            folder.scope.put(name, Value((printed,)))
            folder.touched.add(path)
        else:
            folder.scope.put(name, None)
            folder.touched.add(path)


def leaves_home(command: Command) -> bool:
    """Whether ``command`` changes the working directory, other than to that of the script."""
    if effects.first_word(command) not in ("cd", "pushd", "popd", "chdir"):
        return False
    return len(command.words) < 2 or _HOME.match(command.words[1].written) is None


def _may_be_path(word: Word) -> bool:
    return not word.written.startswith("-") and len(word.written) < _LONGEST_PATH

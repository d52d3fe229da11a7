"""Follows a script statement by statement, and reads each command that creates a job with what is known there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import takewhile

from recolint.hosts.shell import command as aws
from recolint.hosts.shell import effects
from recolint.hosts.shell import scope as names
from recolint.hosts.shell.assignments import Assigner, separators
from recolint.hosts.shell.expansion import Budget, Expander, Field
from recolint.hosts.shell.files import Ask, Files, Folder, leaves_home, write
from recolint.hosts.shell.nested import OPERATION, is_shell, scripts, unwrapped
from recolint.hosts.shell.parser import parse
from recolint.hosts.shell.scope import EVERYTHING, Scope, Value
from recolint.hosts.shell.syntax import Block, BrokenError, Chain, Command, PartKind, Statement, Test, Way, Word
from recolint.hosts.traced import HOLE, Traced
from recolint.hosts.tree import HIDDEN_REGION, FileReference, HostFault, HostReading, HostRequest

_LEAVES = frozenset({"exit", "return", "break", "continue"})
_MAX_ROUNDS = 100
_MAX_REPEATED = 20_000
"""How many statements of loops are followed again; loops in loops have many rounds."""
_DEEPEST = 8
"""Scripts in scripts that are read."""


def read_script(script: Traced, ask: Ask) -> HostReading:
    """The requests in ``script``."""
    if OPERATION not in script.text:
        return HostReading()
    statements, broken = parse(script)
    return read_statements(statements, broken, script, ask)


def read_statements(statements: list[Statement], broken: BrokenError | None, script: Traced, ask: Ask) -> HostReading:
    """The requests in ``statements`` of ``script``; ``broken`` is the fault behind them, if there is one."""
    reader = _Reader(script, ask)
    reader.start(statements)
    if broken is not None and OPERATION in script.text[broken.unread :]:
        reader.faults.append(_fault(broken))
    return HostReading(tuple(reader.requests), tuple(reader.faults), tuple(reader.files))


def _fault(broken: BrokenError) -> HostFault:
    return HostFault(broken.at, f"the shell script cannot be read: {broken}")


class _Reader:
    def __init__(self, script: Traced, ask: Ask, depth: int = 0) -> None:
        self._depth = depth
        self.scope = Scope()
        self.folder = Folder(self.scope, ask)
        self.requests: list[HostRequest] = []
        self.faults: list[HostFault] = []
        self.files: list[FileReference] = []
        self._repeats = False
        self._repeated = 0
        budget = Budget(4 * len(script.text) + 1_000_000)
        self._expander = Expander(self.scope, Files(self.folder, None), budget)
        self._assigner = Assigner(self.scope, self._expander, budget)

    def start(self, statements: list[Statement]) -> None:
        """Follow the whole script."""
        functions = list(effects.functions(statements))
        whole = effects.changes(statements)
        self._of_functions = {id(one): _outside(one) for one in functions}
        counts: Counter[str] = Counter()
        for found in self._of_functions.values():
            counts.update(set(found))
        self.scope.in_functions = counts
        self.folder.is_home = not any(map(leaves_home, effects.commands(one.bodies[0] for one in functions)))
        self.scope.once = frozenset(name for name, count in whole.outside.items() if count == 1)
        self._expander.separators = separators(statements, self._expander)
        self._all(statements)

    def _all(self, statements: Iterable[Statement]) -> None:
        before: Statement | None = None
        for statement in statements:
            if isinstance(statement, Block) and statement.way is Way.BRANCH and not statement.words:
                statement = _taken(statement, before)
            self._one(statement)
            if isinstance(statement, Command) and effects.first_word(statement) in _LEAVES:
                # What follows never runs.
                return
            before = statement

    def _one(self, statement: Statement) -> None:
        self._repeated += self._repeats
        if isinstance(statement, Command):
            self._command(statement)
        elif isinstance(statement, Chain):
            self._chain(statement)
        elif isinstance(statement, Test):
            self.scope.forget(effects.changed_by_test(statement))
        else:
            self._block(statement)

    def _chain(self, chain: Chain) -> None:
        self._one(chain.statements[0])
        mark = self.scope.mark()
        for statement in chain.statements[1:]:
            before = self.scope.mark()
            self._one(statement)
            if "||" in chain.signs:
                # Behind an "or", it is unknown which of the statements before were run.
                self.scope.forget(self.scope.undo(before))
        self.scope.forget(self.scope.undo(mark))

    def _block(self, block: Block) -> None:
        for word in block.words:
            self._within(word)
        match block.way:
            case Way.GROUP:
                for body in block.bodies:
                    self._all(body)
            case Way.FUNCTION:
                self._function(block)
            case Way.LOOP:
                changed = {*effects.changes(block.bodies[0]).outside, *effects.changes(block.bodies[0]).local}
                changed.add(block.name)
                self._loop(block, changed)
                self.scope.forget(changed)
            case Way.APART if len(block.bodies) > 1:
                self._pipeline(block)
            case Way.APART:
                self._in_process(block.bodies[0])
            case _:
                self.scope.forget(set().union(*[self._apart(body) for body in block.bodies]))

    def _loop(self, block: Block, changed: set[str]) -> None:
        """Follow the body for each word of ``for``, where all are known; otherwise once for any of them."""
        fields = [field for word in block.words for field in self._expander.fields(word)]
        is_known = block.words and all(one.text.is_known and not one.may_be_many for one in fields)
        values = [Value((one.text,)) for one in fields] if is_known and len(fields) <= _MAX_ROUNDS else [None]
        first, files, faults = len(self.requests), len(self.files), len(self.faults)
        repeats = self._repeats
        for value in values:
            self.scope.forget(changed)
            if value is not None:
                self.scope.put(block.name, value)
            self._apart(block.bodies[0])
            if self._repeated > _MAX_REPEATED:
                break
            self._repeats = True
        self._repeats = repeats
        # A loop that tries again sends one request.
        self.requests[first:] = {repr(one): one for one in self.requests[first:]}.values()
        self.files[files:] = dict.fromkeys(self.files[files:])
        self.faults[faults:] = dict.fromkeys(self.faults[faults:])

    def _pipeline(self, block: Block) -> None:
        printed = self._expander.printed(block.bodies[0][0])
        changed = self._apart(block.bodies[0])
        for body in block.bodies[1:]:
            is_command = len(body) == 1 and isinstance(body[0], Command)
            mark = self.scope.mark()
            if is_command and isinstance(body[0], Command):
                self._command(body[0], printed)
                changed |= self._going_back(mark)
            else:
                changed |= self._apart(body)
            printed = None
        # The files that a pipeline writes remain; its variables do not.
        self.scope.forget(changed)

    def _going_back(self, mark: int) -> set[str]:
        """Undo the changes of variables since ``mark``, but not those of files. Returns the names of the variables."""
        kept = {name: self.scope.get(name) for name in self.scope.since(mark) if names.is_file(name)}
        changed = self.scope.undo(mark)
        # EVERY_FILE is the first of them.
        for name in sorted(kept):
            self.scope.put(name, kept[name])
        return {name for name in changed if not names.is_file(name)}

    def _apart(self, body: Iterable[Statement]) -> set[str]:
        """Follow ``body`` and undo it. Returns the names that it changes."""
        mark = self.scope.mark()
        self._all(body)
        return self.scope.undo(mark)

    def _in_process(self, body: Iterable[Statement]) -> None:
        """Follow ``body``, which runs in a process of its own: only the files that it writes are changed behind it."""
        is_home = self.folder.is_home
        self.scope.forget([name for name in self._apart(body) if names.is_file(name)])
        self.folder.is_home = is_home

    def _function(self, block: Block) -> None:
        """Follow a function's body, which may run at any time: only what is assigned once is known before it."""
        outer, mark = self.scope.own, self.scope.mark()
        self.scope.enter_function()
        self.scope.own = self._of_functions.get(id(block), Counter()).keys()
        is_home = self.folder.is_home
        written = {name for name in self._apart(block.bodies[0]) if names.is_file(name)} - {names.EVERY_FILE}
        self.scope.in_functions.update(written)
        self.folder.is_home = is_home
        self.scope.own = outer
        self.scope.undo(mark)

    def _command(self, command: Command, given: Traced | None = None) -> None:
        for word in command.words:
            self._within(word)
        for one in command.assignments:
            for word in one.values or ():
                self._within(word)
        self._aws(command, given)
        write(self.folder, self._expander, command, given)
        self._assigner.assign(command)
        self.folder.is_home = self.folder.is_home and not leaves_home(command)

    def _within(self, word: Word) -> None:
        """Follow the commands that ``word`` substitutes."""
        for part in word.parts:
            if part.body:
                self._in_process(part.body)

    def _aws(self, command: Command, given: Traced | None) -> None:
        if not self._may_send(command):
            return
        mark = self.scope.mark()
        fields = [field for word in command.words for field in self._expander.fields(word)]
        words = unwrapped(fields)
        operation = aws.operation_at(words) if words is not None else None
        whole = command.script.span(command.words[0].start, command.words[-1].end)
        own = next((self._expander.given(*one) for one in command.redirects if one.sign in ("<<", "<<<", "<")), given)
        for one in command.assignments:
            self.scope.put(one.name, self._assigner.value(one))
        regions = [*_given_by_env(fields), *aws.regions_of(self._region)]
        self.scope.undo(mark)
        for script in scripts(fields, own):
            self._nested(script, regions)
        if words is None or operation is None:
            return
        found = aws.sent(words, operation, whole, Files(self.folder, own), regions=regions)
        self.requests += [found.request] if found.request is not None else []
        self.files += [found.file] if found.file is not None else []
        self.faults += found.faults

    def _may_send(self, command: Command) -> bool:
        """Whether a word may be the operation, or a shell that reads a script."""
        if any(OPERATION in word.written for word in command.words):
            return True
        return any(is_shell(word.written) or self._is_expanded(word) for word in command.words[:12])

    def _is_expanded(self, word: Word) -> bool:
        """Whether ``word`` has a part that is another text, as far as that is known."""
        return "$" in word.written and any(
            part.kind is PartKind.COMMANDS or (part.name and self.scope.get(part.name) is not None)
            for part in word.parts
        )

    def _region(self, name: str) -> str | None:
        """The Region that the variable ``name`` sets; ``None`` if it sets none."""
        text = self.scope.text(name)
        if text is None:
            is_changed = self.scope.is_changed(name) or self.scope.is_changed(EVERYTHING)
            return HIDDEN_REGION if is_changed and not self.scope.is_unset(name) else None
        return text or None

    def _nested(self, script: Traced, regions: list[str]) -> None:
        """Read a ``script`` that a command runs in a process of its own: of its variables nothing is known."""
        if self._depth == _DEEPEST:
            return
        statements, broken = parse(script) if OPERATION in script.text else ([], None)
        ask = self.folder.ask if self.folder.is_home and not self.folder.touched else lambda _: None
        reader = _Reader(script, ask, self._depth + 1)
        reader.folder.is_home = self.folder.is_home
        reader.start(statements)
        region = next(iter(regions), None)
        self.requests += [one if one.region is not None else one._replace(region=region) for one in reader.requests]
        self.faults += reader.faults
        self.files += [one if one.region is not None else one._replace(region=region) for one in reader.files]
        if broken is not None and script.is_known:
            self.faults.append(_fault(broken))


def _taken(branch: Block, condition: Statement | None) -> Block:
    """``branch`` without the bodies that never run, where ``condition`` is ``true`` or ``false``."""
    word = effects.first_word(condition) if isinstance(condition, Command) else ""
    if word not in ("true", "false"):
        return branch
    kept, left_out = (0, 1) if word == "true" else (1, 0)
    return branch._replace(bodies=tuple(() if at == left_out else branch.bodies[kept] for at in (0, 1)))


def _given_by_env(fields: Iterable[Field]) -> list[str]:
    """The Regions in ``env AWS_REGION=x aws ...``."""
    words = takewhile(lambda field: not field.text.text.endswith("aws"), fields)
    given = (one.text.text.partition("=") for one in words)
    found = {name: HIDDEN_REGION if HOLE in value else value or None for name, sign, value in given if sign}
    return aws.regions_of(found.get)


def _outside(function: Block) -> Counter[str]:
    return effects.changes(function.bodies[0]).outside

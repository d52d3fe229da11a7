"""Random Python programs that build requests in many ways, and what they send when they run.

``Writer`` writes a program from random choices; ``sent`` runs it against a stub client. What the program calls and does
not define (``coin``, ``word``, ``touch``, ...) behaves at random: it stands for all that a reader cannot know.
"""

from __future__ import annotations

import contextlib
import copy
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

KEYS = ("JobName", "JobType", "Tags", "x", "y")
CALL = "create_inference_recommendations_job"


class Writer:
    """Writes one program."""

    def __init__(self, choices: random.Random) -> None:
        self.choices = choices
        self.functions: list[str] = []
        self.in_function = False
        self.in_loop = False
        self.left = 0
        self.fresh = 0

    def program(self) -> str:
        """The text of a program of some twenty statements."""
        self.left = self.choices.randint(8, 26)
        lines = ["import copy, json", "d0 = {}", "d1 = {'JobName': 'a', 'Tags': []}", "l0 = ['p']", "l1 = []"]
        lines += ["s0 = 'one'", "s1 = 'two'"]
        if self.choices.random() < 0.5:
            lines += self.klass()
        for number in range(self.choices.randint(0, 3)):
            lines += self.function(f"f{number}")
        while self.left > 0:
            lines += self.statement(0)
        lines.append(self.send())
        return "\n".join(lines) + "\n"

    def pick(self, *options: str) -> str:
        return self.choices.choice(options)

    def mapping(self) -> str:
        return self.pick("d0", "d1", "d0", "d1", "d2")

    def listing(self) -> str:
        return self.pick("l0", "l1")

    def text(self) -> str:
        return self.pick("s0", "s1")

    def key(self) -> str:
        return repr(self.choices.choice(KEYS))

    def scalar(self) -> str:
        number = self.choices.randint(0, 9)
        return self.pick(
            repr(self.pick("u", "v", "w", "é")),
            str(number),
            self.text(),
            f"f'{{{self.text()}}}-{number}'",
            f"{self.text()} + '-z'",
            f"'%s/%s' % ({self.text()}, {number})",
            f"'{{}}'.format({self.text()})",
            "word()",
            "None",
            "True",
            f"('q' if coin() else {self.text()})",
            f"({self.text()} or 'k')",
            f"str({number}).zfill(3)",
            f"'-'.join([{self.text()}, 'j'])",
            f"json.dumps({{'k': {number}}})",
        )

    def value(self, depth: int = 0) -> str:
        if depth > 1 or self.choices.random() < 0.5:
            return self.scalar()
        return self.pick(
            self.listing(),
            self.mapping(),
            f"[{self.value(depth + 1)}, {self.scalar()}]",
            f"{{{self.key()}: {self.value(depth + 1)}}}",
            f"[{{'t': n}} for n in {self.pick(self.listing(), repr(['g', 'h']), 'words()')}]",
            f"{{n: {self.scalar()} for n in ['x', 'y']}}",
            f"copy.deepcopy({self.mapping()})",
            f"dict({self.mapping()}, y={self.scalar()})",
            f"{{**{self.mapping()}, {self.key()}: {self.scalar()}}}",
            f"({self.mapping()} | {{{self.key()}: {self.scalar()}}})",
            f"list({self.listing()})",
            f"{self.listing()} + [{self.scalar()}]",
            f"[n for n in {self.listing()} if coin()]",
            f"{self.mapping()}.get({self.key()})",
            f"{self.mapping()}.copy()",
            f"({self.mapping()} if coin() else {self.mapping()})",
            "json.loads('{\"m\": [1, 2]}')",
            "thing()",
        )

    def send(self) -> str:
        return self.pick(
            f"client.{CALL}(**{self.mapping()})",
            f"client.{CALL}(Extra={self.value()}, **{self.mapping()})",
            f"client.{CALL}(Extra={self.value()}, Other={self.value()})",
            f"client.{CALL}(Extra={{**{self.mapping()}}}, Other={self.listing()})",
        )

    def simple(self) -> list[str]:
        d, k, v = self.mapping(), self.key(), self.value()
        options = [
            [f"{d} = {{{self.key()}: {v}, {self.key()}: {self.value()}}}"],
            [f"{d}[{k}] = {v}"],
            [f"{d}[{k}] = {v}"],
            [f"{d}.update({self.pick(f'x={v}', self.mapping(), f'{{{k}: {v}}}', 'thing()')})"],
            [f"{d} |= {{{k}: {v}}}"],
            [f"{d}.setdefault({k}, {v})"],
            [f"{d}.setdefault({k}, []).append({v})"],
            [f"{d}.pop({k}, None)"],
            [f"{d}[{k}][{self.key()}] = {v}"],
            [f"{d}[word()] = {v}"],
            [f"{d} = {self.mapping()}"],
            [f"d2 = {self.mapping()}"],
            ["d2 = d0['x']"],
            [f"{self.listing()} = {self.listing()}"],
            [f"{self.listing()} = [{v}, {self.scalar()}]"],
            [f"{self.listing()}.append({v})"],
            [f"{self.listing()} += [{v}]"],
            [f"{self.listing()}.extend({self.pick(self.listing(), 'words()')})"],
            [f"{self.listing()}[0] = {v}"],
            [f"{self.listing()}.insert(0, {v})"],
            [f"{self.listing()}.pop()"],
            [f"{self.text()} = {self.scalar()}"],
            [f"{self.text()} += '+'"],
            [f"touch({self.pick(self.mapping(), self.listing(), f'[{self.mapping()}]', 'x={}')})"],
            [f"print({self.mapping()})"],
            [f"del {d}[{k}]"],
            [f"(d2 := {self.mapping()})"],
            [f"for {d}[{k}] in ['a', 'b']:", "    pass"],
            [self.send()],
            [self.send()],
        ]
        if self.functions:
            name = self.choices.choice(self.functions)
            options += [
                [f"{self.pick('d0', 's0', 'l0', '_')} = {name}({self.value()})"],
                [f"{name}({self.value()})"],
                [f"{name}({self.mapping()})"],
                [f"later({name})"],
                ["flush()"],
            ]
        if self.in_loop:
            options += [["if coin():", f"    {self.pick('break', 'continue')}"]]
        if self.in_function:
            options += [[f"return {self.value()}"], ["if coin():", f"    return {self.value()}"]]
        return self.choices.choice(options)

    def statement(self, depth: int) -> list[str]:  # noqa: C901 - a table of forms
        self.left -= 1
        if depth > 2 or self.choices.random() < 0.7:
            return self.simple()
        form = self.pick(
            "if",
            "if else",
            "for",
            "for unknown",
            "while",
            "try",
            "finally",
            "with",
            "object",
            "closure",
            "match",
            "never",
        )
        body = self.body(depth)
        if form == "if":
            return [f"if {self.pick('coin()', 'd0', 's0 == s1', 'l1')}:", *body]
        if form == "match":
            cases = [f"    case {self.pick(repr('one'), repr('two'), 'None', '1 | 2', 'e0', '_ if coin()')}:"]
            return [f"match {self.text()}:", *cases, *_indented(body), "    case _:", *_indented(self.body(depth))]
        if form == "never":
            return [self.pick("if False:", "while 0:", "for s0 in []:", "if not 1 and d0:"), *body]
        if form == "if else":
            return ["if coin():", *body, "else:", *self.body(depth)]
        if form == "for":
            source = self.pick(
                self.listing(), "['i', 'j']", "range(2)", "[{'x': 1}, d0]", "d1.items()", "enumerate(l0)"
            )
            return [f"for {self.pick('s0', 'd2', 'e0')} in {source}:", *self.looped(depth), *self.otherwise(depth)]
        if form == "for unknown":
            return [f"for {self.pick('s0', 'e0')} in words():", *self.looped(depth), *self.otherwise(depth)]
        if form == "while":
            return ["while coin():", *self.looped(depth)]
        if form == "try":
            return ["try:", *body, "    boom()", *self.body(depth), "except Exception:", *self.body(depth)]
        if form == "finally":
            return ["try:", *body, "finally:", *self.body(depth)]
        if form == "with":
            return [f"with {self.pick('suppress(Exception)', 'context()')}:", *body]
        if form == "object" and "K" in self.functions:
            self.fresh += 1
            name = f"o{self.fresh % 2}"
            return [
                f"{name} = K({self.value()})",
                f"{name}.{self.pick('d', 'n', 'l')} = {self.value()}",
                f"{name}.run()",
            ]
        self.fresh += 1
        name = f"g{self.fresh}"
        call = [f"{name}()"] if self.choices.random() < 0.6 else [f"later({name})"]
        inner = self.inside(depth)
        return [f"def {name}():", *inner, *call]

    def otherwise(self, depth: int) -> list[str]:
        return ["else:", *self.body(depth)] if self.choices.random() < 0.2 else []

    def body(self, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.choices.randint(1, 3)):
            lines += self.statement(depth + 1)
        return [f"    {line}" for line in lines]

    def looped(self, depth: int) -> list[str]:
        before, self.in_loop = self.in_loop, True
        lines = self.body(depth)
        self.in_loop = before
        return lines

    def inside(self, depth: int) -> list[str]:
        before = (self.in_function, self.in_loop)
        self.in_function, self.in_loop = True, False
        lines = self.body(depth + 1)
        self.in_function, self.in_loop = before
        return lines

    def function(self, name: str) -> list[str]:
        head = [f"def {name}(d2={self.pick('None', '7', '{}')}):"]
        if self.choices.random() < 0.3:
            head.append(f"    global {self.pick('d0', 's0', 'l0')}")
        lines = [*head, *self.inside(0)]
        if self.choices.random() < 0.5:
            lines.append(f"    return {self.value()}")
        self.functions.append(name)
        return lines

    def klass(self) -> list[str]:
        lines = [
            "class K:",
            f"    n = {self.scalar()}",
            "    def __init__(self, d2):",
            f"        self.d = {self.pick('d2', '{}', 'dict(JobName=s0)', 'd1')}",
            f"        self.l = {self.pick('[]', 'l0', 'd2')}",
            "    def run(self):",
            f"        {self.pick('self.n = word()', 'pass', 'self.d.update(y=2)', 'self.l.append(s1)')}",
            f"        client.{CALL}(Extra=self.d, Other=self.n, More=self.l)",
            "    def other(self):",
            f"        {self.pick('self.d[word()] = 1', 'pass', 'self.l = 5', 'd1.clear()')}",
        ]
        self.functions.append("K")
        return lines


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


class Stub:
    """A client that keeps what it is sent, with the line of the call."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, dict[str, Any]]] = []

    def create_inference_recommendations_job(self, **request: Any) -> dict[str, Any]:
        self.sent.append((sys._getframe(1).f_lineno, copy.deepcopy(request)))
        return {}


class _OverError(BaseException):
    """The program ran long enough."""


def dice(seed: int) -> random.Random:
    """Choices that a test can repeat."""
    return random.Random(seed)  # noqa: S311 - nothing secret


def sent(program: str, chance: random.Random) -> list[tuple[int, dict[str, Any]]]:  # noqa: C901 - what programs find
    """The lines and requests of a run of ``program``, in order; it stops where it raises."""
    stub = Stub()
    kept: list[Callable[[], Any]] = []
    steps = 0

    def coin() -> bool:
        nonlocal steps
        steps += 1
        if steps > 200:
            raise _OverError
        return chance.random() < 0.5

    def touch(*values: Any, **named: Any) -> None:
        for value in (*values, *named.values()):
            _spoil(value, chance)

    def flush() -> None:
        for function in kept:
            if chance.random() < 0.5:
                function()

    def boom() -> None:
        if coin():
            raise ValueError

    @contextlib.contextmanager
    def context() -> Iterator[None]:
        yield

    names: dict[str, Any] = {
        "client": stub,
        "coin": coin,
        "word": lambda: chance.choice(("x", "JobName", "zz", "one")),
        "words": lambda: [chance.choice("abc") for _ in range(chance.randint(0, 3))],
        "thing": lambda: chance.choice(({"x": 1}, {}, ["a"])),
        "touch": touch,
        "later": kept.append,
        "flush": flush,
        "boom": boom,
        "context": context,
        "suppress": contextlib.suppress,
        "print": lambda *_: None,
    }
    imported = False
    with _bounded(), contextlib.suppress(Exception):
        exec(compile(program, "program", "exec"), names)  # noqa: S102 - the tests run what they wrote
        imported = True
    # Whoever imports the module may call what it defines, in any order; what one call of its own runs belongs to that.
    uses = Counter(re.findall(r"(?<!def )\b([fg]\d+)\b", program))
    own = {name for name in uses if uses[name] == 1 and f"later({name})" not in program}
    callables = [names[name] for name in sorted(names) if re.fullmatch(r"[fg]\d+", name) and name not in own]
    for _ in range(4):
        if callables and imported:
            with _bounded(), contextlib.suppress(Exception):
                chance.choice(callables)(*chance.choice(((), ({"q": 1},))))
    return stub.sent


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    """End what runs too many lines: a list may grow while a loop runs over it."""
    left = 2_000

    def trace(frame: Any, event: str, argument: Any) -> Any:
        nonlocal left
        del event, argument
        left -= frame.f_code.co_filename == "program"
        if left < 0:
            raise _OverError
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    except _OverError:
        pass
    finally:
        sys.settrace(before)


def _spoil(value: Any, chance: random.Random) -> None:
    if isinstance(value, dict):
        for inner in list(value.values()):
            _spoil(inner, chance)
        if chance.random() < 0.5:
            value["JobName"] = "spoiled"
        else:
            value.clear()
    elif isinstance(value, list):
        for inner in list(value):
            _spoil(inner, chance)
        value.append("spoiled")

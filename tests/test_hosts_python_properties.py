"""What the reader of Python claims of a request is what the code sends, whatever the code does."""

from __future__ import annotations

import contextlib
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from host_claims import contradiction, leaves, told
from properties import examples
from python_programs import Stub, Writer, dice, sent
from python_styles import DEFINES_ONLY, STYLES, Hidden, Style
from recolint.base.text import Source
from recolint.hosts.python import read_python
from recolint.hosts.tree import HostRequest
from requests_strategy import requests


def read(program: str) -> list[HostRequest]:
    reading = read_python(Source("program.py", program), lambda _: None)
    assert not reading.faults
    return list(reading.requests)


def sent_by(style: Style, request: dict[str, Any], values: dict[int, Any]) -> tuple[str, dict[str, Any]]:
    """The code of a style, and the one request that it sends."""
    program = style(request)
    stub = Stub()
    names = {"client": stub, "hidden": values.__getitem__, "print": lambda *_: None, "__name__": "__main__"}
    exec(compile(program + DEFINES_ONLY.get(style, ""), "program", "exec"), names)  # noqa: S102 - code of the tests
    ((_, request),) = stub.sent
    return program, request


def hide(value: Any, choices: Random, values: dict[int, Any]) -> Any:
    """``value`` with some of its leaves hidden; they go to ``values``."""
    if isinstance(value, dict):
        return {name: hide(member, choices, values) for name, member in value.items()}
    if isinstance(value, list):
        return [hide(item, choices, values) for item in value]
    if choices.random() < 0.8:
        return value
    values[len(values)] = value
    return Hidden(len(values) - 1)


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@given(requests())
@examples(3)
def test_a_request_of_literals_is_known_whole(style: Style, request: dict[str, Any]) -> None:
    # A replacement for a byte that is not UTF-8 is never a known value.
    assume("\ufffd" not in str(request))
    program, was = sent_by(style, request, {})
    (found,) = read(program)
    assert told(found.request) == was == request


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
@given(requests(), st.integers(0, 2**32))
@examples(3)
def test_a_hidden_leaf_is_unknown_and_alone_so(style: Style, request: dict[str, Any], seed: int) -> None:
    values: dict[int, Any] = {}
    hidden = hide(request, dice(seed), values)
    program, was = sent_by(style, hidden, values)
    (found,) = read(program)
    assert contradiction(found.request, was) is None, program
    known, every = leaves(found.request)
    assert every - known == len(values), program


@pytest.mark.slow
@given(st.integers(0, 2**32))
@examples(60)
def test_no_claim_is_wrong_whatever_a_program_does(seed: int) -> None:
    program = Writer(dice(seed)).program()
    with contextlib.suppress(SyntaxError):  # such as a `global` behind a use
        compile(program, "program", "exec")
        source = Source("program.py", program)
        claims: dict[int, list[HostRequest]] = {}
        for request in read(program):
            claims.setdefault(source.position(request.span.start).line, []).append(request)
        for run in range(3):
            for line, was in sent(program, dice(seed + run)):
                found = [contradiction(claim.request, was) for claim in claims.get(line, [])]
                assert None in found or not was, f"{program}\nline {line}: {found}"


@pytest.mark.slow
@given(st.text(alphabet="abc()[]{}=,:'\"\n .#\\%!?@*0é\x00", max_size=60), st.integers(0, 2**32))
@examples(60)
def test_any_text_is_read(noise: str, seed: int) -> None:
    program = Writer(dice(seed)).program()
    at = seed % len(program)
    reading = read_python(Source("program.py", program[:at] + noise + program[at:]), lambda _: None)
    assert len(reading.faults) <= 1

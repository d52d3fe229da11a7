"""JMESPath in packs: jmespath's answers, within a bounded number of steps, and none that rests on what is unknown."""

from __future__ import annotations

import copy
from typing import Any

import jmespath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recolint.packs.expression import Expression, ExpressionError
from recolint.packs.meter import MAX_STEPS, CostError, Meter
from recolint.packs.partial import UnknownError, partial
from recolint.request.contract.shapes import REQUEST

DATA = {
    "a": [{"b": 1, "c": "x"}, {"b": 2, "c": "y"}, {"c": "x", "d": [[1, 2], [3]]}],
    "e": {"f": {"g": True}, "h": None, "i": ""},
    "j": "text",
    "k": 0,
    "l": [],
    "m": [3, 1, 2],
}
_PATHS = st.sampled_from(
    ["a", "e", "j", "k", "l", "m", "e.f", "e.f.g", "a[0]", "a[-1].c", "a[*].b", "a[*].d[]", "a[].d[]", "a[?b > `1`]",
     "a[?c == 'x'].b", "e.*", "m[0:2]", "m[::-1]", "@", "zz", "a[*].[b, c]", "a[*].{x: b}", "e.h", "e.i", "`1`", "'x'"]
)  # fmt: skip
_CALLS = st.sampled_from(
    ["length({})", "sort({})", "sum({})", "max({})", "reverse({})", "to_string({})", "type({})", "keys({})",
     "not_null({}, j)", "to_array({})", "join('-', {})", "sort_by(a, &c)", "map(&b, {})", "contains({}, 'x')",
     "starts_with({}, 't')", "abs({})", "avg({})", "values({})", "max_by(a, &to_string(@))", "min({})"]
)  # fmt: skip


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda one, sign, other: f"{one} {sign} {other}", inner, st.sampled_from(["&&", "||", "|"]), inner),
        st.builds(
            lambda one, sign, other: f"({one} {sign} {other})",
            inner,
            st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
            inner,
        ),
        st.builds(lambda one: f"!({one})", inner),
        st.builds(lambda one: f"({one})[0]", inner),
        st.builds(lambda call, one: call.replace("{}", one), _CALLS, inner),
        st.builds(lambda one, other: f"[{one}, {other}]", inner, inner),
    )


def of_library(text: str, data: Any) -> Any:
    try:
        return jmespath.search(text, data)
    except (jmespath.exceptions.JMESPathError, TypeError):
        return "an error"


@given(st.recursive(_PATHS, _larger, max_leaves=5))
def test_an_expression_answers_as_jmespath_does(text: str) -> None:
    expected = of_library(text, DATA)
    if expected == "an error":
        return  # a function with an argument of a wrong type: null, and the rest of the expression is still evaluated
    found = Expression(text, None, Meter()).search(DATA)
    assert found == expected
    assert type(found) is type(expected)


@given(st.recursive(_PATHS, _larger, max_leaves=4), st.sampled_from([("a", 1, "b"), ("e", "f"), ("j",), ("m", 2)]))
def test_an_answer_holds_whatever_an_unknown_value_is(text: str, route: tuple[str | int, ...]) -> None:
    expression = Expression(text, None, Meter())
    try:
        found = expression.search(partial(DATA, [route]))
        if found is None or isinstance(found, str | int | bool):
            answer = found
        else:
            return  # what is unknown may be within it
    except UnknownError:
        return
    for filling in ("x", 7, None, True, [], {"g": 2}, [{"b": 5}]):
        other = copy.deepcopy(DATA)
        parent: Any = other
        for step in route[:-1]:
            parent = parent[step]
        parent[route[-1]] = filling
        assert Expression(text, None, Meter()).search(other) == answer, filling


@pytest.mark.parametrize(
    ("text", "opened", "answer"),
    [
        ("a[0].b", ("a",), 1),
        ("length(a)", ("a",), UnknownError),
        ("a[9]", ("a",), UnknownError),
        ("a[?b == `1`]", ("a",), UnknownError),
        ("!l", ("l",), UnknownError),
        ("!a", ("a",), False),
        ("e.zz", ("e",), UnknownError),
        ("e.f.g", ("e",), True),
        ("e == e", ("j",), True),
        ("zz", (), UnknownError),
    ],
)
def test_of_what_is_open_only_what_it_shows_is_known(text: str, opened: tuple[str, ...], answer: Any) -> None:
    expression = Expression(text, None, Meter())
    data = partial(DATA, [], [opened])
    if answer is UnknownError:
        with pytest.raises(UnknownError):
            expression.search(data)
    else:
        assert expression.search(data) == answer


def _doubled(times: int) -> str:
    return " | ".join(["[@, @]"] * times)


@pytest.mark.parametrize(
    "text",
    [
        f"{_doubled(40)} | to_string(@)",
        f"({_doubled(40)}) == `[1]`",
        f"contains({_doubled(40)}, `1`)",
        " | ".join(["[@, @][]"] * 40),
        "map(&map(&map(&to_string(@), {0}), {0}), {0})".format("`[" + ",".join("1" * 200) + "]`"),
        f"a[*].c | {' | '.join(['[@,@,@,@,@,@,@,@,@,@][]'] * 4)} | join('{'x' * 900}', @)",
    ],
)
def test_what_would_take_long_stops_after_a_number_of_steps(text: str) -> None:
    meter = Meter()
    with pytest.raises(CostError):
        Expression(text, None, meter).search(DATA)
    assert meter.left > -10 * MAX_STEPS


def _quoted(name: str) -> str:
    return f"\"{name}\" in double quotes is the name of a member; write '{name}', in single quotes, for a text"


@pytest.mark.parametrize(
    ("text", "why", "offset"),
    [
        ("JobTyp == 'Advanced'", "unknown member JobTyp; did you mean JobType?", 0),
        ("JobType == 'advanced'", "JobType does not have a value 'advanced'; did you mean Advanced?", 12),
        ("'advancd' == JobType", "JobType does not have a value 'advancd'", 1),
        ("JobName || !InputConfig.ModelName", "'!' negates only the first name here; write !(...)", 11),
        ("!Tags[?Key == 'a']", "'!' negates only the first name here; write !(...)", 0),
        ("Tags.Key", "a list does not have members; write [*].Key or [?Key == ...]", 5),
        ("Tags[?key == 'a']", "unknown member key; did you mean Key?", 6),
        ("Tags[*].Key.Name", "a single value does not have members; found Name", 12),
        ("JobName[0:2]", "the value is not a list", 0),
        ("lenght(Tags)", "unknown function lenght; did you mean length?", 0),
        ("contains(Tags)", "contains takes 2 arguments, found 1", 0),
        ("sort_by(Tags, &key)", "unknown member key; did you mean Key?", 15),
        ('JobName == "a"', _quoted("a"), 11),
        ('JobName == ""', _quoted(""), 11),
        ('Tags[?Key == "team"]', _quoted("team"), 13),
        ('contains(JobName, "x")', _quoted("x"), 18),
        ("\"JobTyp\" == 'Advanced'", "unknown member JobTyp; did you mean JobType?", 1),
        ("JobType == Advanced", "unknown member Advanced; write 'Advanced' for a text", 11),
        ("JobName = 'a'", "not JMESPath: unknown token; write == to compare", 8),
        ("JobName == 'a", "not JMESPath: unknown token; close the quote", 11),
        ("JobName == \u201ca\u201d", "not JMESPath: unknown token; write ' around a text", 11),
        ("JobName and JobType", "not JMESPath: unexpected 'and'; write &&", 8),
        ("not JobName", "not JMESPath: unexpected 'JobName'; write !", 4),
        ("length(Tags) < 5", "not JMESPath: unexpected 5; write `5`", 15),
        ("Tags[?Key==", "not JMESPath: unexpected the end", 11),
        ("Tags[", "not JMESPath: unexpected the end", 5),
        ("a b", "not JMESPath: unexpected 'b'", 2),
        ("JobName # x", "not JMESPath: unknown token", 8),
        ("", "expected an expression, found an empty text", 0),
        ("Tags[::0]", "the step of a slice must not be 0", 0),
        ("!" * 900 + "JobName", "nested too deeply", 0),
        ("!" * 100 + "JobName", "nested deeper than 60 levels", 0),
        ("`" + "[" * 90 + "]" * 90 + "`", "a literal is nested deeper than 60 levels", 0),
        ("`" + "[" * 5000, "expected at most 2,000 characters, found 5,001", 0),
    ],
)
def test_a_wrong_expression_says_what_and_where(text: str, why: str, offset: int) -> None:
    with pytest.raises(ExpressionError) as refused:
        Expression(text, REQUEST, Meter())
    assert refused.value.faults[0].why.startswith(why)
    assert refused.value.faults[0].offset == offset

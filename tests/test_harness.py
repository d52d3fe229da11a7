"""``recolint.testing`` catches a rule that breaks a promise about its fix, and says which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any

import pytest

from recolint.base.finding import Advice, Edit, Finding, Fix, Insert, Remove, Rename, Set
from recolint.base.text import Source
from recolint.document import Format
from recolint.fix import FixRequest, FixResult, apply_fixes
from recolint.request.job import Job
from recolint.rule.examples import Example, Invalid, Valid
from recolint.rule.kinds import ERROR, WARNING, Context, Rule
from recolint.testing import BrokenPromiseError, check_example, check_rule, promises

WRONG, RIGHT = "JobName: a\nJobDescription: wrong\n", "JobName: a\nJobDescription: right\n"
AT = "/JobDescription"
TO_RIGHT = Set(("JobDescription",), "right")


def rule(*edits: Edit, in_json: tuple[Edit, ...] | None = None) -> type[Rule[None]]:
    """A rule that finds descriptions other than ``right``, with the fix ``edits`` or, in JSON, ``in_json``."""

    class WrongDescription(Rule[None]):
        """The description is wrong."""

        code, name = "TEST001", "wrong-description"
        severity, basis = ERROR, Advice("test")
        examples = (Valid(RIGHT), Invalid(WRONG, at=AT, fixed=RIGHT))

        def check(self, job: Job, context: Context) -> Iterator[Finding]:
            is_json = context.document.format is Format.JSON
            own = in_json if is_json and in_json is not None else edits
            if job.description is not None and job.description.value != "right":
                yield self.finding(job.description, "wrong", fix=Fix("mend it", own) if own else None)

    return WrongDescription


def test_a_rule_that_keeps_its_promises_passes() -> None:
    check_rule(rule(TO_RIGHT))
    check_example(rule(), Invalid(WRONG, at=AT))
    check_example(rule(), Invalid(WRONG, at=AT, severity=ERROR, message="wrong"))
    check_example(rule(Remove(("JobDescription",))), Invalid(WRONG, at=AT, fixed="JobName: a\n"))


FIXED = Invalid(WRONG, at=AT, fixed=RIGHT)


@pytest.mark.parametrize(
    ("broken", "example", "message"),
    [
        pytest.param(rule(), FIXED, "found no fix", id="no fix"),
        pytest.param(rule(TO_RIGHT), Invalid(WRONG, at=AT), "expected no fix", id="a fix that nobody promised"),
        pytest.param(
            rule(TO_RIGHT),
            Invalid(WRONG, at=AT, fixed=RIGHT.rstrip()),
            r"right\\n'\nexpected\n.*right'$",
            id="another text",
        ),
        pytest.param(
            rule(Set(("JobDescription",), "also wrong")),
            Invalid(WRONG, at=AT, fixed=WRONG.replace("wrong", "also wrong")),
            "in which the rule finds: 'wrong'",
            id="a fix that does not mend it",
        ),
        pytest.param(
            rule(Rename(("JobDescription",), "JobName")),
            Invalid(WRONG, at=AT, fixed="JobName: a\nJobName: wrong\n"),
            "the file would be broken",
            id="a fix that breaks the file",
        ),
        pytest.param(rule(Insert(("Tags",), "Key", "a")), FIXED, "does not exist", id="a route that is not there"),
        pytest.param(rule(TO_RIGHT, in_json=()), FIXED, "only one of YAML and JSON has a fix", id="no fix in JSON"),
        pytest.param(
            rule(TO_RIGHT),
            Invalid(WRONG, at="/JobName", fixed=RIGHT),
            r"expected a finding at /JobName \(its value, in document 0\), found it at /JobDescription",
            id="another place",
        ),
        pytest.param(
            rule(),
            Invalid(WRONG, at=AT, severity=WARNING),
            "expected the severity warning, found error$",
            id="another severity",
        ),
        pytest.param(
            rule(),
            Invalid(WRONG, at=AT, message="odd"),
            "expected the message 'odd', found 'wrong'$",
            id="words",
        ),
        pytest.param(
            rule(),
            Invalid(WRONG, at=AT, help="write it"),
            "expected the help 'write it', found None$",
            id="help",
        ),
        pytest.param(rule(), Valid("JobName: [a"), "cannot be read", id="an example that tests nothing"),
        pytest.param(
            rule(TO_RIGHT),
            Valid(RIGHT, options={"words": 3}),
            "wrong options: words: ",
            id="an option that is none",
        ),
        pytest.param(
            rule(TO_RIGHT, in_json=(Remove(("JobDescription",)),)), FIXED, "the data of", id="another fix in JSON"
        ),
    ],
)
def test_each_broken_promise_is_named(broken: type[Rule[None]], example: Example, message: str) -> None:
    with pytest.raises(BrokenPromiseError, match=message) as raised:
        check_example(broken, example)
    assert str(raised.value).startswith("TEST001")


def test_one_broken_example_does_not_hide_the_others() -> None:
    class Forgetful(rule()):  # type: ignore[misc]  # a class of the test
        """The description is wrong, whatever the examples say."""

        examples = (Valid(WRONG), Invalid(WRONG, at=AT), Invalid(RIGHT, at=AT), Invalid(WRONG, at="/JobName"))

    with pytest.raises(BrokenPromiseError) as raised:
        check_rule(Forgetful)
    told = str(raised.value).split("\n\n")
    assert [line.startswith("TEST001, example") for line in told] == [True, True, True]
    for line, words in zip(
        told, ("expected no finding", "expected one finding, found none", "found it at"), strict=True
    ):
        assert words in line


def test_a_comment_that_a_fix_loses_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    def lossy(source: Source, wanted: Sequence[FixRequest]) -> FixResult:
        result = apply_fixes(source, wanted)
        return replace(result, source=Source(source.path, result.source.text.removeprefix("# to be kept\n")))

    monkeypatch.setattr(promises, "apply_fixes", lossy)
    with pytest.raises(BrokenPromiseError, match="a comment is lost"):
        check_example(rule(TO_RIGHT), FIXED)


def test_what_stands_in_a_removed_list_item_goes_with_it() -> None:
    class TagWithoutKey(Rule[None]):
        """A tag has no use."""

        code, name = "TEST002", "useless-tag"
        severity, basis = ERROR, Advice("test")
        examples = (
            Valid("Tags: []"),
            Invalid(
                "Tags:\n  - Key: a\n    Value: b\n  - Key: c\n",
                at="/Tags/0/Value",
                fixed="Tags:\n  - Key: c\n",
            ),
        )

        def check(self, job: Job) -> Iterator[Finding]:
            for tag in job.tags:
                if tag.value is not None:
                    yield self.finding(tag.value, "of no use", fix=Fix("drop the tag", (Remove(tag.route),)))

    check_rule(TagWithoutKey)


def decorated(check: Any) -> Any:
    @wraps(check)
    def wrapper(*arguments: object) -> object:
        return check(*arguments)

    return wrapper


class Short(Rule[None]):
    """The job has a name."""

    code, name = "TEST003", "named"
    severity, basis = ERROR, Advice("test")
    examples = (Valid("JobType: Default"), Invalid("JobName: a", at="/JobName"))

    def check(self, job: Job) -> Iterator[Finding]:
        if job.name is not None:
            yield self.finding(job.name, "named")


class Inherited(Short):
    """The job has a name, as its base says."""


class Long(Short):
    """The job has a name, and comes from a document."""

    def check(self, job: Job, context: Context | None = None) -> Iterator[Finding]:
        assert context is not None
        yield from super().check(job)


class Several(Short):
    """The job has a name, whatever else is passed."""

    def check(self, *given: Any) -> Iterator[Finding]:
        job, context = given
        assert isinstance(context.document.data, dict)
        yield from super().check(job)


class Wrapped(Short):
    """The job has a name, within a decorator."""

    check = decorated(Short.check)


@pytest.mark.parametrize("rule", [Short, Inherited, Long, Several, Wrapped])
def test_a_rule_gets_the_context_when_it_takes_one(rule: type[Rule[None]]) -> None:
    check_rule(rule)


class Guessing(Rule[None]):
    """Something is wrong, by what the text does not show."""

    code, name = "TEST004", "guessing"
    severity, basis = ERROR, Advice("test")


class NoDescription(Guessing):
    """The description is taken for missing where it is only unknown."""

    examples = (Valid("JobName: a\nJobDescription: b"), Invalid("JobName: a", at="/JobName"))

    def check(self, job: Job) -> Iterator[Finding]:
        if job.name is not None and job.description is None:
            yield self.finding(job.name, "the job has no description")


class FewTags(Guessing):
    """The tags are counted, though there may be more of them."""

    examples = (
        Valid("JobName: a\nTags: [{Key: a, Value: b}, {Key: c, Value: d}]"),
        Invalid("JobName: a\nTags: [{Key: a, Value: b}]", at="/JobName"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if job.name is not None and len(job.tags) == 1:
            yield self.finding(job.name, "the job has one tag")


class WorseWithoutDescription(Guessing):
    """A finding is worse where the description is unknown."""

    examples = (
        Valid("JobDescription: b"),
        Invalid("JobName: a", at="/JobName"),
        Invalid("JobName: a\nJobDescription: b", at="/JobName", severity=WARNING),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if job.name is not None:
            yield self.finding(job.name, "the job has a name", severity=WARNING if job.description else ERROR)


class Crashing(Guessing):
    """The rule takes it for granted that what is given has a value."""

    examples = (Valid("Tags: []"), Invalid("JobName: a\nTags: [{Key: k, Value: v}]", at="/JobName"))

    def check(self, job: Job) -> Iterator[Finding]:
        for tag in job.tags:
            assert tag.key
            if job.name is not None:
                yield self.finding(job.name, "the job has a tag")


@pytest.mark.parametrize(
    ("guess", "message"),
    [
        (
            NoDescription,
            r"only this is known, at /JobName: 'the job has no description'\n.*unknown: \['JobDescription'\]",
        ),
        (FewTags, r"only this is known, at /JobName: 'the job has one tag'\n.*open: \['Tags'\]"),
        (WorseWithoutDescription, r"only this is known, at /JobName: 'the job has a name'\n"),
        (Crashing, r"AssertionError(.|\n)*if only this is known\n.*unknown: \['Tags/0'\]"),
    ],
)
def test_a_rule_that_judges_by_what_is_not_told_is_named(guess: type[Rule[None]], message: str) -> None:
    with pytest.raises(BrokenPromiseError, match=message):
        check_rule(guess)


class OfTheAccount(Guessing):
    """The job runs in an account."""

    examples = (Valid("JobName: a"), Invalid("JobName: a", at="/JobName", settings={"account": "111122223333"}))

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        if job.name is not None and context.settings.account is not None:
            yield self.finding(job.name, "the job runs in an account")


def test_a_rule_declares_the_settings_that_its_findings_need() -> None:
    with pytest.raises(BrokenPromiseError, match=r"write judges_by = \('account',\)"):
        check_rule(OfTheAccount)
    OfTheAccount.judges_by = ("account",)
    check_rule(OfTheAccount)


class Careful(NoDescription):
    """The description is missing for sure."""

    def check(self, job: Job) -> Iterator[Finding]:
        if job.name is not None and job.lacks(Job.description):
            yield self.finding(job.name, "the job has no description")


def test_a_rule_that_asks_what_is_lacking_is_fine() -> None:
    check_rule(Careful)

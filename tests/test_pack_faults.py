"""A wrong pack: each fault at its place, with the nearest right word, all in one run; and packs that mean harm."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from command_line import Outcome, recolint
from pack_files import HEAD, checked, found, repository, rule

RIGHT = """\
pack: acme
prefix: ACME
url: https://wiki.example.com/ml-jobs
rules:
- code: ACME001
  name: too-slow
  severity: error
  when: JobType == 'Advanced'
  at: Tags[*].Value
  must: {maxlength: 3}
  message: the value {value} is long
  examples:
    valid: ["Tags: [{Key: a, Value: b}]"]
"""


def refused(folder: Path, text: str) -> Outcome:
    """The check in a repository with the pack ``text``."""
    repository(folder)
    (folder / "rules" / "acme.yaml").write_text(text)
    return checked(folder, "")


def test_a_wrong_path_does_not_hide_a_wrong_word_of_its_rule(tmp_path: Path) -> None:
    text = RIGHT.replace("at: Tags[*].Value", "at: Tag[*].Value").replace("must: {", "must: {maxlen: 3, ")
    outcome = refused(tmp_path, text)
    assert "did you mean Tags?" in outcome.err
    assert "unknown word 'maxlen'; did you mean maxlength?" in outcome.err


def test_the_right_pack_is_right(tmp_path: Path) -> None:
    assert refused(tmp_path, RIGHT).err == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("prefix: ACME", "prefx: ACME", "2:1: unknown key 'prefx'; did you mean prefix?"),
        ("prefix: ACME\n", "", "1:1: prefix is missing"),
        ("prefix: ACME", "prefix: acme", "2:9: expected 2 to 8 capital letters, found 'acme'"),
        ("prefix: ACME", "prefix: RLX", "2:9: RL is the prefix of recolint; choose another"),
        ("url: https", "url: http", "3:6: expected an address that begins with https://, found 'http://wiki"),
        ("url: https", "ulr: https", "3:1: unknown key 'ulr'; did you mean url?"),
        ("pack: acme", "pack: [acme]", "1:7: expected a name such as acme-cost, found a list"),
        ("ACME001", "AMCE001", "5:9: expected ACME and 3 or 4 digits, found 'AMCE001'"),
        ("too-slow", "TooSlow", "6:9: expected words such as key-of-another-account, found 'TooSlow'"),
        ("too-slow", "truncated-name", "6:9: truncated-name is already a rule of recolint"),
        ("severity: error", "severity: eror", "found 'eror'; did you mean error?"),
        ("severity: error", "sevrity: error", "7:3: unknown key 'sevrity'; did you mean severity?"),
        ("JobType ==", "JobTyp ==", "8:9: unknown member JobTyp; did you mean JobType?"),
        ("'Advanced'", "'Advance'", "8:21: JobType does not have a value 'Advance'; did you mean Advanced?"),
        ("'Advanced'", "'Advanced", "8:20: not JMESPath: unknown token; close the quote"),
        ("Tags[*].Value", "Tags[*].Valu", "9:15: Tags[*] does not have a member Valu; did you mean Value?"),
        ("Tags[*].Value", "Tags.Value", "9:12: Tags is a list; write Tags[*].Value"),
        ("Tags[*].Value", "JobName[*]", "9:14: JobName is not a list"),
        ("Tags[*].Value", "Tags[?Key]", "9:11: expected a member path such as Tags[*].Value"),
        ("Tags[*].Value", "'**'", "9:7: expected a member path such as Tags[*].Value"),
        ("maxlength", "maxlenght", "10:10: unknown word 'maxlenght'; did you mean maxlength?"),
        ("maxlength", "max", "10:10: max does not fit a string"),
        ("maxlength: 3", "maxlength: three", "10:21: expected a length, found 'three'"),
        ("maxlength: 3", "check_with: os", "10:10: check_with is not allowed in a pack: it calls code"),
        ("maxlength: 3", "coerce: int", "10:10: coerce is not allowed in a pack: it changes the value"),
        ("maxlength: 3", "allowed: [a, 3]", "10:23: expected a string, found 3"),
        ("maxlength: 3", "allowed: a", "10:19: expected a list of values, found 'a'"),
        ("maxlength: 3", "regex: '(a'", "10:17: the pattern cannot be used: missing ), unterminated subpattern"),
        ("maxlength: 3", r"regex: '(a)\1'", "10:17: the pattern cannot be used: backreferences"),
        ("maxlength: 3", "regex: '(a{1,60}){1,99}'", "10:17: the pattern cannot be used: its repetitions"),
        ("maxlength: 3", "anyof: [{minlengt: 2}]", "10:19: unknown word 'minlengt'; did you mean minlength?"),
        ("maxlength: 3", "anyof: {minlength: 2}", "10:17: expected a list of rule sets, found a mapping"),
        ("maxlength: 3", "", "10:9: expected at least one word, found none"),
        ("must: {maxlength: 3}", "must: 3", "10:9: expected a Cerberus rule set, found an integer"),
        ("must: {maxlength: 3}", "missing: skip", "5:3: must or assert is missing"),
        ("must: {maxlength: 3}", "missing: never", "10:12: expected one of fail, skip, found 'never'"),
        ("must: {maxlength: 3}", "must: {maxlength: 3}\n  assert: '@'", "11:3: expected must or assert, found both"),
        ("  at: Tags[*].Value\n", "", "9:3: must requires at, the member path of the values"),
        ("{value}", "{value.__class__}", "11:22: unknown placeholder {value.__class__}; expected {value}, "),
        ("{value}", "{0}", "11:22: unknown placeholder {0}"),
        ("{value}", "{", "11:22: expected {{ for a brace, found {"),
        ("{value}", "{jobname}", "{JobName}; did you mean JobName?"),
        ("the value {value} is long", '"\\e[31m"', "11:12: expected one line of printable characters, found '"),
        ("the value {value} is long", "a" * 201, "11:12: expected at most 200 characters, found 201"),
        ("  message: the value {value} is long\n", "", "5:3: message is missing"),
        ("examples:", "exampels:", "12:3: unknown key 'exampels'; did you mean examples?"),
        ('valid: ["Tags: [{Key: a, Value: b}]"]', "valid: []", "13:5: expected at least one of examples, found none"),
        ('valid: ["Tags: [{Key: a, Value: b}]"]', "valid: [{a: b}]", "13:13: text is missing"),
        ('valid: ["Tags: [{Key: a, Value: b}]"]', "invalid: [a]", "13:15: expected a mapping with text and at, "),
        ('valid: ["Tags: [{Key: a, Value: b}]"]', "invalid: [{text: a, at: b}]", "13:29: expected a JSON pointer"),
        (RIGHT, "", "1:1: the pack is empty"),
        (RIGHT, "- a\n", "1:1: expected a mapping with the keys pack, prefix, url, rules"),
        (RIGHT, "a: [\n", "1:4: '[' is never closed; expected ']'"),
        (RIGHT, "a: 1\n---\nb: 2\n", "expected one document"),
        ("rules:\n", "rules: {}\nmore:\n", "4:8: expected a list of rules, found a mapping"),
        ("severity: error", "severity: error\n  severity: info", "8:3: "),
    ],
)  # fmt: skip
def test_a_fault_is_reported_at_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    outcome = refused(tmp_path, RIGHT.replace(old, new))
    assert outcome.code == 2
    assert outcome.out == ""
    lines = [line.removeprefix("recolint: rules/acme.yaml:") for line in outcome.err.splitlines()]
    assert any(line.startswith(message) or line.endswith(message) for line in lines), outcome.err


def test_all_faults_are_reported_in_one_run_and_in_order(tmp_path: Path) -> None:
    broken = RIGHT.replace("'Advanced'", "'advanced' && lenght(Tags) > `2`").replace("maxlength", "maxx")
    broken = broken.replace("{value}", "{valu}").replace("https", "http")
    outcome = refused(tmp_path, broken + RIGHT.partition("rules:\n")[2])
    places = [line.split(":")[2:4] for line in outcome.err.splitlines()]
    assert places == [[*map(str, place)] for place in [(3, 6), (8, 21), (8, 34), (10, 10), (11, 22), (14, 9), (15, 9)]]


def test_a_bomb_is_refused_and_nothing_of_it_reaches_the_terminal(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}, *{before}, *{before}, *{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert refused(tmp_path, bomb).code == 2
    assert "too" in refused(tmp_path, "[" * 5000).err
    outcome = refused(tmp_path, RIGHT.replace("url:", '"\\e]0;x\\a":'))
    assert outcome.code == 2
    assert "\x1b" not in outcome.err
    assert "cannot be read: larger than 262144 bytes" in refused(tmp_path, RIGHT + "#" * 1024 * 1024).err


@pytest.mark.parametrize(
    "pattern", ["(a+)+x", "(a|a)*x", "(a|aa)+$x", r"(\w*)*x", "(?:a?){40}a{40}x", "(.*)(.*)(.*)(.*)(.*)(.*)x"]
)
def test_no_pattern_backtracks(tmp_path: Path, pattern: str) -> None:
    repository(tmp_path, rule(1, f"at: Tags[*].Value\nmust: {{regex: '{pattern}'}}"))
    assert len(found(tmp_path, f"Tags: [{{Key: k, Value: {'a' * 200}}}]\n")) == 1


def test_an_expression_that_takes_too_long_is_a_fault_of_the_pack(tmp_path: Path) -> None:
    repository(tmp_path, rule(1, f"assert: JobName | {' | '.join(['[@, @][]'] * 40)}"))
    outcome = checked(tmp_path, "")
    assert outcome.code == 2
    assert "rules/acme.yaml:10:11: takes more than 100,000 steps on the largest spec" in outcome.err


@pytest.mark.slow
def test_many_rules_that_take_long_are_a_fault_of_the_pack(tmp_path: Path) -> None:
    slow = "assert: InputConfig.TrafficPattern.Phases[?contains(to_string(@), 'a')] | length(@) < `9999`"
    repository(tmp_path, *(rule(number, slow) for number in range(1, 201)))
    outcome = checked(tmp_path, "")
    assert outcome.code == 2
    (line,) = outcome.err.splitlines()
    assert line.endswith(": the rules up to here take more than 2,000,000 steps on the largest spec")


def test_patterns_that_take_long_on_a_spec_are_stopped_there(tmp_path: Path) -> None:
    repository(tmp_path, rule(1, "at: Tags[*].Value\nmust: {regex: '((a?){30}){40}(b|a)*'}"))
    tags = ", ".join(f"{{Key: k{number}, Value: {'a' * 250}}}" for number in range(50))
    outcome = checked(tmp_path, f"Tags: [{tags}]\n")
    assert outcome.code == 3
    assert "it takes more than 100,000 steps" in outcome.err


def test_a_value_of_the_spec_is_shown_harmless_and_short(tmp_path: Path) -> None:
    repository(tmp_path, rule(1, "at: JobDescription\nmust: {maxlength: 3}"))
    (line,) = found(tmp_path, 'JobDescription: "{JobName} \\u202e ::error::%0A {value} and so on and so on and on"\n')
    assert line == "4:17: error[ACME001] found {JobName} \\u202e ::error::%0A {value} and ..."


@pytest.mark.parametrize(
    ("name", "shown"), [("", "the job"), (f"JobName: {'a' * 65}\n", "the job"), ("JobName: a\n", "a")]
)
def test_a_message_names_the_job_if_its_name_is_valid(tmp_path: Path, name: str, shown: str) -> None:
    repository(tmp_path, rule(1, "assert: Tags\nmessage: '{JobName} has no tags'"))
    spec = f"{name}JobType: Advanced\nRoleArn: arn:aws:iam::111122223333:role/jobs\nInputConfig: {{ModelName: a}}\n"
    (tmp_path / "job.yaml").write_text(spec)
    outcome = recolint("check", "job.yaml", "--output-format", "concise", cwd=tmp_path)
    assert f"error[ACME001] {shown} has no tags" in outcome.out


def test_a_pack_with_a_broken_rule_does_not_run_the_others(tmp_path: Path) -> None:
    repository(tmp_path, rule(1, "assert: '`false`'"), textwrap.indent("- code: 3\n", ""))
    outcome = recolint("check", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")


def test_the_head_of_tests_is_right(tmp_path: Path) -> None:
    assert refused(tmp_path, HEAD + rule(1, "assert: JobName")).code in {0, 1}

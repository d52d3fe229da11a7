"""The AWS CLI's shorthand means here what it means there."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from recolint.awscli.shorthand import ShorthandError, parse
from recolint.awscli.values import ValueProblemError, unpack
from recolint.request.contract.shapes import REQUEST


def as_it_is(text: str) -> str:
    """No value names a file."""
    return text


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a=b", {"a": "b"}),
        ("a=b,c=d", {"a": "b", "c": "d"}),
        (" a = b , c = d ".strip(), {"a": "b", "c": "d"}),
        ("a=", {"a": ""}),
        ("a=,c=d", {"a": "", "c": "d"}),
        ("a=b,c,d=e", {"a": ["b", "c"], "d": "e"}),
        ("a=[b]", {"a": ["b"]}),
        ("a=[]", {"a": []}),
        ("a=[b, c],d=e", {"a": ["b", "c"], "d": "e"}),
        ("a={b=c,d=[e,{f=g}]}", {"a": {"b": "c", "d": ["e", {"f": "g"}]}}),
        ("a=[[1,2],[3]]", {"a": [["1", "2"], ["3"]]}),
        ("a='b, c'", {"a": "b, c"}),
        ('a="b = \\"c\\" \\\\"', {"a": 'b = "c" \\'}),
        ("a='it\\'s'", {"a": "it's"}),
        ("a='C:\\dir\\'", {"a": "C:\\dir\\"}),
        ("a=b\\,c", {"a": "b,c"}),
        ("a=b=c", {"a": "b=c"}),
        ("a=x y ,b=1", {"a": "x y", "b": "1"}),
        ("a=arn:aws:iam::123456789012:role/r", {"a": "arn:aws:iam::123456789012:role/r"}),
        ("a=größe,😀", {"a": ["größe", "😀"]}),
    ],
)
def test_shorthand_gives_members(text: str, meaning: dict[str, Any]) -> None:
    assert parse(text, as_it_is) == meaning


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a", "expected '=', found the end"),
        ("a=b,", "expected a value after the comma, found the end"),
        ("a=[b", "expected ',', found the end"),
        ("a={b}", "expected '=', found '}'"),
        ("a='b", "the quote ' is not closed"),
        ("a=b,a=c", "duplicate 'a'"),
        ("a={b=1,b=2}", "duplicate 'b'"),
        ("=b", "expected the name of a member"),
        ("a=[b]c", "expected ',', found 'c'"),
    ],
)
def test_what_is_no_shorthand_is_shown_at_its_place(text: str, said: str) -> None:
    with pytest.raises(ShorthandError) as caught:
        parse(text, as_it_is)
    assert said in str(caught.value)
    assert str(caught.value).splitlines()[-1].endswith("^")


FILES = {"file://a": "content, with = signs\n", "file://b": "file://a"}
CONTENT = FILES["file://a"]


# As awscli 1.46.3 reads them; the AWS CLI that Debian has does not know the sign yet.
@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a@=file://a,b=file://a", {"a": CONTENT, "b": "file://a"}),
        ("a@=plain,b@=", {"a": "plain", "b": ""}),
        ("a @ = file://a ", {"a": CONTENT}),
        ("a@='file://a'", {"a": CONTENT}),
        ("a@=file://a,file://a,x", {"a": [CONTENT, CONTENT, "x"]}),
        ("a@=[file://a,[file://a]],b=[file://a]", {"a": [CONTENT, [CONTENT]], "b": ["file://a"]}),
        ("a={b@=file://a,c=file://a}", {"a": {"b": CONTENT, "c": "file://a"}}),
        ("a@={b=file://a}", {"a": {"b": "file://a"}}),
        ("a@={b@=file://b}", {"a": {"b": "file://a"}}),
        ("a@=http://b", {"a": "http://b"}),
    ],
)
def test_a_value_behind_an_at_sign_may_name_a_file(text: str, meaning: dict[str, Any]) -> None:
    assert parse(text, lambda value: FILES.get(value, value)) == meaning


@pytest.mark.parametrize(
    ("member", "words", "value"),
    [
        ("JobName", ["text"], "text"),
        ("InputConfig", ["ModelName=a,JobDurationInSeconds=3600"], {"ModelName": "a", "JobDurationInSeconds": 3600}),
        (
            "InputConfig",
            ["EndpointConfigurations=[{InstanceType=ml.c5.large}],TrafficPattern={Phases=[{SpawnRate=1}]}"],
            {
                "EndpointConfigurations": [{"InstanceType": "ml.c5.large"}],
                "TrafficPattern": {"Phases": [{"SpawnRate": 1}]},
            },
        ),
        ("InputConfig", ["VpcConfig={Subnets=subnet-1}"], {"VpcConfig": {"Subnets": ["subnet-1"]}}),
        ("InputConfig", [' {"ModelName": "a"}'], {"ModelName": "a"}),
        ("Tags", ["Key=a,Value=b", "Key=c,Value=d"], [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": "d"}]),
        ("Tags", ['[{"Key": "a", "Value": "b"}]'], [{"Key": "a", "Value": "b"}]),
        ("Tags", ['{"Key": "a"}', '{"Key": "b"}'], [{"Key": "a"}, {"Key": "b"}]),
        ("Tags", [], []),
    ],
)
def test_values_of_options_get_the_types_of_the_request(member: str, words: list[str], value: Any) -> None:
    assert unpack(f"--{member}", REQUEST.members[member], words, as_it_is) == value


@pytest.mark.parametrize(
    ("member", "word", "said"),
    [
        ("InputConfig", "JobDurationInSeconds=soon", "expected an integer, found 'soon'"),
        ("InputConfig", "{'ModelName': 1}", "is not JSON at line 1, column 2"),
        ("InputConfig", '{"ModelName": "a", "ModelName": "b"}', "duplicate member ModelName"),
        ("InputConfig", '{"JobDurationInSeconds": NaN}', "NaN is not a JSON number"),
        ("InputConfig", "[" * 100_000, "is not JSON"),
        ("Tags", " ", "found nothing"),
    ],
)
def test_a_value_that_cannot_be_read_names_its_option(member: str, word: str, said: str) -> None:
    with pytest.raises(ValueProblemError, match=f"^--option: .*{said}"):
        unpack("--option", REQUEST.members[member], [word], as_it_is)


ORACLE = """
import json, sys
from awscli.shorthand import ShorthandParser
def parsed(text):
    try:
        return ShorthandParser().parse(text)
    except Exception:
        return None
json.dump([parsed(text) for text in json.load(sys.stdin)], sys.stdout)
"""


def _aws_cli_says(texts: list[str]) -> list[Any]:
    """What the AWS CLI's own parser makes of ``texts``, by the interpreter that runs the installed command."""
    command = shutil.which("aws", path="/usr/bin")
    if command is None:
        pytest.skip("the AWS CLI is not installed as a package of the system")
    first = Path(command).read_bytes().split(b"\n", 1)[0].decode("ascii", "replace")
    if not first.startswith("#!"):
        pytest.skip("the AWS CLI is no Python script here")
    done = subprocess.run(
        [*first[2:].split(), "-c", ORACLE], input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("the AWS CLI's parser cannot be imported")
    told: list[Any] = json.loads(done.stdout)
    return told


class _Writer:
    """Writes shorthand, most of it right."""

    scalars = ("a", "b c", "1", "'x, y'", '"q\\"r"', r"a\,b", "", "ml.m5.xlarge", "x=y", "]a", "é", "it's", "'C:\\d\\'")

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  the same texts every time

    def text(self) -> str:
        names = self.chance.sample(["A", "Bc", "D.e", "A-b"], self.chance.randint(1, 3))
        text = ",".join(name + self.chance.choice(["=", " = "]) + self.value(0) for name in names)
        if self.chance.random() < 0.4:
            at = self.chance.randrange(len(text) + 1)
            text = text[:at] + self.chance.choice(",=[]{}\"'\\ ab") + text[at + self.chance.randint(0, 1) :]
        return text

    def value(self, depth: int) -> str:
        kind = self.chance.random()
        if depth > 3 or kind < 0.4:
            return self.chance.choice(self.scalars)
        count = self.chance.randint(0, 3)
        if kind < 0.6:
            return "[" + ", ".join(self.value(depth + 1) for _ in range(count)) + "]"
        if kind < 0.8:
            return "{" + ",".join(f"{name}={self.value(depth + 1)}" for name in "kmn"[:count]) + "}"
        return ",".join(self.chance.choice(["p", '"r s"', "t u", "v=w", ""]) for _ in range(count + 1))


@pytest.mark.slow
def test_the_aws_clis_own_parser_agrees() -> None:
    writer = _Writer(seed=7)
    texts = [writer.text() for _ in range(3000)]
    told = _aws_cli_says(texts)
    assert sum(one is not None for one in told) > 1000
    differing = [(text, one, own) for text, one in zip(texts, told, strict=True) if (own := _own(text)) != one]
    # The AWS CLI takes a member without a name, and the last of two of one name within braces.
    assert [one for one in differing if one[2] is not None or not _is_sloppy(one[0])] == []


def _own(text: str) -> Any:
    try:
        return parse(text, as_it_is)
    except ShorthandError:
        return None


def _is_sloppy(text: str) -> bool:
    try:
        parse(text, as_it_is)
    except ShorthandError as error:
        return "duplicate" in str(error) or "the name of a member" in str(error)
    return False

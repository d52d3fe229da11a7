"""Rules of a team that are broken in any way: recolint names them, loses nothing else, and never fails itself.

What the command line accepts of a rule, ``recolint.testing`` accepts too, and the reverse.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from command_line import Outcome, process
from recolint.testing import BrokenPromiseError, check_rule
from recolint.testing.aws.remote import TestAws

pytestmark = pytest.mark.slow

SPEC = """\
JobName: fraud-1
JobType: Defaults
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/fraud/7
"""
OTHERS = "RL108"
"""What recolint's own rules say of it."""

MODULE = '''\
import sys
from enum import Enum
from typing import Annotated, Any, NamedTuple

from recolint.base.finding import DropByteOrderMark, Replace
from recolint.base.text import Span
from recolint.plugin import *


class Options(NamedTuple):
    """What a config may set."""

    prefix: Annotated[str, "what names begin with"] = "acme-"


class UnprefixedName(Rule[None]):
    """The name lacks the prefix of the team."""

    code, name = "ACME101", "unprefixed-name"
    severity, basis = WARNING, Advice("handbook")
    examples = (Valid("JobName: acme-b"), Invalid("JobName: b", at="/JobName"))

    def check(self, job, context):
        if job.name is not None and not job.name.value.startswith("acme-"):
            yield self.finding(job.name, "no prefix")


def rules():
    return (UnprefixedName,)
'''
YIELD = 'yield self.finding(job.name, "no prefix")'
CHECK = "    def check(self, job, context):\n"
OPTIONS = 'prefix: Annotated[str, "what names begin with"] = "acme-"'
SEVERITY = "severity, basis = WARNING"
BASIS = 'Advice("handbook")'
RULES = "(UnprefixedName,)"


class Broken(NamedTuple):
    """The module with ``old`` replaced by ``new``; the exit code, and words of the message."""

    old: str
    new: str
    code: int
    words: tuple[str, ...]


def attribute(line: str, *words: str) -> Broken:
    """A class with one more attribute, ``line``, that recolint cannot use."""
    return Broken("    def check", f"    {line}\n\n    def check", 2, ("UnprefixedName", *words))


def option(declaration: str, *words: str) -> Broken:
    """A rule with an option that recolint cannot use."""
    return Broken(OPTIONS, declaration, 2, ("UnprefixedName (ACME101)", "option", *words))


def finding(statement: str, *words: str) -> Broken:
    """A rule that runs ``statement`` instead of yielding a finding."""
    return Broken(YIELD, statement, 3, ("ACME101", *words))


def given(arguments: str, *words: str) -> Broken:
    """A rule that yields a finding with ``arguments``."""
    return finding(f"yield self.finding({arguments})", *words)


def check(body: str, *words: str) -> Broken:
    """A rule with the method ``check`` from ``body``."""
    return Broken(CHECK, f"{CHECK}        {body}\n\n{CHECK.replace('check', 'rest')}", 3, ("ACME101", *words))


CLASSES = {
    "no type argument": Broken("Rule[None]", "Rule", 2, ("UnprefixedName (ACME101)", "options", "Rule[None]")),
    "a name for a type argument": Broken("Rule[None]", 'Rule["Options"]', 2, ("options", "no type argument")),
    "options of a dict": Broken("Rule[None]", "Rule[dict]", 2, ("options", "NamedTuple", "found dict")),
    "options of a number": Broken("Rule[None]", "Rule[int]", 2, ("options", "NamedTuple", "found int")),
    "severity of text": Broken(SEVERITY, 'severity, basis = "warning"', 2, ("severity", "'warning'")),
    "severity of a number": Broken(SEVERITY, "severity, basis = 2", 2, ("severity", "found 2")),
    "no severity": Broken(SEVERITY, "weight, basis = WARNING", 2, ("severity", "nothing")),
    "basis of text": Broken(BASIS, '"handbook"', 2, ("basis", "'handbook'")),
    "basis of the base": Broken(BASIS, 'Basis("handbook")', 2, ("basis",)),
    "basis with a number": Broken(BASIS, "Advice(5)", 2, ("basis",)),
    "basis without source": Broken(BASIS, 'Advice("")', 2, ("basis",)),
    "basis of a document without a title": Broken(BASIS, 'Advice(Reference(""))', 2, ("basis",)),
    "basis of a document with a script for an address": Broken(
        BASIS, 'Advice(Reference("a", "javascript:alert(1)"))', 2, ("basis",)
    ),
    "basis of a document read on a text": Broken(BASIS, 'Advice(Reference("a", read="today"))', 2, ("basis",)),
    "basis with a number for a detail": Broken(BASIS, 'Advice("a", 5)', 2, ("basis",)),
    "no docstring": Broken('    """The name lacks the prefix of the team."""\n', "", 2, ("__doc__", "found None")),
    "an empty docstring": Broken('"""The name lacks the prefix of the team."""', '" "', 2, ("__doc__",)),
    "a code in small letters": Broken('"ACME101"', '"acme101"', 2, ("UnprefixedName", "code", "'acme101'")),
    "a code with odd digits": Broken('"ACME101"', '"ACME\\u0661\\u0662\\u0663"', 2, ("code",)),
    "a code with a line feed": Broken('"ACME101"', '"ACME101\\n"', 2, ("code",)),
    "a code of a number": Broken('"ACME101"', "101", 2, ("UnprefixedName", "code", "101")),
    "a name of a number": Broken('"unprefixed-name"', "5", 2, ("name", "found 5")),
    "a name with capitals": Broken('"unprefixed-name"', '"UnprefixedName"', 2, ("name",)),
    "a name with underscores": Broken('"unprefixed-name"', '"unprefixed_name"', 2, ("name",)),
    "preset of text": attribute('preset = "strict"', "preset", "'strict'"),
    "preset of a number": attribute("preset = 7", "preset"),
    "strict severity of text": attribute('strict_severity = "error"', "strict_severity"),
    "refuses of text": attribute('refuses = "yes"', "refuses", "True or False", "'yes'"),
    "a check without parameters": Broken(CHECK, "    def check(self):\n", 2, ("(self, job, context)", "found (self)")),
    "a check with more parameters": Broken(
        CHECK, "    def check(self, job, context, more):\n", 2, ("found (self, job, context, more)",)
    ),
    "a check with a keyword": Broken(CHECK, "    def check(self, job, *, context):\n", 2, ("parameters",)),
    "required of text": attribute('required = "no"', "required"),
    "a weight out of range": attribute("security_severity = 11", "security_severity", "11"),
    "a weight of text": attribute('security_severity = "high"', "security_severity"),
    "problems of none": attribute("problems = None", "problems"),
    "examples of text": Broken("examples = (V", 'examples = "JobName: a"\n    _ = (V', 2, ("examples",)),
    "an example of text": Broken('Valid("JobName: acme-b")', '"JobName: a"', 2, ("examples[0]",)),
    "an example of a number": Broken('"JobName: acme-b"', "5", 2, ("examples[0].text",)),
    "an example at a number": Broken('at="/JobName"', "at=5", 2, ("examples[1].at",)),
    "an example with a severity of text": Broken('at="/JobName"', 'at="/JobName", severity="error"', 2, ("severity",)),
    "an example with a message of a number": Broken('at="/JobName"', 'at="/JobName", message=5', 2, ("message",)),
    "an example with an empty help": Broken('at="/JobName"', 'at="/JobName", help=""', 2, ("help",)),
    "an example with a set": Broken('Valid("JobName: acme-b"', 'Valid("", answers={"a": {1}}', 2, ("answers",)),
    "a check of a number": Broken(CHECK, "    check = 5\n\n" + CHECK.replace("check", "look"), 2, ("check", "found 5")),
    "no check": Broken(CHECK, CHECK.replace("check", "look"), 2, ("check", "nothing")),
    "an __init__ that raises": Broken(
        CHECK, f"    def __init__(self, options=None):\n        raise ValueError('out')\n\n{CHECK}", 2,
        ("UnprefixedName (ACME101)", "__init__", "ValueError: out"),
    ),
    "an __init__ that exits": Broken(
        CHECK, f"    def __init__(self, options=None):\n        sys.exit(0)\n\n{CHECK}", 2, ("__init__", "SystemExit"),
    ),
    "a __new__ that gives nothing": Broken(
        CHECK, f"    def __new__(cls, options=None):\n        return None\n\n{CHECK}", 2, ("__new__", "None"),
    ),
    "an attribute that raises": Broken(
        "class UnprefixedName(Rule[None]):",
        "class Meta(type):\n    @property\n    def severity(cls):\n        raise SystemExit(0)\n\n\n"
        "class UnprefixedName(Rule[None], metaclass=Meta):",
        2, ("UnprefixedName", "SystemExit"),
    ),
    "a fault rule without kind": Broken("Rule[None]):", "FaultRule):", 2, ("kind", "nothing")),
    "a fault rule with no describe": Broken(
        "Rule[None]):", "FaultRule):\n    kind, describe = FaultKind.EMPTY, 5\n", 2, ("describe", "found 5")
    ),
}  # fmt: skip

OPTION_TYPES = {
    "no default": option("prefix: str", "prefix", "a default"),
    "a dict": option("prefix: dict = {}", "prefix", "found dict"),
    "a set": option("prefix: set[str] = frozenset()", "prefix"),
    "a list": option("prefix: list[str] = []", "prefix"),
    "a union": option('prefix: str | None = "a"', "prefix"),
    "an unknown name": option('prefix: "Nowhere" = "a"', "Nowhere"),
    "a default of another type": option("prefix: int = 'a'", "prefix", "an integer", "'a'"),
    "a default of no number": option("prefix: float = float('nan')", "prefix", "nan"),
    "a description of a number": option('prefix: Annotated[str, 5] = "a"', "prefix", "description"),
}

FINDINGS = {
    "nothing": finding("yield None", "found None"),
    "a text": finding('yield "no"', "found 'no'"),
    "a dict": finding('yield {"message": "no"}'),
    "a class": finding("yield Finding", "found Finding"),
    "a list of none": check("return [None]", "found None"),
    "a number": check("return 5", "check: expected findings", "found 5"),
    "none": check("return None", "check: expected findings", "found None"),
    "a message of a number": given("job.name, 12", "message", "found 12"),
    "a message of bytes": given("job.name, b'no'", "message"),
    "a message that cannot be printed": given(
        "job.name, type('Text', (str,), {'__str__': lambda it: 1 / 0})('no')", "message"
    ),
    "an empty message": given("job.name, ''", "message", "''"),
    "a blank message": given("job.name, ' \\n'", "message"),
    "help of a number": given("job.name, 'no', help=5", "help", "found 5"),
    "a label of text": given("job.name, 'no', labels=['here']", "labels"),
    "labels of a number": given("job.name, 'no', labels=5", "TypeError"),
    "a label with a number": given("job.name, 'no', labels=[Label((), 5)]", "labels", "message"),
    "a label with a wrong route": given("job.name, 'no', labels=[Label('JobName', 'no')]", "labels", "route"),
    "a label with a wrong spec": given("job.name, 'no', labels=[Label((), 'no', spec='a')]", "spec"),
    "a label in another spec": given("job.name, 'no', labels=[Label((), 'no', spec=SpecId('other', 0))]", "spec"),
    "a part of text": given("job.name, 'no', part='key'", "part", "'key'"),
    "a severity of text": given("job.name, 'no', severity='error'", "severity", "'error'"),
    "a basis of text": given("job.name, 'no', basis='handbook'", "basis"),
    "confidential of text": given("job.name, 'no', confidential='yes'", "confidential"),
    "a fix of text": given("job.name, 'no', fix='write it'", "fix", "'write it'"),
    "a fix without edits": given("job.name, 'no', fix=Fix('write', ())", "edits"),
    "a fix of other edits": given("job.name, 'no', fix=Fix('write', ('it',))", "edits", "'it'"),
    "a fix with a list": given("job.name, 'no', fix=Fix('write', [Set(job.name.route, 'a')])", "edits"),
    "a fix with a wrong title": given("job.name, 'no', fix=Fix(5, (Remove(job.name.route),))", "title"),
    "a fix with a wrong safety": given("job.name, 'no', fix=Fix('a', (Remove(job.name.route),), 'safe')", "safety"),
    "a fix with a wrong route": given("job.name, 'no', fix=Fix('write', (Set('JobName', 'a'),))", "route"),
    "a fix with a wrong name": given("job.name, 'no', fix=Fix('write', (Rename(job.name.route, 5),))", "name"),
    "a fix with an object": given("job.name, 'no', fix=Fix('write', (Set(job.name.route, object()),))", "value"),
    "a fix with a huge number": given("job.name, 'no', fix=Fix('write', (Set(job.name.route, 10**5000),))", "value"),
    "a fix with a circle": finding(
        "circle = []; circle.append(circle)\n"
        "            yield self.finding(job.name, 'no', fix=Fix('write', (Set(job.name.route, circle),)))", "value"
    ),
    "a route of text": given("'JobName', 'no'", "expected a tuple"),
    "a route with a float": given("('JobName', 1.5), 'no'", "route"),
    "a route with a truth value": given("('Tags', True), 'no'", "route"),
    "a place that is nothing": given("None, 'no'", "found None"),
    "another rule's code": finding("yield Finding('RL204', self.name, WARNING, self.basis, 'no', ())", "code"),
    "a code that is unknown": finding("yield Finding('ACME999', self.name, WARNING, self.basis, 'no', ())", "code"),
    "a span of numbers": finding("yield Finding(self.code, self.name, WARNING, self.basis, 'no', (), span=(1, 2))"),
    "a span before the text": finding(
        "yield Finding(self.code, self.name, WARNING, self.basis, 'no', (), span=Span(-5, 2))", "span"
    ),
    "no end of findings": finding(f"while True: {YIELD}", "more than"),
    "no end of one finding": finding("from itertools import repeat; yield from repeat(self.finding((), 'no'))"),
    "an exception": finding("raise ValueError('out of luck')", "ValueError: out of luck"),
    "an exit": finding("sys.exit(0)", "SystemExit"),
    "an exit with words": finding("sys.exit('done')", "SystemExit: done"),
    "an exception of its own kind": finding("raise type('Odd', (BaseException,), {})('odd')", "Odd: odd"),
    "an interrupt": finding("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "the end of a generator": finding("raise GeneratorExit", "GeneratorExit"),
    "no memory": finding("raise MemoryError", "MemoryError"),
    "endless recursion": finding("f = lambda: f(); f()", "RecursionError"),
    "an exception without words": finding(
        "raise type('Mute', (Exception,), {'__str__': lambda self: 1 / 0})", "Mute"
    ),
    "an exception of many words": finding("raise ValueError('x' * 10**6)", "ValueError: xxx"),
    "an __init__ without options": Broken(
        CHECK, f"    def __init__(self, options=None):\n        pass\n\n{CHECK}        self.options\n", 3,
        ("ACME101", "AttributeError"),
    ),
}  # fmt: skip

ACCEPTED = {
    "a rule": Broken("no prefix", "no prefix", 1, ()),
    "lone surrogates": Broken('"no prefix"', '"no \\ud800 prefix"', 1, ()),
    "control characters": Broken('"no prefix"', '"no \\x1b[31m prefix\\n::error::"', 1, ()),
}

TABLE = {**CLASSES, **FINDINGS, **{f"an option: {name}": one for name, one in OPTION_TYPES.items()}}


def module(broken: Broken) -> str:
    assert broken.old in MODULE
    text = MODULE.replace(broken.old, broken.new)
    return text.replace("Rule[None]", "Rule[Options]") if broken.old == OPTIONS else text


def installed(folder: Path, text: str, value: str = "acme_rules:rules") -> Path:
    """``folder`` with a package ``acme-rules`` as pip leaves it, with the module ``text``."""
    info = folder / "acme_rules-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[recolint.rules]\nacme = {value}\n")
    (folder / "acme_rules.py").write_text(text)
    return folder


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "job.yaml").write_text(SPEC)
    return folder


def hold(outcome: Outcome, broken: Broken) -> None:
    """Check exit code and message: a few lines, without a traceback."""
    assert outcome.code == broken.code, outcome.err
    assert "Traceback" not in outcome.err
    assert len(outcome.err) < 2_000
    for word in broken.words:
        assert word in outcome.err
    if broken.code in (2, 3):
        assert "acme-rules" in outcome.err


def classes(table: dict[str, Broken]) -> str:
    """One module with the rules of ``table``, the first called Rule0 with the code ACME100."""
    head, _, _ = MODULE.partition("class UnprefixedName")
    parts = [head]
    for number, broken in enumerate(table.values()):
        part = module(broken).removeprefix(head).partition("\n\ndef rules")[0]
        for old, new in (
            ("UnprefixedName", f"Rule{number}"),
            ("ACME101", f"ACME{100 + number}"),
            ("unprefixed", "rule"),
        ):
            part = part.replace(old, new)
        parts.append(part.replace('"rule-name"', f'"rule-{number}"'))
    names = ", ".join(f"Rule{number}" for number in range(len(table)))
    return "\n\n".join([*parts, f"def rules():\n    return ({names},)\n"])


def words_about(number: int, err: str) -> str:
    """The lines of ``err`` about that rule."""
    return "\n".join(line for line in err.splitlines() if re.search(rf"\bRule{number}\b|\bACME{100 + number}\b", line))


def test_broken_classes_are_named_all_at_once(tmp_path: Path, spec: Path) -> None:
    table = {**CLASSES, **OPTION_TYPES}
    outcome = process("check", cwd=spec, path=installed(tmp_path / "path", classes(table)))
    assert (outcome.code, outcome.out) == (2, "")
    assert "Traceback" not in outcome.err
    for number, (name, broken) in enumerate(table.items()):
        told = words_about(number, outcome.err)
        assert "rule package 'acme-rules'" in told, name
        for word in broken.words:
            assert word.replace("UnprefixedName", "Rule").split(" (")[0] in told, name


def test_rules_that_break_are_named_and_the_others_are_heard(tmp_path: Path, spec: Path) -> None:
    options = ("--output-format", "json", "--report", "sarif=a.sarif")
    outcome = process("check", *options, cwd=spec, path=installed(tmp_path / "path", classes(FINDINGS)))
    assert outcome.code == 3
    assert "Traceback" not in outcome.err
    for number, (name, broken) in enumerate(FINDINGS.items()):
        told = words_about(number, outcome.err)
        assert told.startswith(f"recolint: rule ACME{100 + number} of package acme-rules crashed on job.yaml"), name
        assert len(told) < 1_000
        for word in broken.words:
            assert word.replace("ACME101", "ACME1") in told, name
    report = json.loads(outcome.out)
    assert [finding["code"] for finding in report["findings"]] == [OTHERS]
    assert len(report["crashes"]) == len(FINDINGS)
    assert (spec / "a.sarif").is_file()


ALONE = {name: TABLE[name] for name in ("severity of text", "no type argument", "an exit", "an interrupt", "nothing")}


@pytest.mark.parametrize("broken", ALONE.values(), ids=ALONE.keys())
def test_a_broken_rule_is_named(tmp_path: Path, spec: Path, broken: Broken) -> None:
    hold(process("check", cwd=spec, path=installed(tmp_path / "path", module(broken))), broken)


def test_a_rule_that_only_its_example_breaks_is_named(tmp_path: Path, spec: Path) -> None:
    (spec / "job.yaml").write_text(SPEC.replace("fraud-1", "acme-fraud-1"))
    broken = FINDINGS["a message of a number"]
    outcome = process("check", cwd=spec, path=installed(tmp_path / "path", module(broken)))
    hold(outcome, broken._replace(words=("ACME101", "with its example 'JobName: b'", "message", "found 12")))
    assert OTHERS in outcome.out


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path / "acme_rules.py"
    sys.modules.pop("acme_rules", None)


@pytest.mark.parametrize("broken", [*TABLE.values(), *ACCEPTED.values()], ids=[*TABLE, *ACCEPTED])
def test_the_harness_accepts_what_the_command_line_accepts(imported: Path, broken: Broken) -> None:
    imported.write_text(module(broken))
    (rule,) = import_module("acme_rules").rules()
    if broken in ACCEPTED.values():
        check_rule(rule)
        return
    if broken is TABLE["an interrupt"]:
        # Here it may be that of the user, who stops the tests.
        with pytest.raises(KeyboardInterrupt):
            check_rule(rule)
        return
    with pytest.raises(BrokenPromiseError) as raised:
        check_rule(rule)
    if broken.code == 2:
        assert all(word in str(raised.value) for word in broken.words)


@pytest.mark.parametrize("broken", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_odd_words_of_a_rule_break_no_report(tmp_path: Path, spec: Path, broken: Broken) -> None:
    path = installed(tmp_path / "path", module(broken))
    formats = (
        "concise",
        "json",
        "sarif",
        "github",
        "gitlab",
        "junit",
        "checkstyle",
        "rdjson",
        "markdown",
        "csv",
        "html",
    )
    reports = [word for one in formats for word in ("--report", f"{one}=report.{one}")]
    outcome = process("check", *reports, cwd=spec, path=path)
    hold(outcome, broken)
    assert "ACME101" in outcome.out
    assert "\x1b" not in outcome.out
    assert all("ACME101" in (spec / f"report.{one}").read_text("utf-8") for one in formats)


COMMANDS = {
    "check": (["check"], 3),
    "check --fix": (["check", "--fix"], 3),
    "plan": (["plan", "job.yaml"], 3),
    "submit": (["submit", "--dry-run", "job.yaml"], 3),
    "baseline": (["baseline", "create"], 3),
    "rule": (["rule", "ACME101"], 0),
    "rule json": (["rule", "--all", "--output-format", "json"], 0),
    "schema": (["schema", "config"], 0),
    "config": (["config"], 0),
    "completion": (["completion", "bash"], 0),
}


@pytest.mark.parametrize(("command", "code"), COMMANDS.values(), ids=COMMANDS.keys())
def test_every_command_holds_against_a_broken_rule(tmp_path: Path, spec: Path, command: list[str], code: int) -> None:
    broken_class, broken_finding = CLASSES["severity of text"], FINDINGS["a message of a number"]
    hold(process(*command, cwd=spec, path=installed(tmp_path / "class", module(broken_class))), broken_class)
    path = installed(tmp_path / "finding", module(broken_finding))
    hold(process(*command, cwd=spec, path=path), broken_finding._replace(code=code, words=("ACME101",) * (code > 0)))


GUARD = """\
import boto3, recolint
client = boto3.client("sagemaker", region_name="eu-central-1")
with recolint.guard(client):
    client.create_inference_recommendations_job(JobName="fraud-1", JobType="Default", RoleArn="a", InputConfig={})
"""


@pytest.mark.parametrize("kind", ["RefusedError", "PluginError"])
def test_the_guard_lets_no_request_pass_a_broken_rule(tmp_path: Path, spec: Path, kind: str) -> None:
    broken = CLASSES["severity of text"] if kind == "PluginError" else FINDINGS["an exit"]
    path = installed(tmp_path / "path", module(broken))
    environment = {**os.environ, "PYTHONPATH": str(path), "AWS_ENDPOINT_URL": "http://127.0.0.1:9"}
    run = [sys.executable, "-c", GUARD]
    done = subprocess.run(run, cwd=spec, env=environment, capture_output=True, text=True, check=False)
    last = done.stderr[done.stderr.rindex("Error: ") - len(kind) :]
    assert kind in done.stderr
    assert "ACME101" in last


COLLECTION = """\
class Twice(CollectionRule[None]):
    \"""Two jobs have one name.\"""

    code, name = "ACME201", "twice"
    severity, basis = WARNING, Advice("handbook")

    def check(self, specs):
        {body}
"""
KIND = "    kind = FaultKind.SUPPRESSION_UNUSED\n"
FAULT = COLLECTION.replace("CollectionRule[None]", "FaultRule").replace("check(self, specs)", "describe(self, fault)")


@pytest.mark.parametrize(
    ("kind", "body", "word"),
    [
        (COLLECTION, "return [None]", "found None"),
        (COLLECTION, "yield specs[0].id, None", "found None"),
        (COLLECTION, "yield specs[0].id, self.finding((), 5)", "message"),
        (COLLECTION, "yield 'job.yaml', self.finding((), 'no')", "ID of a spec"),
        (COLLECTION, "yield type(specs[0].id)('other', 0), self.finding((), 'no')", "ID of a spec"),
        (COLLECTION, "yield specs[0].id, self.finding((), 'no'), 5", "a pair"),
        (COLLECTION, "while True: yield specs[0].id, self.finding((), 'no')", "more than"),
        (COLLECTION, "sys.exit(1)", "SystemExit"),
        (FAULT + KIND, "return None", "found None"),
        (FAULT + KIND, "return 'no'", "found 'no'"),
        (FAULT + KIND, "sys.exit(1)", "SystemExit"),
    ],
)
def test_other_kinds_of_rules_are_held_to_the_same(tmp_path: Path, spec: Path, kind: str, body: str, word: str) -> None:
    (spec / "job.yaml").write_text(SPEC.replace("fraud-1", "fraud-1  # recolint: ignore[RL204] so"))
    text = (
        MODULE.partition("class UnprefixedName")[0] + kind.format(body=body) + "\n\ndef rules():\n    return (Twice,)\n"
    )
    path = installed(tmp_path / "path", text)
    outcome = process("check", "--output-format", "json", "--ignore", "unused-suppression", cwd=spec, path=path)
    hold(outcome, Broken("", "", 3, ("ACME201", word)))
    assert OTHERS in [finding["code"] for finding in json.loads(outcome.out)["findings"]]


@pytest.mark.parametrize(
    ("old", "new", "value", "words"),
    [
        ("import sys\n", "import nowhere\n", "acme_rules:rules", ("ModuleNotFoundError",)),
        ("import sys\n", "import sys; sys.exit(0)\n", "acme_rules:rules", ("SystemExit",)),
        ("import sys\n", "raise KeyboardInterrupt\n", "acme_rules:rules", ("KeyboardInterrupt",)),
        ("import sys\n", "def f(:\n", "acme_rules:rules", ("SyntaxError",)),
        ("import sys\n", "import sys\n", "acme_rules:nothing", ("AttributeError", "nothing")),
        ("import sys\n", "import sys\n", "nowhere:rules", ("ModuleNotFoundError",)),
        ("import sys\n", "import sys\n", "acme_rules", ("a function that returns a tuple of rules", "found <module")),
        ("import sys\n", "import sys\n", "", ("acme",)),
        ("import sys\n", "import sys\n", "acme rules!", ("acme",)),
        ("import sys\n", "import sys\n", "acme_rules:UnprefixedName.code", ("found 'ACME101'",)),
        ("import sys\n", "import sys\n", "acme_rules:UnprefixedName", ("a function", "found UnprefixedName")),
        (RULES, "5", "acme_rules:rules", ("a tuple of rules", "found 5")),
        (RULES, "None", "acme_rules:rules", ("a tuple of rules", "found None")),
        (RULES, "UnprefixedName", "acme_rules:rules", ("a tuple of rules", "found UnprefixedName")),
        (RULES, '"rules"', "acme_rules:rules", ("'r'", "expected a line")),
        (RULES, "(UnprefixedName(),)", "acme_rules:rules", ("UnprefixedName", "is not a subclass")),
        (RULES, "(Rule,)", "acme_rules:rules", ("Rule", "code")),
        (RULES, "(UnprefixedName, UnprefixedName)", "acme_rules:rules", ("UnprefixedName (ACME101)", "another")),
        (RULES, "__import__('itertools').repeat(UnprefixedName)", "acme_rules:rules", ("ACME101",)),
        ('"ACME101"', '"RL204"', "acme_rules:rules", ("RL204", "reserved")),
        ('"ACME101"', '"RL999"', "acme_rules:rules", ("RL999", "another prefix than RL")),
        ('"unprefixed-name"', '"truncated-name"', "acme_rules:rules", ("truncated-name", "'recolint'")),
    ],
)
def test_a_package_that_cannot_be_used_is_named(
    tmp_path: Path, spec: Path, old: str, new: str, value: str, words: tuple[str, ...]
) -> None:
    path = installed(tmp_path / "path", MODULE.replace(old, new), value)
    hold(process("check", cwd=spec, path=path), Broken(old, new, 2, words))


def test_a_package_with_entry_points_out_of_reach_is_passed_over(tmp_path: Path, spec: Path) -> None:
    path = installed(tmp_path / "path", MODULE)
    lost = path / "lost-1.0.dist-info"
    lost.mkdir()
    (lost / "entry_points.txt").symlink_to("entry_points.txt")
    outcome = process("check", cwd=spec, path=path)
    assert (outcome.code, "ACME101" in outcome.out) == (1, True), outcome.err


@pytest.mark.parametrize("body", ["raise ValueError", "sys.exit(0)", "return 5", "yield 1, 2", "yield 5"])
def test_problems_that_fail_are_named(tmp_path: Path, spec: Path, body: str) -> None:
    text = MODULE.replace("Rule[None]", "Rule[Options]")
    text = text.replace(CHECK, f"    @classmethod\n    def problems(cls, options):\n        {body}\n\n{CHECK}")
    (spec / "recolint.toml").write_text('[rules.unprefixed-name]\nprefix = "risk-"\n')
    outcome = process("check", cwd=spec, path=installed(tmp_path / "path", text))
    hold(outcome, Broken("", "", 2, ("UnprefixedName (ACME101)", "problems")))


ONLINE = COLLECTION.replace("CollectionRule", "OnlineRule").replace("self, specs", "self, spec, account")
BODIES = {
    "return [None]": "found None",
    "yield self.finding((), 5)": "message",
    "while True: yield self.finding((), 'no')": "more than",
    "sys.exit(1)": "SystemExit",
    "raise type('Odd', (BaseException,), {})('odd')": "Odd: odd",
}


@pytest.mark.parametrize(("body", "word"), BODIES.items())
def test_an_online_rule_is_held_to_the_same(aws: TestAws, tmp_path: Path, spec: Path, body: str, word: str) -> None:
    text = (
        MODULE.partition("class UnprefixedName")[0]
        + ONLINE.format(body=body)
        + "\n\ndef rules():\n    return (Twice,)\n"
    )
    path = installed(tmp_path / "path", text)
    outcome = process("check", "--online", "--select", "ACME,RL108", cwd=spec, path=path)
    assert aws.requests(operation="GetCallerIdentity")
    hold(outcome, Broken("", "", 3, ("ACME201", word)))
    assert OTHERS in outcome.out

"""A fix is announced only if the file takes it, and then it does what its edits say and loses no comment."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from command_line import recolint
from recolint.base.excerpt import Quoting
from recolint.base.finding import Advice, Edit, Finding, Fix, Insert, Remove, Rename, Route, Set, Severity, SpecId
from recolint.base.text import Source
from recolint.check.announce import announce
from recolint.check.placed import Diagnostic, place
from recolint.document import Document, Reading, read
from recolint.fix import FixRequest, apply_fixes, meaning
from test_fix_properties import data, few, json_texts, yaml_texts


def finding(route: Route, edits: tuple[Edit, ...]) -> Finding:
    return Finding("X1", "x", Severity.ERROR, Advice("a test"), "wrong", route, fix=Fix("put it right", edits))


def announced(source: Source, reading: Reading, fixes: list[tuple[Edit, ...]]) -> list[Diagnostic]:
    documents = {SpecId(source.path, document.index): document for document in reading.documents}
    spec, quoting = SpecId(source.path, reading.documents[0].index), Quoting(source)
    placed = [place(finding((), edits), spec, quoting, documents) for edits in fixes]
    return announce(source, reading, placed, quoting)


def comments(reading: Reading) -> Counter[str]:
    return Counter(comment.text for document in reading.documents for comment in document.comments())


@st.composite
def changes(draw: st.DrawFn, document: Document) -> tuple[Edit, ...]:
    """A change of ``document`` as a rule may ask for it: a value, a name, a removal, or a move to the root."""
    entry = draw(st.sampled_from([entry for entry in document.entries() if entry.route]))
    route, value = entry.route, document.value(entry.route)
    kind = draw(st.sampled_from(["set", "remove", "rename", "move"]))
    if kind == "rename" and isinstance(route[-1], str):
        return (Rename(route, "Renamed"),)
    if kind == "move" and len(route) > 1 and "Moved" not in document.data:
        return (Insert((), "Moved", value), Remove(route))
    return (Remove(route),) if kind == "remove" else (Set(route, draw(data(1))),)


@pytest.mark.slow
@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(yaml_texts(), id="YAML"),
        pytest.param(yaml_texts().map(lambda text: text + "S:\n  a: &x {b: 1}\n  c: *x\n  d: #1\n"), id="aliases"),
        pytest.param(json_texts(), id="JSON"),
    ],
)
@few
@given(draw=st.data())
def test_an_announced_fix_alone_does_what_its_edits_say(texts: st.SearchStrategy[str], draw: st.DataObject) -> None:
    text = draw.draw(texts)
    source = Source("job.json" if text.startswith("{") and '"' in text[:4] else "job.yaml", text)
    reading = read(source)
    assume(len(reading.documents) == 1 and not reading.faults and len(reading.documents[0].entries()) > 1)
    (document,) = reading.documents
    fixes = [draw.draw(changes(document)) for _ in range(draw.draw(st.integers(1, 4)))]
    for placed in announced(source, reading, fixes):
        fix = placed.finding.fix
        if fix is None:
            assert placed.refused
            assert placed.finding.help == "put it right"
            continue
        done = apply_fixes(source, [FixRequest(fix, document.index)])
        after = read(done.source)
        assert done.made == (0,)
        assert meaning.same(after.documents[0].data, meaning.after(document.data, fix.edits))
        assert comments(after) == comments(reading)


SPEC = """\
JobName: probe
JobType: Default
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
"""


def report(folder: Path, text: str, name: str = "job.yaml") -> list[dict[str, Any]]:
    (folder / name).write_text(text)
    out = recolint("check", "--isolated", "--output-format", "json", name, cwd=folder).out
    found: list[dict[str, Any]] = json.loads(out)["findings"]
    return found


@pytest.mark.parametrize(
    ("behind", "fixed"),
    [
        pytest.param("  JobDescription: nightly\n", "JobDescription: nightly\n", id="the last member"),
        pytest.param("  JobDescription: nightly", "JobDescription: nightly", id="without a line break"),
        pytest.param("  JobDescription: nightly  # a\n# b\n", "JobDescription: nightly  # a\n# b\n", id="comments"),
        pytest.param(
            "  Tags:\n    - Key: a\n      Value: b\n", "Tags:\n  - Key: a\n    Value: b\n", id="a block of lines"
        ),
    ],
)
def test_the_last_member_of_a_file_moves_to_the_top_level(tmp_path: Path, behind: str, fixed: str) -> None:
    (one,) = report(tmp_path, SPEC + behind)
    assert one["fix"]["safety"] == "safe"
    assert recolint("check", "--isolated", "--fix", "job.yaml", cwd=tmp_path).code == 0
    assert (tmp_path / "job.yaml").read_text() == SPEC + fixed


HASHES = [
    pytest.param(SPEC + "JobDescription: #nightly\n", "/JobDescription", id="a member"),
    pytest.param(SPEC + "JobDescription:\n  #nightly\n", "/JobDescription", id="on the next line"),
    pytest.param(SPEC + "Tags:\n  - Key: a\n    Value: #12 of the board\n", "/Tags/0/Value", id="the value of a tag"),
    pytest.param(SPEC + "  VpcConfig:\n    Subnets:\n      - #a\n", "/InputConfig/VpcConfig/Subnets/0", id="an item"),
    pytest.param(
        "InputConfig: {ModelName: #a\n }\n" + SPEC[: SPEC.index("Input")], "/InputConfig/ModelName", id="flow"
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "pointer"), HASHES)
def test_what_may_be_commented_out_is_explained_and_left(tmp_path: Path, text: str, pointer: str) -> None:
    (one,) = [one for one in report(tmp_path, text) if one["pointer"] == pointer]
    assert (one["code"], one["fix"]) == ("RL103", None)
    assert "'#' starts a comment" in one["message"]
    recolint("check", "--isolated", "--unsafe-fixes", "job.yaml", cwd=tmp_path)
    assert (tmp_path / "job.yaml").read_text() == text


def test_a_fix_that_the_file_does_not_take_is_not_announced(tmp_path: Path) -> None:
    # The comment would not move with what is in brackets.
    text = SPEC + "  JobDescription: [a, # why\n    b]\n"
    found = report(tmp_path, text)
    assert [one["fix"] for one in found if one["code"] == "RL101"] == [None]
    outcome = recolint("check", "--isolated", "job.yaml", cwd=tmp_path)
    assert "fixable" not in outcome.out
    assert "= help: move JobDescription to" in outcome.out
    told = recolint("check", "--isolated", "--fix", "job.yaml", cwd=tmp_path)
    assert "not fixed: it would remove a comment" in told.err
    assert (tmp_path / "job.yaml").read_text() == text


def test_an_anchor_that_others_need_is_not_told_to_go(tmp_path: Path) -> None:
    text = ".common: &c\n  JobType: Default\n<<: *c\n" + SPEC.replace("JobType: Default\n", "")
    (one,) = report(tmp_path, text)
    assert (one["pointer"], one["help"]) == ("/.common", "define &c at the member that uses it first")


def test_help_that_the_fix_repeats_is_left_out_where_the_fix_is_shown(tmp_path: Path) -> None:
    text = SPEC + "  jobDurationInSeconds: 3600\n"
    (tmp_path / "job.yaml").write_text(text)
    shown = recolint("check", "--isolated", "job.yaml", cwd=tmp_path).out
    assert "= fix: rename jobDurationInSeconds to JobDurationInSeconds" in shown
    assert "= help: write JobDurationInSeconds" not in shown
    annotated = recolint("check", "--isolated", "--output-format", "github", "job.yaml", cwd=tmp_path).out
    assert "help: rename jobDurationInSeconds to JobDurationInSeconds" in annotated


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param(SPEC + "---\n", "RL013", 6, id="an empty one"),
        pytest.param(SPEC + "---\n" + SPEC.replace("probe", "other"), "RL015", 6, id="a second spec"),
        pytest.param("---\n---\n" + SPEC, "RL013", 1, id="an empty one before"),
    ],
)
def test_the_aws_cli_takes_one_document(tmp_path: Path, text: str, code: str, line: int) -> None:
    found = [one for one in report(tmp_path, text) if one["severity"] == "info"]
    assert [(one["code"], one["line"]) for one in found] == [(code, line)]


def test_one_document_may_have_its_markers(tmp_path: Path) -> None:
    assert report(tmp_path, "---\n" + SPEC + "...\n") == []


TEMPLATES = """\
JobName: {{ prefix }}-job
{% if prod %}
JobType: Default
{% else %}
JobType: "Default" || "Advanced"
{% endif %}
RoleArn: {role}  # {{ not this }}
InputConfig:
  ModelPackageVersionArn: ${PACKAGE}
  JobDurationInSeconds: Number("int")
  ResourceLimit: {MaxNumberOfTests: {{ n }}, MaxParallelOfTests: "{{ m }}"}
  VpcConfig:
    Subnets: [${A}, <subnet>]
    SecurityGroupIds: {{ groups | tojson }}
Tags:
  - Key: STRING_VALUE
    Value: string
{{ extra }}: a
"""


def test_each_template_is_one_finding_and_nothing_else_is_said(tmp_path: Path) -> None:
    found = report(tmp_path, TEMPLATES)
    assert {one["code"] for one in found} == {"RL030"}
    assert [(one["line"], one["pointer"]) for one in found] == [
        (1, "/JobName"),
        (2, ""),
        (4, ""),
        (5, "/JobType"),
        (6, ""),
        (7, "/RoleArn"),
        (9, "/InputConfig/ModelPackageVersionArn"),
        (10, "/InputConfig/JobDurationInSeconds"),
        (11, "/InputConfig/ResourceLimit/MaxNumberOfTests"),
        (11, "/InputConfig/ResourceLimit/MaxParallelOfTests"),
        (13, "/InputConfig/VpcConfig/Subnets/0"),
        (13, "/InputConfig/VpcConfig/Subnets/1"),
        (14, "/InputConfig/VpcConfig/SecurityGroupIds"),
        (16, "/Tags/0/Key"),
        (17, "/Tags/0/Value"),
        (18, "/{{ extra }}"),
    ]


def test_templates_in_json_are_found_without_quotes_too(tmp_path: Path) -> None:
    head = '{"JobName": {{ name }}, "JobType": "Default" || "Advanced", "RoleArn": <role>,'
    found = report(tmp_path, head + '"InputConfig": {"ModelPackageVersionArn": "${M}"}}', "job.json")
    assert [(one["code"], one["pointer"]) for one in found] == [
        ("RL030", "/JobName"),
        ("RL030", "/JobType"),
        ("RL030", "/RoleArn"),
        ("RL030", "/InputConfig/ModelPackageVersionArn"),
    ]


def test_a_fix_leaves_templates_as_they_are(tmp_path: Path) -> None:
    text = SPEC.replace("probe", "{{ name }}").replace("Default", "default") + "  VpcConfig: {Subnets: {{ s }}}\n"
    (tmp_path / "job.yaml").write_text(text)
    recolint("check", "--isolated", "--fix", "job.yaml", cwd=tmp_path)
    assert (tmp_path / "job.yaml").read_text() == text.replace("default", "Default")

"""No report does what a spec, a file name or a rule says: their text is shown, and acted on nowhere."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from command_line import recolint
from properties import examples
from recolint.base.text import visible
from recolint.report import FORMATS, renderer
from recolint.report.shared.style import Style
from recolint.rule import pages
from report_runs import Broken, Wordy, checked
from specs import ADVANCED, DEFAULT

HOSTILE = {
    "an ANSI escape": "\x1b[31mred\x1b]0;title\x07",
    "a C1 control": "\x9b31mred",
    "a workflow command": "::set-env name=PATH::/tmp",
    "a workflow command on a line of its own": "a\n::add-mask::b\r\n::stop-commands::c",
    "a workflow command of the old form": "a ##[add-path]/tmp ###[x]",
    "a command to Azure Pipelines": "##vso[task.setvariable variable=a]b",
    "an escaped workflow command": "%0A::error::no%0D%25",
    "properties of a workflow command": "a,line=1::b",
    "the end of CDATA": "]]><failure/>",
    "a script": "<script>alert(1)</script>",
    "an image": "<img src=x onerror=alert(1)>",
    "an entity": "&lt;b&gt; &#10; &xxe;",
    "a comment": "--> <!-- x",
    "bidirectional text": "\u202eyaml.exe\u2066",
    "text of no width": "ro\u200bot\ufeff",
    "text that nobody sees": "ro\u3164ot\xa0\ufe01\U000e0101",
    "separators of lines": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "a lone surrogate": "a\ud800b\udfffc",
    "a byte that is no UTF-8": "a\udcffb",
    "a noncharacter": "a\ufffe\uffff\U0001ffffb",
    "a null": "a\x00b",
    "a formula": "=cmd|' /C calc'!A0",
    "a formula after a semicolon": 'a;=HYPERLINK("x")',
    "quotes": "\"'`\\",
    "a Markdown link": "[click](https://example.org) ![x](https://example.org/x.png) [r]: https://example.org",
    "a bare link": "https://example.org www.example.org x@example.org",
    "a mention": "@octocat @org/team #12 org/repo#3 GH-4 gh-5 %6",
    "Markdown": "# a\n- b\n| c | d |\n***e*** ~~f~~ $x$ `g` ```h",
}


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from strings(item)
    elif isinstance(data, dict):
        for key, item in data.items():
            # That member of SARIF lists line breaks as such.
            yield from strings(item if key != "newlineSequences" else None)


def from_json(text: str) -> Iterator[str]:
    assert text.isascii()
    return strings(json.loads(text))


def from_xml(text: str) -> Iterator[str]:
    assert "]]>" not in text
    assert set(re.findall(r"<[/?!]?(\w*)", text)) <= {
        "xml", "testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system", "checkstyle", "file",
    }  # fmt: skip
    for element in ElementTree.fromstring(text).iter():  # noqa: S314  our own report
        yield from element.attrib.values()
        yield element.text or ""


def from_csv(text: str) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {13}
    cells = [cell for row in rows for cell in row]
    assert not any(re.match(r"\s*[=+\-@]", part) for cell in cells for part in cell.split(";"))
    return iter(cells)


def from_github(text: str) -> Iterator[str]:
    *commands, summary = text.splitlines()
    assert re.match("1 spec checked: ", summary)
    for command in commands:
        found = re.fullmatch(r"::(error|warning|notice) ((?:\w+=[^,:]*,?)+)::(.*)", command)
        assert found, command
        assert {item.split("=")[0] for item in found[2].split(",")} <= {
            "file", "line", "endLine", "col", "endColumn", "title",
        }  # fmt: skip
        for part in (*found[2].split(","), found[3]):
            assert not re.search("%(?!0A|0D|25|3A|2C)", part)
            yield re.sub("%(..)", lambda code: chr(int(code[1], 16)), part)


LINK = re.compile(re.escape(pages.SITE) + r"/rules/[A-Z]+\d{3}/")
FOLD = re.compile(r"<details>\n<summary><code>([^<>]*)</code>: \d+ findings?</summary>")


def from_markdown(text: str) -> Iterator[str]:
    document = MarkdownIt("gfm-like", {"html": True}).parse(text)
    for token in (inner for outer in document for inner in (outer, *(outer.children or ()))):
        if token.type == "html_block":
            content = token.content.strip()
            assert content in ("<!-- recolint -->", "</details>") or FOLD.fullmatch(content), content
            yield from (html.unescape(title) for title in FOLD.findall(content))
        elif token.type == "html_inline":
            assert token.content == "<br>"
        elif token.type == "link_open":
            assert LINK.fullmatch(str(token.attrs["href"])), token.attrs
        elif token.type in {"text", "text_special"}:
            yield token.content.replace("\u200b", "")
        else:
            assert token.type not in {"image", "code_inline", "em_open", "s_open", "fence"}, token
    # What GitHub and GitLab look for in the rendered text.
    assert not re.search(r"@\w|\w#\d|gh-\d|[^\\]%\d", text, re.IGNORECASE)


def from_lines(text: str) -> Iterator[str]:
    return iter(text.split("\n"))


READ: dict[str, Callable[[str], Iterator[str]]] = {
    "text": from_lines,
    "concise": from_lines,
    "sarif": from_json,
    "github": from_github,
    "gitlab": from_json,
    "junit": from_xml,
    "checkstyle": from_xml,
    "rdjson": from_json,
    "markdown": from_markdown,
    "csv": from_csv,
}
"""What a reader of each format is shown; raises ``AssertionError`` where it would do more than show."""


def assert_harmless(form: str, text: str) -> None:
    assert not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", text
    )
    assert not re.search(r"##\w*\[", text)
    if form != "github":
        assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    if form in READ:
        for shown in READ[form](text):
            assert all(visible(part) == part for line in shown.split("\n") for part in line.split("\t")), shown


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_of_a_rule_a_crash_and_a_file_name_are_only_shown(form: str, words: str) -> None:
    class Hostile(Wordy):
        __doc__ = Wordy.__doc__

    Hostile.words = words
    run = checked(DEFAULT, Hostile, Broken, path=f"{words}.yaml")
    assert_harmless(form, renderer(form)(run, Style()))


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_of_a_spec_is_only_shown(form: str, words: str) -> None:
    spec = {**ADVANCED, "JobName": words, words: words, "Tags": [{"Key": words, "Value": 1}], "JobType": words}
    run = checked(json.dumps(spec), path="job.json")
    assert {"RL101", "RL104", "RL108", "RL109"} & {placed.finding.code for placed in run.findings}
    assert_harmless(form, renderer(form)(run, Style()))


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_file_names_and_reasons_are_only_shown(tmp_path: Path, form: str) -> None:
    name = "a\n::set-env name=X::y\x1b[31m\u202e]]><script>=cmd()\udcff.yaml"
    kept = "# recolint: ignore[RL108] ]]><script>alert(1)</script> ::set-env name=X::y \u202e @octocat"
    (tmp_path / name).write_text(DEFAULT.replace("Default", f"default  {kept}").replace("probe", "no_name"), "utf-8")
    outcome = recolint("check", "--output-format", form, cwd=tmp_path)
    assert outcome.code == 1
    assert_harmless(form, outcome.out)


@pytest.mark.slow
@examples(60)
@given(
    text=st.text(st.characters(codec=None), max_size=12) | st.sampled_from(sorted(HOSTILE.values())),
    member=st.sampled_from(["JobName", "JobType", "JobDescription", "RoleArn", "Tags"]),
)
def test_any_text_is_only_shown(text: str, member: str) -> None:
    run = checked(json.dumps({**ADVANCED, member: text, text: 1}), path=f"{text}.json")
    for form in FORMATS:
        assert_harmless(form, renderer(form)(run, Style()))


@pytest.mark.parametrize("form", FORMATS)
def test_a_run_with_nothing_to_check_has_a_report(tmp_path: Path, form: str) -> None:
    outcome = recolint("check", "--allow-empty", "--output-format", form, cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    if form in {"sarif", "gitlab", "rdjson", "json"}:
        json.loads(outcome.out)
    elif form in {"junit", "checkstyle"}:
        assert not list(ElementTree.fromstring(outcome.out))  # noqa: S314  our own report
    elif form == "jsonl":
        assert outcome.out == ""
    else:
        assert outcome.out.endswith("\n")

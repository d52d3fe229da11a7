"""Writing in an editor: what completion offers while the text cannot be read, and to editors with fewer abilities."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from lsp_client import Editor
from recolint.server import pack_file
from recolint.server.session import Session
from recolint.server.snippets import plain
from test_server import RULES, SPEC, applied, edits_of, of, run, state

WHOLE = lsp.Range(lsp.Position(0, 0), lsp.Position(999, 0))


def labels(text: str, suffix: str = "yaml", before: str = "") -> set[str]:
    """What is offered at the ``|`` in ``text``, in a file that had the text ``before``."""
    server = state()
    uri = f"file:///specs/new.{suffix}"
    server.diagnose(server.opened(uri, 1, before))
    offset = text.index("|")
    file = server.changed(uri, 2, [lsp.TextDocumentContentChangeWholeDocument(text.replace("|", ""))])
    server.diagnose(file)
    return {one.label for one in server.complete(uri, lsp.Position(*file.buffer.at(offset)))}


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("JobName: a\nJobTy|\nRoleArn: r\n", "yaml"),
        ("JobName: a\nJobType|: Default\nRoleArn: r\n", "yaml"),
        ("JobName: a\n|: Default\nRoleArn: r\n", "yaml"),
        ('{"JobName": "a", "JobTy|", "RoleArn": "r"}', "json"),
        ('{\n  "JobTy|"\n  "RoleArn": "r"\n}\n', "json"),
        ("{JobName: a, |, RoleArn: r}\n", "yaml"),
    ],
)
def test_a_member_that_is_typed_anew_is_offered_again(text: str, suffix: str) -> None:
    whole = {"yaml": "JobName: a\nJobType: Default\nRoleArn: r\n", "json": '{"JobName": "a", "JobType": "b"}'}[suffix]
    found = labels(text, suffix, before=whole)
    assert "JobType" in found
    assert "RoleArn" not in found


def test_each_document_of_a_file_has_members_of_its_own() -> None:
    text = "JobName: a\nJobType: Default\n---\nRoleArn: r\n|\n"
    assert {"JobName", "JobType"} <= labels(text)
    assert "RoleArn" not in labels(text)


def test_a_member_that_a_merge_key_brings_may_be_written_again() -> None:
    text = "InputConfig:\n  EndpointConfigurations:\n    - &a {InstanceType: ml.c5.large}\n    - <<: *a\n      |\n"
    assert "InstanceType" in labels(text)


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("on: push\njobs:\n  a: {}\n|\n", "yaml"),
        ("services:\n  web:\n    image: nginx\n|", "yaml"),
        ('{"name": "x", "version": "1", |}', "json"),
        ("[project]\n|", "toml"),
    ],
)
def test_nothing_is_offered_in_a_file_of_another_tool(text: str, suffix: str) -> None:
    assert labels(text, suffix, before=text.replace("|", "")) == set()


def test_a_number_is_offered_without_quotes() -> None:
    text = '{"InputConfig": {"EndpointConfigurations": [{"ServerlessConfig": {"MemorySizeInMB": }}]}}'
    server = state()
    file = server.opened("file:///specs/new.json", 1, text)
    server.diagnose(file)
    offered = server.complete(file.uri, lsp.Position(0, text.index("}")))
    edits = [one.text_edit for one in offered if one.label == "2048"]
    assert [one.new_text for one in edits if isinstance(one, lsp.TextEdit)] == ["2048"]


@pytest.mark.parametrize(("language", "first"), [("yaml", "JobName: churn"), ("json", "{")])
def test_a_document_without_a_name_is_written_in_the_language_that_the_client_says(language: str, first: str) -> None:
    server = state()
    file = server.opened("untitled:Untitled-1", 1, "", language)
    server.diagnose(file)
    offered = server.complete(file.uri, lsp.Position(0, 0))
    (item,) = [one for one in offered if one.label == "Default job"]
    assert isinstance(item.text_edit, lsp.TextEdit)
    text = plain(item.text_edit.new_text).replace("name", "churn", 1)
    assert text.startswith(first)
    assert not server.diagnose(server.changed(file.uri, 2, [lsp.TextDocumentContentChangeWholeDocument(text)]))


def test_a_line_with_many_apostrophes_does_not_stop_the_server() -> None:
    text = "JobDescription: " + "don't " * 40
    assert labels(f"JobName: a\n{text}# |") == set()
    assert "RL301" in labels(f"JobName: a\n{text}# recolint: ignore[|]")
    assert labels(f"JobDescription: 'it''s # no comment |{text}") is not None


@pytest.mark.slow
def test_a_line_with_hundreds_of_findings_offers_one_comment_for_each_rule() -> None:
    text = SPEC + "Tags: [" + "{Key: a, Value: b}, " * 300 + "]\n"
    server = state()
    file = server.opened("file:///specs/a.yaml", 1, text)
    server.diagnose(file)
    at = lsp.Range(lsp.Position(14, 0), lsp.Position(14, 0))
    offered = [one.title for one in server.actions(file.uri, at, lsp.CodeActionContext([])) if "Ignore" in one.title]
    assert len(offered) == len(set(offered)) > 1


def test_a_document_that_is_closed_by_now_has_nothing_to_show() -> None:
    server = state()
    assert server.hover("file:///specs/gone.yaml", lsp.Position(0, 0)) is None
    assert server.symbols("file:///specs/gone.yaml") == []
    assert list(server.actions("file:///specs/gone.yaml", WHOLE, lsp.CodeActionContext([]))) == []


def test_a_snippet_is_text_with_its_first_values_where_there_are_no_snippets() -> None:
    assert plain("a: ${1:b}\nc: ${2:{d\\} \\$ \\\\}\n$0e${1}") == "a: b\nc: {d} $ \\\neb"
    text = plain(pack_file.SKELETON)
    server = state()
    assert server.diagnose(server.opened("file:///specs/pack.yaml", 1, text)) == []
    assert 'message: "{value} tests' in text


@pytest.mark.slow
def test_an_editor_without_snippets_writes_a_spec_from_nothing_with_completion_and_quick_fixes(tmp_path: Path) -> None:
    async def talk(client: Editor) -> None:
        uri = client.open(tmp_path / "job.yaml", "")
        text, version = "", 1

        async def show(new: str) -> list[lsp.Diagnostic]:
            nonlocal text, version
            text, version = new, version + 1
            client.replace(uri, version, new)
            return await client.diagnostics(uri, version)

        async def take(label: str, at: lsp.Position) -> None:
            answer = await client.ask(client.text_document_completion_async(lsp.CompletionParams(of(uri), at)))
            (item,) = [one for one in answer if one.label == label]
            assert item.insert_text_format is lsp.InsertTextFormat.PlainText
            await show(applied(text, [item.text_edit]))

        async def at_end(label: str) -> None:
            lines = text.split("\n")
            await take(label, lsp.Position(len(lines) - 1, len(lines[-1])))

        await at_end("load test in stairs")
        assert "$" not in text
        await at_end("Tags")
        await show(text.rstrip() + " {Key: team, Valu: search}\n")
        while found := [one for one in client.published[uri].diagnostics if one.severity != 3]:
            asked = lsp.CodeActionParams(of(uri), found[0].range, lsp.CodeActionContext(found))
            first, *_ = await client.ask(client.text_document_code_action_async(asked))
            assert first.is_preferred, found
            await show(applied(text, edits_of(first)))
        assert text.endswith("Tags:\n  - {Key: team, Value: search}\n")
        at = text.split("\n").index("    TrafficType: STAIRS")
        await show(text.replace("TrafficType: STAIRS", "TrafficType: "))
        await take("STAIRS", lsp.Position(at, len("    TrafficType: ")))
        assert [one.message for one in client.published[uri].diagnostics if one.severity != 3] == []

    run(tmp_path, talk)


def policy(action: str) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]})


@pytest.mark.slow
def test_a_policy_that_the_config_names_is_watched_and_may_come_later(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text(
        'ignore = ["RL101"]\n[[iam.role]]\narn = "arn:aws:iam::111122223333:role/*"\npolicies = ["role.json"]\n'
    )
    role = tmp_path / "role.json"

    async def talk(client: Editor) -> None:
        uri = client.open(tmp_path / "job.yaml", SPEC)
        (shown,) = await client.diagnostics(uri)
        assert "role.json" in shown.message

        async def written(text: str) -> set[str]:
            role.write_text(text)
            client.published.clear()
            event = lsp.FileEvent(role.as_uri(), lsp.FileChangeType.Changed)
            client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))
            return {str(one.code) for one in await client.diagnostics(uri)}

        assert "RL730" in await written(policy("s3:ListBucket"))
        assert "RL730" not in await written(policy("*"))

    run(tmp_path, talk)


POLICY = """\
name = "acme"
suppressible = ["RL272"]
[rules.parallelism-breaks-policy]
maximum = 2
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("maximum = 2", "maximum = 'two'", 3, "expected an integer"),
        ("maximum = 2", "maximal = 2", 3, "maximum"),
        ("maximum = 2", "maximum = ", 3, "not valid TOML"),
        ('name = "acme"', 'name = "acme"\nexclude = ["a"]', 1, "expected a key of a policy"),
        ('name = "acme"', 'name = "acme"\nextend = ["nowhere.toml"]', 1, "nowhere.toml"),
    ],
)
@pytest.mark.parametrize("is_named", [True, False])
def test_a_policy_is_checked_as_one_types(
    tmp_path: Path, old: str, new: str, line: int, message: str, *, is_named: bool
) -> None:
    path = tmp_path / "team.toml"
    path.write_text(POLICY)
    server = Session(RULES, lambda _: None, lambda: date(2026, 11, 23), (str(path),) if is_named else ())
    file = server.opened(path.as_uri(), 1, POLICY)
    assert server.diagnose(file) == []
    server.diagnose(server.opened((tmp_path / "job.yaml").as_uri(), 1, SPEC))
    whole = lsp.TextDocumentContentChangeWholeDocument(POLICY.replace(old, new))
    (wrong,) = server.diagnose(server.changed(file.uri, 2, [whole]))
    assert wrong.range.start.line == line
    assert message in wrong.message
    assert str(path) not in wrong.message


def test_a_policy_has_keys_and_meanings_of_its_own(tmp_path: Path) -> None:
    server = state()
    file = server.opened((tmp_path / "team.toml").as_uri(), 1, "suppressible = []\nma\n")
    assert "may-exclude" in {one.label for one in server.complete(file.uri, lsp.Position(1, 2))}
    told = server.hover(file.uri, lsp.Position(0, 3))
    assert told is not None
    assert "owned rules that may be suppressed" in str(told.contents)
    assert {one.label for one in server.complete(file.uri, lsp.Position(1, 2))} > {"may-exclude", "preset"}


def test_a_toml_file_of_another_tool_has_no_findings(tmp_path: Path) -> None:
    server = state()
    for text in ('name = "x"\n', 'name = "x"\n[rules.indent]\nsize = 2\n', "name = \n", 'preset = "x"\n'):
        assert server.diagnose(server.opened((tmp_path / "tool.toml").as_uri(), 1, text)) == []


def test_the_table_in_a_pyproject_is_checked_and_completed(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.recolint]\npreset = "stern"\nfail\n'
    server = state()
    file = server.opened((tmp_path / "pyproject.toml").as_uri(), 1, text.replace("fail\n", ""))
    (wrong,) = server.diagnose(file)
    assert wrong.range.start.line == 3
    file = server.opened(file.uri, 2, text)
    assert "fail-on" in {one.label for one in server.complete(file.uri, lsp.Position(4, 4))}
    assert server.complete(file.uri, lsp.Position(1, 2)) == []
    assert server.diagnose(server.opened(file.uri, 3, '[project]\nname = "x"\n')) == []


def test_a_config_names_what_it_cannot_extend_in_its_line(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").touch()
    server = state()
    file = server.opened((tmp_path / "recolint.toml").as_uri(), 1, 'fail-on = "error"\nextend = ["base.toml"]\n')
    (wrong,) = server.diagnose(file)
    assert (wrong.range.start.line, "base.toml" in wrong.message) == (1, True)
    (tmp_path / "base.toml").write_text("preset = 'stern'\n")
    (wrong,) = server.diagnose(file)
    assert (wrong.range.start.line, "base.toml:1:1" in wrong.message) == (0, True)

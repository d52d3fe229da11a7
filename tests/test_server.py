"""The language server, as an editor sees it: over stdio with a real client, and by its state for many edits."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp

from lsp_client import Editor, editor
from recolint.rule import registry
from recolint.server.buffer import At, Buffer, Change
from recolint.server.open_file import Client
from recolint.server.session import Session

SPEC = """\
JobName: churn
JobTyp: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
  JobDurationInSeconds: 7200
  TrafficPattern:
    TrafficType: PHASES
    Phases:
      - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120}
  EndpointConfigurations:
    - InstanceType: ml.c5.xlarge
StoppingConditions:
  MaxInvocations: 300
"""
RULES = registry.load()


def run(folder: Path, talk: Callable[[Editor], Awaitable[None]], encodings: tuple[str, ...] = ("utf-16",)) -> None:
    """Let an editor ``talk`` to a fresh server."""

    async def session() -> None:
        async with editor(folder, encodings) as client:
            await talk(client)

    asyncio.run(session())


def state() -> Session:
    return Session(RULES, lambda name: f"**{name}**", lambda: date(2026, 11, 23))


def of(uri: str) -> lsp.TextDocumentIdentifier:
    return lsp.TextDocumentIdentifier(uri)


def applied(text: str, edits: list[lsp.TextEdit], encoding: str = "utf-16") -> str:
    """``text`` after ``edits``, as a client makes them: all refer to the text before."""
    buffer = Buffer(text, encoding)
    for edit in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        start = buffer.offset(At(edit.range.start.line, edit.range.start.character))
        end = buffer.offset(At(edit.range.end.line, edit.range.end.character))
        text = text[:start] + edit.new_text + text[end:]
    return text


def edits_of(action: lsp.CodeAction) -> list[lsp.TextEdit]:
    assert action.edit is not None
    assert action.edit.document_changes is not None
    (change,) = action.edit.document_changes
    assert isinstance(change, lsp.TextDocumentEdit)
    return [edit for edit in change.edits if isinstance(edit, lsp.TextEdit)]


@pytest.mark.slow
def test_a_finding_shows_as_one_types_and_goes_with_its_quick_fix(tmp_path: Path) -> None:
    async def talk(client: Editor) -> None:
        uri = client.open(tmp_path / "job.yaml", SPEC)
        (shown,) = await client.diagnostics(uri)
        assert (shown.code, shown.severity, shown.source) == ("RL101", lsp.DiagnosticSeverity.Error, "recolint")
        assert shown.range == lsp.Range(lsp.Position(1, 0), lsp.Position(1, 6))
        assert shown.code_description is not None
        assert shown.code_description.href.endswith("/rules/RL101/")
        asked = lsp.CodeActionParams(of(uri), shown.range, lsp.CodeActionContext([shown]))
        rename, ignore, every = await client.ask(client.text_document_code_action_async(asked))
        assert (rename.kind, rename.is_preferred) == (lsp.CodeActionKind.QuickFix, True)
        assert every.kind == "source.fixAll.recolint"
        fixed = applied(SPEC, edits_of(rename))
        assert fixed == SPEC.replace("JobTyp:", "JobType:") == applied(SPEC, edits_of(every))
        client.replace(uri, 2, fixed)
        assert await client.diagnostics(uri, 2) == []
        client.replace(uri, 3, applied(SPEC, edits_of(ignore)))
        assert [one.code for one in await client.diagnostics(uri, 3)] == []

    run(tmp_path, talk)


@pytest.mark.slow
def test_an_editor_shows_members_plans_and_users(tmp_path: Path) -> None:
    text = SPEC.replace("JobTyp:", "JobType:")

    async def talk(client: Editor) -> None:
        uri = client.open(tmp_path / "job.yaml", text)
        assert await client.diagnostics(uri) == []

        async def hover(line: int, character: int) -> str:
            asked = lsp.HoverParams(of(uri), lsp.Position(line, character))
            answer = await client.ask(client.text_document_hover_async(asked))
            return str(answer.contents.value)

        assert "integer" in await hover(5, 6)
        assert "API_RecommendationJobInputConfig.html" in await hover(5, 6)
        assert "| account | `111122223333` |" in await hover(2, 20)
        assert "4 vCPUs, 8 GiB memory" in await hover(11, 25)
        lenses = await client.ask(client.text_document_code_lens_async(lsp.CodeLensParams(of(uri))))
        assert re.search(r"tests: 1 · users: at most 3 .*at most [\d.]+ instance-hours.*▃", lenses[0].command.title)
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
        (hint,) = await client.ask(client.text_document_inlay_hint_async(lsp.InlayHintParams(of(uri), whole)))
        assert (hint.label, hint.position.line) == ("ends with 3 users", 9)
        symbols = await client.ask(client.text_document_document_symbol_async(lsp.DocumentSymbolParams(of(uri))))
        assert [one.name for one in symbols] == ["JobName", "JobType", "RoleArn", "InputConfig", "StoppingConditions"]
        folds = await client.ask(client.text_document_folding_range_async(lsp.FoldingRangeParams(of(uri))))
        assert (folds[0].start_line, folds[0].end_line) == (3, 11)
        client.replace(uri, 2, text + "Tags: [{Key: a, Value: b\n")
        assert [one.code for one in await client.diagnostics(uri, 2)] == ["RL002"]
        kept = await client.ask(client.text_document_document_symbol_async(lsp.DocumentSymbolParams(of(uri))))
        assert [one.name for one in kept] == [one.name for one in symbols]

    run(tmp_path, talk)


@pytest.mark.slow
def test_a_configuration_is_checked_completed_and_watched(tmp_path: Path) -> None:
    config = tmp_path / "recolint.toml"

    async def talk(client: Editor) -> None:
        uri = client.open(tmp_path / "job.yaml", SPEC)
        assert [one.code for one in await client.diagnostics(uri)] == ["RL101"]
        config.write_text("ignore = ['RL101']\n")
        changed = lsp.FileEvent(config.as_uri(), lsp.FileChangeType.Created)
        client.published.clear()
        client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
        assert await client.diagnostics(uri) == []
        other = client.open(config, "ignore = ['RL101']\npreset = 'stern'\n")
        (shown,) = await client.diagnostics(other)
        assert "preset" in shown.message
        assert shown.range.start.line == 1
        client.replace(other, 2, "fail-\nignore = ['']\n")
        await client.diagnostics(other, 2)

        async def offered(line: int, character: int) -> set[str]:
            asked = lsp.CompletionParams(of(other), lsp.Position(line, character))
            answer = await client.ask(client.text_document_completion_async(asked))
            return {one.label for one in answer}

        assert "fail-on" in await offered(0, 5)
        assert {"RL101", "RL204"} <= await offered(1, 11)

    run(tmp_path, talk)


@pytest.mark.slow
def test_positions_count_the_units_that_client_and_server_agree_on(tmp_path: Path) -> None:
    def talking(encoding: str, expected: int) -> Callable[[Editor], Awaitable[None]]:
        async def talk(client: Editor) -> None:
            assert client.capabilities is not None
            assert str(client.capabilities.position_encoding) == encoding
            uri = client.open(tmp_path / "job.yaml", "{JobName: '😀', JobTyp: Default, RoleArn: a, InputConfig: {}}\n")
            shown = next(one for one in await client.diagnostics(uri) if one.code == "RL101")
            assert shown.range.start.character == expected

        return talk

    for encoding, expected in (("utf-8", 18), ("utf-16", 16), ("utf-32", 15)):
        run(tmp_path, talking(encoding, expected), (encoding,))


def test_an_editor_that_does_not_speak_of_encodings_counts_in_utf_16(tmp_path: Path) -> None:
    async def talk(client: Editor) -> None:
        text = "{JobName: '😀', JobTyp: Default, RoleArn: a, InputConfig: {}}\n"
        uri = client.open(tmp_path / "job.yaml", text)
        shown = next(one for one in await client.diagnostics(uri) if one.code == "RL101")
        assert shown.range.start.character == 16
        edit = lsp.TextDocumentContentChangePartial(lsp.Range(lsp.Position(0, 10), lsp.Position(0, 14)), "'é'")
        client.change(uri, 2, edit)
        shown = next(one for one in await client.diagnostics(uri, 2) if one.code == "RL101")
        assert shown.range.start.character == 15

    run(tmp_path, talk, ())


def test_an_editor_that_does_not_know_versions_gets_edits_without_them(tmp_path: Path) -> None:
    async def talk(client: Editor) -> None:
        uri = client.open(tmp_path / "job.yaml", SPEC)
        (shown,) = await client.diagnostics(uri)
        asked = lsp.CodeActionParams(of(uri), shown.range, lsp.CodeActionContext([shown]))
        for action in await client.ask(client.text_document_code_action_async(asked)):
            assert action.edit.document_changes is None
            assert list(action.edit.changes) == [uri]
            assert applied(SPEC, action.edit.changes[uri]) != SPEC

    run(tmp_path, talk, ())


def completed(server: Session, text: str, label: str, marker: str = "|") -> str:
    """``text`` with the item ``label`` taken at the ``marker``; the places of a snippet become a marker, or nothing."""
    offset = text.index(marker)
    text = text[:offset] + text[offset + 1 :]
    file = server.opened("file:///specs/new.yaml", 1, text)
    server.diagnose(file)
    line, character = file.buffer.at(offset)
    offered = server.complete(file.uri, lsp.Position(line, character))
    (item,) = [one for one in offered if one.label == label]
    assert isinstance(item.text_edit, lsp.TextEdit)
    new = item.text_edit.new_text
    if item.insert_text_format is lsp.InsertTextFormat.Snippet:
        new = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", new).replace("$0", marker)
    return applied(text, [lsp.TextEdit(item.text_edit.range, new)])


def test_a_spec_is_written_from_nothing_with_completion_alone() -> None:
    server = state()
    text = completed(server, "|", "JobName").replace("|", "churn\n|")
    text = completed(server, text, "JobType").replace("|", "|")
    text = completed(server, text, "Default") + "\n|"
    text = completed(server, text, "RoleArn").replace("|", "arn:aws:iam::111122223333:role/recommender\n|")
    text = completed(server, text, "InputConfig")
    text = completed(server, text, "ModelPackageVersionArn")
    text = text.replace("|", "arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3\n  |")
    text = completed(server, text, "ContainerConfig")
    text = completed(server, text, "SupportedInstanceTypes")
    text = completed(server, text, "ml.c5.xlarge") + "\n"
    text = text.replace(
        "    SupportedInstanceTypes", "    Domain: MACHINE_LEARNING\n    Task: OTHER\n    SupportedInstanceTypes"
    )
    file = server.opened("file:///specs/new.yaml", 1, text)
    shown = server.diagnose(file)
    assert {one.code for one in shown if one.severity is lsp.DiagnosticSeverity.Error} == set(), text
    assert text.startswith("JobName: churn\nJobType: Default\nRoleArn: arn")


@pytest.mark.parametrize("suffix", ["yaml", "json"])
@pytest.mark.parametrize(
    "label",
    ["Default job", "load test in phases", "load test in stairs", "load test of a serverless endpoint"],
)
def test_a_whole_spec_that_is_offered_passes_the_check(label: str, suffix: str) -> None:
    server = state()
    file = server.opened(f"file:///specs/new.{suffix}", 1, "")
    server.diagnose(file)
    (item,) = [one for one in server.complete(file.uri, lsp.Position(0, 0)) if one.label == label]
    assert isinstance(item.text_edit, lsp.TextEdit)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", item.text_edit.new_text)
    if suffix == "json":
        json.loads(text)
    shown = server.diagnose(server.opened(file.uri, 2, text))
    assert [one.message for one in shown if one.severity is not lsp.DiagnosticSeverity.Information] == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("InputConfig:\n  EndpointConfigurations:\n    - InstanceType: ml.c5|\n", "ml.c5.xlarge"),
        ("InputConfig: {EndpointConfigurations: [{|}]}\n", "ServerlessConfig"),
        ("JobName: a  # recolint: ignore[RL3|]\n", "RL301"),
        ("InputConfig:\n  TrafficPattern:\n    TrafficType: |\n", "STAIRS"),
        ("StoppingConditions:\n  ModelLatencyThresholds:\n  - Percentile: 'P|'\n", "P95"),
        ("InputConfig:\n  EndpointConfigurations:\n    - ServerlessConfig: {MemorySizeInMB: 2|}\n", "2048"),
    ],
)
def test_what_fits_is_offered(text: str, label: str) -> None:
    done = completed(state(), text, label)
    assert label in done


def test_nothing_is_offered_in_a_comment_or_in_a_block_of_text() -> None:
    server = state()
    for text in ("JobName: a  # Job|\n", "JobDescription: |-\n  some Job@\n".replace("@", "\u2191")):
        marker = "\u2191" if "\u2191" in text else "|"
        offset = text.index(marker)
        file = server.opened("file:///specs/new.yaml", 1, text.replace(marker, ""))
        line, character = file.buffer.at(offset)
        assert server.complete(file.uri, lsp.Position(line, character)) == []


PACK = """\
pack: acme
prefix: ACME
rules:
  - code: ACME001
    name: longer-than-an-hour
    severity: error
    at: InputConfig.JobDurationInSeconds
    must: {max: 3600}
    message: "{value} s are too long"
    examples:
      valid: ["InputConfig: {JobDurationInSeconds: 3600}"]
"""


@pytest.mark.slow
def test_a_pack_is_checked_as_one_types_and_counts_once_it_is_saved(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text("packs = ['acme.yaml']\n")
    pack = tmp_path / "acme.yaml"
    pack.write_text(PACK)
    spec = SPEC.replace("JobTyp:", "JobType:")

    async def talk(client: Editor) -> None:
        uri = client.open(pack, PACK)
        assert await client.diagnostics(uri) == []
        client.replace(uri, 2, PACK.replace("severity: error", "severity: fatal").replace("max:", "maximum:"))
        wrong = await client.diagnostics(uri, 2)
        assert [(one.range.start.line, one.range.start.character) for one in wrong] == [(5, 14), (7, 11)]
        assert "expected one of" in wrong[0].message

        async def offered(line: int, character: int) -> set[str]:
            asked = lsp.CompletionParams(of(uri), lsp.Position(line, character))
            answer = await client.ask(client.text_document_completion_async(asked))
            return {one.label for one in answer}

        assert await offered(5, 16) == {"error", "warning", "info"}
        assert "InputConfig.EndpointConfigurations[*].InstanceType" in await offered(6, 10)
        client.replace(uri, 3, PACK + "    hel\n")
        await client.diagnostics(uri, 3)
        assert {"help", "when"} <= await offered(11, 7)
        client.replace(uri, 4, PACK)
        await client.diagnostics(uri, 4)
        asked = lsp.HoverParams(of(uri), lsp.Position(7, 5))
        assert "Cerberus rule set" in (await client.ask(client.text_document_hover_async(asked))).contents.value

        other = client.open(tmp_path / "job.yaml", spec)
        assert [one.code for one in await client.diagnostics(other)] == ["ACME001"]
        pack.write_text(PACK.replace("max: 3600", "max: 7200"))
        client.published.clear()
        changed = lsp.FileEvent(pack.as_uri(), lsp.FileChangeType.Changed)
        client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))
        assert await client.diagnostics(other) == []

    run(tmp_path, talk)


def test_a_whole_pack_that_is_offered_has_no_faults() -> None:
    server = state()
    file = server.opened("file:///specs/new.yaml", 1, "")
    server.diagnose(file)
    (item,) = [one for one in server.complete(file.uri, lsp.Position(0, 0)) if one.label == "pack"]
    assert isinstance(item.text_edit, lsp.TextEdit)
    text = re.sub(r"\$\{\d+:((?:[^}\\]|\\.)*)\}", r"\1", item.text_edit.new_text).replace("${2}", "ACME")
    text = re.sub(r"\\([$}\\])", r"\1", text)  # other backslashes stay: editors know only these escapes
    assert server.diagnose(server.opened(file.uri, 2, text)) == []
    assert "ACME001" in text


def test_a_burst_of_edits_and_cancelled_requests_leaves_the_last_text_checked(tmp_path: Path) -> None:
    async def talk(client: Editor) -> None:
        uri = client.open(tmp_path / "job.yaml", SPEC)
        at = lsp.Position(3, 2)
        for version in range(2, 40):
            client.replace(uri, version, SPEC.replace("churn\n", f"churn-{version}\n", 1))
            pending = asyncio.ensure_future(client.text_document_hover_async(lsp.HoverParams(of(uri), at)))
            await asyncio.sleep(0)
            client.protocol.notify("$/cancelRequest", lsp.CancelParams(version))
            pending.cancel()
        client.replace(uri, 40, SPEC.replace("JobTyp:", "JobType:"))
        assert await client.diagnostics(uri, 40) == []
        answer = await client.ask(client.text_document_hover_async(lsp.HoverParams(of(uri), at)))
        assert "InputConfig" in answer.contents.value

    run(tmp_path, talk)


def test_a_file_with_one_key_of_a_pack_is_not_a_pack() -> None:
    server = state()
    for number, text in enumerate(
        ("prefix: v\nname: x\n", "pack: docker\n", "rules:\n  - a\n", "prefix: a\nrules: []\n")
    ):
        assert server.diagnose(server.opened(f"file:///specs/{number}.yaml", 1, text)) == []
    assert server.diagnose(server.opened("file:///specs/pack.json", 1, '{"pack": "a",\n "prefix": "A",\n "rules": 1}'))


def test_a_file_with_a_spec_in_each_line_is_left_to_check() -> None:
    server = state()
    file = server.opened("file:///specs/jobs.jsonl", 1, '{"JobName": "a"}\n{"JobName": "b"}\n')
    assert server.diagnose(file) == []


def test_an_anchor_is_found_and_renamed_with_its_aliases() -> None:
    text = SPEC.replace("- {Initial", "- &one {Initial").replace(
        "  EndpointConfigurations", "      - *one\n      - *one\n  EndpointConfigurations"
    )
    server = state()
    file = server.opened("file:///specs/a.yaml", 1, text)
    alias = lsp.Position(10, 10)
    target = server.definition(file.uri, alias)
    assert target is not None
    assert target.range.start == lsp.Position(9, 9)
    edit = server.rename(file.uri, alias, "start")
    assert edit is not None
    assert edit.document_changes is not None
    (change,) = edit.document_changes
    assert isinstance(change, lsp.TextDocumentEdit)
    edits = [one for one in change.edits if isinstance(one, lsp.TextEdit)]
    assert applied(text, edits) == text.replace("&one", "&start").replace("*one", "*start")
    assert server.rename(file.uri, alias, "two words") is None


@given(st.text(alphabet="aé😀\n\r\u2028\x0c", max_size=30), st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_every_offset_survives_the_way_to_a_position_and_back(text: str, encoding: str) -> None:
    buffer = Buffer(text, encoding)
    for offset in range(len(text) + 1):
        at = buffer.at(offset)
        if not (0 < offset < len(text) and text[offset - 1 : offset + 1] == "\r\n"):
            assert buffer.offset(at) == offset


def some_edits(random_: random.Random, text: str, encoding: str) -> tuple[list[Change], str]:
    """A random edit of ``text``, as ranges of the protocol, and the text that it makes."""
    buffer = Buffer(text, encoding)
    start, end = sorted(random_.randint(0, len(text)) for _ in range(2))
    if random_.random() < 0.8:
        end = min(end, start + random_.randint(0, 5))
    piece = random_.choice(
        ["", "x", "\n", "  - ", "{", "]", "😀", "# c", "&a ", "*a", ": ", '"', "\r\n", "JobName: b\n", "\t"]
    )
    change = Change(piece, buffer.at(start), buffer.at(end))
    return [change], buffer.edited([change]).text


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_any_edits_leave_what_a_fresh_open_of_the_text_shows(seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311  not for secrets
    encoding = random_.choice(["utf-8", "utf-16", "utf-32"])
    server = state()
    server.client = Client(encoding)
    file = server.opened("file:///specs/job.yaml", 1, SPEC)
    text = SPEC
    for version in range(2, 14):
        changes, text = some_edits(random_, text, encoding)
        events = [
            lsp.TextDocumentContentChangePartial(lsp.Range(lsp.Position(*one.start), lsp.Position(*one.end)), one.text)
            for one in changes
            if one.start is not None and one.end is not None
        ]
        server.changed(file.uri, version, events)
        shown = server.diagnose(file)
        fresh = state()
        fresh.client = Client(encoding)
        assert file.buffer.text == text
        assert fresh.diagnose(fresh.opened(file.uri, 1, text)) == shown
        for place in (lsp.Position(3, 2), lsp.Position(9, 20)):
            server.complete(file.uri, place)
            server.hover(file.uri, place)
            server.definition(file.uri, place)
            server.rename(file.uri, place, "b")
        server.symbols(file.uri)
        server.folds(file.uri)
        server.lenses(file.uri)
        server.inlays(file.uri, lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0)))
        list(server.actions(file.uri, lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0)), lsp.CodeActionContext([])))


CODE = """\
import boto3

client = boto3.client("sagemaker")
client.create_inference_recommendations_job(
    JobName="churn",
    JobTyp="Advanced",
    RoleArn=ROLE,
    InputConfig={"ModelPackageVersionArn": PACKAGE},
)
"""


def test_code_has_findings_at_its_literals_and_nothing_is_offered_to_change_it() -> None:
    server = state()
    file = server.opened("file:///specs/train.py", 1, CODE)
    shown = server.diagnose(file)
    assert [(one.code, one.range.start.line) for one in shown] == [("RL101", 5)]
    whole = lsp.Range(lsp.Position(0, 0), lsp.Position(99, 0))
    assert list(server.actions(file.uri, whole, lsp.CodeActionContext([]))) == []
    assert server.complete(file.uri, lsp.Position(5, 4)) == []
    assert server.symbols(file.uri) == []


def test_a_notebook_has_findings_in_the_lines_of_its_file() -> None:
    notebook = {"cells": [{"cell_type": "code", "source": CODE.splitlines(keepends=True)}], "nbformat": 4}
    text = json.dumps(notebook, indent=1)
    server = state()
    shown = server.diagnose(server.opened("file:///specs/train.ipynb", 1, text))
    assert [text.splitlines()[one.range.start.line].strip() for one in shown] == ['"    JobTyp=\\"Advanced\\",\\n",']

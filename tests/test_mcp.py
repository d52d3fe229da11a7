"""The tools for agents, as an agent sees them: over stdio with the reference client; and called with anything."""

from __future__ import annotations

import json
import os
import random
import string
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import mcp_types as types
import pytest
from mcp.client.session import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client

from recolint.cli.mcp.tools import TOOLS, Answer, call

TODAY = date(2026, 11, 23)
SPEC = """\
JobName: churn
JobTyp: Default
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "jobs").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / "jobs/churn.yaml").write_text(SPEC)
    (tmp_path / "secret.yaml").write_text(SPEC.replace("churn", "secret-of-another"))
    (root / "jobs/link.yaml").symlink_to(tmp_path / "secret.yaml")
    return root


def session(
    folder: Path, talk: Callable[[ClientSession], Awaitable[None]], roots: tuple[str, ...] | None = None
) -> None:
    """Let a client ``talk`` to a server in ``folder``. It grants the URIs ``roots``; ``None``: it cannot grant any."""

    async def granted(context: Any) -> types.ListRootsResult:  # noqa: ARG001  the client passes it by name
        return types.ListRootsResult(roots=[types.Root.model_validate({"uri": uri}) for uri in roots or ()])

    async def go() -> None:
        started = StdioServerParameters(command=sys.executable, args=["-m", "recolint", "mcp"], cwd=str(folder))
        grants = granted if roots is not None else None
        async with (
            stdio_client(started) as (read, write),
            ClientSession(read, write, list_roots_callback=grants) as client,
        ):
            await client.initialize()
            await talk(client)

    anyio.run(go)


@pytest.mark.slow
def test_an_agent_checks_asks_why_fixes_and_plans(folder: Path) -> None:
    async def talk(client: ClientSession) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == set(TOOLS)
        assert all(tool.annotations is not None and tool.annotations.read_only_hint for tool in tools)

        async def data(name: str, **arguments: Any) -> Any:
            answer = await client.call_tool(name, arguments)
            assert not answer.is_error, answer.content
            return answer.structured_content

        checked = await data("check", path="jobs/churn.yaml")
        assert (checked["version"], checked["summary"]["error"]) == (1, 1)
        (finding,) = checked["findings"]
        assert (finding["code"], finding["path"], finding["line"]) == ("RL101", "jobs/churn.yaml", 2)
        told = await client.call_tool("explain", {"rule": finding["code"]})
        assert "# RL101 unknown-member" in str(told.content)
        fixed = await data("fix", text=SPEC, filename="jobs/churn.yaml")
        assert fixed["text"] == SPEC.replace("JobTyp:", "JobType:")
        assert fixed["changed"]
        assert (await data("check", text=fixed["text"]))["findings"] == []
        assert (await data("plan", text=fixed["text"]))["plans"][0]["type"] == "Default"
        assert (await data("needs", text=fixed["text"]))["needs"]
        assert (folder / "jobs/churn.yaml").read_text() == SPEC

    session(folder, talk)


@pytest.mark.slow
def test_a_client_grants_directories_or_none(folder: Path) -> None:
    def reads(path: str, *, allowed: bool) -> Callable[[ClientSession], Awaitable[None]]:
        async def talk(client: ClientSession) -> None:
            answer = await client.call_tool("check", {"path": path})
            assert answer.is_error is not allowed
            answer = await client.call_tool("check", {"text": SPEC})
            assert answer.structured_content is not None
            assert answer.structured_content["summary"]["error"] == 1

        return talk

    other = folder.parent / "a b"
    other.mkdir()
    (other / "churn.yaml").write_text(SPEC)
    session(folder, reads("churn.yaml", allowed=True), (other.as_uri(),))
    session(folder, reads("jobs/churn.yaml", allowed=False), (other.as_uri(),))
    session(folder, reads("jobs/churn.yaml", allowed=False), ())
    of_another_machine = other.as_uri().replace("file://", "file://elsewhere")
    session(folder, reads("churn.yaml", allowed=False), (of_another_machine,))


@pytest.mark.slow
def test_a_client_that_fails_to_list_its_roots_reads_why(folder: Path) -> None:
    async def talk(client: ClientSession) -> None:
        answer = await client.call_tool("check", {"path": "jobs/churn.yaml"})
        assert answer.is_error
        assert "the client does not list its roots" in str(answer.content)

    session(folder, talk, ("not a URI",))


@pytest.mark.parametrize(
    "path",
    ["../secret.yaml", "/etc/passwd", "jobs/../../secret.yaml", "jobs/link.yaml", "a\0b", "", "\ud800", "a" * 5000],
    ids=ascii,
)
@pytest.mark.parametrize("tool", ["check", "fix", "plan", "needs"])
def test_what_is_not_below_a_root_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tool: str, path: str
) -> None:
    monkeypatch.chdir(folder)
    answer = call(tool, {"path": path}, [folder], TODAY)
    assert "secret-of-another" not in answer.text
    assert "root:" not in answer.text
    assert answer.is_error


def test_no_link_and_no_script_below_a_root_leads_out_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "repository/jobs"
    root.mkdir(parents=True)
    (tmp_path / "repository/.git").mkdir()
    secret = tmp_path / "repository/secret.yaml"
    secret.write_text(SPEC.replace("churn", "secret-of-another"))
    (root / "link.yaml").symlink_to(secret)
    send = "aws sagemaker create-inference-recommendations-job --cli-input-yaml file://"
    (root / "run.sh").write_text(f"{send}../secret.yaml\n{send}{secret}\n")
    monkeypatch.chdir(root)
    for tool in ("check", "plan", "needs", "extract", "fix"):
        for path in (".", "run.sh"):
            assert "secret-of-another" not in call(tool, {"path": path}, [root], TODAY).text
    assert "secret-of-another" in call("plan", {"path": "jobs"}, [root.parent], TODAY).text


def test_a_wrong_call_is_told_what_was_expected(folder: Path) -> None:
    def said(name: str, **arguments: Any) -> Answer:
        answer = call(name, arguments, [folder], TODAY)
        assert answer.is_error
        return answer

    assert said("submit").text == "unknown tool submit; expected one of check, explain, fix, plan, needs, extract"
    assert said("check").text == "expected path or text, found neither"
    assert said("check", path=7).text == "path: expected a string, found int"
    assert said("check", paths="a").text.startswith("unknown argument paths; expected path, text")
    assert said("explain").text == "rule is missing"
    assert said("explain", rule="--help").text == "rule: expected a code or a name, found --help"
    assert "did you mean RL" in said("explain", rule="RL2O4").text


def words(random_: random.Random) -> Any:
    """Anything that an agent may send."""
    texts = [
        "--fix", "-", "--config=/etc/passwd", "::error::x", "\x1b[2J", "\0", "../..", "jobs", "jobs/churn.yaml", SPEC,
        "{{{{", "&a [*a]", "\ud800", "", "RL204", "~", "$(id)", "%s", "{" * 500, "- " * 300,
    ]  # fmt: skip
    kinds: list[Callable[[], Any]] = [
        lambda: random_.choice(texts),
        lambda: "".join(random_.choices(string.printable, k=random_.randint(0, 40))),
        lambda: random_.choice([None, True, 0, -1, 1.5, [], {}, ["a"], {"a": 1}]),
    ]
    return random_.choice(kinds)()


def test_no_call_crashes_writes_or_leaks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "never-to-be-seen")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    random_ = random.Random(1)  # noqa: S311  not for secrets
    names = ["path", "text", "filename", "rule", "unsafe", "preset", "other"]
    for _ in range(int(os.environ.get("RECOLINT_EXAMPLES", "1")) * 300):
        arguments = {random_.choice(names): words(random_) for _ in range(random_.randint(0, 3))}
        answer = call(random_.choice([*TOOLS, "submit", "--help"]), arguments, [folder], TODAY)
        assert "Traceback" not in answer.text
        assert "fault of recolint" not in answer.text, arguments
        assert "never-to-be-seen" not in answer.text
        assert "secret-of-another" not in answer.text
        json.dumps(answer.data)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before

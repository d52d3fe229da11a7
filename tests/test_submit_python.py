"""A program submits without the command line: the same checks, the same ledger, one job."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from command_line import TODAY
from recolint.aws import clock
from recolint.aws.session import Aws, Connection
from recolint.base.text import Source
from recolint.check.inputs import input_of
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.rule import registry
from recolint.submit import preflight
from recolint.submit.ledger import Ledger
from recolint.submit.ledger_line import Event, NameScope
from recolint.submit.preflight import Preflight, TargetError
from recolint.submit.requests import Naming, PreparedRequests, RequestError, prepare
from recolint.submit.submitter import AnotherJobError, Submitter
from recolint.testing.aws.remote import TestAws
from submitting import ARN, CREATE, NAME, SPEC, FakeClock

RULES = registry.load()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    FakeClock().use(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def prepared(text: str = SPEC, suffix: str = "none", **members: Any) -> PreparedRequests:
    item = input_of(Source("job.yaml", text), ConfigFiles(RULES, Overrides()))
    return prepare([item], members, Naming(suffix))


@contextmanager
def connected() -> Iterator[Aws]:
    with closing(Aws(Connection())) as aws:
        yield aws


def checked(requests: PreparedRequests, aws: Aws) -> Preflight:
    return preflight.check(requests.at(aws.region, aws.identity().account), RULES, TODAY)


def submitter(aws: Aws, ledger: Ledger) -> Submitter:
    return Submitter(aws, NameScope(aws.identity().account, aws.region, aws.endpoint), ledger, clock.system())


@pytest.mark.slow
def test_a_request_is_checked_planned_and_submitted_once(
    aws: TestAws, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = Ledger(folder / "ledger.jsonl")
    with connected() as session:
        found = checked(prepared(), session)
        assert found.ready is not None
        assert found.ready.plans[found.ready.requests[0].spec] is not None
        assert [one.request.name for one in found.ready.over_limit(0)] == [NAME]
        (submission,) = found.ready.submissions
        first = submitter(session, ledger).submit(submission)
        again = submitter(session, ledger).submit(submission)
    assert (first.arn, first.already, again.arn, again.already) == (ARN, False, ARN, True)
    assert [job["name"] for job in aws.jobs()] == [NAME]
    assert [line.event for line in ledger.lines()] == [Event.INTENT, Event.CREATED] * 2
    assert capsys.readouterr() == ("", "")


def test_members_and_a_suffix_are_in_what_is_checked_and_sent(aws: TestAws) -> None:
    with connected() as session:
        ready = checked(prepared(suffix="hash", JobDescription="of the week"), session).ready
        assert ready is not None
        (one,) = ready.requests
        submitter(session, Ledger(Path("ledger.jsonl"))).submit(ready.submissions[0])
    (job,) = aws.jobs()
    assert job["request"] == one.request
    assert (one.request["JobDescription"], one.name.startswith(f"{NAME}-")) == ("of the week", True)
    assert one.request == ready.prepared.inputs[0].reading.documents[0].data  # type: ignore[union-attr]


def test_what_the_rules_or_botocore_refuse_is_not_ready(aws: TestAws) -> None:
    with connected() as session:
        failed = checked(prepared(SPEC.replace("Default", "Defaults")), session)
        broken = checked(prepared("JobName: ["), session)
        Path("recolint.toml").write_text("ignore = ['RL104']\n")
        rejected = checked(prepared(JobDescription=1), session)
    assert failed.ready is broken.ready is rejected.ready is None
    assert "RL108" in [one.finding.code for one in failed.run.findings]
    assert [one.request.name for one in rejected.rejected] == [NAME]
    assert "JobDescription" in rejected.rejected[0].reason
    assert aws.requests(operation=CREATE) == []


@pytest.mark.usefixtures("aws")
def test_a_config_for_another_account_or_region_is_refused(folder: Path) -> None:
    (folder / "recolint.toml").write_text("account = '111122223333'\n")
    with connected() as session, pytest.raises(TargetError, match=r"recolint.toml: account is 111122223333"):
        preflight.require_config_target(session, session.identity(), prepared().inputs[0].config)


@pytest.mark.slow
@pytest.mark.usefixtures("aws")
def test_a_name_that_is_taken_tells_how_the_job_differs() -> None:
    ledger = Ledger(Path("ledger.jsonl"))
    with connected() as session:
        for text in (SPEC, SPEC + "JobDescription: another\n"):
            ready = checked(prepared(text), session).ready
            assert ready is not None
            if text is SPEC:
                submitter(session, ledger).submit(ready.submissions[0])
                continue
            with pytest.raises(AnotherJobError) as caught:
                submitter(session, ledger).submit(ready.submissions[0])
    assert [one.pointer for one in caught.value.differences] == ["/JobDescription"]


def test_values_are_for_one_request() -> None:
    with pytest.raises(RequestError, match="expected one request to change, found 2"):
        prepared(f"{SPEC}---\n{SPEC}", JobDescription="of the week")


@pytest.mark.slow
def test_submit_needs_no_command_line() -> None:
    code = (
        "import sys, recolint.submit.preflight, recolint.submit.requests, recolint.submit.submitter;"
        "print(*(name for name in sys.modules if name.startswith(('recolint.cli', 'recolint.report', 'argparse'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_the_page_shows_what_works(aws: TestAws, capsys: pytest.CaptureFixture[str]) -> None:
    page = Path(__file__).parent.parent.joinpath("docs", "reference", "python.md").read_text()
    code = page.split("## Submit")[1].split("```python")[1].split("```")[0]
    request = YAML(typ="safe", pure=True).load(SPEC.replace("us-east-1", "eu-central-1"))
    exec(compile(code, "python.md", "exec"), {"request": request})  # noqa: S102  our own page
    assert capsys.readouterr().out == ARN.replace("us-east-1", "eu-central-1") + "\n"
    assert [job["name"] for job in aws.jobs()] == [NAME]

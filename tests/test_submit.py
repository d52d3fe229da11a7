"""A submit checks first, asks before it costs money, and creates one job despite any fault."""

from __future__ import annotations

import io
import json
import os
import random
import re
import stat
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from command_line import TODAY, recolint
from recolint.cli.main import main
from recolint.cli.streams import Streams
from recolint.submit.ledger import Ledger, LedgerError
from recolint.submit.ledger_line import Event, Line
from recolint.testing.aws.remote import TestAws
from submitting import ARN, CREATE, DESCRIBE, NAME, PACKAGE, ROLE, SPEC, FakeClock, project, submit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a spec that is right."""
    return project(tmp_path)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """A clock that does not wait."""
    return FakeClock().use(monkeypatch)


def requests_of(aws: TestAws) -> list[dict[str, Any]]:
    """The requests of the jobs that were created."""
    return [job["request"] for job in aws.jobs()]


def test_a_submit_makes_the_job_and_prints_its_arn_as_the_aws_cli_does(aws: TestAws, folder: Path) -> None:
    outcome = submit(folder)
    assert (outcome.code, json.loads(outcome.out)) == (0, {"JobArn": ARN})
    assert requests_of(aws) == [
        {
            "JobName": NAME,
            "JobType": "Default",
            "RoleArn": "arn:aws:iam::123456789012:role/recommender",
            "InputConfig": {"ModelPackageVersionArn": "arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/3"},
        }
    ]


@pytest.mark.slow
def test_account_region_and_endpoint_are_shown_before_and_no_credential_ever(aws: TestAws, folder: Path) -> None:
    outcome = submit(folder, "--debug")
    for shown in ("account 123456789012 as arn:aws:iam::123456789012:user/engineer", "Region us-east-1", aws.endpoint):
        assert outcome.err.index(shown) < outcome.err.index("submitted")
    assert f"debug: POST {aws.endpoint}" in outcome.err
    ledger = (folder / ".recolint" / "ledger.jsonl").read_text()
    for secret in (os.environ["AWS_SECRET_ACCESS_KEY"], os.environ["AWS_ACCESS_KEY_ID"], "Signature"):
        assert secret not in outcome.err + outcome.out + ledger


def test_findings_stop_it_before_anything_is_sent(aws: TestAws, folder: Path) -> None:
    (folder / "job.yaml").write_text(SPEC.replace("Default", "Standard"))
    outcome = submit(folder)
    assert outcome.code == 1
    assert "RL1" in outcome.err
    assert "job.yaml:3:10" in outcome.err
    assert aws.requests() == []
    assert outcome.out == ""


def test_fail_on_warning_stops_what_fail_on_error_lets_pass(aws: TestAws, folder: Path) -> None:
    (folder / "job.yaml").write_text(SPEC + "  JobDurationInSeconds: 3600\n")
    assert submit(folder, "--fail-on", "warning").code == 1
    assert aws.requests() == []
    assert submit(folder).code == 0


def test_what_options_change_is_checked_too(aws: TestAws, folder: Path) -> None:
    outcome = submit(folder, "--input-config", "ModelName=a,JobDurationInSeconds=99999999")
    assert outcome.code == 1
    assert "99999999" in outcome.err
    assert aws.requests() == []


def test_options_lie_on_top_of_the_file_and_its_suppressions_still_hold(aws: TestAws, folder: Path) -> None:
    spec = SPEC + "  JobDurationInSeconds: 3600  # recolint: ignore[RL231] agreed with AWS\n"
    (folder / "job.yaml").write_text(spec)
    outcome = submit(
        folder, "--fail-on", "warning", "--job-name", "other", "--tags", "Key=team,Value=a b", "Key=x,Value="
    )
    assert outcome.code == 0, outcome.err
    (request,) = requests_of(aws)
    assert request["JobName"] == "other"
    assert request["Tags"] == [{"Key": "team", "Value": "a b"}, {"Key": "x", "Value": ""}]
    assert request["InputConfig"]["JobDurationInSeconds"] == 3600
    assert (folder / "job.yaml").read_text() == spec


def test_options_alone_make_a_request(aws: TestAws, folder: Path) -> None:
    (folder / "input.json").write_text(json.dumps({"ModelPackageVersionArn": PACKAGE}))
    options = ["--job-name", "x", "--job-type", "Default", "--role-arn", "arn:aws:iam::123456789012:role/r"]
    outcome = submit(folder, *options, "--input-config", "file://input.json", "--query", "JobArn", spec=())
    assert (outcome.code, outcome.out) == (0, f'"{ARN.replace(NAME, "x")}"\n')
    assert requests_of(aws)[0]["InputConfig"] == {"ModelPackageVersionArn": PACKAGE}


def test_options_without_a_spec_must_be_whole(aws: TestAws, folder: Path) -> None:
    outcome = submit(folder, "--job-name", "x", spec=())
    assert (outcome.code, outcome.err.count("--role-arn")) == (2, 1)
    assert "--job-type, --role-arn, --input-config" in outcome.err
    assert aws.requests() == []


@pytest.mark.slow
@pytest.mark.parametrize("option", ["--cli-input-json", "--cli-input-yaml"])
@pytest.mark.parametrize("form", ["text", "file"])
def test_cli_input_is_read_as_text_or_from_a_file(aws: TestAws, folder: Path, option: str, form: str) -> None:
    text = (
        SPEC
        if option.endswith("yaml")
        else json.dumps({"InputConfig": {"ModelPackageVersionArn": PACKAGE}, "JobType": "Default"})
    )
    (folder / "request").write_text(text)
    value = text if form == "text" else "file://request"
    outcome = submit(
        folder, option, value, "--job-name", "on-top", "--role-arn", "arn:aws:iam::123456789012:role/r", spec=()
    )
    assert outcome.code == 0, outcome.err
    assert requests_of(aws)[0]["JobName"] == "on-top"


def test_cli_input_is_of_the_language_of_its_option_whatever_it_looks_like(aws: TestAws, folder: Path) -> None:
    assert submit(folder, "--cli-input-json", "file://job.yaml", spec=()).code == 1
    assert aws.requests() == []
    (folder / "job.json").write_text(SPEC)
    assert submit(folder, "--cli-input-yaml", "file://job.json", spec=()).code == 0
    braces = (
        f"{{JobName: in-braces, JobType: Default, RoleArn: {ROLE}, InputConfig: {{ModelPackageVersionArn: {PACKAGE}}}}}"
    )
    assert submit(folder, "--cli-input-yaml", braces, "--job-description", "a", spec=()).code == 0
    assert [request["JobName"] for request in requests_of(aws)] == [NAME, "in-braces"]


def test_a_file_is_text_with_plain_line_ends_and_never_binary(aws: TestAws, folder: Path) -> None:
    (folder / "text").write_bytes("größe\r\nzwei\r\n".encode())
    assert submit(folder, "--job-description", "file://text", "--ignore", "RL").code == 0
    assert requests_of(aws)[0]["JobDescription"] == "größe\nzwei\n"
    outcome = submit(folder, "--job-description", "fileb://text")
    assert (outcome.code, len(aws.jobs())) == (2, 1)
    assert "write file://" in outcome.err


def test_two_inputs_are_refused(aws: TestAws, folder: Path) -> None:
    assert submit(folder, "--cli-input-json", "{}").code == 2
    assert submit(folder, "--cli-input-json", "{}", "--cli-input-yaml", "{}", spec=()).code == 2
    assert aws.requests() == []


def test_several_specs_are_submitted_only_if_all_pass(aws: TestAws, folder: Path) -> None:
    second = SPEC.replace(NAME, "second")
    (folder / "two.yaml").write_text(second + "---\n" + SPEC.replace(NAME, "third").replace("Default", "Wrong"))
    assert submit(folder, "--output", "text", spec=("job.yaml", "two.yaml")).code == 1
    assert aws.jobs() == []
    (folder / "two.yaml").write_text(second + "---\n" + SPEC.replace(NAME, "third"))
    outcome = submit(folder, "--output", "text", spec=("job.yaml", "two.yaml"))
    assert outcome.code == 0
    assert [request["JobName"] for request in requests_of(aws)] == [NAME, "second", "third"]
    assert len(outcome.out.splitlines()) == 3


def test_without_yes_and_without_a_terminal_nothing_is_sent(aws: TestAws, folder: Path) -> None:
    outcome = recolint("submit", "job.yaml", cwd=folder)
    assert (outcome.code, outcome.out, aws.jobs()) == (5, "", [])
    assert "--yes" in outcome.err
    assert "about 45 min" in outcome.err


class _Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "code", "jobs"), [(b"y\n", 0, 1), (b"Yes\n", 0, 1), (b"\n", 5, 0), (b"", 5, 0)])
def test_on_a_terminal_it_asks(aws: TestAws, folder: Path, answer: bytes, code: int, jobs: int) -> None:
    screen = _Screen()
    with chdir(folder):
        got = main(["submit", "job.yaml"], Streams(_Terminal(answer), io.StringIO(), screen, {}, TODAY))
    assert (got, len(aws.jobs())) == (code, jobs)
    assert "Submit this job? [y/N]" in screen.getvalue()


def test_a_dry_run_prints_the_request_and_sends_nothing(aws: TestAws, folder: Path) -> None:
    outcome = recolint("submit", "job.yaml", "--dry-run", "--job-description", "a", cwd=folder)
    assert outcome.code == 0
    assert json.loads(outcome.out)["JobDescription"] == "a"
    assert aws.requests() == []
    assert not (folder / ".recolint").exists()


def test_a_dry_run_is_what_is_sent(aws: TestAws, folder: Path) -> None:
    dry = recolint("submit", "job.yaml", "--dry-run", "--name-suffix", "hash", cwd=folder)
    submit(folder, "--name-suffix", "hash")
    assert requests_of(aws) == [json.loads(dry.out)]


def test_a_job_without_a_known_bound_is_over_every_limit(aws: TestAws, folder: Path) -> None:
    outcome = submit(folder, "--max-instance-hours", "1000")
    assert (outcome.code, aws.jobs()) == (5, [])
    assert "--max-instance-hours 1000" in outcome.err


def test_the_limit_holds_against_the_bound_of_the_plan(aws: TestAws, folder: Path) -> None:
    from aws_samples import load_test

    (folder / "load.json").write_text(json.dumps(load_test()))
    options = ["--fail-on", "error", "--ignore", "RL", "--max-instance-hours"]
    refused = submit(folder, *options, "0.5", spec=("load.json",))
    assert (refused.code, aws.jobs()) == (5, [])
    assert submit(folder, *options, "100", spec=("load.json",)).code == 0


@pytest.mark.usefixtures("aws")
def test_prices_tell_the_cost_before_the_question(folder: Path) -> None:
    from aws_samples import load_test

    (folder / "load.json").write_text(json.dumps(load_test()))
    hourly = "".join(f'"ml.{name}" = 0.25\n' for name in ("m5.xlarge", "c5.xlarge", "c5.2xlarge"))
    (folder / "prices.toml").write_text(f'currency = "USD"\ndate = 2026-11-01\n[instances]\n{hourly}')
    words = ["submit", "load.json", "--ignore", "RL", "--dry-run"]
    assert "USD" in recolint(*words, "--prices", "prices.toml", cwd=folder).err
    assert recolint(*words, "--prices", "none.toml", cwd=folder).code == 2


@pytest.mark.parametrize(("color", "escapes"), [("on", True), ("off", False), ("auto", False)])
def test_findings_are_coloured_as_the_option_says(folder: Path, color: str, escapes: bool) -> None:
    (folder / "job.yaml").write_text(SPEC.replace("Default", "Standard"))
    outcome = recolint("submit", "job.yaml", "--color", color, cwd=folder)
    assert ("\x1b[" in outcome.err) is escapes


@pytest.mark.parametrize("line", ['region = "eu-central-1"', 'account = "111122223333"'])
def test_the_config_says_where_jobs_may_run(aws: TestAws, folder: Path, line: str) -> None:
    (folder / "recolint.toml").write_text(f'ignore = ["RL6", "RL7"]\n{line}\n')
    outcome = submit(folder)
    assert (outcome.code, aws.jobs()) == (2, [])
    assert "nothing was sent" in outcome.err


def test_an_account_that_the_config_names_must_be_known_to_be_in_use(aws: TestAws, folder: Path) -> None:
    aws.fault("denied", "GetCallerIdentity", times=4)
    (folder / "recolint.toml").write_text('account = "123456789012"\n')
    outcome = submit(folder, "--yes")
    assert (outcome.code, requests_of(aws)) == (2, [])
    assert "account is 123456789012, the credentials belong to an unknown account" in outcome.err
    (folder / "recolint.toml").unlink()
    assert submit(folder, "--yes").code == 0


def test_credentials_that_have_expired_are_said_before_anything_is_made(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in aws.expired_environment.items():
        monkeypatch.setenv(name, value)
    outcome = submit(folder)
    assert (outcome.code, aws.jobs()) == (4, [])
    assert "renew them" in outcome.err
    assert not (folder / ".recolint").exists()


def test_no_credentials_are_said(aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    outcome = submit(folder)
    assert (outcome.code, aws.requests()) == (4, [])
    assert "no credentials" in outcome.err


def test_no_region_is_a_mistake_of_the_call(folder: Path, aws: TestAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    outcome = submit(folder)
    assert (outcome.code, aws.requests()) == (2, [])
    assert "pass --region" in outcome.err


def test_a_second_submit_of_the_same_request_is_a_success_without_a_second_job(aws: TestAws, folder: Path) -> None:
    first, second = submit(folder), submit(folder)
    assert (second.code, second.out) == (0, first.out)
    assert "already submitted" in second.err
    assert len(aws.jobs()) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("aws")
def test_the_same_request_is_known_without_the_ledger(folder: Path) -> None:
    tags = ["--tags", "Key=a,Value=b"]
    submit(folder, *tags)
    outcome = submit(folder, *tags, "--ledger", "other.jsonl")
    assert outcome.code == 0
    assert "already submitted" in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize("ledger", [".recolint/ledger.jsonl", "other.jsonl"])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["--job-description", "new"], '/JobDescription: the request has "new", the job has nothing'),
        (["--tags", "Key=a,Value=c"], "/Tags"),
        (["--role-arn", "arn:aws:iam::123456789012:role/other"], "/RoleArn"),
    ],
)
def test_another_request_of_the_same_name_is_refused_with_the_difference(
    aws: TestAws, folder: Path, change: list[str], said: str, ledger: str
) -> None:
    submit(folder)
    outcome = submit(folder, *change, "--ledger", ledger)
    assert (outcome.code, outcome.out, len(aws.jobs())) == (1, "", 1)
    assert said in outcome.err


@pytest.mark.usefixtures("aws")
def test_an_output_config_that_describe_does_not_tell_is_compared_by_the_ledger(folder: Path) -> None:
    options = ["--fail-on", "error", "--ignore", "RL6", "--output-config"]
    submit(folder, *options, "KmsKeyId=alias/one")
    other = submit(folder, *options, "KmsKeyId=alias/two")
    assert other.code == 1
    assert "/OutputConfig" in other.err
    unknown = submit(folder, *options, "KmsKeyId=alias/two", "--ledger", "other.jsonl")
    assert unknown.code == 0
    assert "OutputConfig could not be compared" in unknown.err


@pytest.mark.slow
def test_an_output_config_is_compared_with_that_of_a_request_that_was_never_answered(
    aws: TestAws, folder: Path
) -> None:
    options = ["--fail-on", "error", "--ignore", "RL6", "--output-config"]
    aws.fault("reset", CREATE, when="after")
    aws.fault("error", CREATE, times=20)
    aws.fault("error", DESCRIBE, times=100)
    assert submit(folder, *options, "KmsKeyId=alias/one").code == 4
    aws.clear_faults()
    other = submit(folder, *options, "KmsKeyId=alias/two")
    assert other.code == 1
    assert "/OutputConfig" in other.err
    again = submit(folder, *options, "KmsKeyId=alias/one")
    assert (again.code, len(aws.jobs())) == (0, 1)
    assert "could not be compared" not in again.err


FAULTS: list[dict[str, Any]] = [
    {"kind": "throttle", "times": 3},
    {"kind": "error"},
    {"kind": "error", "when": "after"},
    {"kind": "reset"},
    {"kind": "reset", "when": "after"},
    {"kind": "truncated"},
    {"kind": "shortened"},
    {"kind": "empty"},
    {"kind": "throttle", "when": "after"},
]


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['kind']}-{fault.get('when', '')}")
def test_trouble_on_the_way_makes_one_job_and_a_success(aws: TestAws, folder: Path, fault: dict[str, Any]) -> None:
    aws.fault(operation=CREATE, **fault)
    outcome = submit(folder)
    assert (outcome.code, json.loads(outcome.out), len(aws.jobs())) == (0, {"JobArn": ARN}, 1)


@pytest.mark.slow
def test_a_late_answer_is_no_second_job(aws: TestAws, folder: Path) -> None:
    aws.fault("slow", CREATE, when="after", seconds=60)
    outcome = submit(folder, "--cli-read-timeout", "3")
    assert (outcome.code, len(aws.jobs())) == (0, 1)


@pytest.mark.slow
def test_when_nothing_can_be_known_it_says_so_and_the_next_submit_finds_out(aws: TestAws, folder: Path) -> None:
    aws.fault("reset", CREATE, when="after")
    aws.fault("error", CREATE, times=20)
    aws.fault("error", DESCRIBE, times=100)
    outcome = submit(folder)
    assert (outcome.code, outcome.out) == (4, "")
    assert "unknown whether the job was created" in outcome.err
    aws.clear_faults()
    assert submit(folder).code == 0
    assert len(aws.jobs()) == 1


def test_a_refusal_is_final_and_said_in_aws_words(aws: TestAws, folder: Path) -> None:
    aws.fault("denied", CREATE)
    outcome = submit(folder)
    assert (outcome.code, aws.jobs()) == (4, [])
    assert "not authorized to perform: sagemaker:CreateInferenceRecommendationsJob" in outcome.err
    assert "no job was created" in outcome.err
    assert len(aws.requests(operation=CREATE)) == 1


@pytest.mark.slow
def test_random_trouble_leaves_as_many_jobs_as_requests(aws: TestAws, folder: Path) -> None:
    chance = random.Random(41)  # noqa: S311  the same troubles every time
    names = [f"job-{number}" for number in range(6)]
    for _ in range(20):
        for _ in range(chance.randrange(4)):
            fault = chance.choice(FAULTS)
            aws.fault(operation=chance.choice([CREATE, CREATE, DESCRIBE]), **fault)
        submit(folder, "--job-name", chance.choice(names))
    aws.clear_faults()
    for name in names:
        assert submit(folder, "--job-name", name).code == 0
    assert sorted(job["name"] for job in aws.jobs()) == names


def test_a_hash_suffix_gives_the_same_request_the_same_name_and_another_one_another(aws: TestAws, folder: Path) -> None:
    submit(folder, "--name-suffix", "hash")
    submit(folder, "--name-suffix", "hash")
    submit(folder, "--name-suffix", "hash", "--job-description", "other")
    names = [job["name"] for job in aws.jobs()]
    assert len(names) == len(set(names)) == 2
    assert all(name.startswith(f"{NAME}-") and len(name) == len(NAME) + 9 for name in names)


@pytest.mark.slow
def test_a_time_suffix_makes_a_new_job_each_time_but_not_after_a_lost_answer(
    aws: TestAws, folder: Path, no_waiting: FakeClock
) -> None:
    aws.fault("reset", CREATE, when="after")
    aws.fault("error", CREATE, times=20)
    aws.fault("error", DESCRIBE, times=100)
    assert submit(folder, "--name-suffix", "time").code == 4
    aws.clear_faults()
    no_waiting.sleep(100)
    assert submit(folder, "--name-suffix", "time").code == 0
    (job,) = aws.jobs()
    assert re.fullmatch(rf"{NAME}-20261123-154213-[0-9a-z]{{4}}", job["name"])
    no_waiting.sleep(100)
    assert submit(folder, "--name-suffix", "time").code == 0
    assert len(aws.jobs()) == 2


def test_two_submits_in_one_second_are_two_jobs(aws: TestAws, folder: Path) -> None:
    for _ in range(2):
        assert submit(folder, "--name-suffix", "time").code == 0
    assert len({job["name"] for job in aws.jobs()}) == 2


@pytest.mark.slow
def test_a_time_suffix_finds_no_job_of_another_place(aws: TestAws, folder: Path) -> None:
    spec = SPEC.replace(f"  ModelPackageVersionArn: {PACKAGE}\n", "  ModelName: churn\n")
    (folder / "job.yaml").write_text(spec)
    options = ["--ignore", "RL", "--name-suffix", "time"]
    aws.fault("reset", CREATE, when="after")
    aws.fault("error", CREATE, times=20)
    aws.fault("error", DESCRIBE, times=100)
    assert submit(folder, *options, "--region", "eu-west-1").code == 4
    aws.clear_faults()
    for _ in range(2):
        assert submit(folder, *options).code == 0
    assert len(aws.jobs()) == 3
    assert submit(folder, *options, "--region", "eu-west-1").code == 0
    assert len(aws.jobs()) == 3


def test_an_error_that_cannot_be_read_may_say_that_the_job_is_there(aws: TestAws, folder: Path) -> None:
    submit(folder)
    (folder / ".recolint" / "ledger.jsonl").unlink()
    aws.fault("truncated", CREATE)
    outcome = submit(folder)
    assert (outcome.code, len(aws.jobs())) == (0, 1)
    assert "no job was created" not in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["denied", "throttle"])
def test_a_refusal_does_not_answer_for_an_earlier_submit(
    aws: TestAws, folder: Path, no_waiting: FakeClock, kind: str
) -> None:
    aws.fault("reset", CREATE, when="after")
    aws.fault("error", CREATE, times=20)
    aws.fault("error", DESCRIBE, times=100)
    submit(folder, "--name-suffix", "time")
    aws.clear_faults()
    aws.fault(kind, CREATE, times=20)
    no_waiting.sleep(100)
    refused = submit(folder, "--name-suffix", "time")
    assert refused.code == 4
    assert "unknown whether the job was created" in refused.err
    aws.clear_faults()
    no_waiting.sleep(100)
    assert submit(folder, "--name-suffix", "time").code == 0
    assert len(aws.jobs()) == 1


def test_a_long_name_is_cut_for_its_suffix(aws: TestAws, folder: Path) -> None:
    (folder / "job.yaml").write_text(SPEC.replace(NAME, "n" * 63))
    assert submit(folder, "--name-suffix", "hash", "--fail-on", "error").code == 0
    assert len(aws.jobs()[0]["name"]) == 64


@pytest.mark.usefixtures("aws")
def test_the_ledger_is_for_its_owner_only(folder: Path) -> None:
    submit(folder)
    ledger = folder / ".recolint" / "ledger.jsonl"
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o600
    assert (ledger.parent / ".gitignore").read_text() == "*\n"
    assert [json.loads(line)["event"] for line in ledger.read_text().splitlines()] == ["intent", "made"]


def test_a_ledger_that_cannot_be_written_stops_the_submit(aws: TestAws, folder: Path) -> None:
    (folder / "file").write_text("")
    outcome = submit(folder, "--ledger", "file/ledger.jsonl")
    assert (outcome.code, aws.jobs()) == (2, [])


def test_a_ledger_that_breaks_after_the_call_hides_neither_the_job_nor_a_refusal(
    aws: TestAws, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = Ledger.add

    def only_intents(self: Ledger, line: Line) -> None:
        if line.event is not Event.INTENT:
            raise LedgerError("no space left")
        add(self, line)

    monkeypatch.setattr(Ledger, "add", only_intents)
    outcome = submit(folder)
    assert (outcome.code, json.loads(outcome.out)) == (0, {"JobArn": ARN})
    assert "no space left" in outcome.err
    aws.fault("denied", CREATE)
    refused = submit(folder, "--job-name", "other")
    assert refused.code == 4
    assert "not authorized" in refused.err


def test_a_job_of_an_earlier_submit_that_was_never_answered_is_named(aws: TestAws, folder: Path) -> None:
    aws.fault("reset", CREATE, times=10)
    aws.fault("error", DESCRIBE, times=100)
    submit(folder)
    aws.clear_faults()
    outcome = submit(folder, "--job-name", "another")
    assert f"{NAME}: submitted at 2026-11-23T15:42:" in outcome.err
    assert "+00:00 in us-east-1, no answer received" in outcome.err


def test_waiting_shows_each_change_and_ends_with_the_results(aws: TestAws, folder: Path, no_waiting: FakeClock) -> None:
    aws.fault("reset", DESCRIBE, skip=1, times=8)
    outcome = submit(folder, "--wait", "--poll", "60")
    assert outcome.code == 0
    assert f"{NAME}: PENDING, 0 of 3 benchmarks ended, 0:00:00" in outcome.err
    assert "no news (churn-week: " in outcome.err
    assert f"{NAME}: COMPLETED, 3 of 3 benchmarks ended" in outcome.err
    assert "ml.m5.xlarge" in outcome.out
    assert set(no_waiting.slept) == {60}


def test_a_failed_job_is_explained(aws: TestAws, folder: Path) -> None:
    aws.script(NAME, statuses=["FAILED"])
    outcome = submit(folder, "--wait")
    assert outcome.code == 6
    assert "AWS says: INVALID_INPUT" in outcome.out
    assert "the model's container rejected the sample payload" in outcome.out


def test_waiting_ends_at_its_deadline(aws: TestAws, folder: Path, no_waiting: FakeClock) -> None:
    aws.script(NAME, statuses=["IN_PROGRESS"])
    outcome = submit(folder, "--wait", "--poll", "30", "--deadline", "100")
    assert (outcome.code, sum(no_waiting.slept)) == (7, 100)
    assert "to continue, run recolint jobs wait churn-week" in outcome.err


def test_a_job_that_was_just_made_may_be_unknown_for_a_while(aws: TestAws, folder: Path, no_waiting: FakeClock) -> None:
    aws.script(NAME, statuses=["COMPLETED"])
    aws.fault("error", DESCRIBE, code="ResourceNotFound", status=400, times=3)
    outcome = submit(folder, "--wait")
    assert (outcome.code, outcome.err.count("AWS does not know the job yet")) == (0, 1)
    assert len(no_waiting.slept) == 3


@pytest.mark.slow
@pytest.mark.parametrize(("more", "stopped"), [([], False), (["--stop-on-interrupt"], True)])
def test_an_interrupt_says_what_the_job_does(
    aws: TestAws, folder: Path, no_waiting: FakeClock, monkeypatch: pytest.MonkeyPatch, more: list[str], stopped: bool
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(no_waiting, "sleep", interrupt)
    no_waiting.use(monkeypatch)
    aws.script(NAME, statuses=["IN_PROGRESS"])
    outcome = submit(folder, "--wait", *more)
    assert outcome.code == 130
    assert bool(aws.requests(operation="StopInferenceRecommendationsJob")) is stopped
    assert ("stopping" if stopped else "keeps running and costs money") in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize(("more", "stopped"), [([], 0), (["--stop-on-interrupt"], 2)])
def test_an_interrupt_counts_for_all_jobs_that_have_not_ended(
    aws: TestAws, folder: Path, no_waiting: FakeClock, monkeypatch: pytest.MonkeyPatch, more: list[str], stopped: int
) -> None:
    names = ["ended", "second", "third"]
    for name in names:
        (folder / f"{name}.yaml").write_text(SPEC.replace(NAME, name))
    aws.script(statuses=["IN_PROGRESS"])
    aws.script("ended", statuses=["COMPLETED"])

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(no_waiting, "sleep", interrupt)
    no_waiting.use(monkeypatch)
    outcome = submit(folder, "--wait", *more, spec=tuple(f"{name}.yaml" for name in names))
    assert outcome.code == 130
    assert len(aws.requests(operation="StopInferenceRecommendationsJob")) == stopped
    assert outcome.err.count("stopping" if stopped else "keeps running and costs money") == 2


def test_an_interrupt_before_the_answer_says_that_there_may_be_a_job(
    aws: TestAws, folder: Path, no_waiting: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(no_waiting, "sleep", interrupt)
    no_waiting.use(monkeypatch)
    aws.fault("reset", CREATE, when="after")
    aws.fault("error", DESCRIBE, times=100)
    outcome = submit(folder)
    assert (outcome.code, len(aws.jobs())) == (130, 1)
    assert f"{NAME}: interrupted; unknown whether the job was created; submit again" in outcome.err


@pytest.mark.slow
@pytest.mark.usefixtures("aws")
def test_with_output_the_wait_ends_with_the_answer_of_describe(folder: Path) -> None:
    outcome = submit(folder, "--wait", "--output", "json", "--query", "Status")
    assert (outcome.code, outcome.out) == (0, '"COMPLETED"\n')


@pytest.mark.parametrize("query", ["JobArn[", "sum(JobArn)"])
def test_a_wrong_query_is_said_before_anything_is_sent(aws: TestAws, folder: Path, query: str) -> None:
    outcome = submit(folder, "--query", query)
    assert (outcome.code, aws.requests()) == (2, [])
    assert "--query" in outcome.err


@pytest.mark.slow
@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(("word", "printed"), [("text", f"{ARN}\n"), ("prose", f'{{\n    "JobArn": "{ARN}"\n}}\n')])
def test_the_profile_names_the_form_and_a_misspelled_one_loses_no_arn(
    folder: Path, monkeypatch: pytest.MonkeyPatch, word: str, printed: str
) -> None:
    (folder / "config").write_text(f"[default]\noutput = {word}\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(folder / "config"))
    outcome = submit(folder)
    assert (outcome.code, outcome.out) == (0, printed)

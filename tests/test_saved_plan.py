"""``recolint plan --save`` and ``recolint submit PLAN``: what was planned is sent, or nothing is."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from command_line import TODAY, Outcome, recolint
from plans import load_test, on
from recolint.cli.main import main
from recolint.cli.streams import Streams
from recolint.testing.aws.remote import TestAws
from specs import as_json
from submitting import CREATE, NAME, PACKAGE, ROLE, SPEC, FakeClock, project, submit

pytest_plugins = ("recolint.testing.aws.fixtures",)

LOAD_TEST = load_test(on("ml.m5.xlarge"))
LOAD_TEST["InputConfig"]["ModelPackageVersionArn"] = PACKAGE
LOAD_TEST["RoleArn"] = ROLE
PRICES = 'currency = "USD"\ndate = 2026-11-01\n[instances]\n"ml.m5.xlarge" = {}\n'
MODEL = """\
  ModelName: churn
  ContainerConfig:
    Domain: MACHINE_LEARNING
    Task: CLASSIFICATION
    Framework: XGBOOST
    FrameworkVersion: 1.7-1
    PayloadConfig: {SamplePayloadUrl: "s3://payloads/churn.tar.gz", SupportedContentTypes: [text/csv]}
"""
"""A model by its name, which does not show a Region."""
REFUSED = "recolint: nothing was sent: the request differs from the saved plan; plan again with recolint plan --save\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a spec that is right."""
    return project(tmp_path)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeClock().use(monkeypatch)


def save(folder: Path, *more: str, specs: tuple[str, ...] = ("job.yaml",), to: str = "plan.json") -> Outcome:
    return recolint("plan", *specs, "--save", to, *more, cwd=folder)


def run(folder: Path, *more: str, plan: str = "plan.json") -> Outcome:
    return submit(folder, *more, spec=(plan,))


def edited(folder: Path, change: Callable[[Any], object]) -> None:
    """Change the saved plan."""
    path = folder / "plan.json"
    whole = json.loads(path.read_text())
    change(whole)
    path.write_text(json.dumps(whole))


def test_what_was_planned_is_submitted(aws: TestAws, folder: Path) -> None:
    saved = save(folder)
    assert (saved.code, saved.err) == (0, "recolint: plan.json: saved, with 1 job; recolint submit plan.json runs it\n")
    assert saved.out.startswith(f"job.yaml: {NAME}\n")
    assert run(folder).code == 0
    (job,) = aws.jobs()
    assert job["name"] == NAME


def test_a_saved_plan_has_digests_and_no_values(folder: Path) -> None:
    (folder / "job.json").write_text(as_json(LOAD_TEST))
    (folder / "prices.toml").write_text(PRICES.format(1))
    assert save(folder, "--prices", "prices.toml", specs=("job.json",)).code == 0
    text = (folder / "plan.json").read_text()
    assert not any(word in text for word in ("churn", "recommender", "Advanced", "ml.m5"))
    whole = json.loads(text)
    assert (whole["kind"], whole["version"], whole["policies"]) == ("recolint-plan", 1, {})
    (job,) = whole["jobs"]
    assert len(job["request"]) == 64
    assert sorted(job["members"]) == ["InputConfig", "JobName", "JobType", "RoleArn"]
    del job["request"], job["members"]
    assert job == {
        "spec": "job.json",
        "document": 0,
        "region": "us-east-1",
        "account": "123456789012",
        "instance_seconds": 1020,
        "cost": {"at_most": "0.2834", "currency": "USD"},
    }


def test_the_question_is_asked_as_for_a_spec(aws: TestAws, folder: Path) -> None:
    assert save(folder).code == 0
    outcome = recolint("submit", "plan.json", cwd=folder, environment=dict(os.environ))
    assert outcome.code == 5
    assert f"{NAME} (job.yaml)" in outcome.err
    assert aws.jobs() == []
    dry = recolint("submit", "plan.json", "--dry-run", cwd=folder, environment=dict(os.environ))
    assert (dry.code, json.loads(dry.out)["JobName"]) == (0, NAME)


def test_several_specs_and_documents_are_one_plan(aws: TestAws, folder: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "two.yaml").write_text(f"{SPEC.replace(NAME, 'a')}---\n{SPEC.replace(NAME, 'b')}")
    assert save(folder, specs=("job.yaml", "more")).code == 0
    assert run(folder).code == 0
    assert sorted(job["name"] for job in aws.jobs()) == ["a", "b", NAME]


def test_a_plan_runs_from_any_directory(aws: TestAws, folder: Path) -> None:
    (folder / "out").mkdir()
    assert save(folder, to="out/plan.json").code == 0
    assert json.loads((folder / "out" / "plan.json").read_text())["jobs"][0]["spec"] == "../job.yaml"
    assert submit(folder / "out", spec=("plan.json",)).code == 0
    assert len(aws.jobs()) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "members"),
    [
        ("JobType: Default", "JobType: Default\nJobDescription: another", "JobDescription"),
        (NAME, "other", "JobName"),
        ("churn/3", "churn/4", "InputConfig"),
    ],
)
def test_a_changed_request_is_refused_with_its_members(
    aws: TestAws, folder: Path, old: str, new: str, members: str
) -> None:
    assert save(folder).code == 0
    (folder / "job.yaml").write_text(SPEC.replace(old, new))
    for more in ((), ("--dry-run",)):
        outcome = run(folder, *more)
        assert (outcome.code, outcome.out) == (5, "")
        assert outcome.err.endswith(
            f"recolint: plan.json: job.yaml: the request changed since the plan was saved ({members})\n{REFUSED}"
        )
    assert aws.requests(operation=CREATE) == []


def test_comments_and_order_do_not_count(aws: TestAws, folder: Path) -> None:
    assert save(folder).code == 0
    first, *rest = SPEC.splitlines()[1:]
    (folder / "job.yaml").write_text("\n".join(["# another word", *rest, first]))
    assert run(folder).code == 0
    assert len(aws.jobs()) == 1


def test_a_job_more_or_less_is_refused(aws: TestAws, folder: Path) -> None:
    second = SPEC.replace(NAME, "second")
    assert save(folder).code == 0
    (folder / "job.yaml").write_text(f"{SPEC}---\n{second}")
    assert "plan.json: job.yaml (document 1): not in the saved plan\n" in run(folder).err
    assert save(folder).code == 0
    (folder / "job.yaml").write_text(SPEC)
    outcome = run(folder)
    assert outcome.code == 5
    assert "job.yaml (document 1): planned, but the file does not have this job now\n" in outcome.err
    assert aws.jobs() == []


def test_another_region_or_account_is_refused(aws: TestAws, folder: Path) -> None:
    assert save(folder, "--region", "eu-west-1").code == 0
    outcome = run(folder)
    assert (outcome.code, outcome.out) == (5, "")
    assert "plan.json: job.yaml: planned for eu-west-1, the Region in use is us-east-1\n" in outcome.err
    assert aws.requests() == []
    assert save(folder, "--account", "111122223333").code == 0
    outcome = run(folder)
    assert (outcome.code, outcome.out) == (5, "")
    assert "planned for account 111122223333, the account in use is 123456789012\n" in outcome.err
    assert aws.jobs() == []


def test_an_unknown_account_is_not_the_planned_one(aws: TestAws, folder: Path) -> None:
    assert save(folder).code == 0
    aws.fault("error", "GetCallerIdentity", times=9)
    outcome = run(folder)
    assert outcome.code == 5
    assert "planned for account 123456789012, the account in use is unknown\n" in outcome.err
    assert aws.jobs() == []


def test_a_place_that_is_unknown_is_said_when_the_plan_is_saved(aws: TestAws, folder: Path) -> None:
    (folder / "job.yaml").write_text(SPEC.replace(f"  ModelPackageVersionArn: {PACKAGE}\n", MODEL))
    assert "the Region of a job is unknown, and submit will accept any; add --region" in save(folder).err
    assert run(folder).code == 0
    assert len(aws.jobs()) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("a", "b", "policy acme: changed since the plan was saved"),
        ("a", None, "policy acme: in force when the plan was saved, but not now"),
        (None, "a", "policy acme: not in force when the plan was saved"),
    ],
)
def test_another_policy_is_refused(
    aws: TestAws, folder: Path, before: str | None, after: str | None, change: str
) -> None:
    def options(text: str | None) -> list[str]:
        (folder / "policy.toml").write_text(f"name = 'acme'\nextend-select = ['RL204']\n# {text}\n")
        return [] if text is None else ["--policy", "policy.toml"]

    assert save(folder, *options(before)).code == 0
    outcome = run(folder, *options(after))
    assert (outcome.code, aws.jobs()) == (5, [])
    assert outcome.err.endswith(f"recolint: plan.json: {change}\n{REFUSED}")
    assert run(folder, *options(before)).code == 0


def test_higher_prices_are_refused_lower_ones_are_not(aws: TestAws, folder: Path) -> None:
    (folder / "job.json").write_text(as_json(LOAD_TEST))
    (folder / "recolint.toml").write_text('prices = "prices.toml"')
    (folder / "prices.toml").write_text(PRICES.format(1))
    assert save(folder, specs=("job.json",)).code == 0
    (folder / "prices.toml").write_text(PRICES.format(2))
    outcome = run(folder)
    assert (outcome.code, aws.jobs()) == (5, [])
    assert "job.json: may cost USD 0.57 at current prices; planned: USD 0.29\n" in outcome.err
    (folder / "prices.toml").write_text(PRICES.format(0.5))
    assert run(folder).code == 0


def test_other_bounds_are_refused(aws: TestAws, folder: Path) -> None:
    (folder / "job.json").write_text(as_json(LOAD_TEST))
    assert save(folder, specs=("job.json",)).code == 0
    edited(folder, lambda whole: whole["jobs"][0].update(instance_seconds=3600))
    outcome = run(folder)
    assert (outcome.code, aws.jobs()) == (5, [])
    assert "job.json: may take 0.29 instance-hours; planned: 1 instance-hour\n" in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        ("--name-suffix", "hash"),
        ("--job-name", "other"),
        ("--cli-input-json", "{}"),
    ],
)
def test_a_plan_is_submitted_alone_and_as_it_is(aws: TestAws, folder: Path, options: tuple[str, ...]) -> None:
    assert save(folder).code == 0
    outcome = run(folder, *options)
    assert (outcome.code, outcome.out, aws.requests()) == (2, "", [])
    assert outcome.err.startswith("recolint: plan.json: a saved plan cannot be changed; remove the options")
    for specs in (("plan.json", "job.yaml"), ("job.yaml", "plan.json"), ("plan.json", "plan.json")):
        outcome = submit(folder, spec=specs)
        assert (outcome.code, outcome.err) == (
            2,
            "recolint: plan.json: is a saved plan; submit it without other specs\n",
        )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda whole: whole.update(version=2), "version: expected 1, found 2"),
        (lambda whole: whole.update(version=True), "version: expected 1, found true"),
        (lambda whole: whole.update(more="\x1b[31m"), "more: unknown member"),
        (lambda whole: whole.update({"\x1b[31m": 1}), "\\x1b[31m: unknown member"),
        (lambda whole: whole.pop("jobs"), "jobs is missing"),
        (lambda whole: whole.update(jobs=[]), "jobs: expected a list of jobs, found []"),
        (lambda whole: whole.update(jobs=[3]), "jobs[0]: expected an object"),
        (lambda whole: whole.update(jobs=whole["jobs"] * 2), "jobs: duplicate spec and document"),
        (lambda whole: whole.update(policies={"a": 1}), 'policies: expected digests of policies, found {"a": 1}'),
        (lambda whole: whole["jobs"][0].update(request="x"), 'jobs[0].request: expected a SHA-256 digest, found "x"'),
        (lambda whole: whole["jobs"][0].update(members=[]), "jobs[0].members: expected digests of members, found []"),
        (lambda whole: whole["jobs"][0].update(document=-1), "jobs[0].document: expected the number of a document"),
        (lambda whole: whole["jobs"][0].update(region=3), "jobs[0].region: expected a Region, found 3"),
        (lambda whole: whole["jobs"][0].update(account=1), "jobs[0].account: expected the 12 digits of an account"),
        (lambda whole: whole["jobs"][0].update(instance_seconds=1e99), "jobs[0].instance_seconds: expected a number"),
        (lambda whole: whole["jobs"][0].update(cost={}), "jobs[0].cost.at_most is missing"),
        (
            lambda whole: whole["jobs"][0].update(cost={"at_most": "1e9", "currency": "USD"}),
            'jobs[0].cost.at_most: expected an amount of money such as \'1.2000\', found "1e9"',
        ),
        (lambda whole: whole["jobs"][0].update(spec=""), 'jobs[0].spec: expected the path of a spec, found ""'),
        (lambda whole: whole["jobs"][0].update(spec="a\0"), "jobs[0].spec: expected the path of a spec"),
        (lambda whole: whole["jobs"][0].update(spec="../out.yaml"), "'../out.yaml' is outside the repository"),
        (lambda whole: whole["jobs"][0].update(spec="/etc/passwd"), "'/etc/passwd' is outside the repository"),
        (lambda whole: whole["jobs"][0].update(spec="link.yaml"), "'link.yaml' is outside the repository"),
        (lambda whole: whole["jobs"][0].update(spec="."), "'.' is a directory; expected a regular file"),
    ],
)  # fmt: skip
def test_a_plan_file_is_not_trusted(
    aws: TestAws, tmp_path: Path, change: Callable[[Any], object], message: str
) -> None:
    (tmp_path / "out.yaml").write_text(SPEC)
    (tmp_path / "inner").mkdir()
    folder = project(tmp_path / "inner")
    (folder / "link.yaml").symlink_to("../out.yaml")
    assert save(folder).code == 0
    edited(folder, change)
    outcome = run(folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"recolint: plan.json: {message}")
    assert "\x1b" not in outcome.err
    assert aws.requests() == []


def test_a_member_that_is_given_twice_is_refused(folder: Path) -> None:
    assert save(folder).code == 0
    text = (folder / "plan.json").read_text()
    (folder / "plan.json").write_text(text.replace('"document": 0', '"document": 1, "document": 0'))
    assert run(folder).err == "recolint: plan.json: duplicate member\n"


@pytest.mark.parametrize(
    "data", [b'{"kind": "recolint-plan"', b"[" * 100_000 + b'"recolint-plan"', b'["recolint-plan"]']
)
def test_what_is_no_saved_plan_is_read_as_a_spec(aws: TestAws, folder: Path, data: bytes) -> None:
    (folder / "plan.json").write_bytes(data)
    outcome = run(folder)
    assert (outcome.code, aws.requests()) == (1, [])
    assert "nothing was sent" in outcome.err


def test_a_spec_whose_job_has_such_a_name_is_a_spec(aws: TestAws, folder: Path) -> None:
    (folder / "job.yaml").write_text(SPEC.replace(NAME, "recolint-plan"))
    assert submit(folder).code == 0
    assert len(aws.jobs()) == 1


@pytest.mark.parametrize(
    ("specs", "options", "message"),
    [
        (("-",), (), "--save: a saved plan names the file of each spec, and standard input has none"),
        (("job.yaml",), ("--document", "0"), "--save: submit runs all documents of a file; remove --document"),
        (("../out.yaml",), (), "--save plan.json: ../out.yaml is outside the repository of plan.json;"),
    ],
)
def test_what_cannot_be_saved_is_named(
    tmp_path: Path, specs: tuple[str, ...], options: tuple[str, ...], message: str
) -> None:
    (tmp_path / "out.yaml").write_text(SPEC)
    (tmp_path / "inner").mkdir()
    folder = project(tmp_path / "inner")
    outcome = save(folder, *options, specs=specs)
    assert outcome.code == 2
    assert f"recolint: {message}" in outcome.err
    assert not (folder / "plan.json").exists()


def test_a_request_in_code_cannot_be_saved(folder: Path) -> None:
    request = (
        f"JobName='{NAME}', JobType='Default', RoleArn=ROLE, InputConfig={{'ModelPackageVersionArn': '{PACKAGE}'}}"
    )
    code = f"import boto3\nboto3.client('sagemaker').create_inference_recommendations_job({request})\n"
    (folder / "job.py").write_text(code)
    outcome = save(folder, specs=("job.py",))
    assert outcome.out.startswith("job.py")
    assert (outcome.code, outcome.err) == (
        2,
        "recolint: --save plan.json: job.py: submit cannot run it; expected specs in JSON or YAML\n",
    )


def test_a_plan_replaces_a_plan_and_no_other_file(folder: Path) -> None:
    assert save(folder, to="job.yaml").err == "recolint: --save job.yaml: exists and is not a saved plan\n"
    assert (folder / "job.yaml").read_text() == SPEC
    assert [save(folder).code for _ in range(2)] == [0, 0]


def test_what_cannot_be_planned_is_not_saved(folder: Path) -> None:
    (folder / "broken.yaml").write_text(SPEC + "a: b: c\n")
    outcome = save(folder, specs=("job.yaml", "broken.yaml"))
    assert outcome.code == 1
    assert outcome.err.endswith("recolint: plan.json: not saved\n")
    assert not (folder / "plan.json").exists()


def test_a_saved_plan_is_no_spec_to_a_check(folder: Path) -> None:
    assert save(folder).code == 0
    assert recolint("check", ".", cwd=folder).code == 0
    assert recolint("plan", ".", cwd=folder).out.startswith("job.yaml")


def test_a_terminal_is_asked_about_the_planned_jobs(aws: TestAws, folder: Path) -> None:
    assert save(folder).code == 0

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    class Answers(io.BytesIO):
        def isatty(self) -> bool:
            return True

    err = Terminal()
    with chdir(folder):
        code = main(["submit", "plan.json"], Streams(Answers(b"y\n"), io.StringIO(), err, dict(os.environ), TODAY))
    assert (code, len(aws.jobs())) == (0, 1)
    assert "Submit this job? [y/N] " in err.getvalue()

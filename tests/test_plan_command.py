"""``recolint plan``: what it reads, what comes out where, prices, faults, secrets, and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from command_line import recolint
from plans import default_job, load_test, on, phase
from specs import DEFAULT, as_json
from xml_reading import parsed

JOB = load_test(on("ml.m5.xlarge"), on("ml.g4dn.xlarge"), phases=[phase(1, 1, 900)], parallel=2)

SERVERLESS = {"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}}

TOML = """\
currency = "EUR"
date = 2026-11-01
region = "us-west-2"
source = "our rate card"

[instances]
"ml.m5.xlarge" = 0.25
"ml.g4dn.xlarge" = 1
"""

TABLE: dict[str, Any] = {
    "currency": "EUR",
    "date": "2026-11-01",
    "region": "us-west-2",
    "source": "our rate card",
    "instances": {"ml.m5.xlarge": 0.25, "ml.g4dn.xlarge": 1},
}

YAML = """\
currency: EUR
date: 2026-11-01
region: us-west-2
source: our rate card
instances:
  ml.m5.xlarge: 0.25
  ml.g4dn.xlarge: 1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "job.json").write_text(as_json(JOB))
    (tmp_path / "jobs.yaml").write_text(f"{DEFAULT}---\n{DEFAULT.replace('probe', 'second')}")
    return tmp_path


def test_a_spec_is_planned(folder: Path) -> None:
    outcome = recolint("plan", "job.json", cwd=folder)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("job.json: churn\n")
    assert "1 instance-hour, 30 min from start to end" in outcome.out


def test_standard_input_is_planned_under_the_name_that_is_given(folder: Path) -> None:
    outcome = recolint("plan", "-", "--stdin-filename", "a.json", cwd=folder, stdin=as_json(JOB).encode())
    assert outcome.out.startswith("a.json: churn\n")


def test_all_documents_are_planned_or_the_one_that_is_asked_for(folder: Path) -> None:
    both = recolint("plan", "jobs.yaml", cwd=folder).out
    assert "jobs.yaml: probe\n" in both
    assert "jobs.yaml (document 1): second\n" in both
    second = recolint("plan", "jobs.yaml", "--document", "1", cwd=folder)
    assert (second.code, "probe" in second.out, "second" in second.out) == (0, False, True)
    none = recolint("plan", "jobs.yaml", "--document", "2", cwd=folder)
    assert (none.code, none.out) == (2, "")
    assert none.err == "recolint: no job spec with the number 2 (from 0) in jobs.yaml\n"


def test_the_report_goes_to_the_file_that_is_named(folder: Path) -> None:
    outcome = recolint("plan", ".", "--output-format", "svg", "--output-file", "plan.svg", cwd=folder)
    assert (outcome.code, outcome.out) == (0, "")
    assert len(parsed((folder / "plan.svg").read_text("utf-8")).findall(".//{http://www.w3.org/2000/svg}svg")) == 3
    unwritable = recolint("plan", "job.json", "--output-file", "nowhere/plan", cwd=folder)
    assert unwritable.code == 2
    assert "nowhere/plan: cannot be written" in unwritable.err


@pytest.mark.parametrize(
    ("name", "text"),
    [("prices.toml", TOML), ("prices.json", json.dumps(TABLE)), ("prices.yaml", YAML), ("prices.yml", YAML)],
)
def test_prices_are_read_from_toml_json_and_yaml(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    outcome = recolint("plan", "job.json", "--prices", name, "--output-format", "json", cwd=folder)
    assert outcome.code == 0
    # half an hour of each
    assert json.loads(outcome.out)["plans"][0]["cost"] == {
        "at_most": "0.6250",
        "currency": "EUR",
        "date": "2026-11-01",
        "region": "us-west-2",
        "source": "our rate card",
        "prices": name,
        "working": "money: 30 min at 1 an hour + 30 min at 0.25 an hour = EUR 0.63",
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"currency": "eur"}, "currency: expected the three letters of a currency, as in USD, found 'eur'"),
        ({"currency": 3}, "currency: expected "),
        ({"date": "2026-11-31"}, "date: expected the day of the prices, as in 2026-11-01, found '2026-11-31'"),
        ({"date": 20261101}, "date: expected "),
        ({"region": "Frankfurt"}, "region: expected a Region, as in eu-central-1, found 'Frankfurt'"),
        ({"source": 1}, "source: expected a string, found 1"),
        ({"instances": [0.25]}, "instances: expected a table of prices an hour"),
        ({"instances": {"m5.xlarge": 1}}, "instances: 'm5.xlarge' is not a SageMaker instance type"),
        ({"instances": {"ml.m5.xlarge": "1"}}, "instances.ml.m5.xlarge: expected a price per hour from 0 to"),
        ({"instances": {"ml.m5.xlarge": True}}, "instances.ml.m5.xlarge: expected "),
        ({"instances": {"ml.m5.xlarge": -0.1}}, "instances.ml.m5.xlarge: expected "),
        ({"instances": {"ml.m5.xlarge": 10**400}}, "instances.ml.m5.xlarge: expected "),
        ({"instance": {}}, "instance: unknown key; did you mean instances?"),
    ],
)
def test_a_wrong_price_table_is_named_with_its_key(folder: Path, changes: dict[str, Any], message: str) -> None:
    (folder / "prices.json").write_text(json.dumps({**TABLE, **changes}))
    outcome = recolint("plan", "job.json", "--prices", "prices.json", cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"recolint: prices.json: {message}")


@pytest.mark.parametrize("missing", ["currency", "date", "instances"])
def test_what_a_price_table_lacks_is_named(folder: Path, missing: str) -> None:
    (folder / "prices.json").write_text(json.dumps({key: value for key, value in TABLE.items() if key != missing}))
    outcome = recolint("plan", "job.json", "--prices", "prices.json", cwd=folder)
    assert outcome.code == 2
    assert outcome.err.startswith(f"recolint: prices.json: {missing}: missing; expected")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("prices.toml", b"currency = USD", "prices.toml:1:12: is not valid TOML: "),
        ("prices.toml", b"a = " + b"[" * 5000, "prices.toml: is not valid TOML: "),
        ("prices.toml", b"a = " + b"9" * 5000, "prices.toml: is not valid TOML: "),
        ("prices.toml", b"\xff", "prices.toml: is not UTF-8 at byte 0"),
        ("prices.toml", TOML.replace("0.25", "nan").encode(), "prices.toml: instances.ml.m5.xlarge: expected "),
        ("prices.toml", TOML.replace("0.25", "inf").encode(), "prices.toml: instances.ml.m5.xlarge: expected "),
        ("prices.toml", TOML.replace("-01", "-01T10:00:00").encode(), "prices.toml: date: expected "),
        ("prices.json", b'{"currency": "EUR",}', "prices.json:1:19: "),
        ("prices.yaml", YAML.encode() + b"  ml.m5.xlarge: 2\n", "prices.yaml:8:3: "),
        ("prices.yaml", YAML.encode() + b"---\na: 1\n", "prices.yaml: expected one document, found 2"),
        ("prices.json", b"[]", "prices.json:1:1: "),
        ("prices.json", b"", "prices.json:1:1: "),
        ("prices.csv", b"", "prices.csv: expected a price table in a .toml, .json, .yaml or .yml file"),
        ("prices.toml", b"#" * (1024 * 1024 + 1), "prices.toml: cannot be read: larger than 1048576 bytes"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_a_price_table_that_cannot_be_read_is_named(folder: Path, name: str, data: bytes, message: str) -> None:
    (folder / name).write_bytes(data)
    outcome = recolint("plan", "job.json", "--prices", name, cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"recolint: {message}")


def test_a_missing_price_table_is_wrong_use(folder: Path) -> None:
    outcome = recolint("plan", "job.json", "--prices", "no.toml", cwd=folder)
    assert (outcome.code, outcome.err) == (2, "recolint: no.toml: cannot be read: No such file or directory\n")


def test_two_specs_are_compared(folder: Path) -> None:
    (folder / "old.json").write_text(as_json(load_test(on("ml.m5.xlarge"), phases=[phase(1, 1, 900)], parallel=2)))
    outcome = recolint("plan", "job.json", "--against", "old.json", cwd=folder)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("from old.json to job.json\n\n  tests\n")
    assert "  configuration\n    + ml.g4dn.xlarge, 1 test\n" in outcome.out
    piped = recolint("plan", "job.json", "--against", "-", cwd=folder, stdin=as_json(JOB).encode())
    assert "no difference" in piped.out


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["jobs.yaml", "--against", "job.json"], "--against compares two specs, and jobs.yaml has 2"),
        (["job.json", "--against", "jobs.yaml"], "--against compares two specs, and jobs.yaml has 2"),
        (["job.json", "--against", "missing.json"], "missing.json: no such file or directory"),
        (["-", "--against", "-"], "standard input can be read once"),
        (["missing.json"], "missing.json: no such file or directory"),
        (["empty"], "no job spec in empty"),
        (
            ["job.json", "--output-format", "html"],
            "--output-format: expected one of text, json, markdown, svg, found 'html'",
        ),
        ([], "the following arguments are required: SPEC"),
    ],
)
def test_what_cannot_be_planned_is_wrong_use(folder: Path, argv: list[str], message: str) -> None:
    (folder / "empty").mkdir()
    outcome = recolint("plan", *argv, cwd=folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err


def test_documents_of_two_files_are_compared_by_their_number(folder: Path) -> None:
    outcome = recolint("plan", "jobs.yaml", "--against", "jobs.yaml", "--document", "1", cwd=folder)
    assert outcome.code == 0
    assert outcome.out.startswith("from jobs.yaml (document 1) to jobs.yaml (document 1)\n")


def test_a_fault_is_shown_as_check_shows_it_and_the_rest_is_planned(folder: Path) -> None:
    (folder / "broken.yaml").write_text("JobName: [")
    checked = recolint("check", "broken.yaml", "--quiet", cwd=folder)
    outcome = recolint("plan", "broken.yaml", "job.json", "--output-format", "json", cwd=folder)
    assert outcome.code == 1
    assert outcome.err == checked.out
    assert [one["path"] for one in json.loads(outcome.out)["plans"]] == ["job.json"]
    alone = recolint("plan", "broken.yaml", cwd=folder)
    assert (alone.code, alone.out, alone.err) == (1, "", checked.out)
    compared = recolint("plan", "job.json", "--against", "broken.yaml", cwd=folder)
    assert (compared.code, compared.out, compared.err) == (1, "", checked.out)


def test_a_document_whose_data_could_mislead_is_not_planned(folder: Path) -> None:
    (folder / "twice.yaml").write_text(f"{DEFAULT}---\n{DEFAULT}JobName: again\n")
    outcome = recolint("plan", "twice.yaml", cwd=folder)
    assert outcome.code == 1
    assert "again" not in outcome.out
    assert "error[RL003]" in outcome.err
    first = recolint("plan", "twice.yaml", "--document", "0", cwd=folder)
    assert (first.code, first.err) == (0, "")


def test_a_policy_that_is_wrong_keeps_no_plan_back(folder: Path) -> None:
    (folder / "policy.json").write_text('{"Version": "2012-10-17", "Statement": [{"Effect": "Alow"}]}')
    role = f'[[iam.role]]\narn = "{JOB["RoleArn"]}"\npolicies = ["policy.json"]\n'
    (folder / "recolint.toml").write_text(role)
    assert "RL704" in recolint("check", "job.json", cwd=folder).out
    outcome = recolint("plan", "job.json", cwd=folder)
    assert (outcome.code, "RL704" in outcome.err) == (0, False)


def test_a_file_that_is_no_spec_is_a_fault(folder: Path) -> None:
    (folder / "package.json").write_text('{"name": "x"}')
    outcome = recolint("plan", "package.json", cwd=folder)
    assert (outcome.code, outcome.out) == (1, "")
    assert "error[RL012]" in outcome.err
    walked = recolint("plan", ".", cwd=folder)
    assert (walked.code, walked.err) == (0, "")


def test_breaches_of_the_contract_are_counted_and_planned_around(folder: Path) -> None:
    (folder / "job.json").write_text(as_json({**JOB, "JobType": "ADVANCED", "JobName": "a_b"}))
    outcome = recolint("plan", "job.json", cwd=folder)
    assert outcome.code == 0
    assert "1 instance-hour, 30 min from start to end" in outcome.out
    assert "    - kind of job: JobType is refused\n    - child names: JobName is refused\n" in outcome.out
    assert outcome.err == "recolint: job.json: check finds 2 errors; AWS may reject this job\n"


@pytest.mark.parametrize("comment", ["", "  # recolint: ignore[secret-in-spec] it is for the test"])
@pytest.mark.parametrize("form", ["text", "json", "markdown", "svg"])
def test_a_credential_is_shown_in_no_plan(folder: Path, form: str, comment: str) -> None:
    secret = "AKIA" + "IOSFODNN7EXAMPLQ"
    (folder / "job.yaml").write_text(f"""\
JobName: {secret}{comment}
JobType: Advanced
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  EndpointConfigurations:
    - InstanceType: ml.c5.large
      EnvironmentParameterRanges:
        CategoricalParameterRanges:
          - Name: KEY
            Value: ["{secret}"]{comment}
""")
    outcome = recolint("plan", "job.yaml", "--output-format", form, cwd=folder)
    assert outcome.code == 0
    assert secret not in outcome.out + outcome.err
    assert "****" in outcome.out


def test_hostile_names_of_files_and_jobs_reach_no_terminal(folder: Path) -> None:
    name = "a\n\x1b[31m.json"
    (folder / name).write_text(as_json({**JOB, "JobName": "\x1b]0;gone\x07\u202e"}))
    for form in ("text", "json", "markdown", "svg"):
        outcome = recolint("plan", name, "--output-format", form, cwd=folder)
        assert not any(character in outcome.out + outcome.err for character in "\x1b\x07\u202e")


def test_a_stream_that_shows_ascii_alone_gets_ascii(folder: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "recolint", "plan", "job.json"],
        cwd=folder, env=environment, capture_output=True, check=True,
    )  # fmt: skip
    assert b"\\u" not in done.stdout
    assert b" 0 +---" in done.stdout


def test_several_specs_have_a_total(folder: Path) -> None:
    (folder / "prices.toml").write_text(TOML)
    argv = ("plan", "job.json", "jobs.yaml", "--prices", "prices.toml", "--output-format")
    text = recolint(*argv, "text", cwd=folder).out
    told = "3 jobs, at most 1 instance-hour (unknown for 2 jobs); cost at most EUR 0.63 (unknown for 2 jobs)"
    assert text.splitlines()[-1] == f"in total: {told}"
    assert recolint(*argv, "markdown", cwd=folder).out.splitlines()[0] == f"### recolint plan: {told}"
    assert told in recolint(*argv, "svg", cwd=folder).out
    assert json.loads(recolint(*argv, "json", cwd=folder).out)["total"] == {
        "jobs": 3,
        "bounded_jobs": 1,
        "instance_seconds": 3600,
        "instance_hours": 1.0,
        "priced_jobs": 1,
        "costs": [{"currency": "EUR", "at_most": "0.6250"}],
    }
    assert "in total" not in recolint("plan", "job.json", cwd=folder).out.splitlines()[-1]
    assert "total" not in json.loads(recolint("plan", "job.json", "--output-format", "json", cwd=folder).out)


def test_a_job_without_anything_to_test_has_an_unknown_number_of_tests(folder: Path) -> None:
    config = {key: value for key, value in JOB["InputConfig"].items() if key != "EndpointConfigurations"}
    (folder / "job.json").write_text(as_json({**JOB, "InputConfig": config}))
    outcome = recolint("plan", "job.json", cwd=folder)
    assert "  tests           unknown, 2 in parallel\n" in outcome.out
    assert "    - tests: EndpointConfigurations and Endpoints are missing\n" in outcome.out
    tests = json.loads(recolint("plan", "job.json", "--output-format", "json", cwd=folder).out)["plans"][0]["tests"]
    assert (tests["planned"], tests["run"]) == (None, None)


@pytest.mark.parametrize(
    ("config", "kinds", "words"),
    [
        (
            {"EndpointConfigurations": [SERVERLESS]},
            ["serverless endpoints"],
            "serverless: no instances; billed by request and duration",
        ),
        (
            {"Endpoints": [{"EndpointName": "live"}]},
            ["existing endpoints"],
            "existing endpoints are not counted in instance-hours",
        ),
        (
            {"EndpointConfigurations": [SERVERLESS], "Endpoints": [{"EndpointName": "live"}]},
            ["serverless endpoints", "existing endpoints"],
            "serverless endpoints and existing endpoints are not counted in instance-hours",
        ),
    ],
)
def test_what_has_no_instance_of_its_own_is_not_called_free(
    folder: Path, config: dict[str, Any], kinds: list[str], words: str
) -> None:
    others = {key: value for key, value in JOB["InputConfig"].items() if key != "EndpointConfigurations"}
    (folder / "job.json").write_text(as_json({**JOB, "InputConfig": {**others, **config}}))
    text = " ".join(recolint("plan", "job.json", cwd=folder).out.split())
    assert f"from start to end; {words} " in text
    assert "0 instance-hours" not in text
    (plan,) = json.loads(recolint("plan", "job.json", "--output-format", "json", cwd=folder).out)["plans"]
    assert plan["bound"]["not_counted"] == kinds


def test_an_older_spec_is_compared_in_numbers(folder: Path) -> None:
    (folder / "prices.toml").write_text(TOML)
    (folder / "new.json").write_text(
        as_json(load_test(on("ml.m5.xlarge"), on("ml.g4dn.xlarge"), phases=[phase(1, 1, 300)], parallel=2))
    )
    argv = ("plan", "new.json", "--against", "job.json", "--prices", "prices.toml")
    text = recolint(*argv, cwd=folder).out
    assert "    + at most 6 in parallel, 6 in total (-10, -10)\n" in text
    assert "    + 1 phase in 5 min (-10 min)\n" in text
    assert "(-0.33 instance-hours, -10 min)" in " ".join(text.split())
    assert "(-EUR 0.21)" in " ".join(text.split())
    changes = json.loads(recolint(*argv, "--output-format", "json", cwd=folder).out)["differences"]
    assert {one["term"]: one["change"] for one in changes}["users"] == "-10, -10"
    assert text.splitlines()[-1] == "at most 0.33 instance-hours fewer, at most EUR 0.21 less"


def test_a_comparison_ends_in_one_line_and_a_script_may_test_for_a_difference(folder: Path) -> None:
    (folder / "old.json").write_text(as_json(load_test(on("ml.m5.xlarge"), phases=[phase(1, 1, 900)], parallel=2)))
    (folder / "named.json").write_text(as_json({**JOB, "JobName": "another"}))
    for old, last, code in (
        ("old.json", "1 more test, at most 0.5 instance-hours more", 1),
        ("named.json", "2 differences; no known change in tests, instance-hours, time or cost", 1),
        ("job.json", "  no difference in tests, traffic, time or cost", 0),
    ):
        outcome = recolint("plan", "job.json", "--against", old, "--detailed-exitcode", cwd=folder)
        assert (outcome.out.splitlines()[-1], outcome.code) == (last, code)
        assert recolint("plan", "job.json", "--against", old, cwd=folder).code == 0
    alone = recolint("plan", "job.json", "--detailed-exitcode", cwd=folder)
    assert (alone.code, alone.err) == (2, "recolint: --detailed-exitcode requires --against\n")


def test_a_default_job_is_planned_as_far_as_it_is_known(folder: Path) -> None:
    (folder / "default.json").write_text(as_json(default_job(SupportedInstanceTypes=["ml.c5.large"])))
    outcome = recolint("plan", "default.json", cwd=folder)
    assert outcome.code == 0
    assert "about 45 min" in outcome.out
    assert "instance-hours: AWS documents no bound for a Default job" in outcome.out


def test_rules_do_without_what_only_plans_need(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(as_json(JOB))
    code = (
        "import sys\nfrom recolint.cli.main import main\nfrom recolint.cli.streams import Streams\n"
        "main(['check', 'a.json', '-q'], Streams.of_process())\n"
        "print(sorted({'decimal', 'recolint.plan.planning', 'recolint.plan.curve'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"

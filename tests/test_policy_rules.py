"""The rules for a team's policy, each with attempts to evade it."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from command_line import recolint
from recolint.base.finding import SpecId
from recolint.check import engine
from recolint.plan import prices
from recolint.rule import options, registry
from recolint.rule.rule_set import RuleSet
from recolint.testing import SETTINGS
from recolint.testing.gaps import Placed, Told, ungrounded, with_gaps
from specs import ADVANCED, DEFAULT

CONFIG = "InputConfig"
LIMIT, DURATION, KEY = f"{CONFIG}/ResourceLimit", f"{CONFIG}/JobDurationInSeconds", f"{CONFIG}/VolumeKmsKeyId"
CONFIGURATIONS, ENDPOINTS, VPC = f"{CONFIG}/EndpointConfigurations", f"{CONFIG}/Endpoints", f"{CONFIG}/VpcConfig"
TRAFFIC, TYPES = f"{CONFIG}/TrafficPattern", f"{CONFIG}/ContainerConfig/SupportedInstanceTypes"
OUTPUT_KEY, URI = "OutputConfig/KmsKeyId", "OutputConfig/CompiledOutputConfig/S3OutputUri"
PAYLOAD = f"{CONFIG}/ContainerConfig/PayloadConfig/SamplePayloadUrl"
STOPPING, LATENCY = "StoppingConditions", "StoppingConditions/ModelLatencyThresholds"
PACKAGE = f"{CONFIG}/ModelPackageVersionArn"
GONE = object()

SECOND_TYPE = f"{CONFIGURATIONS}/1/InstanceType"
FIRST_TYPE, RANGES = f"{CONFIGURATIONS}/0/InstanceType", f"{CONFIGURATIONS}/0/EnvironmentParameterRanges"
MINE, OTHER = "111122223333", "210987654321"
KMS = f"arn:aws:kms:eu-central-1:{MINE}"
ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
THREE = {"CategoricalParameterRanges": [{"Name": "W", "Value": ["1", "2", "4"]}]}


def spec(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The load test of all tests with these members set, or removed if they are ``GONE``."""
    data = copy.deepcopy(ADVANCED)
    for pointer, value in changes.items():
        *steps, name = pointer.split("/")
        at: Any = data
        for step in steps:
            at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
        if value is GONE:
            at.pop(name, None)
        else:
            at[name] = value
    return data


def found(folder: Path, policy: str, text: str, code: str, *argv: str) -> list[tuple[str, str]]:
    """Severity and pointer of what the rule ``code`` says under ``policy``."""
    (folder / "policy.toml").write_text(f"name = 'acme'\nurl = 'https://wiki.example.com/jobs'\n{policy}")
    (folder / "job.yaml").write_text(text)
    outcome = recolint(
        "check", "job.yaml", "--policy", "policy.toml", "--output-format", "json", "--ignore", "RL", *argv, cwd=folder
    )
    assert outcome.code < 2, outcome.err
    findings = [one for one in json.loads(outcome.out)["findings"] if one["code"] == code]
    assert all("policy acme: https://wiki.example.com/jobs" in one["help"] for one in findings)
    return [(one["severity"], one["pointer"]) for one in findings]


def errors(*pointers: str) -> list[tuple[str, str]]:
    return [("error", f"/{pointer}" if pointer else "") for pointer in pointers]


TYPES_ALLOWED = "[rules.denied-instance-type]\nallow = ['ml.c5.*', 'ml.g5.*']\ndeny = ['*.24xlarge']\nmax-gpus = 1\n"
PARALLEL = "[rules.parallelism-breaks-policy]\nmaximum = 2\n"
COUNT = "[rules.test-count-breaks-policy]\nmaximum = 3\n"
LASTS = "[rules.duration-breaks-policy]\nmaximum = 7200\n"
STOPS = """[rules.stopping-breaks-policy]
required = ['ModelLatencyThresholds']
maximum-invocations = 300
maximum-latency = 100
flat-invocations = 'Stop'
"""
KEYS = f"[rules.key-breaks-policy]\nkeys = ['alias/ml-*', '{KMS}:key/{ID}']\nrequired = ['volume']\n"
ACCOUNTS = f"[rules.key-breaks-policy]\naccounts = ['{MINE}']\n"
NETWORK = (
    "[rules.network-breaks-policy]\nsubnets = ['subnet-0a*']\nsecurity-groups = ['sg-0a1b2c3d']\nrequired = true\n"
)
ROLE = "[rules.role-breaks-policy]\nallow = ['ml/*']\ndeny = ['*Admin*']\n"
TAGS = "[rules.missing-required-tag]\nrequired = {team = '', stage = 'dev|prod'}\nallowed = ['cost-*']\n"
NAME = "[rules.name-breaks-policy]\npattern = 'ml-[a-z0-9-]+'\nexample = 'ml-churn-1'\n"
REGION = "[rules.region-breaks-policy]\nallow = ['eu-*']\n"
ACCOUNT = f"[rules.account-breaks-policy]\nallow = ['{MINE}']\n"
BUCKETS = "[rules.payload-breaks-policy]\nbuckets = ['ml-*']\n[rules.output-breaks-policy]\nbuckets = ['ml-*']\n"
LIVE = "[rules.production-endpoint]\nallow = ['*-test']\ndeny = ['fraud-*']\n"


def tag(**tags: str) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("policy", "code", "changes", "at"),
    [
        (TYPES_ALLOWED, "RL516", {}, []),
        (TYPES_ALLOWED, "RL516", {FIRST_TYPE: "ml.m5.large"}, [FIRST_TYPE]),
        (TYPES_ALLOWED, "RL516", {FIRST_TYPE: "ml.c5.24xlarge"}, [FIRST_TYPE]),
        (TYPES_ALLOWED, "RL516", {SECOND_TYPE: "ml.g5.12xlarge"}, [SECOND_TYPE]),
        (TYPES_ALLOWED, "RL516", {TYPES: ["ml.c5.large", "ml.p5.48xlarge"]}, [f"{TYPES}/1"]),
        (TYPES_ALLOWED, "RL516", {"JobType": "Default"}, [CONFIG]),
        (TYPES_ALLOWED, "RL516", {"JobType": "Default", TYPES: []}, [TYPES]),
        (PARALLEL, "RL270", {}, []),
        (PARALLEL, "RL270", {f"{LIMIT}/MaxParallelOfTests": 3}, [f"{LIMIT}/MaxParallelOfTests"]),
        (PARALLEL, "RL270", {f"{LIMIT}/MaxParallelOfTests": GONE}, []),
        (PARALLEL, "RL270", {LIMIT: GONE, RANGES: THREE}, [CONFIG]),
        (PARALLEL, "RL270", {LIMIT: {}, RANGES: THREE}, [LIMIT]),
        (PARALLEL, "RL270", {LIMIT: {"MaxNumberOfTests": 2}, RANGES: THREE}, []),
        (PARALLEL, "RL270", {LIMIT: GONE, ENDPOINTS: [{"EndpointName": "a"}]}, [CONFIG]),
        (COUNT, "RL271", {}, []),
        (COUNT, "RL271", {f"{LIMIT}/MaxNumberOfTests": 4}, [f"{LIMIT}/MaxNumberOfTests"]),
        (COUNT, "RL271", {LIMIT: GONE, RANGES: THREE}, [CONFIGURATIONS]),
        (COUNT, "RL271", {RANGES: THREE}, []),
        (LASTS, "RL272", {}, []),
        (LASTS, "RL272", {DURATION: 7201}, [DURATION]),
        (LASTS, "RL272", {DURATION: GONE}, [CONFIG]),
        (LASTS, "RL272", {DURATION: GONE, "JobType": "Default"}, []),
        (LASTS, "RL272", {DURATION: 10800, "JobType": "Default"}, [DURATION]),
        (STOPS, "RL273", {}, []),
        (STOPS, "RL273", {STOPPING: GONE}, ["", ""]),
        (STOPS, "RL273", {STOPPING: {}}, [STOPPING, STOPPING]),
        (STOPS, "RL273", {LATENCY: []}, [LATENCY]),
        (STOPS, "RL273", {LATENCY: [{"Percentile": "P99"}]}, [f"{LATENCY}/0"]),
        (STOPS, "RL273", {f"{LATENCY}/0/ValueInMilliseconds": 101}, [f"{LATENCY}/0/ValueInMilliseconds"]),
        (STOPS, "RL273", {f"{STOPPING}/MaxInvocations": 301}, [f"{STOPPING}/MaxInvocations"]),
        (STOPS, "RL273", {f"{STOPPING}/FlatInvocations": "Continue"}, [f"{STOPPING}/FlatInvocations"]),
        (STOPS, "RL273", {STOPPING: GONE, "JobType": "Default"}, []),
        (KEYS, "RL610", {KEY: "alias/ml-volumes"}, []),
        (KEYS, "RL610", {KEY: f"{KMS}:alias/ml-volumes"}, []),
        (KEYS, "RL610", {KEY: f"{KMS}:key/{ID.upper()}"}, []),
        (KEYS, "RL610", {KEY: ID}, []),
        (KEYS, "RL610", {}, [CONFIG]),
        (KEYS, "RL610", {KEY: ""}, [KEY]),
        (KEYS, "RL610", {KEY: "alias/mine"}, [KEY]),
        (KEYS, "RL610", {KEY: "alias/aws/sagemaker"}, [KEY]),
        (KEYS, "RL610", {KEY: ID.replace("1", "2")}, [KEY]),
        (KEYS, "RL610", {KEY: f"arn:aws:kms:eu-central-1:{OTHER}:alias/ml-volumes"}, [KEY]),
        (KEYS, "RL610", {KEY: f"arn:aws:kms:us-east-1:{MINE}:key/{ID}"}, [KEY]),
        (KEYS, "RL610", {KEY: f"arn:aws-cn:kms:cn-north-1:{MINE}:key/{ID}"}, [KEY]),
        (KEYS, "RL610", {KEY: "alias/ml-a", OUTPUT_KEY: "alias/mine"}, [OUTPUT_KEY]),
        (ACCOUNTS, "RL610", {KEY: f"{KMS}:alias/any", OUTPUT_KEY: "alias/any"}, []),
        (ACCOUNTS, "RL610", {KEY: f"arn:aws:kms:eu-central-1:{OTHER}:alias/any"}, [KEY]),
        (ACCOUNTS, "RL610", {KEY: "alias/any", "RoleArn": f"arn:aws:iam::{OTHER}:role/Jobs"}, [KEY]),
        (NETWORK, "RL627", {VPC: {"Subnets": ["subnet-0a1b2c3d"], "SecurityGroupIds": ["sg-0a1b2c3d"]}}, []),
        (NETWORK, "RL627", {}, [CONFIG]),
        (
            NETWORK, "RL627",
            {VPC: {"Subnets": ["subnet-0a1b2c3d", "subnet-0f1b2c3d"], "SecurityGroupIds": ["sg-0f1b2c3d"]}},
            [f"{VPC}/Subnets/1", f"{VPC}/SecurityGroupIds/0"],
        ),
        (ROLE, "RL703", {"RoleArn": f"arn:aws:iam::{MINE}:role/ml/Jobs"}, []),
        (ROLE, "RL703", {}, ["RoleArn"]),
        (ROLE, "RL703", {"RoleArn": f"arn:aws:iam::{MINE}:role/ml/JobsADMIN"}, ["RoleArn"]),
        (ROLE, "RL703", {"RoleArn": f"arn:aws-us-gov:iam::{MINE}:role/admin/ml/Jobs"}, ["RoleArn"]),
        (TAGS, "RL324", {"Tags": tag(team="a", stage="prod")}, []),
        (TAGS, "RL324", {"Tags": [*tag(team="a", stage="prod"), {"Key": "cost-center", "Value": "7"}]}, []),
        (TAGS, "RL324", {}, ["", ""]),
        (TAGS, "RL324", {"Tags": tag(team="a", stage="production")}, ["Tags/1/Value"]),
        (TAGS, "RL324", {"Tags": tag(team="a", Stage="prod")}, ["Tags/1/Key"]),
        (TAGS, "RL324", {"Tags": tag(team="a", stage="prod", Stage="live")}, ["Tags/2/Key"]),
        (TAGS, "RL324", {"Tags": [*tag(team="a", stage="prod"), *tag(stage="live")]}, ["Tags/2/Value"]),
        (TAGS, "RL324", {"Tags": tag(team="a", stage="dev", owner="me")}, ["Tags/2/Key"]),
        (NAME, "RL306", {"JobName": "ml-churn"}, []),
        (NAME, "RL306", {"JobName": "my-ml-churn"}, ["JobName"]),
        (NAME, "RL306", {"JobName": "ml-Churn"}, ["JobName"]),
        (REGION, "RL645", {KEY: f"{KMS}:alias/a", OUTPUT_KEY: "alias/a"}, []),
        (REGION, "RL645", {PACKAGE: f"arn:aws:sagemaker:us-east-1:{MINE}:model-package/m/1"}, [PACKAGE]),
        (REGION, "RL645", {KEY: f"arn:aws:kms:us-east-1:{MINE}:alias/a"}, [KEY]),
        (ACCOUNT, "RL646", {}, []),
        (ACCOUNT, "RL646", {PACKAGE: f"arn:aws:sagemaker:eu-west-1:{OTHER}:model-package/m/1"}, [PACKAGE]),
        (ACCOUNT, "RL646", {"RoleArn": f"arn:aws:iam::{OTHER}:role/Jobs"}, ["RoleArn"]),
        (ACCOUNT, "RL646", {OUTPUT_KEY: f"arn:aws:kms:eu-central-1:{OTHER}:alias/a"}, [OUTPUT_KEY]),
        (BUCKETS, "RL460", {PAYLOAD: "s3://ml-payloads/p.tar.gz"}, []),
        (BUCKETS, "RL460", {PAYLOAD: "s3://mine/ml-payloads/p.tar.gz"}, [PAYLOAD]),
        (BUCKETS, "RL460", {PAYLOAD: "https://ml-payloads.s3.amazonaws.com/p.tar.gz"}, [PAYLOAD]),
        (BUCKETS, "RL635", {URI: "s3://ml-models/out"}, []),
        (BUCKETS, "RL635", {URI: "s3://mine/ml-models"}, [URI]),
        (LIVE, "RL533", {ENDPOINTS: [{"EndpointName": "live-captions-test"}]}, []),
        (LIVE, "RL533", {ENDPOINTS: [{"EndpointName": "captions"}]}, [f"{ENDPOINTS}/0/EndpointName"]),
        (LIVE, "RL533", {ENDPOINTS: [{"EndpointName": "Fraud-Test"}]}, [f"{ENDPOINTS}/0/EndpointName"]),
    ],
)  # fmt: skip
def test_a_policy_is_not_gotten_around(
    tmp_path: Path, policy: str, code: str, changes: Mapping[str, Any], at: list[str]
) -> None:
    assert found(tmp_path, policy, json.dumps(spec(changes)), code) == errors(*at)


RULES: dict[str, dict[str, Any]] = {
    "parallelism-breaks-policy": {"maximum": 0},
    "test-count-breaks-policy": {"maximum": 0},
    "duration-breaks-policy": {"maximum": 60},
    "stopping-breaks-policy": {
        "required": ["FlatInvocations"], "maximum-invocations": 1, "maximum-latency": 1, "flat-invocations": "Stop",
    },
    "instance-hours-break-policy": {"maximum": 0.0, "unknown": "error"},
    "cost-breaks-policy": {"maximum": 0.0, "unknown": "ignore"},
    "key-breaks-policy": {"keys": [f"{KMS}:alias/*", "alias/ml"], "accounts": [MINE], "required": ["volume", "output"]},
    "network-breaks-policy": {"subnets": ["subnet-1"], "security-groups": ["sg-1"], "required": True},
    "role-breaks-policy": {"allow": ["ml/*"]},
    "missing-required-tag": {"required": {"team": "[a-z]+"}, "allowed": ["cost"]},
    "name-breaks-policy": {"pattern": "ml-.*"},
    "region-breaks-policy": {"allow": ["us-*"]},
    "account-breaks-policy": {"allow": ["1"]},
    "payload-breaks-policy": {"buckets": ["ml"]},
    "output-breaks-policy": {"buckets": ["ml"]},
    "production-endpoint": {"allow": ["x"]},
}  # fmt: skip
FULL = {
    VPC: {"Subnets": ["subnet-0a1b2c3d", "subnet-1"], "SecurityGroupIds": ["sg-0a1b2c3d"]},
    KEY: f"arn:aws:kms:eu-central-1:{OTHER}:alias/a",
    OUTPUT_KEY: "alias/ml-output",
    URI: "s3://mine/out",
    PAYLOAD: "s3://mine/p.tar.gz",
    ENDPOINTS: [{"EndpointName": "a"}],
    "Tags": [{"Key": "team", "Value": "1"}, {"Key": "Team", "Value": "a"}],
    f"{STOPPING}/FlatInvocations": "Continue",
}
TEAM = SETTINGS._replace(prices=(prices.parse("p", {"currency": "USD", "date": "2026-11-01", "instances": {
    "ml.c5.large": 1, "ml.c5.xlarge": 2,
}, "region": "eu-central-1"}),))  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", RULES)
@pytest.mark.parametrize(
    "changes",
    [{}, FULL, {"JobType": "Default"}, {PACKAGE: f"arn:aws:sagemaker:us-east-1:{MINE}:model-package/m/1"}],
    ids=["plain", "full", "default", "elsewhere"],
)
def test_what_a_text_does_not_tell_breaks_no_policy(name: str, changes: dict[str, Any]) -> None:
    kind = registry.load().find(name)
    made, problems = options.parse(kind, RULES[name])
    assert problems == []
    rules = RuleSet.of(kind(made))

    def placed(told: Told) -> list[Placed]:
        checked, crashes = engine.check_document(told.document("a.json"), rules, TEAM)
        assert not crashes, told
        return [(SpecId("a.json", 0), one) for one in (*checked.findings, *checked.unfounded)]

    told = Told.of(spec(changes))
    whole = placed(told)
    for part in with_gaps(told):
        assert ungrounded(placed(part), part, whole) is None, part


def test_code_with_variables_breaks_no_policy(tmp_path: Path) -> None:
    policies = (PARALLEL, COUNT, LASTS, STOPS, KEYS, NETWORK, ROLE, TAGS, NAME, REGION, ACCOUNT, HOURS)
    (tmp_path / "policy.toml").write_text("name = 'acme'\n" + "".join(policies) + "unknown = 'error'\n")
    (tmp_path / "job.py").write_text("""
import boto3
boto3.client("sagemaker").create_inference_recommendations_job(
    JobName=name, JobType="Advanced", RoleArn=role, Tags=tags, StoppingConditions=stops,
    InputConfig={
        "ModelPackageVersionArn": package, "JobDurationInSeconds": seconds, "VolumeKmsKeyId": key, "VpcConfig": vpc,
        "TrafficPattern": traffic, "ResourceLimit": limit, "EndpointConfigurations": [{"InstanceType": kind}] * n,
    },
)
""")
    outcome = recolint("check", "job.py", "--policy", "policy.toml", "--output-format", "concise", cwd=tmp_path)
    assert outcome.out == "1 spec checked: nothing to report\n"
    text = (tmp_path / "job.py").read_text().replace('JobDurationInSeconds": seconds', 'JobDurationInSeconds": 9000')
    (tmp_path / "job.py").write_text(text)
    outcome = recolint("check", "job.py", "--policy", "policy.toml", "--output-format", "concise", cwd=tmp_path)
    assert outcome.out.startswith("job.py:6:68: error[RL272] JobDurationInSeconds is 9000 s")


HOURS = "[rules.instance-hours-break-policy]\nmaximum = 0.7\n"
PHASES = {"TrafficType": "PHASES", "Phases": [{"InitialNumberOfUsers": 1, "SpawnRate": 1, "DurationInSeconds": 1200}]}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, []),
        ({TRAFFIC: PHASES}, ["error"]),
        ({TRAFFIC: GONE}, ["warning"]),
        ({CONFIGURATIONS: GONE}, ["warning"]),
        ({"JobType": "Default"}, ["warning"]),
        ({CONFIGURATIONS: GONE, ENDPOINTS: [{"EndpointName": "a"}]}, []),
        ({f"{CONFIGURATIONS}/0": {"ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 1}}}, []),
    ],
)
def test_instance_hours_are_bounded_or_said_to_be_unknown(
    tmp_path: Path, changes: dict[str, Any], said: list[str]
) -> None:
    changes = dict(changes)
    first = changes.pop(f"{CONFIGURATIONS}/0", None)
    data = spec(changes)
    if first is not None:
        data[CONFIG]["EndpointConfigurations"] = [first]
    expected = [(severity, f"/{CONFIG}") for severity in said]
    assert found(tmp_path, HOURS, json.dumps(data), "RL803") == expected
    for unknown in ("error", "ignore"):
        severities = [unknown if one == "warning" else one for one in said if (one, unknown) != ("warning", "ignore")]
        again = found(tmp_path, f"{HOURS}unknown = '{unknown}'\n", json.dumps(data), "RL803")
        assert [severity for severity, _ in again] == severities


PRICES = """currency = "USD"
date = 2026-11-01
region = "eu-central-1"
[instances]
"ml.c5.large" = 0.10
"ml.c5.xlarge" = 0.20
"""
COST = "prices = 'prices.toml'\n[rules.cost-breaks-policy]\nmaximum = {maximum}\ncurrency = '{currency}'\n"


@pytest.mark.parametrize(
    ("maximum", "currency", "changes", "said"),
    [
        # 2 tests of 240 s + 900 s, at 0.20 and 0.10 USD an hour: 0.095 USD.
        (0.095, "USD", {}, []),
        (0.0949, "", {}, ["the job may cost USD 0.10; the policy's maximum is 0.0949"]),
        (1, "EUR", {}, ["the cost is unknown: the prices are in USD, the policy's maximum in EUR"]),
        (1, "", {FIRST_TYPE: "ml.m5.large"},
         ["the cost is unknown: the price table has no price for ml.m5.large"]),
        (1, "", {PACKAGE: f"arn:aws:sagemaker:us-east-1:{MINE}:model-package/m/1"},
         ["the cost is unknown: the prices are for eu-central-1, the job runs in us-east-1"]),
        (1, "", {"JobType": "Default"}, ["the cost is unknown: AWS documents no bound for a Default job"]),
        (0, "", {CONFIGURATIONS: GONE, ENDPOINTS: [{"EndpointName": "a"}]}, []),
    ],
)  # fmt: skip
def test_cost_is_bounded_by_the_prices_of_the_policy(
    tmp_path: Path, maximum: float, currency: str, changes: dict[str, Any], said: list[str]
) -> None:
    policy = tmp_path / "acme"
    policy.mkdir()
    (policy / "prices.toml").write_text(PRICES)
    (policy / "policy.toml").write_text(COST.format(maximum=maximum, currency=currency))
    (tmp_path / "recolint.toml").write_text("prices = 'cheap.toml'\n")
    (tmp_path / "cheap.toml").write_text(PRICES.replace("0.", "0.000"))
    (tmp_path / "job.json").write_text(json.dumps(spec(changes)))
    argv = ("check", "job.json", "--policy", "acme/policy.toml", "--output-format", "json")
    report = json.loads(recolint(*argv, cwd=tmp_path).out)
    assert [one["message"] for one in report["findings"] if one["code"] == "RL804"] == said
    attempts = [one["message"] for one in report["findings"] if one["code"] == "RL025"]
    assert len(attempts) == 1, "the price table of the repository does not count, and that is said"


def test_the_table_of_the_region_of_the_package_counts(tmp_path: Path) -> None:
    (tmp_path / "us.toml").write_text(PRICES.replace("eu-central-1", "us-east-1"))
    (tmp_path / "eu.toml").write_text(PRICES.replace("0.", "10."))
    policy = COST.format(maximum=5, currency="").replace("'prices.toml'", "['us.toml', 'eu.toml']")
    said = [("error", f"/{CONFIG}")]
    assert found(tmp_path, policy, json.dumps(spec({})), "RL804") == said
    changes = {PACKAGE: f"arn:aws:sagemaker:us-east-1:{MINE}:model-package/m/1"}
    assert found(tmp_path, policy, json.dumps(spec(changes)), "RL804") == []


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "policy.toml:1:1: prices: "),
        ({"prices.toml": PRICES.replace("USD", "usd")}, "policy.toml:1:1: prices: prices.toml: currency: "),
        ({"prices.toml": "a = "}, "policy.toml:1:1: prices: prices.toml:1:5: is not valid TOML: "),
    ],
)
def test_a_wrong_price_table_is_an_error_at_its_key(tmp_path: Path, files: dict[str, str], told: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "policy.toml").write_text(COST.format(maximum=1, currency=""))
    (tmp_path / "job.yaml").write_text(DEFAULT)
    outcome = recolint("check", "job.yaml", "--policy", "policy.toml", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err


def test_a_config_names_no_price_table_outside_its_repository(tmp_path: Path) -> None:
    (tmp_path / "prices.toml").write_text(PRICES)
    work = tmp_path / "work"
    (work / ".git").mkdir(parents=True)
    (work / ".git" / "HEAD").write_text("")
    (work / "recolint.toml").write_text("prices = '../prices.toml'\n")
    (work / "job.yaml").write_text(DEFAULT)
    outcome = recolint("check", "job.yaml", cwd=work)
    assert outcome.code == 2
    assert "recolint.toml:1:1: prices: '../prices.toml' is" in outcome.err


@pytest.mark.parametrize(
    ("policy", "code", "option"),
    [(REGION, "RL645", ("--region", "us-east-1")), (ACCOUNT, "RL646", ("--account", OTHER))],
)
def test_where_the_job_runs_counts_where_the_spec_does_not_say(
    tmp_path: Path, policy: str, code: str, option: tuple[str, str]
) -> None:
    text = "JobName: churn\nJobType: Default\nInputConfig: {ModelName: churn}\n"
    assert found(tmp_path, policy, text, code) == []
    assert found(tmp_path, policy, text, code, *option) == errors("")


def test_the_account_of_a_config_does_not_stand_in_for_that_of_the_role(tmp_path: Path) -> None:
    (tmp_path / "recolint.toml").write_text(f"account = '{MINE}'\n")
    text = json.dumps(spec({KEY: "alias/ml-a", "RoleArn": f"arn:aws:iam::{OTHER}:role/Jobs"}))
    assert found(tmp_path, ACCOUNTS, text, "RL610") == errors(KEY)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("stopping-breaks-policy]\nrequired = ['MaxInvocation']", "required: expected MaxInvocations, "),
        ("stopping-breaks-policy]\nflat-invocations = 'stop'", "flat-invocations: expected Stop or Continue, found "),
        ("key-breaks-policy]\nrequired = ['volumes']", "required: expected volume or output, found 'volumes'"),
        ("cost-breaks-policy]\nunknown = 'fail'", "unknown: expected error, warning, ignore, found 'fail'"),
        ("cost-breaks-policy]\ncurrency = 'usd'", "currency: expected the three letters of a currency, as in USD"),
        ("name-breaks-policy]\npattern = 'ml-.*'\nexample = 'churn'", "example: expected a name that matches 'ml-.*'"),
        ("missing-required-tag]\nrequired = {team = 1}", "required: expected a list of strings, or a table of strings"),
        ("key-breaks-policy]\nrequired = ['volum']", "expected volume or output, found 'volum'; did you mean volume?"),
        ("stopping-breaks-policy]\nflat-invocations = 'stop'", "found 'stop'; did you mean Stop?"),
        ("cost-breaks-policy]\nunknown = 'eror'", "found 'eror'; did you mean error?"),
        ("account-breaks-policy]\nallow = [111122223333]", "found [111122223333]; write ['111122223333']"),
        ("network-breaks-policy]\nsubnets = 'subnet-1'", "found 'subnet-1'; write ['subnet-1']"),
        ("missing-required-tag]\nrequired = {team = '('}", "required: expected a regular expression, found '('"),
        ("network-breaks-policy]\nrequired = 1", "required: expected true or false, found 1"),
    ],
)  # fmt: skip
def test_a_slip_in_an_option_is_an_error(tmp_path: Path, table: str, told: str) -> None:
    (tmp_path / "policy.toml").write_text(f"[rules.{table}\n")
    (tmp_path / "job.yaml").write_text(DEFAULT)
    outcome = recolint("check", "job.yaml", "--policy", "policy.toml", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err


def test_the_config_in_force_says_tables_as_lists(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text(TAGS)
    out = recolint("config", "--policy", "policy.toml", cwd=tmp_path).out
    assert 'required = ["team=", "stage=dev|prod"]' in out

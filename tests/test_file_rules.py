"""The rules on files: faults of reading, suppressions through the front door, placeholders, left-overs and secrets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import recolint
from recolint.base.finding import Severity, pointer
from recolint.document import FaultKind
from recolint.rule import registry
from recolint.rule.kinds import FaultRule, Globs
from recolint_rules.contract.pattern_mismatch import PatternMismatch
from recolint_rules.file.documentation_account import DocumentationAccount
from recolint_rules.file.secret_in_spec import SecretInSpec
from recolint_rules.file.skeleton_leftover import SkeletonLeftover
from recolint_rules.file.unfilled_placeholder import Options, UnfilledPlaceholder
from rule_runs import found

SPEC = """\
JobName: probe
JobType: Default
RoleArn: arn:aws:iam::111122223333:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-central-1:111122223333:model-package/churn/3
"""


def codes(folder: Path, *argv: str) -> list[str]:
    """The codes that ``recolint check`` reports in ``folder``, in order of place."""
    outcome = recolint("check", "--isolated", "--output-format", "json", *argv, cwd=folder)
    return [finding["code"] for finding in json.loads(outcome.out)["findings"]]


def test_every_kind_of_fault_has_one_rule() -> None:
    kinds = [rule.kind for rule in registry.load().rules if issubclass(rule, FaultRule)]
    assert sorted(kind.value for kind in kinds) == sorted(kind.value for kind in FaultKind)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(SPEC + "# " + "x" * (1024 * 1024))
    outcome = recolint("check", "job.yaml", "--isolated", "--output-format", "json", cwd=tmp_path)
    (finding,) = json.loads(outcome.out)["findings"]
    assert (finding["code"], finding["severity"], finding["line"]) == ("RL010", "error", 1)
    assert outcome.code == 1


def test_a_file_of_too_many_values_is_not_checked(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(json.dumps({"JobName": "a", "JobType": ["x"] * 30_000}))
    assert codes(tmp_path, "job.json") == ["RL010"]


@pytest.mark.parametrize("text", ["", "JobName: [", "- JobName: a", "JobName: !Ref a", "JobName: &a [*a]"])
def test_a_file_that_cannot_be_checked_is_reported_whatever_is_selected(tmp_path: Path, text: str) -> None:
    (tmp_path / "job.yaml").write_text(text)
    (code,) = codes(tmp_path, "job.yaml", "--select", "RL301", "--ignore", "RL0")
    assert code.startswith("RL0")


def test_a_value_with_an_unknown_tag_is_one_finding(tmp_path: Path) -> None:
    """The text does not show the value of the tag, so other rules skip it."""
    (tmp_path / "a.yaml").write_text(
        'JobName: probe\nJobType: !Ref Type\nRoleArn: !Sub "arn:aws:iam::${Account}:role/x"\n'
        "InputConfig:\n  ModelPackageVersionArn: !ImportValue Package\n  JobDurationInSeconds: !Ref Duration\n"
        "  ContainerConfig: !Container {Domain: COMPUTER_VISION, SupportedInstanceTypes: [!Ref Type]}\n"
    )
    outcome = recolint("check", "a.yaml", "--output-format", "concise", "-q", cwd=tmp_path)
    assert [line.split("[")[1][:5] for line in outcome.out.splitlines()] == ["RL005"] * 6


def test_a_file_that_is_found_by_walking_and_is_no_spec_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    assert codes(tmp_path, "--allow-empty") == []
    assert codes(tmp_path, "compose.yaml") == ["RL012"]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# recolint: ignore[RL301]", ["RL022"]),
        ("# recolint: ignore[RL9999]", ["RL021"]),
        ("# recolint: ignore(RL301)", ["RL020"]),
        ("# recolint: ignore[RL301] until=2026-11-22", ["RL023"]),
        ("# recolint: ignore[RL022, RL020]", ["RL022", "RL022"]),
    ],
)
def test_a_suppression_that_hides_nothing_is_a_warning(tmp_path: Path, comment: str, expected: list[str]) -> None:
    (tmp_path / "job.yaml").write_text(SPEC.replace("probe", f"probe  {comment}"))
    outcome = recolint(
        "check", "job.yaml", "--isolated", "--output-format", "json", "--select", "RL0,RL301", cwd=tmp_path
    )
    findings = json.loads(outcome.out)["findings"]
    assert [(finding["code"], finding["severity"]) for finding in findings] == [(code, "warning") for code in expected]
    assert outcome.code == 0


PLACEHOLDERS = (
    "JobName: '{{ name }}'",
    "JobName: probe-${STAGE}",
    "JobName: probe-$(date +%s)",
    "RoleArn: 'arn:aws:iam::<account>:role/*'",
    "RoleArn: 'arn:aws:iam::ACCOUNT_ID:role/Jobs'",
    "InputConfig: {ModelName: REPLACE_ME}",
)


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_a_placeholder_is_one_finding_and_no_pattern_is_told(text: str) -> None:
    (finding,) = found(text, UnfilledPlaceholder(), PatternMismatch())
    assert finding.code == "RL030"
    assert finding.message.split("'")[1] in text


@pytest.mark.parametrize(
    ("allow", "left"),
    [(("{{*}}",), 5), (("${*}", "$(*)"), 4), (("<*>", "*_*"), 3), (("account_*",), 6), (("*",), 0), (("[",), 6)],
)
def test_placeholders_that_a_later_step_fills_are_passed_over(allow: tuple[str, ...], left: int) -> None:
    rule = UnfilledPlaceholder(Options(Globs(allow)))
    assert sum(len(found(text, rule)) for text in PLACEHOLDERS) == left


# What `aws sagemaker create-inference-recommendations-job --generate-cli-skeleton` prints, in part.
SKELETON = """\
{
    "JobName": "",
    "JobType": "Default",
    "RoleArn": "",
    "InputConfig": {
        "ModelPackageVersionArn": "",
        "JobDurationInSeconds": 0,
        "TrafficPattern": {
            "TrafficType": "PHASES",
            "Phases": [{"InitialNumberOfUsers": 0, "SpawnRate": 0, "DurationInSeconds": 0}]
        },
        "EndpointConfigurations": [{"InstanceType": "ml.r6gd.8xlarge"}]
    },
    "Tags": [{"Key": "", "Value": ""}]
}
"""


def test_a_skeleton_is_told_once_at_its_first_empty_value() -> None:
    (finding,) = found(SKELETON, SkeletonLeftover())
    assert pointer(finding.route) == "/JobName"
    assert finding.message.startswith("7 values are empty or 0")
    assert pointer(finding.labels[0].route) == "/Tags/0/Key"


def test_values_under_an_unknown_name_are_no_leftovers() -> None:
    assert not found("JobName: ''\nA: ''\nB: ''\nC: 0\nD: 0\n", SkeletonLeftover())


def test_false_is_no_zero() -> None:
    text = "InputConfig: {JobDurationInSeconds: false}\nJobName: ''\nRoleArn: ''\nJobType: ''\n"
    assert not found(text, SkeletonLeftover())


def test_an_account_of_the_documents_is_told_once() -> None:
    text = SPEC + "OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:alias/a'}\n"
    findings = found(text, DocumentationAccount())
    assert [pointer(finding.route) for finding in findings] == ["/RoleArn", "/OutputConfig/KmsKeyId"]
    assert [len(finding.labels) for finding in findings] == [1, 0]


FORTY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYabcdefgh12"
SECRETS = {
    "AWS access key ID": "ASIA" + "Q2R7" * 4,
    "AWS secret key": f"the secret is {FORTY}",
    "private key": "-----BEGIN OPENSSH PRIVATE KEY-----",
    "GitHub token": "ghp_" + "a1B2" * 9,
    "GitLab token": "glpat-" + "a1B2_" * 4,
    "Slack token": "xoxb-" + "1234567890-",
    "Hugging Face token": "hf_" + "aB" * 17,
    "Google API key": "AIza" + "a1B2c" * 7,
    "npm token": "npm_" + "a1B2" * 9,
}


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "secret"), SECRETS.items(), ids=SECRETS)
def test_a_credential_is_found_and_never_shown(tmp_path: Path, kind: str, secret: str) -> None:
    text = json.dumps({"JobName": "probe", "JobType": "Default", "JobDescription": f"uses {secret} here"})
    (finding,) = found(text, SecretInSpec())
    assert kind in finding.message
    (tmp_path / "job.json").write_text(text)
    report = recolint(
        "check", "job.json", "--isolated", "--output-format", "json", "--select", "RL033", cwd=tmp_path
    ).out
    assert "RL033" in report
    assert secret[-20:] not in report


@pytest.mark.parametrize(
    "text",
    [
        f"a digest {FORTY}",
        "secret 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:production/model/endpoint-AbCdEf",
        "s3://secretbucket/Models/V2/churnModelBest1/",
        "arn:aws:iam::111122223333:role/Secret/Team1/SearchAndAdsReaders/WW",
        "MAKIAQ2R7Q2R7Q2R7Q2R7",
        "hf_transfer and npm_config",
        "xoxo",
    ],
)
def test_what_only_looks_like_a_credential_is_passed_over(text: str) -> None:
    assert not found(json.dumps({"JobDescription": text}), SecretInSpec())


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("AKIAIOSFODNN7EXAMPLE and its secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Severity.WARNING),
        ("AKIAIOSFODNN7EXAMPLE is not AKIAQ2R7Q2R7Q2R7Q2R7", Severity.ERROR),
        (f"AKIAIOSFODNN7EXAMPLE and the secret {FORTY}", Severity.ERROR),
    ],
)
def test_a_sample_of_the_documents_is_a_warning_but_hides_no_real_one(text: str, severity: Severity) -> None:
    (finding,) = found(json.dumps({"JobDescription": text}), SecretInSpec())
    assert finding.severity is severity
    assert finding.confidential is (severity is Severity.ERROR)


def test_a_secret_key_is_known_by_the_name_of_its_variable_wherever_that_stands() -> None:
    ranges = (
        "InputConfig: {{EndpointConfigurations: [{{"
        "EnvironmentParameterRanges: {{CategoricalParameterRanges: [{}]}}}}]}}"
    )
    before = ranges.format(f"{{Name: DB_SECRET, Value: ['1', {FORTY}]}}")
    after = ranges.format(f"{{Value: ['1', {FORTY}], Name: DB_SECRET}}")
    other = ranges.format(f"{{Name: DIGEST, Value: [{FORTY}]}}, {{Name: DB_SECRET, Value: ['1']}}")
    assert [len(found(text, SecretInSpec())) for text in (before, after, other)] == [1, 1, 0]
    assert not found(f"Tags: [{{Key: digest, Value: {FORTY}}}]", SecretInSpec())
    assert found(f"Tags: [{{Key: secret, Value: {FORTY}}}]", SecretInSpec())


def test_a_credential_that_is_written_with_escapes_is_found_too() -> None:
    assert found('{"JobDescription": "\\u0041SIA' + "Q2R7" * 4 + '"}', SecretInSpec())


def test_a_credential_under_an_unknown_name_is_found_too() -> None:
    (finding,) = found(f"InputConfig: {{Environment: {{TOKEN: {SECRETS['Hugging Face token']}}}}}", SecretInSpec())
    assert pointer(finding.route) == "/InputConfig/Environment/TOKEN"

"""What a policy locks, a repository cannot undo by any means: the finding, its severity and exit 1 stay."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from command_line import Outcome, process, recolint
from plans import load_test, on
from recolint.base.text import Source
from recolint.document import read
from specs import DEFAULT, as_json

POLICY = """\
name = "acme"
url = "https://wiki.example.com/ml-jobs"

[rules.truncated-name]
length = 30

[severity]
RL301 = "error"
"""
NAME = "a-name-with-more-than-thirty-letters"
SPEC = DEFAULT.replace("probe", NAME)
JSON_SPEC = as_json(read(Source("job.yaml", SPEC)).documents[0].data)


class Attack(NamedTuple):
    """Files of a repository and options of the command line; where they are reported, as ``path:line``."""

    files: dict[str, str]
    reported: str
    options: Sequence[str] = ()


def config(text: str, line: int = 1, **more: str) -> Attack:
    files = {name.replace("__", "/").replace("_", "."): one for name, one in more.items()}
    return Attack({"recolint.toml": text, **files}, f"recolint.toml:{line}")


def comment(text: str) -> Attack:
    return Attack({"jobs/job.yaml": SPEC.replace(NAME, f"{NAME}  # recolint: {text}")}, "jobs/job.yaml:1")


def option(*words: str) -> Attack:
    return Attack({}, "<command line>:1", words)


SUPPRESS = "[[suppress]]\npath = '{}'\nrules = ['{}']\nreason = 'known'\nuntil = 2026-12-01\n"

ATTACKS = {
    "ignore": config("ignore = ['RL301']"),
    "ignore by name": config("ignore = ['truncated-name']"),
    "ignore a block": config("ignore = ['RL']"),
    "select others": config("select = ['RL2']"),
    "per-file-ignores": config("[per-file-ignores]\n'jobs/**' = ['RL3']", 2),
    "severity": config("[severity]\nRL301 = 'info'", 2),
    "severity by name": config("[severity]\ntruncated-name = 'warning'", 2),
    "preset": config("preset = 'minimal'"),
    "select what always runs": config("select = ['RL001']"),
    "options": config("[rules.truncated-name]\nlength = 64", 2),
    "options by code": config("[rules.RL301]\nlength = 64", 2),
    "exclude a file": config("exclude = ['job.yaml']"),
    "exclude a folder": config("exclude = ['jobs/']"),
    "exclude everything": config("exclude = ['*']"),
    "max-file-size": config("max-file-size = 10"),
    "a table": config(SUPPRESS.format("jobs/job.yaml", "RL301")),
    "a table of a block": config(SUPPRESS.format("jobs/**", "RL")),
    "an override that ignores": config("[[overrides]]\npaths = ['jobs/*']\nignore = ['RL3']", 3),
    "an override that selects": config("[[overrides]]\npaths = ['jobs/*']\nselect = ['RL2']", 3),
    "an override of severity": config("[[overrides]]\npaths = ['jobs/*']\nseverity = {RL301 = 'info'}", 3),
    "an override of options": config("[[overrides]]\npaths = ['jobs/*']\n[overrides.rules.RL301]\nlength = 64", 4),
    "a config that is extended": Attack(
        {"recolint.toml": "extend = ['other.toml']", "other.toml": "\nignore = ['RL301']"}, "other.toml:2"
    ),
    "a nearer config": Attack({"jobs/recolint.toml": "ignore = ['RL301']"}, "jobs/recolint.toml:1"),
    "an empty nearer config": Attack({"jobs/recolint.toml": "", "recolint.toml": "ignore = ['RL301']"}, ""),
    "pyproject.toml": Attack({"pyproject.toml": "[tool.recolint]\nignore = ['RL301']"}, "pyproject.toml:2"),
    "a comment": comment("ignore[RL301] a reason until=2026-12-01"),
    "a comment for the file": comment("ignore-file[RL301] a reason"),
    "a comment with a block": comment("ignore[RL] a reason"),
    ".gitignore": Attack({".gitignore": "# these\njobs/\n"}, ".gitignore:2"),
    ".gitignore of a folder": Attack({"jobs/.gitignore": "*\n"}, "jobs/.gitignore:1"),
    "a folder with a broken config in an excluded one": Attack(
        {"recolint.toml": "exclude = ['jobs/']", "jobs/recolint.toml": "ignore = ['RL301']"}, "recolint.toml:1"
    ),
    "a baseline": Attack(
        {"recolint.toml": "baseline = 'known.json'", "known.json": "BASELINE jobs/job.yaml"}, "known.json:5"
    ),
    "a baseline by option": Attack({"k.json": "BASELINE jobs/job.yaml"}, "k.json:5", ("--baseline", "k.json")),
    "another config": Attack({"x.toml": "ignore = ['RL301']"}, "x.toml:1", ("--config", "x.toml")),
    "no config": Attack({"recolint.toml": "ignore = ['RL301']"}, "", ("--isolated",)),
    "--ignore": option("--ignore", "RL301"),
    "--select": option("--select", "RL2"),
    "--preset": option("--preset", "minimal"),
    "--severity": option("--severity", "RL301=info"),
    "--exclude": option("--exclude", "jobs/"),
    "--extend-select": Attack({}, "", ("--extend-select", "RL320")),
    "--fail-on": Attack({}, "", ("--fail-on", "error")),
    "an empty policy of its own": Attack({"acme.toml": "", "recolint-policy.toml": ""}, ""),
    "a package of the policy's name": Attack({"acme/__init__.py": "", "acme/base.toml": ""}, ""),
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (tmp_path / "policy.toml").write_text(POLICY)
    write(folder, {"jobs/job.yaml": SPEC})
    return folder


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def baselines(folder: Path, files: dict[str, str]) -> dict[str, str]:
    """``files``, with the finding of the named spec in each baseline."""
    made = {}
    for name, text in files.items():
        if text.startswith("BASELINE "):
            made[name] = "made"
            options = ("--extend-select", "RL301", "--config", "../loose.toml", "--baseline", name)
            (folder.parent / "loose.toml").write_text(POLICY.partition("\n\n")[2])
            assert recolint("baseline", "create", *options, cwd=folder).code == 0
            data = json.loads((folder / name).read_text())
            data["findings"] = [one for one in data["findings"] if one["code"] == "RL301"]
            made[name] = json.dumps(data, indent=1)
            (folder / name).unlink()
    return {**files, **made}


def require_locked(outcome: Outcome, attack: Attack) -> None:
    assert outcome.code == 1, outcome.err
    report = json.loads(outcome.out)
    (locked,) = [one for one in report["findings"] if one["code"] == "RL301"]
    assert (locked["severity"], locked["path"], locked["policy"]) == ("error", "jobs/job.yaml", "acme")
    assert "the first 30" in locked["message"] or "30" in locked["message"]
    assert "https://wiki.example.com/ml-jobs" in locked["help"]
    assert not [one for one in report["suppressed"] if one["code"] == "RL301"]
    told = {f"{one['path']}:{one['line']}": one["severity"] for one in report["findings"] if one["code"] == "RL025"}
    assert told == ({attack.reported: "warning"} if attack.reported else {})


@pytest.mark.slow
@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_nothing_that_a_repository_says_unlocks_a_rule(repository: Path, attack: Attack) -> None:
    write(repository, baselines(repository, attack.files))
    policy = ("--policy", "../policy.toml", "--output-format", "json")
    require_locked(recolint("check", *policy, *attack.options, cwd=repository), attack)


OF_SUBMIT = [name for name in ATTACKS if "--exclude" not in name and "baseline" not in name]
"""What a submit knows too: it has no baseline and walks through no folder."""


@pytest.mark.slow
@pytest.mark.parametrize("name", OF_SUBMIT)
def test_nor_does_it_before_a_submit(repository: Path, name: str) -> None:
    write(repository, ATTACKS[name].files)
    argv = ("submit", "jobs/job.yaml", "--dry-run", "--policy", "../policy.toml", *ATTACKS[name].options)
    outcome = recolint(*argv, cwd=repository)
    assert (outcome.code, outcome.out) == (1, ""), outcome.err
    assert "error[RL301]" in outcome.err


@pytest.mark.parametrize("name", ["ignore", "a comment", "exclude a folder", "max-file-size", "a table", "severity"])
def test_nor_does_it_where_a_hook_names_the_file(repository: Path, name: str) -> None:
    attack = ATTACKS[name]
    write(repository, attack.files)
    hook = ("--unrecognized", "skip", "--allow-empty", "--force-exclude", "--output-format", "json", "jobs/job.yaml")
    outcome = recolint("check", *hook, cwd=repository, environment={"RECOLINT_POLICY": "../policy.toml"})
    require_locked(outcome, attack)


@pytest.mark.parametrize(
    "files",
    [
        {"recolint.toml": "ignore = "},
        {"recolint.toml": "selct = []"},
        {"recolint.toml": "extend = ['recolint.toml']"},
        {"jobs/recolint.toml": "name = 'acme'"},
    ],
)
def test_a_broken_config_is_never_a_pass(repository: Path, files: dict[str, str]) -> None:
    write(repository, files)
    assert recolint("check", "--policy", "../policy.toml", cwd=repository).code == 2


TWICE = JSON_SPEC.replace(f'"JobName": "{NAME}"', f'"JobName": "{NAME}", "JobName": "short"')
WRONG_TYPE = SPEC.replace(NAME, "[a]")


@pytest.mark.parametrize(
    ("name", "text", "rule", "config"),
    [
        ("jobs/twice.json", TWICE, "RL003", "ignore = ['RL003']"),
        ("jobs/type.yaml", WRONG_TYPE, "RL104", "[severity]\nRL104 = 'info'\n"),
        ("jobs/hole.yaml", SPEC.replace(NAME, "${NAME}"), "RL030", "ignore = ['RL030']"),
    ],
)
def test_a_value_that_cannot_be_judged_is_no_way_out(
    repository: Path, name: str, text: str, rule: str, config: str
) -> None:
    (repository / "jobs/job.yaml").unlink()
    write(repository, {name: text, "recolint.toml": config})
    outcome = recolint("check", "--policy", "../policy.toml", "--output-format", "concise", cwd=repository)
    assert outcome.code == 1
    assert f"error[{rule}]" in outcome.out
    assert recolint("check", cwd=repository).code == 0


CODE = """\
import boto3, os
name = os.environ["NAME"]
client = boto3.client("sagemaker", region_name="us-east-1")
client.create_inference_recommendations_job(JobName=name, JobType="Default", RoleArn="arn:aws:iam::111122223333:role/r",
    InputConfig={"ModelPackageVersionArn": "arn:aws:sagemaker:us-east-1:111122223333:model-package/m/1"})
"""


@pytest.mark.parametrize(
    ("config", "reported"),
    [("", []), ("require-known = false", [1]), ("ignore = ['RL016']", [1]), ("\nseverity = {RL016 = 'info'}", [2])],
)
def test_a_policy_requires_known_values(tmp_path: Path, config: str, reported: list[int]) -> None:
    code = CODE.replace("JobName=name", "JobName=name  # recolint: ignore[RL016] why\n   ")
    write(tmp_path, {"job.py": code, "recolint.toml": config, "policy.toml": "name = 'acme'\nrequire-known = true"})
    assert recolint("check", "job.py", "--isolated", cwd=tmp_path).code == 0
    argv = ("check", "job.py", "--policy", "policy.toml", "--output-format", "json")
    outcome = recolint(*argv, cwd=tmp_path)
    assert outcome.code == 1, outcome.err
    found = json.loads(outcome.out)["findings"]
    assert [(one["code"], one["severity"], one["policy"]) for one in found if one["pointer"] == "/JobName"] == [
        ("RL016", "error", "acme")
    ]
    lines = [one["line"] for one in found if one["code"] == "RL025" and one["path"] == "recolint.toml"]
    assert lines == reported


def test_several_policies_agree_on_known_values(tmp_path: Path) -> None:
    both = {"a.toml": "require-known = true", "b.toml": "require-known = false\n" + POLICY}
    write(tmp_path, {"job.py": CODE, **both})
    outcome = recolint("check", "job.py", "--policy", "a.toml", "--policy", "b.toml", cwd=tmp_path)
    assert (outcome.code, "error[RL016]" in outcome.out) == (1, True), outcome.err


CALL = "client.create_inference_recommendations_job("
AWS = "aws sagemaker create-inference-recommendations-job --job-name a"
HIDDEN_REGIONS = {
    "a variable": ("job.py", 'region_name="us-east-1"', 'region_name=os.environ["R"]'),
    "more arguments": ("job.py", 'region_name="us-east-1"', "**json.load(open('o'))"),
    "one of two": ("job.py", '"us-east-1")\n', '"us-east-1" if name else "eu-central-1")\n'),
    "a parameter": ("job.py", CALL, "def send(client, name):\n    " + CALL),
    "a parameter that is a session": (
        "job.py",
        CALL,
        "def send(s, name):\n  client = s.client('sagemaker')\n  " + CALL,
    ),
    "an import": ("job.py", CALL, f"from ours import client\n{CALL}"),
    "an attribute": ("job.py", CALL, "class A:\n  def send(self, name):\n    self." + CALL),
    "a session of the SDK": (
        "job.py",
        CALL,
        f"import sagemaker\ndef send(s):\n  client = sagemaker.Session(s).sagemaker_client\n  {CALL}",
    ),
    "the environment of the process": (
        "job.py",
        'client = boto3.client("sagemaker", region_name="us-east-1")',
        'os.environ["AWS_DEFAULT_REGION"] = "us-east-1"\nclient = boto3.client("sagemaker")',
    ),
    "the default session": (
        "job.py",
        'client = boto3.client("sagemaker", region_name="us-east-1")',
        'boto3.setup_default_session(region_name="us-east-1")\nclient = boto3.client("sagemaker")',
    ),
    "a sourced file": ("job.sh", "AWS", f". ./env.sh\n{AWS}"),
    "a file with a Region": ("job.sh", "AWS", f"export AWS_CONFIG_FILE=./aws.ini\n{AWS}"),
    "a file with a Region for one command": ("job.sh", "AWS", f"AWS_CONFIG_FILE=./aws.ini {AWS}"),
    "a Region that is configured": ("job.sh", "AWS", f"aws configure set region us-east-1\n{AWS}"),
    "an evaluated text": ("job.sh", "AWS", f'eval "$SETTINGS"\n{AWS}'),
    "an option": ("job.sh", "AWS", f'{AWS} --region "$R"'),
    "an option before": ("job.sh", "AWS", AWS.replace("aws", 'aws --region "$R"', 1)),
    "the environment": ("job.sh", "AWS", f'export AWS_REGION="$R"\n{AWS}'),
    "env": ("job.sh", "AWS", f'env AWS_REGION="$R" {AWS}'),
}
KNOWN_REGIONS = {
    "a literal": ("job.py", '"us-east-1")', '"eu-central-1")'),
    "a client made later": ("job.py", "client = boto3", "client = None\nif name:\n    client = boto3"),
    "none": ("job.py", ', region_name="us-east-1"', ""),
    "a client of a parameter": (
        "job.py",
        CALL,
        "def send(s, name):\n  client = s.client('sagemaker', region_name='eu-central-1')\n  " + CALL,
    ),
    "a session of the SDK": (
        "job.py",
        CALL,
        f"import sagemaker\nclient = sagemaker.Session().sagemaker_client\n{CALL}",
    ),
    "a variable that is read": (
        "job.py",
        'client = boto3.client("sagemaker", region_name="us-east-1")',
        'client = boto3.client("sagemaker")\nprint(os.environ["AWS_REGION"])',
    ),
    "an option after a file with a Region": ("job.sh", "AWS", f"AWS_CONFIG_FILE=./a.ini {AWS} --region eu-central-1"),
    "an option after a sourced file": ("job.sh", "AWS", f". ./env.sh\n{AWS} --region eu-central-1"),
    "a variable after a sourced file": ("job.sh", "AWS", f". ./env.sh\nAWS_REGION=eu-central-1\n{AWS}"),
    "an option": ("job.sh", "AWS", f"{AWS} --region eu-central-1"),
    "no option": ("job.sh", "AWS", AWS),
    "an empty variable": ("job.sh", "AWS", f"export AWS_REGION=\n{AWS}"),
}


def hidden_region(folder: Path, case: tuple[str, str, str], policy: str) -> bool:
    name, old, new = case
    text = "#!/bin/sh\nAWS\n" if name.endswith("sh") else CODE
    assert old in text
    write(folder, {name: text.replace(old, new), "policy.toml": f"require-known = true\n{policy}"})
    outcome = recolint("check", name, "--policy", "policy.toml", "--output-format", "concise", cwd=folder)
    return "error[RL016] the Region: expected a literal" in outcome.out


OF_REGIONS = "[rules.region-breaks-policy]\nallow = ['eu-*']\n"


@pytest.mark.parametrize("case", HIDDEN_REGIONS.values(), ids=HIDDEN_REGIONS)
def test_a_policy_of_regions_requires_known_ones(tmp_path: Path, case: tuple[str, str, str]) -> None:
    assert hidden_region(tmp_path, case, OF_REGIONS)
    assert not hidden_region(tmp_path, case, ""), "no rule of the policy needs it"


@pytest.mark.parametrize("case", KNOWN_REGIONS.values(), ids=KNOWN_REGIONS)
def test_and_says_nothing_of_those_that_code_tells_or_leaves_to_the_config(
    tmp_path: Path, case: tuple[str, str, str]
) -> None:
    assert not hidden_region(tmp_path, case, OF_REGIONS)


@pytest.mark.parametrize("setting", ["", "region = 'eu-central-1'\n"])
@pytest.mark.parametrize("option", [(), ("--region", "eu-central-1")])
def test_code_states_the_region_whatever_others_say(tmp_path: Path, setting: str, option: Sequence[str]) -> None:
    policy = setting + "[rules.region-breaks-policy]\nallow = ['eu-*']\n"
    write(tmp_path, {"job.py": CODE, "policy.toml": policy, "recolint.toml": "region = 'eu-west-1'"})
    argv = ("check", "job.py", "--policy", "policy.toml", "--output-format", "concise", *option)
    outcome = recolint(*argv, cwd=tmp_path)
    assert outcome.code == 1
    assert outcome.out.count("error[RL645] the job runs in us-east-1") == 1


PRICES = 'currency = "USD"\ndate = 2026-11-01\n[instances]\n"ml.m5.xlarge" = {}\n'
LIMIT = "[rules.cost-breaks-policy]\nmaximum = 0.1\nunknown = 'error'\n"


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        (LIMIT, "the cost is unknown: the policy does not name a price table"),
        ("prices = 'dear.toml'\n" + LIMIT, "the job may cost USD 0.29; the policy's maximum is 0.1"),
    ],
)
def test_a_repository_lowers_no_cost(tmp_path: Path, policy: str, message: str) -> None:
    write(tmp_path, {"policy/policy.toml": policy, "policy/dear.toml": PRICES.format(1)})
    job = as_json(load_test(on("ml.m5.xlarge")))
    work = {"job.json": job, "cheap.toml": PRICES.format(0.001), "recolint.toml": "prices = 'cheap.toml'"}
    write(tmp_path / "work", work)
    argv = ("check", "job.json", "--output-format", "concise", "--policy", "../policy/policy.toml")
    outcome = recolint(*argv, cwd=tmp_path / "work")
    assert outcome.code == 1
    assert f"error[RL804] {message}" in outcome.out
    # For its own limit, a repository may use its own table.
    write(tmp_path / "work", {"recolint.toml": "prices = 'cheap.toml'\n" + LIMIT})
    assert "RL804" not in recolint(*argv[:-2], cwd=tmp_path / "work").out


def test_a_finding_of_the_repository_takes_no_value_from_a_locked_rule(tmp_path: Path) -> None:
    """RL201 refuses the users of a phase; rules that judge by them are silent, unless a policy locks them."""
    phases = "[{InitialNumberOfUsers: 10, SpawnRate: 1, DurationInSeconds: 120}, "
    phases += "{InitialNumberOfUsers: 40, SpawnRate: 1, DurationInSeconds: 120}]"
    spec = DEFAULT.replace("Default", "Advanced")
    spec += f"  TrafficPattern: {{TrafficType: PHASES, Phases: {phases}}}\n"
    write(
        tmp_path, {"job.yaml": spec, "policy.toml": "select = ['RL203']", "recolint.toml": "[severity]\nRL201 = 'info'"}
    )
    argv = ("check", "job.yaml", "--output-format", "concise")
    assert "RL203" not in recolint(*argv, cwd=tmp_path).out
    assert "error[RL203]" in recolint(*argv, "--policy", "policy.toml", cwd=tmp_path).out


@pytest.mark.parametrize("severity", ["", "\n[severity]\nRL603 = 'error'\n"])
def test_a_warning_takes_no_value_from_a_locked_rule(tmp_path: Path, severity: str) -> None:
    """RL603 refuses keys that AWS manages. Its warning lets the check pass, so RL610 judges such a key too."""
    policy = "select = ['RL603']\n[rules.key-breaks-policy]\nkeys = ['alias/ml-*']\n" + severity
    spec = DEFAULT.replace("InputConfig:\n", "InputConfig:\n  VolumeKmsKeyId: alias/aws/s3\n")
    assert spec != DEFAULT
    write(tmp_path, {"job.yaml": spec, "policy.toml": policy})
    outcome = recolint("check", "job.yaml", "--output-format", "concise", "--policy", "policy.toml", cwd=tmp_path)
    assert outcome.code == 1
    assert ("error[RL603]" if severity else "error[RL610]") in outcome.out
    assert ("RL610" in outcome.out) == (not severity), "an error is enough"


def test_a_folder_that_walks_skip_hides_no_spec_that_git_tracks(repository: Path) -> None:
    write(repository, {"node_modules/a/job.yaml": SPEC, "jobs/venv/job.yaml": SPEC})
    for words in (["init", "-q"], ["add", "-f", "."]):
        subprocess.run(["git", *words], cwd=repository, check=True, capture_output=True)
    write(repository, {"node_modules/installed/job.yaml": SPEC})
    argv = ("check", "--output-format", "json")
    report = json.loads(recolint(*argv, "--policy", "../policy.toml", cwd=repository).out)
    assert [one["path"] for one in report["findings"] if one["code"] == "RL301"] == [
        "jobs/job.yaml", "jobs/venv/job.yaml", "node_modules/a/job.yaml",
    ]  # fmt: skip
    assert [one["path"] for one in report["findings"] if one["code"] == "RL025"] == ["jobs/venv", "node_modules"]
    # Without a policy, or if the policy lets the repository exclude them, these files are not read.
    (repository.parent / "loose.toml").write_text("may-exclude = ['node_modules/**', '**/venv/']\n" + POLICY)
    for options in ((), ("--policy", "../loose.toml")):
        report = json.loads(recolint(*argv, *options, cwd=repository).out)
        assert report["summary"]["specs"] == 1


def test_a_submodule_in_a_folder_that_walks_skip_hides_no_spec(repository: Path) -> None:
    write(repository.parent / "other", {"deep/job.yaml": SPEC})
    commit = ["-c", "user.email=a@example.com", "-c", "user.name=a", "commit", "-qm", "a"]
    add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../other", "node_modules/other"]
    for folder, words in (("other", ["init", "-q"]), ("other", ["add", "."]), ("other", commit),
                          ("repository", ["init", "-q"]), ("repository", add)):  # fmt: skip
        subprocess.run(["git", *words], cwd=repository.parent / folder, check=True, capture_output=True)
    argv = ("check", "--output-format", "json", "--policy", "../policy.toml")
    report = json.loads(recolint(*argv, cwd=repository).out)
    paths = [one["path"] for one in report["findings"] if one["code"] == "RL301"]
    assert paths == ["jobs/job.yaml", "node_modules/other/deep/job.yaml"]


def test_padding_hides_no_spec(repository: Path) -> None:
    big = "# " + "x" * 1024 * 1024 + "\n" + SPEC
    write(repository, {"jobs/job.yaml": big})
    outcome = recolint(
        "check", "--policy", "../policy.toml", "--output-format", "concise", "--allow-empty", cwd=repository
    )
    assert outcome.code == 1
    assert "error[RL010]" in outcome.out


@pytest.mark.slow
def test_python_finds_no_policy_of_the_repository(tmp_path: Path) -> None:
    """A folder beside the specs shadows no installed package, though ``python -m`` looks there first."""
    write(
        tmp_path,
        {
            "site/acme/base.toml": POLICY,
            "repository/acme/base.toml": "preset = 'minimal'",
            "repository/src/acme/base.toml": "preset = 'minimal'",
            "repository/job.yaml": SPEC,
        },
    )
    path = Path(f"{tmp_path / 'repository/src'}{os.pathsep}{tmp_path / 'site'}")
    outcome = process("check", "--policy", "acme:base", cwd=tmp_path / "repository", path=path)
    assert outcome.code == 1
    assert "error[RL301]" in outcome.out
    alone = process("check", "--policy", "acme:base", cwd=tmp_path / "repository")
    assert alone.code == 2
    assert "--policy: 'acme:base' is not in an installed package" in alone.err


def test_a_link_is_judged_by_its_own_path(tmp_path: Path) -> None:
    policy = "[[overrides]]\npaths = ['prod/**']\nseverity = {RL301 = 'error'}\n"
    write(tmp_path, {"repository/dev/job.yaml": SPEC, "policy.toml": policy + "rules = {RL301 = {length = 30}}\n"})
    (tmp_path / "repository/prod").mkdir()
    (tmp_path / "repository/prod/job.yaml").symlink_to("../dev/job.yaml")
    outcome = recolint("check", "--policy", "../policy.toml", cwd=tmp_path / "repository")
    assert outcome.code == 1
    assert "prod/job.yaml:1:10" in outcome.out


@pytest.mark.parametrize("folder", ["templates/../jobs", "templates/link/..", "templates/link/../../jobs"])
def test_no_spelling_of_a_folder_is_another_folder(repository: Path, folder: str) -> None:
    (repository.parent / "policy.toml").write_text("may-exclude = ['templates/**']\n" + POLICY)
    write(repository, {"recolint.toml": "exclude = ['jobs/']", "jobs/inner/job.yaml": SPEC, "templates/x.txt": ""})
    (repository / "templates/link").symlink_to("../jobs/inner")
    outcome = recolint(
        "check", "--policy", "../policy.toml", "--output-format", "concise", "--allow-empty", folder, cwd=repository
    )
    assert outcome.code == 1
    assert outcome.out.count("error[RL301]") == 2


def test_more_than_thirty_means_are_tried() -> None:
    assert len(ATTACKS) >= 40

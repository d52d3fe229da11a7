"""The examples of each command's help do what they say, in the repository and account that the pages suppose."""

from __future__ import annotations

from pathlib import Path

import pytest

from recolint.cli.examples import EXAMPLES
from recolint.testing.aws.remote import TestAws
from shown_commands import run
from shown_project import environment, repository

INSTALL = r"""
cp -r acme_policy $PYTHONPATH && cd $PYTHONPATH && mkdir acme_policy-1.0.dist-info && cd acme_policy-1.0.dist-info &&
printf 'Name: acme-policy\nVersion: 1.0\n' > METADATA &&
printf '[recolint.packs]\nbase = acme_policy:base\n' > entry_points.txt
"""
"""How a package with a pack gets beside recolint."""

REQUEST = '{"action": "s3:GetObject", "resource": "arn:aws:s3:::data/churn.tar.gz"}'

FIRST = {
    "plan": "recolint prices fetch --region eu-central-1 && cp jobs/churn.yaml old.yaml",
    "submit": "cp jobs/churn-peak.json jobs/churn.yaml && recolint plan jobs/churn.yaml --save churn.plan.json",
    "jobs results": "recolint jobs show churn-week --output json > answer.json",
    "jobs compare": "recolint jobs show churn-week --output json | tee old.json > new.json",
    "jobs audit": "recolint jobs show churn-week --output json > answer.json",
    "policy test": f"recolint init --what policy && {INSTALL}",
    "extract": "cp submit.py pipeline.py && cp tuning.ipynb notebook.ipynb",
    "baseline update": "recolint baseline create",
    "baseline prune": "recolint baseline create",
    "baseline show": "recolint baseline create && cp recolint-baseline.json old.json",
    "iam evaluate": f"cp policies/boundary.json role.json && echo '{REQUEST}' > requests.json",
    "completion": "mkdir ~/.zfunc",
}
"""What the user of a command did before, by command."""

ENDLESS = ("mcp", "server")
"""Commands that run until their input ends."""


RUNNING = {"jobs stop": ("churn-week", "churn-week-2")}
"""The jobs that have not ended, by command."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "example"),
    [(command, example) for command, examples in EXAMPLES.items() for example in examples],
    ids=lambda text: text.removeprefix("recolint "),
)
def test_an_example_succeeds(command: str, example: str, aws: TestAws, tmp_path: Path) -> None:
    before = FIRST.get(command, "true")
    repository(tmp_path, f"jobs {before} {example}")
    variables = environment(aws, tmp_path)
    for job in RUNNING.get(command, ()):
        aws.advance(job, to="IN_PROGRESS")
    ready = run(before, tmp_path, variables)
    assert ready.code == 0, ready.out
    outcome = run(f"{example} < /dev/null" if command in ENDLESS else example, tmp_path, variables)
    assert outcome.code == 0, outcome.out
    assert "Traceback" not in outcome.out


def test_no_preparation_is_left_over() -> None:
    assert {*FIRST, *RUNNING, *ENDLESS} <= set(EXAMPLES)

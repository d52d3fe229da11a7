"""recolint reports a need as denied exactly if no choice of the missing policies and values allows it."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given

from command_line import recolint
from organizations import Organization, organizations, some_completion_allows
from properties import examples

_FINDING = re.compile(r"(?:lacks|is denied|does not allow the \w+) (.*?)(?: \(| unless|, but the|$)")
_ACTION = re.compile(r"\w+:\w+")
_WHO = {"RL72": "caller", "RL73": "role", "RL74": "role"}
_RULES = ("--preset", "strict", "--select", "RL72,RL73,RL74", "--ignore", "RL725")


def written(organization: Organization, folder: Path) -> None:
    (folder / "recolint.toml").write_text(organization.config())
    (folder / "job.json").write_text(json.dumps(organization.spec()))
    for name, statements in organization.layers():
        document = {"Version": "2012-10-17", "Statement": statements}
        (folder / f"{name}.json").write_text(json.dumps(document))


def asked(folder: Path, *argv: str) -> Any:
    outcome = recolint(*argv, "job.json", "--output-format", "json", cwd=folder)
    assert outcome.code in (0, 1), outcome.err
    return json.loads(outcome.out)


@pytest.mark.slow
@examples(75, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(organizations())
def test_denied_is_what_no_completion_allows(organization: Organization) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(organization, folder)
        needs = [one for one in asked(folder, "iam", "needs")["needs"] if one["principal"] != "trust"]
        findings = asked(folder, "check", *_RULES)["findings"]
    impossible = [one for one in needs if not some_completion_allows(organization, one)]
    for need in needs:
        decision = need["answer"] and need["answer"]["decision"]
        assert (decision == "denied") == (need in impossible), (decision, need)
    for finding in findings:
        if finding["severity"] == "error":
            sure = {one["action"] for one in impossible if one["principal"] == _WHO[finding["code"][:4]]}
            assert named_in(finding) <= sure, finding["message"]
    for need in impossible:
        assert any(tells_of(finding, need) for finding in findings), need


def named_in(finding: dict[str, Any]) -> set[str]:
    """The actions that the message names as not allowed."""
    named = _FINDING.search(finding["message"])
    assert named is not None, finding["message"]
    return set(_ACTION.findall(named[1]))


def tells_of(finding: dict[str, Any], need: dict[str, Any]) -> bool:
    """Whether ``finding`` is about whose need it is, and stands at its place, within it or around it.

    A role that may read no payload is not said to read no model as well.
    """
    if _WHO[finding["code"][:4]] != need["principal"]:
        return False
    if need["task"] == "ReadModelArtifacts" and finding["code"] == "RL730":
        return True
    place, pointer = f"{finding['pointer']}/", f"{need['pointer']}/"
    return place.startswith(pointer) or pointer.startswith(place)

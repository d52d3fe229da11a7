"""recolint reports a credential in a spec, and never shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import recolint
from recolint.report import FORMATS
from specs import DEFAULT

SECRET = "AKIA" + "ZYXWVUTSRQPONMLK"  # not the sample on the rule's page, which SARIF contains


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_no_report_prints_a_credential(tmp_path: Path, form: str) -> None:
    spec = DEFAULT.replace("probe", f"probe_{SECRET}") + f"JobDescription: uses {SECRET}\nTags: {{k: {SECRET}}}\n"
    (tmp_path / "job.yaml").write_text(spec)
    outcome = recolint("check", "--output-format", form, cwd=tmp_path)
    assert outcome.code == 1
    assert "RL033" in outcome.out
    assert "RL109" in outcome.out
    assert SECRET not in outcome.out
    assert SECRET not in outcome.err


def test_what_stands_beside_a_credential_is_shown(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(DEFAULT + f"JobDescription: uses {SECRET}\n")
    out = recolint("check", cwd=tmp_path).out
    assert "6 | JobDescription: *****" in out
    assert "the spec contains an AWS access key ID: AKIA..." in out

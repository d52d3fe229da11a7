from __future__ import annotations

from recolint.plugin import INFO, Client, FaultKind, FaultRule, Invalid, Valid

_SPEC = "JobName: probe\nJobType: Default\n"


class SeveralDocuments(FaultRule):
    """A YAML file has more than one document.

    What it checks: that a file with a job spec has one YAML document. RL013 reports empty ones.

    Why it matters: the AWS CLI reads one document and rejects a file with more. recolint checks and submits each.

    What to do: for the AWS CLI, write one file per spec.
    """

    code, name = "RL015", "several-documents"
    severity, basis = INFO, Client("awscli 2.38: --cli-input-yaml reads one document")
    kind = FaultKind.SEVERAL_DOCUMENTS
    examples = (
        Valid("---\n" + _SPEC + "...\n"),
        Invalid(_SPEC + "---\n" + _SPEC, at="", spec=1),
    )

from __future__ import annotations

from recolint.plugin import INFO, Client, FaultKind, FaultRule, Invalid, Valid


class EmptyDocument(FaultRule):
    """A YAML file has an empty document beside the spec.

    What it checks: that a file with a spec has no document without a value, such as after a `---` at its end.

    Why it matters: `--cli-input-yaml` accepts one document; the AWS CLI rejects the file ("Invalid YAML received").
    `recolint submit` sends the spec.

    What to do: remove the `---` before the empty document.
    """

    code, name = "RL013", "empty-document"
    severity, basis = INFO, Client("awscli: the file of --cli-input-yaml is one document")
    kind = FaultKind.EMPTY_DOCUMENT
    examples = (
        Valid("JobName: probe\nJobType: Default\n"),
        Valid("---\nJobName: probe\nJobType: Default\n...\n"),
        Invalid("JobName: probe\nJobType: Default\n---\n", at=""),
        Invalid("---\n# to be written\n---\nJobName: probe\nJobType: Default\n", at="", title="the first one"),
    )

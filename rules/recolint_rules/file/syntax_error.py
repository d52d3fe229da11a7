from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Preset, Valid


class SyntaxError(FaultRule):  # noqa: A001  named as the rule, like every rule class
    """The file is not valid JSON or YAML.

    What it checks: that the file can be parsed: JSON by the standard, YAML as the AWS CLI v2 reads it.

    Why it matters: the AWS CLI rejects the file, and no other rule can check it.

    What to do: correct the text at the place shown. JSON does not allow comments, trailing commas or single quotes, and
    names need double quotes. If a file has only such errors, fixes correct them. Use YAML for a spec with comments.
    """

    code, name = "RL002", "syntax-error"
    severity, basis = ERROR, Client("awscli: --cli-input-json and --cli-input-yaml parse the file first")
    preset, required = Preset.MINIMAL, True
    kind = FaultKind.SYNTAX
    examples = (
        Valid('{"JobName": "probe"}'),
        Invalid('{"JobName": "probe",}', at="", fixed='{"JobName": "probe"}'),
        Invalid('{\n  // nightly\n  "JobName": "probe"\n}', at="", fixed='{\n  "JobName": "probe"\n}'),
        Invalid("{\"JobName\": 'probe'}", at="", fixed='{"JobName": "probe"}'),
        Invalid("JobName: probe\n  JobType: Default", at=""),
    )

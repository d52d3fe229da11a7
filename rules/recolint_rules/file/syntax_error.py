from __future__ import annotations

from recolint.plugin import ERROR, Client, FaultKind, FaultRule, Invalid, Preset, Valid


class SyntaxError(FaultRule):  # noqa: A001  named as the rule, like every rule class
    """The file is neither the JSON nor the YAML that it should be.

    What it checks: that the file can be parsed: JSON as the standard has it, YAML as the AWS CLI v2 reads it.

    Why it matters: nothing else can be said of the file, and the AWS CLI refuses it.

    What to do: correct the text at the place shown. JSON has no comments, no trailing commas and no single quotes, and
    names need double quotes. Where all that is wrong in a file is of this kind, fixes write what is meant. A spec that
    needs comments can be YAML.
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

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Annotated, NamedTuple

from recolint.plugin import (
    ERROR,
    Context,
    Finding,
    Globs,
    Inferred,
    Invalid,
    Job,
    Part,
    Preset,
    Rule,
    Valid,
    contract,
    dotted,
)

_HELP = "replace it with the value; neither recolint nor AWS expands placeholders"


class Options(NamedTuple):
    """What a later step fills in."""

    allow: Annotated[Globs, "placeholders that are filled after the check, as globs: `${*}`, `{{*}}`"] = Globs(())


class UnfilledPlaceholder(Rule[Options]):
    """A value is, or holds, a placeholder that was to be filled in.

    What it checks: values for `<x>`, `${X}`, `$(command)`, `{{x}}`, `{x}`, REPLACE_ME and its like, with and without
    quotes, and for words instead of a partition, Region or account id in an ARN. It also knows what the pages of the
    AWS SDKs write for a value (`STRING_VALUE`, `Number("int")`, `Default || Advanced`, `string`), and statements such
    as `{% if x %}`. No other rule looks at such a value.

    Why it matters: neither the AWS CLI nor the service fills anything in: the placeholder is sent as it stands. A
    shell runs `$(date)` in its own command line, not in a file.

    What to do: write the value. Where templates are checked before they are filled in, name their placeholders in the
    option `allow`, and check what comes out of the template too.
    """

    code, name = "RL030", "unfilled-placeholder"
    severity, basis = ERROR, Inferred("the samples of AWS's own guides have placeholders, and none fits its member")
    preset = Preset.MINIMAL
    examples = (
        Valid("JobName: probe\nJobDescription: from a to b, a < b\n"),
        Valid("RoleArn: 'arn:aws:iam::${ACCOUNT}:role/Jobs'", options={"allow": ["${*}"]}),
        Invalid("JobName: <INSERT>", at="/JobName"),
        Invalid("RoleArn: 'arn:aws:iam::<account>:role/*'", at="/RoleArn"),
        Invalid("JobName: probe-$(date +%Y%m%d)", at="/JobName"),
        Invalid("JobName: {{ name }}-1", at="/JobName", title="YAML alone reads a mapping"),
        Invalid("JobType: Default || Advanced", at="/JobType"),
        Invalid('InputConfig: {JobDurationInSeconds: Number("int")}', at="/InputConfig/JobDurationInSeconds"),
        Invalid("JobName: probe\n{% if tagged %}\nTags: []\n", at="", title="a statement"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for violation in context.violations:
            if violation.kind is contract.ViolationKind.PLACEHOLDER and not self._allowed(violation.constraint):
                where = dotted(violation.route) if violation.part is Part.VALUE else "a key"
                yield self.finding(
                    violation,
                    f"{where} contains the placeholder {violation.constraint!r}",
                    part=violation.part,
                    help=_HELP,
                )
        for span in context.document.statements:
            statement = context.document.source.text[span.start : span.end]
            if not self._allowed(statement):
                message = f"the file contains the template statement {statement[:40]!r}"
                yield self.finding((), message, help=_HELP)._replace(span=span)

    def _allowed(self, placeholder: str) -> bool:
        return any(fnmatchcase(placeholder, glob) for glob in self.options.allow)

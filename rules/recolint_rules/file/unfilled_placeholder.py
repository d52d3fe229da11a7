from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Annotated,
    Context,
    Finding,
    Globs,
    Inferred,
    Invalid,
    Job,
    NamedTuple,
    Part,
    Preset,
    Rule,
    Valid,
    contract,
    dotted,
)
from recolint_rules.facts.globs import first_match
from recolint_rules.facts.wording import fitted, member, quoting

_HELP = "replace it with the value; neither recolint nor AWS expands placeholders"


class Options(NamedTuple):
    """Placeholders that a later step replaces."""

    allow: Annotated[Globs, "placeholders that are replaced after the check, as globs: `${*}`, `{{*}}`"] = Globs(())


class UnfilledPlaceholder(Rule[Options]):
    """A value contains a placeholder.

    What it checks: values for `<x>`, `${X}`, `$(command)`, `{{x}}`, `{x}`, REPLACE_ME and similar, with and without
    quotes. In an ARN, words instead of a partition, Region or account ID count. Sample values from the pages of the AWS
    SDKs count too (`STRING_VALUE`, `Number("int")`, `Default || Advanced`, `string`), and so do statements such as `{%
    if x %}`. Other rules skip such a value.

    Why it matters: neither the AWS CLI nor the service expands placeholders: the placeholder is sent unchanged. A shell
    expands `$(date)` only on its command line, not in a file.

    What to do: write the value. If you check templates before they are rendered, list their placeholders in the option
    `allow`, and check the rendered files too.
    """

    code, name = "RL030", "unfilled-placeholder"
    severity, basis = ERROR, Inferred("samples in AWS's guides have placeholders, which are not valid values")
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
        Invalid("JobName: probe\n{% if tagged %}\nTags: []\n", at="", title="a template statement"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for violation in context.violations:
            if violation.kind is contract.ViolationKind.PLACEHOLDER and not self._allowed(violation.word):
                yield self.finding(
                    violation,
                    _message(violation),
                    part=violation.part,
                    help=_HELP,
                )
        for span in context.document.statements:
            statement = context.document.source.text[span.start : span.end]
            if not self._allowed(statement):
                message = f"the file contains the template statement {statement[:40]!r}"
                yield self.finding((), message, help=_HELP)._replace(span=span)

    def _allowed(self, placeholder: str) -> bool:
        return first_match(placeholder, self.options.allow) is not None


def _message(violation: contract.Violation) -> str:
    value = violation.part is Part.VALUE
    places = (dotted(violation.route), member(violation.route)) if value else ("a key",)
    return fitted(*(quoting(f"{place} contains the placeholder ", violation.word) for place in places))

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Advice,
    Annotated,
    Assignments,
    Finding,
    Fix,
    Globs,
    HasRoute,
    Invalid,
    Job,
    NamedTuple,
    Rule,
    Safety,
    Set,
    Tag,
    Valid,
    pattern,
)
from recolint_rules.facts.globs import first_match
from recolint_rules.facts.wording import cut, first_of, quoting, shown
from recolint_rules.naming import _policy_pattern


class Options(NamedTuple):
    """The policy."""

    required: Annotated[
        Assignments,
        'the tags that each job must have: "key", or "key=pattern" with a regular expression that the whole value '
        "must match; a table has a pattern for each key",
    ] = Assignments(())
    allowed: Annotated[Globs, "globs of the keys that tags may have; empty: any key"] = Globs(())


class MissingRequiredTag(Rule[Options]):
    """A tag that the team requires is missing, or has a value that the team does not allow.

    What it checks: that each entry of the option `required` has a tag with its key. The whole value must match the
    pattern after the first `=`, if the entry has one. The table `required = {stage = "dev|prod"}` is the same as
    `required = ["stage=dev|prod"]`. If `allowed` is set, each key must match one of its globs, or be required. Keys are
    case-sensitive, as in AWS. Without options the rule is silent.

    Why it matters: teams use tags to split bills and to clean up. In this request, tags are also the only member that
    IAM conditions can test.

    What to do: add the tag, or correct its value.
    """

    code, name = "RL324", "missing-required-tag"
    severity, basis = ERROR, Advice("the team's policy")
    examples = (
        Valid("JobName: any"),
        Valid("Tags: [{Key: team, Value: search}]", options={"required": ["team=[a-z]+"]}),
        Invalid("JobName: any", at="", options={"required": ["team"]}),
        Invalid("Tags: [{Key: stage, Value: test}]", at="/Tags", options={"required": ["team"]}),
        Invalid("Tags: [{Key: team, Value: S3}]", at="/Tags/0/Value", options={"required": ["team=[a-z]+"]}),
        Invalid(
            "Tags: [{Key: Team, Value: search}]",
            at="/Tags/0/Key",
            fixed="Tags: [{Key: team, Value: search}]",
            options={"required": ["team"]},
        ),
        Invalid(
            "Tags: [{Key: stage, Value: live}]",
            at="/Tags/0/Value",
            options={"required": {"stage": "dev|prod"}},
            help="write a value that matches 'dev|prod'",
        ),
        Invalid(
            "Tags: [{Key: team, Value: search}, {Key: owner, Value: me}]",
            at="/Tags/1/Key",
            options={"required": ["team"], "allowed": ["cost-*"]},
            message="the tag 'owner' is not allowed by the policy",
        ),
    )

    @classmethod
    def problems(cls, options: Options) -> Iterator[tuple[str, str]]:
        """Patterns that are not regular expressions."""
        if fault := _policy_pattern.fault(entry.partition("=")[2] for entry in options.required):
            yield "required", fault

    def check(self, job: Job) -> Iterator[Finding]:
        for entry in self.options.required:
            key, _, wanted = entry.partition("=")
            tags = [tag for tag in job.tags if tag.key is not None and tag.key.value == key]
            if not tags:
                yield from self._missing(job, key)
            for tag in tags:
                if wanted and tag.value is not None and not pattern(wanted).fullmatch(tag.value.value):
                    yield self.finding(
                        tag.value,
                        quoting("the tag ", key, " is ", tag.value.value, "; it does not match the policy's pattern"),
                        help=f"write a value that matches {shown(wanted)}",
                    )
        yield from self._foreign(job)

    def _foreign(self, job: Job) -> Iterator[Finding]:
        required = {entry.partition("=")[0] for entry in self.options.required}
        keys = {tag.key.value for tag in job.tags if tag.key is not None}
        # A required key in another case is reported as such.
        misspelled = {key.casefold() for key in required - keys}
        for tag in job.tags if self.options.allowed else ():
            if tag.key is None or tag.key.value in required or tag.key.value.casefold() in misspelled:
                continue
            if first_match(tag.key.value, self.options.allowed) is None:
                yield self.finding(
                    tag.key,
                    f"the tag {shown(tag.key.value)} is not allowed by the policy",
                    help=f"use a key that is required, or that matches one of: {first_of(self.options.allowed)}",
                )

    def _missing(self, job: Job, key: str) -> Iterator[Finding]:
        if not (job.tags.whole or job.lacks(Job.tags)) or any(tag.key is None for tag in job.tags):
            # An invalid or unknown item may be this tag.
            return
        for tag in job.tags:
            if tag.key is not None and tag.key.value.casefold() == key.casefold():
                yield self.finding(
                    tag.key,
                    quoting("the required tag ", key, " is spelled ", tag.key.value),
                    help="tag keys are case-sensitive",
                    fix=Fix(f"write {key}", (Set(tag.at(Tag.key), key),), Safety.UNSAFE),
                )
                return
        place: HasRoute = job.tags if job.tags.whole else job
        yield self.finding(place, f"the required tag {shown(key)} is missing", help=f"add a tag with Key: {cut(key)}")

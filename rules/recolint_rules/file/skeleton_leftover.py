from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    WARNING,
    CategoricalParameter,
    Context,
    Documented,
    Finding,
    Invalid,
    Job,
    Phase,
    Rule,
    Tag,
    Valid,
    contract,
    label,
)
from recolint_rules.facts import sources

_FEW = 4
# Members where an empty string or 0 may be intended.
_MAY_BE_EMPTY = frozenset(
    {Job.description.name, Phase.spawn_rate.name, Tag.value.name, CategoricalParameter.values.name}
)


class SkeletonLeftover(Rule[None]):
    """Values are unchanged from a skeleton of the AWS CLI or from boto3's reference.

    What it checks: whether four or more members are the empty string or 0, as `--generate-cli-skeleton` prints them, or
    123, as the reference of boto3 does. A description, a spawn rate and the value of a tag or variable do not count:
    they may be empty or 0.

    Why it matters: a skeleton lists all members, with both sources of the model and both kinds of traffic. Unchanged
    values are sent too; AWS rejects them, or they change the job. The instance types and other choices in a skeleton
    are random.

    What to do: set each member that you need, and remove the others."""

    code, name = "RL031", "skeleton-leftover"
    severity, basis = WARNING, Documented(sources.SKELETONS)
    examples = (
        Valid("OutputConfig: {KmsKeyId: ''}\nJobDescription: ''\nTags: [{Key: a, Value: ''}]\n"),
        Invalid(
            "InputConfig: {ModelName: '', JobDurationInSeconds: 0, VolumeKmsKeyId: '', ContainerConfig: {Domain: ''}}",
            at="/InputConfig/ModelName",
        ),
        Invalid(
            "InputConfig: {JobDurationInSeconds: 123, TrafficPattern: {Stairs: {DurationInSeconds: 123,"
            " NumberOfSteps: 123, UsersPerStep: 123}}}",
            at="/InputConfig/JobDurationInSeconds",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        numbers = context.content.others
        if context.content.texts.count("") + numbers.count(0) < _FEW and numbers.count(123) < _FEW:
            return
        unknown = {
            violation.route for violation in context.violations if violation.kind is contract.ViolationKind.UNKNOWN
        }
        for is_left, what in ((_is_empty, "empty or 0, as --generate-cli-skeleton"), (_is_123, "123, as boto3's page")):
            left = [one.route for one in job.scalars(_MAY_BE_EMPTY) if is_left(one.value) and one.route not in unknown]
            if len(left) >= _FEW:
                yield self.finding(
                    left[0],
                    f"{len(left)} values are {what} prints them",
                    labels=[label(left[-1], "the last of them")],
                    help="remove the members that you do not need",
                )


def _is_empty(value: object) -> bool:
    return value == "" or (value == 0 and type(value) is int)


def _is_123(value: object) -> bool:
    return value == 123 and type(value) is int

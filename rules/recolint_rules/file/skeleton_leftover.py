from __future__ import annotations

from collections.abc import Iterator

from recolint.contract import Kind
from recolint.finding import Documented, Finding, Route
from recolint.job import CategoricalParameter, Job, Phase, Tag
from recolint.rule import WARNING, Context, Invalid, Rule, Valid, label

_FEW = 4
# Where an empty string or a 0 may well be meant.
_MAY_BE_EMPTY = frozenset(
    {Job.description.name, Phase.spawn_rate.name, Tag.value.name, CategoricalParameter.values.name}
)


class SkeletonLeftover(Rule[None]):
    """Values are empty or 0, as the AWS CLI prints them for its users to fill in.

    What it checks: whether four or more members are the empty string or 0, as `--generate-cli-skeleton` prints them.
    A description, a spawn rate and the value of a tag or variable may well be empty or 0, and are not counted.

    Why it matters: a skeleton shows all members that there are, with both sources of the model and both kinds of
    traffic. What is left of it is sent too, and is refused or means something that nobody chose. The values that it
    shows for instance types and other choices are taken at random.

    What to do: delete each member that you do not need.
    """

    code, name = "RL031", "skeleton-leftover"
    severity, basis = WARNING, Documented("AWS CLI user guide: skeletons and input files")
    examples = (
        Valid("OutputConfig: {KmsKeyId: ''}\nJobDescription: ''\nTags: [{Key: a, Value: ''}]\n"),
        Invalid(
            "InputConfig: {ModelName: '', JobDurationInSeconds: 0, VolumeKmsKeyId: '', ContainerConfig: {Domain: ''}}",
            at="/InputConfig/ModelName",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """One finding for all, at the first."""
        unknown = {violation.route for violation in context.violations if violation.kind is Kind.UNKNOWN}
        empty = [route for route in _empty(job.data(), ()) if route not in unknown]
        if len(empty) >= _FEW:
            yield self.finding(
                empty[0],
                f"{len(empty)} values are empty or 0, as --generate-cli-skeleton prints them",
                labels=[label(empty[-1], "the last of them")],
                help="delete the members that you do not need",
            )


def _empty(data: object, route: Route) -> Iterator[Route]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in _MAY_BE_EMPTY:
                yield from _empty(value, (*route, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _empty(value, (*route, index))
    elif data == "" or (data == 0 and type(data) is int):
        yield route

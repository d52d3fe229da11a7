from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Fix, Invalid, Job, Located, Rule, Set, Valid
from recolint_rules.facts import sources
from recolint_rules.model import _data_input


class UnreadableDataInput(Rule[None]):
    """DataInputConfig does not contain names and shapes.

    What it checks: that the text of DataInputConfig is a JSON object or list. The Python form in AWS's guide to Neo
    (`{'input': [1, 3]}`) is valid too.

    Why it matters: Neo compiles the model for these inputs. AWS accepts the request, and the compilation fails.

    What to do: write a JSON object of names and shapes, as a string: '{"input": [1, 3, 224, 224]}'. Backslashes before
    the quotes belong on a shell's command line, not in a quoted YAML string; the fix removes them.
    """

    code, name = "RL432", "unreadable-data-input"
    severity, basis = ERROR, Documented(sources.CONTAINER_CONFIG, "DataInputConfig")
    examples = (
        Valid("InputConfig: {ContainerConfig: {DataInputConfig: '{\"input\": [1, 3, 224, 224]}'}}"),
        Valid("InputConfig: {ContainerConfig: {DataInputConfig: \"{'input': [1, 3, 224, 224]}\"}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {DataInputConfig: 'input:1,3,224,224'}}",
            at="/InputConfig/ContainerConfig/DataInputConfig",
        ),
        Invalid(
            "InputConfig:\n  ContainerConfig:\n    DataInputConfig: '{\\\"input\\\": [1, 3]}'\n",
            at="/InputConfig/ContainerConfig/DataInputConfig",
            fixed="InputConfig:\n  ContainerConfig:\n    DataInputConfig: '{\"input\": [1, 3]}'\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        given = job.input.container.data_input
        if given is not None and _data_input.read(given.value) is None:
            yield self.finding(
                given,
                "DataInputConfig is not valid JSON; expected an object or a list",
                help='write names and shapes as JSON: {"input": [1, 3, 224, 224]}',
                fix=_without_backslashes(given),
            )


def _without_backslashes(given: Located[str]) -> Fix | None:
    text = given.value.replace('\\"', '"')
    if _data_input.read(text) is None:
        return None
    return Fix("remove the backslashes", (Set(given.route, text),))

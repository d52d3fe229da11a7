from __future__ import annotations

from recolint.plugin import WARNING, Annotated, Documented, Invalid, NamedTuple, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.vocabulary import TASKS
from recolint_rules.model._vocabulary import VocabularyRule


class Options(NamedTuple):
    """More tasks."""

    allow: Annotated[tuple[str, ...], "additional allowed tasks"] = ()


class UnknownTask(VocabularyRule[Options]):
    """The task is unknown to Inference Recommender.

    What it checks: that Task is one of IMAGE_CLASSIFICATION, OBJECT_DETECTION, TEXT_GENERATION, IMAGE_SEGMENTATION,
    FILL_MASK, CLASSIFICATION, REGRESSION and OTHER, in capitals.

    Why it matters: the task selects the benchmarks for the comparison with the model. The service model accepts any
    text, so a wrong word may be rejected late, or lead to poor candidates. TEXT_CLASSIFICATION, seen in examples, is
    not in the list.

    What to do: write one of the eight; OTHER if none fits. The fix corrects the spelling."""

    code, name = "RL425", "unknown-task"
    severity, basis = WARNING, Documented(sources.CONTAINER_CONFIG, "Task")
    words = TASKS
    examples = (
        Valid("InputConfig: {ContainerConfig: {Task: FILL_MASK}}"),
        Valid("InputConfig: {ContainerConfig: {Task: RANKING}}", options={"allow": ["RANKING"]}),
        Invalid("InputConfig: {ContainerConfig: {Task: TEXT_CLASSIFICATION}}", at="/InputConfig/ContainerConfig/Task"),
        Invalid(
            "InputConfig: {ContainerConfig: {Task: object-detection}}",
            at="/InputConfig/ContainerConfig/Task",
            fixed="InputConfig: {ContainerConfig: {Task: OBJECT_DETECTION}}",
        ),
    )

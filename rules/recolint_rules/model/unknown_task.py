from __future__ import annotations

from typing import Annotated, NamedTuple

from recolint.plugin import WARNING, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.vocabulary import TASKS
from recolint_rules.model._vocabulary import VocabularyRule


class Options(NamedTuple):
    """More tasks."""

    allow: Annotated[tuple[str, ...], "tasks that are fine too"] = ()


class UnknownTask(VocabularyRule[Options]):
    """The task is none of those that Inference Recommender knows.

    What it checks: that Task is one of IMAGE_CLASSIFICATION, OBJECT_DETECTION, TEXT_GENERATION, IMAGE_SEGMENTATION,
    FILL_MASK, CLASSIFICATION, REGRESSION and OTHER, in capitals.

    Why it matters: the task decides which benchmarks a model is compared with. The service's model takes any text, so a
    wrong word may be refused late, or lead to poor candidates. TEXT_CLASSIFICATION, seen in examples, is none of them.

    What to do: write one of the eight; OTHER where none fits. The fix writes the one that is surely meant.
    """

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

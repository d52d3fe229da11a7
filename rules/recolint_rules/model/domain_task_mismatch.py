from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources, vocabulary

_DOMAINS = {
    "IMAGE_CLASSIFICATION": ("COMPUTER_VISION",),
    "IMAGE_SEGMENTATION": ("COMPUTER_VISION",),
    "OBJECT_DETECTION": ("COMPUTER_VISION",),
    "FILL_MASK": ("NATURAL_LANGUAGE_PROCESSING",),
    "TEXT_GENERATION": ("NATURAL_LANGUAGE_PROCESSING",),
    "CLASSIFICATION": ("MACHINE_LEARNING", "NATURAL_LANGUAGE_PROCESSING"),
    "REGRESSION": ("MACHINE_LEARNING", "NATURAL_LANGUAGE_PROCESSING"),
}
"""The domains of each task."""


class DomainTaskMismatch(Rule[None]):
    """The task belongs to another domain.

    What it checks: that tasks on images are in COMPUTER_VISION, FILL_MASK and TEXT_GENERATION in
    NATURAL_LANGUAGE_PROCESSING, and CLASSIFICATION and REGRESSION not in COMPUTER_VISION. OTHER fits all.

    Why it matters: both select the benchmarks for the comparison with the model. If they contradict each other, one of
    them was probably copied from another spec.

    What to do: correct the domain or the task.
    """

    code, name = "RL427", "domain-task-mismatch"
    severity, basis = INFO, Advice(sources.CONTAINER_CONFIG, "and AWS's examples")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {ContainerConfig: {Domain: COMPUTER_VISION, Task: OBJECT_DETECTION}}"),
        Valid("InputConfig: {ContainerConfig: {Domain: COMPUTER_VISION, Task: OTHER}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {Domain: COMPUTER_VISION, Task: FILL_MASK}}",
            at="/InputConfig/ContainerConfig/Task",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {Domain: COMPUTER_VISION, Task: CLASSIFICATION}}",
            at="/InputConfig/ContainerConfig/Task",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        domain, task = vocabulary.domain(container), container.task
        if container.domain is None or task is None or domain in {None, "OTHER"}:
            return
        fitting = _DOMAINS.get(vocabulary.TASKS.meant(task.value) or "", ())
        if fitting and domain not in fitting:
            yield self.finding(
                task,
                f"the task {task.value} does not belong to the domain {domain}",
                labels=[label(container.domain, "the domain")],
                help=f"correct one of the two; the task belongs to {' and '.join(fitting)}",
            )

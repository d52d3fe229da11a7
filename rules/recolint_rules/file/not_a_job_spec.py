from __future__ import annotations

from recolint.document import FaultKind
from recolint.finding import Inferred
from recolint.rule import ERROR, FaultRule, Invalid, Preset, Valid


class NotAJobSpec(FaultRule):
    """A file that was named on the command line is no job spec.

    What it checks: that the root of each named file has two or more of JobName, JobType, RoleArn and InputConfig.
    Files that are found in a folder are passed over when they have not.

    Why it matters: the gate would say that all is well, and have checked nothing.

    What to do: name the right file, or write what the spec lacks. A pre-commit hook can be told which files are specs
    by its `files`; `--unrecognized skip` passes over the others.
    """

    code, name = "RL012", "not-a-job-spec"
    severity, basis = ERROR, Inferred("the members that the request requires")
    preset = Preset.MINIMAL
    kind = FaultKind.NOT_A_SPEC
    examples = (
        Valid("JobName: probe\nJobType: Default\n"),
        Invalid("JobName: probe\nServices: []\n", at=""),
    )

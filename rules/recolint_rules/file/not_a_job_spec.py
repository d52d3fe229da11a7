from __future__ import annotations

from recolint.plugin import ERROR, FaultKind, FaultRule, Inferred, Invalid, Preset, Valid


class NotAJobSpec(FaultRule):
    """A file named on the command line is not a job spec, or contains one below its top level.

    What it checks: that each named file has two or more of JobName, JobType, RoleArn and InputConfig at its top level,
    in this spelling. It must not be the request of another operation. Another spelling (`job_name`) counts where
    JobType or InputConfig has a value that fits. recolint skips other files of a directory, and those of a hook
    (`--unrecognized skip`); there a spec below the top level, or in a list, is a warning.

    Why it matters: the check would pass without checking anything.

    What to do: name the right file, or add the missing members. Move a wrapped request to the top level. A pre-commit
    hook selects specs with `files`; `--unrecognized skip` skips other files.
    """

    code, name = "RL012", "not-a-job-spec"
    severity, basis = ERROR, Inferred("the members that the request requires")
    preset = Preset.MINIMAL
    kind = FaultKind.NOT_A_SPEC
    examples = (
        Valid("JobName: probe\nJobType: Default\n"),
        Invalid("JobName: probe\nServices: []\n", at=""),
        Invalid("job_name: nightly\njob_type: spark\n", at="", title="a scheduler's own format"),
        Invalid("JobName: probe\nRoleArn: x\nJobCategory: y\n", at="", title="the request of another operation"),
        Invalid(
            "Request:\n  JobName: probe\n  JobType: Default\n  RoleArn: x\n  InputConfig: {ModelName: churn}\n",
            at="",
            title="a wrapped request",
        ),
    )

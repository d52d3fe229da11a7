from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown

_VARYING = r"""(?x)
      \d{4}-?\d{2}-?\d{2}                                            # a date
    | \d{6,}                                                         # a time stamp, the number of a build
    | (?<![0-9A-Za-z]) (?=[a-f]*\d) [0-9a-f]{7,} (?![0-9A-Za-z])     # a commit, the first part of a UUID
"""


class StaticName(Rule[None]):
    """The name is the same in each run.

    What it checks: that JobName contains a date, a timestamp, a build number of at least six digits, or a hash.

    Why it matters: a job's name is unique in its account and Region, and the API cannot delete such a job. A spec with
    a static name can be submitted only once.

    What to do: end the name with a date or a hash, or write a new name for each submission.
    """

    code, name = "RL305", "static-name"
    severity, basis = INFO, Documented(sources.CREATE_JOB, "no operation deletes such a job")
    preset = Preset.STRICT
    examples = (
        Valid("JobName: churn-2026-11-23"),
        Valid("JobName: churn-1732320000"),
        Valid("JobName: churn-9f3c2d1"),
        Invalid("JobName: churn-v3", at="/JobName"),
        Invalid("JobName: defaced-churn-2026", at="/JobName", title="a word and a year are not a hash or a date"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if job.name is not None and re.search(_VARYING, job.name.value) is None:
            yield self.finding(
                job.name,
                f"JobName {shown(job.name.value)} never varies; AWS accepts each name only once",
                help="end it with a date, a timestamp or a hash",
            )

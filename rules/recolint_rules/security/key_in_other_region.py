from __future__ import annotations

from collections.abc import Iterator

from recolint.finding import Documented, Finding, label
from recolint.job import Job
from recolint.rule import ERROR, Context, Invalid, Rule, Valid
from recolint_rules.security.keys import keys
from recolint_rules.security.regions import is_known, job_region


class KeyInOtherRegion(Rule[None]):
    """A KMS key is in another Region than the job.

    What it checks: the Region in the ARN of each key against the job's: the one of the setting `region`, or else of
    ModelPackageVersionArn.

    Why it matters: a key works in its own Region alone. The job is accepted, and fails when it first uses the key.

    What to do: name a key of the job's Region. Of a multi-Region key (`mrk-`), name the replica there.
    """

    code, name = "RL604", "key-in-other-region"
    severity, basis = ERROR, Documented("KMS developer guide: keys are Regional; multi-Region keys have replicas")
    examples = ()

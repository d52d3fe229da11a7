from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Annotated,
    Context,
    Finding,
    Fix,
    Insert,
    Invalid,
    Job,
    NamedTuple,
    Preset,
    Rule,
    Valid,
    contract,
)
from recolint_rules.contract._arn_forms import ROLE
from recolint_rules.facts.wording import CLIENT, fitted, is_tag_value, listed, shape, structures

_FORMS = {Job.name.name: "<name>", Job.role.name: ROLE}
"""Members that may be missing in the file."""


class Options(NamedTuple):
    """Members that may be missing in the file."""

    allow: Annotated[
        tuple[str, ...], "top-level members that may be missing, since an option or a script adds them"
    ] = ()


class MissingMember(Rule[Options]):
    """A required member is missing.

    What it checks: that each structure of the spec has its required members: JobName, JobType, RoleArn and InputConfig
    at the top level; MemorySizeInMB and MaxConcurrency in ServerlessConfig; Name and Value of an environment parameter;
    SecurityGroupIds and Subnets in VpcConfig; Key and Value of a tag.

    Why it matters: the client rejects the request ("Missing required parameter in input"); nothing is sent.

    What to do: add the member. JobType has no default, although its description mentions one. The Value of a tag is
    required, but may be the empty string. List members that an option of the AWS CLI adds (`--role-arn`) in the option
    `allow`.
    """

    code, name = "RL102", "missing-member"
    severity, basis = ERROR, CLIENT
    preset = Preset.MINIMAL
    examples = (
        Valid("JobName: probe\nJobType: Default\nRoleArn: arn:aws:iam::111122223333:role/Jobs\nInputConfig: {}\n"),
        Valid("JobName: probe\nJobType: Default\nInputConfig: {}\n", options={"allow": ["RoleArn"]}),
        Invalid("JobName: probe\nRoleArn: arn:aws:iam::111122223333:role/Jobs\nInputConfig: {}\n", at=""),
        Invalid(
            "InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d]}}",
            at="/InputConfig/VpcConfig",
            options={"allow": ["JobName", "JobType", "RoleArn"]},
            title="a member of a structure",
        ),
        Invalid(
            "Tags:\n  - Key: nightly\n",
            at="/Tags/0",
            options={"allow": ["JobName", "JobType", "RoleArn", "InputConfig"]},
            fixed='Tags:\n  - Key: nightly\n    Value: ""\n',
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for violation in context.violations:
            if violation.kind is contract.ViolationKind.MISSING and (
                violation.route or violation.word not in self.options.allow
            ):
                yield self._missing(violation, context)

    def _missing(self, violation: contract.Violation, context: Context) -> Finding:
        name = violation.word
        lacking = shape(violation.route, context)
        wanted = lacking and lacking.members[name]
        values = listed(wanted.values, "or") if wanted and wanted.values else _FORMS.get(name)
        help_, fix = f"add {name}: {values}" if values else f"add {name}", None
        if is_tag_value((*violation.route, name)):
            fix = Fix('add Value: ""', (Insert(violation.route, name, ""),))
            help_ = 'set it to "" for a tag without a value'
        places = structures(violation.route) if violation.route else ()
        message = fitted(*(f"{name} is missing in {place}" for place in places)) if places else f"{name} is missing"
        return self.finding(violation, message, help=help_, fix=fix)

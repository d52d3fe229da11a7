"""The permissions that a job needs, listed by hand for real specs; and the smallest policy for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import recolint
from properties import examples
from recolint.base.finding import pointer
from recolint.iam import (
    REQUIRED,
    Answer,
    Arns,
    AttachedPolicies,
    Context,
    Decision,
    Need,
    PartialArn,
    Permissions,
    Policies,
    PolicyType,
    Request,
    ResourceKind,
    ResourcePolicy,
    RolePolicies,
    Task,
    Unknown,
    Who,
    decide,
    evaluate,
    least_policy,
    needs,
    parse_policy,
)
from recolint.request.job import Job
from specs import ADVANCED, as_json, changed

ACCOUNT = "111122223333"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/recommender"
KEY = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
PACKAGE = f"arn:aws:sagemaker:eu-central-1:{ACCOUNT}:model-package/churn/3"

BASE: dict[str, Any] = {"JobName": "probe", "JobType": "Default", "RoleArn": ROLE}
WITH_PACKAGE = {**BASE, "InputConfig": {"ModelPackageVersionArn": PACKAGE}}
WITH_MODEL = {
    **BASE,
    "InputConfig": {
        "ModelName": "churn",
        "ContainerConfig": {"PayloadConfig": {"SamplePayloadUrl": "s3://sagemaker-data/churn/payload.tar.gz"}},
    },
}
IN_VPC = {
    **WITH_PACKAGE,
    "InputConfig": {
        "ModelPackageVersionArn": PACKAGE,
        "VolumeKmsKeyId": KEY,
        "VpcConfig": {"Subnets": ["subnet-0a", "subnet-0b"], "SecurityGroupIds": ["sg-0c"]},
    },
    "OutputConfig": {"KmsKeyId": "alias/output"},
    "Tags": [{"Key": "Team", "Value": "ml"}, {"Key": "cost", "Value": "7"}],
}
EXISTING = {**WITH_PACKAGE, "InputConfig": {"ModelPackageVersionArn": PACKAGE, "Endpoints": [{"EndpointName": "live"}]}}
COMPILED = {**WITH_PACKAGE, "OutputConfig": {"CompiledOutputConfig": {"S3OutputUri": "s3://out/compiled/"}}}

SPECS = {
    "package": WITH_PACKAGE, "model": WITH_MODEL, "vpc": IN_VPC, "endpoint": EXISTING, "compiled": COMPILED,
}  # fmt: skip


def needs_of(spec: dict[str, Any], region: str | None = None, account: str | None = None) -> tuple[Need, ...]:
    job = Job.of(spec)
    return needs(job, Arns.of(job, region, account))


def shown(found: tuple[Need, ...], *tasks: Task) -> set[str]:
    """``action resource pointer`` of each need for ``tasks``."""
    chosen = [one for one in found if one.task in tasks]
    lines = {f"{one.action} {one.resource} {pointer(one.cause.route)}" for one in chosen}
    assert len(lines) == len(chosen), "a need comes twice"
    return lines


SAGEMAKER = f"arn:aws:sagemaker:eu-central-1:{ACCOUNT}"
EC2 = "arn:aws:ec2:eu-central-1"
LOGS = f"arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:/aws/sagemaker"


def test_a_default_job_with_a_package() -> None:
    found = needs_of(WITH_PACKAGE)
    at = "/InputConfig/ModelPackageVersionArn"
    assert shown(found, Task.CREATE, Task.PASS_ROLE, Task.TAG, Task.USE_KEYS) == {
        f"sagemaker:CreateInferenceRecommendationsJob {SAGEMAKER}:inference-recommendations-job/probe /JobName",
        f"iam:PassRole {ROLE} /RoleArn",
    }
    assert shown(found, Task.ASSUME) == {f"sts:AssumeRole {ROLE} /RoleArn"}
    read = {f"s3:GetObject arn:aws:s3:::*/* {at}"}
    read |= {f"s3:{action} arn:aws:s3:::* {at}" for action in ("ListBucket", "GetBucketLocation")}
    assert shown(found, Task.PAYLOAD) == read
    assert shown(found, Task.ARTIFACTS) == read
    assert shown(found, Task.SOURCE) == {f"sagemaker:DescribeModelPackage {PACKAGE} {at}"}
    assert shown(found, Task.IMAGE) == {
        f"ecr:GetAuthorizationToken * {at}",
        *(
            f"ecr:{action} arn:aws:ecr:eu-central-1:*:repository/* {at}"
            for action in ("BatchCheckLayerAvailability", "GetDownloadUrlForLayer", "BatchGetImage")
        ),
    }
    assert shown(found, Task.LOGS) == {
        f"logs:{action} {LOGS}/{group} /RoleArn"
        for action in ("CreateLogGroup", "CreateLogStream", "PutLogEvents", "DescribeLogStreams")
        for group in ("InferenceRecommendationsJobs*", "Endpoints/*")
    }
    assert shown(found, Task.METRICS) == {
        "cloudwatch:PutMetricData * /RoleArn",
        "cloudwatch:GetMetricData * /RoleArn",
    }
    made = (("Model", "model"), ("EndpointConfig", "endpoint-config"), ("Endpoint", "endpoint"))
    assert shown(found, Task.ENDPOINTS) == {
        *(
            f"sagemaker:{action} {SAGEMAKER}:{kind}/* /InputConfig"
            for name, kind in made
            for action in (f"Create{name}", f"Describe{name}", f"Delete{name}", "AddTags", "ListTags")
        ),
        f"sagemaker:CreateEndpoint {SAGEMAKER}:endpoint-config/* /InputConfig",
        f"sagemaker:InvokeEndpoint {SAGEMAKER}:endpoint/* /InputConfig",
    }
    assert shown(found, Task.SELF) == {f"iam:PassRole {ROLE} /RoleArn"}
    rest = {Task.NETWORK, Task.EXISTING, Task.COMPILE, Task.OUTPUT, Task.VOLUME_KEY, Task.OUTPUT_KEY, Task.WATCH}
    assert shown(found, *rest) == set()


def test_a_model_name_with_a_payload() -> None:
    found = needs_of(WITH_MODEL)
    at = "/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl"
    assert shown(found, Task.PAYLOAD) == {
        f"s3:GetObject arn:aws:s3:::sagemaker-data/churn/payload.tar.gz {at}",
        f"s3:ListBucket arn:aws:s3:::sagemaker-data {at}",
        f"s3:GetBucketLocation arn:aws:s3:::sagemaker-data {at}",
    }
    assert shown(found, Task.SOURCE) == {
        f"sagemaker:DescribeModel arn:aws:sagemaker:*:{ACCOUNT}:model/churn /InputConfig/ModelName"
    }
    (create,) = (one for one in found if one.task is Task.CREATE)
    assert create.resource.unknown == ("the Region",)


def test_a_vpc_with_keys_and_tags() -> None:
    found = needs_of(IN_VPC)
    assert shown(found, Task.NETWORK) == {
        f"ec2:CreateNetworkInterface {EC2}:*:subnet/subnet-0a /InputConfig/VpcConfig/Subnets/0",
        f"ec2:CreateNetworkInterface {EC2}:*:subnet/subnet-0b /InputConfig/VpcConfig/Subnets/1",
        f"ec2:CreateNetworkInterface {EC2}:*:security-group/sg-0c /InputConfig/VpcConfig/SecurityGroupIds/0",
        *(
            f"ec2:{action} {EC2}:{ACCOUNT}:network-interface/* /InputConfig/VpcConfig"
            for action in (
                "CreateNetworkInterface", "CreateNetworkInterfacePermission", "DeleteNetworkInterface",
                "ModifyNetworkInterfaceAttribute",
            )
        ),
        f"ec2:DeleteNetworkInterfacePermission {EC2}:{ACCOUNT}:* /InputConfig/VpcConfig",
        *(
            f"ec2:Describe{what} * /InputConfig/VpcConfig"
            for what in ("NetworkInterfaces", "Vpcs", "Subnets", "SecurityGroups", "DhcpOptions", "VpcEndpoints")
        ),
    }  # fmt: skip
    volume, alias = f"{KEY} /InputConfig/VolumeKmsKeyId", f"{KEY[: KEY.index('/')]}/* /OutputConfig/KmsKeyId"
    assert shown(found, Task.VOLUME_KEY) == {f"kms:CreateGrant {volume}", f"kms:DescribeKey {volume}"}
    assert shown(found, Task.OUTPUT_KEY) == {
        f"kms:{action} {alias}" for action in ("GenerateDataKey", "Decrypt", "DescribeKey", "Encrypt")
    }
    assert shown(found, Task.USE_KEYS) == {
        f"kms:{action} {key}"
        for action in ("CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKey")
        for key in (volume, alias)
    }
    assert shown(found, Task.TAG) == {
        f"sagemaker:AddTags {SAGEMAKER}:inference-recommendations-job/probe /Tags",
    }


def test_an_existing_endpoint() -> None:
    at = "/InputConfig/Endpoints/0/EndpointName"
    assert shown(needs_of(EXISTING), Task.EXISTING) == {
        f"sagemaker:DescribeEndpoint {SAGEMAKER}:endpoint/live {at}",
        f"sagemaker:InvokeEndpoint {SAGEMAKER}:endpoint/live {at}",
        f"sagemaker:DescribeEndpointConfig {SAGEMAKER}:endpoint-config/* {at}",
    }


def test_a_compiled_output() -> None:
    found = needs_of(COMPILED)
    at = "/OutputConfig/CompiledOutputConfig"
    assert shown(found, Task.COMPILE) == {
        f"sagemaker:{action}CompilationJob {SAGEMAKER}:compilation-job/* {at}"
        for action in ("Create", "Describe", "Stop")
    }
    assert shown(found, Task.OUTPUT) == {f"s3:PutObject arn:aws:s3:::out/compiled/* {at}/S3OutputUri"}


def test_what_is_known_of_the_calls_is_their_context() -> None:
    found = {(one.task, one.action): one.context for one in needs_of(IN_VPC)}
    passed = {"iam:passedtoservice": ("sagemaker.amazonaws.com",)}
    assert found[Task.PASS_ROLE, "iam:PassRole"] == passed
    assert found[Task.SELF, "iam:PassRole"] == passed
    assert found[Task.VOLUME_KEY, "kms:CreateGrant"] == {"kms:grantisforawsresource": ("true",)}
    assert found[Task.VOLUME_KEY, "kms:DescribeKey"] == {}
    assert found[Task.ASSUME, "sts:AssumeRole"] == {"aws:sourceaccount": (ACCOUNT,)}
    assert found[Task.METRICS, "cloudwatch:PutMetricData"] == {"aws:requestedregion": ("eu-central-1",)}
    create = found[Task.CREATE, "sagemaker:CreateInferenceRecommendationsJob"]
    assert create["aws:tagkeys"] == ("Team", "cost")
    assert create["aws:requesttag/team"] == ("ml",)
    tag = found[Task.TAG, "sagemaker:AddTags"]
    assert tag["sagemaker:taggingaction"] == ("CreateInferenceRecommendationsJob",)


def test_tags_that_are_refused_leave_the_tags_of_the_call_unknown() -> None:
    spec = {**WITH_PACKAGE, "Tags": [{"Key": "a", "Value": "b"}, {"Key": "c"}]}
    (create,) = (one for one in needs_of(spec) if one.task is Task.CREATE)
    assert "aws:tagkeys" not in create.context
    assert not create.lacks("aws:RequestTag/a")


@pytest.mark.parametrize(
    ("text", "arn"),
    [
        pytest.param(KEY, KEY, id="an ARN"),
        pytest.param("1234abcd-12ab-34cd-56ef-1234567890ab", KEY, id="an id"),
        pytest.param("alias/a", f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/*", id="an alias"),
        pytest.param(
            "arn:aws:kms:us-east-1:123456789012:alias/a",
            "arn:aws:kms:us-east-1:123456789012:key/*",
            id="an alias of another account and Region",
        ),
    ],
)
def test_a_key_is_named_in_four_ways(text: str, arn: str) -> None:
    assert str(Arns("aws", "eu-central-1", ACCOUNT).key(text)) == arn


def test_settings_tell_what_no_arn_tells() -> None:
    spec = {**WITH_MODEL, "RoleArn": "recommender"}
    job = Job.of(spec, frozenset({("RoleArn",)}))
    arns = Arns.of(job, "eu-west-1", "123456789012")
    assert (arns.partition, arns.region, arns.account) == (None, "eu-west-1", "123456789012")
    (passed,) = (one for one in needs(job, arns) if one.task is Task.PASS_ROLE)
    assert str(passed.resource) == "arn:*:iam::123456789012:role/*"
    assert passed.resource.unknown == ("the partition", "the role's name")
    assert passed.cause.route == ()


def test_the_account_is_the_roles() -> None:
    package = PACKAGE.replace(ACCOUNT, "123456789012")
    job = Job.of({**BASE, "InputConfig": {"ModelPackageVersionArn": package}})
    assert Arns.of(job, None, "123456789012").account == ACCOUNT


def test_watching_is_asked_for_apart() -> None:
    job = Job.of(WITH_PACKAGE)
    watched = needs(job, Arns.of(job, None, None), [Task.WATCH])
    assert {one.action for one in watched} == {
        "sagemaker:DescribeInferenceRecommendationsJob",
        "sagemaker:StopInferenceRecommendationsJob",
        "sagemaker:ListInferenceRecommendationsJobs",
        "sagemaker:ListInferenceRecommendationsJobSteps",
        "logs:GetLogEvents",
    }
    assert Task.WATCH not in REQUIRED


def test_every_need_stands_at_a_place_of_the_spec() -> None:
    for spec in (*SPECS.values(), {"JobType": "Default", "RoleArn": ROLE}, {"InputConfig": {}, "JobName": "a"}):
        for need in needs_of(spec):
            value: Any = spec
            for step in need.cause.route:
                value = value[step]


# The least policy


def permissions_with(document: dict[str, Any], who: Who) -> Permissions:
    """``document`` as all that ``who`` has."""
    type_ = PolicyType.RESOURCE if who is Who.TRUST else PolicyType.IDENTITY
    reading = parse_policy(document, type_, "least.json")
    assert reading.policy is not None, reading.faults
    match who:
        case Who.CALLER:
            return Permissions(caller=AttachedPolicies((reading.policy,)))
        case Who.ROLE:
            return Permissions(roles=(RolePolicies(ROLE, (reading.policy,)),))
    return Permissions(roles=(RolePolicies(ROLE, trust=reading.policy),))


def satisfies(document: dict[str, Any], who: Who, spec: dict[str, Any]) -> bool:
    permissions = permissions_with(document, who)
    chosen = [need for need in needs_of(spec) if need.who is who]
    answers = [decide(need, Job.of(spec), permissions) for need in chosen]
    return all(answer is not None and is_allowed(answer) for answer in answers)


def is_allowed(answer: Answer) -> bool:
    """Whether a statement allows it; of a key of another account its policy must do so too."""
    of_own = answer.by.left_to is not None and answer.by.statement is not None
    return answer.decision is Decision.ALLOWED or of_own


def too_many(document: dict[str, Any], who: Who, spec: dict[str, Any]) -> list[str]:
    """The statements without which ``document`` still satisfies."""
    statements = document["Statement"]
    without = {one["Sid"]: [other for other in statements if other is not one] for one in statements}
    return [sid for sid, rest in without.items() if satisfies({**document, "Statement": rest}, who, spec)]


@pytest.mark.slow
@pytest.mark.parametrize("who", Who, ids=lambda who: who.value)
@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_the_least_policy_satisfies_and_without_any_statement_no_longer(spec: dict[str, Any], who: Who) -> None:
    document = least_policy(need for need in needs_of(spec) if need.who is who)
    assert satisfies(document, who, spec)
    assert not too_many(document, who, spec)
    sids = [statement["Sid"] for statement in document["Statement"]]
    assert sids == sorted(set(sids))
    assert all(sid.isalnum() for sid in sids)


KEYS = (None, KEY, "alias/a", "1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:kms:eu-central-1:123456789012:alias/b")


@st.composite
def _specs(draw: st.DrawFn) -> dict[str, Any]:
    """A spec of any of the parts that needs depend on."""
    members = {**draw(st.sampled_from([{}, WITH_PACKAGE["InputConfig"], WITH_MODEL["InputConfig"]]))}
    for more in (IN_VPC["InputConfig"], EXISTING["InputConfig"]):
        members |= draw(st.sampled_from([{}, {**more, **members}]))
    key = draw(st.sampled_from(KEYS))
    output = draw(st.sampled_from([{}, {"CompiledOutputConfig": {}}, COMPILED["OutputConfig"]]))
    output = output if (of_output := draw(st.sampled_from(KEYS))) is None else {**output, "KmsKeyId": of_output}
    tags = draw(st.sampled_from([{}, {"Tags": IN_VPC["Tags"]}]))
    return {
        **BASE,
        "InputConfig": members if key is None else {**members, "VolumeKmsKeyId": key},
        "OutputConfig": output,
        **tags,
    }


@pytest.mark.slow
@examples(60)
@given(spec=_specs(), who=st.sampled_from(Who))
def test_the_least_policy_of_any_spec_satisfies_and_has_no_statement_too_many(spec: dict[str, Any], who: Who) -> None:
    document = least_policy(need for need in needs_of(spec) if need.who is who)
    assert satisfies(document, who, spec)
    assert not too_many(document, who, spec)


def test_the_least_policy_of_the_caller_reads_as_one_would_write_it() -> None:
    found = needs_of({**WITH_PACKAGE, "Tags": [{"Key": "a", "Value": "b"}]})
    assert least_policy(need for need in found if need.who is Who.CALLER) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "CreateJobTagJob",
                "Effect": "Allow",
                "Action": ["sagemaker:AddTags", "sagemaker:CreateInferenceRecommendationsJob"],
                "Resource": f"{SAGEMAKER}:inference-recommendations-job/probe",
            },
            {
                "Sid": "PassRole",
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": ROLE,
                "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
            },
        ],
    }


def test_a_resource_that_another_takes_in_is_not_said_again() -> None:
    document = least_policy(need for need in needs_of(WITH_MODEL) if need.action == "s3:GetObject")
    assert [one["Resource"] for one in document["Statement"]] == ["arn:aws:s3:::*/*"]


def test_the_least_trust_policy_spares_the_confused_deputy() -> None:
    (statement,) = least_policy(need for need in needs_of(WITH_PACKAGE) if need.who is Who.TRUST)["Statement"]
    assert statement["Principal"] == {"Service": "sagemaker.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


def test_a_sign_of_patterns_in_a_name_stands_for_itself() -> None:
    spec = {**WITH_MODEL, "OutputConfig": {"CompiledOutputConfig": {"S3OutputUri": "s3://out/${v}?*"}}}
    document = least_policy(need for need in needs_of(spec) if need.task is Task.OUTPUT)
    assert document["Statement"][0]["Resource"] == "arn:aws:s3:::out/${$}{v}${?}${*}/*"
    permissions = permissions_with(document, Who.ROLE)
    (need,) = (need for need in needs_of(spec) if need.task is Task.OUTPUT)
    answer = decide(need, Job.of(spec), permissions)
    assert answer is not None
    assert answer.decision is Decision.ALLOWED


# What is known in part

NAME = Unknown("the name")
KEY_OF_OBJECT = Unknown("the name", colons=True)


@pytest.mark.parametrize(
    ("pattern", "parts", "decision"),
    [
        ("*", ("arn:aws:s3:::", NAME), "allowed"),
        ("arn:aws:s3:::*", ("arn:aws:s3:::", NAME), "allowed"),
        ("arn:aws:s3:::a*", ("arn:aws:s3:::", NAME), "unknown"),
        ("arn:aws:s3:::?*", ("arn:aws:s3:::", NAME), "unknown"),
        ("arn:aws:s3:::data/*", ("arn:aws:s3:::other/", NAME), "denied"),
        ("arn:aws:s3:::*/a*b", ("arn:aws:s3:::data/a", NAME, "b"), "allowed"),
        ("arn:aws:s3:::*/a?b", ("arn:aws:s3:::data/a", NAME, "b"), "unknown"),
        ("arn:aws:s3:::ab", ("arn:aws:s3:::a", NAME, "b"), "unknown"),
        ("arn:aws:s3:::*/a*c", ("arn:aws:s3:::data/a", NAME, "b"), "denied"),
        ("arn:aws:iam::111122223333:role/*", ("arn:aws:iam::", NAME, ":role/r"), "unknown"),
        ("arn:aws:iam::*:role/*", ("arn:aws:iam::", NAME, ":role/r"), "allowed"),
        ("arn:aws:iam::*:user/*", ("arn:aws:iam::", NAME, ":role/r"), "denied"),
        ("arn:aws:iam::1:role/x:role/r", ("arn:aws:iam::", NAME, ":role/r"), "denied"),
        ("arn:aws:sagemaker:*:*:app/*", (f"{SAGEMAKER}:model/", NAME), "denied"),
        ("arn:aws:s3:*:*:b/*", ("arn:aws:s3:::a/", KEY_OF_OBJECT), "unknown"),
        ("arn:aws:s3:::*sagemaker*", ("arn:aws:s3:::out/", Unknown("a random id", arbitrary=True)), "denied"),
        ("arn:aws:s3:::out/*", ("arn:aws:s3:::out/", Unknown("a random id", arbitrary=True)), "allowed"),
    ],
)
def test_an_answer_depends_on_what_is_not_known_or_does_not(
    pattern: str, parts: tuple[str | Unknown, ...], decision: str
) -> None:
    answer = asked(pattern, PartialArn.of(*parts))
    assert answer.decision.value == decision
    if decision == "unknown":
        assert answer.by.unknown == ("the name",)


def asked(pattern: str, resource: PartialArn) -> Any:
    document = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": pattern}}
    policy = parse_policy(document, PolicyType.IDENTITY, "p").policy
    assert policy is not None
    return evaluate(Policies(identity=(policy,)), Request("s3:GetObject", resource, None, Context()))


texts = {NAME: st.text("ab", max_size=3), KEY_OF_OBJECT: st.text("ab:", max_size=3)}
parts_of_arns = st.sampled_from(list(texts)) | st.text("ab:", max_size=3)


@given(st.text("ab:*?", max_size=6), st.lists(parts_of_arns, min_size=1, max_size=3), st.data())
def test_a_known_answer_holds_for_whatever_the_unknown_part_is(
    end: str, parts: list[str | Unknown], data: st.DataObject
) -> None:
    resource = PartialArn.of("arn:aws:s3:::", *parts)
    decision = asked(f"arn:aws:s3:::{end}", resource).decision
    text = "".join(part if isinstance(part, str) else data.draw(texts[part]) for part in resource.parts)
    concrete = asked(f"arn:aws:s3:::{end}", PartialArn.of(text)).decision
    assert decision in (Decision.UNKNOWN, concrete)


def test_the_policy_of_a_key_counts_for_its_key_alone() -> None:
    grant = {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "kms:*", "Resource": "*"},
    }
    policy = parse_policy(grant, PolicyType.RESOURCE, "key.json").policy
    given = Permissions(roles=(RolePolicies(ROLE, ()),), resources={ResourceKind.KEY: (ResourcePolicy(KEY, policy),)})
    job = Job.of(IN_VPC)
    answers = {need.task: decide(need, job, given) for need in needs_of(IN_VPC)}
    volume, output = answers[Task.VOLUME_KEY], answers[Task.OUTPUT_KEY]
    assert volume is not None
    assert output is not None
    assert (volume.decision, output.decision) == (Decision.ALLOWED, Decision.UNKNOWN)
    assert output.by.left_to is ResourceKind.KEY


def test_a_policy_that_names_one_session_of_the_role_leaves_it_unknown() -> None:
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/recommender/SageMaker"
    grant = {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Principal": {"AWS": session}, "Action": "kms:*", "Resource": "*"},
    }
    policy = parse_policy(grant, PolicyType.RESOURCE, "key.json").policy
    given = Permissions(roles=(RolePolicies(ROLE, ()),), resources={ResourceKind.KEY: (ResourcePolicy(None, policy),)})
    needed = [need for need in needs_of(IN_VPC) if need.task is Task.VOLUME_KEY]
    answers = [decide(need, Job.of(IN_VPC), given) for need in needed]
    assert {answer.decision for answer in answers if answer is not None} == {Decision.UNKNOWN}


# The command


def test_the_table_says_who_needs_what_where_and_by_which_document(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(as_json(ADVANCED))
    outcome = recolint("iam", "needs", "job.json", cwd=tmp_path)
    lines = outcome.out.splitlines()
    assert outcome.code == 0
    assert lines[0].split() == ["who", "for", "action", "resource", "because", "of", "when", "source"]
    assert lines[2].split()[:5] == [
        "caller", "CreateJob", "sagemaker:CreateInferenceRecommendationsJob",
        f"{SAGEMAKER}:inference-recommendations-job/load-test", "/JobName",
    ]  # fmt: skip
    assert "[1] SageMaker developer guide: api-permissions-reference" in lines
    assert lines[-1].startswith("*   missing from the spec: the bucket of the model's artifacts, ")


def test_json_holds_every_need(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(as_json(ADVANCED))
    found = json.loads(recolint("iam", "needs", "job.json", "--output-format", "json", cwd=tmp_path).out)
    assert found["version"] == 1
    assert len(found["needs"]) == len(needs_of(ADVANCED))
    assert found["needs"][1] == {
        "path": "job.json",
        "spec": 0,
        "principal": "caller",
        "task": "PassRole",
        "action": "iam:PassRole",
        "resource": ROLE,
        "unknown": [],
        "context": {"iam:passedtoservice": ["sagemaker.amazonaws.com"]},
        "pointer": "/RoleArn",
        "when": "always",
        "source": "SageMaker developer guide: api-permissions-reference",
        "answer": None,
    }


def test_what_the_config_gives_is_said_beside_each_need(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(as_json(ADVANCED))
    (tmp_path / "recolint.toml").write_text('[[iam.role]]\narn = "*"\npolicies = ["AmazonSageMakerFullAccess"]\n')
    found = json.loads(recolint("iam", "needs", "job.json", "--output-format", "json", cwd=tmp_path).out)["needs"]
    by_action = {one["action"]: one["answer"] for one in found}
    assert by_action["sagemaker:AddTags"]["decision"] == "allowed"
    assert by_action["s3:GetObject"]["decision"] == "unknown"
    assert by_action["sts:AssumeRole"] is None
    table = recolint("iam", "needs", "job.json", cwd=tmp_path).out
    assert table.split("\n")[0].split()[3] == "answer"


def test_a_policy_is_printed_and_what_is_not_known_is_told_beside_it(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(as_json(ADVANCED))
    outcome = recolint("iam", "needs", "job.json", "--as-policy", "role", cwd=tmp_path)
    assert satisfies(json.loads(outcome.out), Who.ROLE, ADVANCED)
    assert outcome.err.startswith("recolint: the policy uses * for values missing from the spec: the bucket of")
    trust = recolint("iam", "needs", "job.json", "--as-policy", "trust", cwd=tmp_path)
    assert satisfies(json.loads(trust.out), Who.TRUST, ADVANCED)
    assert trust.err == ""


def test_the_region_may_be_said_and_watching_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(as_json(WITH_MODEL))
    policy = recolint("iam", "needs", "job.json", "--as-policy", "caller", "--region", "eu-west-1", cwd=tmp_path).out
    assert f"arn:aws:sagemaker:eu-west-1:{ACCOUNT}:inference-recommendations-job/probe" in policy
    assert "StopInferenceRecommendationsJob" not in policy
    watching = recolint("iam", "needs", "job.json", "--watching", cwd=tmp_path).out
    assert "sagemaker:StopInferenceRecommendationsJob" in watching


def test_text_of_a_spec_reaches_no_terminal_as_it_is(tmp_path: Path) -> None:
    payload = "s3://bucket/a\x9b2J\u202e.tar.gz"
    container = {"PayloadConfig": {"SamplePayloadUrl": payload}}
    (tmp_path / "job.json").write_text(as_json(changed("InputConfig", "ContainerConfig", to=container)))
    outcome = recolint("iam", "needs", "job.json", "--output-format", "json", cwd=tmp_path)
    assert outcome.code == 0, outcome.err
    assert outcome.out.isascii()
    assert json.dumps(payload.removeprefix("s3://"))[1:-1] in outcome.out


def test_a_file_without_a_spec_is_refused(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text('{"JobName": ')
    outcome = recolint("iam", "needs", "job.json", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "job.json: contains no valid job spec" in outcome.err


def test_a_credential_in_a_spec_is_not_printed(tmp_path: Path) -> None:
    spec = changed("JobName", to="probe") | {"Tags": [{"Key": "key", "Value": "AKIAIOSFODNN7EXAMPLF"}]}
    (tmp_path / "job.json").write_text(as_json(spec))
    outcome = recolint("iam", "needs", "job.json", "--output-format", "json", cwd=tmp_path)
    assert "AKIA" not in outcome.out

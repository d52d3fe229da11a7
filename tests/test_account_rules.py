"""The online rules against a real HTTP AWS: each meets what it is for, with the words that a user reads."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aws_samples import PACKAGE, ROLE
from online_account import FOR_EVERY_JOB, JSON, allow, check, made, packed, spec
from recolint.base.finding import Severity
from recolint.rule.examples import Invalid, Valid
from recolint.rule.kinds import ERROR, WARNING
from recolint.testing import CALLER, SETTINGS, check_example
from recolint.testing.aws.remote import TestAws
from recolint.testing.findings import Bench
from recolint_rules.account._archive import read
from recolint_rules.account.caller_lacks_permission import CallerLacksPermission

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _ready(request: pytest.FixtureRequest) -> None:
    if "aws" in request.fixturenames:
        made(request.getfixturevalue("aws"))


def found(folder: Path, one: dict[str, Any], *options: str) -> list[tuple[str, str, str]]:
    """Code, pointer and message of each finding. Fails if AWS did not answer a lookup."""
    outcome = check(folder, one, options=(*JSON, *options))
    report = json.loads(outcome.out)
    assert (report["online"]["skipped"], report["crashes"]) == ([], []), outcome.err
    return [(one["code"], one["pointer"], one["message"]) for one in report["findings"]]


URL = "/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl"
FILE = "s3://payloads/payload.tar.gz"

Make = Callable[[TestAws], object]


def no_role(aws: TestAws) -> None:
    aws.client("iam").delete_role_policy(RoleName="inference-recommender", PolicyName="jobs")
    aws.client("iam").delete_role(RoleName="inference-recommender")


def trust(service: str, **condition: Any) -> Make:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    if condition:
        statement["Condition"] = condition
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return lambda aws: aws.client("iam").update_assume_role_policy(
        RoleName="inference-recommender", PolicyDocument=document
    )


def uploaded(body: bytes) -> Make:
    return lambda aws: aws.client("s3").put_object(Bucket="payloads", Key="payload.tar.gz", Body=body)


def folders(*names: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name in names:
            info = tarfile.TarInfo(name)
            info.type = tarfile.DIRTYPE
            tar.addfile(info)
    return out.getvalue()


ACCOUNT_ID = {"aws:SourceAccount": "123456789012"}


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(
            no_role,
            ("RL902", "/RoleArn", "role 'inference-recommender' does not exist in account 123456789012"),
            id="no role",
        ),
        pytest.param(
            trust("ec2.amazonaws.com"),
            (
                "RL903",
                "/RoleArn",
                "the trust policy of 'inference-recommender' does not allow sagemaker.amazonaws.com to assume it",
            ),
            id="a role for EC2",
        ),
        pytest.param(
            trust("sagemaker.amazonaws.com", StringEquals={"aws:SourceAccount": "111122223333"}),
            (
                "RL903",
                "/RoleArn",
                "the trust policy of 'inference-recommender' does not allow sagemaker.amazonaws.com to assume it",
            ),
            id="a role for another account's jobs",
        ),
        pytest.param(
            trust("sagemaker.amazonaws.com", StringEquals=ACCOUNT_ID), None, id="a role for this account's jobs"
        ),
        pytest.param(
            trust("sagemaker.amazonaws.com", ArnLike={"aws:SourceArn": "arn:aws:sagemaker:*"}),
            None,
            id="a condition that nobody knows beforehand",
        ),
        pytest.param(
            lambda aws: aws.client("sagemaker").delete_model(ModelName="churn"),
            ("RL912", "/InputConfig/ModelName", "model 'churn' does not exist in us-east-1"),
            id="no model",
        ),
        pytest.param(
            lambda aws: aws.client("s3").delete_object(Bucket="payloads", Key="payload.tar.gz"),
            ("RL920", URL, f"object '{FILE}' does not exist"),
            id="no payload",
        ),
        pytest.param(
            uploaded(b'{"instances": []}'),
            ("RL921", URL, "the payload is not a gzip-compressed tar archive: it is JSON text, not gzip"),
            id="JSON",
        ),
        pytest.param(
            uploaded(gzip.decompress(packed("a.csv"))),
            ("RL921", URL, "the payload is not a gzip-compressed tar archive: it is a tar archive, not gzip"),
            id="a tar that is not packed",
        ),
        pytest.param(
            uploaded(gzip.compress(b"a,b\n")),
            ("RL921", URL, "the payload is not a gzip-compressed tar archive: its content is not a tar archive"),
            id="a packed file",
        ),
        pytest.param(
            uploaded(b""),
            ("RL922", URL, "the payload is empty; expected at least one sample request"),
            id="an object without bytes",
        ),
        pytest.param(
            uploaded(packed()),
            ("RL922", URL, "the payload has no files; expected at least one sample request"),
            id="an empty archive",
        ),
        pytest.param(
            uploaded(folders("a", "a/b")),
            ("RL922", URL, "the payload has no files; expected at least one sample request"),
            id="folders only",
        ),
        pytest.param(
            lambda aws: aws.client("sagemaker").create_inference_recommendations_job(**spec()),
            ("RL960", "/JobName", "job 'churn-1' already exists (status: PENDING)"),
            id="the name is taken",
        ),
    ],
)
def test_what_lacks_in_the_account_is_found(
    aws: TestAws, tmp_path: Path, make: Make, expected: tuple[str, str, str] | None
) -> None:
    make(aws)
    assert found(tmp_path, spec()) == ([] if expected is None else [expected])


def test_a_role_of_another_account_is_one_finding_and_is_not_asked_for(aws: TestAws, tmp_path: Path) -> None:
    one = {**spec(), "RoleArn": ROLE.replace("123456789012", "111122223333")}
    assert found(tmp_path, one) == [
        ("RL901", "/RoleArn", "the role belongs to account 111122223333, but the credentials belong to 123456789012")
    ]
    assert aws.requests(operation="GetRole") == []


@pytest.mark.usefixtures("aws")
def test_a_package_that_is_not_there_is_found(tmp_path: Path) -> None:
    one = {**spec(), "InputConfig": {"ModelPackageVersionArn": PACKAGE}}
    assert found(tmp_path, one) == [
        ("RL910", "/InputConfig/ModelPackageVersionArn", "this version of the model package does not exist")
    ]


def test_a_package_must_say_what_the_spec_leaves_out(aws: TestAws, tmp_path: Path) -> None:
    sagemaker = aws.client("sagemaker")
    sagemaker.create_model_package_group(ModelPackageGroupName="fraud")
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/fraud:1"
    arn = sagemaker.create_model_package(
        ModelPackageGroupName="fraud",
        Domain="MACHINE_LEARNING",
        InferenceSpecification={
            "Containers": [{"Image": image}],
            "SupportedContentTypes": ["text/csv"],
            "SupportedResponseMIMETypes": ["text/csv"],
        },
    )["ModelPackageArn"]
    bare = {**spec(), "InputConfig": {"ModelPackageVersionArn": arn}}
    assert found(tmp_path, bare) == [
        (
            "RL911",
            "/InputConfig/ModelPackageVersionArn",
            "neither the model package nor the spec sets Task, Framework and 1 more",
        )
    ]
    container = spec()["InputConfig"]["ContainerConfig"]
    assert found(tmp_path, {**spec(), "InputConfig": {**bare["InputConfig"], "ContainerConfig": container}}) == []


def test_keys_are_looked_up_by_id_and_alias(aws: TestAws, tmp_path: Path) -> None:
    kms = aws.client("kms")
    key_id = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/recommender", TargetKeyId=key_id)
    one = {**spec(VolumeKmsKeyId="alias/recommender"), "OutputConfig": {"KmsKeyId": key_id}}
    assert found(tmp_path, one) == []
    kms.disable_key(KeyId=key_id)
    assert found(tmp_path, one) == [
        (
            "RL931",
            "/InputConfig/VolumeKmsKeyId",
            "key 'alias/recommender' cannot encrypt: its state is Disabled",
        ),
        ("RL931", "/OutputConfig/KmsKeyId", f"key '{key_id}' cannot encrypt: its state is Disabled"),
    ]
    assert found(tmp_path, spec(VolumeKmsKeyId="alias/nobody")) == [
        ("RL930", "/InputConfig/VolumeKmsKeyId", "key 'alias/nobody' does not exist in us-east-1")
    ]


def test_an_asymmetric_key_cannot_encrypt(aws: TestAws, tmp_path: Path) -> None:
    key = aws.client("kms").create_key(KeyUsage="SIGN_VERIFY", KeySpec="RSA_2048")["KeyMetadata"]
    assert found(tmp_path, spec(VolumeKmsKeyId=key["Arn"])) == [
        ("RL931", "/InputConfig/VolumeKmsKeyId", f"key '{key['KeyId']}' cannot encrypt: it is for SIGN_VERIFY")
    ]


def test_subnets_and_groups_exist_and_are_of_one_vpc(aws: TestAws, tmp_path: Path) -> None:
    ec2 = aws.client("ec2")
    first, second = (ec2.create_vpc(CidrBlock=f"10.{n}.0.0/16")["Vpc"]["VpcId"] for n in (1, 2))
    subnet = ec2.create_subnet(VpcId=first, CidrBlock="10.1.1.0/24")["Subnet"]["SubnetId"]
    group, foreign = (
        ec2.create_security_group(GroupName=f"in-{vpc}", Description="for tests", VpcId=vpc)["GroupId"]
        for vpc in (first, second)
    )
    assert found(tmp_path, spec(VpcConfig={"Subnets": [subnet], "SecurityGroupIds": [group]})) == []
    one = spec(VpcConfig={"Subnets": [subnet, "subnet-0123456789abcdef0"], "SecurityGroupIds": [group, foreign]})
    assert found(tmp_path, one) == [
        ("RL940", "/InputConfig/VpcConfig/Subnets/1", "subnet subnet-0123456789abcdef0 does not exist in us-east-1"),
        ("RL941", "/InputConfig/VpcConfig/SecurityGroupIds/1",
         f"security group {foreign} is in {second}, but {subnet} is in {first}"),
    ]  # fmt: skip


def test_an_existing_endpoint_is_there_and_has_one_variant(aws: TestAws, tmp_path: Path) -> None:
    one = spec(Endpoints=[{"EndpointName": "churn-live"}])
    at = "/InputConfig/Endpoints/0/EndpointName"
    assert found(tmp_path, one) == [("RL950", at, "endpoint 'churn-live' does not exist in us-east-1")]
    sagemaker = aws.client("sagemaker")
    for name, variants in (("churn-live", ("a", "b")), ("churn-quiet", ("a",))):
        sagemaker.create_endpoint_config(
            EndpointConfigName=name,
            ProductionVariants=[
                {"VariantName": v, "ModelName": "churn", "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 1}
                for v in variants
            ],
        )
        sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)
    assert found(tmp_path, one) == [
        ("RL951", at, "the endpoint 'churn-live' has 2 variants; a job tests an endpoint with one variant")
    ]
    assert found(tmp_path, spec(Endpoints=[{"EndpointName": "churn-quiet"}])) == []


def made_endpoint(aws: TestAws, name: str, **config: Any) -> dict[str, Any]:
    """Create an endpoint with one variant and one model; the spec that names it."""
    sagemaker = aws.client("sagemaker")
    variant = {"VariantName": "all", "ModelName": "churn", "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 1}
    variant |= config.pop("variant", {})
    sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[variant], **config)
    sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)
    return spec(Endpoints=[{"EndpointName": name}])


def test_an_endpoint_that_scales_is_asynchronous_or_has_several_models_is_reported(
    aws: TestAws, tmp_path: Path
) -> None:
    at = "/InputConfig/Endpoints/0/EndpointName"
    scaling = made_endpoint(aws, "scaling")
    assert found(tmp_path, scaling) == []
    aws.client("application-autoscaling").register_scalable_target(
        ServiceNamespace="sagemaker",
        ResourceId="endpoint/scaling/variant/all",
        ScalableDimension="sagemaker:variant:DesiredInstanceCount",
        MinCapacity=1,
        MaxCapacity=4,
    )
    aws.client("sagemaker").create_model(
        ModelName="many", PrimaryContainer={"Image": "churn:1", "Mode": "MultiModel"}, ExecutionRoleArn=ROLE
    )
    answers = {"OutputConfig": {"S3OutputPath": "s3://payloads/answers"}}
    says = {
        "'scaling' scales automatically; a job tests an endpoint without automatic scaling": scaling,
        "'many' has several models; a job tests an endpoint with one model": made_endpoint(
            aws, "many", variant={"ModelName": "many"}
        ),
        "'late' is asynchronous; a job tests a real-time endpoint": made_endpoint(
            aws, "late", AsyncInferenceConfig=answers
        ),
    }
    for text, one in says.items():
        assert found(tmp_path, one) == [("RL951", at, f"the endpoint {text}")]


def test_an_endpoint_is_looked_at_as_far_as_aws_answers(aws: TestAws, tmp_path: Path) -> None:
    one = made_endpoint(aws, "churn-quiet")
    aws.fault("denied", "DescribeScalableTargets", times=100)
    outcome = check(tmp_path, one, options=JSON)
    report = json.loads(outcome.out)
    assert report["findings"] == []
    (skipped,) = report["online"]["skipped"]
    assert skipped["look_up"].startswith("application-autoscaling DescribeScalableTargets")
    assert aws.requests(operation="DescribeEndpointConfig") != []


def test_a_quota_is_compared_with_what_the_tests_need(aws: TestAws, tmp_path: Path) -> None:
    aws.quotas({"ml.p4d.24xlarge for endpoint usage": 0, "ml.m5.xlarge for endpoint usage": 2})
    ranges = {"CategoricalParameterRanges": [{"Name": "WORKERS", "Value": ["1", "2", "4"]}]}
    one = spec(
        ResourceLimit={"MaxParallelOfTests": 3},
        EndpointConfigurations=[
            {"InstanceType": "ml.m5.xlarge", "EnvironmentParameterRanges": ranges},
            {"InstanceType": "ml.p4d.24xlarge"},
            {"InstanceType": "ml.c5.xlarge"},
        ],
    )
    assert found(tmp_path, one) == [], "a Default job chooses its endpoints by itself"
    one["JobType"] = "Advanced"
    at = "/InputConfig/EndpointConfigurations"
    assert found(tmp_path, one) == [
        ("RL970", f"{at}/0/InstanceType",
         "the job runs up to 3 ml.m5.xlarge instances in parallel; the quota is 2"),
        ("RL970", f"{at}/1/InstanceType", "the account's quota for ml.p4d.24xlarge endpoints is 0"),
    ]  # fmt: skip


def test_what_is_in_another_region_is_said_and_not_asked_for(aws: TestAws, tmp_path: Path) -> None:
    one = spec(VolumeKmsKeyId="arn:aws:kms:eu-west-1:123456789012:alias/recommender")
    assert found(tmp_path, one) == [
        ("RL904", "/InputConfig/VolumeKmsKeyId",
         "the volumes' key is in eu-west-1, but the lookups are in us-east-1")
    ]  # fmt: skip
    assert aws.requests(operation="DescribeKey") == []
    assert "RL904" not in {code for code, _, _ in found(tmp_path, one, "--region", "eu-west-1")}


LACKS = (
    "RL905", URL, "no policy of the role allows s3:GetObject on arn:aws:s3:::payloads/payload.tar.gz"
)  # fmt: skip


@pytest.mark.parametrize("may_simulate", [True, False])
def test_what_the_role_may_not_do_is_found_by_simulating_or_by_reading_its_policies(
    aws: TestAws, tmp_path: Path, may_simulate: bool
) -> None:
    if not may_simulate:
        aws.fault("denied", "SimulatePrincipalPolicy", times=100)
    options = ("--ignore", "RL906")
    assert found(tmp_path, spec(), *options) == []
    allow(aws, "role", *FOR_EVERY_JOB, "s3:ListBucket", "s3:GetBucketLocation")
    assert found(tmp_path, spec(), *options) == [LACKS]


def test_a_statement_that_denies_is_an_error_and_a_policy_that_says_nothing_of_a_bucket_a_warning(
    aws: TestAws, tmp_path: Path
) -> None:
    allow(aws, "role", *FOR_EVERY_JOB)
    assert check(tmp_path, spec()).code == 0
    deny = {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::payloads/*"}
    aws.client("iam").put_role_policy(
        RoleName="inference-recommender",
        PolicyName="none",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [deny]}),
    )
    outcome = check(tmp_path, spec())
    assert outcome.code == 1
    assert "the role is denied s3:GetObject on arn:aws:s3:::payloads/payload.tar.gz" in outcome.out


def test_what_every_job_needs_is_found_where_names_are_known_or_else_by_reading_policies(
    aws: TestAws, tmp_path: Path
) -> None:
    allow(aws, "role", "s3:*", "sagemaker:Describe*")
    options = ("--ignore", "RL906")
    simulated = {(code, pointer) for code, pointer, _ in found(tmp_path, spec(), *options)}
    assert simulated == {("RL905", "/RoleArn"), ("RL905", "/InputConfig/ModelName")}
    aws.fault("denied", "SimulatePrincipalPolicy", times=100)
    read = {(code, pointer) for code, pointer, _ in found(tmp_path, spec(), *options)}
    assert read == simulated | {("RL905", "/InputConfig")}


def test_a_right_of_which_aws_does_not_say_that_the_role_needs_it_is_a_warning(aws: TestAws, tmp_path: Path) -> None:
    allow(aws, "role", *(action for action in FOR_EVERY_JOB if action != "iam:PassRole"), "s3:*")
    outcome = check(tmp_path, spec())
    assert outcome.code == 0
    assert f"warning[RL905] role-lacks-permission: no policy of the role allows iam:PassRole on {ROLE}" in outcome.out


MAY_ASK = ("sagemaker:Describe*", "iam:Get*", "iam:List*", "iam:Simulate*", "s3:*", "servicequotas:*")


@pytest.mark.parametrize("may_simulate", [True, False])
def test_a_caller_who_may_not_make_the_job_or_pass_the_role_is_told(
    aws: TestAws, tmp_path: Path, may_simulate: bool
) -> None:
    if not may_simulate:
        aws.fault("denied", "SimulatePrincipalPolicy", times=100)
    action = "sagemaker:CreateInferenceRecommendationsJob"
    allow(aws, "user", *MAY_ASK)
    assert found(tmp_path, spec()) == [
        ("RL906", "/JobName", f"no policy of the caller allows {action}"),
        ("RL906", "/RoleArn", f"no policy of the caller allows iam:PassRole on {ROLE}"),
    ]


def test_a_caller_who_may_not_simulate_has_the_rights_of_their_groups(aws: TestAws, tmp_path: Path) -> None:
    aws.fault("denied", "SimulatePrincipalPolicy", times=100)
    allow(aws, "user", *MAY_ASK)
    iam = aws.client("iam")
    iam.create_group(GroupName="engineers")
    iam.add_user_to_group(GroupName="engineers", UserName="engineer")
    iam.attach_group_policy(GroupName="engineers", PolicyArn="arn:aws:iam::aws:policy/AmazonSageMakerFullAccess")
    assert found(tmp_path, spec()) == []


def test_policies_that_are_read_count_within_the_boundary(aws: TestAws, tmp_path: Path) -> None:
    aws.fault("denied", "SimulatePrincipalPolicy", times=100)
    statement = {"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "*"}
    limit = aws.client("iam").create_policy(
        PolicyName="limit", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )["Policy"]["Arn"]
    aws.client("iam").put_role_permissions_boundary(RoleName="inference-recommender", PermissionsBoundary=limit)
    message = "the permissions boundary of the role does not allow s3:GetObject"
    assert found(tmp_path, spec(), "--ignore", "RL906") == [("RL905", URL, message)]


@pytest.mark.parametrize("may_simulate", [True, False])
def test_a_boundary_that_lacks_an_action_without_resource_policies_is_an_error_and_is_named(
    aws: TestAws, tmp_path: Path, may_simulate: bool
) -> None:
    if not may_simulate:
        aws.fault("denied", "SimulatePrincipalPolicy", times=100)
    statement = {"Effect": "Allow", "NotAction": "cloudwatch:PutMetricData", "Resource": "*"}
    limit = aws.client("iam").create_policy(
        PolicyName="limit", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )["Policy"]["Arn"]
    aws.client("iam").put_role_permissions_boundary(RoleName="inference-recommender", PermissionsBoundary=limit)
    report = json.loads(check(tmp_path, spec(), options=(*JSON, "--ignore", "RL906")).out)
    (one,) = report["findings"]
    assert (one["code"], one["severity"]) == ("RL905", "error")
    assert one["message"] == "the permissions boundary of the role does not allow cloudwatch:PutMetricData"
    assert "in a policy of the role" not in one["help"]


def simulated(decision: str, **details: Any) -> dict[str, Any]:
    """What the simulator answers about the two actions of a caller."""
    actions = ("sagemaker:CreateInferenceRecommendationsJob", "iam:PassRole")
    results = [{"EvalActionName": action, "EvalDecision": decision, **details} for action in actions]
    return {"sts GetCallerIdentity": CALLER, "iam SimulatePrincipalPolicy": {"EvaluationResults": results}}


SCP_SAYS_NO = {"OrganizationsDecisionDetail": {"AllowedByOrganizations": False}}
BOUNDARY_SAYS_NO = {"PermissionsBoundaryDecisionDetail": {"AllowedByPermissionsBoundary": False}}


@pytest.mark.parametrize(
    ("answers", "severity", "said"),
    [
        (simulated("implicitDeny"), ERROR, "no policy of the caller allows iam:PassRole"),
        (simulated("implicitDeny", **SCP_SAYS_NO), WARNING, "a service control policy may deny the caller"),
        (simulated("explicitDeny", **SCP_SAYS_NO), WARNING, "a service control policy may deny the caller"),
        (simulated("implicitDeny", **BOUNDARY_SAYS_NO), ERROR, "the permissions boundary of the caller does not allow"),
        (
            simulated("implicitDeny", ResourceSpecificResults=[BOUNDARY_SAYS_NO]),
            ERROR,
            "the permissions boundary of the caller does not allow",
        ),
        (simulated("implicitDeny", **SCP_SAYS_NO, **BOUNDARY_SAYS_NO), WARNING, "a service control policy may deny"),
    ],
)
def test_the_layer_that_the_simulator_names_is_named(answers: dict[str, Any], severity: Severity, said: str) -> None:
    bench = Bench(CallerLacksPermission, Invalid(f"RoleArn: {ROLE}", at="/RoleArn", answers=answers), SETTINGS)
    found = [one for _, one in bench.findings(f"RoleArn: {ROLE}") if one.route == ("RoleArn",)]
    assert [one.severity for one in found] == [severity]
    assert said in found[0].message
    is_identity = said.startswith("no policy")
    assert ("in a policy of the caller" in (found[0].help or "")) == is_identity


def test_a_key_that_the_call_never_has_does_not_leave_a_denial_open() -> None:
    """The simulator reports a missing context value, but the call does not have this key: the decision counts."""
    text = "JobName: probe\nRoleArn: arn:aws:iam::111122223333:role/Jobs\n"
    create = "sagemaker:CreateInferenceRecommendationsJob"

    def answers(missing: str) -> dict[str, Any]:
        denied = {"EvalActionName": create, "EvalDecision": "implicitDeny", "MissingContextValues": [missing]}
        return {"iam SimulatePrincipalPolicy": {"EvaluationResults": [denied]}}

    sure = Invalid(text, at="/JobName", answers=answers("sagemaker:VolumeKmsKey"))
    check_example(CallerLacksPermission, sure)
    check_example(CallerLacksPermission, Valid(text, answers=answers("aws:SourceVpc")))


def test_who_may_neither_simulate_nor_read_policies_is_told_what_was_not_checked(aws: TestAws, tmp_path: Path) -> None:
    aws.fault("denied", "SimulatePrincipalPolicy", times=100)
    aws.fault("denied", "ListUserPolicies", times=100)
    outcome = check(tmp_path, spec(), options=JSON)
    skipped = {one["look_up"].split(" ")[1]: one["rules"] for one in json.loads(outcome.out)["online"]["skipped"]}
    assert skipped == {"SimulatePrincipalPolicy": ["RL906"], "ListUserPolicies": ["RL906"]}


@given(
    sizes=st.lists(st.integers(0, 3000), max_size=6),
    form=st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]),
    long=st.booleans(),
    data=st.data(),
)
def test_the_beginning_of_an_archive_tells_a_beginning_of_its_files(
    sizes: list[int], form: int, long: bool, data: st.DataObject
) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=form) as tar:
        for number, size in enumerate(sizes):
            info = tarfile.TarInfo(f"{'folder/' * 20 * long}ü-{number}")
            info.size = size
            tar.addfile(info, io.BytesIO(bytes([number + 1]) * size))
    packed_up = out.getvalue()
    whole = read(packed_up, whole=True)
    assert (whole.problem, list(whole.sizes), whole.whole) == (None, sizes, True)
    head = read(packed_up[: data.draw(st.integers(2, len(packed_up) - 1))], whole=False)
    assert head.problem is None
    assert list(head.sizes) == sizes[: len(head.sizes)]


def test_a_denial_for_want_of_a_condition_key_is_no_finding() -> None:
    def passing(**more: Any) -> dict[str, Any]:
        result = {"EvalActionName": "iam:PassRole", "EvalDecision": "implicitDeny", **more}
        return {"iam SimulatePrincipalPolicy": {"EvaluationResults": [result]}}

    text = f"RoleArn: {ROLE}"
    lacking = passing(MissingContextValues=["aws:SourceVpc"])
    check_example(CallerLacksPermission, Invalid(text, at="/RoleArn", answers=passing()))
    check_example(CallerLacksPermission, Valid(text, answers=lacking))


@given(st.binary(min_size=1, max_size=2000), st.booleans())
def test_any_bytes_can_be_looked_at_and_hold_no_files(head: bytes, whole: bool) -> None:
    for seen in (read(head, whole=whole), read(gzip.compress(head), whole=whole)):
        assert not seen.sizes

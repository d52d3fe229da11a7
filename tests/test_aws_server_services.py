"""The test AWS checks who signs, and answers for the services around a job, from STS to quotas."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from aws_samples import ROLE
from recolint.testing.aws.credentials import ACCESS_KEY, ACCESS_KEY_ID, EXPIRED_KEY, EXPIRED_KEY_ID
from recolint.testing.aws.remote import TestAws

pytestmark = pytest.mark.slow

ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "sts": ("get_caller_identity", {}),
    "iam": ("list_roles", {}),
    "s3": ("list_objects_v2", {"Bucket": "payloads", "Prefix": "a b/ü+&"}),
    "kms": ("list_keys", {}),
    "ec2": ("describe_key_pairs", {}),
    "sagemaker": ("list_models", {}),
    "service-quotas": ("list_service_quotas", {"ServiceCode": "sagemaker"}),
    "pricing": (
        "get_products",
        {
            "ServiceCode": "AmazonSageMaker",
            "Filters": [{"Type": "TERM_MATCH", "Field": "regionCode", "Value": "eu-west-1"}],
        },
    ),
}
"""By service, a request that needs nothing to be there, but a bucket."""

Key = tuple[str, str, str | None]
WRONG_SECRET: Key = (ACCESS_KEY_ID, "wrong", None)
UNKNOWN: Key = ("AKIAI44QH8DHBEXAMPLE", ACCESS_KEY.secret, None)
WRONG_TOKEN: Key = (ACCESS_KEY_ID, ACCESS_KEY.secret, "token")
EXPIRED: Key = (EXPIRED_KEY_ID, EXPIRED_KEY.secret, EXPIRED_KEY.token)

JSON = (
    "InvalidSignatureException",
    "UnrecognizedClientException",
    "UnrecognizedClientException",
    "ExpiredTokenException",
)
QUERY = ("SignatureDoesNotMatch", "InvalidClientTokenId", "InvalidClientTokenId", "ExpiredToken")
REFUSED = {
    "sts": QUERY,
    "iam": QUERY,
    "s3": ("SignatureDoesNotMatch", "InvalidAccessKeyId", "InvalidToken", "ExpiredToken"),
    "kms": JSON,
    "ec2": ("AuthFailure", "AuthFailure", "AuthFailure", "RequestExpired"),
    "sagemaker": JSON,
    "service-quotas": JSON,
    "pricing": JSON,
}
"""By service, the codes for a wrong secret, an unknown key, a wrong token, an expired session."""

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)


def asked(aws: TestAws, service: str, key: Key = (ACCESS_KEY_ID, ACCESS_KEY.secret, None)) -> str:
    """What the service says to a request signed with ``key``: ``OK`` or the code of its error."""
    operation, parameters = ASKED[service]
    try:
        getattr(aws.client(service, key=key), operation)(**parameters)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return "OK"


@pytest.mark.parametrize("service", ASKED)
def test_a_signature_counts_only_with_the_right_secret_and_token(aws: TestAws, service: str) -> None:
    aws.client("s3").create_bucket(Bucket="payloads")
    assert asked(aws, service) == "OK"
    assert tuple(asked(aws, service, key) for key in (WRONG_SECRET, UNKNOWN, WRONG_TOKEN, EXPIRED)) == REFUSED[service]


def test_a_request_that_was_changed_on_the_way_is_refused(aws: TestAws) -> None:
    sagemaker = aws.client("sagemaker")

    def change(request: Any, **_: Any) -> None:
        request.body = request.body.replace(b"one", b"two")

    sagemaker.meta.events.register("before-send.sagemaker.DescribeModel", change)
    try:
        with pytest.raises(ClientError, match="InvalidSignatureException"):
            sagemaker.describe_model(ModelName="one")
    finally:
        sagemaker.meta.events.unregister("before-send.sagemaker.DescribeModel", change)


@pytest.mark.parametrize(
    ("service", "code"),
    [
        ("sagemaker", "MissingAuthenticationTokenException"),
        ("sts", "MissingAuthenticationToken"),
        ("s3", "AccessDenied"),
    ],
)
def test_a_request_without_a_signature_is_refused(aws: TestAws, service: str, code: str) -> None:
    import boto3

    make: Any = boto3.session.Session().client
    client = make(service, endpoint_url=aws.endpoint, config=Config(signature_version=UNSIGNED))
    operation, parameters = ASKED[service]
    with pytest.raises(ClientError, match=code):
        getattr(client, operation)(**parameters)
    client.close()


def test_keys_of_users_and_sessions_of_roles_sign_for_whom_they_belong_to(aws: TestAws) -> None:
    iam, sts = aws.client("iam"), aws.client("sts")
    assert sts.get_caller_identity()["Arn"] == "arn:aws:iam::123456789012:user/engineer"
    iam.create_user(UserName="colleague")
    made = iam.create_access_key(UserName="colleague")["AccessKey"]
    key: Key = (made["AccessKeyId"], made["SecretAccessKey"], None)
    assert aws.client("sts", key=key).get_caller_identity()["Arn"] == "arn:aws:iam::123456789012:user/colleague"
    iam.update_access_key(UserName="colleague", AccessKeyId=key[0], Status="Inactive")
    assert asked(aws, "sts", key) == "InvalidClientTokenId"
    session = sts.assume_role(RoleArn="arn:aws:iam::111122223333:role/ci", RoleSessionName="run-7")["Credentials"]
    role: Key = (session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
    assert aws.client("sts", key=role).get_caller_identity()["Arn"] == "arn:aws:sts::111122223333:assumed-role/ci/run-7"
    assert asked(aws, "sts", (role[0], role[1], "another")) == "InvalidClientTokenId"


def test_an_object_is_read_by_ranges(aws: TestAws) -> None:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="payloads")
    s3.upload_fileobj(io.BytesIO(b"\x1f\x8b" + bytes(10_000_000)), "payloads", "team a/päyload+1.tar.gz")
    where = {"Bucket": "payloads", "Key": "team a/päyload+1.tar.gz"}
    with s3.get_object(**where, Range="bytes=0-9")["Body"] as body:
        assert body.read() == b"\x1f\x8b" + bytes(8)
    assert s3.head_object(**where)["ContentLength"] == 10_000_002
    with pytest.raises(ClientError, match="404"):
        s3.head_object(Bucket="payloads", Key="missing")


def test_a_key_is_known_by_id_and_alias_and_may_be_disabled(aws: TestAws) -> None:
    kms = aws.client("kms")
    key_id = kms.create_key()["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/recommender", TargetKeyId=key_id)
    kms.disable_key(KeyId=key_id)
    told = kms.describe_key(KeyId="alias/recommender")["KeyMetadata"]
    assert (told["KeyId"], told["KeyState"]) == (key_id, "Disabled")
    with pytest.raises(kms.exceptions.NotFoundException):
        kms.describe_key(KeyId="alias/nobody")


def test_subnets_and_security_groups_name_their_vpc(aws: TestAws) -> None:
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="jobs", Description="jobs", VpcId=vpc)["GroupId"]
    assert ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["VpcId"] == vpc
    assert ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["VpcId"] == vpc
    with pytest.raises(ClientError, match=r"InvalidSubnetID\.NotFound"):
        ec2.describe_subnets(SubnetIds=["subnet-00000000"])


def test_a_model_package_brings_what_a_spec_may_leave_out(aws: TestAws) -> None:
    sagemaker = aws.client("sagemaker")
    sagemaker.create_model_package_group(ModelPackageGroupName="fraud")
    inference = {
        "Containers": [{"Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/fraud:3", "Framework": "XGBOOST"}],
        "SupportedContentTypes": ["text/csv"],
        "SupportedResponseMIMETypes": ["text/csv"],
    }
    arn = sagemaker.create_model_package(
        ModelPackageGroupName="fraud",
        InferenceSpecification=inference,
        Domain="MACHINE_LEARNING",
        Task="CLASSIFICATION",
        SamplePayloadUrl="s3://payloads/fraud.tar.gz",
    )["ModelPackageArn"]
    told = sagemaker.describe_model_package(ModelPackageName=arn)
    assert (told["Domain"], told["Task"], told["SamplePayloadUrl"]) == (
        "MACHINE_LEARNING",
        "CLASSIFICATION",
        "s3://payloads/fraud.tar.gz",
    )
    assert told["InferenceSpecification"] == inference


def test_quotas_of_endpoints_come_in_pages_and_can_be_set(aws: TestAws) -> None:
    aws.quotas({"ml.g5.xlarge for endpoint usage": 0})
    client = aws.client("service-quotas")
    pages = list(client.get_paginator("list_service_quotas").paginate(ServiceCode="sagemaker"))
    assert len(pages) == 3
    quotas = {quota["QuotaName"]: quota for page in pages for quota in page["Quotas"]}
    assert quotas["ml.m5.xlarge for endpoint usage"]["Value"] == 20
    code = quotas["ml.g5.xlarge for endpoint usage"]["QuotaCode"]
    assert client.get_service_quota(ServiceCode="sagemaker", QuotaCode=code)["Quota"]["Value"] == 0
    with pytest.raises(client.exceptions.NoSuchResourceException):
        client.get_service_quota(ServiceCode="sagemaker", QuotaCode="L-00000000")


def test_an_operation_that_is_not_there_says_so(aws: TestAws) -> None:
    with pytest.raises(ClientError, match="This test AWS has no such operation") as caught:
        aws.client("sagemaker").list_hubs()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def policy(*statements: dict[str, Any]) -> str:
    """A policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def simulated(aws: TestAws, action: str, resource: str = "*", **context: str) -> str:
    """What the simulator says of the role of the tests."""
    entries = [
        {"ContextKeyName": name.replace("__", ":"), "ContextKeyValues": [value], "ContextKeyType": "string"}
        for name, value in context.items()
    ]
    told = aws.client("iam").simulate_principal_policy(
        PolicySourceArn=ROLE, ActionNames=[action], ResourceArns=[resource], ContextEntries=entries
    )
    verdict: str = told["EvaluationResults"][0]["EvalDecision"]
    return verdict


@pytest.fixture
def role(aws: TestAws) -> Any:
    """The role of the tests, which trusts SageMaker; returns a function that sets its only inline policy."""
    iam = aws.client("iam")
    name = ROLE.rpartition("/")[2]
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
    return lambda *statements: iam.put_role_policy(
        RoleName=name, PolicyName="inline", PolicyDocument=policy(*statements)
    )


def test_the_simulator_decides_by_allow_deny_and_nothing(aws: TestAws, role: Any) -> None:
    role(
        {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::payloads/*"},
        {"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::payloads/team-a/*"},
    )
    assert simulated(aws, "s3:GetObject", "arn:aws:s3:::payloads/team-a/p.tar.gz") == "allowed"
    assert simulated(aws, "s3:GetObject", "arn:aws:s3:::payloads/team-b/p.tar.gz") == "explicitDeny"
    assert simulated(aws, "kms:CreateGrant") == "implicitDeny"


def test_the_simulator_reads_conditions_and_names_missing_keys(aws: TestAws, role: Any) -> None:
    role(
        {
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": "*",
            "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
        }
    )
    assert simulated(aws, "iam:PassRole", ROLE, iam__PassedToService="sagemaker.amazonaws.com") == "allowed"
    assert simulated(aws, "iam:PassRole", ROLE, iam__PassedToService="ec2.amazonaws.com") == "implicitDeny"
    told = aws.client("iam").simulate_principal_policy(PolicySourceArn=ROLE, ActionNames=["iam:PassRole"])
    assert told["EvaluationResults"][0]["MissingContextValues"] == ["iam:PassedToService"]


def test_the_simulator_knows_managed_policies_and_boundaries(aws: TestAws, role: Any) -> None:
    role({"Effect": "Allow", "Action": "kms:CreateGrant", "Resource": "*"})
    iam, name = aws.client("iam"), ROLE.rpartition("/")[2]
    iam.attach_role_policy(RoleName=name, PolicyArn="arn:aws:iam::aws:policy/AmazonSageMakerFullAccess")
    assert simulated(aws, "s3:GetObject", "arn:aws:s3:::my-sagemaker-bucket/p.tar.gz") == "allowed"
    assert simulated(aws, "s3:GetObject", "arn:aws:s3:::payloads/p.tar.gz") == "implicitDeny"
    assert simulated(aws, "kms:GenerateDataKey") == "implicitDeny"
    assert simulated(aws, "kms:CreateGrant") == "allowed"
    boundary = iam.create_policy(
        PolicyName="boundary", PolicyDocument=policy({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})
    )["Policy"]["Arn"]
    iam.put_role_permissions_boundary(RoleName=name, PermissionsBoundary=boundary)
    assert simulated(aws, "kms:CreateGrant") == "implicitDeny"


def test_the_simulator_answers_in_pages(aws: TestAws, role: Any) -> None:
    role({"Effect": "Allow", "Action": "*", "Resource": "*"})
    actions = [f"s3:Get{number}" for number in range(150)]
    pages = aws.client("iam").get_paginator("simulate_principal_policy")
    told = [
        row["EvalActionName"]
        for page in pages.paginate(PolicySourceArn=ROLE, ActionNames=actions)
        for row in page["EvaluationResults"]
    ]
    assert told == actions


def test_the_simulator_refuses_what_it_would_get_wrong(aws: TestAws, role: Any) -> None:
    iam = aws.client("iam")
    with pytest.raises(ClientError, match="does not clearly define entity type and name"):
        iam.simulate_principal_policy(
            PolicySourceArn="arn:aws:sts::123456789012:assumed-role/ci/run-7", ActionNames=["s3:GetObject"]
        )
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        iam.simulate_principal_policy(
            PolicySourceArn="arn:aws:iam::123456789012:role/nobody", ActionNames=["s3:GetObject"]
        )
    role(
        {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}
    )
    with pytest.raises(ClientError, match="does not know condition operator IpAddress"):
        simulated(aws, "s3:GetObject")

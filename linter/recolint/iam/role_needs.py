"""The permissions that the execution role needs, and SageMaker to assume it.

AWS publishes no least policy for the role of these jobs. This one combines the calls of a job with the permissions that
the developer guide lists for the roles of CreateModel and CreateAutoMLJob. Those roles make the same calls.
"""

from __future__ import annotations

from collections.abc import Iterator

from recolint.base.finding import Route
from recolint.iam.arns import Arns, in_s3
from recolint.iam.caller_needs import FOR_AWS_RESOURCE, PASSED_TO_SAGEMAKER, role_of
from recolint.iam.endpoint_calls import endpoint_config_calls, model_keys
from recolint.iam.need import Cause, Need, Task, where
from recolint.iam.partial import ANY, PartialArn, Unknown
from recolint.request.job import CompiledOutputConfig, InputConfig, Job, PayloadConfig

_ROLES = "SageMaker developer guide: sagemaker-roles"
_LOGS = f"{_ROLES}; inference-recommender logs and metrics"
_EXISTING = "SageMaker developer guide: inference-recommender-existing-endpoint"
_VPC = "SageMaker developer guide: inference-recommender-vpc-access"
_NEO = "SageMaker developer guide: inference-recommender-neo-compilation"
_KEY = "API reference: RecommendationJobInputConfig, VolumeKmsKeyId"
_OUTPUT = "API reference: RecommendationJobOutputConfig"

_ALWAYS = "always"


def assume(job: Job, arns: Arns) -> Iterator[Need]:
    """SageMaker takes the role on."""
    cause = Cause(where(job, Job.role), _ALWAYS, _ROLES)
    context = {"aws:sourceaccount": (arns.account,)} if arns.account is not None else {}
    yield Need(Task.ASSUME, "sts:AssumeRole", role_of(job, arns), cause, context)


def payload(job: Job, arns: Arns) -> Iterator[Need]:
    """Reading the sample payload, which the spec names or the model package."""
    url = job.input.container.payload.url
    place = in_s3(url)
    payload = job.input.container.payload
    is_named = url is not None or payload.hides(PayloadConfig.url)
    cause = Cause(payload.at(PayloadConfig.url) if is_named else _source_route(job), _ALWAYS, _ROLES)
    if place is not None and place.key:
        yield from _read(arns, Task.PAYLOAD, cause, place.bucket, place.key)
    else:
        bucket = place.bucket if place is not None else Unknown("the payload's bucket")
        yield from _read(arns, Task.PAYLOAD, cause, bucket, Unknown("the payload's key", colons=True))


def artifacts(job: Job, arns: Arns) -> Iterator[Need]:
    """Reading the model's artifacts, which the package or the model names."""
    cause = Cause(_source_route(job), _ALWAYS, _ROLES)
    bucket, key = (
        Unknown("the bucket of the model's artifacts"),
        Unknown("the key of the model's artifacts", colons=True),
    )
    yield from _read(arns, Task.ARTIFACTS, cause, bucket, key)


def image(job: Job, arns: Arns) -> Iterator[Need]:
    """Pulling the container's image, which is in the job's Region."""
    cause = Cause(_source_route(job), _ALWAYS, _ROLES)
    name = Unknown("the image's repository")
    repository = arns.of_any_account("ecr", "the account of the image", "repository/", name)
    yield Need(Task.IMAGE, "ecr:GetAuthorizationToken", ANY, cause)
    for action in ("BatchCheckLayerAvailability", "BatchGetImage", "GetDownloadUrlForLayer"):
        yield Need(Task.IMAGE, f"ecr:{action}", repository, cause)


def logs(job: Job, arns: Arns) -> Iterator[Need]:
    """Writing the logs of the job and of its endpoints."""
    cause = Cause(where(job, Job.role), _ALWAYS, _LOGS)
    # The ARN of a group ends in :log-stream: and more for some calls; documents do not agree for which.
    groups = (
        arns.regional(
            "logs", "log-group:/aws/sagemaker/InferenceRecommendationsJobs", Unknown("the log stream", colons=True)
        ),
        arns.regional("logs", "log-group:/aws/sagemaker/Endpoints/", Unknown("the endpoint's log group", colons=True)),
    )
    for group in groups:
        for action in ("CreateLogGroup", "CreateLogStream", "DescribeLogStreams", "PutLogEvents"):
            yield Need(Task.LOGS, f"logs:{action}", group, cause)


def metrics(job: Job, arns: Arns) -> Iterator[Need]:  # noqa: ARG001  one signature for all
    """Writing the metrics, and reading them for the recommendation."""
    cause = Cause(where(job, Job.role), _ALWAYS, _LOGS)
    yield Need(Task.METRICS, "cloudwatch:GetMetricData", ANY, cause, stated=False)
    yield Need(Task.METRICS, "cloudwatch:PutMetricData", ANY, cause)


def endpoints(job: Job, arns: Arns) -> Iterator[Need]:
    """Creating the endpoints that are tested, with models and configurations, and deleting them."""
    cause = Cause(where(job, Job.input), _ALWAYS, _ROLES)
    model = arns.regional("sagemaker", "model/", Unknown("the name of the model that the job creates"))
    config = arns.regional(
        "sagemaker", "endpoint-config/", Unknown("the name of the configuration that the job creates")
    )
    endpoint = arns.regional("sagemaker", "endpoint/", Unknown("the name of the endpoint that the job creates"))
    yield Need(Task.ENDPOINTS, "sagemaker:CreateModel", model, cause, model_keys(job), stated=False)
    for call in endpoint_config_calls(job):
        at = cause if call.route is None else Cause(call.route, "EndpointConfigurations is set", _ROLES)
        yield Need(
            Task.ENDPOINTS, "sagemaker:CreateEndpointConfig", config, at, call.context, call.present, call.either,
            stated=False,
        )  # fmt: skip
    yield Need(Task.ENDPOINTS, "sagemaker:CreateEndpoint", endpoint, cause, stated=False)
    for resource, name in ((model, "Model"), (config, "EndpointConfig"), (endpoint, "Endpoint")):
        for action in (f"Describe{name}", f"Delete{name}", "AddTags", "ListTags"):
            yield Need(Task.ENDPOINTS, f"sagemaker:{action}", resource, cause, stated=False)
    yield Need(Task.ENDPOINTS, "sagemaker:CreateEndpoint", config, cause, stated=False)
    yield Need(Task.ENDPOINTS, "sagemaker:InvokeEndpoint", endpoint, cause, stated=False)


def source(job: Job, arns: Arns) -> Iterator[Need]:
    """Looking at the model package or the model."""
    if (package := job.input.package) is not None:
        cause = Cause(package.route, "ModelPackageVersionArn is set", _ROLES)
        resource = PartialArn.of(package.value)
        yield Need(Task.SOURCE, "sagemaker:DescribeModelPackage", resource, cause, stated=False)
    if (model := job.input.model) is not None:
        cause = Cause(model.route, "ModelName is set", _ROLES)
        resource = arns.regional("sagemaker", "model/", model.value)
        yield Need(Task.SOURCE, "sagemaker:DescribeModel", resource, cause, stated=False)


def itself(job: Job, arns: Arns) -> Iterator[Need]:
    """Passing itself on to the models that the job creates."""
    cause = Cause(where(job, Job.role), _ALWAYS, f"{_ROLES}, CreateAutoMLJob")
    yield Need(Task.SELF, "iam:PassRole", role_of(job, arns), cause, PASSED_TO_SAGEMAKER, stated=False)


def existing(job: Job, arns: Arns) -> Iterator[Need]:
    """Testing endpoints that exist."""
    config = arns.regional("sagemaker", "endpoint-config/", Unknown("the name of the endpoint's configuration"))
    for endpoint in job.input.endpoints:
        if endpoint.name is None:
            continue
        cause = Cause(endpoint.name.route, "Endpoints is set", _EXISTING)
        resource = arns.regional("sagemaker", "endpoint/", endpoint.name.value)
        yield Need(Task.EXISTING, "sagemaker:DescribeEndpoint", resource, cause, stated=False)
        yield Need(Task.EXISTING, "sagemaker:InvokeEndpoint", resource, cause, stated=False)
        yield Need(Task.EXISTING, "sagemaker:DescribeEndpointConfig", config, cause, stated=False)


def network(job: Job, arns: Arns) -> Iterator[Need]:
    """Network interfaces in the subnets of the VPC, which another account may share."""
    vpc = job.input.vpc
    if not vpc:
        return
    cause = Cause(vpc.route, "VpcConfig is set", _VPC)
    interface = arns.regional("ec2", "network-interface/", Unknown("the ID of the network interface"))
    named = [
        *((subnet, "the account of the subnet", "subnet/") for subnet in vpc.subnets),
        *((group, "the account of the security group", "security-group/") for group in vpc.security_groups),
    ]
    for id_, owner, kind in named:
        resource = arns.of_any_account("ec2", owner, kind, id_.value)
        at_id = Cause(id_.route, cause.when, cause.source)
        yield Need(Task.NETWORK, "ec2:CreateNetworkInterface", resource, at_id)
    for action in ("CreateNetworkInterface", "CreateNetworkInterfacePermission", "DeleteNetworkInterface"):
        yield Need(Task.NETWORK, f"ec2:{action}", interface, cause)
    # The guide lists this action for policies of one's own, and calls the managed policy enough, which lacks it.
    yield Need(
        Task.NETWORK, "ec2:ModifyNetworkInterfaceAttribute", interface, cause,
        unneeded_with="AmazonSageMakerFullAccess",
    )  # fmt: skip
    permission = arns.regional("ec2", Unknown("the permission of the network interface"))
    yield Need(Task.NETWORK, "ec2:DeleteNetworkInterfacePermission", permission, cause)
    for what in ("DhcpOptions", "NetworkInterfaces", "SecurityGroups", "Subnets", "VpcEndpoints", "Vpcs"):
        yield Need(Task.NETWORK, f"ec2:Describe{what}", ANY, cause)


def compile_model(job: Job, arns: Arns) -> Iterator[Need]:
    """Compiling the model."""
    if not job.output.compiled:
        return
    cause = Cause(job.output.compiled.route, "CompiledOutputConfig is set", _NEO)
    name = Unknown("the name of the compilation job")
    resource = arns.regional("sagemaker", "compilation-job/", name)
    for action in ("Create", "Describe", "Stop"):
        yield Need(Task.COMPILE, f"sagemaker:{action}CompilationJob", resource, cause, stated=False)


def output(job: Job, arns: Arns) -> Iterator[Need]:
    """Writing the compiled models."""
    if not job.output.compiled:
        return
    uri = job.output.compiled.uri
    place = in_s3(uri)
    cause = Cause(where(job.output.compiled, CompiledOutputConfig.uri), "CompiledOutputConfig is set", _OUTPUT)
    name = Unknown("the name of the compiled model", arbitrary=True)
    if place is None:
        resource = arns.object(Unknown("the bucket of the compiled models"), name)
    else:
        folder = f"{place.key.rstrip('/')}/" if place.key.strip("/") else ""
        resource = arns.object(place.bucket, folder, name)
    yield Need(Task.OUTPUT, "s3:PutObject", resource, cause)


def volume_key(job: Job, arns: Arns) -> Iterator[Need]:
    """Encrypting the volumes of the instances."""
    key = job.input.volume_key
    if key is not None and key.value:
        cause = Cause(key.route, "VolumeKmsKeyId is set", _KEY)
        resource = arns.key(key.value)
        yield Need(Task.VOLUME_KEY, "kms:CreateGrant", resource, cause, FOR_AWS_RESOURCE)
        yield Need(Task.VOLUME_KEY, "kms:DescribeKey", resource, cause, stated=False)


def output_key(job: Job, arns: Arns) -> Iterator[Need]:
    """Encrypting the output."""
    key = job.output.key
    if key is not None and key.value:
        cause = Cause(key.route, "OutputConfig.KmsKeyId is set", f"{_OUTPUT}, KmsKeyId")
        resource = arns.key(key.value)
        yield Need(Task.OUTPUT_KEY, "kms:GenerateDataKey", resource, cause)
        for action in ("kms:Decrypt", "kms:DescribeKey"):
            yield Need(Task.OUTPUT_KEY, action, resource, cause, stated=False)
        if not key.value.startswith("arn:") or ":alias/" in key.value:
            when = "OutputConfig.KmsKeyId is an ID or an alias"
            cause = Cause(key.route, when, "API reference: OutputDataConfig, KmsKeyId")
            yield Need(Task.OUTPUT_KEY, "kms:Encrypt", resource, cause, stated=False)


def _read(arns: Arns, task: Task, cause: Cause, bucket: str | Unknown, key: str | Unknown) -> Iterator[Need]:
    yield Need(task, "s3:GetObject", arns.object(bucket, key), cause)
    for action in ("s3:GetBucketLocation", "s3:ListBucket"):
        yield Need(task, action, arns.bucket(bucket), cause, stated=False)


def _source_route(job: Job) -> Route:
    """Where the spec names the model: by its package, by its name, or else nowhere."""
    config = job.input
    for member in (InputConfig.package, InputConfig.model):
        if (route := where(config, member)) != config.route:
            return route
    return where(job, Job.input)

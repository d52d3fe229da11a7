"""A spec as typed views (see ``recolint.request.view``). The only module that spells the request's member names."""

from __future__ import annotations

from collections.abc import Container, Iterator

from recolint.base.aws_names import Arn
from recolint.base.finding import Route
from recolint.request.gaps import NO_GAPS, Gaps
from recolint.request.view import Integer, Located, Structure, Structures, Text, Texts, View


class Phase(View):
    """One phase of the traffic: users at its start, users spawned a minute, seconds."""

    users = Integer("InitialNumberOfUsers")
    spawn_rate = Integer("SpawnRate")
    duration = Integer("DurationInSeconds")


class Stairs(View):
    """Traffic that grows in steps: seconds, number of steps, users added by each."""

    duration = Integer("DurationInSeconds")
    steps = Integer("NumberOfSteps")
    users_per_step = Integer("UsersPerStep")


class TrafficPattern(View):
    """The traffic that a load test sends."""

    type = Text("TrafficType")
    phases = Structures("Phases", Phase)
    stairs = Structure("Stairs", Stairs)


class ResourceLimit(View):
    """How many tests a job may run, and how many at the same time."""

    max_tests = Integer("MaxNumberOfTests")
    max_parallel = Integer("MaxParallelOfTests")


class CategoricalParameter(View):
    """An environment variable and the values to try."""

    name = Text("Name")
    values = Texts("Value")


class EnvironmentParameterRanges(View):
    """The environment variables that a configuration is tried with."""

    categorical = Structures("CategoricalParameterRanges", CategoricalParameter)


class ServerlessConfig(View):
    """A serverless endpoint: memory in MB, invocations at the same time."""

    memory = Integer("MemorySizeInMB")
    max_concurrency = Integer("MaxConcurrency")
    provisioned_concurrency = Integer("ProvisionedConcurrency")


class EndpointConfiguration(View):
    """One endpoint that a load test tries."""

    instance_type = Text("InstanceType")
    serverless = Structure("ServerlessConfig", ServerlessConfig)
    specification = Text("InferenceSpecificationName")
    environment = Structure("EnvironmentParameterRanges", EnvironmentParameterRanges)


class PayloadConfig(View):
    """The sample payload and what may be sent."""

    url = Text("SamplePayloadUrl")
    content_types = Texts("SupportedContentTypes")


class ContainerConfig(View):
    """The container's framework, payload and instance types; overrides the model package."""

    domain = Text("Domain")
    task = Text("Task")
    framework = Text("Framework")
    framework_version = Text("FrameworkVersion")
    payload = Structure("PayloadConfig", PayloadConfig)
    nearest_model = Text("NearestModelName")
    instance_types = Texts("SupportedInstanceTypes")
    endpoint_type = Text("SupportedEndpointType")
    data_input = Text("DataInputConfig")
    response_types = Texts("SupportedResponseMIMETypes")


class Endpoint(View):
    """An existing endpoint."""

    name = Text("EndpointName")


class VpcConfig(View):
    """The network of the endpoints that a job makes."""

    security_groups = Texts("SecurityGroupIds")
    subnets = Texts("Subnets")


class InputConfig(View):
    """The model, the endpoints and the traffic of the tests."""

    package = Text("ModelPackageVersionArn")
    model = Text("ModelName")
    duration = Integer("JobDurationInSeconds")
    traffic = Structure("TrafficPattern", TrafficPattern)
    limit = Structure("ResourceLimit", ResourceLimit)
    configurations = Structures("EndpointConfigurations", EndpointConfiguration)
    volume_key = Text("VolumeKmsKeyId")
    container = Structure("ContainerConfig", ContainerConfig)
    endpoints = Structures("Endpoints", Endpoint)
    vpc = Structure("VpcConfig", VpcConfig)

    @property
    def package_region(self) -> str | None:
        """The Region of the model package, the only one in which a job can read it; ``None`` if no ARN shows it."""
        arn = Arn.parse(self.package.value) if self.package is not None else None
        return arn.region or None if arn is not None else None


class LatencyThreshold(View):
    """A latency at which a test stops."""

    percentile = Text("Percentile")
    milliseconds = Integer("ValueInMilliseconds")


class StoppingConditions(View):
    """When a test stops."""

    max_invocations = Integer("MaxInvocations")
    thresholds = Structures("ModelLatencyThresholds", LatencyThreshold)
    flat_invocations = Text("FlatInvocations")


class CompiledOutputConfig(View):
    """Where compiled models are written."""

    uri = Text("S3OutputUri")


class OutputConfig(View):
    """Compiled models and their key."""

    key = Text("KmsKeyId")
    compiled = Structure("CompiledOutputConfig", CompiledOutputConfig)


class Tag(View):
    """A tag."""

    key = Text("Key")
    value = Text("Value")


class Job(View):
    """A whole request of CreateInferenceRecommendationsJob."""

    name = Text("JobName")
    type = Text("JobType")
    role = Text("RoleArn")
    input = Structure("InputConfig", InputConfig)
    description = Text("JobDescription")
    stopping = Structure("StoppingConditions", StoppingConditions)
    output = Structure("OutputConfig", OutputConfig)
    tags = Structures("Tags", Tag)

    @classmethod
    def of(cls, data: object, refused: frozenset[Route] = frozenset(), gaps: Gaps = NO_GAPS) -> Job:
        """The job in ``data``, except for what ``gaps`` hide; ``refused`` are the routes that the contract refuses."""
        return cls(gaps.without(data), (), refused, gaps) if gaps else cls(data, (), refused)

    def over(self, data: object) -> Job:
        """The view on ``data``, a copy of this job's with other values: the same routes are refused or unknown."""
        return Job.of(data, self._refused, self._gaps or NO_GAPS)

    def scalars(self, but: Container[str] = ()) -> Iterator[Located[object]]:
        """Every value of the spec that is neither a structure nor a list, in order; not those below names ``but``."""
        return _scalars(self.data(), (), but)

    def strings(self) -> Iterator[Located[str]]:
        """Every string value of the spec, in order."""
        for value, route in self.scalars():
            if isinstance(value, str):
                yield Located(value, route)


def _scalars(data: object, route: Route, but: Container[str]) -> Iterator[Located[object]]:
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in but:
                yield from _scalars(value, (*route, name), but)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _scalars(value, (*route, index), but)
    else:
        yield Located(data, route)

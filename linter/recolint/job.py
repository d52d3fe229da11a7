"""A spec as typed views. The only module that spells the request's member names.

A view never raises and never guesses: a value that is absent, or that the contract refuses, is ``None``. So a rule
that reads a view cannot report again what the contract reported. ``Structure`` members are always there to walk
through; their truth says whether the spec gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from recolint.finding import Route
from recolint.spelling import bare

T = TypeVar("T")
V = TypeVar("V", bound="View")


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value and its route."""

    value: T
    route: Route


class View:
    """A structure of the request at ``route``. True when the spec gives it as a mapping."""

    __slots__ = ("_data", "_made", "_refused", "route")

    def __init__(self, data: object, route: Route, refused: frozenset[Route]) -> None:
        self._data: dict[Any, Any] | None = data if isinstance(data, dict) else None
        self._refused = refused
        self._made: dict[str, Any] = {}
        self.route = route

    def once(self, member: Member, make: Callable[[], T]) -> T:
        """What ``make`` gives for ``member``, made once: a hundred rules walk the same views."""
        if member.name not in self._made:
            self._made[member.name] = make()
        made: T = self._made[member.name]
        return made

    def __bool__(self) -> bool:
        return self._data is not None

    def has(self, member: Member) -> bool:
        """Whether the spec gives ``member`` here, be its value right or refused, or be its name misspelled."""
        return (self._data is not None and member.name in self._data) or self.at(member) in self._refused

    def at(self, member: Member) -> Route:
        """The route of ``member`` here, given or not."""
        return (*self.route, member.name)

    def data(self) -> dict[str, Any]:
        """The plain data of this structure; empty when it is not given."""
        return self._data or {}

    def get(self, member: Member) -> object:
        """The plain value of ``member`` here, or ``None`` when it is absent or refused."""
        if self._data is None or self.at(member) in self._refused:
            return None
        return self._data.get(member.name)

    def child(self, cls: type[V], member: Member) -> V:
        """The structure that ``member`` holds here."""
        value = self._data.get(member.name) if self._data is not None else None
        return cls(value, self.at(member), self._refused)

    def items(self, member: Member) -> tuple[bool, list[Any]]:
        """Whether ``member`` is given here as a list, and its items."""
        value = self._data.get(member.name) if self._data is not None else None
        return (True, value) if isinstance(value, list) else (False, [])

    def refuses(self, route: Route) -> bool:
        """Whether the contract refuses the value at ``route``."""
        return route in self._refused


class Items(Sequence[T], Generic[T]):
    """A list of the request at ``route``. ``given`` says whether the spec gives it as a list, empty or not."""

    __slots__ = ("_items", "given", "route")

    def __init__(self, items: tuple[T, ...], route: Route, *, given: bool) -> None:
        self._items = items
        self.route = route
        self.given = given

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)


class Member:
    """A member of a structure, by the name that the request spells."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Text(Member):
    """A string."""

    __slots__ = ()

    @overload
    def __get__(self, view: None, owner: type[View]) -> Text: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Located[str] | None: ...
    def __get__(self, view: View | None, owner: type[View]) -> Text | Located[str] | None:
        if view is None:
            return self
        value = view.get(self)
        return Located(value, view.at(self)) if isinstance(value, str) else None


class Integer(Member):
    """An integer; never a bool."""

    __slots__ = ()

    @overload
    def __get__(self, view: None, owner: type[View]) -> Integer: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Located[int] | None: ...
    def __get__(self, view: View | None, owner: type[View]) -> Integer | Located[int] | None:
        if view is None:
            return self
        value = view.get(self)
        return Located(value, view.at(self)) if type(value) is int else None


class Texts(Member):
    """A list of strings; refused items are left out."""

    __slots__ = ()

    @overload
    def __get__(self, view: None, owner: type[View]) -> Texts: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Items[Located[str]]: ...
    def __get__(self, view: View | None, owner: type[View]) -> Texts | Items[Located[str]]:
        return self if view is None else view.once(self, lambda: self._items(view))

    def _items(self, view: View) -> Items[Located[str]]:
        route = view.at(self)
        given, values = view.items(self)
        items = (Located(value, (*route, index)) for index, value in enumerate(values) if isinstance(value, str))
        return Items(tuple(item for item in items if not view.refuses(item.route)), route, given=given)


class Structure(Member, Generic[V]):
    """A structure within a structure."""

    __slots__ = ("cls",)

    def __init__(self, name: str, cls: type[V]) -> None:
        super().__init__(name)
        self.cls = cls

    @overload
    def __get__(self, view: None, owner: type[View]) -> Structure[V]: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> V: ...
    def __get__(self, view: View | None, owner: type[View]) -> Structure[V] | V:
        return self if view is None else view.once(self, lambda: view.child(self.cls, self))


class Structures(Member, Generic[V]):
    """A list of structures; items that are no mapping are empty views, so that indices stay true."""

    __slots__ = ("cls",)

    def __init__(self, name: str, cls: type[V]) -> None:
        super().__init__(name)
        self.cls = cls

    @overload
    def __get__(self, view: None, owner: type[View]) -> Structures[V]: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Items[V]: ...
    def __get__(self, view: View | None, owner: type[View]) -> Structures[V] | Items[V]:
        return self if view is None else view.once(self, lambda: self._views(view))

    def _views(self, view: View) -> Items[V]:
        route = view.at(self)
        given, values = view.items(self)
        views = (self.cls(value, (*route, index), view._refused) for index, value in enumerate(values))  # noqa: SLF001
        return Items(tuple(views), route, given=given)


class Phase(View):
    """One phase of the traffic: users at its start, users spawned a minute, seconds."""

    __slots__ = ()
    users = Integer("InitialNumberOfUsers")
    spawn_rate = Integer("SpawnRate")
    duration = Integer("DurationInSeconds")


class Stairs(View):
    """Traffic that grows in steps: seconds, number of steps, users added by each."""

    __slots__ = ()
    duration = Integer("DurationInSeconds")
    steps = Integer("NumberOfSteps")
    users_per_step = Integer("UsersPerStep")


class TrafficPattern(View):
    """The traffic that a load test sends."""

    __slots__ = ()
    type = Text("TrafficType")
    phases = Structures("Phases", Phase)
    stairs = Structure("Stairs", Stairs)


class ResourceLimit(View):
    """How many tests a job may run, and how many at the same time."""

    __slots__ = ()
    max_tests = Integer("MaxNumberOfTests")
    max_parallel = Integer("MaxParallelOfTests")


class CategoricalParameter(View):
    """An environment variable and the values to try."""

    __slots__ = ()
    name = Text("Name")
    values = Texts("Value")


class EnvironmentParameterRanges(View):
    """The environment variables that a configuration is tried with."""

    __slots__ = ()
    categorical = Structures("CategoricalParameterRanges", CategoricalParameter)


class ServerlessConfig(View):
    """A serverless endpoint: memory in MB, invocations at the same time."""

    __slots__ = ()
    memory = Integer("MemorySizeInMB")
    max_concurrency = Integer("MaxConcurrency")
    provisioned_concurrency = Integer("ProvisionedConcurrency")


class EndpointConfiguration(View):
    """One endpoint that a load test tries."""

    __slots__ = ()
    instance_type = Text("InstanceType")
    serverless = Structure("ServerlessConfig", ServerlessConfig)
    specification = Text("InferenceSpecificationName")
    environment = Structure("EnvironmentParameterRanges", EnvironmentParameterRanges)


class PayloadConfig(View):
    """The sample payload and what may be sent."""

    __slots__ = ()
    url = Text("SamplePayloadUrl")
    content_types = Texts("SupportedContentTypes")


class ContainerConfig(View):
    """What the container holds and takes; overrides the model package."""

    __slots__ = ()
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

    __slots__ = ()
    name = Text("EndpointName")


class VpcConfig(View):
    """The network of the endpoints that a job makes."""

    __slots__ = ()
    security_groups = Texts("SecurityGroupIds")
    subnets = Texts("Subnets")


class InputConfig(View):
    """What is tested, on what, with which traffic."""

    __slots__ = ()
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


class LatencyThreshold(View):
    """A latency at which a test stops."""

    __slots__ = ()
    percentile = Text("Percentile")
    milliseconds = Integer("ValueInMilliseconds")


class StoppingConditions(View):
    """When a test stops."""

    __slots__ = ()
    max_invocations = Integer("MaxInvocations")
    thresholds = Structures("ModelLatencyThresholds", LatencyThreshold)
    flat_invocations = Text("FlatInvocations")


class CompiledOutputConfig(View):
    """Where compiled models are written."""

    __slots__ = ()
    uri = Text("S3OutputUri")


class OutputConfig(View):
    """Compiled models and their key."""

    __slots__ = ()
    key = Text("KmsKeyId")
    compiled = Structure("CompiledOutputConfig", CompiledOutputConfig)


class Tag(View):
    """A tag."""

    __slots__ = ()
    key = Text("Key")
    value = Text("Value")


class Job(View):
    """A whole request of CreateInferenceRecommendationsJob."""

    __slots__ = ()
    name = Text("JobName")
    type = Text("JobType")
    role = Text("RoleArn")
    input = Structure("InputConfig", InputConfig)
    description = Text("JobDescription")
    stopping = Structure("StoppingConditions", StoppingConditions)
    output = Structure("OutputConfig", OutputConfig)
    tags = Structures("Tags", Tag)

    @classmethod
    def of(cls, data: object, refused: frozenset[Route] = frozenset()) -> Job:
        """The job that ``data`` describes; ``refused`` are the routes that the contract refuses."""
        return cls(data, (), refused)

    def over(self, data: object) -> Job:
        """The view on ``data``, a copy of this job's with other values, that takes the same routes for refused."""
        return Job(data, (), self._refused)

    def strings(self) -> Iterator[Located[str]]:
        """Every string value of the spec, in order."""
        yield from _strings(self.data(), ())


def _strings(data: object, route: Route) -> Iterator[Located[str]]:
    if isinstance(data, str):
        yield Located(data, route)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _strings(value, (*route, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _strings(value, (*route, index))


def is_spec(data: object) -> bool:
    """Whether ``data`` is meant as a request of CreateInferenceRecommendationsJob.

    It is when its root holds two or more of JobName, JobType, RoleArn and InputConfig, be they spelled as the command
    line spells them (``job-name``). A root with another request's job name (``CompilationJobName``) is not: several
    SageMaker requests have RoleArn and InputConfig too.
    """
    if not isinstance(data, dict):
        return False
    words = {bare(key) for key in data if isinstance(key, str)}
    known = {bare(member.name) for member in (Job.name, Job.type, Job.role, Job.input)}
    others = {word for word in words - known if word.endswith("jobname")}
    return len(words & known) >= 2 and not others

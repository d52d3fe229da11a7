"""The condition keys in a spec for the calls that create its endpoints: CreateModel and CreateEndpointConfig."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from recolint.base.finding import Route
from recolint.request.job import ContainerConfig, EndpointConfiguration, InputConfig, Job, VpcConfig
from recolint.request.view import Items, Located, Member, View

_Keys = dict[str, tuple[str, ...]]
_VOLUME_KEY = ("sagemaker:volumekmskey", "sagemaker:volumekmskeyarn")
_TYPES = "sagemaker:instancetypes"
_MAX_CONFIGURATIONS = 10
"""As many as a request may have."""
_MAX_TYPES = 64
"""Beyond these it is unknown on which types a job runs."""
_SERVERLESS = ("sagemaker:serverlessmaxconcurrency", "sagemaker:serverlessmemorysize")


@dataclass(frozen=True, slots=True)
class Call:
    """A call that the job makes: its condition keys, as ``Need`` has them.

    ``route`` is the place of the spec that asks for this one, ``None`` where no place does.
    """

    route: Route | None
    context: Mapping[str, tuple[str, ...]]
    present: tuple[str, ...]
    either: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)


def endpoint_config_calls(job: Job) -> Iterator[Call]:
    """One for each configuration that a load test tries; one where the service chooses among the model's types."""
    keys, present = _volume_key(job.input)
    kind = job.type.value if job.type is not None else None
    if kind == "Advanced" and job.input.configurations:
        for configuration in job.input.configurations[:_MAX_CONFIGURATIONS]:
            route, more = _configuration(configuration)
            yield Call(route, {**keys, **more}, present)
        return
    container = job.input.container
    candidates = (
        _whole(container, ContainerConfig.instance_types, container.instance_types) if kind == "Default" else ()
    )
    types = tuple(dict.fromkeys(candidates))
    either = {_TYPES: tuple((one,) for one in types)} if 0 < len(types) <= _MAX_TYPES else {}
    yield Call(None, keys, present, either)


def model_keys(job: Job) -> _Keys:
    """The keys of CreateModel, as far as the spec shows them. A model that it names may have a VPC of its own."""
    given = job.input
    if given.package is None:
        return {}
    names = ("sagemaker:vpcsubnets", "sagemaker:vpcsecuritygroupids")
    if given.lacks(InputConfig.vpc):
        return dict.fromkeys(names, ())
    subnets = _whole(given.vpc, VpcConfig.subnets, given.vpc.subnets)
    groups = _whole(given.vpc, VpcConfig.security_groups, given.vpc.security_groups)
    return {name: values for name, values in zip(names, (subnets, groups), strict=True) if values}


def _volume_key(given: InputConfig) -> tuple[_Keys, tuple[str, ...]]:
    """The condition keys about the volume's KMS key, and the names of those with unknown values."""
    key = given.volume_key
    if key is None:
        return (dict.fromkeys(_VOLUME_KEY, ()) if given and given.lacks(InputConfig.volume_key) else {}), ()
    if ":key/" in key.value:
        return dict.fromkeys(_VOLUME_KEY, (key.value,)), ()
    return {}, _VOLUME_KEY if key.value else ()


def _configuration(configuration: EndpointConfiguration) -> tuple[Route, _Keys]:
    """Where ``configuration`` says on what it runs, and the keys for it."""
    type_, serverless = configuration.instance_type, configuration.serverless
    if type_ is not None and configuration.lacks(EndpointConfiguration.serverless):
        return type_.route, {_TYPES: (type_.value,), **dict.fromkeys(_SERVERLESS, ())}
    if serverless and configuration.lacks(EndpointConfiguration.instance_type):
        sizes = zip(_SERVERLESS, (serverless.max_concurrency, serverless.memory), strict=True)
        return serverless.route, {_TYPES: (), **{name: (str(one.value),) for name, one in sizes if one is not None}}
    return configuration.route, {}


def _whole(view: View, member: Member, items: Items[Located[str]]) -> tuple[str, ...]:
    """The values of the list ``member``; none where one of them cannot be read."""
    texts = tuple(one.value for one in items)
    return texts if items.whole and len(texts) == len(view.items(member) or ()) else ()

"""The instance types that a job names: in its endpoint configurations, and in its container's list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cache

from recolint.plugin import EndpointConfiguration, Inferred, InputConfig, Job, Located, Settings, contract, once
from recolint_rules.facts import sources
from recolint_rules.facts.instances import Family, family, is_well_formed

FREE_TEXT = Inferred(
    sources.CONTAINER_CONFIG, "SupportedInstanceTypes lists instance types, although the model accepts any text"
)
"""The basis for the model's constraints on InstanceType, applied to the container's list."""


@once
def named(job: Job) -> Sequence[Located[str]]:
    """Every instance type that ``job`` names, in both lists."""
    return [*configured(job), *job.input.container.instance_types]


def named_except(job: Job, types: Set[str]) -> Sequence[Located[str]]:
    """The instance types that ``job`` names, except ``types``."""
    return [one for one in named(job) if one.value not in types]


@once
def unlisted(job: Job) -> Sequence[Located[str]]:
    """The instance types that ``job`` names and the service model does not list."""
    return named_except(job, _listed())


@once
def families(job: Job) -> Sequence[Family]:
    """The known families of the instance types that ``job`` names, each once."""
    return tuple({of.name: of for one in named(job) if (of := family(one.value)) is not None}.values())


def is_free_text(job: Job, instance_type: Located[str]) -> bool:
    """Whether ``instance_type`` is in the container's list, where the service model accepts any text."""
    return instance_type.route[:-1] == job.input.container.instance_types.route


@once
def configured(job: Job) -> Sequence[Located[str]]:
    """The instance types of the endpoint configurations."""
    configurations = job.input.configurations
    return [one for configuration in configurations if (one := configuration.instance_type) is not None]


@once
def sharing_an_image(job: Job) -> Sequence[Sequence[Located[str]]]:
    """The instance types that ``job`` runs on, in groups with the same image and model. Those are the types of the
    endpoint configurations, by InferenceSpecificationName, or else the container's list. A configuration with an
    unknown name is not in a group.
    """
    groups: dict[str | None, list[Located[str]]] = {}
    for configuration in job.input.configurations:
        instance_type, specification = configuration.instance_type, configuration.specification
        if instance_type is not None and not configuration.hides(EndpointConfiguration.specification):
            groups.setdefault(specification.value if specification else None, []).append(instance_type)
    if not configured(job) and not _may_configure_more(job.input):
        return (*groups.values(), job.input.container.instance_types)
    return tuple(groups.values())


def _may_configure_more(config: InputConfig) -> bool:
    """Whether there may be endpoint configurations with unknown instance types."""
    hidden = [one.hides(EndpointConfiguration.instance_type) for one in config.configurations]
    return any(hidden) or not config.lists_all(InputConfig.configurations)


def by_family(types: Iterable[Located[str]]) -> Iterable[list[Located[str]]]:
    """The instance types ``types``, in groups of one family."""
    groups: dict[str, list[Located[str]]] = {}
    for one in types:
        groups.setdefault(one.value.rpartition(".")[0], []).append(one)
    return groups.values()


def is_malformed(instance_type: str, settings: Settings) -> bool:
    """Whether ``instance_type`` can never be an instance type, even if AWS adds types."""
    return not is_well_formed(instance_type) and instance_type not in settings.instance_types


def is_listed(instance_type: str) -> bool:
    """Whether the service model lists ``instance_type``."""
    return instance_type in _listed()


@cache
def _listed() -> frozenset[str]:
    return frozenset(contract.instance_types())

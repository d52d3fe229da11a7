"""The existing endpoints of a spec, as AWS describes them."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import Account, Answer, Job, Located


def described(job: Job, account: Account) -> Iterator[tuple[Located[str], Answer | None]]:
    """Each endpoint's name with AWS's description; ``None``: it does not exist."""
    for endpoint in job.input.endpoints:
        if endpoint.name is not None:
            yield endpoint.name, account.ask("sagemaker", "DescribeEndpoint", EndpointName=endpoint.name.value)


def scales(name: str, told: Answer, account: Account) -> bool:
    """Whether a variant of the endpoint ``name``, with the description ``told``, scales automatically."""
    variants = told.get("ProductionVariants", [])
    if any(variant.get("ManagedInstanceScaling", {}).get("Status") == "ENABLED" for variant in variants):
        return True
    resources = [f"endpoint/{name}/variant/{variant['VariantName']}" for variant in variants]
    if not resources:
        return False
    answer = account.ask(
        "application-autoscaling", "DescribeScalableTargets", ServiceNamespace="sagemaker", ResourceIds=resources
    )
    return answer is not None and bool(answer["ScalableTargets"])


def configuration(told: Answer, account: Account) -> Answer | None:
    """The configuration of the endpoint with the description ``told``; ``None``: it was deleted since."""
    return account.ask("sagemaker", "DescribeEndpointConfig", EndpointConfigName=told["EndpointConfigName"])


def holds_several_models(config: Answer, account: Account) -> bool:
    """Whether an endpoint with the configuration ``config`` loads, or may load, several models."""
    for variant in config["ProductionVariants"]:
        if not variant.get("ModelName"):
            # Such a variant runs inference components, each with its own model.
            return True
        model = account.ask("sagemaker", "DescribeModel", ModelName=variant["ModelName"])
        if model is not None and any(container.get("Mode") == "MultiModel" for container in _containers(model)):
            return True
    return False


def _containers(model: Answer) -> list[Answer]:
    primary = model.get("PrimaryContainer")
    return [*([primary] if primary else []), *model.get("Containers", [])]

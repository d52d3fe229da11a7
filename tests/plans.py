"""Requests and plans that the tests of plans begin with."""

from __future__ import annotations

from datetime import date
from typing import Any

from recolint.base.text import Source
from recolint.check import engine
from recolint.document import read
from recolint.plan.planning import Plan, plan_job
from recolint.plan.prices import Prices, parse
from recolint.request.job import Job
from recolint.rule.kinds import Settings
from recolint.rule.rule_set import RuleSet
from specs import as_json

PRICES = parse(
    "prices.toml",
    {
        "currency": "USD",
        "date": date(2026, 11, 1),
        "region": "us-west-2",
        "instances": {"ml.m5.xlarge": 0.23, "ml.g4dn.xlarge": 0.736},
    },
)


def plan(request: Any, prices: Prices | None = None) -> Plan:
    """The plan of ``request``, read from a file and held to the contract as the command line does."""
    (document,) = read(Source("job.json", as_json(request))).documents
    checked, _ = engine.check_document(document, RuleSet.of(), Settings(date(2026, 11, 23)))
    job = checked.spec.job if checked.spec else Job.of(request)
    return plan_job(job, prices, region=job.input.package_region)


def phase(users: Any, rate: Any, seconds: Any) -> dict[str, Any]:
    return {"InitialNumberOfUsers": users, "SpawnRate": rate, "DurationInSeconds": seconds}


def on(instance_type: str, **variables: list[Any]) -> dict[str, Any]:
    """An endpoint configuration with values to try for environment variables."""
    ranges = [{"Name": name, "Value": values} for name, values in variables.items()]
    environment = {"EnvironmentParameterRanges": {"CategoricalParameterRanges": ranges}} if ranges else {}
    return {"InstanceType": instance_type, **environment}


def load_test(
    *configurations: Any,
    phases: list[Any] | None = None,
    stairs: Any = None,
    duration: int | None = 7200,
    tests: int | None = 10,
    parallel: int | None = 1,
    **members: Any,
) -> dict[str, Any]:
    """An Advanced job; ``None`` omits a member; ``members`` override those of InputConfig."""
    traffic = {"TrafficType": "PHASES", "Phases": phases or [phase(1, 1, 120)]}
    if stairs is not None:
        traffic = {"TrafficType": "STAIRS", "Stairs": stairs}
    limit = {"MaxNumberOfTests": tests, "MaxParallelOfTests": parallel}
    config: dict[str, Any] = {
        "ModelPackageVersionArn": "arn:aws:sagemaker:us-west-2:111122223333:model-package/churn/3",
        "TrafficPattern": traffic,
        "ResourceLimit": {name: value for name, value in limit.items() if value is not None},
        "EndpointConfigurations": list(configurations) or [on("ml.m5.xlarge")],
        **members,
    }
    if duration is not None:
        config["JobDurationInSeconds"] = duration
    return {
        "JobName": "churn",
        "JobType": "Advanced",
        "RoleArn": "arn:aws:iam::111122223333:role/recommender",
        "InputConfig": config,
    }


def stairs(seconds: int, steps: int, each: int) -> dict[str, int]:
    return {"DurationInSeconds": seconds, "NumberOfSteps": steps, "UsersPerStep": each}


def default_job(**container: Any) -> dict[str, Any]:
    """A Default job with a container."""
    job = load_test()
    package = job["InputConfig"]["ModelPackageVersionArn"]
    config = {"ModelPackageVersionArn": package, "ContainerConfig": container}
    return {**job, "JobType": "Default", "InputConfig": config}

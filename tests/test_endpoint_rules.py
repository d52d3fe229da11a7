"""The rules about endpoints and their cost, where one example a branch is not enough."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rule_runs
from recolint.base.finding import Finding, Safety, Set, Severity, pointer
from recolint.request.contract import instance_types
from recolint.request.job import Job
from recolint.rule import options
from recolint.rule.kinds import Preset, Settings
from recolint.testing import SETTINGS
from recolint_rules.cost.parallel_over_quota import ParallelOverQuota
from recolint_rules.facts.parallel_tests import most_at_once

CONFIGURATIONS = "/InputConfig/EndpointConfigurations"
SUPPORTED = "/InputConfig/ContainerConfig/SupportedInstanceTypes"
SERVERLESS = {"MemorySizeInMB": 2048, "MaxConcurrency": 5}


def findings(
    config: Any,
    *,
    settings: Settings = SETTINGS,
    preset: Preset = Preset.RECOMMENDED,
    given_options: dict[str, dict[str, Any]] | None = None,
    **members: Any,
) -> list[Finding]:
    """What the families say of a job with the InputConfig ``config`` and other top-level ``members``."""
    rules = []
    for rule in rule_runs.block("RL5", "RL8"):
        values, problems = options.parse(rule, (given_options or {}).get(rule.name, {}))
        assert not problems
        rules += [rule(values)] if rule.preset <= preset else []
    text = json.dumps({"InputConfig": config} | members)
    told = rule_runs.found(text, *rules, path="spec.json", settings=settings)
    return sorted(told, key=lambda finding: (finding.code, finding.route))


def said(config: Any, **arguments: Any) -> list[tuple[str, str]]:
    """Code and pointer of each finding."""
    return [(finding.code, pointer(finding.route)) for finding in findings(config, **arguments)]


def codes(config: Any, **arguments: Any) -> list[str]:
    return [finding.code for finding in findings(config, **arguments)]


def on(*types: str) -> dict[str, Any]:
    """An InputConfig with a configuration for each of ``types``."""
    return {"EndpointConfigurations": [{"InstanceType": one} for one in types]}


def listing(*types: str, **container: Any) -> dict[str, Any]:
    """An InputConfig with ``types`` as SupportedInstanceTypes."""
    return {"ContainerConfig": {"SupportedInstanceTypes": list(types)} | container}


def varying(*parameters: tuple[str, list[Any]], on: str = "ml.c5.large") -> dict[str, Any]:
    """A configuration that varies variables."""
    ranges = [{"Name": name, "Value": values} for name, values in parameters]
    return {"InstanceType": on, "EnvironmentParameterRanges": {"CategoricalParameterRanges": ranges}}


# Which endpoint


@pytest.mark.parametrize(
    ("configurations", "wanted"),
    [
        pytest.param([{}, {}], [("RL501", "/0"), ("RL501", "/1")], id="two that name nothing are not equal besides"),
        pytest.param([{"InstanceType": None}], [], id="null is the contract's"),
        pytest.param([{"InstanceTypes": "ml.c5.large"}], [], id="so is a misspelled name"),
        pytest.param([5, "ml.c5.large", []], [], id="so is what is no structure"),
        pytest.param([{"ServerlessConfig": {}}], [], id="an empty structure is given"),
        pytest.param([{"InstanceType": "ml.c5.large", "ServerlessConfig": None}], [], id="the null one goes away"),
        pytest.param([{"InstanceType": "ml.c5.large", "ServerlessConfig": SERVERLESS}], [("RL502", "/0")], id="both"),
        pytest.param(
            [{"InstanceType": "ml.c5.large", "ServerlessConfig": SERVERLESS}, {"ServerlessConfig": SERVERLESS}],
            [("RL502", "/0")],
            id="one of both kinds is not mixed with others besides",
        ),
        pytest.param(
            [{"InstanceType": "ml.c5.large"}, {"ServerlessConfig": SERVERLESS}, {"ServerlessConfig": {}}],
            [("RL514", "/1")],
            id="mixed kinds are said once",
        ),
    ],
)
def test_each_configuration_names_one_kind_of_endpoint(
    configurations: list[Any], wanted: list[tuple[str, str]]
) -> None:
    expected = [(code, CONFIGURATIONS + at) for code, at in wanted]
    assert said({"EndpointConfigurations": configurations}) == expected


# Names of instance types


def test_all_types_of_the_request_are_known_in_both_lists() -> None:
    for config in (on(*instance_types()), listing(*instance_types())):
        assert {"RL503", "RL504"}.isdisjoint(codes(config))


@pytest.mark.parametrize(
    ("instance_type", "wanted"),
    [
        pytest.param("ml.c5.12xlarge", ["RL503"], id="priced, but not listed"),
        pytest.param("ml.c5.3xlarge", ["RL503"], id="no such size"),
        pytest.param("ml.x9.large", ["RL503"], id="no such family"),
        pytest.param("ml.t3.medium", ["RL505"], id="burstable, and not listed"),
        pytest.param("ml.t4g.9xlarge", ["RL505"], id="burstable, not listed, and no such size"),
        pytest.param("ml.t2.medium", ["RL505"], id="burstable"),
        pytest.param("ml.t2.nano", ["RL505"], id="burstable, and no such size"),
        pytest.param("ml.p3.2xlarge", ["RL507"], id="retired"),
        pytest.param("c5.xlarge", ["RL504"], id="as EC2 writes it"),
        pytest.param("t2.medium", ["RL504"], id="malformed before burstable"),
        pytest.param("", ["RL504"], id="empty"),
        pytest.param("ml.c5.xlarge\n", ["RL504"], id="a newline at the end"),
        pytest.param("ml.\u04415.xlarge", ["RL504"], id="a Cyrillic letter"),
        pytest.param("${INSTANCE_TYPE}", [], id="a placeholder is the contract's"),
    ],
)
def test_one_fault_of_a_type_is_one_finding(instance_type: str, wanted: list[str]) -> None:
    settings = SETTINGS._replace(region="af-south-1")
    assert said(on(instance_type), settings=settings) == [(code, f"{CONFIGURATIONS}/0/InstanceType") for code in wanted]
    assert said(listing(instance_type), settings=settings) == [(code, f"{SUPPORTED}/0") for code in wanted]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("c5.xlarge", "ml.c5.xlarge"),
        ("ml_c5_xlarge", "ml.c5.xlarge"),
        ("ml-p6-b200-48xlarge", "ml.p6-b200.48xlarge"),
        ("ML.C5.XLarge", "ml.c5.xlarge"),
        (" ml.c5.xlarge", "ml.c5.xlarge"),
        ("g4dn12xlarge", "ml.g4dn.12xlarge"),
    ],
)
def test_a_malformed_type_is_mended_where_only_one_can_be_meant(text: str, right: str) -> None:
    (finding,) = findings(on(text))
    assert finding.fix
    assert finding.fix.safety is Safety.SAFE
    assert finding.fix.edits == (Set(finding.route, right),)
    assert right in (finding.advice or "")


@pytest.mark.parametrize("text", ["ml.c5.xlage", "c5.12xlarge", "xlarge", "", "gpu", "ml.*"])
def test_a_malformed_type_is_not_mended_by_a_guess(text: str) -> None:
    (finding,) = findings(on(text))
    assert finding.fix is None
    assert finding.help


def test_help_for_an_ec2_name_of_no_listed_type_names_the_nearest_size() -> None:
    (finding,) = findings(on("c5.12xlarge"))
    assert "ml.c5.12xlarge" in (finding.help or "")
    assert "use ml.c5.9xlarge" in (finding.help or "")


def test_a_type_that_the_team_knows_is_known_whatever_the_data_say() -> None:
    types = ("ml.x9.large", "ml.c5.HUGE", "ml.p3.2xlarge", "ml.g5.xlarge")
    settings = SETTINGS._replace(region="af-south-1", instance_types=frozenset(types))
    assert said(on(*types), settings=settings) == []
    assert codes(on(*types), settings=SETTINGS._replace(region="af-south-1")) == ["RL503", "RL504", "RL506", "RL507"]


def test_burstable_types_are_refused_even_if_a_team_names_them() -> None:
    settings = SETTINGS._replace(instance_types=frozenset({"ml.t2.medium"}))
    assert codes(on("ml.t2.medium"), settings=settings) == ["RL505"]


@pytest.mark.parametrize("instance_type", ["ml.x9.large", "x9"])
def test_only_where_the_model_lists_types_does_a_finding_say_that_it_refuses_one(instance_type: str) -> None:
    (configured,), (listed,) = findings(on(instance_type)), findings(listing(instance_type))
    assert configured.basis.kind == "model"
    assert listed.basis.kind == "inferred"


# Regions


def package(region: str) -> dict[str, Any]:
    return {"ModelPackageVersionArn": f"arn:aws:sagemaker:{region}:111122223333:model-package/churn/3"}


@pytest.mark.parametrize(
    ("setting", "arn", "wanted"),
    [
        pytest.param(None, None, [], id="no Region"),
        pytest.param(None, "af-south-1", ["RL506"], id="of the package"),
        pytest.param("af-south-1", None, ["RL506"], id="of the setting"),
        pytest.param("af-south-1", "eu-west-1", ["RL506"], id="the setting wins"),
        pytest.param("eu-west-1", "af-south-1", [], id="the setting wins, again"),
        pytest.param(None, "us-iso-east-1", [], id="a Region that no list covers"),
        pytest.param(None, "<region>", [], id="a placeholder"),
    ],
)
def test_the_region_is_the_settings_or_else_the_packages(
    setting: str | None, arn: str | None, wanted: list[str]
) -> None:
    config = on("ml.g5.xlarge", "ml.m5.large") | (package(arn) if arn else {})
    assert codes(config, settings=SETTINGS._replace(region=setting)) == wanted


# Several configurations


def test_equal_configurations_are_found_whatever_their_order_of_members_and_values() -> None:
    one = varying(("A", ["1", "2"]), ("B", ["x"]))
    other = {
        "EnvironmentParameterRanges": {
            "CategoricalParameterRanges": [{"Value": ["x"], "Name": "B"}, {"Value": ["2", "1"], "Name": "A"}]
        },
        "InstanceType": "ml.c5.large",
    }
    found = findings({"EndpointConfigurations": [one, varying(("A", ["1"])), other, one]})
    assert [(f.code, pointer(f.route)) for f in found] == [
        ("RL508", f"{CONFIGURATIONS}/2"),
        ("RL508", f"{CONFIGURATIONS}/3"),
    ]
    assert {pointer(label.route) for f in found for label in f.labels} == {f"{CONFIGURATIONS}/0"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"InstanceType": "ml.c5.large"}, {"InstanceType": "ml.c5.xlarge"}, id="another type"),
        pytest.param(varying(("A", ["1", "2"])), varying(("A", ["1", "2", "4"])), id="another value"),
        pytest.param(
            {"InstanceType": "ml.c5.large", "InferenceSpecificationName": "a"},
            {"InstanceType": "ml.c5.large", "InferenceSpecificationName": "b"},
            id="another model",
        ),
    ],
)
def test_configurations_that_differ_are_not_equal(one: Any, other: Any) -> None:
    assert said({"EndpointConfigurations": [one, other]}) == []


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        pytest.param(varying(("A", ["1"]), ("B", ["x"])), varying(("A", ["2"]), ("B", ["x"])), True, id="one differs"),
        pytest.param(varying(("A", ["1"]), ("B", ["x"])), varying(("A", ["2"]), ("B", ["y"])), False, id="two differ"),
        pytest.param(varying(("A", ["1", "2"])), varying(("A", ["2", "3"])), False, id="a value in both"),
        pytest.param(varying(("A", ["1"])), varying(("A", ["2"]), on="ml.m5.large"), False, id="other types"),
    ],
)
def test_configurations_are_split_only_if_one_would_make_the_same_tests(one: Any, other: Any, wanted: bool) -> None:
    found = codes({"EndpointConfigurations": [one, other]}, preset=Preset.STRICT)
    assert ("RL509" in found) is wanted


@pytest.mark.parametrize(
    ("types", "wanted"),
    [
        pytest.param("ml.c5.large ml.c7g.large", ["RL510"], id="x86 and Arm"),
        pytest.param("ml.c5.large ml.m5.large ml.g5.xlarge", [], id="all x86"),
        pytest.param("ml.p6e-gb200.36xlarge ml.g5.xlarge", ["RL507", "RL510"], id="Grace is Arm"),
        pytest.param("ml.c5.large ml.inf2.xlarge", ["RL511"], id="CPU and Neuron"),
        pytest.param("ml.inf2.xlarge ml.trn1.2xlarge", [], id="Neuron alone"),
        pytest.param("ml.dl1.24xlarge ml.trn1.2xlarge", ["RL507", "RL511"], id="Gaudi and Neuron"),
        pytest.param("ml.c7g.large ml.inf2.xlarge", ["RL511"], id="another chip besides is one fault"),
        pytest.param("ml.c7g.large ml.c5.large ml.inf2.xlarge", ["RL510", "RL511"], id="two faults"),
        pytest.param("ml.x9.large ml.c7g.large", ["RL503"], id="nothing is known of one"),
        pytest.param("ml.c5.large ml.c7g.large ml.m7g.large ml.c6g.large", ["RL503", "RL510"], id="said once"),
    ],
)
def test_types_that_cannot_run_one_model_are_told(types: str, wanted: list[str]) -> None:
    assert codes(on(*types.split())) == wanted
    assert codes(listing(*types.split())) == wanted


def test_configurations_are_compared_by_the_model_that_they_run() -> None:
    def named(instance_type: str, name: str) -> dict[str, str]:
        return {"InstanceType": instance_type, "InferenceSpecificationName": name}

    apart = [named("ml.c5.large", "x86"), named("ml.c7g.large", "arm"), named("ml.inf2.xlarge", "neuron")]
    assert said({"EndpointConfigurations": apart}) == []
    together = [*apart, named("ml.m5.large", "arm")]
    assert said({"EndpointConfigurations": together}) == [("RL510", f"{CONFIGURATIONS}/3/InstanceType")]


def test_a_list_that_the_load_test_does_not_use_is_not_mixed_with_it() -> None:
    assert codes(on("ml.c5.large") | listing("ml.c7g.large", "ml.inf2.xlarge")) == []


@pytest.mark.parametrize("framework", ["XGBOOST", "SAGEMAKER-SCIKIT-LEARN", "xgboost", "sklearn"])
def test_neuron_beside_cpu_is_one_finding_when_the_framework_rules_it_out(framework: str) -> None:
    config = listing("ml.c5.large", "ml.inf2.xlarge", Framework=framework)
    assert said(config) == [("RL512", f"{SUPPORTED}/1")]


@pytest.mark.parametrize("framework", ["SAGEMAKER-SCIKIT-LEARN", "sklearn"])
def test_scikit_learn_on_a_gpu_is_said_to_the_strict_alone(framework: str) -> None:
    config = listing("ml.g4dn.xlarge", Framework=framework)
    assert codes(config) == []
    assert codes(config, preset=Preset.STRICT) == ["RL513"]


@pytest.mark.parametrize(
    ("kind", "supported", "wanted"),
    [
        pytest.param("Advanced", ["ml.m5.large"], ["RL515"], id="not on the list"),
        pytest.param("Advanced", ["ml.c5.large"], [], id="on the list"),
        pytest.param("Default", ["ml.m5.large"], [], id="no load test"),
        pytest.param("ADVANCED", ["ml.m5.large"], [], id="an unknown job type"),
        pytest.param(None, ["ml.m5.large"], [], id="no job type"),
        pytest.param("Advanced", ["c5.large"], ["RL504"], id="a malformed type may be the one"),
        pytest.param("Advanced", ["ml.m5.large", 5], [], id="a refused type may be the one"),
        pytest.param("Advanced", [], [], id="an empty list"),
    ],
)
def test_a_load_test_runs_on_types_that_its_container_supports(
    kind: str | None, supported: list[Any], wanted: list[str]
) -> None:
    assert codes(on("ml.c5.large") | listing(*supported), JobType=kind) == wanted


# Policy and cost


@pytest.mark.parametrize(
    ("policy", "denied"),
    [
        pytest.param({}, [], id="no policy"),
        pytest.param({"allow": ["ml.c5.*", "ml.g5.*"]}, [2], id="what is not allowed is denied"),
        pytest.param({"deny": ["*.12xlarge"]}, [1], id="what is not denied is allowed"),
        pytest.param({"allow": ["*"], "deny": ["*"]}, [0, 1, 2], id="denial wins"),
        pytest.param({"max-gpus": 0}, [1], id="no GPUs; Neuron devices are none"),
        pytest.param({"max-gpus": 3}, [1], id="one GPU too many"),
        pytest.param({"max-gpus": 4}, [], id="just as many"),
        pytest.param({"allow": ["ml.C5.*"]}, [0, 1, 2], id="case matters"),
    ],
)
def test_policy_denies_types(policy: dict[str, Any], denied: list[int]) -> None:
    config = listing("ml.c5.large", "ml.g5.12xlarge", "ml.inf2.48xlarge", "c5.large")
    found = said(config, given_options={"denied-instance-type": policy})
    assert [at for code, at in found if code == "RL516"] == [f"{SUPPORTED}/{index}" for index in denied]


@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(1, 5)), min_size=1, max_size=6),
    st.integers(1, 12),
    st.none() | st.integers(1, 12),
)
def test_the_most_at_once_are_the_heaviest_tests(
    weighed: list[tuple[int, int]], parallel: int, most: int | None
) -> None:
    configurations = [varying(("W", [str(weight)]), ("T", ["t"] * tests)) for weight, tests in weighed]
    limit = {"MaxParallelOfTests": parallel} | ({"MaxNumberOfTests": most} if most else {})
    config = Job.of({"InputConfig": {"EndpointConfigurations": configurations, "ResourceLimit": limit}}).input
    each = sorted((weight for weight, tests in weighed for _ in range(tests)), reverse=True)
    at_once = min(parallel, most or parallel)
    assert most_at_once(config, lambda one: int(one.environment.categorical[0].values[0].value)) == sum(each[:at_once])


@pytest.mark.parametrize(
    ("limit", "wanted"),
    [
        pytest.param({"MaxParallelOfTests": 1}, [], id="one by one"),
        pytest.param({"MaxParallelOfTests": 2}, ["/InputConfig/ResourceLimit/MaxParallelOfTests"], id="two"),
        pytest.param({"MaxParallelOfTests": 2, "MaxNumberOfTests": 1}, [], id="but one at all"),
        pytest.param({}, [CONFIGURATIONS], id="no limit"),
        pytest.param({"MaxParallelOfTests": "2"}, [], id="a limit that is refused"),
        pytest.param({"MaxParallelOfTest": 2}, [], id="a limit that is misspelled"),
        pytest.param("2", [], id="limits that are refused"),
    ],
)
@pytest.mark.parametrize(
    "policy",
    [
        {"expensive-parallelism": {"max-gpus": 4}},
        {"expensive-parallelism": {"max-vcpus": 48}},
        {"parallel-over-quota": {"quotas": ["ml.g5.12xlarge=1"]}},
    ],
)
def test_tests_at_the_same_time_are_held_to_the_teams_bounds(limit: Any, wanted: list[str], policy: Any) -> None:
    config = {"EndpointConfigurations": [varying(("W", ["1", "2"]), on="ml.g5.12xlarge")], "ResourceLimit": limit}
    assert codes(config) == []
    found = said(config, given_options=policy)
    assert [at for code, at in found if code.startswith("RL8")] == wanted


def test_vcpus_and_gpus_over_their_bounds_are_one_finding_with_both_numbers() -> None:
    bounds = {"expensive-parallelism": {"max-gpus": 4, "max-vcpus": 50}}
    (finding,) = findings(on("ml.g5.12xlarge", "ml.g5.48xlarge", "ml.x9.large"), given_options=bounds)[1:]
    assert finding.severity is Severity.ERROR
    assert finding.message == "3 parallel tests use up to 240 vCPUs and 12 GPUs; the limit is 50 and 4"
    assert pointer(finding.labels[0].route) == f"{CONFIGURATIONS}/1"


@pytest.mark.parametrize("entry", ["ml.g5.xlarge", "ml.g5.xlarge=", "ml.g5.xlarge=-1", "ml.g5.xlarge=two", ""])
def test_a_quota_that_is_no_number_is_a_mistake_of_the_config(entry: str) -> None:
    _, problems = options.parse(ParallelOverQuota, {"quotas": [entry]})
    text = f"expected a type and a number, such as ml.g5.xlarge=2, found {entry!r}"
    assert problems == [options.Problem("quotas", text)]


# Environment variables


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("OMP_NUM_THREADS", []),
        ("_x9", []),
        ("OMP-NUM", ["RL520"]),
        ("9X", ["RL520"]),
        ("größe", ["RL520"]),
        ("A B", ["RL520"]),
        ("A\n", ["RL520"]),
        ("", ["RL527"]),
        ("AWS_REGION", ["RL524"]),
        ("aws_region", []),
        ("AWS-REGION", ["RL520"]),
        ("SAGEMAKER_MODEL_SERVER_WORKERS", []),
    ],
)
def test_the_name_of_a_variable_is_one_that_a_container_can_be_given(name: str, wanted: list[str]) -> None:
    assert codes({"EndpointConfigurations": [varying((name, ["1", "2"]))]}) == wanted


def test_a_variable_given_twice_is_told_within_a_configuration_only() -> None:
    config = {"EndpointConfigurations": [varying(("A", ["1"]), ("a", ["1"]), ("A", ["2"])), varying(("A", ["3"]))]}
    (finding,) = findings(config)
    ranges = f"{CONFIGURATIONS}/0/EnvironmentParameterRanges/CategoricalParameterRanges"
    assert (finding.code, pointer(finding.route)) == ("RL522", f"{ranges}/2/Name")
    assert pointer(finding.labels[0].route) == f"{ranges}/0/Name"


def test_variables_without_names_are_not_the_same_variable() -> None:
    assert codes({"EndpointConfigurations": [varying(("", ["1"]), ("", ["2"]))]}) == ["RL527", "RL527"]


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        pytest.param(["1", "2"], [], id="two"),
        pytest.param(["1"], ["RL525"], id="one"),
        pytest.param(["1", 2], [], id="two, one of which is refused"),
        pytest.param([1], ["RL525"], id="one that is refused"),
        pytest.param([], [], id="none is the contract's"),
        pytest.param(["", "1"], ["RL521"], id="an empty one"),
        pytest.param(["1", "1"], ["RL523"], id="the same twice"),
        pytest.param(["1", "1", "1"], ["RL523", "RL523"], id="the same three times"),
        pytest.param(["", ""], ["RL521", "RL521", "RL523"], id="two empty ones"),
    ],
)
def test_the_values_of_a_variable_are_compared(values: list[Any], wanted: list[str]) -> None:
    found = codes({"EndpointConfigurations": [varying(("A", values))]}, preset=Preset.STRICT)
    assert found == wanted


# Existing endpoints


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("churn-prod", True),
        ("prod", True),
        ("churn-PROD-2", True),
        ("churnProd", True),
        ("PRODChurn", True),
        ("live-churn", True),
        ("product-search", False),
        ("reproduce", False),
        ("olive-oil", False),
        ("churn-non-prod", False),
        ("pre-prod-churn", False),
        ("nonprod", False),
        ("churn-copy", False),
    ],
)
def test_an_endpoint_in_production_is_known_by_a_whole_word(name: str, told: bool) -> None:
    assert codes({"Endpoints": [{"EndpointName": name}]}) == (["RL533"] if told else [])


@pytest.mark.parametrize(
    ("given_endpoints", "wanted"),
    [
        pytest.param([{}], ["RL530"], id="no name"),
        pytest.param([{"EndpointName": None}], [], id="null is the contract's"),
        pytest.param([{"EndpointName": ""}], [], id="so is an empty name"),
        pytest.param([{"endpoint-name": "churn"}], [], id="so is a misspelled member"),
        pytest.param([5], [], id="so is what is no structure"),
        pytest.param([], ["RL531"], id="no endpoint"),
        pytest.param(None, [], id="no list"),
    ],
)
def test_an_endpoint_has_a_name(given_endpoints: Any, wanted: list[str]) -> None:
    assert codes({"Endpoints": given_endpoints}) == wanted


# Serverless


@pytest.mark.parametrize(
    ("config", "wanted"),
    [
        pytest.param(listing(SupportedEndpointType="Serverless"), [], id="serverless alone"),
        pytest.param(listing("ml.c5.large", SupportedEndpointType="Serverless"), ["RL545"], id="with CPU types"),
        pytest.param(listing("ml.g5.xlarge", SupportedEndpointType="Serverless"), ["RL544"], id="with GPU types"),
        pytest.param(listing("ml.g5.xlarge", SupportedEndpointType="RealTime"), [], id="real-time"),
        pytest.param(listing("ml.g5.xlarge"), [], id="both kinds"),
        pytest.param(
            listing("ml.g5.xlarge", SupportedEndpointType="Serverless") | on("ml.g5.xlarge"),
            ["RL545"],
            id="a load test on instances, and a list without effect",
        ),
        pytest.param(
            listing("ml.g5.xlarge", "ml.c5.large") | {"EndpointConfigurations": [{"ServerlessConfig": SERVERLESS}]},
            [],
            id="the container runs on CPUs too",
        ),
        pytest.param(
            {
                "EndpointConfigurations": [{"ServerlessConfig": SERVERLESS, "InstanceType": "ml.c5.large"}],
                "VpcConfig": {"Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]},
                "Endpoints": [{"EndpointName": "churn"}],
            },
            ["RL502"],
            id="both kinds in one configuration are one fault",
        ),
    ],
)
def test_serverless_does_not_go_with_what_is_for_instances(config: dict[str, Any], wanted: list[str]) -> None:
    assert codes(config) == wanted


@pytest.mark.parametrize(
    ("serverless", "wanted"),
    [
        ({"MemorySizeInMB": 1024, "MaxConcurrency": 1}, []),
        ({"MemorySizeInMB": 1025, "MaxConcurrency": 1}, ["RL540"]),
        ({"MemorySizeInMB": 2, "MaxConcurrency": 1}, []),
        ({"MemorySizeInMB": 7000, "MaxConcurrency": 1}, []),
        (SERVERLESS | {"ProvisionedConcurrency": 5}, ["RL541"]),
        (SERVERLESS | {"ProvisionedConcurrency": 6}, ["RL542"]),
        (SERVERLESS | {"ProvisionedConcurrency": 201}, []),
        ({"MemorySizeInMB": 2048, "MaxConcurrency": 0, "ProvisionedConcurrency": 6}, ["RL541"]),
        ({"MemorySizeInMB": 2048, "ProvisionedConcurrency": 6}, ["RL541"]),
    ],
)
def test_the_numbers_of_a_serverless_endpoint_are_said_once(serverless: dict[str, int], wanted: list[str]) -> None:
    assert codes({"EndpointConfigurations": [{"ServerlessConfig": serverless}]}) == wanted


def test_help_for_an_odd_memory_size_names_the_two_nearest() -> None:
    (finding,) = findings({"EndpointConfigurations": [{"ServerlessConfig": SERVERLESS | {"MemorySizeInMB": 3000}}]})
    assert finding.help == "write 2048 or 3072"


@pytest.mark.parametrize(
    ("concurrency", "parallel", "wanted"),
    [
        pytest.param([200] * 5 + [1], 5, [], id="just as much"),
        pytest.param([200] * 5 + [1], 6, ["RL547"], id="one more"),
        pytest.param([1] * 4 + [200] * 6, 6, ["RL547"], id="the largest count"),
        pytest.param([200] * 6, None, [], id="how many run at once is not said"),
    ],
)
def test_concurrency_at_the_same_time_is_held_to_the_accounts(
    concurrency: list[int], parallel: int | None, wanted: list[str]
) -> None:
    configurations = [
        {
            "ServerlessConfig": {"MemorySizeInMB": 1024, "MaxConcurrency": most},
            "InferenceSpecificationName": f"n{index}",
        }
        for index, most in enumerate(concurrency)
    ]
    limit = {"MaxParallelOfTests": parallel} if parallel else {}
    assert codes({"EndpointConfigurations": configurations, "ResourceLimit": limit}) == wanted

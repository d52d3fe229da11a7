"""Model source, container and payload: what the examples of the rules leave open."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rule_runs
from recolint.base.finding import Edit, Finding, Remove, Set, Severity, pointer
from recolint.base.text import Source
from recolint.check import engine
from recolint.document import read
from recolint.rule.kinds import BaseRule, Preset, Rule
from recolint.rule.rule_set import RuleSet
from recolint.testing import SETTINGS
from recolint_rules.model import foreign_package, invalid_bucket_name
from recolint_rules.model.foreign_package import ForeignPackage
from recolint_rules.model.invalid_bucket_name import InvalidBucketName

PACKAGE = "arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/3"
ROLE = "arn:aws:iam::111122223333:role/ml"
PAYLOAD = {"SamplePayloadUrl": "s3://sagemaker-churn/payload.tar.gz", "SupportedContentTypes": ["text/csv"]}
CONTAINER = {
    "Domain": "MACHINE_LEARNING",
    "Task": "REGRESSION",
    "Framework": "XGBOOST",
    "FrameworkVersion": "1.7-1",
    "PayloadConfig": PAYLOAD,
}


def findings(spec: Any, *rules: BaseRule[Any], preset: Preset = Preset.RECOMMENDED) -> list[Finding]:
    """What ``rules``, or the family, say of ``spec``, which need not be whole."""
    active = rules or [rule() for rule in rule_runs.block("RL4") if rule.preset <= preset]
    return sorted(rule_runs.found(json.dumps(spec), *active, path="spec.json"), key=lambda finding: finding.code)


def said(given_input: dict[str, Any], preset: Preset = Preset.RECOMMENDED) -> list[str]:
    """The codes of what the family says of an InputConfig."""
    return [finding.code for finding in findings({"InputConfig": given_input}, preset=preset)]


def said_of_container(container: dict[str, Any], preset: Preset = Preset.STRICT) -> list[str]:
    """The codes of what the family says of a ContainerConfig beside a package, but that it overrides it."""
    codes = said({"ModelPackageVersionArn": PACKAGE, "ContainerConfig": container}, preset)
    return [code for code in codes if code != "RL410"]


def edits(finding: Finding) -> tuple[Edit, ...]:
    return finding.fix.edits if finding.fix else ()


def test_a_whole_spec_of_either_source_is_clean() -> None:
    assert said({"ModelName": "churn", "ContainerConfig": CONTAINER}, Preset.STRICT) == []
    assert said({"ModelPackageVersionArn": PACKAGE}) == []
    assert said({"ModelPackageVersionArn": PACKAGE, "ContainerConfig": CONTAINER}) == []


@pytest.mark.parametrize(
    ("given_input", "expected"),
    [
        pytest.param({}, ["RL401"], id="nothing"),
        pytest.param({"ModelName": None}, [], id="null is the contract's"),
        pytest.param({"ModelName": "${MODEL}", "ContainerConfig": CONTAINER}, [], id="a placeholder is the contract's"),
        pytest.param(
            {"modelName": "churn", "ContainerConfig": CONTAINER}, [], id="a misspelled name is the contract's"
        ),
        pytest.param({"ModelName": "churn"}, ["RL403"], id="model alone"),
        pytest.param({"ModelName": "${MODEL}"}, ["RL403"], id="a placeholder for the model, alone"),
        pytest.param({"ModelName": "churn", "ContainerConfig": None}, [], id="a container that is null"),
        pytest.param({"ModelName": "churn", "containerConfig": CONTAINER}, [], id="a misspelled container"),
        pytest.param({"ModelName": "churn", "ContainerConfig": {}}, ["RL420", "RL421"], id="an empty container"),
        pytest.param(
            {"ModelPackageVersionArn": PACKAGE, "ContainerConfig": {}}, ["RL439"], id="package, empty container"
        ),
        pytest.param({"ContainerConfig": {}}, ["RL401", "RL439"], id="an empty container and no source"),
        pytest.param(
            {"ModelPackageVersionArn": PACKAGE, "ModelName": "churn", "ContainerConfig": CONTAINER},
            ["RL402"],
            id="both",
        ),
        pytest.param({"ModelPackageVersionArn": PACKAGE, "ModelName": "churn"}, ["RL402"], id="both, no container"),
        pytest.param(
            {"ModelPackageVersionArn": PACKAGE, "ModelName": "churn", "ContainerConfig": {"Domain": "OTHER"}},
            ["RL402"],
            id="both, a container that overrides",
        ),
    ],
)
def test_each_fault_of_the_source_is_found_once(given_input: dict[str, Any], expected: list[str]) -> None:
    assert said(given_input) == expected


def test_an_absent_input_config_is_left_to_the_contract() -> None:
    assert findings({"JobName": "a"}) == []
    assert findings({"InputConfig": None}) == []


def test_a_job_with_only_an_endpoint_is_not_called_wrong_for_sure() -> None:
    (finding,) = findings({"InputConfig": {"Endpoints": [{"EndpointName": "churn"}]}})
    assert (finding.code, finding.severity) == ("RL401", Severity.WARNING)
    (finding,) = findings({"InputConfig": {"Endpoints": []}})
    assert (finding.code, finding.severity) == ("RL401", Severity.ERROR)


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("model-package/churn/3", []),
        ("model-package/churn/12345", []),
        ("model-package/churn", ["RL405"]),
        ("model-package/churn/", ["RL405"]),
        ("model-package/churn/0", ["RL405"]),
        ("model-package/churn/-1", ["RL405"]),
        ("model-package/churn/v3", ["RL405"]),
        ("model-package/churn/3/1", ["RL405"]),
        ("model-package/churn/\u0663", ["RL405"]),  # a digit of another script
        ("model-package-group/churn", []),  # the contract refuses it
    ],
)
def test_a_version_is_a_number_from_1(resource: str, expected: list[str]) -> None:
    arn = f"arn:aws:sagemaker:eu-west-1:111122223333:{resource}"
    assert said({"ModelPackageVersionArn": arn}) == expected


@pytest.mark.parametrize(
    ("role", "account", "expected"),
    [
        pytest.param("arn:aws:iam::111122223333:role/ml", None, 0, id="the role's account"),
        pytest.param("arn:aws:iam::123456789012:role/ml", None, 1, id="another than the role's"),
        pytest.param("arn:aws:iam::123456789012:role/ml", "111122223333", 0, id="the config counts before the role"),
        pytest.param("${ROLE}", "123456789012", 1, id="another than the config's"),
        pytest.param("${ROLE}", "111122223333", 0, id="the config's"),
        pytest.param("${ROLE}", None, 0, id="no account is known"),
    ],
)
def test_the_owner_of_a_package_is_compared_with_what_is_known(role: str, account: str | None, expected: int) -> None:
    spec = {"RoleArn": role, "InputConfig": {"ModelPackageVersionArn": PACKAGE}}
    (document,) = read(Source("spec.json", json.dumps(spec))).documents
    checked, _ = engine.check_document(document, RuleSet.of(ForeignPackage()), SETTINGS._replace(account=account))
    assert len(checked.findings) == expected


def test_a_package_of_a_listed_account_is_fine() -> None:
    spec = {"RoleArn": ROLE.replace("1111", "1234"), "InputConfig": {"ModelPackageVersionArn": PACKAGE}}
    assert findings(spec, ForeignPackage())
    assert not findings(spec, ForeignPackage(foreign_package.Options(("111122223333",))))


def test_one_finding_names_all_that_a_structure_of_the_container_lacks() -> None:
    container = {"Framework": "XGBOOST", "PayloadConfig": {"SupportedContentTypes": ["text/csv"]}}
    of_container, of_payload = findings({"InputConfig": {"ModelName": "churn", "ContainerConfig": container}})
    assert (of_container.code, pointer(of_container.route)) == ("RL420", "/InputConfig/ContainerConfig")
    assert of_container.message == "a job with ModelName requires Domain and Task in ContainerConfig"
    assert (of_payload.code, pointer(of_payload.route)) == ("RL420", "/InputConfig/ContainerConfig/PayloadConfig")
    assert of_payload.message == "a job with ModelName requires SamplePayloadUrl in PayloadConfig"


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ("Domain", ["RL420"]),
        ("Task", ["RL420"]),
        ("PayloadConfig", ["RL420"]),
        ("Framework", ["RL421"]),
        ("FrameworkVersion", ["RL422"]),
    ],
)
def test_each_member_of_a_container_is_missed_by_one_rule(member: str, expected: list[str]) -> None:
    container = {name: value for name, value in CONTAINER.items() if name != member}
    assert said({"ModelName": "churn", "ContainerConfig": container}, Preset.STRICT) == expected
    refused = {**CONTAINER, member: None}
    assert said({"ModelName": "churn", "ContainerConfig": refused}, Preset.STRICT) == []


@pytest.mark.parametrize(("framework", "expected"), [("other", ["RL426"]), ("xgboost", ["RL422", "RL426"])])
def test_a_version_is_missed_by_what_a_misspelled_framework_means(framework: str, expected: list[str]) -> None:
    container = {**CONTAINER, "Framework": framework}
    del container["FrameworkVersion"]
    assert said({"ModelName": "churn", "ContainerConfig": container}, Preset.STRICT) == expected


def test_a_text_generation_model_without_framework_gets_a_warning_and_no_error() -> None:
    container = {"Domain": "NATURAL_LANGUAGE_PROCESSING", "Task": "TEXT_GENERATION", "PayloadConfig": PAYLOAD}
    (finding,) = findings({"InputConfig": {"ModelName": "tgi", "ContainerConfig": container}})
    assert (finding.code, finding.severity) == ("RL421", Severity.WARNING)


def test_a_container_that_overrides_a_package_may_be_as_short_as_it_likes() -> None:
    container = {"Domain": "COMPUTER_VISION", "PayloadConfig": {"SamplePayloadUrl": "s3://b-1/payload.tar.gz"}}
    assert said({"ModelPackageVersionArn": PACKAGE, "ContainerConfig": container}) == []


@pytest.mark.parametrize(
    ("member", "word", "expected"),
    [
        ("Domain", "computer vision", "COMPUTER_VISION"),
        ("Domain", "Nlp", "NATURAL_LANGUAGE_PROCESSING"),
        ("Domain", "other", "OTHER"),
        ("Domain", "SPEECH", None),
        ("Domain", "", None),
        ("Task", "image-classification", "IMAGE_CLASSIFICATION"),
        ("Task", "MASK_FILL", "FILL_MASK"),
        ("Task", "SEGMENTATION", "IMAGE_SEGMENTATION"),
        ("Task", "TEXT_CLASSIFICATION", None),
        ("Framework", "PyTorch", "PYTORCH"),
        ("Framework", "mxnet", "MXNET"),
        ("Framework", "scikit-learn", "SAGEMAKER-SCIKIT-LEARN"),
        ("Framework", "SKLEARN", "SAGEMAKER-SCIKIT-LEARN"),
        ("Framework", "SAGEMAKER_SCIKIT_LEARN", "SAGEMAKER-SCIKIT-LEARN"),
        ("Framework", "tf", "TENSORFLOW"),
        ("Framework", "HUGGINGFACE", None),
        ("Framework", "TRITON", None),
    ],
)
def test_a_wrong_word_is_fixed_only_where_one_is_surely_meant(member: str, word: str, expected: str | None) -> None:
    (finding,) = findings({"InputConfig": {"ModelPackageVersionArn": PACKAGE, "ContainerConfig": {member: word}}})
    assert finding.severity is Severity.WARNING
    route = ("InputConfig", "ContainerConfig", member)
    assert finding.route == route
    assert edits(finding) == ((Set(route, expected),) if expected else ())


def test_a_near_word_is_suggested() -> None:
    (finding,) = findings(
        {"InputConfig": {"ModelName": "m", "ContainerConfig": {**CONTAINER, "Task": "TEXT_CLASSIFICATION"}}}
    )
    assert finding.help == "write CLASSIFICATION"


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        ({"Domain": "MACHINE_LEARNING", "Task": "OBJECT_DETECTION"}, ["RL427"]),
        ({"Domain": "NATURAL_LANGUAGE_PROCESSING", "Task": "CLASSIFICATION"}, []),
        ({"Domain": "COMPUTER_VISION", "Task": "REGRESSION"}, ["RL427"]),
        ({"Domain": "OTHER", "Task": "TEXT_GENERATION"}, []),
        ({"Task": "TEXT_GENERATION"}, []),
        ({"NearestModelName": "resnet18"}, ["RL428"]),
        ({"NearestModelName": ""}, ["RL428"]),
        ({"NearestModelName": "resnet50", "Domain": "NATURAL_LANGUAGE_PROCESSING"}, ["RL429"]),
        ({"NearestModelName": "bert-base-cased", "Domain": "NATURAL_LANGUAGE_PROCESSING"}, []),
        ({"NearestModelName": "xgboost", "Framework": "XGBOOST", "Domain": "MACHINE_LEARNING"}, []),
        (
            {"NearestModelName": "xgboost", "Framework": "SAGEMAKER-SCIKIT-LEARN", "Domain": "COMPUTER_VISION"},
            ["RL429"],
        ),
        ({"NearestModelName": "resnet50", "Framework": "PYTORCH"}, []),
    ],
)
def test_words_that_do_not_go_together_are_found_once(container: dict[str, Any], expected: list[str]) -> None:
    assert said_of_container(container) == expected


def test_the_nearest_model_is_one_that_begins_alike() -> None:
    (finding,) = findings({"InputConfig": {"ContainerConfig": {"NearestModelName": "resnet18"}}}, *family_of("RL428"))
    assert finding.help == "write resnet18v2-gluon, or remove the member"


def family_of(code: str) -> list[Rule[Any]]:
    """The rule of the family with ``code``."""
    return [rule() for rule in rule_runs.block(code)]


def test_a_repeated_candidate_is_dropped_and_its_first_stays() -> None:
    spec = {
        "InputConfig": {"ContainerConfig": {"SupportedInstanceTypes": ["ml.c5.large", "ml.g5.xlarge", "ml.c5.large"]}}
    }
    (finding,) = findings(spec, *family_of("RL430"))
    route = ("InputConfig", "ContainerConfig", "SupportedInstanceTypes")
    assert edits(finding) == (Remove((*route, 2)),)
    assert [label.route for label in finding.labels] == [(*route, 0)]


TENSOR = '{"x": [1, 224, 224, 3]}'


@pytest.mark.parametrize(
    ("framework", "text", "expected"),
    [
        pytest.param(None, '{"x": [1, 3, 224, 224]}', [], id="JSON"),
        pytest.param(None, ' \n{"x": [1]}\n', [], id="white space around"),
        pytest.param(None, "{'x': [1, 3, 224, 224]}", ["RL433"], id="as the guide to Neo writes"),
        pytest.param(None, "{'x': (1, 3)}", ["RL433"], id="a tuple"),
        pytest.param(None, '{"x": [1, 3],}', ["RL433"], id="a comma at the end"),
        pytest.param(None, '{"x": [None, 3]}', ["RL433", "RL437"], id="None"),
        pytest.param(None, '{"x": [null, 3]}', ["RL437"], id="null"),
        pytest.param(None, '{"x": [-1, 3]}', ["RL437"], id="minus one"),
        pytest.param(None, '{"x": [0]}', ["RL437"], id="zero"),
        pytest.param(None, '{"x": [true]}', ["RL437"], id="a boolean"),
        pytest.param(None, '{"x": [1.0]}', ["RL437"], id="a fraction"),
        pytest.param(None, '{"x": []}', ["RL437"], id="no dimension"),
        pytest.param(None, '{"x": "1,3"}', ["RL437"], id="a text"),
        pytest.param(None, '{"x": {"shape": ["1..10", 3]}}', ["RL437"], id="a range"),
        pytest.param(None, "{}", ["RL437"], id="no input"),
        pytest.param(None, "[]", ["RL437"], id="no shape"),
        pytest.param(None, "[1, 3]", ["RL437"], id="one shape without its list"),
        pytest.param(None, "[[1, 3], [1, 0]]", ["RL437"], id="the second shape"),
        pytest.param(None, "x:1,3", ["RL432"], id="neither"),
        pytest.param(None, '{"x": [1, 3]', ["RL432"], id="not closed"),
        pytest.param(None, '{\\"x\\": [1, 3]}', ["RL432"], id="quotes with backslashes"),
        pytest.param(None, '"x"', ["RL432"], id="a string"),
        pytest.param(None, "5", ["RL432"], id="a number"),
        pytest.param(None, "null", ["RL432"], id="null alone"),
        pytest.param(None, "{1: [3]}", ["RL432"], id="a name that is a number"),
        pytest.param(None, "{'x'}", ["RL432"], id="a set"),
        pytest.param(None, "(1, 3), (1, 3)", ["RL432"], id="a bare tuple"),
        pytest.param(None, "__import__('os')", ["RL432"], id="code"),
        pytest.param("PYTORCH", "[[1, 3, 224, 224]]", [], id="a list for PyTorch"),
        pytest.param("pytorch", "[[1, 3, 224, 224]]", ["RL426"], id="a list for PyTorch in lower case"),
        pytest.param("TENSORFLOW", "[[1, 224, 224, 3]]", ["RL434"], id="a list for TensorFlow"),
        pytest.param("TENSORFLOW", "[1, 224, 224, 3]", ["RL437"], id="a flat list for TensorFlow"),
        pytest.param("MXNET", "[[1, 3, 224, 224]]", ["RL434"], id="a list for MXNet"),
        pytest.param("OTHER", "[[1, 3, 224, 224]]", [], id="a list for what is not known"),
        pytest.param("XGBOOST", "[[-1]]", ["RL435"], id="nothing is needed for XGBoost"),
        pytest.param("XGBOOST", "x", ["RL432"], id="not readable, and not needed"),
        pytest.param("SAGEMAKER-SCIKIT-LEARN", TENSOR, ["RL438"], id="nothing is compiled for scikit-learn"),
        pytest.param("TENSORFLOW", TENSOR, [], id="channels last for TensorFlow"),
        pytest.param("TENSORFLOW", '{"x": [1, 1, 28, 28]}', [], id="channels second for TensorFlow, as Keras has them"),
        pytest.param("TENSORFLOW", '{"x": [1, 3, 3, 3]}', [], id="either order"),
        pytest.param("TENSORFLOW", '{"x": [1, 3, 224]}', [], id="no image"),
        pytest.param("PYTORCH", TENSOR, ["RL436"], id="channels last for PyTorch"),
        pytest.param("PYTORCH", '{"x": [1, 128, 56, 56]}', [], id="features, not colours"),
    ],
)
def test_a_data_input_is_read_as_neo_would(framework: str | None, text: str, expected: list[str]) -> None:
    container = {"DataInputConfig": text} | ({"Framework": framework} if framework else {})
    assert said_of_container(container) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{\\"x\\": [1, 3]}', '{"x": [1, 3]}'),
        ('{\\"x\\": [1, 3}', None),
        ("x:1,3", None),
    ],
)
def test_backslashes_are_taken_away_where_that_helps(text: str, expected: str | None) -> None:
    (finding,) = findings({"InputConfig": {"ContainerConfig": {"DataInputConfig": text}}}, *family_of("RL432"))
    route = ("InputConfig", "ContainerConfig", "DataInputConfig")
    assert edits(finding) == ((Set(route, expected),) if expected else ())


@pytest.mark.parametrize("framework", ["PYTORCH", "MXNET"])
def test_channels_are_second_where_the_framework_has_one_order(framework: str) -> None:
    container = {"Framework": framework, "DataInputConfig": '{"x": [1, 9, 9, 3]}'}
    (finding,) = findings({"InputConfig": {"ContainerConfig": container}}, *family_of("RL436"))
    assert finding.message == f"input 'x' seems to have NHWC shape [1, 9, 9, 3]; {framework} expects NCHW"
    assert finding.help == "move the channels to the second position"


LITERALS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(st.text(max_size=8), children, max_size=4)
        | st.tuples(children, children)
    ),
    max_leaves=8,
)
TEXTS = (
    st.text(max_size=1024)
    | st.text("[](){}'\",:-+0123456789 \\x\n", max_size=1024)
    | st.builds(
        lambda sign, times, end: sign * times + end, st.sampled_from("[({-+~'\\"), st.integers(1, 1000), st.text()
    )
    | LITERALS.map(repr)
    | LITERALS.map(json.dumps)
)


@given(TEXTS, st.sampled_from([None, "TENSORFLOW", "PYTORCH", "XGBOOST"]))
def test_no_text_of_a_data_input_makes_a_rule_raise_or_speak_twice(text: str, framework: str | None) -> None:
    container = {"DataInputConfig": text} | ({"Framework": framework} if framework else {})
    codes = said_of_container(container)
    assert len(codes) == len(set(codes))
    assert not {"RL432"} < set(codes) - {"RL435"}, "what cannot be read is not judged"


@given(st.dictionaries(st.text(max_size=8), LITERALS, min_size=1, max_size=3))
def test_a_python_literal_is_fixed_to_the_same_in_json(inputs: dict[str, Any]) -> None:
    text = repr(inputs)
    found = findings({"InputConfig": {"ContainerConfig": {"DataInputConfig": text}}}, *family_of("RL433"))
    for finding in found:
        for edit in edits(finding):
            assert isinstance(edit, Set)
            assert json.loads(edit.value) == json.loads(json.dumps(ast.literal_eval(text)))
            assert len(edit.value) <= 1024


def test_a_fix_that_would_be_too_long_is_not_offered() -> None:
    text = repr({"x": list(range(1000, 1200))}).replace(" ", "")
    assert len(text) <= 1024
    (finding,) = findings({"InputConfig": {"ContainerConfig": {"DataInputConfig": text}}}, *family_of("RL433"))
    assert finding.fix is None


@pytest.mark.parametrize(
    ("framework", "version", "compiled"),
    [
        ("PYTORCH", "1.3.1", False),
        ("PYTORCH", "1.4", True),
        ("PYTORCH", "1.8.1", True),
        ("PYTORCH", "1.9.0", False),
        ("PYTORCH", "1.12.1", True),
        ("PYTORCH", "1.1", False),
        ("PYTORCH", "2.0.0", True),
        ("PYTORCH", "2.0+cu118", True),  # the contract refuses it
        ("PYTORCH", "2.1", False),
        ("TENSORFLOW", "1.15.3", True),
        ("TENSORFLOW", "1.15", True),
        ("TENSORFLOW", "1.15.5", False),
        ("TENSORFLOW", "2.9.2", True),
        ("TENSORFLOW", "2.11", False),
        ("XGBOOST", "0.90-2", True),
        ("XGBOOST", "1.3-1", True),
        ("XGBOOST", "1.3.3", True),
        ("XGBOOST", "1.5-1", False),
        ("MXNET", "1.8.0", True),
        ("MXNET", "1.9.1", False),
        ("OTHER", "9.9", True),
    ],
)
def test_what_neo_compiles_is_told_by_the_version(framework: str, version: str, *, compiled: bool) -> None:
    container = {"Framework": framework, "FrameworkVersion": version, "DataInputConfig": '{"x": [1]}'}
    assert ("RL438" not in said_of_container(container)) is compiled


@pytest.mark.parametrize(
    ("bucket", "fault"),
    [
        ("abc", None),
        ("ab", "characters"),
        ("a" * 63, None),
        ("a" * 64, "characters"),
        ("0a0", None),
        ("my.data.2026-11", None),
        ("my_bucket", "'_'"),
        ("myBuckeT", "'B'"),
        ("b\u00fccket", "'\u00fc'"),
        ("my bucket", "' '"),
        ("-bucket", "begin and end"),
        ("bucket-", "begin and end"),
        (".bucket", "begin and end"),
        ("bucket.", "begin and end"),
        ("my..bucket", "two periods"),
        ("my.-bucket", None),
        ("192.168.5.4", "IP address"),
        ("999.999.999.999", "IP address"),
        ("192.168.5", None),
        ("192.168.5.4a", None),
        ("xn--bucket", "xn--"),
        ("xnbucket", None),
        ("sthree-bucket", "sthree-"),
        ("sthree-configurator-x", "sthree-"),
        ("amzn-s3-demo-bucket", "documents"),
        ("bucket-s3alias", "-s3alias"),
        ("my-access-point-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias", None),
        ("bucket--ol-s3", "--ol-s3"),
        ("my-object-lambda-acc-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3", None),
        ("bucket.mrap", ".mrap"),
        ("bucket--x-s3", "--x-s3"),
        ("bucket--usw2-az1--x-s3", None),
        ("bucket--usw2-lax1-az1--x-s3", None),
        ("bucket--table-s3", "--table-s3"),
        ("arn:aws:s3:eu-west-1:111122223333:accesspoint", None),
    ],
)
def test_a_bucket_can_be_called_what_s3_allows(bucket: str, fault: str | None) -> None:
    payload = {"InputConfig": {"ContainerConfig": {"PayloadConfig": {"SamplePayloadUrl": f"s3://{bucket}/p.tar.gz"}}}}
    output = {"OutputConfig": {"CompiledOutputConfig": {"S3OutputUri": f"s3://{bucket}/compiled/"}}}
    for spec in (payload, output):
        found = findings(spec, InvalidBucketName())
        assert len(found) == (fault is not None)
        assert all(fault in finding.message for finding in found if fault)


def test_an_old_bucket_may_be_allowed_by_its_name() -> None:
    spec = {"OutputConfig": {"CompiledOutputConfig": {"S3OutputUri": "s3://Old_Bucket"}}}
    assert findings(spec, InvalidBucketName())
    assert not findings(spec, InvalidBucketName(invalid_bucket_name.Options(("Old_Bucket",))))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("s3://b-1/in/payload.tar.gz", [], id="right"),
        pytest.param("s3://b-1", ["RL453"], id="bucket alone"),
        pytest.param("s3://b-1/", ["RL453"], id="bucket and slash"),
        pytest.param("s3://b-1/ ", ["RL453"], id="bucket and space"),
        pytest.param("s3://b-1/in/", ["RL450"], id="folder"),
        pytest.param("s3://b-1/in/*", ["RL450"], id="all of a folder"),
        pytest.param("s3://b-1/in/p.tgz", ["RL450"], id="tgz"),
        pytest.param("s3://b-1/in/p.tar.gz.bak", ["RL450"], id="suffix within"),
        pytest.param("s3://b-1/in/p.tar.gz ", ["RL455"], id="space at the end"),
        pytest.param("s3://b-1/in/*.tar.gz", ["RL455"], id="wildcard"),
        pytest.param("s3://b-1/in\u00a0x/p.tar.gz", ["RL455"], id="a space that does not break"),
        pytest.param("s3://B_1/in/p.json", ["RL450", "RL452"], id="bucket and suffix"),
        pytest.param("https://b-1.s3.amazonaws.com/p.tar.gz", ["RL451"], id="https"),
        pytest.param("https://b-1.s3.amazonaws.com/p.json", ["RL450", "RL451"], id="https, another file"),
        pytest.param("https://b-1.s3.amazonaws.com/", ["RL451", "RL453"], id="https, bucket alone"),
        pytest.param("https://b-1.s3.amazonaws.com/p.tar.gz?X-Amz-Signature=0a", ["RL451"], id="signed"),
        pytest.param("http://b-1/p.tar.gz", [], id="the contract refuses http"),
        pytest.param("s3://${BUCKET}/p.json", [], id="the contract refuses placeholders"),
    ],
)
def test_each_fault_of_a_payload_url_is_found_once(url: str, expected: list[str]) -> None:
    assert said_of_container({"PayloadConfig": {"SamplePayloadUrl": url}}, Preset.RECOMMENDED) == expected


@pytest.mark.parametrize(
    ("url", "uri"),
    [
        ("b-1.s3.amazonaws.com/in/p.tar.gz", "s3://b-1/in/p.tar.gz"),
        ("b.1.s3.eu-west-1.amazonaws.com/p.tar.gz", "s3://b.1/p.tar.gz"),
        ("b-1.s3-us-gov-west-1.amazonaws.com/p.tar.gz", "s3://b-1/p.tar.gz"),
        ("b-1.s3.dualstack.us-east-1.amazonaws.com/p.tar.gz", "s3://b-1/p.tar.gz"),
        ("b-1.s3.cn-north-1.amazonaws.com.cn/p.tar.gz", "s3://b-1/p.tar.gz"),
        ("b-1.s3.eusc-de-east-1.amazonaws.eu/p.tar.gz", "s3://b-1/p.tar.gz"),
        ("s3.amazonaws.com/b-1/in/p.tar.gz", "s3://b-1/in/p.tar.gz"),
        ("s3.eu-west-1.amazonaws.com/b-1/p.tar.gz", "s3://b-1/p.tar.gz"),
        ("s3-data.s3.amazonaws.com/in/p.tar.gz", "s3://s3-data/in/p.tar.gz"),
        ("b-1.s3.amazonaws.com/a%20b/p.tar.gz", None),
        ("b-1.s3.amazonaws.com/p.tar.gz?versionId=1", None),
        ("a1.execute-api.eu-west-1.amazonaws.com/p.tar.gz", None),
    ],
)
def test_an_https_url_of_s3_is_fixed_where_bucket_and_key_are_plain(url: str, uri: str | None) -> None:
    payload = {"SamplePayloadUrl": f"https://{url}"}
    (finding,) = findings({"InputConfig": {"ContainerConfig": {"PayloadConfig": payload}}}, *family_of("RL451"))
    assert finding.severity is Severity.WARNING
    route = ("InputConfig", "ContainerConfig", "PayloadConfig", "SamplePayloadUrl")
    assert edits(finding) == ((Set(route, uri),) if uri else ())


def test_a_payload_outside_of_aws_is_an_error() -> None:
    payload = {"SamplePayloadUrl": "https://example.com/s3.amazonaws.com/p.tar.gz"}
    (finding,) = findings({"InputConfig": {"ContainerConfig": {"PayloadConfig": payload}}}, *family_of("RL451"))
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["text/csv"], []),
        (["application/vnd.ms+json; charset=utf-8"], []),
        ([], ["RL458"]),
        ([""], ["RL456"]),
        (["json"], ["RL456"]),
        (["*/*"], ["RL456"]),
        (["text/"], ["RL456"]),
        (["text csv/x"], ["RL456"]),
        (["text/csv", "TEXT/csv"], ["RL459"]),
        (["text/csv", "application/json", "text/csv"], ["RL457", "RL459"]),
        (None, []),
    ],
)
def test_each_fault_of_content_types_is_found_once(types: list[str] | None, expected: list[str]) -> None:
    payload = PAYLOAD | {"SupportedContentTypes": types}
    assert said_of_container({"PayloadConfig": payload}) == expected
    assert said({"ModelName": "m", "ContainerConfig": CONTAINER | {"PayloadConfig": payload}}) == expected


@pytest.mark.parametrize(
    ("url", "readable"),
    [
        ("s3://my-sagemaker-data/p.tar.gz", True),
        ("s3://data/SageMaker/p.tar.gz", True),
        ("s3://data/aws-glue/p.tar.gz", True),
        ("s3://data/SAGEMAKER/p.tar.gz", False),
        ("s3://data/p.tar.gz", False),
    ],
)
def test_the_managed_policy_reads_only_what_is_called_after_sagemaker(url: str, *, readable: bool) -> None:
    codes = said_of_container({"PayloadConfig": {"SamplePayloadUrl": url}})
    assert codes == ([] if readable else ["RL454"])

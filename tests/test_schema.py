"""``recolint schema``: the schema that editors use agrees with the check."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import regress
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from command_line import recolint
from properties import examples
from recolint.base.finding import pointer
from recolint.config.keys import NAMES as KEYS
from recolint.config.layers import ConfigError, Layer, merge
from recolint.config.table import parse
from recolint.request import contract
from recolint.rule.registry import load
from request_faults import faults
from requests_strategy import requests

CONFIGURATION = Path(__file__).parent.parent / "docs/reference/configuration.md"


def _matches_pattern(_: Any, pattern: str, value: Any, __: Any) -> Any:
    """``pattern`` as ECMAScript reads it, as the standard asks for; jsonschema takes Python's syntax."""
    if isinstance(value, str) and not regress.Regex(pattern, "u").find(value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


Validator: Any = validators.extend(Draft202012Validator, {"pattern": _matches_pattern})  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Draft202012Validator:
    return validator("schema", folder=tmp_path_factory.mktemp("spec"))


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Draft202012Validator:
    return validator("schema", "config", folder=tmp_path_factory.mktemp("config"))


def validator(*argv: str, folder: Path) -> Draft202012Validator:
    outcome = recolint(*argv, cwd=folder)
    assert (outcome.code, outcome.err) == (0, "")
    schema = json.loads(outcome.out)
    Draft202012Validator.check_schema(schema, FormatChecker(()))  # its own checker takes only Python's patterns
    made: Draft202012Validator = Validator(schema)
    return made


@pytest.mark.slow
@examples(50)
@given(data=st.data())
def test_the_schema_of_a_spec_takes_and_refuses_what_the_contract_does(
    spec: Draft202012Validator, data: st.DataObject
) -> None:
    right = data.draw(requests())
    assert list(spec.iter_errors(right)) == []
    # To JSON Schema, a float without a fraction is an integer.
    wrong = [fault for fault in faults(right) if not (isinstance(fault.value, float) and fault.value.is_integer())]
    fault = data.draw(st.sampled_from(wrong))
    refused = [error.json_path for error in spec.iter_errors(fault.within(right))]
    assert refused, f"{fault} at {pointer(fault.route)}"


@pytest.mark.parametrize("text", ["a\xa0b", "a\u2028b", "a\ufeffb", "a\x1cb"])
def test_only_spaces_of_ascii_are_spaces_to_a_pattern(spec: Draft202012Validator, text: str) -> None:
    package = f"arn:aws:sagemaker:eu-central-1:111122223333:model-package/{text}"
    request = {"JobName": "a", "JobType": "Default", "RoleArn": "arn:aws:iam::111122223333:role/a"}
    data = request | {"InputConfig": {"ModelPackageVersionArn": package}}
    assert list(spec.iter_errors(data)) == []
    assert list(contract.check(data)) == []


def test_editors_offer_instance_types_and_take_newer_ones(spec: Draft202012Validator) -> None:
    text = json.dumps(spec.schema)
    assert all(f'"{name}"' in text for name in contract.instance_types())
    newer = {"InstanceType": "ml.z9.large"}
    request = {"JobName": "a", "JobType": "Advanced", "RoleArn": "arn:aws:iam::111122223333:role/a"}
    assert spec.is_valid(request | {"InputConfig": {"EndpointConfigurations": [newer]}})


def accepted(table: dict[str, Any]) -> bool:
    try:
        parse(merge([Layer("recolint.toml", ".", table)]), load(), "config")
    except ConfigError:
        return False
    return True


@pytest.mark.slow
def test_the_schema_of_a_config_has_every_key(config: Draft202012Validator) -> None:
    assert isinstance(config.schema, dict)
    assert tuple(config.schema["properties"]) == KEYS


def test_the_config_of_the_docs_fits_its_schema(config: Draft202012Validator) -> None:
    text = CONFIGURATION.read_text("utf-8").split("```toml", 1)[1].split("```", 1)[0]
    assert list(config.iter_errors(tomllib.loads(text))) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "",
        "preset = 'strict'",
        "preset = 'stern'",
        "select = ['RL2', 'traffic-outlasts-job']",
        "select = 'RL2'",
        "ignore = ['no-such-rule']",
        "per-file-ignores = {'old/**' = ['RL3']}",
        "per-file-ignores = {'old/**' = 'RL3'}",
        "severity = {RL204 = 'info'}",
        "severity = {traffic-outlasts-job = 'fatal'}",
        "severity = {RL2 = 'info'}",
        "fail-on = 'warning'",
        "account = '111122223333'",
        "account = '1'",
        "max-file-size = 0",
        "max-file-size = 1.5",
        "baseline = ''",
        "colour = true",
        "[rules.phase-duration-out-of-range]\nminimum = 60",
        "[rules.RL206]\nminimum = 60",
        "[rules.RL206]\nminimum = '60'",
        "[rules.RL206]\nleast = 60",
        "[[suppress]]\npath = 'a.json'\nrules = ['RL204']\npointer = '/InputConfig'\nuntil = 2026-12-31",
        "[[suppress]]\npath = 'a.json'",
        "[[suppress]]\npath = 'a.json'\nrules = ['RL204']\npointer = 'InputConfig'",
        "[iam]\ncaller = ['a.json']\ncaller-arn = 'arn:aws:iam::111122223333:user/ana'\nsession = []",
        "[iam]\nscps = ['a.json']",
        "[iam]\nscps = [['a.json'], ['b.json']]",
        "[iam]\nkey-policies = ['a.json', {key = 'alias/jobs', policy = 'b.json'}]",
        "[iam]\nkey-policies = [{key = 'alias/jobs'}]",
        "[iam]\nbucket-policies = ['a.json', {bucket = 'jobs', policy = 'b.json', account = '111122223333'}]",
        "[iam]\nbucket-policies = [{bucket = 'jobs', policy = 'b.json', account = '1111'}]",
        "[iam]\nrepository-policies = ['a.json']",
        "[iam]\nrepository-policies = [7]",
        "[iam]\npolicies = []",
        "[[iam.role]]\narn = 'arn:aws:iam::111122223333:role/*'\npolicies = ['a.json']\ntrust = 'b.json'",
        "[[iam.role]]\npolicies = []",
        "[[iam.role]]\narn = '*'\nboundary = 7",
    ],
)  # fmt: skip
def test_the_schema_of_a_config_takes_and_refuses_what_recolint_does(config: Draft202012Validator, text: str) -> None:
    table = tomllib.loads(text)
    assert config.is_valid(table) == accepted(table)

"""``recolint policy``: the examples of packs as tests, their pages, and JSON Schemas for editors."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from command_line import process, recolint
from pack_files import repository, rule
from recolint.packs.reading import PACK_KEYS, RULE_KEYS
from recolint.packs.rule_set import WORDS

EXAMPLES = """\
{valid: ["Tags: [{Key: a, Value: b}]", {text: "Tags: []", title: no tags}],
 invalid: [{text: "Tags: [{Key: a, Value: long}]", at: /Tags/0/Value}]}"""
LENGTH = "at: Tags[*].Value\nmust: {maxlength: 3}"


def test_each_example_has_its_line(tmp_path: Path) -> None:
    repository(tmp_path, rule(1, LENGTH, EXAMPLES))
    outcome = recolint("policy", "test", "rules/acme.yaml", cwd=tmp_path)
    assert outcome.out.splitlines() == [
        "rules/acme.yaml: ACME001 rule-1, valid 1: ok",
        "rules/acme.yaml: ACME001 rule-1, valid 2 (no tags): ok",
        "rules/acme.yaml: ACME001 rule-1, invalid 1: ok",
        "1 rule, 3 examples: all ok",
    ]
    assert outcome.code == 0


@pytest.mark.parametrize(
    ("examples", "message"),
    [
        ('{valid: ["Tags: [{Key: a, Value: long}]"]}', "expected no finding, found 'found long'"),
        ('{invalid: [{text: "Tags: [{Key: a, Value: b}]", at: /Tags/0/Value}]}', "expected one finding, found none"),
        (
            '{invalid: [{text: "Tags: [{Key: a, Value: 5}]", at: /Tags/0/Value}]}',
            "expected one finding, found none; the contract refuses /Tags/0/Value",
        ),
        ('{invalid: [{text: "Tags: [{Key: a, Value: long}]", at: /Tags/0}]}', "found it at /Tags/0/Value"),
        ('{invalid: [{text: "Tags: [{Key: a, Value: long}]", at: /Tags/0/Value, message: x}]}', "the message 'x'"),
        ('{valid: ["Tags: ["]}', "cannot be read"),
    ],
)
def test_an_example_that_fails_says_how(tmp_path: Path, examples: str, message: str) -> None:
    repository(tmp_path, rule(1, LENGTH, examples))
    outcome = recolint("policy", "test", "rules/acme.yaml", cwd=tmp_path)
    assert outcome.code == 1
    first, last = outcome.out.splitlines()
    assert "valid 1: FAILED: " in first
    assert message in first
    assert last == "1 rule, 1 example: 1 failed"


def test_a_policy_is_tested_with_its_packs(tmp_path: Path) -> None:
    repository(tmp_path, rule(1, LENGTH, EXAMPLES))
    policy = (
        "name = 'acme'\npacks = ['rules/acme.yaml']\nselect = ['RL301']\n[rules.duration-breaks-policy]\nmaximum = 9\n"
    )
    (tmp_path / "policy.toml").write_text(policy)
    outcome = recolint("policy", "test", "policy.toml", cwd=tmp_path)
    assert outcome.out.splitlines() == [
        "policy.toml: policy acme: ok, owns 3 rules",
        "policy.toml: ACME001 rule-1, valid 1: ok",
        "policy.toml: ACME001 rule-1, valid 2 (no tags): ok",
        "policy.toml: ACME001 rule-1, invalid 1: ok",
        "1 rule, 3 examples: all ok",
    ]
    assert outcome.code == 0
    (tmp_path / "wrong.toml").write_text("selct = ['RL301']")
    (tmp_path / "dear.toml").write_text("prices = 'nowhere.toml'")
    outcome = recolint("policy", "test", "wrong.toml", "dear.toml", "none.toml", "policy.toml", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "wrong.toml:1:1: selct: unknown key; did you mean select?" in outcome.err
    assert "dear.toml:1:1: prices: nowhere.toml: cannot be read" in outcome.err
    assert "none.toml: cannot be read" in outcome.err


@pytest.mark.slow
def test_a_policy_of_a_package_is_tested(tmp_path: Path) -> None:
    work, package = tmp_path / "work", tmp_path / "site" / "acme_policy"
    work.mkdir()
    package.mkdir(parents=True)
    repository(package, rule(1, LENGTH, EXAMPLES))
    (package / "jobs.toml").write_text("packs = ['rules/acme.yaml']")
    outcome = process("policy", "test", "acme_policy:jobs", cwd=work, path=tmp_path / "site")
    assert outcome.out.startswith("acme_policy:jobs: policy acme_policy:jobs: ok, owns 1 rule\n"), outcome.err
    assert outcome.out.endswith("1 rule, 3 examples: all ok\n")


def test_a_wrong_pack_is_not_tested(tmp_path: Path) -> None:
    repository(tmp_path, rule(1, LENGTH, "{}"))
    outcome = recolint("policy", "test", "rules/acme.yaml", "nowhere.yaml", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "rules/acme.yaml:9:3: expected at least one example, found none" in outcome.err
    assert "nowhere.yaml: cannot be read: No such file or directory" in outcome.err


def test_the_pages_of_a_pack_are_written(tmp_path: Path) -> None:
    repository(tmp_path, rule(1, LENGTH, EXAMPLES))
    assert recolint("policy", "docs", "rules/acme.yaml", "--output-dir", "docs/rules", cwd=tmp_path).code == 0
    page = (tmp_path / "docs" / "rules" / "ACME001.md").read_text()
    assert page == recolint("policy", "docs", "rules/acme.yaml", cwd=tmp_path).out
    assert "Tags: [{Key: a, Value: long}]" in page
    assert "[ACME001](ACME001.md)" in (tmp_path / "docs" / "rules" / "README.md").read_text()


def test_the_schema_accepts_right_packs_and_refuses_wrong_words(tmp_path: Path) -> None:
    schema = json.loads(recolint("policy", "schema", cwd=tmp_path).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    folder = Path(__file__).parent.parent / "examples" / "policies"
    packs = [YAML(typ="safe").load(path) for path in sorted(folder.glob("*.yaml"))]
    assert len(packs) == 3
    for pack in packs:
        assert validator.is_valid(pack)
        assert not validator.is_valid(pack | {"rulez": []})
        assert not validator.is_valid({**pack, "rules": [{**pack["rules"][0], "sevrity": "error"}]})
        assert not validator.is_valid({**pack, "rules": [{**pack["rules"][0], "at": "JobName", "must": {"maxx": 1}}]})


def test_the_schema_of_a_policy_has_the_keys_of_a_policy(tmp_path: Path) -> None:
    schema = json.loads(recolint("policy", "schema", "policy", cwd=tmp_path).out)
    validator = jsonschema.Draft202012Validator(schema)
    policy = {"name": "acme", "url": "https://a.example.com", "suppressible": ["RL301"], "packs": ["a.yaml"]}
    assert validator.is_valid(policy | {"may-exclude": ["a"], "max-suppression-days": 9, "require-known": True})
    assert not validator.is_valid({"exclude": ["a"]})


@pytest.mark.slow
@pytest.mark.parametrize("name", ["cost", "naming-and-tags", "security"])
def test_the_packs_that_are_shipped_keep_their_promises(tmp_path: Path, name: str) -> None:
    pack = Path(__file__).parent.parent / "examples" / "policies" / f"{name}.yaml"
    outcome = recolint("policy", "test", str(pack), cwd=tmp_path)
    assert outcome.code == 0, outcome.out + outcome.err
    rules = YAML(typ="safe").load(pack)["rules"]
    assert all(one["examples"]["valid"] and one["examples"]["invalid"] and one["help"] for one in rules)


DOCS = (Path(__file__).parent.parent / "docs" / "packs.md").read_text("utf-8")


def test_the_packs_of_the_docs_keep_their_promises(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
    whole = next(block for block in blocks if block.startswith("pack:"))
    rules = [block for block in blocks if block.startswith("- code:")]
    (tmp_path / "whole.yaml").write_text(whole)
    (tmp_path / "rules.yaml").write_text("pack: ten\nprefix: ACME\nrules:\n" + "".join(rules))
    outcome = recolint("policy", "test", "whole.yaml", "rules.yaml", cwd=tmp_path)
    assert outcome.code == 0, outcome.out + outcome.err
    assert outcome.out.splitlines()[-1].startswith("11 rules, ")


def test_the_docs_have_every_key_and_word() -> None:
    for word in (*PACK_KEYS, *RULE_KEYS, *WORDS, "anyof", "allof", "noneof", "oneof", "required"):
        assert re.search(rf"\| .*`{word}\b", DOCS), word


def test_a_policy_without_packs_has_no_examples_to_count(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("name = 'acme'\n[rules.duration-breaks-policy]\nmaximum = 3600\n")
    outcome = recolint("policy", "test", "policy.toml", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (0, "policy.toml: policy acme: ok, owns 1 rule\n")

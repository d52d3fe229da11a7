"""A rule's page, in Markdown or as data: made from its class and nothing else."""

from __future__ import annotations

import inspect
import json
from typing import Any

from recolint.base.finding import Basis, Severity
from recolint.rule import options
from recolint.rule.entry import RuleClass
from recolint.rule.examples import Example, Invalid

HOME = "https://github.com/recolint/recolint"
"""The address of the project."""

SITE = "https://recolint.github.io/recolint"
"""The address of the documentation of the latest release. A rule keeps its page there, since a code is never reused."""


def url(code: str) -> str | None:
    """The address of the page of the rule ``code``; ``None`` for a rule of another package."""
    if not (code.startswith("RL") and code[2:].isdigit()):
        return None
    return f"{SITE}/rules/{code}/"


def headline(rule: RuleClass) -> str:
    """The first line of the rule's docstring: what is wrong, in a sentence."""
    return _paragraphs(rule)[0]


def sections(rule: RuleClass) -> dict[str, str]:
    """The paragraphs of the rule's docstring by their headings, each as what begins with a capital after one."""
    found = {}
    for paragraph in _paragraphs(rule)[1:]:
        heading, _, text = paragraph.partition(":")
        text = text.strip()
        found[heading] = text[:1].upper() + text[1:]
    return found


def _paragraphs(rule: RuleClass) -> list[str]:
    text = inspect.cleandoc(rule.__doc__ or "")
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def summary(rule: RuleClass) -> dict[str, Any]:
    """The facts on a rule, as plain data: the JSON form of its page."""
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.label,
        "strict_severity": (rule.strict_severity or rule.severity).label,
        "preset": rule.preset.name.lower(),
        "basis": _basis(rule.basis),
        "headline": headline(rule),
        "sections": sections(rule),
        "options": [
            {
                "name": option.name.replace("_", "-"),
                "type": option.wanted,
                "default": option.default,
                "description": option.description,
            }
            for option in options.declared(rule)
        ],
        "examples": [_example(example) for example in rule.examples],
    }


def _example(example: Example) -> dict[str, Any]:
    invalid = isinstance(example, Invalid)
    shown: dict[str, Any] = {"valid": not invalid, "text": example.text}
    given = {"options": example.options, "settings": example.settings, "policies": example.policies}
    shown |= {name: value for name, value in given.items() if value}
    if example.answers is not None:
        shown["answers"] = json.loads(_answers(example))
    if isinstance(example, Invalid):
        shown["pointer"] = example.at
        shown["fixed"] = example.fixed
        severity = example.severity.label if example.severity is not None else None
        stated = {"severity": severity, "message": example.message, "help": example.help}
        shown |= {name: value for name, value in stated.items() if value}
    return shown


def caption(example: Example) -> str:
    """The title of an example: ``Found (title), at `/JobName`: an error, "message"``."""
    title = f" ({example.title})" if example.title else ""
    if not isinstance(example, Invalid):
        return f"Fine{title}"
    at = f"`{example.at}`" if example.at else "the top level"
    article = {Severity.WARNING: "a warning", Severity.ERROR: "an error", Severity.INFO: "an info"}
    stated = [article[example.severity]] if example.severity is not None else []
    stated += [f'"{example.message}"'] if example.message is not None else []
    stated += [f"help: {example.help}"] if example.help is not None else []
    return f"Found{title}, at {at}" + (f": {', '.join(stated)}" if stated else "")


def plain(rule: RuleClass) -> str:
    """The words of the rule's page, as plain text of several paragraphs."""
    return "\n\n".join(_paragraphs(rule))


def markdown(rule: RuleClass) -> str:
    """The rule's page, ended by a line feed."""
    return f"# {rule.code} {rule.name}\n\n{body(rule)}"


def body(rule: RuleClass) -> str:
    """The rule's page without its title, for a reader that shows one of its own, ended by a line feed."""
    lines = [headline(rule), "", *_facts(rule)]
    for heading, text in sections(rule).items():
        lines += ["", f"## {heading}", "", text]
    declared = options.declared(rule)
    if declared:
        lines += ["", "## Options", "", "In a config, with the defaults:", "", "```toml", *defaults(rule), "```"]
    if rule.examples:
        lines += ["", "## Examples"]
        for example in rule.examples:
            lines += ["", *_shown(rule, example)]
    return "\n".join(lines) + "\n"


def _facts(rule: RuleClass) -> list[str]:
    strict = rule.strict_severity
    severity = rule.severity.label + (f" ({strict.label} in the preset `strict`)" if strict else "")
    return [
        f"- Severity: {severity}",
        f"- Smallest preset: `{rule.preset.name.lower()}`",
        f"- Basis: {_evidence(rule.basis)}",
    ]


def _basis(basis: Basis) -> dict[str, Any]:
    read = basis.read.isoformat() if basis.read is not None else None
    return {"kind": basis.kind, "source": basis.words, "url": basis.url, "read": read}


def _evidence(basis: Basis) -> str:
    title = f"[{basis.title}]({basis.url})" if basis.url else basis.title
    detail = f", {basis.detail}" if basis.detail else ""
    read = f" (read {basis.read.isoformat()})" if basis.read is not None else ""
    return f"{basis.kind}, {title}{detail}{read}"


def defaults(rule: RuleClass) -> list[str]:
    """The lines of a config that set each option of ``rule`` to its default, with comments that say what it is."""
    lines = [f"[rules.{rule.name}]"]
    for option in options.declared(rule):
        lines.append(f"# {option.description} ({option.wanted})")
        lines.append(f"{option.name.replace('_', '-')} = {_toml(option.default)}")
    return lines


def config_of(rule: RuleClass, example: Example) -> list[str]:
    """The lines of a config that set what ``example`` assumes: settings, and options of the rule; may be none."""
    lines = [f"{key} = {_toml(value)}" for key, value in (example.settings or {}).items()]
    if example.options:
        lines += [f"[rules.{rule.name}]"]
        lines += [f"{key.replace('_', '-')} = {_toml(value)}" for key, value in example.options.items()]
    return lines


def _toml(value: object) -> str:
    """``value`` in TOML, which for texts, numbers, booleans and lists of them is as JSON."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_toml(name)} = {_toml(one)}' for name, one in value.items())}}}"
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _shown(rule: RuleClass, example: Example) -> list[str]:
    config = config_of(rule, example)
    given = ["", "with the config", "", "```toml", *config, "```"] if config else []
    if example.policies:
        given += ["", "with the policies", "", "```json", json.dumps(example.policies, indent=2), "```"]
    if example.answers:
        given += ["", "where AWS answers", "", "```json", *_answers(example).split("\n"), "```"]
    lines = [f"{caption(example)}:", "", *_fenced(example.text), *given]
    if isinstance(example, Invalid) and example.fixed is not None:
        lines += ["", "Fixed:", "", *_fenced(example.fixed)]
    return lines


def _answers(example: Example) -> str:
    """The recorded answers in JSON; bytes as hexadecimal digits."""
    return json.dumps(example.answers, indent=2, default=lambda data: data.hex())


def _fenced(text: str) -> list[str]:
    language = "json" if text.lstrip().startswith(("{", "[")) else "yaml"
    # A byte that is not UTF-8, as an example may hold, is shown as its escape.
    shown = text.strip("\n").encode("utf-8", "backslashreplace").decode()
    return [f"```{language}", *shown.split("\n"), "```"]


def index(rules: tuple[RuleClass, ...]) -> str:
    """The table of ``rules``, with a link to the page of each beside it, ended by a line feed."""
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.label} | {rule.preset.name.lower()} "
        f"| {headline(rule)} |"
        for rule in rules
    ]
    head = ["# The rules", "", "| code | name | severity | smallest preset | what is wrong |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"

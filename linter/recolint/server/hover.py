"""The text of an editor at a cursor: the member, the parts of an ARN, an instance type, a rule."""

from __future__ import annotations

from collections.abc import Callable

from recolint.base.aws_names import Arn
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.rule import pages
from recolint.rule.registry import Registry, UnknownRuleError
from recolint.server import members
from recolint.server.cursor import in_rules
from recolint.server.spec_file import Found, document_at, entry_at, value_at


class Hover(NamedTuple):
    """Markdown, and the text that it is about."""

    markdown: str
    span: Span


InstanceFacts = Callable[[str], str | None]
"""Facts from rule packages about an instance type, as Markdown; ``None``: there are no facts."""


def hover(found: Found, offset: int, registry: Registry, facts: InstanceFacts) -> Hover | None:
    """The hover text at ``offset``; ``None``: there is nothing to show."""
    rule = rule_at(found.source.text, offset, registry)
    if rule is not None:
        return rule
    document = document_at(found.reading, offset)
    entry = entry_at(document, offset) if document is not None else None
    if document is None or entry is None or not entry.route:
        return None
    markdown = members.described(entry.route)
    if markdown is None:
        return None
    is_key = entry.key is not None and entry.key.start <= offset <= entry.key.end
    value = value_at(document, entry.route)
    told = None if is_key else _value(value, facts)
    parts = [told, markdown] if told else [markdown]
    return Hover("\n\n---\n\n".join(parts), entry.key if is_key and entry.key is not None else entry.value)


def rule_at(text: str, offset: int, registry: Registry) -> Hover | None:
    """The rule that the word at ``offset`` in an ignore comment names."""
    end = offset
    while end < len(text) and (text[end].isalnum() or text[end] in "-_"):
        end += 1
    span = in_rules(text, end)
    return None if span is None else rule(text[span.start : span.end], span, registry)


def rule(word: str, span: Span, registry: Registry) -> Hover | None:
    """The rule ``word``, which is at ``span``."""
    try:
        found = registry.find(word.strip())
    except UnknownRuleError:
        return None
    address = pages.url(found.code)
    more = f"\n\n[The page of the rule]({address})" if address else ""
    return Hover(f"**{found.code}** {found.name} · {found.severity.label}\n\n{pages.headline(found)}{more}", span)


def _value(value: object, facts: InstanceFacts) -> str | None:
    if not isinstance(value, str):
        return None
    if value.startswith("ml.") and (told := facts(value)) is not None:
        return told
    arn = Arn.parse(value)
    if arn is None:
        return None
    rows = {
        "service": arn.service, "Region": arn.region or "(none)", "account": arn.account or "(none)",
        "resource": arn.resource,
    }  # fmt: skip
    return "| part | |\n|---|---|\n" + "\n".join(f"| {name} | `{_code(part)}` |" for name, part in rows.items())


def _code(text: str) -> str:
    """``text`` within backticks in a table of Markdown."""
    return text.replace("`", "'").replace("|", "\\|").replace("\n", " ")

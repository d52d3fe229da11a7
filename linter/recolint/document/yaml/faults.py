"""The faults of YAML that parses, in our words. Which document and route they belong to, the builder knows."""

from __future__ import annotations

import re
from typing import Any

from recolint.base.finding import Part
from recolint.base.text import Span, quoted, short
from recolint.document.faults import syntax
from recolint.document.model import Fault, FaultKind
from recolint.document.roots import kind_of

_CLOUDFORMATION = re.compile(
    "!(And|Base64|Cidr|Condition|Equals|FindInMap|ForEach|GetAZs|GetAtt|If|ImportValue|Join|Length|Not|Or|Ref|Select|Split"
    "|Sub|ToJsonString|Transform)"
)

_LONG = 1000
_SIMPLE = re.compile(r"[\w.:+-]{1,40}")


def unreadable(span: Span, text: str, meant: str) -> Fault:
    """A scalar that looks like ``meant``, "a date", but is not one."""
    if len(text) > _LONG:
        return syntax(f"a number of {len(text):,} characters; no value of a job spec is that long", span)
    return syntax(f"{quoted(text)} looks like {meant} but is not a valid one", span, "put it in quotes if it is text")


def special_value(span: Span, text: str) -> Fault:
    """A plain ``<<`` or ``=`` as a value; in YAML, both have a meaning as keys only."""
    return syntax(f"'{text}' is not a value in YAML; expected text in quotes", span, f"write '{text}' in quotes")


def undefined_alias(span: Span, name: str, *, in_earlier_document: bool, in_later_text: bool) -> Fault:
    """An alias without an anchor before it in the same document."""
    anchor = f"&{short(name)}"
    if in_earlier_document:
        message = f"'{anchor}' is an anchor of an earlier document; anchors end with their document"
        return syntax(message, span, "write the value here, or repeat the anchor in this document")
    if in_later_text:
        return syntax(f"the anchor '{anchor}' comes after this alias", span, "move the anchor before its aliases")
    message = f"unknown anchor '{anchor}'"
    return syntax(message, span, f"define {anchor} before it, or put a value that starts with '*' in quotes")


def not_to_be_merged(span: Span, value: Any) -> Fault:
    """A merge key with something else than a mapping or a list of mappings."""
    found = "a list with other items" if isinstance(value, list) else kind_of(value)
    return syntax(f"'<<' must be a mapping or a list of mappings, found {found}", span)


def wrong_tag(span: Span, tag: str, found: str) -> Fault:
    """A tag of YAML on a value that it does not fit."""
    return syntax(f"the tag {quoted(tag)} does not fit {found}", span, "remove the tag")


def unknown_tag(span: Span, tag: str) -> Fault:
    """A tag that job specs do not have."""
    if _CLOUDFORMATION.fullmatch(tag):
        message = f"'{tag}' is a tag of CloudFormation templates; the AWS CLI rejects the file"
        return Fault(FaultKind.UNKNOWN_TAG, message, span, help="write the value itself; nothing expands it here")
    message = f"the tag {quoted(tag)} is not allowed in a job spec; the AWS CLI rejects the file"
    return Fault(FaultKind.UNKNOWN_TAG, message, span, help="write the value without the tag")


def key_not_string(span: Span, key: Any, written: str) -> Fault:
    """A key that is not text."""
    what = f"the key is {kind_of(key)}; member names are strings"
    help_ = f"write '{written}' in quotes if it is a name" if _SIMPLE.fullmatch(written) else None
    return Fault(FaultKind.KEY_NOT_STRING, what, span, help=help_)


def duplicate_key(name: str, later: Span, first: Span, *, merges: bool) -> Fault:
    """A key given again. ruamel lets it pass in a mapping that has a merge key, and takes the last value."""
    outcome = "silently keeps only the last value" if merges else "rejects the file"
    return Fault(
        FaultKind.DUPLICATE_KEY,
        f"duplicate key {quoted(name)}; the AWS CLI {outcome}",
        later,
        part=Part.KEY,
        help="keep one of them",
        labels=((first, "first defined here"),),
    )


def second_merge_key(later: Span, first: Span) -> Fault:
    """A second ``<<`` in one mapping."""
    return Fault(
        FaultKind.DUPLICATE_KEY,
        "duplicate '<<'; the AWS CLI rejects the file",
        later,
        help="merge a list: '<<: [*one, *two]'",
        labels=((first, "first defined here"),),
    )


def cycle(span: Span, name: str) -> Fault:
    """An alias within the value that it repeats."""
    message = f"the alias '*{short(name)}' is inside its own anchor; a request cannot contain itself"
    return Fault(FaultKind.CYCLE, message, span)


def alias_bomb(span: Span, name: str, limit: int) -> Fault:
    """The alias that makes a document larger than ``limit`` values."""
    message = f"the alias '*{short(name)}' expands the document to more than {limit:,} values"
    return Fault(FaultKind.ALIAS_BOMB, message, span, help="a job spec has a few hundred values at most")


def several_documents(span: Span, index: int) -> Fault:
    """A document behind another one; ``span`` is where it starts."""
    message = "this is a second document; the AWS CLI reads files with one document only"
    help_ = "for the AWS CLI, write one file per spec"
    return Fault(FaultKind.SEVERAL_DOCUMENTS, message, span, index, help=help_)

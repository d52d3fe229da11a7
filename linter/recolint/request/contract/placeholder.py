"""Placeholders that templating fills, found where it did not.

How certain a placeholder must be depends on its place, so there are three searches:

- ``text``, where people write what they like: the whole value must be one placeholder;
- ``label``, words without the signs of templating: these signs anywhere, upper-case words only as the whole value;
- ``name``, names, URLs and ARNs: anywhere;
- ``number``, where no text can be: the whole value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from recolint.base.static import Literal
from recolint.request.contract.pattern import matcher
from recolint.request.contract.shapes import Shape

Place = Literal["text", "label", "name", "number"]

# Every repetition either stops at the sign that may start the next match or is bounded, so that no text is slow.
_SIGNS = r"""
      <[^\W\d][\w .:-]*>                  # <account>, <your role>
    | <%[^%]*%> | \{%[^%]*%\}             # <%= x %>, {% if x %}
    | \$\{\{[^{}]*\}\} | \$\{[^{}]*\}     # ${{ inputs.x }}, ${X}
    | \$\([^()]*\) | `[^`]+`              # $(date +%F), `date`
    | \{\{[^{}]*\}\}                      # {{ x }}
    | \{[A-Za-z_][\w.]*\}                 # {x}, {inputs.x}; never JSON
    | %\([A-Za-z_]\w*\)s                  # %(x)s
"""
_WORDS = r"""
      (?<![A-Za-z0-9_])
      (?: (?:REPLACE|CHANGE)[_-]?ME | REPLACE_WITH_[A-Z0-9_]{1,60} | YOUR[_-][A-Z0-9_-]{1,60} | INSERT_[A-Z0-9_]{1,60} )
      (?![A-Za-z0-9_])
    | (?:(?<=[:/])|\A) TODO (?=[:/]|\Z)   # alone in its part: "todo" is a fine word of a name
"""
# What the reference pages of the AWS SDKs write for a value: for JavaScript, PHP and Go; for Python.
_SAMPLES = r"""
      (?:STRING|NUMBER|INTEGER|INT|LONG|TIMESTAMP)_VALUE | Number\("\w{1,20}"\) | new[ ]Date\("\w{1,20}"\)
"""
_CHOICE = r"""["']?[A-Za-z]\w*["']?(?:[ ]?\|\|?[ ]?["']?[A-Za-z]\w*["']?)+"""
_NUMBERS = frozenset({"number", "integer", "int", "long"})
_STRING = "string"
_VARIABLE = r"\$[A-Z_][A-Z0-9_]*"

# A placeholder for a partition, Region or account ID. Real ones are not all capitals, except a partition in wrong case.
_ARN_FIELD = r"""
      (?!AWS(?:-[A-Z]+)*\Z) [A-Z][A-Z_-]*
    | (?i: (?:(?:your|my|the|aws)[_-]?){0,2} (?:region|account|partition) (?:[_-]?(?:id|name|number))? | x{3,} )
"""
# A role or a group may be called by any word in capitals; these say that they only stand for its name.
_ARN_RESOURCE = r"""
    (?<![A-Za-z0-9_]) (?:[A-Z]{1,20}[_-]){0,4} (?:ROLE|MODEL|PACKAGE|GROUP|KEY)[_-](?:NAME|ID) (?![A-Za-z0-9_])
"""

# Every match of signs, words and variables contains one of these, and few correct values do.
_suspect = re.compile(r"<|\$|`|\{|%\(|\||REPLACE|CHANGE|YOUR|INSERT|TODO|_VALUE|Number|Date").search


@cache
def _compiled(*alternatives: str) -> re.Pattern[str]:
    """The expression, compiled when a suspect value is first met: most runs meet none."""
    return re.compile("|".join(alternatives), re.VERBOSE)


def place(shape: Shape) -> Place:
    """How to look for placeholders in a value of ``shape``: by what its pattern lets through."""
    if shape.values:
        return "name"
    if shape.pattern is None or matcher(shape.pattern)("<any> ${text}"):
        return "text"
    return "label" if matcher(shape.pattern)("two words") else "name"


def in_text(value: str) -> str | None:
    """``value`` if it is one placeholder."""
    return value if _suspect(value) and _compiled(_SIGNS, _WORDS, _SAMPLES).fullmatch(value) else None


def in_number(value: str) -> str | None:
    """The placeholder in ``value``, a text where a number is required; else ``None``."""
    return value if value in _NUMBERS else in_text(value)


def in_key(value: str) -> str | None:
    """The first placeholder of ``value``, the name of a member."""
    found = _compiled(_SIGNS).search(value) if _suspect(value) else None
    return found and found.group()


def in_label(value: str) -> str | None:
    """The first placeholder of ``value``, or ``value`` if it is one upper-case word that stands for a value."""
    if not _suspect(value):
        return value if value == _STRING else None
    found = _compiled(_SIGNS, _VARIABLE).search(value) or _compiled(_WORDS, _SAMPLES).fullmatch(value)
    return found and found.group()


def in_name(value: str) -> str | None:
    """The first placeholder of ``value``, which is a name, a URL or an ARN."""
    if value == _STRING:
        return value
    if _suspect(value):
        found = _compiled(_SAMPLES, _CHOICE).fullmatch(value) or _compiled(_SIGNS, _VARIABLE, _WORDS).search(value)
        if found:
            return found.group()
    return _in_arn(value) if value.startswith("arn:") else None


def _in_arn(value: str) -> str | None:
    fields = value.split(":", 5)
    for field in (*fields[1:2], *fields[3:5]):
        # The ids of Regions and accounts end in a digit.
        if field not in {"", "aws"} and not field[-1].isdigit() and _compiled(_ARN_FIELD).fullmatch(field):
            return field
    resource = fields[-1]
    if "NAME" not in resource and "ID" not in resource:
        return None
    found = _compiled(_ARN_RESOURCE).search(resource)
    return found and found.group()


FINDERS: dict[str, Callable[[str], str | None]] = {
    "text": in_text,
    "label": in_label,
    "name": in_name,
    "number": in_number,
}
"""The search for each place; each returns the placeholder as written in the value."""

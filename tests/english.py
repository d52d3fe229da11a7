"""The texts of the project, and the wordings that none of them may have."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_KINDS = "mapping|list|string|number|integer|boolean|text|date|ARN|URI|URL|name|ID"

BANNED = {
    r"(?<!there )\bis no\b(?! longer)": "is not a",
    r"\b(?:is|are) none\b": "is not valid, or name what it is",
    r"\bof (?:which|whom)\b": "a new sentence",
    r"\bwhose\b": "with, of the",
    r"\bbe it\b": "whether X or Y",
    r"\bbut for\b": "except",
    r"\b(?:has|have) not\b(?! (?:yet |already )?(?:been|\w+ed|begun|run|read|seen|sent|written)\b)": "does not have",
    r"\b(?:is|are) due\b": "is required",
    r"\b(?:stand|stands|stood)\b(?!-| for\b)": "is, is in",
    r"\bat hand\b": "available",
    r"\bpass(?:ed|es|ing)? over\b|\b(?:is|are|was|were|be|been) left out\b": "skipped, excluded",
    r"\bmend(?:s|ed|ing)?\b|\bput right\b": "fix, correct",
    r"\b(?:tells|told)\b": "reports, returns, says",
    r"\b(?:is|are|was|were|be) said\b": "recolint reports; is listed as",
    r"\b(?:make|makes|made|making) (?:a|an|the|no|one|each|its|second) (?:\w+ )?jobs?\b": "create a job",
    r"\b(?:is|are|was|were|be|been|not) made\b(?! (?:up|of|from)\b)": "is created, is done",
    r"\bgives?\b|\b(?:is|are|was|were|be|been|not) given\b": "set, add, pass",
    r"\b(?:take|takes|taken|taking|took) (?:\S+ ){0,2}(?:away|out)\b": "remove",
    r"\bholds\b|\bcannot hold\b": "contains; is not allowed in",
    rf"\btakes (?:an?|one|no|only an?|either an?|any) (?:{_KINDS}|value|path|file|code)s?\b": "must be, accepts",
    r"\bgot\b|\bwant(?:s|ed)\b": "expected X, found Y",
    r"\b(?:is|are) the (?:most|least)(?=[.,;:)]|$)|\bthe (?:most|least) (?:is|are)\b": "the maximum is, at least",
    r"\bat a time\b|\bin all(?=[.,;:)]|$)": "in parallel, in total",
    r"\bwithout a word\b": "silently",
    r"\ball the same\b": "anyway, still",
    r"\b(?:goes|go|went) on\b": "continues",
    r"\bbecame of\b|\bcame to\b": "status, result",
    r"\b(?:is|are) let\b|\blet finish\b": "may",
    r"\bas you like\b": "optional",
    r"\b(?:see|mind) that\b": "check that, note that",
    r"\bbeginnings of codes\b": "code prefixes",
    r"\broot of (?:a|the|this) (?:spec|request|job)\b|\b(?:its|the spec's) root\b": "the top level",
    r"\b(?:look|set)-ups?\b": "lookup, setup",
    r"\bnobody\b|\bwho can say\b": "is unknown",
    r"\bwho(?:ever)? asks\b": "the caller",
    r"\bwork(?:s|ed)? out\b": "estimates from, calculated",
    r"\bdear(?:er|est)\b": "most expensive",
    r"\bin place of\b": "instead of",
    r"\bkept for itself\b": "reserved",
    r"\btruth value\b": "boolean",
    rf"\b(?:this|that) is an? (?:{_KINDS})\b": "found a mapping",
    r"\bsurely\b|\bsome (?=\d)": "(nothing); about 15 minutes",
    r"\bwrong use\b": "usage error",
    r"\bis of (?:the|an?|another) (?:\w+ )?(?:account|role|user|Region)\b": "belongs to",
    r"\blets by\b|\bparted by\b": "accepts; separated by",
}
"""Patterns, each with what to write instead."""

_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in BANNED), re.IGNORECASE)
_QUOTED = re.compile(r"``.*?``|`[^`]*`|\u201c[^\u201d]*\u201d|\"[^\"\n]*\"|(?<=\s)'[^']*'(?=[\s.,;:)]|$)")
"""Code, and words of AWS or of a file in quotation marks: theirs, not ours."""
_MAX_WORDS = 25
_FENCE = re.compile(r"^(```+|~~~+).*?^\1\s*?$", re.DOTALL | re.MULTILINE)


class Text(NamedTuple):
    """A text at ``line`` of the file at ``path``."""

    path: Path
    line: int
    text: str


def slips(text: str) -> list[str]:
    """The banned wordings in ``text``, each with what to write instead. Code and quotations are exempt."""
    plain = _QUOTED.sub("_", re.sub(r"\s+", " ", text))
    if _ANY.search(plain) is None:
        return []
    found = ((match, write) for pattern, write in BANNED.items() for match in _finditer(pattern, plain))
    return [f"{match[0]!r}: {write}" for match, write in found]


def _finditer(pattern: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(pattern, text, re.IGNORECASE)


def long_sentences(text: str) -> list[str]:
    """The sentences and clauses of ``text`` with more than 25 words. Code and text in parentheses count as a word."""
    plain = re.sub(r"``.*?``|`[^`]*`|\([^()]*\)", "_", text, flags=re.DOTALL)
    sentences = re.split(r"[.:;?!][\"']?\s+|\n\s*\n", plain)
    return [" ".join(one.split()) for one in sentences if len(re.findall(r"\S*\w\S*", one)) > _MAX_WORDS]


def docstrings(path: Path) -> Iterator[Text]:
    """The strings of a Python file that stand alone, as those of modules, classes, functions and constants do."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        value = node.value if isinstance(node, ast.Expr) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield Text(path, value.lineno, value.value)


def texts(path: Path) -> Iterator[Text]:
    """Strings and comments of a Python file, comments and values of a YAML file, or the prose of a Markdown page."""
    source = path.read_text("utf-8")
    if path.suffix == ".py":
        yield from _python(path, source)
    elif path.suffix == ".md":
        prose = _FENCE.sub(lambda match: "\n" * match[0].count("\n"), source)
        yield from _paragraphs(path, prose)
    else:
        yield from (Text(path, number, line) for number, line in enumerate(source.splitlines(), 1))


def _python(path: Path, source: str) -> Iterator[Text]:
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    pieces = _titles(tree, nodes)
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            pieces.update(node.values)
            yield Text(path, node.lineno, "".join(_piece(part) for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in pieces:
            yield Text(path, node.lineno, node.value)
    if "#" in source:
        yield from _comments(path, source)


def _titles(tree: ast.Module, nodes: list[ast.AST]) -> set[ast.AST]:
    """The arguments of ``Reference`` and of functions that return one: titles of documents, in AWS's words."""
    makers = {"Reference"}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name) and node.returns.id == "Reference":
            makers.add(node.name)
    calls = (node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    return {word for call in calls if isinstance(call.func, ast.Name) and call.func.id in makers for word in call.args}


def _piece(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "1"  # a number, for "some 15 minutes"


def _comments(path: Path, source: str) -> Iterator[Text]:
    """Comments; lines that follow one another are one text."""
    first, last, words = 0, 0, ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        if words and token.start[0] != last + 1:
            yield Text(path, first, words)
            words = ""
        first = first if words else token.start[0]
        words += token.string.lstrip("#")
        last = token.start[0]
    if words:
        yield Text(path, first, words)


def _paragraphs(path: Path, prose: str) -> Iterator[Text]:
    line = 1
    for paragraph in re.split(r"(\n\s*\n)", prose):
        if paragraph.strip() and not paragraph.startswith(">"):
            yield Text(path, line, paragraph)
        line += paragraph.count("\n")

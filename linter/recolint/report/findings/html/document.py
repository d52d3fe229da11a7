"""A document for a browser. Its policy lets it load nothing, and run only the script that it comes with."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

import recolint
from recolint.report.findings.html.markup import NOTHING, Markup, element, join, void, words

SHEET = Markup(Path(__file__).with_name("style.css").read_text(encoding="utf-8"))
"""The style sheet of all pages."""


def document(title: str, body: Iterable[Markup], sheet: Markup, script: Markup = NOTHING) -> Markup:
    """The whole of it, ended by a line feed; ``sheet`` and ``script`` are in it."""
    parts = [*body, element("script", script)] if script else body
    return join(
        [
            Markup("<!doctype html>\n"),
            element("html", _head(title, sheet, script), element("body", *parts), lang="en"),
            Markup("\n"),
        ]
    )


def tile(count: int, one: str, more: str, kind: str, target: str = "", **attributes: str) -> Markup:
    """``count`` for the heading, with its noun: ``one`` in the singular, ``more`` in the plural; quiet if it is 0.

    Unless it is 0, it links to ``target``, an id of the page.
    """
    label = one if count == 1 else more
    content = join([element("b", words(f"{count:,}")), Markup(" "), words(label)])
    if target and count:
        content = element("a", content, href=f"#{target}", **attributes)
    return element("li", content, class_=kind if count else "quiet")


def footer() -> Markup:
    """The end of a page."""
    return element("footer", words(f"Written by recolint {recolint.__version__}."))


def _head(title: str, sheet: Markup, script: Markup) -> Markup:
    scripts = _hash(script) if script else "'none'"
    # Without an icon in the page, a browser asks the server for one.
    policy = (
        f"default-src 'none'; style-src {_hash(sheet)}; script-src {scripts}; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        void("meta", charset="utf-8"),
        void("meta", http_equiv="Content-Security-Policy", content=policy),
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        void("meta", name="color-scheme", content="light dark"),
        void("meta", name="referrer", content="no-referrer"),
        void("meta", name="generator", content=f"recolint {recolint.__version__}"),
        void("link", rel="icon", href="data:,"),
        element("title", words(title)),
        element("style", sheet),
    )


def _hash(text: Markup) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

"""The basis of a rule, with a link to the document where it has an address."""

from __future__ import annotations

from recolint.base.finding import Basis
from recolint.report.findings.html.markup import Markup, element, join, words


def basis(it: Basis) -> Markup:
    """Kind, title and detail of ``it``."""
    title = element("a", words(it.title), href=it.url, rel="noreferrer") if it.url else words(it.title)
    return join([words(f"{it.kind}, "), title, words(f", {it.detail}" if it.detail else "")])

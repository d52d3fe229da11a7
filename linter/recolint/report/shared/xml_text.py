"""XML out of elements; the standard library escapes what is markup."""

from __future__ import annotations

from xml.etree.ElementTree import Element, indent, tostring


def document(root: Element) -> str:
    """The document of ``root``, indented, ended by a line feed.

    Texts and attributes must have gone through ``visible``: XML allows no form of most control characters.
    """
    indent(root)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{tostring(root, encoding='unicode')}\n"

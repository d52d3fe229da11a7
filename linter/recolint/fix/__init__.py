"""Fixes: from what a rule says is to change, by route, to a text in which nothing else has changed.

Comments, quotes, order, indentation and line endings of all that is not edited stay to the byte. Pure: text to text.
"""

from recolint.fix.applying import FixRequest, FixResult, apply_fixes
from recolint.fix.edits import edits
from recolint.fix.text_edit import CannotFixError, TextEdit, TextFix, apply

__all__ = ["CannotFixError", "FixRequest", "FixResult", "TextEdit", "TextFix", "apply", "apply_fixes", "edits"]

"""Fixes: from what a rule says is to change, by route, to a text in which nothing else has changed.

Comments, quotes, order, indentation and line endings of all that is not edited stay to the byte. Pure: text to text.
"""

from recolint.fix.apply_fixes import Mended, Wanted, mend
from recolint.fix.edits import edits
from recolint.fix.text_edit import CannotFixError, TextEdit, TextFix, apply

__all__ = ["CannotFixError", "Mended", "TextEdit", "TextFix", "Wanted", "apply", "edits", "mend"]

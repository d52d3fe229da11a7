"""Whether recolint can use a rule class, and what a rule returns. The code of others may be and do anything.

The registry, the engine and ``recolint.testing`` ask the same, so that what one accepts, the others accept.
"""

from recolint.rule.soundness.claims import UnsoundError
from recolint.rule.soundness.classes import faults, made, named
from recolint.rule.soundness.findings import require_finding, require_placed

__all__ = ["UnsoundError", "faults", "made", "named", "require_finding", "require_placed"]

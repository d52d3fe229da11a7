"""Whether recolint can use a rule class and the results of a rule. Code of other packages may do anything.

The registry, the engine and ``recolint.testing`` use the same checks, so that all accept the same rules.
"""

from recolint.rule.soundness.classes import faults, named
from recolint.rule.soundness.findings import bounded, not_findings, require_finding, require_placed

__all__ = ["bounded", "faults", "named", "not_findings", "require_finding", "require_placed"]

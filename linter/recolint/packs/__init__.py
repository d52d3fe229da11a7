"""Packs: a team's own rules as a YAML file. ``read`` turns one into rule classes; a pack cannot run code or loop.

``member_path`` (``at``), ``rule_set`` (``must``) and ``expression`` (``when``, ``assert``) are each compiled once.
``partial`` provides data in which refused and unknown values cannot be read.
"""

from recolint.packs.reading import OwnedPrefixError, Pack, PackError, read

__all__ = ["OwnedPrefixError", "Pack", "PackError", "read"]

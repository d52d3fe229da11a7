"""recolint: a policy linter for the job specs of AWS SageMaker Inference Recommender."""

from __future__ import annotations

__all__ = ["Guard", "RefusedError", "__version__", "guard"]

__version__ = "0.1.0"

TYPE_CHECKING = False
"""Not that of ``typing``, whose import would be most of the time in which Ctrl-C finds nobody to handle it."""

if TYPE_CHECKING:
    from recolint.aws.guard import Guard, RefusedError, guard
else:

    def __getattr__(name):
        """``guard`` and what belongs to it, imported when first used: nothing else here needs what it needs."""
        if name not in ("Guard", "RefusedError", "guard"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from recolint.aws import guard

        return getattr(guard, name)

"""recolint: a policy linter for the job specs of AWS SageMaker Inference Recommender."""

from __future__ import annotations

__all__ = [
    "Finding",
    "Guard",
    "IncompleteError",
    "RefusedError",
    "Result",
    "UserError",
    "WorkerError",
    "__version__",
    "check",
    "check_many",
    "guard",
]

__version__ = "0.1.0"

TYPE_CHECKING = False
"""Not imported from ``typing``: that import would take most of the time before Ctrl-C is handled."""

if TYPE_CHECKING:
    from recolint.api import Finding, IncompleteError, Result, UserError, WorkerError, check, check_many
    from recolint.aws.guard import Guard, RefusedError, guard
else:

    def __getattr__(name):
        """Names for other programs, imported when first used: nothing else here needs what it needs."""
        if name in ("Guard", "RefusedError", "guard"):
            from recolint.aws import guard as module
        elif name in __all__:
            from recolint import api as module
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(module, name)

"""The names that authors of rules import, and all they need: a rule imports from here and from its own package.

This module is a promise. Its names keep their meaning; new ones are added, and one that is to go stays for a minor
version with a warning. Everything else in ``recolint`` may move at any time, except ``recolint.testing``. The built-in
rules import no more than this.

A rule is stateless: one instance checks many specs, in any order, in several threads or processes at once. Its
options are set when it is created; what it finds depends on them and on the arguments of ``check`` alone. What it keeps
between two specs is lost or wrong.

The text of a request may not show all of it, for example in code. A finding must be true whatever the rest is. So a
rule asks a view what it certainly ``lacks``, and never concludes that from a missing value. It judges a list by its
length or by all of its items only if the list is ``whole``. ``recolint.testing`` checks that rules do so.

``contract`` (what the request's shape refuses), ``plan`` (what a job will do) and ``iam`` (policies) are modules. The
last two are loaded when first imported from here; only rules for which a policy is configured need ``iam``, so they
import it within a function.

To a type checker, ``Annotated``, ``Any``, ``ClassVar``, ``Generic``, ``Literal``, ``NamedTuple``, ``Protocol`` and
``TypeVar`` are those of ``typing``, which takes 2 ms to import.
"""

from __future__ import annotations

from recolint.base.aws_names import Arn, S3Uri
from recolint.base.finding import (
    Advice,
    Basis,
    Client,
    Documented,
    Finding,
    Fix,
    Inferred,
    Insert,
    Label,
    Model,
    Part,
    Reference,
    Remove,
    Rename,
    Route,
    Safety,
    Set,
    Severity,
    SpecId,
    dotted,
    pointer,
)
from recolint.base.named_tuple import NamedTuple
from recolint.base.spelling import did_you_mean, nearest, normalize
from recolint.base.static import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Literal, Protocol, TypeVar
from recolint.base.text import visible
from recolint.document import Fault, FaultKind, Format
from recolint.request import contract
from recolint.request.job import (
    CategoricalParameter,
    CompiledOutputConfig,
    ContainerConfig,
    Endpoint,
    EndpointConfiguration,
    EnvironmentParameterRanges,
    InputConfig,
    Job,
    LatencyThreshold,
    OutputConfig,
    PayloadConfig,
    Phase,
    ResourceLimit,
    ServerlessConfig,
    Stairs,
    StoppingConditions,
    Tag,
    TrafficPattern,
    VpcConfig,
)
from recolint.request.view import Items, Located, Member, Structure, View, once
from recolint.rule.examples import Invalid, Valid
from recolint.rule.kinds import (
    ERROR,
    INFO,
    WARNING,
    Assignments,
    BaseRule,
    CollectionRule,
    Context,
    FaultRule,
    Globs,
    HasRoute,
    Maximum,
    MaximumAmount,
    OnlineRule,
    Preset,
    Rule,
    Settings,
    Spec,
    label,
)

if TYPE_CHECKING:
    from recolint import iam, plan
    from recolint.base.pattern import MAX_STATES, PatternError, pattern
    from recolint.rule.account import Account, Answer, NotAnsweredError
else:
    _LATE = {
        "Account": "rule.account",
        "Answer": "rule.account",
        "NotAnsweredError": "rule.account",
        "MAX_STATES": "base.pattern",
        "PatternError": "base.pattern",
        "pattern": "base.pattern",
        "iam": "iam",
        "plan": "plan",
    }
    """Names that few rules import, and their modules: most runs need neither policies nor plans."""

    def __getattr__(name):
        """One of the names above, loaded when first asked for. Later uses find it in the module."""
        if name not in _LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        module = import_module(f"recolint.{_LATE[name]}")
        found = globals()[name] = module if name == _LATE[name] else getattr(module, name)
        return found


__all__ = [
    "ERROR",
    "INFO",
    "MAX_STATES",
    "WARNING",
    "Account",
    "Advice",
    "Annotated",
    "Answer",
    "Any",
    "Arn",
    "Assignments",
    "BaseRule",
    "Basis",
    "CategoricalParameter",
    "ClassVar",
    "Client",
    "CollectionRule",
    "CompiledOutputConfig",
    "ContainerConfig",
    "Context",
    "Documented",
    "Endpoint",
    "EndpointConfiguration",
    "EnvironmentParameterRanges",
    "Fault",
    "FaultKind",
    "FaultRule",
    "Finding",
    "Fix",
    "Format",
    "Generic",
    "Globs",
    "HasRoute",
    "Inferred",
    "InputConfig",
    "Insert",
    "Invalid",
    "Items",
    "Job",
    "Label",
    "LatencyThreshold",
    "Literal",
    "Located",
    "Maximum",
    "MaximumAmount",
    "Member",
    "Model",
    "NamedTuple",
    "NotAnsweredError",
    "OnlineRule",
    "OutputConfig",
    "Part",
    "PatternError",
    "PayloadConfig",
    "Phase",
    "Preset",
    "Protocol",
    "Reference",
    "Remove",
    "Rename",
    "ResourceLimit",
    "Route",
    "Rule",
    "S3Uri",
    "Safety",
    "ServerlessConfig",
    "Set",
    "Settings",
    "Severity",
    "Spec",
    "SpecId",
    "Stairs",
    "StoppingConditions",
    "Structure",
    "Tag",
    "TrafficPattern",
    "TypeVar",
    "Valid",
    "View",
    "VpcConfig",
    "contract",
    "did_you_mean",
    "dotted",
    "iam",
    "label",
    "nearest",
    "normalize",
    "once",
    "pattern",
    "plan",
    "pointer",
    "visible",
]

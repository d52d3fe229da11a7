"""One thing that a job needs to be allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from recolint.base.finding import Route
from recolint.iam.partial import PartialArn
from recolint.request.view import Member, View


class Who(Enum):
    """The principal that has the need."""

    CALLER = "caller"
    """Who sends the create call."""
    ROLE = "role"
    """The execution role, RoleArn."""
    TRUST = "trust"
    """SageMaker itself, which assumes the role: a matter of the role's trust policy."""


class Task(Enum):
    """The task that a need belongs to. ``sid`` is its name in a policy."""

    CREATE = ("CreateJob", Who.CALLER)
    PASS_ROLE = ("PassRole", Who.CALLER)
    TAG = ("TagJob", Who.CALLER)
    USE_KEYS = ("UseKeys", Who.CALLER)
    WATCH = ("WatchJob", Who.CALLER)
    ASSUME = ("AssumeRole", Who.TRUST)
    SELF = ("PassItself", Who.ROLE)
    SOURCE = ("DescribeModelSource", Who.ROLE)
    ARTIFACTS = ("ReadModelArtifacts", Who.ROLE)
    IMAGE = ("PullImage", Who.ROLE)
    PAYLOAD = ("ReadPayload", Who.ROLE)
    ENDPOINTS = ("RunEndpoints", Who.ROLE)
    EXISTING = ("TestExistingEndpoint", Who.ROLE)
    NETWORK = ("JoinNetwork", Who.ROLE)
    VOLUME_KEY = ("EncryptVolumes", Who.ROLE)
    COMPILE = ("CompileModel", Who.ROLE)
    OUTPUT = ("WriteOutput", Who.ROLE)
    OUTPUT_KEY = ("EncryptOutput", Who.ROLE)
    LOGS = ("WriteLogs", Who.ROLE)
    METRICS = ("WriteMetrics", Who.ROLE)

    def __init__(self, sid: str, who: Who) -> None:
        self.sid = sid
        self.who = who


@dataclass(frozen=True, slots=True)
class Cause:
    """The cause of a need: a place of the spec, the condition in words, and the document that says so."""

    route: Route
    when: str
    """``always``, or what the spec has: ``Tags is set``."""
    source: str


@dataclass(frozen=True, slots=True)
class Need:
    """An action on a resource that a principal must be allowed.

    ``context`` has the condition keys with known values, in lower case; a key without a value is absent. The keys in
    ``present`` have unknown values. A key in ``either`` has one of a few lists of values. The keys in ``absent`` are
    not in the request. A name with ``/`` at its end is a prefix. Other keys are unknown.
    """

    task: Task
    action: str
    resource: PartialArn
    cause: Cause
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    present: tuple[str, ...] = ()
    either: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    stated: bool = True
    """Whether the document behind the cause names the action. Otherwise, the work of the job suggests it."""
    unneeded_with: str | None = None
    """The AWS managed policy that AWS calls enough for the task, though it lacks the action."""

    @property
    def who(self) -> Who:
        """The principal that has the need."""
        return self.task.who

    def lacks(self, key: str) -> bool:
        """Whether the call certainly has no condition key ``key``."""
        key = key.lower()
        if key in self.context:
            return not self.context[key]
        return key not in self.either and key not in self.present and is_among(key, self.absent)


def is_among(key: str, names: tuple[str, ...]) -> bool:
    """Whether ``key``, in lower case, is one of ``names``; one that ends in ``/`` means all that begin with it."""
    return any(key.startswith(name) if name.endswith("/") else key == name for name in names)


def where(view: View, member: Member) -> Route:
    """The route of ``member``, which is a cause; that of ``view`` if the member has no value."""
    return view.at(member) if view.get(member) is not None or view.hides(member) else view.route

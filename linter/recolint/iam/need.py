"""One thing that a job needs to be allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from recolint.finding import Route
from recolint.iam.partial import PartialArn


class Who(Enum):
    """Whose need it is."""

    CALLER = "caller"
    """Who sends the create call."""
    ROLE = "role"
    """The execution role, RoleArn."""
    TRUST = "trust"
    """SageMaker itself, which assumes the role: a matter of the role's trust policy."""


class Task(Enum):
    """What a need is for. ``sid`` is its name in a policy."""

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
    """What makes a need one: a place of the spec, the condition in words, and the document that says so."""

    route: Route
    when: str
    """``always``, or what the spec gives: ``Tags is given``."""
    source: str


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody must be allowed an action on a resource.

    ``context`` has the condition keys, in lower case, whose values are known (no value: the key is absent). Of a key
    that is not in it nothing is known, but that there is none whose name begins with one of ``absent``.
    """

    task: Task
    action: str
    resource: PartialArn
    cause: Cause
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()

    @property
    def who(self) -> Who:
        """Whose need it is."""
        return self.task.who

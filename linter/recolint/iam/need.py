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
    """What a need is for; the value is its name in a policy's ``Sid``."""

    CREATE = "CreateJob"
    PASS_ROLE = "PassRole"
    TAG = "TagJob"
    USE_KEYS = "UseKeys"
    WATCH = "WatchJob"
    ASSUME = "AssumeRole"
    PAYLOAD = "ReadPayload"
    ARTIFACTS = "ReadArtifacts"
    IMAGE = "PullImage"
    LOGS = "WriteLogs"
    METRICS = "WriteMetrics"
    ENDPOINTS = "RunEndpoints"
    SOURCE = "DescribeSource"
    SELF = "PassItself"
    EXISTING = "TestEndpoint"
    NETWORK = "JoinNetwork"
    COMPILE = "CompileModel"
    OUTPUT = "WriteOutput"
    VOLUME_KEY = "EncryptVolumes"
    OUTPUT_KEY = "EncryptOutput"


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody must be allowed an action on a resource, because of what stands at ``route`` of the spec.

    ``context`` has the condition keys whose values are known (an empty value: the key is absent); of a key that is not
    in it nothing is known, but that no key is there whose name begins with one of ``absent``, in lower case.
    """

    who: Who
    task: Task
    action: str
    resource: PartialArn
    route: Route
    when: str
    """When a job has this need: ``always``, or what of the spec makes it one."""
    source: str
    """The document that says so."""
    principal: str | None = None
    """The ARN of the role or the name of the service that acts; ``None``: not known."""
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()

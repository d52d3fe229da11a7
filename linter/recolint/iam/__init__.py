"""IAM policies: read, with the places of their faults, and evaluated as AWS publishes it.

``read_policy`` turns a file into a ``Policy``; ``evaluate`` says what ``Policies`` decide on a ``Request``. ``needs``
lists what a job needs, ``decide`` says what ``Permissions`` decide on one of them. No files, no network, and no guess:
what is not known stays unknown.
"""

from recolint.iam.answer import as_data, in_words, statement_in_words
from recolint.iam.arns import Arns
from recolint.iam.context import Context
from recolint.iam.deciding import decide
from recolint.iam.details import AccountDetails, AttachedPolicies, is_account
from recolint.iam.evaluation import Answer, Decision, Policies, evaluate
from recolint.iam.fault import PolicyFault
from recolint.iam.least_privilege import least_policy
from recolint.iam.managed import managed_names, managed_policy
from recolint.iam.need import Cause, Need, Task, Who
from recolint.iam.needs import REQUIRED, needs
from recolint.iam.partial import PartialArn, Unknown
from recolint.iam.permissions import FileFault, KnownPolicies, Permissions, ResourcePolicy, RolePolicies
from recolint.iam.policy import Effect, Policy, PolicyType, ResourceKind, Statement
from recolint.iam.reading import PolicyReading, parse_policy, policy_at, read_policy
from recolint.iam.request import Request
from recolint.iam.requester import Requester
from recolint.iam.statement import covers
from recolint.iam.truth import Truth
from recolint.iam.verdict import Reason

__all__ = [
    "REQUIRED",
    "AccountDetails",
    "Answer",
    "Arns",
    "AttachedPolicies",
    "Cause",
    "Context",
    "Decision",
    "Effect",
    "FileFault",
    "KnownPolicies",
    "Need",
    "PartialArn",
    "Permissions",
    "Policies",
    "Policy",
    "PolicyFault",
    "PolicyReading",
    "PolicyType",
    "Reason",
    "Request",
    "Requester",
    "ResourceKind",
    "ResourcePolicy",
    "RolePolicies",
    "Statement",
    "Task",
    "Truth",
    "Unknown",
    "Who",
    "as_data",
    "covers",
    "decide",
    "evaluate",
    "in_words",
    "is_account",
    "least_policy",
    "managed_names",
    "managed_policy",
    "needs",
    "parse_policy",
    "policy_at",
    "read_policy",
    "statement_in_words",
]

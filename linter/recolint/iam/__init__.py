"""IAM policies: read, with the places of their faults, and evaluated as AWS publishes it.

``read_policy`` turns a file into a ``Policy``; ``evaluate`` says what ``Policies`` decide on a ``Request``. No files,
no network, and no guess: what is not known stays unknown.
"""

from recolint.iam.answer import as_data, in_words
from recolint.iam.context import Context
from recolint.iam.evaluation import Answer, Decision, Policies, evaluate
from recolint.iam.fault import PolicyFault
from recolint.iam.grammar import PolicyReading, parse_policy
from recolint.iam.ground import By
from recolint.iam.policy import Effect, Policy, PolicyType, Statement
from recolint.iam.reading import policy_at, read_policy
from recolint.iam.request import Request
from recolint.iam.requester import Requester

__all__ = [
    "Answer",
    "By",
    "Context",
    "Decision",
    "Effect",
    "Policies",
    "Policy",
    "PolicyFault",
    "PolicyReading",
    "PolicyType",
    "Request",
    "Requester",
    "Statement",
    "as_data",
    "evaluate",
    "in_words",
    "parse_policy",
    "policy_at",
    "read_policy",
]

"""The policies of a user or a role, as IAM reads them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recolint.plugin import Account, Answer, NotAnsweredError

if TYPE_CHECKING:
    from recolint.plugin import iam


def attached(principal: str, account: Account) -> iam.Attached:
    """The policies of the user or role ``principal`` (its ARN), those of a user's groups with them.

    Raises ``NotAnsweredError`` where one of them cannot be read.
    """
    # Imported here: only look-ups pay for it.
    from recolint.plugin import iam

    path = principal.split(":", 5)[-1]
    kind, name = path.partition("/")[0].capitalize(), path.rpartition("/")[2]
    identity = list(_identity(kind, name, account))
    if kind == "User":
        for group in (account.ask("iam", "ListGroupsForUser", UserName=name) or Answer())["Groups"]:
            identity += _identity("Group", group["GroupName"], account)
    described = (account.ask("iam", f"Get{kind}", **{f"{kind}Name": name}) or Answer())[kind]
    limit = described.get("PermissionsBoundary")
    boundary = _managed(limit["PermissionsBoundaryArn"], account) if limit else None
    return iam.Attached(tuple(identity), boundary)


def _identity(kind: str, name: str, account: Account) -> Iterator[iam.Policy]:
    """The policies of the user, group or role ``name``, in line and managed."""
    whose = {f"{kind}Name": name}
    for inline in (account.ask("iam", f"List{kind}Policies", **whose) or Answer())["PolicyNames"]:
        told = account.ask("iam", f"Get{kind}Policy", **whose, PolicyName=inline)
        yield _read(inline, (told or Answer())["PolicyDocument"])
    for managed in (account.ask("iam", f"ListAttached{kind}Policies", **whose) or Answer())["AttachedPolicies"]:
        yield _managed(managed["PolicyArn"], account)


def _managed(arn: str, account: Account) -> iam.Policy:
    version = (account.ask("iam", "GetPolicy", PolicyArn=arn) or Answer())["Policy"]["DefaultVersionId"]
    told = account.ask("iam", "GetPolicyVersion", PolicyArn=arn, VersionId=version)
    return _read(arn, (told or Answer())["PolicyVersion"]["Document"])


def _read(name: str, document: object) -> iam.Policy:
    from recolint.plugin import iam

    policy = iam.parse_policy(document, iam.PolicyType.IDENTITY, name).policy
    if policy is None:
        raise NotAnsweredError(f"the policy {name} cannot be read")
    return policy

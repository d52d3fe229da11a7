"""Reasons, in words, why an ARN of a role or a model package does not match its pattern."""

from __future__ import annotations

import re

from recolint.plugin import Arn, did_you_mean
from recolint_rules.contract._reason import Reason, stranger
from recolint_rules.facts.regions import meant, names
from recolint_rules.facts.wording import cut, shown

ROLE = "arn:aws:iam::<account>:role/<name>"
_PACKAGE = "arn:aws:sagemaker:<region>:<account>:model-package/<group>/<version>"

_NOT_ROLES = {
    "user": "a user",
    "group": "a group of users",
    "policy": "a policy",
    "instance-profile": "an instance profile",
    "root": "an account",
    "assumed-role": "a session of a role",
    "federated-user": "a session of a user",
}
_NOT_PACKAGES = {
    "model-package-group": Reason(
        "found a model package group; expected a version",
        f"write the ARN of a version: {_PACKAGE}",
    ),
    "model": Reason("found a model", "set ModelName to its name, and remove ModelPackageVersionArn"),
    "endpoint": Reason("found an endpoint", f"write {_PACKAGE}"),
}


def role_arn(value: str) -> Reason:
    """Why ``value`` is not the ARN of a role."""
    arn = Arn.parse(value)
    if arn is None:
        return _no_arn(value, "role", ROLE)
    kind = arn.resource_type
    if kind in _NOT_ROLES and arn.service in {"iam", "sts"}:
        write = f"write {ROLE}"
        if kind == "assumed-role":
            name = arn.resource_id.partition("/")[0]
            write = f"write the role's own: arn:{arn.partition}:iam::{arn.account}:role/{name}, with its path if any"
        return Reason(f"found {_NOT_ROLES[kind]}; expected a role", write)
    if arn.service != "iam":
        return Reason(f"found an ARN of {cut(arn.service) or 'no service'}; expected a role", f"write {ROLE}")
    if arn.region:
        without = value.replace(f":iam:{arn.region}:", ":iam::", 1)
        return Reason("the ARN of a role has no Region", f"write {without}", without)
    common = _partition_or_account(arn, ROLE)
    if common is not None:
        return common
    if "*" in arn.resource:
        return Reason("found several roles; expected one", f"write {ROLE}")
    wrong = stranger(arn.resource, r"[a-zA-Z_0-9+=,.@\-/]")
    if wrong is not None:
        return Reason(f"{wrong} is not allowed in the name of a role", "write the ARN as IAM shows it")
    return Reason("the name of the role is missing", f"write {ROLE}")


def package_arn(value: str) -> Reason:
    """Why ``value`` is not the ARN of a model package."""
    arn = Arn.parse(value)
    if arn is None:
        return _no_arn(value, "model package's version", _PACKAGE)
    if arn.service != "sagemaker":
        return Reason(
            f"found an ARN of {cut(arn.service) or 'no service'}; expected a model package", f"write {_PACKAGE}"
        )
    if arn.resource_type in _NOT_PACKAGES:
        return _NOT_PACKAGES[arn.resource_type]
    common = _partition_or_account(arn, _PACKAGE)
    if common is not None:
        return common
    if not re.fullmatch(r"[a-z0-9\-]{9,16}", arn.region):
        if not arn.region:
            return Reason("the Region is missing", f"write {_PACKAGE}")
        if (region := meant(arn.region)) is not None:
            right = value.replace(f":{arn.region}:", f":{region}:", 1)
            return Reason(f"unknown Region {shown(arn.region)}", f"write {region}", right)
        hint = did_you_mean(arn.region, names())
        return Reason(f"unknown Region {shown(arn.region)}{hint}", f"write {_PACKAGE}")
    wrong = stranger(arn.resource, r"[\S]")
    if wrong is not None:
        return Reason(f"{wrong} is not allowed in an ARN", "write the ARN as SageMaker shows it")
    return Reason("the name of the model package is missing", f"write {_PACKAGE}")


def _no_arn(value: str, what: str, example: str) -> Reason:
    if value.strip() != value:
        return Reason("it begins or ends with white space", f"write {value.strip()}", value.strip())
    if value.startswith("arn:"):
        return Reason(f"expected 6 fields in the ARN, found {value.count(':') + 1}", f"write {example}")
    return Reason(f"expected the ARN of a {what}", f"write {example}")


def _partition_or_account(arn: Arn, example: str) -> Reason | None:
    if not re.fullmatch(r"aws[a-z\-]*", arn.partition):
        return Reason(f"{shown(arn.partition)} is not a partition", "write aws, aws-cn or aws-us-gov after arn:")
    if arn.account == "":
        return Reason("the account ID is missing", f"write {example}")
    if not re.fullmatch(r"[0-9]{12}", arn.account):
        return Reason(f"{shown(arn.account)} is not an account ID; expected 12 digits", f"write {example}")
    return None

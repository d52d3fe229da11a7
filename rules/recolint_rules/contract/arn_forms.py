"""What is wrong with an ARN that its pattern refuses, in words: roles and model packages."""

from __future__ import annotations

import re

from recolint.arn import Arn
from recolint.spelling import did_you_mean
from recolint_rules.contract.reason import Reason, stranger
from recolint_rules.security.regions import meant, names

_ROLE = "arn:aws:iam::111122223333:role/NAME"
_PACKAGE = "arn:aws:sagemaker:REGION:111122223333:model-package/GROUP/1"

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
        "that is a model package group; a version of it is due",
        "write the version's ARN, which ends in its number: arn:aws:...:model-package/GROUP/1",
    ),
    "model": Reason("that is a model", "give its name as ModelName, and leave ModelPackageVersionArn out"),
    "endpoint": Reason("that is an endpoint", f"write {_PACKAGE}"),
}


def role_arn(value: str) -> Reason:
    """Why ``value`` is no role's ARN."""
    arn = Arn.parse(value)
    if arn is None:
        return _no_arn(value, "role", _ROLE)
    kind = arn.resource_type
    if kind in _NOT_ROLES and arn.service in {"iam", "sts"}:
        write = f"write the ARN of a role: {_ROLE}"
        if kind == "assumed-role":
            name = arn.resource_id.partition("/")[0]
            write = f"write the role's own: arn:{arn.partition}:iam::{arn.account}:role/{name}, with its path if any"
        return Reason(f"that is {_NOT_ROLES[kind]}, and a role is due", write)
    if arn.service != "iam":
        return Reason(f"that is an ARN of {arn.service or 'no service'}, and a role is due", f"write {_ROLE}")
    if arn.region:
        without = value.replace(f":iam:{arn.region}:", ":iam::", 1)
        return Reason("the ARN of a role has no Region", f"write {without}", without)
    common = _partition_or_account(arn, _ROLE)
    if common is not None:
        return common
    if "*" in arn.resource:
        return Reason("it names many roles, and one is due", f"write {_ROLE}")
    wrong = stranger(arn.resource, r"[a-zA-Z_0-9+=,.@\-/]")
    if wrong is not None:
        return Reason(f"a role's name cannot hold {wrong}", "write the ARN as IAM shows it")
    return Reason("it names no role", f"write {_ROLE}")


def package_arn(value: str) -> Reason:
    """Why ``value`` is no model package's ARN."""
    arn = Arn.parse(value)
    if arn is None:
        return _no_arn(value, "model package's version", _PACKAGE)
    if arn.service != "sagemaker":
        return Reason(
            f"that is an ARN of {arn.service or 'no service'}, and a model package is due", f"write {_PACKAGE}"
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
            return Reason(f"no Region is called {arn.region!r}", f"write {region}", right)
        return Reason(f"no Region is called {arn.region!r}{did_you_mean(arn.region, names())}", f"write {_PACKAGE}")
    wrong = stranger(arn.resource, r"[\S]")
    if wrong is not None:
        return Reason(f"an ARN cannot hold {wrong}", "write the ARN as SageMaker shows it")
    return Reason("it names no model package", f"write {_PACKAGE}")


def _no_arn(value: str, what: str, example: str) -> Reason:
    if value.strip() != value:
        return Reason("it begins or ends with white space", f"write {value.strip()}", value.strip())
    if value.startswith("arn:"):
        return Reason(f"an ARN has six fields, and this has {value.count(':') + 1}", f"write {example}")
    return Reason(f"the ARN of a {what} is due", f"write the whole ARN: {example}")


def _partition_or_account(arn: Arn, example: str) -> Reason | None:
    if not re.fullmatch(r"aws[a-z\-]*", arn.partition):
        return Reason(f"{arn.partition!r} is no partition", "write aws, aws-cn or aws-us-gov in second place")
    if arn.account == "":
        return Reason("the account id is missing", f"write {example}")
    if not re.fullmatch(r"[0-9]+", arn.account):
        return Reason(f"{arn.account!r} is no account id", "write the 12 digits of the account")
    digits = len(arn.account)
    if digits != 12:
        return Reason(f"the account id {arn.account} has {digits} digits", "write the 12 digits of the account")
    return None

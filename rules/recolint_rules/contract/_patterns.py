"""Reasons, in words, why a value does not match a pattern of the service model, by the name of the shape."""

from __future__ import annotations

import re
from collections.abc import Callable

from recolint.plugin import Arn
from recolint_rules.contract._arn_forms import package_arn, role_arn
from recolint_rules.contract._reason import LETTERS_DIGITS_HYPHENS, Reason, stranger
from recolint_rules.facts import mime_types
from recolint_rules.facts.wording import cut

_WRITE = "write s3://BUCKET/KEY"
_LOCAL = Reason("a local file cannot be read by the job", "upload the file, and write its s3:// URI")
_OUR_SCHEMES = {"s3": "s3", "s3a": "s3", "s3n": "s3", "https": "https"}


def s3_uri(value: str) -> Reason:
    """Why ``value`` is not an S3 URI."""
    if not value:
        return Reason("expected an S3 URI", f"{_WRITE}, or remove the member")
    if value.strip() != value:
        return Reason("it begins or ends with white space", f"write {value.strip()}", value.strip())
    if "\n" in value or "\r" in value:
        return Reason("a line break is not allowed in a URI", "write it on one line")
    if value.startswith(("/", ".", "~", "file:")):
        return _LOCAL
    if value.startswith("arn:"):
        right = re.fullmatch(r"arn:[a-z-]+:s3:::([^/*]+/[^*]+)", value)
        return _should_be("found an ARN; expected a URI", right and f"s3://{right[1]}")
    scheme, colon, rest = value.partition(":")
    if not colon:
        return Reason("the scheme is missing", f"write s3://{cut(value)}")
    return _with_scheme(scheme, rest)


def _with_scheme(scheme: str, rest: str) -> Reason:
    right, bucket_and_key = _OUR_SCHEMES.get(scheme.lower()), rest.lstrip("/")
    if right is None:
        return Reason(f"the scheme {cut(scheme)}: is not supported", _WRITE)
    if not bucket_and_key:
        return Reason("the bucket is missing", _WRITE)
    slashes = len(rest) - len(bucket_and_key)
    why = f"the scheme must be {right}, in lower case" if slashes == 2 else f"expected two slashes after {scheme}:"
    return _should_be(why, f"{right}://{bucket_and_key}")


def _should_be(why: str, right: str | None) -> Reason:
    return Reason(why, f"write {right}" if right else _WRITE, right)


def explain(shape_name: str, value: str) -> Reason | None:
    """Why ``value`` does not match the pattern of the shape; ``None`` if no reason is known for the shape."""
    form = _FORMS.get(shape_name)
    return form(value) if form else None


def _name(value: str) -> Reason:
    if not value:
        return Reason("expected a name", "write a name, or remove the member")
    proposed = re.sub(r"[^a-zA-Z0-9]+", "-", value).strip("-")
    write = f"write {proposed}" if proposed else "write letters, digits and hyphens"
    wrong = stranger(value, LETTERS_DIGITS_HYPHENS)
    if wrong is not None:
        return Reason(f"{wrong} is not allowed in a name", write)
    place = "start" if value.startswith("-") else "end"
    return Reason(f"a hyphen is not allowed at the {place} of a name", write)


def _resource_name(value: str) -> Reason:
    arn = Arn.parse(value)
    if arn is None or not arn.resource_id:
        reason = _name(value)
        # The model exists: its name cannot change.
        return Reason(reason.why, "write the name as SageMaker shows it: letters, digits and hyphens")
    if arn.resource_type == "model-package":
        return Reason("found the ARN of a model package", "set ModelPackageVersionArn to it, and remove ModelName")
    right = arn.resource_id if arn.service == "sagemaker" and arn.resource_type in {"model", "endpoint"} else None
    return Reason("expected the name, found the ARN", f"write {right or 'the name alone'}", right)


def _kms_key(value: str) -> Reason:
    wrong = stranger(value, "[a-zA-Z0-9:/_-]")
    what = "an alias" if "alias/" in value else "a KMS key"
    return Reason(
        f"{wrong} is not allowed in {what}",
        "use letters, digits and : / _ - only, as in alias/<name> or the ARN of the key",
    )


def _framework_version(value: str) -> Reason:
    write = "write a version such as 1.7-1: a digit, a dot, and letters, digits, dots or hyphens"
    if re.fullmatch(r"[vV][0-9]\.[A-Za-z0-9.-]+", value):
        return Reason("a letter is not allowed before a version", f"write {value[1:]}", value[1:])
    if re.match(r"[0-9]{2,}(\.|\Z)", value):
        return Reason("the service accepts one digit before the first dot", f"{write}; or remove FrameworkVersion")
    if re.fullmatch(r"[0-9]\.?", value):
        return Reason("the minor version is missing", f"write it in full, such as {value[0]}.0")
    if re.match(r"[0-9]\.[A-Za-z0-9.-]*\+", value):
        return Reason("'+' is not allowed in a version", f"write {value.partition('+')[0]}")
    return Reason("not a valid version", write)


def _resource_id(prefix: str) -> Callable[[str], Reason]:
    def reason(value: str) -> Reason:
        wrong = stranger(value, LETTERS_DIGITS_HYPHENS)
        why = f"{wrong} is not allowed in an ID" if wrong else "expected an ID"
        return Reason(why, f"write the ID, not the name: {prefix}0123456789abcdef0")

    return reason


def _mime_type(value: str) -> Reason:
    right = mime_types.meant(value)
    if right is not None:
        return Reason("a MIME type has two parts", f"write {right}", right)
    if "/" not in value:
        return Reason("the slash of a MIME type is missing", "write type/subtype, such as application/json")
    return Reason("not a valid MIME type", "write type/subtype, such as application/json")


def _content_type(_: str) -> Reason:
    return Reason("a line break is not allowed in a MIME type", "write it on one line")


def _tag(value: str) -> Reason:
    wrong = stranger(value, r"[\p{L}\p{Z}\p{N}_.:/=+\-@]")
    return Reason(f"{wrong} is not allowed in a tag", "use letters, digits, spaces and _ . : / = + - @ only")


_FORMS: dict[str, Callable[[str], Reason]] = {
    "RecommendationJobName": _name,
    "InferenceSpecificationName": _name,
    "ModelName": _resource_name,
    "EndpointName": _resource_name,
    "RoleArn": role_arn,
    "ModelPackageArn": package_arn,
    "KmsKeyId": _kms_key,
    "S3Uri": s3_uri,
    "RecommendationJobFrameworkVersion": _framework_version,
    "RecommendationJobVpcSecurityGroupId": _resource_id("sg-"),
    "RecommendationJobVpcSubnetId": _resource_id("subnet-"),
    "RecommendationJobSupportedResponseMIMEType": _mime_type,
    "RecommendationJobSupportedContentType": _content_type,
    "TagKey": _tag,
    "TagValue": _tag,
}

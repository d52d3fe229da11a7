from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._payloads import head, payload
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown

_SPEC = "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://models/payload.tar.gz'}}}"
_PACKAGE = "InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:us-east-1:111122223333:model-package/churn/3'}"


class NoSuchPayload(OnlineRule[None]):
    """The sample payload is not in S3.

    What it checks: that the object at SamplePayloadUrl exists, from the spec or else from the model package. S3 answers
    only if the caller may list the bucket; otherwise the rule is silent.

    Why it matters: each test invokes the endpoint with the payload: "PayloadError when calling InvokeEndpoint".

    What to do: upload the payload, or correct the URL.
    """

    code, name = "RL920", "no-such-payload"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    preset = Preset.MINIMAL
    examples = (
        Valid(_SPEC, answers={"s3 GetObject": {"Body": b"\x1f\x8b\x08", "ContentRange": "bytes 0-2/3"}}),
        Valid(_SPEC, answers={"s3 GetObject": "AccessDenied"}),
        Valid(_PACKAGE, answers={"sagemaker DescribeModelPackage": None}, title="RL910 reports it"),
        Invalid(
            _SPEC,
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
            answers={"s3 GetObject Bucket=models Key=payload.tar.gz Range=bytes=0-65535": None},
        ),
        Invalid(
            _PACKAGE,
            at="/InputConfig/ModelPackageVersionArn",
            answers={
                "sagemaker DescribeModelPackage": {"SamplePayloadUrl": "s3://models/payload.tar.gz"},
                "s3 GetObject": None,
            },
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        found = payload(spec.job, account)
        if found is not None and head(found, account) is None:
            yield self.finding(
                found.route, f"object {shown(found.text)} does not exist", help="upload the payload, or correct the URL"
            )

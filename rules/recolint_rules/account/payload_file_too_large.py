from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Account, Documented, Finding, Invalid, Job, OnlineRule, Spec, Valid
from recolint_rules.account._payloads import archive, head, payload
from recolint_rules.facts import sources

_MEBIBYTE = 1024 * 1024
_REAL_TIME, _SERVERLESS = 6 * _MEBIBYTE, 4 * _MEBIBYTE

_SPEC = "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://models/payload.tar.gz'}}}"
_AT = "/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl"
_FIVE_MEBIBYTES = bytes.fromhex(
    "1f8b08000000000002034bd44b2e2e63a02d300002331313300d04c8b49109aa18946d66666ec6a060c04007505a5c92"
    "5804b49261640200b898037300020000"
)
_SEVEN_MEBIBYTES = bytes.fromhex(
    "1f8b08000000000002034bd44b2e2e63a02d300002331313300d04c8b4b109aa18946d66666ecea060c04007505a5c92"
    "5804b49261640200d1de8c4600020000"
)


class PayloadFileTooLarge(OnlineRule[None]):
    """A file in the sample payload is larger than an endpoint accepts.

    What it checks: the sizes of the files in the first 64 KiB of the archive at SamplePayloadUrl: at most 6 MiB for
    real-time endpoints, 4 MiB if a configuration is serverless.

    Why it matters: each file is the body of a request, and InvokeEndpoint rejects a larger body.

    What to do: use smaller samples."""

    code, name = "RL923", "payload-file-too-large"
    severity, basis = WARNING, Documented(sources.CREATE_MODEL_PACKAGE, "SamplePayloadUrl; InvokeEndpoint, Body")
    examples = (
        Valid(_SPEC, answers={"s3 GetObject": {"Body": _FIVE_MEBIBYTES, "ContentRange": "bytes 0-9/7000"}}),
        Invalid(_SPEC, at=_AT, answers={"s3 GetObject": {"Body": _SEVEN_MEBIBYTES, "ContentRange": "bytes 0-9/7000"}}),
        Invalid(
            "InputConfig:\n"
            "  ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://models/payload.tar.gz'}}\n"
            "  EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}}]\n",
            at=_AT,
            answers={"s3 GetObject": {"Body": _FIVE_MEBIBYTES, "ContentRange": "bytes 0-9/7000"}},
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        found = payload(spec.job, account)
        told = head(found, account) if found is not None else None
        seen = archive(told) if told is not None else None
        if found is None or seen is None or not seen.sizes:
            return
        limit = _SERVERLESS if _is_serverless(spec.job) else _REAL_TIME
        if (largest := max(seen.sizes)) > limit:
            kind = "a serverless" if limit == _SERVERLESS else "a real-time"
            yield self.finding(
                found.route,
                f"a file in the payload has {largest:,} bytes; {kind} endpoint accepts at most {limit:,}",
                help="use smaller samples",
            )


def _is_serverless(job: Job) -> bool:
    return any(one.serverless for one in job.input.configurations)

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._payloads import archive, head, payload
from recolint_rules.facts import sources

_SPEC = "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://models/payload.tar.gz'}}}"
_AT = "/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl"
_ONE_FILE = bytes.fromhex(
    "1f8b08000000000002034bd44b2e2e63a02d300002331313300d04e834109820b141e26666e6260c0a060c7400a5c525"
    "8945402b19462630d431e2621805a360148c825130e20000936ded1d00080000"
)


class PayloadNotArchive(OnlineRule[None]):
    """The sample payload is not a gzip-compressed tar archive.

    What it checks: that the first 64 KiB of the object at SamplePayloadUrl are a gzip-compressed tar archive, under any
    name. recolint never reads more of it.

    Why it matters: a job cannot unpack another format: "PayloadError when calling InvokeEndpoint".

    What to do: pack the files and upload the result: `tar -czf payload.tar.gz FILE...`.
    """

    code, name = "RL921", "payload-not-archive"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    preset = Preset.MINIMAL
    examples = (
        Valid(_SPEC, answers={"s3 GetObject": {"Body": _ONE_FILE, "ContentRange": "bytes 0-79/80"}}),
        Valid(_SPEC, answers={"s3 GetObject": None}, title="RL920 reports it"),
        Valid(_SPEC, answers={"s3 GetObject": {"Body": b"", "ContentRange": "bytes */0"}}, title="RL922 reports it"),
        Invalid(_SPEC, at=_AT, answers={"s3 GetObject": {"Body": b'{"a": 1}', "ContentRange": "bytes 0-7/8"}}),
        Invalid(
            _SPEC,
            at=_AT,
            answers={"s3 GetObject": {"Body": _ONE_FILE[:40], "ContentRange": "bytes 0-39/40"}},
            title="a truncated upload",
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        found = payload(spec.job, account)
        told = head(found, account) if found is not None else None
        seen = archive(told) if told is not None else None
        if found is not None and seen is not None and seen.problem is not None:
            yield self.finding(
                found.route,
                f"the payload is not a gzip-compressed tar archive: {seen.problem}",
                help="pack the files with `tar -czf payload.tar.gz FILE...` and upload the archive",
            )

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._payloads import archive, head, payload
from recolint_rules.facts import sources

_SPEC = "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://models/payload.tar.gz'}}}"
_AT = "/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl"
_NO_FILE = bytes.fromhex("1f8b080000000000020363601805a360148c5400002eafb5ef00040000")
_ONE_FOLDER = bytes.fromhex(
    "1f8b08000000000002034bcd2d28a9d467a029300002331313300d04e83416b6b92190523065a003282d2e492c025ac9"
    "300a46c1281805230b00006a90dd0e00060000"
)


class EmptyPayload(OnlineRule[None]):
    """The sample payload does not contain a file.

    What it checks: that the object at SamplePayloadUrl is not empty, and that the first 64 KiB of its archive contain a
    file, not only folders.

    Why it matters: there is nothing to send: "PayloadError when calling InvokeEndpoint".

    What to do: pack at least one sample request: `tar -czf payload.tar.gz FILE...`.
    """

    code, name = "RL922", "empty-payload"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    preset = Preset.MINIMAL
    examples = (
        Valid(
            _SPEC,
            answers={"s3 GetObject": {"Body": _ONE_FOLDER[:45], "ContentRange": "bytes 0-44/70000"}},
            title="more may come",
        ),
        Valid(
            _SPEC, answers={"s3 GetObject": {"Body": b"a,b\n", "ContentRange": "bytes 0-3/4"}}, title="RL921 reports it"
        ),
        Invalid(_SPEC, at=_AT, answers={"s3 GetObject": {"Body": b"", "ContentRange": "bytes */0"}}),
        Invalid(_SPEC, at=_AT, answers={"s3 GetObject": {"Body": _NO_FILE, "ContentRange": "bytes 0-28/29"}}),
        Invalid(_SPEC, at=_AT, answers={"s3 GetObject": {"Body": _ONE_FOLDER, "ContentRange": "bytes 0-66/67"}}),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        found = payload(spec.job, account)
        told = head(found, account) if found is not None else None
        if found is None or told is None:
            return
        seen = archive(told)
        if seen is None or (seen.problem is None and seen.whole and not seen.sizes):
            what = "is empty" if seen is None else "has no files"
            yield self.finding(
                found.route,
                f"the payload {what}; expected at least one sample request",
                help="pack the requests: `tar -czf payload.tar.gz FILE...`",
            )

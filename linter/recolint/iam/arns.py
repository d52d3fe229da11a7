"""The ARNs of what a job touches, as far as the spec and the settings show them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recolint.base.aws_names import Arn, S3Uri
from recolint.iam.partial import PartialArn, Unknown
from recolint.request.job import InputConfig, Job
from recolint.request.view import Located

_REGION = Unknown("the Region")
_ACCOUNT = Unknown("the account")
_PARTITION = Unknown("the partition")
_KEY_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Arns:
    """Makes ARNs for a job that runs in ``partition``, ``region`` and ``account``; ``None``: not known."""

    partition: str | None
    region: str | None
    account: str | None

    @classmethod
    def of(cls, job: Job, region: str | None, account: str | None) -> Arns:
        """Where ``job`` runs: by the settings ``region`` and ``account``, else by the ARNs in it.

        The account is the role's, since a role is passed within an account. A key may be another account's.
        """
        role = _parsed(job.role)
        package = _parsed(job.input.package)
        named = [arn for arn in (role, package, _parsed(job.input.volume_key), _parsed(job.output.key)) if arn]
        # The first ARN in the spec counts. One that the text does not show may be the first.
        hides_first = job.input.hides(InputConfig.package) or job.input.hides(InputConfig.volume_key)
        regions = () if hides_first and not (package and package.region) else (arn.region for arn in named)
        of_package = package.account if package and not job.hides(Job.role) else None
        return cls(
            partition=next((arn.partition for arn in named), None),
            region=region or next(filter(None, regions), None),
            account=(role and role.account) or account or of_package or None,
        )

    def regional(self, service: str, *resource: str | Unknown) -> PartialArn:
        """The ARN of a resource in the job's Region and account."""
        return self._arn(service, self.region or _REGION, self.account or _ACCOUNT, *resource)

    def of_any_account(self, service: str, owner: str, *resource: str | Unknown) -> PartialArn:
        """The ARN of a resource in the job's Region, of an account that is ``owner``, in words."""
        return self._arn(service, self.region or _REGION, Unknown(owner), *resource)

    def role(self, name: str | Unknown) -> PartialArn:
        """The ARN of a role."""
        return self._arn("iam", "", self.account or _ACCOUNT, "role/", name)

    def bucket(self, bucket: str | Unknown) -> PartialArn:
        """The ARN of a bucket."""
        return self._arn("s3", "", "", bucket)

    def object(self, bucket: str | Unknown, *key: str | Unknown) -> PartialArn:
        """The ARN of an object."""
        return self._arn("s3", "", "", bucket, "/", *key)

    def key(self, text: str) -> PartialArn:
        """The ARN of the key that ``text`` names in one of its four forms; an alias does not contain the key's ID."""
        arn = Arn.parse(text)
        where = self if arn is None else Arns(arn.partition, arn.region or None, arn.account or None)
        name = text if arn is None else arn.resource_id if arn.resource_type == "key" else ""
        return where.regional("kms", "key/", name if _KEY_ID.fullmatch(name) else Unknown(f"the key behind {text}"))

    def _arn(self, service: str, region: str | Unknown, account: str | Unknown, *resource: str | Unknown) -> PartialArn:
        parts = ("arn:", self.partition or _PARTITION, f":{service}:", region, ":", account, ":", *resource)
        return PartialArn.of(*parts)


def in_s3(uri: Located[str] | None) -> S3Uri | None:
    """The bucket and key in ``uri``; ``None`` if it is missing or names no bucket."""
    parsed = S3Uri.parse(uri.value) if uri is not None else None
    return parsed if parsed is not None and parsed.bucket else None


def _parsed(text: Located[str] | None) -> Arn | None:
    return Arn.parse(text.value) if text is not None else None

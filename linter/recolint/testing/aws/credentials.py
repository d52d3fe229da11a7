"""Who may sign requests on the test AWS: AWS's documentation account, and the key pair of AWS's documents."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime

ACCOUNT = "123456789012"
USER = "engineer"
REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Key:
    """The server's facts on an access key: what must sign, what must come along, and until when."""

    secret: str
    token: str | None = None
    expires: datetime | None = None


ACCESS_KEY_ID = "AKIAIOSFODNN7EXAMPLE"
ACCESS_KEY = Key("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")

EXPIRED_KEY_ID = "ASIAIOSFODNN7EXAMPLE"
EXPIRED_TOKEN = "example-session-token"  # noqa: S105  an example, as the keys of AWS's documents
EXPIRED_KEY = Key(ACCESS_KEY.secret, EXPIRED_TOKEN, datetime(2020, 1, 1, tzinfo=UTC))


def environment(endpoint: str) -> dict[str, str]:
    """The variables with which boto3 and the AWS CLI meet the server at ``endpoint``, and nothing of the user's own."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": ACCESS_KEY.secret,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def expired(endpoint: str) -> dict[str, str]:
    """``environment``, with a session that ended long ago."""
    return environment(endpoint) | {
        "AWS_ACCESS_KEY_ID": EXPIRED_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": EXPIRED_KEY.secret,
        "AWS_SESSION_TOKEN": EXPIRED_TOKEN,
    }

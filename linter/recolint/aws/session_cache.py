"""Sessions of assumed roles, with their codes of MFA, kept where and as the AWS CLI keeps them.

A code is then typed once, in whichever of the two programs comes first. The files hold the temporary credentials of a
session, never lasting ones; botocore writes them, readable for their owner alone.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

FOLDER = os.path.join("~", ".aws", "cli", "cache")  # noqa: PTH118  botocore takes texts

_PROVIDERS = ("assume-role", "assume-role-with-web-identity", "sso")
"""Botocore's names of the credential sources with sessions that the AWS CLI caches."""


def share(session: Any) -> None:
    """Let ``session``, one of botocore, use the sessions that the AWS CLI keeps, and keep its own there."""
    chain = session.get_component("credential_provider")
    cache = SessionCache(os.path.expanduser(FOLDER))  # noqa: PTH111  as above
    for name in _PROVIDERS:
        chain.get_provider(name).cache = cache


class SessionCache:
    """The cache that botocore uses: sessions by key. A file that cannot be read counts as missing."""

    def __init__(self, folder: str) -> None:
        """Nothing is read or made before it is asked for."""
        # Imported here, as everywhere in this package: it takes longer than a whole check.
        from botocore.utils import JSONFileCache

        self._folder = folder
        self._files = JSONFileCache(folder)

    def __contains__(self, key: str) -> bool:
        """Whether a session of that key is there whole."""
        try:
            return _is_session(self._files[key])
        except (KeyError, RecursionError):
            return False

    def __getitem__(self, key: str) -> Any:
        """The session of that key; raises ``KeyError``."""
        return self._files[key]

    def __setitem__(self, key: str, session: Any) -> None:
        """Keep ``session``; a folder that cannot be written costs another code, and nothing else."""
        with suppress(OSError):
            os.makedirs(self._folder, mode=0o700, exist_ok=True)  # noqa: PTH103  as above
            self._files[key] = session


def _is_session(value: Any) -> bool:
    from botocore.utils import parse_timestamp

    credentials = value.get("Credentials") if isinstance(value, dict) else None
    if not isinstance(credentials, dict):
        return False
    names = ("AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration")
    if not all(isinstance(credentials.get(name), str) for name in names):
        return False
    try:
        return parse_timestamp(credentials["Expiration"]).tzinfo is not None
    except (ValueError, OverflowError):
        return False

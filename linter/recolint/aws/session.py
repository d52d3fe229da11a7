"""Clients, made as the command line asks; credentials come through boto3's chain alone and are never looked at."""

from __future__ import annotations

import os
import re
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from recolint.aws.session_cache import share
from recolint.aws.trouble import UNREADABLE, code_of, is_about_credentials, without_credentials, words
from recolint.awscli.forms import FORMS
from recolint.base.errors import AwsError, UserError

DEFAULT_TIMEOUT_SECONDS = 60
_REGION = "AWS_REGION"
"""The variable that wins over AWS_DEFAULT_REGION in the AWS CLI v2 and in other SDKs; boto3 does not know it."""

_PROFILE = (None, ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"], None, None)
"""The variables for the profile; the first that is set counts. The order is that of the AWS CLI v2, not of boto3."""

_MAX_ATTEMPTS = "AWS_MAX_ATTEMPTS"
_RETRY_MODE = "AWS_RETRY_MODE"
_LONG = 10
"""Digits."""


@dataclass(frozen=True, slots=True)
class Connection:
    """How to connect to AWS; ``None`` leaves it to the environment and AWS's config files.

    Timeouts are in seconds; 0 is for ever.
    """

    profile: str | None = None
    region: str | None = None
    endpoint_url: str | None = None
    verify_ssl: bool = True
    ca_bundle: str | None = None
    sign: bool = True
    read_timeout: float = DEFAULT_TIMEOUT_SECONDS
    connect_timeout: float = DEFAULT_TIMEOUT_SECONDS


@dataclass(frozen=True, slots=True)
class Identity:
    """The owner of the credentials; ``problem`` says why that is not known."""

    account: str | None
    arn: str | None
    problem: str | None = None


class Aws:
    """One session. Nothing is sent before a client is used, except what gets the credentials."""

    def __init__(self, connection: Connection, trace: Callable[[str], None] | None = None) -> None:
        """Raises ``UserError`` for an unknown profile, no Region, or a wrong endpoint URL.

        Raises ``AwsError`` if the lookup of credentials fails. If there are no credentials, the first call fails.

        ``trace`` receives each request and answer, without headers, bodies and credentials.
        """
        # Imported here, as everywhere in this package: it takes longer than a whole check.
        from botocore.exceptions import BotoCoreError

        self._connection = connection
        self._trace = trace
        self._clients: dict[tuple[str, int, str | None], Any] = {}
        self._lock = threading.Lock()
        try:
            self._session = _session(connection)
            share(self._session._session)  # noqa: SLF001  boto3 has no way of its own to choose a cache
            self.max_attempts = self._read_max_attempts()
            if connection.sign:
                self._get_credentials()
            self.jobs = self.sagemaker(attempts=4)
            _hold_endpoint(self.endpoint)
            self._hold_bundle()
        except (BotoCoreError, ValueError) as error:
            raise UserError(_mistake(error)) from error
        except OSError as error:
            raise AwsError(words(error)) from error

    def _get_credentials(self) -> None:
        """Get the credentials once, so that whatever fails on the way does so here; raises ``AwsError``."""
        from botocore.exceptions import ConfigParseError, ProfileNotFound

        core = self._session._session  # noqa: SLF001  boto3 has no way of its own to say how a code is asked for
        try:
            core.get_component("credential_provider").get_provider("assume-role")._prompter = _asked  # noqa: SLF001
            found = self._session.get_credentials()
            if found is not None:
                found.get_frozen_credentials()
        except (ConfigParseError, ProfileNotFound):
            raise
        except Exception as error:
            # Processes, files, caches, other servers: botocore lets through whatever they raise.
            told = words(error) if is_about_credentials(error) and code_of(error) else without_credentials(error)
            raise AwsError(told) from error

    def _read_max_attempts(self) -> int | None:
        """How many times a request may be sent, the first counted; ``None`` where neither environment nor profile say.

        Raises ``ValueError``.
        """
        given = os.environ.get(_MAX_ATTEMPTS) or self._setting("max_attempts")
        if given is None:
            return None
        if not (given.isascii() and given.isdigit() and len(given) < _LONG and int(given)):
            raise ValueError(
                f"{_MAX_ATTEMPTS}, or max_attempts of the profile: expected a whole number from 1, found {given[:40]!r}"
            )
        return int(given)

    def _setting(self, name: str) -> str | None:
        """The text of the profile's setting ``name``."""
        core = self._session._session  # noqa: SLF001  boto3 has no way of its own to read a profile's settings
        value = core.get_scoped_config().get(name)
        return None if value is None else str(value)

    def _hold_bundle(self) -> None:
        """Raise ``ValueError`` for an invalid CA bundle; it would otherwise look like a connection error."""
        # Imported here: only TLS needs it.
        import ssl

        bundle = self._connection.ca_bundle or self._session._session.get_config_variable("ca_bundle")  # noqa: SLF001
        if not bundle or not self._connection.verify_ssl or urlsplit(self.endpoint).scheme == "http":
            return
        place = "capath" if Path(bundle).is_dir() else "cafile"
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(**{place: bundle})
        except OSError as error:
            raise ValueError(f"CA bundle {bundle}: {error.strerror or error}") from error

    @property
    def region(self) -> str:
        """The Region in use."""
        return str(self.jobs.meta.region_name)

    @property
    def endpoint(self) -> str:
        """The URL that requests go to."""
        return str(self.jobs.meta.endpoint_url)

    @property
    def default_form(self) -> str:
        """``output`` of the profile; the CLI's own default if it is not set or not a known format."""
        form = self._setting("output")
        # The job is there by now: a misspelled setting must not lose its ARN.
        return form if form is not None and form in FORMS else "json"

    def sagemaker(self, attempts: int) -> Any:
        """A client that makes each request at most ``attempts`` times; environment and profile may say more than 1."""
        return self._client("sagemaker", attempts, self._connection.endpoint_url)

    def look_up(self, service: str, region: str) -> Any:
        """A client of ``service`` in ``region`` that tries again when throttled. May be called from several threads."""
        asked = self._connection.endpoint_url
        return self._client(service, 4, asked if service == "sagemaker" else _stand_in(asked), region)

    def identity(self) -> Identity:
        """The owner of the credentials, from STS; raises ``AwsError`` if they are missing or AWS rejects them."""
        if not self._connection.sign:
            return Identity(None, None, "requests are not signed")
        try:
            told = self._client("sts", 2, _stand_in(self._connection.endpoint_url)).get_caller_identity()
        except Exception as error:
            if is_about_credentials(error):
                raise AwsError(words(error)) from error
            return Identity(None, None, f"the request to STS failed: {words(error)}")
        if not (told.get("Account") and told.get("Arn")):
            return Identity(None, None, f"the request to STS failed: {UNREADABLE}")
        return Identity(told["Account"], told["Arn"])

    def _client(self, service: str, attempts: int, endpoint_url: str | None, region: str | None = None) -> Any:
        # A session must not create two clients in parallel.
        with self._lock:
            if (service, attempts, region) not in self._clients:
                self._clients[service, attempts, region] = self._made(service, attempts, endpoint_url, region)
            return self._clients[service, attempts, region]

    def _made(self, service: str, attempts: int, endpoint_url: str | None, region: str | None) -> Any:
        from botocore import UNSIGNED
        from botocore.config import Config

        asked = self._connection
        mode = os.environ.get(_RETRY_MODE) or self._setting("retry_mode") or "standard"
        given = {} if asked.sign else {"signature_version": UNSIGNED}
        config = Config(
            retries={"total_max_attempts": attempts if attempts == 1 else self.max_attempts or attempts, "mode": mode},
            read_timeout=asked.read_timeout or None,
            connect_timeout=asked.connect_timeout or None,
            **given,
        )
        verify = asked.ca_bundle if asked.verify_ssl else False
        if not asked.verify_ssl:
            warnings.filterwarnings("ignore", message="Unverified HTTPS request")
        client = self._session.client(
            service, region_name=region, endpoint_url=endpoint_url, verify=verify, config=config
        )
        if self._trace is not None:
            _follow(client, self._trace)
        return client

    def close(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            client.close()


def region(connection: Connection) -> str | None:
    """The Region that requests over ``connection`` would go to; ``None`` if it is not set.

    Raises ``UserError`` for an unknown profile and a wrong config file of AWS, ``AwsError`` for one that cannot
    be read.
    """
    from botocore.exceptions import BotoCoreError

    try:
        found: str | None = _session(connection).region_name
    except (BotoCoreError, ValueError) as error:
        raise UserError(_mistake(error)) from error
    except OSError as error:
        raise AwsError(words(error)) from error
    return found


def _session(connection: Connection) -> Any:
    """A session of boto3 with the settings of ``connection``."""
    from boto3.session import Session
    from botocore.session import get_session

    core = get_session({"profile": _PROFILE})
    named = connection.region or os.environ.get(_REGION) or None
    return Session(profile_name=connection.profile, region_name=named, botocore_session=core)


def _asked(prompt: str) -> str:
    """The code of an MFA device, from the terminal; raises ``AwsError`` without a terminal."""
    import getpass

    with warnings.catch_warnings():
        # Without a terminal it would read standard input, which may be a spec or never end.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (getpass.GetPassWarning, EOFError, OSError) as error:
            what = prompt.strip().rstrip(":")
            raise AwsError(f"no terminal for the prompt: {what}") from error


def _hold_endpoint(url: str) -> None:
    """Raise ``ValueError`` for what botocore takes and no request can go to, or what must not be shown."""
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise ValueError(f"endpoint of {parts.hostname}: remove user and password; AWS does not use them")
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"endpoint {url}: expected http://... or https://...")


def _stand_in(endpoint_url: str | None) -> str | None:
    """Where STS is when SageMaker is at ``endpoint_url``: a stand-in for AWS serves both."""
    host = urlsplit(endpoint_url or "").hostname or ""
    of_aws = host.endswith((".amazonaws.com", ".amazonaws.com.cn", ".api.aws"))
    return None if of_aws else endpoint_url


def _follow(client: Any, trace: Callable[[str], None]) -> None:
    """Tell ``trace`` of requests and answers. Headers and bodies may hold credentials, so they are omitted."""

    def sent(request: Any, **_: Any) -> None:
        trace(f"{request.method} {request.url} {request.headers.get('X-Amz-Target', b'')!r}")

    def answered(response_dict: Any, operation_model: Any, **_: Any) -> None:
        headers = response_dict["headers"]
        number = headers.get("x-amzn-RequestId", "no request id")
        trace(f"{operation_model.name}: HTTP {response_dict['status_code']}, {number}")

    client.meta.events.register("before-send", sent)
    client.meta.events.register("before-parse", answered)


def _mistake(error: Exception) -> str:
    if type(error).__name__ == "NoRegionError":
        return "no Region: pass --region, or set AWS_REGION or the profile's region"
    # What is before the @ of a URL, even of an invalid one, may be a password.
    return re.sub(r"(endpoint: ).*@", r"\1****@", str(error), flags=re.DOTALL)

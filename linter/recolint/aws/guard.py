"""Keeps boto3 from sending a request for a job that fails ``recolint check``."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from recolint.aws import checking
from recolint.aws.checking import Checker
from recolint.base.finding import Finding, Severity
from recolint.base.json_text import request_json
from recolint.base.text import visible
from recolint.config import policies_given
from recolint.config.layers import Layer, Speaker
from recolint.request.job import Job

EVENT = "before-parameter-build.sagemaker.CreateInferenceRecommendationsJob"
"""The event that botocore emits for a call before it validates, signs or sends the request."""

_LOG = logging.getLogger("recolint.guard")
_LEVELS = {Severity.INFO: logging.INFO, Severity.WARNING: logging.WARNING, Severity.ERROR: logging.ERROR}


class RefusedError(Exception):
    """A request that was not sent, and why.

    ``findings`` are all findings of the rules, also those that do not stop a request. ``problems`` describes what else
    is wrong with it. A finding's ``route`` leads to the value in the request: ``("InputConfig", ...)``.
    """

    def __init__(self, name: str, findings: tuple[Finding, ...], problems: tuple[str, ...] = ()) -> None:
        """Take the job's name as the request spells it."""
        self.name = name
        self.findings = findings
        self.problems = problems
        super().__init__(name, findings, problems)

    def __str__(self) -> str:
        """The errors, a line each, the gravest first; safe to print."""
        lines = [f"the request {visible(self.name)!r} was not sent:", *self.problems]
        for finding in checking.gravest_first(self.findings):
            lines += checking.lines(finding)
        return "\n".join(lines)


class Guard:
    """An active guard, the result of ``guard``. As a context manager, it lasts until the end of the block."""

    def __init__(self, events: Any, checker: Checker) -> None:
        """Take botocore's emitter of events."""
        self._events = events
        self._checker = checker
        self._stands = True
        # Last, so that the check includes changes by other handlers.
        events.register_last(EVENT, self._check)

    def remove(self) -> None:
        """Let everything pass from now on, also of the clients that were made of the session meanwhile."""
        self._stands = False
        self._events.unregister(EVENT, self._check)

    def __enter__(self) -> Guard:
        """Nothing more to do."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove it."""
        self.remove()

    def _check(self, params: Mapping[str, Any], context: Mapping[str, Any], **_: Any) -> None:
        """Raise ``RefusedError`` for a request that must not be sent; botocore calls this in the caller's thread."""
        if not self._stands:
            return
        name = str(params.get(Job.name.name, ""))
        verdict = self._checker.check(request_json(params, indent=2), context.get("client_region"))
        if not verdict.passes:
            raise RefusedError(name, verdict.findings, verdict.problems)
        for finding in verdict.findings:
            _LOG.log(_LEVELS[finding.severity], "%s: %s", visible(name), checking.line(finding))


Given = str | PathLike[str] | Mapping[str, Any]
"""A file, or a table with the keys of one."""


def guard(
    session_or_client: Any, policy: Given | Sequence[Given] | None = None, *, config: Given | None = None
) -> Guard:
    """Check each request for a job from ``session_or_client`` before boto3 sends anything.

    A call that is refused raises ``RefusedError``. ``session_or_client`` is a SageMaker client of boto3, or a session
    of boto3 or botocore. A session guards the clients that it creates from now on. ``policy`` is one policy or several,
    in addition to those of RECOLINT_POLICY: a file, ``package:name``, or a table. ``config`` is a config file or a
    table; the default is the config in force for the current folder. All are read now.

    Raises ``ConfigError`` for an invalid policy or config, ``PluginError`` for rules that cannot be loaded. Raises
    ``TypeError`` for any other object than such a session or client.
    """
    events = _events(session_or_client)
    given = [policy] if isinstance(policy, str | PathLike | Mapping) else policy or ()
    policies = [_layer("policy", one, Speaker.POLICY) for one in given]
    explicit = None if config is None else _layer("config", config, Speaker.REPOSITORY)
    of_environment = policies_given.named((), os.environ)
    return Guard(events, Checker(Path.cwd(), (*policies, *of_environment), explicit))


def _layer(name: str, given: Given, speaker: Speaker) -> str | Layer:
    if not isinstance(given, Mapping):
        return fspath(given)
    base = policies_given.base() if speaker is Speaker.POLICY else None
    return Layer(name, str(Path.cwd()), given, speaker=speaker, base=base)


def _events(target: Any) -> Any:
    from boto3.session import Session
    from botocore.client import BaseClient
    from botocore.session import Session as CoreSession

    if isinstance(target, Session):
        return target.events
    if isinstance(target, CoreSession):
        return target.get_component("event_emitter")
    if isinstance(target, BaseClient) and target.meta.service_model.service_name == "sagemaker":
        return target.meta.events
    what = type(target).__name__
    raise TypeError(f"recolint.guard: expected a session of boto3 or botocore, or a SageMaker client, found {what}")

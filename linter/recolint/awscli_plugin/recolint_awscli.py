"""The plugin for the AWS CLI: lints a request for a job before ``create-inference-recommendations-job`` sends it.

The AWS CLI runs this file in a Python of its own, often without recolint and with another version of boto3. So the
file needs the standard library only, and starts ``recolint check`` as a process.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import Any

EVENT = "before-parameter-build.sagemaker.CreateInferenceRecommendationsJob"
"""The event of the AWS CLI before it validates, signs or sends anything of the request."""

SKIP = "RECOLINT_SKIP"
"""A variable that sends requests unchecked, unless a policy is in force."""

POLICY = "RECOLINT_POLICY"
NAME = "<aws>"
"""The name that a config's patterns for paths are matched with, instead of a file's."""

CLEAN, REFUSED = 0, 1


class NotSentError(Exception):
    """Ends the command. The AWS CLI prints the text, and exits with 255."""


def awscli_initialize(event_emitter: Any) -> None:
    """Ask to hear of each such request; the AWS CLI calls this when it starts."""
    # Last, so that changes by other plugins are seen.
    event_emitter.register_last(EVENT, check)


def check(params: dict[str, Any], context: Any = None, **_: Any) -> None:
    """Raise ``NotSentError`` unless ``recolint check`` passes; its report goes to standard error."""
    if os.environ.get(SKIP):
        if not os.environ.get(POLICY):
            sys.stderr.write(f"recolint: {SKIP} is set: the request is not checked\n")
            return
        sys.stderr.write(f"recolint: {SKIP} has no effect: {POLICY} names a policy\n")
    region = (context or {}).get("client_region")
    required = json.loads(_run(["config", "--output-format", "json"], subprocess.PIPE)).get("region")
    if required not in (None, region):
        raise NotSentError(f"recolint: region is {required}, the Region in use is {region}; the request is not sent")
    request = json.dumps(params, indent=2, ensure_ascii=False, default=str)
    place = ["--region", region] if region else []
    # The report goes to the terminal as recolint writes it.
    _run(["check", "-", "--quiet", "--stdin-filename", NAME, *place], sys.stderr.fileno(), request)


def _run(arguments: list[str], output: int, text: str = "") -> bytes:
    """Run recolint with ``text`` as its standard input; what it prints, if ``output`` is a pipe."""
    command = [_recolint(), *arguments]
    sys.stderr.flush()
    given = text.encode("utf-8", "surrogatepass")
    try:
        done = subprocess.run(command, input=given, stdout=output, env=_environment(), check=False)  # noqa: S603
    except OSError as error:
        raise NotSentError(f"recolint: cannot run {command[0]}: {error.strerror}; the request is not sent") from error
    if done.returncode == REFUSED:
        raise NotSentError("recolint: the request is not sent")
    if done.returncode != CLEAN:
        raise NotSentError(f"recolint: exit code {done.returncode}; the request is not sent")
    return done.stdout or b""


def _recolint() -> str:
    """The command of the environment that this file is installed in, otherwise the first of ``PATH``."""
    folder = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120  as os.path throughout
    while folder != os.path.dirname(folder):  # noqa: PTH120
        for place in ("bin", "Scripts"):
            found = shutil.which("recolint", path=os.path.join(folder, place))  # noqa: PTH118
            if found:
                return found
        folder = os.path.dirname(folder)  # noqa: PTH120
    found = shutil.which("recolint")
    if not found:
        raise NotSentError(
            "recolint: the recolint command is not beside the plugin or in PATH; the request is not sent"
        )
    return found


def _environment() -> dict[str, str]:
    """This environment without the path of libraries that the AWS CLI's installer sets for its own Python."""
    environment = dict(os.environ)
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = environment.pop(f"{name}_ORIG", None)
        if before is not None:
            environment[name] = before
        elif getattr(sys, "frozen", False):
            environment.pop(name, None)
    return environment

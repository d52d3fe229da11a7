"""Each command that a page shows does what the page says, in the reader's repository and account."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from recolint.testing.aws.remote import TestAws
from shown_commands import PAGES, ROOT, run, shown_on
from shown_project import FILES, environment, needed, repository

ELSEWHERE = {
    "python3 -m venv": "the tests run in an environment already",
    ".venv/bin/pip install": "takes packages from an index",
    "pip install": "takes packages from an index",
    "npm ": "takes packages from an index",
    "pip-audit": "asks an index",
    "docker run": "takes an image from a registry",
    "gh ": "asks GitHub",
    "code ": "needs Visual Studio Code",
    "aws sagemaker": "would ask AWS: not every AWS CLI reads AWS_ENDPOINT_URL; test_aws_cli.py passes --endpoint-url",
    "python scripts/release.py": "prepares a release of this repository, with packages from an index",
    ".ci/run": "runs these tests",
    ".venv/bin/pytest": "runs these tests",
    ".venv/bin/ruff": "checks this repository, in .ci/run",
    ".venv/bin/mypy": "checks this repository, in .ci/run",
}
"""The beginnings of commands that do not run here, and the reasons."""

SERVER = ".venv/bin/python -m recolint.testing.aws"
"""The one command that runs until it is stopped. The next commands run after the lines that it prints."""

SHOWN = {page: shown for page in PAGES if (shown := shown_on(page))}


@pytest.mark.slow
@pytest.mark.parametrize("page", SHOWN, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_of_a_page_succeed(page: Path, aws: TestAws, tmp_path: Path) -> None:
    repository(tmp_path, "\n".join(command for command, _ in SHOWN[page]))
    variables = environment(aws, tmp_path)
    pasted = ""
    with ExitStack() as servers:
        for command, output in SHOWN[page]:
            if command == SERVER:
                pasted = servers.enter_context(_started(command, tmp_path, variables))
            elif not command.startswith(tuple(ELSEWHERE)):
                fails = command.startswith("! ")
                outcome = run(pasted + _possible(command.removeprefix("! ")), tmp_path, variables)
                assert outcome.code == fails, f"{command}\n{outcome.out}"
                assert output in outcome.out, command
                assert "Traceback" not in outcome.out, command


def test_no_exception_and_no_file_is_left_over() -> None:
    every = [command for shown in SHOWN.values() for command, _ in shown]
    assert [start for start in (*ELSEWHERE, SERVER) if not any(command.startswith(start) for command in every)] == []
    assert set(needed("\n".join(every))) == set(FILES)


@contextmanager
def _started(command: str, folder: Path, variables: dict[str, str]) -> Iterator[str]:
    """Start a server, and stop it after the block; the lines that it prints at its start."""
    with subprocess.Popen(
        command.split(), cwd=folder, env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield os.read(server.stdout.fileno(), 65536).decode()
        server.stdin.close()


def _possible(command: str) -> str:
    """``command``, without the part for jq where that is not installed."""
    return command if shutil.which("jq") else command.partition(" | jq ")[0]

"""A repository is not trusted: recolint reads and writes nothing outside it through its links and its config."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from command_line import Outcome, process, recolint
from recolint.check import discover
from recolint.check.inputs import read
from recolint.check.tasks import FileTask, Lines, PathError
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.io.folder import Folders
from recolint.report import FORMATS
from recolint.rule import registry
from specs import ADVANCED, DEFAULT, as_json

SECRET = "hunter2-20228"  # noqa: S105  what must not be shown
FIXABLE = DEFAULT.replace("JobName: probe", "jobName: probe").replace("probe", SECRET)
"""A spec with a safe fix."""
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Permit", "Sid": SECRET}]})


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "spec.yaml").write_text(FIXABLE)
    (folder / "secret.txt").write_text(f"token = {SECRET}")
    (folder / "policy.json").write_text(POLICY)
    (folder / "recolint.toml").write_text(f"preset = '{SECRET}'\n")
    (folder / "pyproject.toml").write_text(f"[tool.recolint]\npreset = '{SECRET}'\n")
    return folder


@pytest.fixture
def repository(tmp_path: Path, outside: Path) -> Path:  # noqa: ARG001  what its links lead to
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "job.yaml").write_text(DEFAULT)
    return folder


def without_lines(text: str) -> str:
    return re.sub(r"(recolint\.toml):[0-9]+:[0-9]+:", r"\1:", text)


def seen(folder: Path) -> dict[str, bytes]:
    """All files below ``folder``, and what is in them."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(outcome: Outcome) -> str:
    return outcome.out + outcome.err


# What a config names


NAMING = {
    "baseline": "baseline = {}",
    "prices": "prices = {}",
    "prices[1]": "prices = ['prices.toml', {}]",
    "iam.caller[0]": "[iam]\ncaller = [{}]",
    "iam.session[0]": "[iam]\nsession = [{}]",
    "iam.scps[0]": "[iam]\nscps = [{}]",
    "iam.scps[1][0]": "[iam]\nscps = [[], [{}]]",
    "iam.key-policies[0]": "[iam]\nkey-policies = [{}]",
    "iam.key-policies[0].policy": "[iam]\nkey-policies = [{{key = 'x', policy = {}}}]",
    "iam.role[0].policies[0]": "[[iam.role]]\narn = '*'\npolicies = [{}]",
    "iam.role[0].trust": "[[iam.role]]\narn = '*'\ntrust = {}",
    "iam.role[0].boundary": "[[iam.role]]\narn = '*'\nboundary = {}",
}
"""Each key that names a file, with a config that has it."""

LEADING_OUT = [
    "../outside/policy.json",
    "/proc/self/environ",
    "link.json",
    "folder/policy.json",
    "lost.json",
    "../no",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", LEADING_OUT)
@pytest.mark.parametrize("key", NAMING)
def test_a_config_names_no_file_outside(repository: Path, key: str, name: str) -> None:
    (repository / "link.json").symlink_to("../outside/policy.json")
    (repository / "lost.json").symlink_to("../outside/not-there.json")
    (repository / "folder").symlink_to("../outside")
    (repository / "recolint.toml").write_text(NAMING[key].format(f"'{name}'"))
    for argv in ("check", "config", "plan job.yaml", "baseline create", "submit job.yaml --dry-run"):
        outcome = recolint(*argv.split(), cwd=repository)
        assert (outcome.code, outcome.out) == (2, ""), argv
        assert without_lines(outcome.err) == (
            f"recolint: recolint.toml: {key}: '{name}' is outside the repository; "
            "expected a regular file in the repository\n"
        )


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_shows_a_file_outside(repository: Path, form: str) -> None:
    (repository / "recolint.toml").write_text("[[iam.role]]\narn = '*'\npolicies = ['../outside/policy.json']\n")
    outcome = recolint("check", "--output-format", form, "--report", "html=r.html", cwd=repository)
    assert outcome.code == 2
    assert SECRET not in told(outcome)
    assert not (repository / "r.html").exists()


def test_a_config_names_files_anywhere_in_its_repository(repository: Path) -> None:
    (repository / "policies").mkdir()
    (repository / "policies" / "role.json").write_text(POLICY)
    (repository / "latest").symlink_to("policies")
    (repository / "jobs").mkdir()
    (repository / "jobs" / "recolint.toml").write_text(
        "[[iam.role]]\narn = '*'\npolicies = ['../latest/role.json', 'AmazonSageMakerFullAccess']\n"
    )
    (repository / "jobs" / "job.yaml").write_text(DEFAULT)
    assert "RL704" in recolint("check", "jobs", cwd=repository).out


def test_without_git_the_folder_of_the_config_counts(tmp_path: Path, outside: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "job.yaml").write_text(DEFAULT)
    (project / "policy.json").write_text(POLICY)
    (project / "recolint.toml").write_text("[iam]\ncaller = ['policy.json']\n")
    assert "RL704" in recolint("check", cwd=project).out
    (project / "recolint.toml").write_text(f"[iam]\ncaller = ['../{outside.name}/policy.json']\n")
    outcome = recolint("check", cwd=project)
    assert (outcome.code, SECRET in told(outcome)) == (2, False)
    (project / "recolint.toml").unlink()
    (project / "recolint.toml").symlink_to("../outside/recolint.toml")
    outcome = recolint("check", cwd=project)
    assert (outcome.code, SECRET in told(outcome)) == (2, False)


def test_a_config_that_the_user_gives_names_what_it_likes(repository: Path, outside: Path) -> None:
    for place in (repository, outside):
        config = place / "ours.toml"
        config.write_text("[iam]\ncaller = ['../outside/policy.json']\n")
        assert "RL704" in recolint("check", "--config", str(config), cwd=repository).out
    (repository / "link.toml").symlink_to("../outside/ours.toml")
    linked = recolint("check", "--config", "link.toml", cwd=repository)
    assert linked.err == "recolint: link.toml: cannot be read: a link leads out of the repository\n"


@pytest.mark.parametrize("name", ["recolint.toml", "pyproject.toml"])
@pytest.mark.parametrize("argv", [["check"], ["config"], ["config", "--output-format", "json"], ["init"]], ids=" ".join)
def test_a_config_is_no_link_to_the_outside(repository: Path, name: str, argv: list[str]) -> None:
    (repository / name).symlink_to(f"../outside/{name}")
    outcome = recolint(*argv, cwd=repository)
    assert outcome.code == 2
    assert SECRET not in told(outcome)
    if argv != ["init"] or name == "pyproject.toml":
        assert outcome.err.endswith(f"recolint: {name}: cannot be read: a link leads out of the repository\n")


def test_a_config_in_a_folder_that_leads_out_is_not_read(repository: Path) -> None:
    (repository / "folder").symlink_to("../outside")
    for argv in (["config", "folder"], ["config", "folder/spec.yaml"]):
        outcome = recolint(*argv, cwd=repository)
        assert (outcome.code, outcome.out) == (2, "")
        assert SECRET not in outcome.err


def test_a_gitignore_that_is_a_link_counts_as_none_as_for_git(repository: Path, outside: Path) -> None:
    (outside / "ignore").write_text("*.yaml\n")
    (repository / ".gitignore").symlink_to("../outside/ignore")
    assert "1 spec checked" in recolint("check", cwd=repository).out


def test_what_git_keeps_for_itself_may_be_a_link(repository: Path, outside: Path) -> None:
    (outside / "exclude").write_text("job.yaml\n")
    (repository / "other.yaml").write_text(DEFAULT)
    (repository / ".git" / "info").mkdir()
    (repository / ".git" / "info" / "exclude").symlink_to("../../../outside/exclude")
    assert "other.yaml" in recolint("check", "--select", "RL301,RL307", "--preset", "strict", cwd=repository).out


# Specs


LINKS = {"theirs.yaml": "../outside/spec.yaml", "folder": "../outside"}


@pytest.fixture
def linked(repository: Path) -> Path:
    for name, target in LINKS.items():
        (repository / name).symlink_to(target)
    return repository


@pytest.mark.parametrize(
    "argv", [["check"], ["check", "--fix"], ["check", "--diff"], ["check", "--add-ignore", "known"], ["plan", "."]],
    ids=" ".join,
)  # fmt: skip
def test_a_walk_leaves_out_what_lies_outside(linked: Path, outside: Path, argv: list[str]) -> None:
    before = seen(outside)
    outcome = recolint(*argv, cwd=linked)
    assert outcome.code == 0
    assert SECRET not in told(outcome)
    assert seen(outside) == before


@pytest.mark.parametrize("name", ["theirs.yaml", "folder/spec.yaml", "folder", "./folder/../folder/spec.yaml"])
@pytest.mark.parametrize(
    "argv",
    [
        ["check"],
        ["check", "--fix"],
        ["check", "--unrecognized", "skip", "--force-exclude"],
        ["check", "--add-ignore", "known"],
        ["plan"],
        ["plan", "job.yaml", "--against"],
        ["iam", "needs"],
        ["submit", "--dry-run"],
        ["baseline", "create"],
        ["submit", "--dry-run", "--cli-input-yaml", "file://"],
        ["submit", "--dry-run", "--role-arn", "file://"],
    ],
    ids=" ".join,
)
def test_a_link_that_is_named_and_leads_out_is_an_error(
    linked: Path, outside: Path, argv: list[str], name: str
) -> None:
    before = seen(outside)
    *words, last = argv
    outcome = recolint(*words, *([last + name] if last == "file://" else [last, name]), cwd=linked)
    assert (outcome.code, outcome.out) == (2, "")
    assert SECRET not in outcome.err
    assert seen(outside) == before


def test_what_is_named_without_a_link_is_fixed_wherever_it_is(repository: Path, outside: Path) -> None:
    (outside / "recolint.toml").unlink()
    (outside / "pyproject.toml").unlink()
    for path in ("../outside/spec.yaml", str(outside / "spec.yaml"), "../repository/../outside"):
        (outside / "spec.yaml").write_text(FIXABLE)
        assert recolint("check", "--fix", path, cwd=repository).code == 0
        assert (outside / "spec.yaml").read_text().startswith("JobName: ")


def found(path: Path) -> tuple[list[FileTask | Lines], ConfigFiles]:
    """The files to check in ``path``, and the configs."""
    configs = ConfigFiles(registry.load(), Overrides())
    return list(discover.tasks(discover.Request((str(path),), io.BytesIO()), configs, [])), configs


@pytest.mark.parametrize("named", [".", "jobs/job.yaml"])
@pytest.mark.parametrize("swapped", ["jobs/job.yaml", "jobs"])
def test_what_becomes_a_link_after_it_was_found_is_not_followed(
    repository: Path, outside: Path, swapped: str, named: str
) -> None:
    (outside / "job.yaml").write_text(FIXABLE)
    for config in ("recolint.toml", "pyproject.toml"):
        (outside / config).unlink()
    (repository / "jobs").mkdir()
    (repository / "job.yaml").rename(repository / "jobs" / "job.yaml")
    [task], configs = found(repository / named)
    (repository / swapped).rename(repository / "before")
    (repository / swapped).symlink_to(outside / swapped.removeprefix("jobs").removeprefix("/"))
    with pytest.raises(PathError, match="a link leads out of the repository"):
        list(read(task, configs, Folders()))


def test_a_folder_that_is_being_read_stays_the_same(repository: Path, outside: Path) -> None:
    (outside / "b.yaml").write_text(FIXABLE)
    (repository / "jobs").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (repository / "jobs" / name).write_text(DEFAULT)
    tasks, configs = found(repository / "jobs")
    folders = Folders()
    first = [one.source.text for one in read(tasks[0], configs, folders)]
    (repository / "jobs").rename(repository / "before")
    (repository / "jobs").symlink_to(outside)
    second = [one.source.text for one in read(tasks[1], configs, folders)]
    assert (first, second) == ([DEFAULT], [DEFAULT])


def test_a_folder_that_is_replaced_while_it_is_read_is_read_anew(repository: Path) -> None:
    (repository / "jobs").mkdir()
    for name in ("a.yaml", "b.yaml"):
        (repository / "jobs" / name).write_text(DEFAULT)
    tasks, configs = found(repository / "jobs")
    folders = Folders()
    list(read(tasks[0], configs, folders))
    shutil.rmtree(repository / "jobs")
    (repository / "jobs").mkdir()
    (repository / "jobs" / "b.yaml").write_text("new: true")
    assert [one.source.text for one in read(tasks[1], configs, folders)] == ["new: true"]


def test_links_within_a_repository_are_followed(repository: Path) -> None:
    (repository / "real").mkdir()
    (repository / "real" / "spec.txt").write_text(FIXABLE)
    (repository / "link.yaml").symlink_to("folder/spec.txt")
    (repository / "folder").symlink_to("real")
    assert recolint("check", "--fix", "link.yaml", cwd=repository).code == 0
    assert (repository / "real" / "spec.txt").read_text().startswith("JobName: ")
    assert (repository / "link.yaml").is_symlink()


def test_a_repository_that_is_reached_through_a_link_is_as_any_other(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to("repository")
    assert recolint("check", "way", "way/job.yaml", cwd=tmp_path).code == 0
    (repository / "theirs.yaml").symlink_to("../outside/spec.yaml")
    assert recolint("check", "way/theirs.yaml", cwd=tmp_path).code == 2


def test_another_repository_beside_is_outside_too(repository: Path, outside: Path) -> None:
    (outside / ".git").mkdir()
    (repository / "folder").symlink_to("../outside")
    outcome = recolint("check", "folder/spec.yaml", cwd=repository)
    assert (outcome.code, SECRET in told(outcome)) == (2, False)


def test_without_git_links_to_specs_are_followed(tmp_path: Path, outside: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "recolint.toml").touch()
    (project / "theirs.yaml").symlink_to("../outside/spec.yaml")
    assert SECRET in recolint("check", "--preset", "strict", cwd=project).out
    recolint("check", "--fix", cwd=project)
    assert (outside / "spec.yaml").read_text().startswith("JobName: ")


# What is written


@pytest.mark.parametrize("target", ["../outside/secret.txt", "../outside/new.txt"], ids=["a file", "a dangling link"])
@pytest.mark.parametrize(
    "argv",
    [
        ["check", "--output-file"],
        ["check", "--report", "sarif="],
        ["plan", "job.yaml", "--output-file"],
        ["jobs", "results", "--from", "answer.json", "--report", "html="],
    ],
    ids=" ".join,
)
def test_no_report_is_written_through_a_link(repository: Path, outside: Path, argv: list[str], target: str) -> None:
    (repository / "answer.json").write_text(json.dumps({"JobName": "a", "Status": "COMPLETED"}))
    (repository / "report").symlink_to(target)
    (repository / "folder").symlink_to("../outside")
    before = seen(outside)
    *words, last = argv
    for name in ("report", "folder/secret.txt", "folder/new.txt"):
        outcome = recolint(*words, *([last + name] if last.endswith("=") else [last, name]), cwd=repository)
        assert outcome.code == 2
        assert "cannot be written: a link leads out of the repository" in outcome.err
        assert seen(outside) == before


@pytest.mark.parametrize("given", [[], ["--baseline", "known.json"]], ids=["as named by the config", "as given"])
@pytest.mark.parametrize("target", ["../outside/policy.json", "../outside/new.json"], ids=["a file", "a dangling link"])
def test_no_baseline_is_written_through_a_link(repository: Path, outside: Path, given: list[str], target: str) -> None:
    (repository / "job.yaml").write_text(FIXABLE)
    (repository / "known.json").symlink_to(target)
    if not given:
        (repository / "recolint.toml").write_text("baseline = 'known.json'\n")
    before = seen(outside)
    for action in ("create", "update", "prune", "show"):
        outcome = recolint("baseline", action, *given, cwd=repository)
        assert outcome.code == 2
        assert "probe" not in told(outcome)
        assert seen(outside) == before


def test_no_baseline_is_written_into_a_folder_that_leads_out(repository: Path, outside: Path) -> None:
    (repository / "folder").symlink_to("../outside")
    before = seen(outside)
    outcome = recolint("baseline", "create", "--baseline", "folder/new.json", cwd=repository)
    assert outcome.err == "recolint: folder/new.json: cannot be written: a link leads out of the repository\n"
    assert seen(outside) == before


@pytest.mark.parametrize("name", ["jobs", ".github", ".github/workflows"])
@pytest.mark.parametrize("target", ["outside", "outside/new"], ids=["a folder", "a dangling link"])
def test_init_writes_into_no_folder_that_leads_out(repository: Path, outside: Path, name: str, target: str) -> None:
    (repository / name).parent.mkdir(exist_ok=True)
    (repository / name).symlink_to(outside.parent / target)
    before = seen(outside)
    outcome = recolint("init", "--what", "spec,github", cwd=repository)
    assert outcome.code == 2
    assert "a link leads out of the repository" in outcome.err
    assert seen(outside) == before


@pytest.mark.parametrize(
    ("link", "target"),
    [
        (".recolint", "../outside"),
        (".recolint", "../outside/new"),
        (".recolint/ledger.jsonl", "../../outside/secret.txt"),
        (".recolint/ledger.jsonl", "../../outside/new.txt"),
    ],
)
def test_no_ledger_is_kept_behind_a_link(repository: Path, outside: Path, link: str, target: str) -> None:
    (repository / link).parent.mkdir(exist_ok=True)
    (repository / link).symlink_to(target)
    before = seen(outside)
    outcome = recolint("submit", "job.yaml", "--dry-run", "--name-suffix", "time", cwd=repository)
    assert (outcome.code, outcome.out) == (2, "")
    assert (
        "the ledger cannot be used: a link leads out of the repository; pass another file with --ledger" in outcome.err
    )
    assert seen(outside) == before


def test_no_table_is_written_into_a_config_behind_a_link(repository: Path, outside: Path) -> None:
    (outside / "recolint.toml").write_text("")
    (repository / "job.json").write_text(as_json(ADVANCED | {"JobName": "a" * 44}))
    (repository / "recolint.toml").symlink_to("../outside/recolint.toml")
    assert recolint("check", "--add-ignore", "known", cwd=repository).code == 2
    assert (outside / "recolint.toml").read_text() == ""


def test_a_link_that_comes_after_the_check_is_not_written_through(
    repository: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "job.yaml").write_text(FIXABLE)

    def swapped(*_: object) -> bool:
        (repository / "job.yaml").unlink()
        (repository / "job.yaml").symlink_to("../outside/spec.yaml")
        return True

    monkeypatch.setattr("recolint.cli.check.fixing._report_skipped", swapped)
    before = seen(outside)
    outcome = recolint("check", "--fix", cwd=repository)
    assert outcome.code == 2
    assert "job.yaml: not fixed: the file cannot be written: a link leads out of the repository" in outcome.err
    assert seen(outside) == before


# What is no regular file


@pytest.fixture(params=["FIFO", "socket", "directory", "device"])
def odd(request: pytest.FixtureRequest, repository: Path) -> Iterator[tuple[str, str]]:
    """Something in the repository that no text can be read from, and what it is called."""
    path = repository / "odd.json"
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        match request.param:
            case "FIFO":
                os.mkfifo(path)
            case "socket":
                listening.bind(os.path.relpath(path))
            case "directory":
                path.mkdir()
            case _:
                # No test may make a device of its own.
                yield "/dev/zero", "a device"
                return
        yield "odd.json", f"a {request.param}"


@pytest.mark.parametrize("key", NAMING)
def test_a_config_names_regular_files_only(repository: Path, odd: tuple[str, str], key: str) -> None:
    name, kind = odd
    (repository / "recolint.toml").write_text(NAMING[key].format(f"'{name}'"))
    outcome = recolint("check", cwd=repository)
    what = "outside the repository" if name.startswith("/") else kind
    assert (outcome.code, outcome.out) == (2, "")
    assert f"recolint.toml: {key}: '{name}' is {what}; expected a regular file" in without_lines(outcome.err)


@pytest.mark.parametrize(
    "argv",
    [
        ["check"],
        ["check", "--config"],
        ["check", "--baseline"],
        ["plan", "job.yaml", "--prices"],
        ["plan", "job.yaml", "--against"],
        ["submit", "job.yaml", "--dry-run", "--prices"],
        ["submit", "job.yaml", "--dry-run", "--name-suffix", "time", "--ledger"],
        ["submit", "--dry-run", "--cli-input-json", "file://"],
        ["submit", "job.yaml", "--dry-run", "--role-arn", "file://"],
        ["submit", "job.yaml", "--dry-run", "--tags", "Key=a,Value@=file://"],
        ["jobs", "results", "--from"],
        ["iam", "evaluate", "--action", "s3:GetObject", "--resource", "*", "--identity"],
        ["iam", "evaluate", "--identity", "policy.json", "--requests"],
    ],
    ids=" ".join,
)
def test_an_option_names_regular_files_only(repository: Path, odd: tuple[str, str], argv: list[str]) -> None:
    name, kind = odd
    allowing = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    (repository / "policy.json").write_text(json.dumps(allowing))
    *words, last = argv
    if kind == "a directory" and last in ("check", "--from", "--against"):
        return  # They are walked there.
    outcome = recolint(*words, *([last + name] if last.endswith("file://") else [last, name]), cwd=repository)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"expected a regular file, found {kind}" in outcome.err


@pytest.mark.parametrize("name", ["recolint.toml", "pyproject.toml"])
def test_a_config_is_a_regular_file(repository: Path, name: str) -> None:
    os.mkfifo(repository / name)
    outcome = recolint("check", cwd=repository)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"recolint: {name}: cannot be read: expected a regular file, found a FIFO\n"


def test_a_walk_waits_for_no_fifo(repository: Path) -> None:
    os.mkfifo(repository / "a.yaml")
    os.mkfifo(repository / ".gitignore")
    assert "1 spec checked" in recolint("check", cwd=repository).out


def test_what_the_caller_has_opened_is_read(repository: Path) -> None:
    read, write = os.pipe()
    os.write(write, DEFAULT.encode())
    os.close(write)
    try:
        outcome = recolint("submit", "--dry-run", "--cli-input-yaml", f"file:///dev/fd/{read}", cwd=repository)
    finally:
        os.close(read)
    assert outcome.code == 0
    assert '"JobName": "probe"' in outcome.out


def test_the_files_of_this_process_are_shown_to_nobody(repository: Path) -> None:
    (repository / "recolint.toml").symlink_to("/proc/self/environ")
    outcome = process("check", cwd=repository)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "recolint: recolint.toml: cannot be read: a link leads out of the repository\n"

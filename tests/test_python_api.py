"""``recolint.check`` and ``recolint.check_many``: what other Python programs call."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import recolint
from command_line import recolint as command
from recolint import Result, UserError, WorkerError
from recolint.base.text import Source
from recolint.document import read
from specs import DEFAULT

SPEC: dict[str, Any] = read(Source("a.yaml", DEFAULT)).documents[0].data


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def codes(result: Result) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_request_a_text_and_a_file_are_checked_alike(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT.replace("Default", "no"))
    found = [recolint.check(one) for one in ({**SPEC, "JobType": "no"}, DEFAULT.replace("Default", "no"), "a.yaml")]
    found.append(recolint.check(tmp_path / "a.yaml"))
    for result in found:
        (finding,) = result.findings
        assert (finding.code, finding.severity, finding.pointer) == ("RL108", "error", "/JobType")
        assert result.failed
    assert [result.findings[0].path for result in found] == [
        "<request>",
        "<request>",
        "a.yaml",
        str(tmp_path / "a.yaml"),
    ]
    assert recolint.check(SPEC) == Result(0, (), (), (), failed=False)


def test_a_mapping_of_any_class_is_an_object() -> None:
    wrong = {**SPEC, "InputConfig": {**SPEC["InputConfig"], "JobDurationInSeconds": 10**9}}
    frozen = MappingProxyType({**wrong, "InputConfig": MappingProxyType(wrong["InputConfig"])})
    found = recolint.check(wrong)
    assert "RL207" in codes(found)
    assert recolint.check(frozen) == found
    assert list(recolint.check_many([frozen])) == list(recolint.check_many([wrong]))


def test_a_text_is_a_text_in_a_list_too() -> None:
    broken = 'JobName: "\ud800"\n'
    texts = ["", broken, DEFAULT.replace("Default", "no"), "{", DEFAULT]
    alone = [recolint.check(text) for text in texts]
    assert [codes(one) for one in alone[:3]] == [["RL011"], ["RL001"], ["RL108"]]
    *together, across = recolint.check_many([*texts, DEFAULT])
    assert [one.findings for one in together[:5]] == [one.findings for one in alone]
    assert set(codes(across)) == {"RL302"}, "the texts were read a second time"


@pytest.mark.parametrize("wrong", [None, 3, b"{}", [SPEC]])
def test_what_is_not_a_spec_is_a_type_error(wrong: Any) -> None:
    expected = f"expected a request .*, the text of a spec, or a file, found {type(wrong).__name__}"
    with pytest.raises(TypeError, match=expected):
        recolint.check(wrong)
    with pytest.raises(TypeError, match=expected):
        list(recolint.check_many([wrong]))


@pytest.mark.parametrize("one", [SPEC, "a.yaml", DEFAULT])
def test_many_specs_are_not_one(one: Any) -> None:
    with pytest.raises(TypeError, match=r"recolint\.check checks one spec"):
        list(recolint.check_many(one))


@pytest.mark.parametrize("name", ["a\0b", "a\ud800"])
def test_a_name_that_no_file_can_have_is_an_error_of_the_user(name: str) -> None:
    with pytest.raises(UserError, match="cannot be read: not the name of a file"):
        recolint.check(name)


@pytest.mark.parametrize("threads", [0, 2])
def test_what_the_iterable_raises_comes_after_the_items_before(threads: int) -> None:
    def ending() -> Iterator[dict[str, Any]]:
        yield from requests(99)
        raise KeyError("mine")

    executor = ThreadPoolExecutor(threads) if threads else None
    results = recolint.check_many(ending(), executor=executor)
    assert [next(results).item for _ in range(100)] == list(range(100))
    with pytest.raises(KeyError, match="mine"):
        next(results)


def test_a_finding_has_the_members_of_json_version_1(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(DEFAULT.replace("Default", "no"))
    (printed,) = json.loads(command("check", "--output-format", "json", cwd=tmp_path).out)["findings"]
    (found,) = recolint.check("a.yaml").findings
    assert found._asdict() == printed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only a fork copies objects")
def test_a_forked_process_does_not_delete_the_temporary_file_of_a_run() -> None:
    results = recolint.check_many([SPEC, {**SPEC, "JobName": "b"}, SPEC])
    next(results)
    child = os.fork()
    if child == 0:
        del results
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert "RL302" in codes(list(results)[-1])


def test_a_config_counts(tmp_path: Path) -> None:
    wrong = {**SPEC, "JobType": "no"}
    assert codes(recolint.check(wrong, config={"ignore": ["RL108"]})) == []
    (tmp_path / "recolint.toml").write_text('[[suppress]]\npath = "*"\nrules = ["RL108"]\nreason = "old"\n')
    hidden = recolint.check(wrong)
    assert (codes(hidden), [one.code for one in hidden.suppressed], hidden.failed) == ([], ["RL108"], False)
    (tmp_path / "other.toml").write_text('fail-on = "error"\npreset = "minimal"\n')
    assert recolint.check(wrong, config=tmp_path / "other.toml").failed
    with pytest.raises(UserError, match="unknown key"):
        recolint.check(SPEC, config={"selct": []})
    with pytest.raises(UserError, match="cannot be read"):
        recolint.check("gone.yaml")


def test_a_policy_counts_over_the_config() -> None:
    policy = {"preset": "minimal", "severity": {"RL108": "warning"}, "fail-on": "warning"}
    result = recolint.check({**SPEC, "JobType": "no"}, config={"ignore": ["RL108"]}, policy=policy)
    assert [one.code for one in result.findings if one.path == "<request>"] == ["RL108"]
    assert result.failed


def test_the_place_of_the_job_counts() -> None:
    assert codes(recolint.check(SPEC, region="eu-central-1")) == []
    assert "RL642" in codes(recolint.check(SPEC, region="us-west-2"))


def requests(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {**SPEC, "JobName": f"job-{number}"}
    yield {**SPEC, "JobName": "job-3", "JobType": "no"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["none", "threads", "processes"])
def test_many_are_checked_in_order(kind: str) -> None:
    made: dict[str, Executor | None] = {"none": None, "threads": ThreadPoolExecutor(2)}
    executor = ProcessPoolExecutor(2, get_context("spawn")) if kind == "processes" else made[kind]
    results = list(recolint.check_many(requests(300), executor=executor))
    if executor is not None:
        executor.shutdown()
    assert [result.item for result in results] == [*range(301), None]
    assert [result.item for result in results if result.findings] == [300, None]
    assert codes(results[300]) == ["RL108"]
    (same,) = results[-1].findings
    assert (same.code, same.spec, same.labels[0]["spec"]) == ("RL302", 300, 3)


def test_files_and_requests_may_be_mixed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"{DEFAULT}---\n{DEFAULT.replace('Default', 'no')}")
    results = list(recolint.check_many([SPEC, {**SPEC, "JobType": "no"}, "a.yaml", {**SPEC, "JobName": "b"}]))
    assert [(result.item, codes(result)) for result in results[:4]] == [
        (0, []),
        (1, ["RL108"]),
        (2, ["RL015", "RL108"]),
        (3, []),
    ]
    assert set(codes(results[4])) == {"RL302"}


def test_no_more_is_read_than_is_under_way() -> None:
    taken = 0

    def endless() -> Iterator[dict[str, Any]]:
        nonlocal taken
        while True:
            taken += 1
            yield {**SPEC, "JobName": f"job-{taken}"}

    with ThreadPoolExecutor(1) as executor:
        results = recolint.check_many(endless(), executor=executor)
        for _ in range(3):
            next(results)
    assert taken < 20_000


def test_a_pool_that_breaks_is_told() -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        executor.submit(os.getpid).result()
        results = recolint.check_many(_killing(executor), executor=executor)
        with pytest.raises(WorkerError, match="a worker process ended too early"):
            list(results)


def _killing(executor: ProcessPoolExecutor) -> Iterator[dict[str, Any]]:
    pid = executor.submit(os.getpid).result()
    yield from requests(100)
    os.kill(pid, signal.SIGKILL)
    yield from requests(2000)


def test_the_names_are_there_whatever_was_imported_before() -> None:
    code = (
        "import recolint; first = recolint.check; import recolint.check.run; second = recolint.check\n"
        "from recolint import check, check_many\n"
        "print(*(one({'JobName': 'a'}).failed for one in (first, second, check)), recolint.check.run.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True True True recolint.check.run\n"


CLUSTER = """\
import os, signal, sys, time
from dask.distributed import Client, LocalCluster
import recolint

def requests(count, cluster):
    for number in range(count):
        if number == count // 2:
            os.kill(cluster.workers[0].pid, signal.SIGKILL)
        yield {**SPEC, "JobName": f"job-{number}"}

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        with Client(cluster) as client:
            executor = client.get_executor()
            results = recolint.check_many(requests(COUNT, cluster), executor=executor)
            found = [(one.item, len(one.findings)) for one in results]
            assert [item for item, _ in found] == list(range(COUNT)), found[-3:]
            print(sum(count for _, count in found))
"""


@pytest.mark.slow
def test_a_dask_cluster_goes_on_without_a_worker_that_was_killed(tmp_path: Path) -> None:
    pytest.importorskip("dask.distributed")
    script = tmp_path / "cluster.py"
    script.write_text(f"SPEC = {SPEC!r}\nCOUNT = 3000\n{CLUSTER}")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=600)
    assert (done.returncode, done.stdout) == (0, "0\n"), done.stderr

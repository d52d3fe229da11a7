"""Whatever is in a file, check ends with a report and one of its exit codes, never with a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from command_line import Outcome, recolint
from properties import examples
from request_faults import faults
from requests_strategy import requests
from specs import ADVANCED, DEFAULT

pytestmark = pytest.mark.slow

SCRAPS = st.sampled_from(
    ["JobName", "JobType", "InputConfig", ": ", "- ", "{", "}", "[", "]", ",", "\n", "  ", "\t", "#", "'", '"', "&a ",
     "*a", "<<: ", "|", ">", "!x ", "!!int ", "---\n", "...\n", "? ", "%", "\\u0041", "1.10", "null", "2024-01-01", "ä",
     "😀", "\x85", "\u2028", "\x00", "\x1b", "recolint: ignore[RL204]"]
)  # fmt: skip
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)

many = examples(60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def check(folder: Path, name: str, data: bytes) -> Outcome:
    (folder / name).write_bytes(data)
    outcome = recolint("check", name, "--isolated", "--preset", "strict", "--output-format", "json", cwd=folder)
    assert outcome.err == ""
    assert outcome.code in (0, 1)
    for finding in json.loads(outcome.out)["findings"]:
        assert finding["line"] >= 1
        assert finding["column"] >= 1
        assert (finding["end_line"], finding["end_column"]) >= (finding["line"], finding["column"])
    return outcome


@many
@given(data=st.binary(max_size=80), name=st.sampled_from(["a.yaml", "a.json", "a"]))
def test_bytes(tmp_path: Path, data: bytes, name: str) -> None:
    check(tmp_path, name, data)


@many
@given(scraps=st.lists(SCRAPS, max_size=25), name=st.sampled_from(["a.yaml", "a.json"]))
def test_scraps_of_yaml_and_json(tmp_path: Path, scraps: list[str], name: str) -> None:
    check(tmp_path, name, "".join(scraps).encode())


@many
@given(data=PLAIN)
def test_any_json(tmp_path: Path, data: object) -> None:
    check(tmp_path, "a.json", json.dumps(data).encode())


@many
@given(data=PLAIN, member=st.sampled_from(sorted(ADVANCED)))
def test_any_value_in_a_spec(tmp_path: Path, data: object, member: str) -> None:
    check(tmp_path, "a.json", json.dumps({**ADVANCED, member: data}).encode())


@many
@given(spec=requests(), data=st.data())
def test_any_request_and_any_fault_in_it(tmp_path: Path, spec: dict[str, object], data: st.DataObject) -> None:
    check(tmp_path, "a.json", json.dumps(spec).encode())
    fault = data.draw(st.sampled_from(list(faults(spec))))
    check(tmp_path, "a.json", json.dumps(fault.within(spec), default=str).encode())


@pytest.mark.parametrize("cut", range(0, len(DEFAULT), 7))
def test_a_spec_cut_short(tmp_path: Path, cut: int) -> None:
    check(tmp_path, "a.yaml", DEFAULT[:cut].encode())

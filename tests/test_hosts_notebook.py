"""Requests in notebooks: the cells of code as one program, with places in the JSON and in the cells."""

from __future__ import annotations

import json
from typing import Any

import pytest

from host_claims import told
from recolint.base.text import Source
from recolint.hosts.notebook import Notebook, read_notebook
from recolint.hosts.tree import HostReading

CALL = "create_inference_recommendations_job"
MARKDOWN = "markdown:"


def notebook(*cells: str, ascii_only: bool = True, lines: bool = True, language: str = "python") -> str:
    """A notebook of version 4; a cell that starts with ``markdown:`` is one of text."""

    def cell(text: str) -> dict[str, Any]:
        text = text.replace("CREATE", CALL)
        kind = "markdown" if text.startswith(MARKDOWN) else "code"
        more = {"outputs": [{"text": [f"sm.{CALL}(JobName='output')"]}], "execution_count": 1} if kind == "code" else {}
        return {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True) if lines else text, **more}

    whole = {"cells": list(map(cell, cells)), "metadata": {"kernelspec": {"language": language}}, "nbformat": 4}
    return json.dumps(whole, ensure_ascii=ascii_only, indent=1 if lines else None)


def read(*cells: str, **options: Any) -> HostReading:
    return read_notebook(Source("a.ipynb", notebook(*cells, **options)), lambda _: None)


def requests(*cells: str) -> list[Any]:
    reading = read(*cells)
    assert not reading.faults
    return [told(request.request) for request in reading.requests]


SEND = "sm.CREATE(JobName=name)"
TELLS: dict[str, tuple[tuple[str, ...], Any]] = {
    "cells in order": (("name = 'a'", "markdown: name = 'b'", "name += 'c'", SEND), [{"JobName": "ac"}]),
    "magics": (
        ("%matplotlib inline\n!pip install x\nname = 'a'\n%load_ext y\n%time name += 'b'\nname?\n?name", SEND),
        [{"JobName": "ab"}],
    ),
    "a timed cell": (("%%time\nname = 'a'\nsm.CREATE(JobName=name)",), [{"JobName": "a"}]),
    "a cell that is timed over and over": (("name = 'a'", "%%timeit\nname = 'b'", SEND), [{"JobName": "<name>"}]),
    "a cell in another language": (
        ("name = 'a'", "%%bash\nname='b'", "%%writefile x.py\nsm.CREATE(JobName='x')", "%%sql\nname", SEND),
        [{"JobName": "a"}],
    ),
    "a script that leaves what it says": (
        ("name = kind = 'a'", "%%bash --out name --err=kind\necho 'b'", "sm.CREATE(A=name, B=kind)"),
        [{"A": "<name>", "B": "<kind>"}],
    ),
    "a magic that nobody knows": (("name = kind = 'a'", "%%mine\nname", "%other kind", "sm.CREATE(A=name, B=kind)"), [
        {"A": "<name>", "B": "<kind>"}
    ]),
    "a captured line": (("files = !ls\nfiles2 = %pwd\nsm.CREATE(A=files, B=files2, C='c')",), [
        {"A": "<files>", "B": "<files2>", "C": "c"}
    ]),
    "another script": (
        ("name = 'a'\n%run other.py\nkind = 'b'\nsm.CREATE(A=name, B=kind)",),
        [{"A": "<name>", "B": "b"}],
    ),
    "a cell that is not Python": (
        ("name, kind = 'a', 'b'", "name = = 3", "for x in y:", "sm.CREATE(JobName=name, JobType=kind)"),
        [{"JobName": "<name>", "JobType": "b"}],
    ),
    "a percent sign that is an operator": (
        ("!ls\ntext = ('%s'\n  % 'a')\nsm.CREATE(JobName=text)",),
        [{"JobName": "a"}],
    ),
    "top-level await": (("await sm.CREATE(JobName='a')",), [{"JobName": "a"}]),
    "a line without its sign": (("pip install sagemaker -U\nsm.CREATE(JobName='a')",), [{"JobName": "a"}]),
    "a magic in a branch": (("if True:\n    %pip install x\n    name = 'a'", SEND), [{"JobName": "a"}]),
    "code behind an exit": (("raise SystemExit", "sm.CREATE(JobName='a')"), [{"JobName": "a"}]),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "expected"), TELLS.values(), ids=TELLS)
def test_cells_tell_their_requests(cells: tuple[str, ...], expected: Any) -> None:
    assert requests(*cells) == expected


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("lines", [True, False])
def test_places_count_in_the_json_and_in_the_cell(*, ascii_only: bool, lines: bool) -> None:
    cells = (
        "markdown: é",
        "x = 1",
        '%time y = "é😀\\n"; name = \'b\'\n\n# a "comment"\nsm.CREATE(\n    JobName=name, A="é\t",)\n',
    )
    text = notebook(*cells, ascii_only=ascii_only, lines=lines)
    (request,) = read_notebook(Source("a.ipynb", text), lambda _: None).requests
    assert (request.cell, text[slice(*request.span)]) == (3, CALL)
    whole = Notebook(text)
    assert whole.position(request.span.start) == (3, 4, 4)
    name, second = request.request.entries
    assert told(name.value) == "b"
    assert text[slice(*name.value.span)] == "'b'"
    assert whole.position(name.value.span.start) == (3, 1, 26)
    assert whole.position(name.name_span.start) == (3, 5, 5)
    assert told(second.value) == "é\t"
    assert json.loads(f'"{text[slice(*second.value.span)]}"') == '"é\t"'
    assert whole.position(second.value.span.end) == (3, 5, 25)
    assert whole.position(0) is None


def test_an_older_notebook_has_worksheets() -> None:
    cells = [{"cell_type": "heading", "source": "x"}, {"cell_type": "code", "input": [f"sm.{CALL}(JobName='a')"]}]
    text = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}, {"cells": cells}]})
    reading = read_notebook(Source("a.ipynb", text), lambda _: None)
    assert [(told(one.request), one.cell) for one in reading.requests] == [({"JobName": "a"}, 2), ({"JobName": "a"}, 4)]


def test_a_broken_cell_that_mentions_the_call_is_one_fault_in_its_cell() -> None:
    reading = read("x = 1 2", "sm.CREATE(JobName='a' 3)", "sm.CREATE(JobName='b')")
    assert [told(one.request) for one in reading.requests] == [{"JobName": "b"}]
    (fault,) = reading.faults
    assert fault.cell == 2
    assert [one.cell for one in reading.unread] == [1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sm.CREATE(JobName='a')", "expected the JSON object of a notebook"),
        ('["sm.CREATE()"]', "expected the JSON object of a notebook"),
        ('{"cells": {"a": "sm.CREATE()"}}', "cells must be a list"),
        ('{"cells": [{"cell_type": "code", "source": "sm.CREATE()"}', "the notebook is not valid JSON"),
    ],
)
def test_a_file_that_is_not_a_notebook_is_one_fault(text: str, message: str) -> None:
    reading = read_notebook(Source("a.ipynb", text.replace("CREATE", CALL)), lambda _: None)
    assert [one.message for one in reading.faults] == [message]


def test_a_cell_whose_source_is_not_text_does_not_stop_the_others() -> None:
    sources = [5, ["a = 1", None], f"sm.{CALL}(JobName='a')"]
    cells = [{"cell_type": "code", "source": source} for source in sources]
    reading = read_notebook(Source("a.ipynb", json.dumps({"cells": cells})), lambda _: None)
    assert [told(one.request) for one in reading.requests] == [{"JobName": "a"}]
    assert [one.message for one in reading.faults] == ["the source of a cell must be a string or a list of strings"] * 2


def test_a_broken_cell_beside_a_request_is_listed_and_is_no_fault() -> None:
    reading = read("x = 1 2", "sm.CREATE(JobName='b')")
    assert (reading.faults, [one.cell for one in reading.unread]) == ((), [1])
    assert [one.message.partition(" 3")[0] for one in reading.unread] == ["this cell is not valid Python"]
    assert read("x = 1 2", "# sm.CREATE") == HostReading()


def test_a_notebook_in_another_language_is_not_read() -> None:
    assert read("sm.CREATE(JobName='a')", language="R") == HostReading()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "create_inference_recommendations_job",
        '{"cells": [{"cell_type": "code", "source": ["create_inference_recommendations_job(',
        '{"cells": [{"cell_type": "code", "source": ["right_size\\u00"]}]}',
        '{"cells": 3, "right_size": [1, {}, [], "x"]}',
        '{"cells": [3, [], {}, {"cell_type": "code", "source": 3}, {"cell_type": "code"}], "right_size": 1}',
        "[" * 100_000 + "right_size",
        '{"cells": ' + "[" * 100_000 + "right_size",
        '{"metadata": {"kernelspec": {"language": 3}}, "cells": [{"cell_type": "code", "source": "right_size"}]}',
    ],
)
def test_any_text_is_read(text: str) -> None:
    reading = read_notebook(Source("a.ipynb", text), lambda _: None)
    assert not reading.requests
    assert len(reading.faults) <= 1


def test_shell_lines_and_cells_are_read_as_shell() -> None:
    command = "aws sagemaker create-inference-recommendations-job"
    lines = f"!{command} \\\n  --job-name {{x}} --job-type Default"
    text = notebook(f'y = "é"\n{lines}\nz = 1', f"%%bash\n{command} --job-name 'é'")
    reading = read_notebook(Source("a.ipynb", text), lambda _: None)
    assert [(told(one.request), one.cell) for one in reading.requests] == [
        ({"JobName": "<{x}>", "JobType": "Default"}, 1),
        ({"JobName": "é"}, 2),
    ]
    kind = reading.requests[0].request.entries[1].value.span
    assert text[slice(*kind)] == "Default"

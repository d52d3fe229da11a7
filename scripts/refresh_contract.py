"""Write contract/request.json from the service model in the installed botocore.

Usage: python scripts/refresh_contract.py [--check]

With --check nothing is written: a difference is printed, and the exit code is 1. The recorded version of botocore and
the day are not compared, since botocore is released far more often than this request changes.
"""

from __future__ import annotations

import argparse
import difflib
import html
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import botocore
from botocore.loaders import Loader

OPERATION = "CreateInferenceRecommendationsJob"
ANSWER = "DescribeInferenceRecommendationsJob"
TARGET = Path(__file__).parents[1] / "linter" / "recolint" / "request" / "contract" / "request.json"
TEXTS = TARGET.with_name("texts.json")
MAX_CHARACTERS = 300
"""The maximum length of a description: a hover shows it, with a link to the complete text."""
KINDS = frozenset({"string", "integer", "list", "structure"})


def contract() -> dict[str, Any]:
    """The request's shapes by name, and the names that only the answer to a describe call has."""
    # Only botocore's own files: a model in ~/.aws/models must not leak into the recorded contract.
    loader = Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    model = loader.load_service_model("sagemaker", "service-2")
    shapes, operations = model["shapes"], model["operations"]
    request = operations[OPERATION]["input"]["shape"]
    answer = operations[ANSWER]["output"]["shape"]
    return {
        "botocore": botocore.__version__,
        "date": datetime.now(UTC).date().isoformat(),
        "request": request,
        "response_only": sorted(shapes[answer]["members"].keys() - shapes[request]["members"].keys()),
        "documented": dict(documented(shapes, sorted(reachable(shapes, request)))),
        "shapes": {name: described(shapes[name]) for name in sorted(reachable(shapes, request))},
    }


def reachable(shapes: dict[str, Any], name: str) -> set[str]:
    """The names of the shape ``name`` and of all shapes within it."""
    return {name}.union(*(reachable(shapes, part) for part in parts(shapes[name])))


def parts(shape: dict[str, Any]) -> Iterator[str]:
    """The names of the shapes that ``shape`` refers to."""
    for member in (*shape.get("members", {}).values(), *filter(None, [shape.get("member")])):
        yield member["shape"]


def documented(shapes: dict[str, Any], names: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The values that only the documentation lists, in its order, by the member's name."""
    for name in names:
        for member, of in shapes[name].get("members", {}).items():
            listed = re.search(r"Valid Values: <code>([^<]+)</code>", of.get("documentation", ""))
            if listed and "enum" not in shapes[of["shape"]]:
                yield member, listed[1].split(" | ")


def described(shape: dict[str, Any]) -> dict[str, Any]:
    """``shape`` without documentation, as the contract stores it: members in the model's order, sets sorted."""
    if shape["type"] not in KINDS:
        raise SystemExit(f"the request has a member of type {shape['type']}: teach the contract what it is")
    kept: dict[str, Any] = {key: shape[key] for key in ("type", "min", "max", "pattern") if key in shape}
    if "enum" in shape:
        kept["enum"] = sorted(shape["enum"])
    if "member" in shape:
        kept["item"] = shape["member"]["shape"]
    if "members" in shape:
        members = shape["members"]
        kept["members"] = {name: member["shape"] for name, member in members.items()}
        kept["required"] = [name for name in members if name in shape.get("required", ())]
        kept["deprecated"] = [name for name, member in members.items() if member.get("deprecated")]
    return {key: value for key, value in kept.items() if value != []}


def text(document: dict[str, Any]) -> str:
    """``document`` as it is in the file: one value a line, so that a new instance type is one line of a diff."""
    return json.dumps(document, indent=1) + "\n"


def texts() -> dict[str, Any]:
    """AWS's first sentences on each member of the request, by structure and member, as plain text."""
    loader = Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    model = loader.load_service_model("sagemaker", "service-2")
    shapes = model["shapes"]
    names = sorted(reachable(shapes, model["operations"][OPERATION]["input"]["shape"]))
    return {
        "source": "botocore's service model of SageMaker (botocore/data/sagemaker/*/service-2.json), shortened",
        "licence": "Apache-2.0",
        "version": botocore.__version__,
        "members": {
            f"{name}.{member}": _first_sentences(of.get("documentation", ""))
            for name in names
            for member, of in shapes[name].get("members", {}).items()
        },
    }


def _first_sentences(documentation: str) -> str:
    """The beginning of ``documentation`` without its markup, truncated at the end of a sentence."""
    paragraph = re.split(r"</p>|<ul>|<note>", documentation, maxsplit=1)[0]
    plain = html.unescape(" ".join(re.sub(r"<[^>]+>", "", paragraph).split()))
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", plain)
    kept = sentences[0]
    for sentence in sentences[1:]:
        if len(kept) + 1 + len(sentence) > MAX_CHARACTERS:
            break
        kept += f" {sentence}"
    return kept


def difference(recorded: str, fresh: dict[str, Any]) -> str:
    """The changes of a refresh except the version of botocore and the date, as a unified diff; may be empty."""
    fresh = fresh | {key: json.loads(recorded).get(key) for key in ("botocore", "date")}
    lines = (recorded.splitlines(keepends=True), text(fresh).splitlines(keepends=True))
    return "".join(difflib.unified_diff(*lines, "recorded", f"botocore {botocore.__version__}"))


def main() -> int:
    """Write the file, or compare it."""
    parser = argparse.ArgumentParser(description="Write contract/request.json from the installed botocore.")
    parser.add_argument("--check", action="store_true", help="only print what would change; exit 1 if anything does")
    if not parser.parse_args().check:
        TARGET.write_text(text(contract()), encoding="utf-8")
        TEXTS.write_text(text(texts()), encoding="utf-8")
        return 0
    changes = difference(TARGET.read_text(encoding="utf-8"), contract())
    print(changes, end="")
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())

"""The questions of online rules, put to AWS."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Any

from recolint.aws.session import Aws
from recolint.aws.trouble import UNREADABLE, code_of, words
from recolint.base.errors import AwsError
from recolint.rule.account import Answer, NotAnsweredError, Question

MAX_BYTES = 1024 * 1024
"""Of an object in S3, however long the range that a rule asks for."""

_NOT_THERE = re.compile(r"NoSuch\w+|(?:Resource)?NotFound(?:Exception)?", re.ASCII)
_SAYS_NOT_THERE = re.compile(r"could not find|cannot find|does not exist|not found", re.IGNORECASE)


def ask(aws: Aws, question: Question) -> Answer | None:
    """The answer of AWS; ``None`` if the resource does not exist. Raises ``NotAnsweredError``.

    Several threads may call it. Raises ``ValueError`` for a question that asks for a whole object in S3.
    """
    parameters = json.loads(question.parameters)
    if question.operation == "GetObject" and "Range" not in parameters:
        raise ValueError("s3 GetObject: a rule may read a range only")
    try:
        return _called(aws.look_up(question.service, question.region), question.operation, parameters)
    except Exception as error:
        # botocore lets through what sockets, parsers and credential helpers raise: any of it means no answer.
        if _is_not_there(error):
            return None
        if code_of(error) == "InvalidRange":
            return Answer(Body=b"", ContentRange="bytes */0")
        raise NotAnsweredError(words(error)) from error


def _called(client: Any, operation: str, parameters: dict[str, Any]) -> Answer:
    # Imported here, as everywhere in this package: it takes longer than a whole check.
    from botocore import xform_name

    method = xform_name(operation)
    if operation == "GetObject":
        return _first_bytes(client, parameters)
    if client.can_paginate(method):
        return Answer.of(client.get_paginator(method).paginate(**parameters).build_full_result())
    return Answer.of(getattr(client, method)(**parameters))


def _first_bytes(client: Any, parameters: dict[str, Any]) -> Answer:
    told = client.get_object(**parameters)
    with told["Body"] as body:
        if told["ResponseMetadata"]["HTTPStatusCode"] != HTTPStatus.PARTIAL_CONTENT:
            # S3 answers a range with partial content. Any other answer is from a proxy.
            raise AwsError(UNREADABLE)
        return Answer({**told, "Body": body.read(MAX_BYTES)})


def _is_not_there(error: Exception) -> bool:
    code = code_of(error)
    return bool(_NOT_THERE.fullmatch(code) or (code == "ValidationException" and _SAYS_NOT_THERE.search(str(error))))

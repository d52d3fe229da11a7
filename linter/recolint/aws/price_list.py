"""AWS's Price List: what SageMaker costs in a Region, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recolint.aws import trouble
from recolint.aws.session import Aws
from recolint.base.errors import AwsError

_SERVICE = "AmazonSageMaker"
_MAX_PAGES = 2_000
"""A Region has some dozens of pages of 100 rows; an answer without an end must not be read for ever."""
_NEAR = {"eu": "eu-central-1", "me": "eu-central-1", "af": "eu-central-1", "il": "eu-central-1", "ap": "ap-south-1"}
_CHINA = "cn-northwest-1"


def endpoint_region(region: str) -> str:
    """The Region of the Price List endpoint with the prices of ``region``: AWS has three, and one in China."""
    area = region.partition("-")[0]
    return _CHINA if area == "cn" else _NEAR.get(area, "us-east-1")


def rows(aws: Aws, region: str) -> Iterator[str]:
    """The rows of SageMaker in ``region``, each a JSON text, as AWS sends them; raises ``AwsError``."""
    near = endpoint_region(region)
    try:
        client = aws.look_up("pricing", near)
        pages = client.get_paginator("get_products").paginate(
            ServiceCode=_SERVICE,
            Filters=[{"Type": "TERM_MATCH", "Field": "regionCode", "Value": region}],
            FormatVersion="aws_v1",
        )
        for number, page in enumerate(pages, 1):
            yield from _rows(page, number)
    except Exception as error:
        # botocore lets through what sockets, parsers and credential helpers raise.
        raise AwsError(f"Price List in {near}: {trouble.words(error)}") from error


def _rows(page: dict[str, Any], number: int) -> list[str]:
    """The rows of the page ``number`` (from 1); raises ``AwsError`` for a page without rows, which is not of AWS."""
    found = page.get("PriceList")
    if not isinstance(found, list):
        raise AwsError(trouble.UNREADABLE)
    if number > _MAX_PAGES:
        raise AwsError(f"the answer has more than {_MAX_PAGES:,} pages")
    return found

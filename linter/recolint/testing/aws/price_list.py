"""The Price List of the test AWS: rows of SageMaker with made-up prices, in pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from recolint.testing.aws.messages import Answer, HttpRequest
from recolint.testing.aws.troubles import SERVICES, Refusal, Trouble, refusal, written

TARGET = "AWSPriceListService."
"""How the header X-Amz-Target begins."""
PAGE = 100
"""Rows on a page, and the most that a request may ask for."""

_SERVICE = SERVICES["pricing"]
_WITHOUT_ROWS = "eu-north-2"
"""A Region without rows."""


def product(instance_type: str, price: str | None, region: str = "us-east-1", **more: Any) -> dict[str, Any]:
    """A row as AWS writes it. ``more`` are ``use`` (Host or Train), ``currency``, ``unit``, and ``dimensions``, all of
    the row's price dimensions."""
    use, currency, unit = more.get("use", "Host"), more.get("currency", "USD"), more.get("unit", "Hrs")
    only = {"unit": unit, "beginRange": "0", "endRange": "Inf", "pricePerUnit": {currency: price}}
    dimensions = more.get("dimensions", [only])
    return {
        "product": {
            "productFamily": "ML Instance",
            "attributes": {
                "servicecode": "AmazonSageMaker",
                "regionCode": region,
                "instanceName": instance_type,
                "usagetype": f"TST1-{use}:{instance_type}",
            },
            "sku": "EXAMPLE",
        },
        "serviceCode": "AmazonSageMaker",
        "terms": {
            "OnDemand": {
                "EXAMPLE.TERM": {
                    "priceDimensions": {f"EXAMPLE.TERM.{n}": one for n, one in enumerate(dimensions)},
                    "offerTermCode": "TERM",
                }
            }
        },
        "publicationDate": "2026-11-20T00:00:00Z",
    }


@dataclass(slots=True)
class PriceList:
    """The rows that clients get: those that are set, else a hosting and a training row for each of ``types``."""

    types: Sequence[str]
    _rows: list[str] | None = field(default=None)

    def set(self, rows: Iterable[object]) -> object:
        """Let ``rows`` be all rows of every Region: objects, or texts as they are."""
        self._rows = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        return {"rows": len(self._rows)}

    def clear(self) -> None:
        """Forget the rows that are set."""
        self._rows = None

    def answer(self, request: HttpRequest) -> Answer:
        """The answer to one signed request."""
        if request.headers.get("x-amz-target") != f"{TARGET}GetProducts":
            return written(refusal(Trouble.UNKNOWN_OPERATION, _SERVICE), _SERVICE)
        try:
            asked = json.loads(request.body)
            filters = {one["Field"]: one["Value"] for one in asked.get("Filters", []) if one["Type"] == "TERM_MATCH"}
            start, size = int(asked.get("NextToken") or 0), int(asked.get("MaxResults", PAGE))
        except (AttributeError, KeyError, TypeError, ValueError):
            return _invalid("The request is not one of GetProducts")
        if asked.get("ServiceCode") != "AmazonSageMaker" or set(filters) != {"regionCode"} or not 1 <= size <= PAGE:
            return _invalid("This test AWS has AmazonSageMaker by regionCode only, in pages of at most 100 rows")
        rows = self._usual(filters["regionCode"]) if self._rows is None else self._rows
        page = {"FormatVersion": "aws_v1", "PriceList": rows[start : start + size]}
        more = {"NextToken": str(start + size)} if start + size < len(rows) else {}
        return Answer.of_json(200, page | more)

    def _usual(self, region: str) -> list[str]:
        if region == _WITHOUT_ROWS:
            return []
        currency = "CNY" if region.startswith("cn-") else "USD"
        return [
            json.dumps(product(name, f"{number / 100:.10f}", region, use=use, currency=currency))
            for number, name in enumerate(sorted(self.types), 1)
            for use in ("Host", "Train")
        ]


def _invalid(message: str) -> Answer:
    return written(Refusal("InvalidParameterException", 400, message), _SERVICE)

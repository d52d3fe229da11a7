"""Values of conditions that are more than text: numbers, dates, addresses, binary data. ``None``: invalid."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from datetime import UTC, datetime
from decimal import Decimal

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_DATE = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


def number(text: str) -> Decimal | None:
    """An integer or a decimal number, with an exponent where JSON may write one."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def moment(text: str) -> datetime | None:
    """A date and time in one of the W3C's forms of ISO 8601, or in seconds since 1970; four digits are a year."""
    try:
        if (found := _DATE.fullmatch(text)) is None:
            return datetime.fromtimestamp(float(text), UTC) if _NUMBER.fullmatch(text) else None
        year, month, day, time, zone = found.groups()
        if (time and not day) or (zone and not time) or (day and not month):
            return None
        return datetime.fromisoformat(f"{year}{month or '-01'}{day or '-01'}{time or 'T00:00'}{zone or '+00:00'}")
    except (ValueError, OverflowError, OSError):
        return None


def network(text: str) -> Network | None:
    """An address, or a range of addresses in CIDR notation."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def address(text: str) -> Address | None:
    """An address of IPv4 or IPv6."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def truth_value(text: str) -> bool | None:
    """``true`` or ``false``, in any case."""
    return {"true": True, "false": False}.get(text.casefold())


def binary(text: str) -> bytes | None:
    """Data in Base64."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None

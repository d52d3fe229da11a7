"""The record of what was asked of the test AWS: operations and parameters, never credentials."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Entry:
    """One request, in order of arrival from 1.

    ``status`` is the HTTP status of the answer; ``None`` before it is sent, or if it is never sent.
    ``carried_out`` says whether the operation ran; ``fault`` and ``refused`` say what went wrong, if anything did.
    """

    number: int
    service: str
    operation: str
    region: str
    parameters: dict[str, Any]
    status: int | None = None
    carried_out: bool = False
    fault: str | None = None
    refused: str | None = None


@dataclass(slots=True)
class Record:
    """All requests since the last reset."""

    _entries: list[Entry] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def arrive(self, service: str, operation: str, region: str, parameters: dict[str, Any]) -> Entry:
        """Note a request that has come in."""
        with self._changed:
            entry = Entry(len(self._entries) + 1, service, operation, region, parameters)
            self._entries.append(entry)
            self._changed.notify_all()
            return entry

    def note(self, entry: Entry, **changes: Any) -> None:
        """Update the record of a request: set new values for fields of ``entry``."""
        with self._changed:
            for name, value in changes.items():
                setattr(entry, name, value)
            self._changed.notify_all()

    def clear(self) -> None:
        """Forget everything."""
        with self._changed:
            self._entries.clear()

    def wait(self, at_least: int, timeout: float, **wanted: Any) -> list[dict[str, Any]]:
        """The requests with the fields ``wanted``, once there are ``at_least``, or after ``timeout`` seconds."""

        def matching() -> list[Entry]:
            return [entry for entry in self._entries if all(getattr(entry, k) == v for k, v in wanted.items())]

        with self._changed:
            self._changed.wait_for(lambda: len(matching()) >= at_least, timeout)
            return [asdict(entry) for entry in matching()]

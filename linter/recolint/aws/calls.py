"""Hears each call of boto3 that creates a job, on every client of the process."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from types import FrameType
from typing import Any
from weakref import WeakKeyDictionary

from botocore.client import BaseClient

METHOD = "create_inference_recommendations_job"

Heard = Callable[[Any, Mapping[str, Any], FrameType | None], None]
"""A callback for each call: it gets the client, the request and the frame of the caller. It must not raise."""


class Calls:
    """Reports each call to ``heard`` before the client acts on it, from ``start`` to ``stop``.

    It wraps the method of the classes of clients, both those that exist and those to come. So it also hears clients
    created before ``start``, and calls that a stub below the method answers.
    """

    def __init__(self, heard: Heard) -> None:
        """Take what is to be done, in the thread of the caller."""
        self._heard = heard
        self._methods: WeakKeyDictionary[type, tuple[Any, Any]] = WeakKeyDictionary()
        """The method of each class as it was, and as it is."""

    def start(self) -> None:
        """Hear all clients from now on."""

        def made(cls: Any, /, **more: Any) -> None:
            super(BaseClient, cls).__init_subclass__(**more)
            self._wrap(cls)

        BaseClient.__init_subclass__ = classmethod(made)
        for cls in list(_below(BaseClient)):
            self._wrap(cls)

    def stop(self) -> None:
        """Leave the classes as they were."""
        del BaseClient.__init_subclass__
        for cls, (before, now) in list(self._methods.items()):
            if vars(cls).get(METHOD) is now:
                setattr(cls, METHOD, before)
        self._methods.clear()

    def _wrap(self, cls: type) -> None:
        method = vars(cls).get(METHOD)
        if method is None:
            return
        tell = self._heard

        @wraps(method)
        def heard(client: Any, *arguments: Any, **request: Any) -> Any:
            __tracebackhide__ = True  # pytest leaves the frame out of tracebacks
            # The client rejects positional arguments, so they are not a request.
            if not arguments:
                frame = inspect.currentframe()
                tell(client, request, frame.f_back if frame else None)
            return method(client, *arguments, **request)

        self._methods[cls] = method, heard
        setattr(cls, METHOD, heard)


def _below(cls: Any) -> Iterator[type]:
    for one in cls.__subclasses__():
        yield one
        yield from _below(one)

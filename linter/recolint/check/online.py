"""Online rules over the specs of a run: each question asked once, several at the same time, all within a time limit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from recolint.base.finding import Finding, SpecId
from recolint.base.landing import landed
from recolint.check import engine
from recolint.rule.account import Account, Answer, Ask, Asked, NotAnsweredError, Question, Skip
from recolint.rule.kinds import OnlineRule, Spec
from recolint.rule.soundness import bounded, require_finding

WORKERS = 8
"""Questions under way at the same time: enough to hide the latency, too few for the APIs' rate limits."""


@dataclass(frozen=True, slots=True)
class Found:
    """The findings of online rules, the rules that raised, and the questions to AWS."""

    findings: tuple[tuple[SpecId, Finding], ...]
    crashes: tuple[engine.Crash, ...]
    asked: Asked


@dataclass
class _Pending:
    """A question that somebody has asked; ``answered`` is set when ``answer`` or ``error`` is."""

    answered: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None
    error: Exception | None = None


@dataclass
class _Task:
    """One rule to look at one spec, its number in the order of the run, and the result."""

    number: int
    spec: Spec
    rule: OnlineRule[Any]
    account: Account
    findings: tuple[Finding, ...] = ()
    crashes: tuple[engine.Crash, ...] = ()


class Online:
    """The lookups of a run. The successive checks that fixes need share the answers."""

    def __init__(self, ask: Ask, region: Callable[[Spec], str], seconds: float, since: float | None = None) -> None:
        """Take the way to ask, the Region that a spec's job would run in, and how many seconds a check may last.

        The time of the first check began at ``since``, by ``time.monotonic()``; that of each other when it is asked
        for. ``ask`` is called from several threads at once.
        """
        self._ask_aws = ask
        self._region = region
        self._seconds = seconds
        self._since = since
        self._pending: dict[Question, _Pending] = {}
        self._lock = threading.Lock()

    def check(self, pairs: Sequence[tuple[Spec, OnlineRule[Any]]]) -> Found:
        """Let each rule look at its spec. What does not end in time is skipped."""
        tasks = [self._task(number, spec, rule) for number, (spec, rule) in enumerate(pairs)]
        done = self._finish(tasks)
        ended = [task for task in tasks if task.number in done]
        late = [task for task in tasks if task.number not in done]
        reason = f"no answer within {self._seconds:g} s"
        missing = [(task, question, why) for task in ended for question, why in task.account.unanswered]
        missing += [(task, task.account.asked or f"what {task.rule.name} asks", reason) for task in late]
        with self._lock:
            look_ups = len(self._pending)
        return Found(
            tuple((task.spec.id, finding) for task in ended for finding in task.findings),
            tuple(crash for task in ended for crash in task.crashes),
            Asked(look_ups, _skips(missing)),
        )

    def _task(self, number: int, spec: Spec, rule: OnlineRule[Any]) -> _Task:
        return _Task(number, spec, rule, Account(self._ask, self._region(spec)))

    def _finish(self, tasks: Sequence[_Task]) -> set[int]:
        """The numbers of the tasks that ended in time.

        The threads are daemons: one that hangs in a call must not keep the process from ending.
        """
        deadline = (time.monotonic() if self._since is None else self._since) + self._seconds
        self._since = None
        waiting: SimpleQueue[_Task] = SimpleQueue()
        ended: SimpleQueue[int] = SimpleQueue()
        for task in tasks:
            waiting.put(task)
        for _ in range(min(WORKERS, len(tasks))):
            threading.Thread(target=_work, args=(waiting, ended, deadline), daemon=True).start()
        done: set[int] = set()
        try:
            while len(done) < len(tasks):
                done.add(ended.get(timeout=max(0.0, deadline - time.monotonic())))
        except Empty:
            pass
        return done

    def _ask(self, question: Question) -> Answer | None:
        """The answer of AWS to ``question``; only the first caller sends the request."""
        with self._lock:
            pending = self._pending.get(question)
            first = pending is None
            if pending is None:
                pending = self._pending[question] = _Pending()
        if first:
            try:
                pending.answer = self._ask_aws(question)
            except Exception as error:
                # Whatever it is, it is the answer for all who wait.
                pending.error = error
            finally:
                pending.answered.set()
        pending.answered.wait()
        if pending.error is not None:
            # An exception of its own for each: they are raised in several threads.
            raise _again(pending.error)
        return pending.answer


def _again(error: Exception) -> Exception:
    return NotAnsweredError(error.reason) if isinstance(error, NotAnsweredError) else error


def _work(waiting: SimpleQueue[_Task], ended: SimpleQueue[int], deadline: float) -> None:
    while time.monotonic() < deadline:
        try:
            task = waiting.get_nowait()
        except Empty:
            return
        task.findings, task.crashes = check_online(task.spec, task.rule, task.account)
        ended.put(task.number)


def _skips(missing: Sequence[tuple[_Task, str, str]]) -> tuple[Skip, ...]:
    """One for each lookup and reason, in order of the lookup."""
    grouped: dict[tuple[str, str], list[_Task]] = {}
    for task, look_up, reason in missing:
        grouped.setdefault((look_up, reason), []).append(task)
    return tuple(
        Skip(
            look_up,
            reason,
            tuple(sorted({task.rule.code for task in tasks})),
            tuple(dict.fromkeys(task.spec.id for task in tasks)),
        )
        for (look_up, reason), tasks in sorted(grouped.items(), key=lambda item: item[0])
    )


def check_online(
    spec: Spec, rule: OnlineRule[Any], account: Account
) -> tuple[tuple[Finding, ...], tuple[engine.Crash, ...]]:
    """The findings of ``rule`` on ``spec`` in ``account``, as far as AWS answers what it asks."""
    crashes: list[engine.Crash] = []
    found = engine.guarded(rule, spec.id, partial(_found_online, rule, spec, account), crashes)
    return tuple(landed(finding, spec.id, {spec.id: spec.job.data()}) for finding in found), tuple(crashes)


def _found_online(rule: OnlineRule[Any], spec: Spec, account: Account) -> list[Finding]:
    found: list[Finding] = []
    try:
        for finding in bounded(rule.check(spec, account), engine.MAX_FINDINGS):
            found.append(require_finding(finding, rule, {spec.id}))  # noqa: PERF401  what was found before a question counts
    except NotAnsweredError as error:
        account.record_unanswered(error)
    return found

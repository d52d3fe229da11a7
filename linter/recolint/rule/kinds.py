"""The contract with rules: what a rule is, and what it may know.

A rule is one class in one file. Its docstring is its page: a first line that says what is wrong, then three paragraphs
that begin with ``What it checks:``, ``Why it matters:`` and ``What to do:``. Its ``examples`` are its tests.
There are four kinds, by what they look at:

- ``Rule`` looks at one spec (most rules);
- ``CollectionRule`` looks at all specs of a run at once;
- ``OnlineRule`` looks at one spec and at what AWS says of what it names, when the user asks for that;
- ``FaultRule`` has the code and the page of a fault that reading a file found (broken syntax, an unused suppression).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum
from functools import cached_property

from recolint.base.finding import Basis, Finding, Fix, Label, Part, Route, Severity, SpecId
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NewType, Protocol, TypeVar
from recolint.document import Content, Document, Fault, FaultKind
from recolint.request.job import Job
from recolint.rule.examples import Example

if TYPE_CHECKING:
    # Imported for types only: a right spec does not need these modules.
    from recolint.iam import Permissions
    from recolint.plan.prices import Prices
    from recolint.request.contract import Violation
    from recolint.rule.account import Account

TAKES_MORE = 0x04
"""``inspect.CO_VARARGS``: a function with ``*args``. The library takes 3 ms to import."""

INFO, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

OptionsT = TypeVar("OptionsT", covariant=True)


Assignments = NewType("Assignments", tuple[str, ...])
"""Texts, each ``name`` or ``name=text``. A config writes a list of them, or a table: ``{name = "text"}``."""

Globs = NewType("Globs", tuple[str, ...])
"""Globs of names, each held to its form: ``*`` is any text, ``?`` one character, ``[ab]`` one of several."""


Maximum = NewType("Maximum", int)
"""The highest number that is allowed, from 0; ``NO_MAXIMUM`` allows any."""

MaximumAmount = NewType("MaximumAmount", float)
"""Likewise, with decimals: hours, money."""

NO_MAXIMUM = -1


class HasRoute(Protocol):
    """Anything that knows its place: a located value, a view, a list of views, a violation."""

    @property
    def route(self) -> Route: ...


class Preset(IntEnum):
    """The sets of rules, from small to large. Each is part of the next. A rule names the smallest that contains it."""

    MINIMAL = 1
    """Requests that AWS certainly refuses."""
    RECOMMENDED = 2
    """The default: also what is documented or likely."""
    STRICT = 3
    """Also advice, and bounds that only documents or third parties state."""


class Settings(NamedTuple):
    """The settings of a team for the place where its specs run, and the day of the run. ``None``: not set."""

    today: date
    region: str | None = None
    account: str | None = None
    instance_types: frozenset[str] = frozenset()
    """Instance types that the team knows and the shipped data does not."""
    permissions: Permissions | None = None
    """The policies that the team names; ``None``: no policies at all."""
    prices: tuple[Prices, ...] = ()
    """The price tables that the team names."""
    stated_region: str | None = None
    """The Region in the code around the request. ``region`` differs if the command line sets another."""


class Context(NamedTuple):
    """The facts for a rule beside the job: its document with all that it contains, what its contract refuses, the
    settings.
    """

    document: Document
    content: Content
    violations: tuple[Violation, ...]
    settings: Settings

    @property
    def meant(self) -> Mapping[Route, str]:
        """The right names of the misspelled members, by their routes."""
        return {violation.route: violation.meant for violation in self.violations if violation.meant is not None}


class Spec(NamedTuple):
    """One spec of a run, as a rule across specs sees it."""

    id: SpecId
    job: Job
    settings: Settings


def _route(at: HasRoute | Route) -> Route:
    # A located value is a tuple too.
    route: Route = at.route if hasattr(at, "route") else at
    return route


class BaseRule(Generic[OptionsT]):
    """The base of all rules. Subclass ``Rule``, ``CollectionRule``, ``OnlineRule`` or ``FaultRule``.

    ``OptionsT`` is a ``NamedTuple`` in which every field has a default and is ``Annotated`` with its description, or
    ``None`` for a rule without options.
    """

    code: ClassVar[str]
    """``RL204``: block and number, never used again for another rule."""
    name: ClassVar[str]
    """``traffic-outlasts-job``: says what is wrong, and reads well after "allow"."""
    severity: ClassVar[Severity]
    basis: ClassVar[Basis]
    examples: ClassVar[tuple[Example, ...]] = ()
    preset: ClassVar[Preset] = Preset.RECOMMENDED
    strict_severity: ClassVar[Severity | None] = None
    """The severity in the preset ``strict``, where it differs."""
    required: ClassVar[bool] = False
    """Whether it runs whatever is selected or ignored: else a file that cannot be checked would pass in silence."""
    refuses: ClassVar[bool] = False
    """Whether the values that its findings are about are wrong by themselves, so that no other rule may judge by them.

    Such rules run first, in order of code; the views of all others take these values for refused, as they take those
    that break the contract.
    """
    judges_by: ClassVar[tuple[Literal["role", "trust", "caller", "account", "region"], ...]] = ()
    """The needs beside the spec: policies of at least one of these owners, and these settings.

    While they are unknown, a suppression of its findings is not reported as unused.
    """
    security_severity: ClassVar[float | None] = None
    """Where a fault of the rule weakens security, how much: 0.1 to 10.0 on the scale of CVSS."""
    options_type: ClassVar[type]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Read the type of the options from the base: ``Rule[Options]``."""
        super().__init_subclass__(**kwargs)
        for base in cls.__dict__.get("__orig_bases__", ()):
            for given in getattr(base, "__args__", ()):
                argument = type(None) if given is None else given
                if isinstance(argument, type):
                    cls.options_type = argument

    def __init__(self, options: OptionsT | None = None) -> None:
        """Make the rule with ``options``, or with their defaults."""
        self.options: OptionsT = options if options is not None else self.options_type()

    @classmethod
    def problems(cls, options: Any) -> Iterable[tuple[str, str]]:  # noqa: ARG003  for rules that need it
        """The faults of ``options``, of the right types as they are: the option's name and a text, for each."""
        return ()

    def finding(
        self,
        at: HasRoute | Route,
        message: str,
        *,
        part: Part = Part.VALUE,
        labels: Iterable[Label] = (),
        help: str | None = None,  # noqa: A002  the field's name in every format
        fix: Fix | None = None,
        severity: Severity | None = None,
        basis: Basis | None = None,
        confidential: bool = False,
    ) -> Finding:
        """A finding of this rule at ``at``. A missing member is found at its parent.

        The text at a ``confidential`` finding is not shown in any report, excerpt or message of the run.
        """
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            basis=basis or self.basis,
            message=message,
            route=_route(at),
            part=part,
            labels=tuple(labels),
            help=help,
            fix=fix,
            confidential=confidential,
        )


def label(at: HasRoute | Route, message: str, *, part: Part = Part.VALUE) -> Label:
    """A second place in the same spec."""
    return Label(_route(at), message, part)


class Rule(BaseRule[OptionsT]):
    """A rule about one spec."""

    @abstractmethod
    def check(self, *args: Any, **kwargs: Any) -> Iterator[Finding]:
        """The faults of a job. Reads views, which hold only what the contract accepts.

        Write ``check(self, job: Job)``, or ``check(self, job: Job, context: Context)`` where the rule needs more.
        """
        raise NotImplementedError

    @cached_property
    def takes_context(self) -> bool:
        """Whether ``check`` takes a ``Context`` beside the job."""
        check = next(vars(base)["check"] for base in type(self).__mro__ if "check" in vars(base))
        code = getattr(getattr(check, "__wrapped__", check), "__code__", None)
        return code is None or code.co_argcount != 2 or bool(code.co_flags & TAKES_MORE)


class CollectionRule(BaseRule[OptionsT]):
    """A rule about all specs of a run. They come in order of path and document.

    A rule that compares specs says in ``key`` what two of them must share. Then ``check`` gets only those that share it
    with another, and a run over many files need not keep them all. Without ``key``, it gets all of the run.
    """

    def key(self, spec: Spec) -> Hashable | None:  # noqa: ARG002  for rules that need it
        """The value that ``spec`` must share with another for ``check`` to look at both; ``None``: ``check`` need not
        see it.

        Text, numbers, dates, ``None`` and tuples of these. Two that are equal are alike; more may be taken for alike.
        """
        return ()

    @classmethod
    def compares(cls) -> bool:
        """Whether the rule has a ``key`` of its own."""
        return cls.key is not CollectionRule.key

    @abstractmethod
    def check(self, specs: Sequence[Spec]) -> Iterator[tuple[SpecId, Finding]]:
        """The faults of ``specs``, each with the spec that it is about."""
        raise NotImplementedError


class OnlineRule(BaseRule[OptionsT]):
    """A rule about one spec and the account it runs in. It runs only when the user asks for lookups."""

    @abstractmethod
    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        """The faults of ``spec``. What AWS does not answer is not a fault: let ``NotAnsweredError`` pass.

        Called from several threads at once, for several specs.
        """
        raise NotImplementedError


class FaultRule(BaseRule[None]):
    """The code, severity and page of one kind of fault met in reading a file or its suppressions."""

    kind: ClassVar[FaultKind]

    def describe(self, fault: Fault) -> Finding:
        """The finding for ``fault``, which carries its own words and place."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity,
            basis=self.basis,
            message=fault.message,
            route=fault.route,
            part=fault.part,
            labels=tuple(Label((), message, span=span) for span, message in fault.labels),
            help=fault.help,
            fix=fault.fix,
            span=fault.span,
        )

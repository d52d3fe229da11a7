"""``recolint policy test``: checks that the rules of packs and policies keep the promises of their examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import plural, visible
from recolint.cli.arguments import some_arguments
from recolint.cli.command import Command
from recolint.cli.exits import Exit, UsageError
from recolint.cli.policy.packs import named
from recolint.cli.streams import Streams
from recolint.config.command_line import Overrides
from recolint.config.files import ConfigFiles
from recolint.config.layers import ConfigError
from recolint.config.policy import Policy
from recolint.config.reading import packaged
from recolint.report.shared.fold import folded
from recolint.rule import registry
from recolint.rule.entry import RuleClass
from recolint.rule.examples import Example, Valid
from recolint.rule.registry import Registry
from recolint.testing import BrokenPromiseError, check_example


class Arguments(NamedTuple):
    """Which packs and policies are tested."""

    packs: tuple[str, ...] = some_arguments(
        "a pack or policy: a file, or one of a package, e.g. acme_policy:base", metavar="PACK|POLICY"
    )


def run(arguments: Arguments, streams: Streams) -> int:
    """Print a line for each policy and each example; the exit code says whether all are kept."""
    rules = registry.load()
    total = failed = tested = 0
    for name, policy, classes in _subjects(arguments.packs, rules):
        if policy is not None:
            owned = plural(len(policy.owned), "rule")
            said = f"{visible(name)}: policy {visible(policy.owner.name)}: ok, owns {owned}"
            streams.write(folded(said, streams.width) + "\n")
        tested += len(classes)
        for rule, title, example in _examples(classes):
            why = _broken(rule, example)
            total += 1
            failed += why is not None
            said = f"{visible(name)}: {title}: {'ok' if why is None else f'FAILED: {visible(why)}'}"
            streams.write(folded(said, streams.width) + "\n")
    if tested:
        tried = f"{plural(tested, 'rule')}, {plural(total, 'example')}"
        streams.write(f"{tried}: {f'{failed} failed' if failed else 'all ok'}\n")
    return Exit.FINDINGS if failed else Exit.CLEAN


class _Subject(NamedTuple):
    """A pack or policy to test: its name in messages, the policy if it is one, and the rules of its packs."""

    name: str
    policy: Policy | None
    rules: tuple[RuleClass, ...]


def _subjects(words: Iterable[str], rules: Registry) -> list[_Subject]:
    """The packs and policies that ``words`` name; raises ``UsageError`` with all faults in them and in their files."""
    found: list[_Subject] = []
    problems: list[str] = []
    for word in dict.fromkeys(words):
        try:
            if word.endswith(".toml") or packaged(word) is not None:
                (policy,) = ConfigFiles(rules, Overrides(), isolated=True, policies=[word]).policies
                found.append(_Subject(word, policy, tuple(one.load() for one in policy.pack_rules)))
            else:
                found += (_Subject(name, None, pack.rules) for name, pack in named([word], rules))
        except (ConfigError, UsageError) as error:
            problems.append(str(error))
    if problems:
        raise UsageError("\n".join(problems))
    return found


def _examples(rules: Iterable[RuleClass]) -> Iterator[tuple[RuleClass, str, Example]]:
    """The examples of ``rules``, each with its rule and what to call it."""
    for rule in rules:
        counts = {"valid": 0, "invalid": 0}
        for example in rule.examples:
            kind = "valid" if isinstance(example, Valid) else "invalid"
            counts[kind] += 1
            said = f" ({example.title})" if example.title else ""
            yield rule, f"{rule.code} {rule.name}, {kind} {counts[kind]}{said}", example


def _broken(rule: RuleClass, example: Example) -> str | None:
    """How ``rule`` breaks the promise of ``example``; ``None`` where it keeps it."""
    try:
        check_example(rule, example)
    except BrokenPromiseError as error:
        return str(error).removeprefix(f"{rule.code}, example {example.text!r}: ")
    return None


COMMAND = Command(Arguments, run)

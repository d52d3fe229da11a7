"""The layers that apply to a folder, and the configuration that they make for each file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recolint.base.static import TYPE_CHECKING, Any
from recolint.config.layered import LayeredTable, Parts
from recolint.config.layers import ConfigError, Layer, NamedPacks, Problems, merge, refused
from recolint.config.table import DEFAULT_MAX_FILE_SIZE, FileName, Table, parse
from recolint.config.typed import Config
from recolint.io import repository
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry

if TYPE_CHECKING:
    from pathlib import Path

    # As in ``typed``.
    from recolint.config.policies import IamTable
    from recolint.config.policy import Lock, Policy
    from recolint.iam import Permissions
    from recolint.plan.prices import Prices


class Stack:
    """The config files of a folder, the nearest last, below the command line, and the policies above all."""

    def __init__(
        self,
        files: Sequence[Layer],
        command_line: Layer,
        policies: Sequence[Policy],
        registry: Registry,
        packs: NamedPacks,
    ) -> None:
        """Read all that is set, ``packs`` being those that ``files`` name; raises ``ConfigError``."""
        self._refused_packs = packs.refused
        of_packs = (*packs.rules, *(rule for policy in policies for rule in policy.pack_rules))
        self._pack_rules = tuple({rule.code: rule for rule in of_packs}.values())
        self._registry = registry
        self._policies = tuple(policies)
        self._files = LayeredTable(files, registry, "config")
        self._varies = self._files.varies or any(policy.table.varies for policy in self._policies)
        self._asked = _asked(command_line, len(files), registry)
        self._read: list[tuple[IamTable, Permissions]] = []
        self._priced: dict[FileName, Prices] = {}
        self._by_parts: dict[tuple[Parts, ...], Config] = {}
        self._left_out: dict[tuple[object, ...], Config] = {}
        said = self._files.whole
        _require_usable(said, "baseline")
        _require_usable(said, "prices")
        self.whole = self._config([Parts() for _ in (self._files, *self._policies)])._replace(
            overrides=said.value("overrides", ()),
            per_file_ignores=said.value("per_file_ignores", ()),
        )
        self._require_a_rule()

    def at(self, path: str) -> Config:
        """The configuration of the file ``path``, absolute."""
        if not self._varies:
            return self.whole
        parts = (self._files.parts(path), *(policy.table.parts(path) for policy in self._policies))
        if not any(map(any, parts)):
            return self.whole
        if parts not in self._by_parts:
            self._by_parts[parts] = self._config(parts)._replace(of_folder=self.whole)
        return self._by_parts[parts]

    def left_out(self, path: str) -> Config | None:
        """The configuration of a file, or a folder, that the repository leaves out: it has the locked rules alone.

        ``None`` if no policy applies there.
        """
        minding = tuple(one for one in self._policies if one.owned and not one.lets_out(path))
        if not minding:
            return None
        config = self.at(path)
        key = id(config), minding
        if key not in self._left_out:
            owners = {policy.owner for policy in minding}
            locks = {code: lock for code, lock in config.locks.items() if lock.owner in owners}
            self._left_out[key] = config._replace(
                policies=minding, locks=locks, has_locked_only=True, of_folder=config.whole
            )
        found = self._left_out[key]
        # A file in a folder may have rules that the folder itself lacks.
        return found if found.locks or path.endswith("/") else None

    def _config(self, parts: Sequence[Parts]) -> Config:
        table = self._files.at(parts[0])
        tables = [(policy, policy.table.at(part)) for policy, part in zip(self._policies, parts[1:], strict=True)]
        said = {**table.said, **self._asked.said}
        locks: Mapping[str, Lock] = {}
        if tables:
            # Imported here: most runs have no policy.
            from recolint.config.policy import joined, settings

            said |= settings(tables)
            locks = joined([policy.locks(part) for policy, part in zip(self._policies, parts[1:], strict=True)])
        if "exclude" in table.said and "exclude" in self._asked.said:
            both = (*table.value("exclude"), *self._asked.value("exclude"))
            said["exclude"] = said["exclude"]._replace(value=both)

        def value(attribute: str, default: Any = None) -> Any:
            one = said.get(attribute)
            return default if one is None else one.value

        iam, prices = value("iam"), value("prices", ())
        layers = self._files.layers
        nearest = layers[-1] if layers else None
        config = Config(
            path=nearest.path if nearest else None,
            folder=nearest.folder if nearest else ".",
            preset=value("preset", Preset.RECOMMENDED),
            words=table.words.under(self._asked.words),
            exclude=value("exclude", ()),
            include=value("include", ()),
            max_file_size=value("max_file_size", DEFAULT_MAX_FILE_SIZE),
            suppressions=value("suppressions", ()),
            permissions=None if iam is None else self._permissions(iam),
            prices=prices,
            price_tables=tuple(map(self._prices, prices)),
            border=nearest.border if nearest else None,
            files=tuple(layer.file for layer in layers if layer.file is not None),
            packs=value("packs", ()),
            pack_rules=self._pack_rules,
            refused_packs=self._refused_packs,
            said={attribute: one.word for attribute, one in said.items()},
            unheard=_unheard(table, self._asked, said),
            **{name: value(name) for name in ("region", "account", "max_suppression_days", "baseline")},
            iam=iam,
            policies=self._policies,
            locks=locks,
        )
        given = {
            name: value(name)
            for name in ("fail_on", "instance_types", "require_reason", "require_known")
            if name in said
        }
        return config._replace(**given)

    @property
    def iam_paths(self) -> frozenset[Path]:
        """The policy files of AWS accounts that were read."""
        from pathlib import Path  # which no check asks for

        return frozenset(Path(name.path) for table, _ in self._read for name in table.names())

    def _permissions(self, iam: IamTable) -> Permissions:
        """The policies that ``iam`` names, read once."""
        for table, permissions in self._read:
            if table == iam:
                return permissions
        # Imported here: a config without policies need not pay for reading them.
        from recolint.config.policy_files import load

        self._read.append((iam, load(iam)))
        return self._read[-1][1]

    def _prices(self, name: FileName) -> Prices:
        """The price table that ``name`` names, read once."""
        if name not in self._priced:
            # Imported here: few configs name prices.
            from recolint.config.price_file import named

            self._priced[name] = named(name)
        return self._priced[name]

    def _require_a_rule(self) -> None:
        # To ignore every rule is intended; a selection that ends up empty is a mistake.
        if self.whole.locks:
            return
        rules = [rule for rule in self.whole.entries(self._registry) if not rule.required]
        if self.whole.words.select and not any(self.whole.decision(rule).runs for rule in rules):
            name = self.whole.path or "command line"
            raise ConfigError([f"{name}: no rule is selected; check select, ignore and preset"])


def _unheard(table: Table, asked: Table, said: Mapping[str, Any]) -> tuple[Any, ...]:
    """The settings of the repository and the command line that a policy overrides with another value."""
    both = ({**table.said, **asked.said}.items()) if said else ()
    return tuple(
        one.word
        for attribute, one in both
        if said[attribute].word != one.word and attribute != "exclude" and said[attribute].value != one.value
    )


def _asked(command_line: Layer, rank: int, registry: Registry) -> Table:
    merged = merge([command_line])
    # Overrides count as one layer each, and come below the command line.
    words = {path: word._replace(rank=rank + _MAX_OVERRIDES) for path, word in merged.words.items()}
    return parse(merged._replace(words=words), registry, "config")


_MAX_OVERRIDES = 1_000_000


def _require_usable(table: Table, attribute: str) -> None:
    """Raise ``ConfigError`` for a file that must not be named; one that is not there yet may be written."""
    named = table.value(attribute, ())
    problems = Problems()
    for one in (named,) if isinstance(named, FileName) else named:
        wrong = repository.refusal(one.path, one.word.layer.border)
        if wrong is not None:
            problems.note(one.word, refused(one.text, wrong))
    problems.require_none()

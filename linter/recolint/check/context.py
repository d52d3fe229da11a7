"""The facts that are true for all files of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum

from recolint.base.static import Any
from recolint.check.discover import NAMED_FILES, Extent
from recolint.check.inputs import config_of, read
from recolint.check.tasks import Input, Task
from recolint.config.files import ConfigFiles
from recolint.config.typed import Config
from recolint.document import Document
from recolint.io.folder import Folders
from recolint.rule.kinds import Settings, Spec
from recolint.rule.registry import Registry
from recolint.rule.rule_set import RuleSet


class Unrecognized(Enum):
    """The treatment of a file that the user named and that is not a job spec."""

    ERROR = "error"
    WARN = "warn"
    SKIP = "skip"


Also = Callable[[Spec], Any]
"""A computation for each spec besides findings."""


class Context:
    """The rules, the configs, the day, and the extent of the search: recolint knows that a file is missing only
    within it.

    ``is_online`` says whether rules that ask AWS run. ``also`` is called with each spec that does not mislead a reader
    (as a duplicate key would), with credentials covered. ``shows_unknown`` says whether results list the gaps of
    requests.
    """

    def __init__(
        self,
        registry: Registry,
        today: date,
        unrecognized: Unrecognized,
        *,
        extent: Extent = NAMED_FILES,
        configs: ConfigFiles | None = None,
        also: Also | None = None,
        is_online: bool = False,
        shows_unknown: bool = False,
    ) -> None:
        """``configs`` are needed where files are named and not yet read."""
        self.registry = registry
        self.today = today
        self.unrecognized = unrecognized
        self.extent = extent
        self.configs = configs
        self.also = also
        self.is_online = is_online
        self.shows_unknown = shows_unknown
        self._folders = Folders()
        # Each with its config, so that no other has the identity of that one.
        self._whole: dict[int, tuple[Config, bool]] = {}
        self._settings: dict[int, tuple[Config, Settings]] = {}

    def config(self, task: Task) -> Config:
        """The config of ``task``."""
        return task.config if isinstance(task, Input) else config_of(task, self.files())

    def rules(self, task: Task) -> RuleSet:
        """The rules for the file of ``task``."""
        return self.config(task).rules(self.registry)

    def inputs(self, task: Task) -> Iterable[Input]:
        """The texts of ``task`` with their config; raises ``PathError`` for a file that cannot be read."""
        return (task,) if isinstance(task, Input) else read(task, self.files(), self._folders)

    def files(self) -> ConfigFiles:
        """The configs; raises ``TypeError`` if missing."""
        if self.configs is None:
            raise TypeError("a file that is named and not yet read needs the configs")
        return self.configs

    def is_whole(self, config: Config) -> bool:
        """Whether all that ``config`` is for was looked at."""
        if not self.extent.folders:
            return False
        if id(config) not in self._whole:
            self._whole[id(config)] = (config, self.extent.is_whole(config))
        return self._whole[id(config)][1]

    def settings(self, config: Config, document: Document | None = None) -> Settings:
        """The settings of ``config`` for the job in ``document``.

        All specs have the same. The Region in code overrides that of a config or policy, which are for many requests.
        If code sets a Region without showing which, it is unknown. The command line overrides both.
        """
        if document is None or (document.region is None and not document.has_hidden_region):
            if id(config) not in self._settings:
                self._settings[id(config)] = (config, _settings(self.today, config, config.region, None))
            return self._settings[id(config)][1]
        region = document.region or config.region
        if config.is_asked("region"):
            region = config.region
        elif document.has_hidden_region:
            region = None
        return _settings(self.today, config, region, document.region)


def _settings(today: date, config: Config, region: str | None, stated: str | None) -> Settings:
    return Settings(
        today,
        region,
        config.account,
        config.instance_types,
        config.permissions,
        config.limiting_prices,
        stated_region=stated,
    )

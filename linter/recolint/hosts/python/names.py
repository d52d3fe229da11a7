"""Which names and attributes a program binds, and how often: what may change under the reader's feet."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from recolint.base.named_tuple import NamedTuple
from recolint.hosts.python.syntax import children, walk

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_RUNS_TEXT = {"exec", "eval", "execfile"}
_RUNS_CELLS = {"run_line_magic", "run_cell", "run_cell_magic"}
_NAMESPACES = {"globals", "locals", "vars"}


class Names(NamedTuple):
    """The names that one scope binds. ``single`` are the names that it binds once, outside loops."""

    local: frozenset[str]
    single: frozenset[str]
    declared_global: frozenset[str]
    declared_nonlocal: frozenset[str]


def names_of(body: Iterable[ast.AST], parameters: Iterable[str] = ()) -> Names:
    """The names that a scope with this body binds, without nested scopes."""
    count: Counter[str] = Counter(parameters)
    looped: set[str] = set()
    elsewhere: tuple[set[str], set[str]] = (set(), set())
    todo = [(node, False) for node in body]
    while todo:
        node, in_loop = todo.pop()
        for name in _bound_by(node):
            count[name] += 1
            if in_loop or isinstance(node, ast.AugAssign):
                looped.add(name)
        if isinstance(node, ast.Global):
            elsewhere[0].update(node.names)
        elif isinstance(node, ast.Nonlocal):
            elsewhere[1].update(node.names)
        in_loop = in_loop or isinstance(node, _LOOPS)
        todo += [(child, in_loop) for child in _same_scope(node)]
    for name in (*elsewhere[0], *elsewhere[1]):
        count.pop(name, None)
    single = frozenset(name for name, times in count.items() if times == 1 and name not in looped)
    return Names(frozenset(count), single, frozenset(elsewhere[0]), frozenset(elsewhere[1]))


def _bound_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name.split(".")[0]
    elif (isinstance(node, ast.ExceptHandler) and node.name) or (
        isinstance(node, ast.MatchAs | ast.MatchStar) and node.name
    ):
        yield node.name
    elif isinstance(node, ast.MatchMapping) and node.rest:
        yield node.rest


def _same_scope(node: ast.AST) -> Sequence[ast.AST]:
    """The parts of ``node`` that run in the scope of ``node``."""
    if isinstance(node, ast.Lambda):
        return _defaults(node)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return [*node.decorator_list, *_defaults(node)]
    if isinstance(node, ast.ClassDef):
        return [*node.decorator_list, *node.bases]
    if isinstance(node, _COMPREHENSIONS):
        # Of a comprehension only what `:=` binds, twice, since it runs for each item; its targets are its own.
        return 2 * [part.target for part in walk([node]) if isinstance(part, ast.NamedExpr)]
    return children(node)


def _defaults(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> list[ast.AST]:
    return [default for default in (*node.args.defaults, *node.args.kw_defaults) if default]


class Survey(NamedTuple):
    """The uses of names in a whole program."""

    module: Names
    reached: frozenset[str]
    """Names that another scope than their own may bind, by ``global`` or ``nonlocal``."""
    uses: Counter[str]
    """How often a name or an attribute so named is read."""
    calls: Counter[str]
    """How often one is called, arguments aside."""
    stores: Counter[str]
    """How often an attribute so named is bound by ``x.name =``, ``del`` or ``setattr``."""
    fields: Counter[str]
    """How often a class body binds a name so named."""
    blind: bool
    """True where text may run as code, or names may change by way of a namespace: then no name is known."""
    blind_attributes: bool
    """True where ``setattr`` with a name that the code computes, or ``__dict__``, may change any attribute."""


def survey(statements: list[ast.stmt]) -> Survey:
    """A look at all of ``statements``."""
    surveyor = _Surveyor()
    for node in walk(statements):
        surveyor.look(node)
    blind = surveyor.blind or surveyor.namespaces > surveyor.harmless
    blind = blind or not surveyor.imported.isdisjoint(surveyor.dictionaries)
    return Survey(
        names_of(statements),
        frozenset(surveyor.reached),
        surveyor.uses,
        surveyor.calls,
        surveyor.stores,
        surveyor.fields,
        blind,
        surveyor.blind_attributes,
    )


class _Surveyor:
    def __init__(self) -> None:
        self.reached: set[str] = set()
        self.uses: Counter[str] = Counter()
        self.calls: Counter[str] = Counter()
        self.stores: Counter[str] = Counter()
        self.fields: Counter[str] = Counter()
        self.blind = False
        self.blind_attributes = False
        self.imported: set[str] = set()
        self.dictionaries: set[str] = set()
        """Names in expressions before ``.__dict__``: a module may be the program itself."""
        self.namespaces = 0
        self.harmless = 0

    def look(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            self._name(node)
        elif isinstance(node, ast.Attribute):
            self._attribute(node)
        elif isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            self.reached.update(node.names)
        elif isinstance(node, ast.ClassDef):
            for part in node.body:
                self.fields.update(name for inner in _statement_parts(part) for name in _bound_by(inner))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            self._import(node)
        elif isinstance(node, ast.Compare):
            self.harmless += sum(_is_namespace(one) for one in node.comparators)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            self.harmless += _is_namespace(node.value) and not _is_modules(node.value)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        self.blind = self.blind or any(alias.name == "__main__" for alias in node.names)
        self.imported.update(_bound_by(node))

    def _name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.uses[node.id] += 1
            self.blind = self.blind or node.id in _RUNS_TEXT
            self.namespaces += node.id in _NAMESPACES

    def _attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Load):
            self.uses[node.attr] += 1
            if node.attr in {"__setattr__", "__globals__"}:
                self.blind = True
            elif node.attr == "__dict__":
                self.blind_attributes = True
                self.dictionaries.update(part.id for part in walk([node.value]) if isinstance(part, ast.Name))
            elif _is_modules(node):
                self.namespaces += 1
            elif node.attr == "get":
                self.harmless += _is_namespace(node.value) and not _is_modules(node.value)
        else:
            self.stores[node.attr] += 1
            self.blind = self.blind or node.attr == "__class__"

    def _call(self, node: ast.Call) -> None:
        called = node.func
        name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
        self.calls[name] += 1
        self.blind = self.blind or name in _RUNS_CELLS
        # What ``**`` passes is a copy.
        self.harmless += sum(_is_namespace(one.value) for one in node.keywords if one.arg is None)
        if name == "vars" and node.args:
            self.blind_attributes = True
            self.dictionaries.update(part.id for part in walk([node.args[0]]) if isinstance(part, ast.Name))
            self.harmless += isinstance(called, ast.Name)
        if name in {"setattr", "delattr", "__setattr__"}:
            key = node.args[1] if len(node.args) > 1 else None
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                self.stores[key.value] += 2
            else:
                self.blind_attributes = True


def _statement_parts(part: ast.AST) -> Iterator[ast.AST]:
    yield part
    for child in _same_scope(part):
        yield from _statement_parts(child)


def _is_namespace(node: ast.expr) -> bool:
    if _is_modules(node):
        return True
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _NAMESPACES


def _is_modules(node: ast.expr) -> bool:
    """Whether ``node`` is ``sys.modules``, where the program itself is too."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "modules"
        and isinstance(node.value, ast.Name)
        and node.value.id == "sys"
    )


def targets_of(target: ast.expr) -> frozenset[str]:
    """The names that an assignment to ``target`` binds."""
    return frozenset(
        node.id for node in walk([target]) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    )


def has_yield(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> bool:
    """Whether calling ``function`` only makes a generator."""
    todo: list[ast.AST] = list(function.body) if isinstance(function.body, list) else [function.body]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            todo.extend(children(node))
    return False

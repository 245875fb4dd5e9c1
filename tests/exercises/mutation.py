"""Wrong functions nobody listed: derived from a right one by changing its syntax tree.

Each mutant is the reference with one change: an operator, a comparison, a constant, an axis, an
index, a name; a term, factor, call, transpose or statement dropped; arguments exchanged; a sign
turned; a function replaced by its neighbour. Functions of the catalogue that a reference calls
are part of the program and change as well.
"""

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import swaps

_PRIVATE = "course_utils.exercises.answers"


@dataclass(frozen=True)
class Mutant:
    """One wrong function as source, with the change in words: ``s * (1 - s) -> s + (1 - s)``."""

    exercise: str
    inside: str
    change: str
    source: str

    @property
    def id(self) -> str:
        return f"{self.exercise}: {self.inside}: {self.change}"


def mutants(name: str, reference: Callable[..., Any], sample: int | None = None) -> list[Mutant]:
    """Every mutant of a reference, each source once, in a fixed order; or about ``sample``."""
    tree = ast.Module([_tree(function) for function in _program(reference)], [])
    changes = list(_changes(tree))
    step = 1 if sample is None else max(1, len(changes) // sample)
    found: dict[str, Mutant] = {}
    for change in changes[::step]:
        source = ast.unparse(ast.fix_missing_locations(change.applied(tree)))
        found.setdefault(source, Mutant(name, change.inside, change.words, source))
    found.pop(ast.unparse(tree), None)
    return list(found.values())


def compiled(mutant: Mutant, reference: Callable[..., Any]) -> Callable[..., Any]:
    """The mutant as a function, in a copy of the reference's own namespace."""
    names: dict[str, Any] = {}
    for function in _program(reference):
        names |= function.__globals__
    exec(compile(mutant.source, f"<{mutant.exercise}>", "exec"), names)
    function = names[reference.__name__]
    assert callable(function)
    return function


def _program(reference: Callable[..., Any]) -> list[FunctionType]:
    """The reference last, before it the functions of the catalogue it calls."""
    assert isinstance(reference, FunctionType)
    order: dict[str, FunctionType] = {}

    def visit(function: FunctionType) -> None:
        for name in function.__code__.co_names:
            callee = function.__globals__.get(name)
            ours = isinstance(callee, FunctionType) and callee.__module__.startswith(_PRIVATE)
            if ours and order.get(name) is not callee and callee is not function:
                assert name not in order, f"two functions are called {name}"
                visit(callee)
        order[function.__name__] = function

    visit(reference)
    return list(order.values())


def _tree(function: FunctionType) -> ast.FunctionDef:
    """The definition without decorators, annotations and docstring."""
    parsed = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(parsed, ast.FunctionDef)
    parsed.decorator_list, parsed.returns = [], None
    for argument in parsed.args.args:
        argument.annotation = None
    if ast.get_docstring(parsed) is not None:
        parsed.body = parsed.body[1:]
    return parsed


@dataclass(frozen=True)
class _Change:
    """Another node in the place of the ``number``-th of the definition at ``position``."""

    inside: str
    words: str
    position: int
    number: int
    other: ast.AST

    def applied(self, tree: ast.Module) -> ast.Module:
        """The program with this change; the tree is left as it was."""
        new = copy.deepcopy(tree)
        _put(list(_walk(new.body[self.position]))[self.number], copy.deepcopy(self.other))
        return new


def _changes(tree: ast.Module) -> Iterator[_Change]:
    """Every change of every node."""
    for position, definition in enumerate(tree.body):
        assert isinstance(definition, ast.FunctionDef)
        names = _local_names(definition)
        for number, (node, parent) in enumerate(_walk(definition)):
            for other in swaps.changes(node, parent, names):
                words = f"{ast.unparse(node)} -> {ast.unparse(other)}"
                yield _Change(definition.name, words, position, number, other)


def _local_names(definition: ast.FunctionDef) -> list[str]:
    stored = [n.id for n in ast.walk(definition) if isinstance(n, ast.Name) and _stores(n)]
    return list(dict.fromkeys([a.arg for a in definition.args.args] + stored))


def _stores(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _walk(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Every node of the body with its parent, from the outside in; annotations are passed over."""
    for field, value in ast.iter_fields(node):
        if field in ("args", "annotation") and isinstance(node, ast.FunctionDef | ast.AnnAssign):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.stmt | ast.expr | ast.keyword):
                yield child, node
                yield from _walk(child)


def _put(place: tuple[ast.AST, ast.AST], other: ast.AST) -> None:
    """``other`` in the place of a node below its parent."""
    node, parent = place
    for field, value in ast.iter_fields(parent):
        if value is node:
            setattr(parent, field, other)
        elif isinstance(value, list) and any(item is node for item in value):
            setattr(parent, field, [other if item is node else item for item in value])

"""What a node of a syntax tree may be changed to, one slip at a time."""

import ast
from collections.abc import Iterator

_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.Sub, ast.MatMult),
    ast.Div: (ast.Mult, ast.Sub, ast.FloorDiv),
    ast.MatMult: (ast.Mult, ast.Add),
    ast.Pow: (ast.Mult, ast.Add, ast.Div),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE, ast.Eq),
    ast.GtE: (ast.Gt, ast.Lt, ast.LtE, ast.Eq),
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE, ast.Eq),
    ast.LtE: (ast.Lt, ast.Gt, ast.GtE, ast.Eq),
    ast.Eq: (ast.NotEq, ast.GtE),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_NEIGHBOURS = {
    "sum": ("mean", "max", "prod"),
    "mean": ("sum", "max", "median"),
    "max": ("min", "sum", "mean"),
    "min": ("max",),
    "exp": ("expm1", "exp2"),
    "log": ("log2", "log10", "log1p"),
    "sqrt": ("square", "cbrt"),
    "tanh": ("sin", "arctan", "sinh"),
    "abs": ("square", "negative"),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "sign": ("abs",),
    "prod": ("sum", "mean"),
    "cumsum": ("cumprod",),
    "argmin": ("argmax",),
    "argmax": ("argmin",),
    "zeros": ("ones",),
    "zeros_like": ("ones_like",),
    "size": ("ndim",),
    "floor": ("ceil",),
    "permutation": ("integers",),
}


def changes(node: ast.AST, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    """Everything ``node`` may be changed to; ``names`` are the function's own variables."""
    for kind, rule in _RULES:
        if isinstance(node, kind):
            yield from rule(node, parent, names)
    if _is_arithmetic(node):
        yield ast.UnaryOp(ast.USub(), node)


def _is_arithmetic(node: ast.AST) -> bool:
    """Where a sign may be turned: a call or a product, and nothing inside an index."""
    if isinstance(node, ast.BinOp):
        return not isinstance(node.op, ast.Mod)
    numeric = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    return numeric and ast.unparse(node.func) not in ("range", "len", "zip", "enumerate")


def _binary(node: ast.BinOp, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    for other in _OPERATORS.get(type(node.op), ()):
        yield ast.BinOp(node.left, other(), node.right)
    yield ast.BinOp(node.right, node.op, node.left)
    yield node.left
    yield node.right


def _unary(node: ast.UnaryOp, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    yield node.operand


def _compare(node: ast.Compare, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    for other in _COMPARISONS.get(type(node.ops[0]), ()):
        yield ast.Compare(node.left, [other(), *node.ops[1:]], node.comparators)


def _boolean(node: ast.BoolOp, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    yield ast.BoolOp(other, node.values)
    yield from node.values


def _constant(node: ast.Constant, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        others = {value + 1, value - 1, -value, 2 * value, value / 2, 0} - {value}
        yield from (_number(other) for other in sorted(others, key=float))
        if isinstance(parent, ast.keyword) and parent.arg == "axis":
            yield ast.Constant(None)
    elif value is None and isinstance(parent, ast.Subscript | ast.Tuple):
        yield ast.Slice()


def _number(value: float) -> ast.expr:
    """A constant; whole numbers stay whole, so that an index stays an index."""
    whole = int(value) if float(value).is_integer() else value
    return ast.Constant(whole) if whole >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-whole))


def _call(node: ast.Call, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    yield from (argument for argument in node.args if not isinstance(argument, ast.Starred))
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
        yield node.func.value
    for first in range(len(node.args)):
        for second in range(first + 1, len(node.args)):
            yield ast.Call(node.func, _exchanged(node.args, first, second), node.keywords)
    for keyword in node.keywords:
        yield ast.Call(node.func, node.args, [k for k in node.keywords if k is not keyword])
    if len(node.args) == 1 and not node.keywords:
        yield ast.Call(node.func, [node], [])
    yield from _ranges(node)


def _is_module(node: ast.expr) -> bool:
    return ast.unparse(node) in ("np", "np.linalg", "math")


def _ranges(node: ast.Call) -> Iterator[ast.AST]:
    """A loop that starts late, ends early or goes on too long."""
    if ast.unparse(node.func) != "range":
        return
    *start, stop = node.args[:2]
    for op in (ast.Add(), ast.Sub()):
        yield ast.Call(
            node.func, [*start, ast.BinOp(stop, op, ast.Constant(1)), *node.args[2:]], []
        )
    if not start:
        yield ast.Call(node.func, [ast.Constant(1), stop], [])


def _exchanged(items: list[ast.expr], first: int, second: int) -> list[ast.expr]:
    order = list(items)
    order[first], order[second] = order[second], order[first]
    return order


def _attribute(node: ast.Attribute, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    for other in _NEIGHBOURS.get(node.attr, ()):
        yield ast.Attribute(node.value, other, node.ctx)
    if node.attr in ("T", "real"):
        yield node.value
    if node.attr == "size":
        yield ast.Call(ast.Name("len", ast.Load()), [node.value], [])
        yield _length(node.value, -1)


def _length(value: ast.expr, axis: int) -> ast.expr:
    shape = ast.Attribute(value, "shape", ast.Load())
    return ast.Subscript(shape, _number(axis), ast.Load())


def _name(node: ast.Name, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    if isinstance(node.ctx, ast.Load) and node.id in names:
        yield from (ast.Name(other, ast.Load()) for other in names if other != node.id)
        if isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.MatMult):
            yield ast.Attribute(node, "T", ast.Load())
    if isinstance(parent, ast.Call) and node.id == "len" and parent.func is node:
        yield ast.Name("np.size", ast.Load())


def _subscript(node: ast.Subscript, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    if not isinstance(node.ctx, ast.Load):
        return
    yield node.value
    if isinstance(node.slice, ast.Name | ast.BinOp):
        for op in (ast.Add(), ast.Sub()):
            moved = ast.BinOp(node.slice, op, ast.Constant(1))
            yield ast.Subscript(node.value, moved, node.ctx)


def _slice(node: ast.Slice, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    for edge in (node.lower, node.upper):
        for op in (ast.Add(), ast.Sub()):
            if edge is not None:
                moved = ast.BinOp(edge, op, ast.Constant(1))
                lower = moved if edge is node.lower else node.lower
                yield ast.Slice(lower, moved if edge is node.upper else node.upper, node.step)
    if node.lower is not None or node.upper is not None:
        yield ast.Slice(None, node.upper, node.step)
        yield ast.Slice(node.lower, None, node.step)


def _tuple(node: ast.Tuple | ast.List, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    if isinstance(node.ctx, ast.Load):
        for index in range(1, len(node.elts)):
            yield type(node)(_exchanged(node.elts, index - 1, index), node.ctx)


def _conditional(node: ast.IfExp, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    yield node.body
    yield node.orelse


def _if(node: ast.If, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    yield ast.If(ast.Constant(True), node.body, node.orelse)
    yield ast.If(ast.Constant(False), node.body, node.orelse)


def _augmented(node: ast.AugAssign, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    for other in _OPERATORS.get(type(node.op), ()):
        yield ast.AugAssign(node.target, other(), node.value)
    yield ast.Assign([node.target], node.value, lineno=0)


def _dropped(node: ast.stmt, parent: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    yield ast.Pass()


_RULES = (
    (ast.BinOp, _binary),
    (ast.UnaryOp, _unary),
    (ast.Compare, _compare),
    (ast.BoolOp, _boolean),
    (ast.Constant, _constant),
    (ast.Call, _call),
    (ast.Attribute, _attribute),
    (ast.Name, _name),
    (ast.Subscript, _subscript),
    (ast.Slice, _slice),
    ((ast.Tuple, ast.List), _tuple),
    (ast.IfExp, _conditional),
    (ast.If, _if),
    (ast.AugAssign, _augmented),
    ((ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Break, ast.Continue), _dropped),
)

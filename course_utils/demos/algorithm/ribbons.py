"""Shape ribbons: which order and which transposes make a gradient, by its sides alone.

All sizes are prime and different, so that no wrong arrangement fits by accident.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import product
from typing import Any

import traitlets
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Arc, Rectangle

from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, FAINT, GREEN, ORANGE, PURPLE, new_figure, theme
from course_utils.demos.widget import Demo, or_still

SIZES = {"n": 7, "d": 3, "h": 5, "c": 11, "1": 1}
COLOURS = {"n": BLUE, "d": ORANGE, "h": GREEN, "c": PURPLE, "1": FAINT}


@dataclass(frozen=True)
class Matrix:
    """A matrix of which only the sides matter: the letters of its rows and its columns."""

    name: str
    rows: str
    columns: str

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns as numbers."""
        return SIZES[self.rows], SIZES[self.columns]

    @property
    def T(self) -> Matrix:
        """The transpose."""
        return Matrix(self.name + "ᵀ", self.columns, self.rows)


@dataclass(frozen=True)
class Puzzle:
    """A product to be found: ``target`` from ``first`` and ``second``, in some arrangement."""

    target: Matrix
    first: Matrix
    second: Matrix
    code: str
    why: str


@dataclass(frozen=True)
class Arrangement:
    """One order of the operands with or without transposes, and what is to be said about it."""

    left: Matrix
    right: Matrix
    fits: bool
    clicks: bool
    says: str


_X = Matrix("X", "n", "d")
_A = Matrix("A₁", "n", "h")
_W = Matrix("W₂", "h", "c")
_DELTA_1 = Matrix("δ₁", "n", "h")
_DELTA_2 = Matrix("δ₂", "n", "c")
_ONES = Matrix("ones", "n", "1")

# A network d -> h -> c and a batch of n, from the loss backward.
PUZZLES = {
    "dW2": Puzzle(
        Matrix("dW₂", "h", "c"), _A, _DELTA_2, "dW2 = A1.T @ delta2", "summed over the n samples"
    ),
    "db2": Puzzle(
        Matrix("db₂", "1", "c"),
        _ONES,
        _DELTA_2,
        "db2 = delta2.sum(axis=0)",
        "multiplying by a row of ones is summing over the n samples",
    ),
    "dA1": Puzzle(
        Matrix("dA₁", "n", "h"), _DELTA_2, _W, "dA1 = delta2 @ W2.T", "summed over the c outputs"
    ),
    "dW1": Puzzle(
        Matrix("dW₁", "d", "h"), _X, _DELTA_1, "dW1 = X.T @ delta1", "summed over the n samples"
    ),
}


def arrangements(puzzle: Puzzle) -> list[Arrangement]:
    """Return all eight arrangements: both orders, each operand transposed or not.

    The order is that of counting in binary: swapped, first transposed, second transposed.
    """
    return [
        _arrange(puzzle, swapped, first.T if t1 else first, second.T if t2 else second)
        for swapped, t1, t2 in product((False, True), repeat=3)
        for first, second in [(puzzle.first, puzzle.second)]
    ]


def _arrange(puzzle: Puzzle, swapped: bool, first: Matrix, second: Matrix) -> Arrangement:
    left, right = (second, first) if swapped else (first, second)
    fits = left.columns == right.rows
    clicks = fits and (left.rows, right.columns) == (puzzle.target.rows, puzzle.target.columns)
    return Arrangement(left, right, fits, clicks, _say(puzzle, left, right, fits, clicks))


def _say(puzzle: Puzzle, left: Matrix, right: Matrix, fits: bool, clicks: bool) -> str:
    target = puzzle.target
    if clicks:
        return f"Click: {target.name} = {left.name} {right.name}, {puzzle.why}."
    if not fits:
        return (
            f"{left.name} has {_count(left.columns, 'column')}, {right.name} has "
            f"{_count(right.rows, 'row')}: these two sides don't fit."
        )
    return (
        f"The inner sides fit, but the product is {_shape(left.rows, right.columns)} and "
        f"{target.name} must be {_shape(target.rows, target.columns)}: it came out transposed."
    )


def _count(side: str, noun: str) -> str:
    return f"1 {noun}" if side == "1" else f"{SIZES[side]} {noun}s ({side})"


def _shape(rows: str, columns: str) -> str:
    return f"{SIZES[rows]} × {SIZES[columns]}"


class ShapeRibbons(Demo):
    """Matrices as rectangles; the learner turns and swaps them until they click."""

    puzzles = traitlets.Dict().tag(sync=True)
    sizes = traitlets.Dict(SIZES).tag(sync=True)
    puzzle = traitlets.Unicode("dW2").tag(sync=True)
    # Which of the eight arrangements lies on the table, for each puzzle.
    arrangement = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(
            puzzles={name: _to_plain(puzzle) for name, puzzle in PUZZLES.items()},
            arrangement=dict.fromkeys(PUZZLES, 0),
        )

    def still(self) -> Picture:
        """All four products, arranged as they fit."""
        return shape_ribbons_figure()


def _to_plain(puzzle: Puzzle) -> dict[str, Any]:
    return asdict(puzzle) | {"arrangements": [asdict(a) for a in arrangements(puzzle)]}


def shape_ribbons_figure() -> Picture:
    """Return the four products of a backward pass, drawn so that equal sides meet."""
    with theme():
        figure = new_figure(10, 8.5)
        axes = figure.subplots(2, 2, height_ratios=[top - bottom for bottom, top in _ROWS])
        for i, (ax, puzzle) in enumerate(zip(axes.flat, PUZZLES.values(), strict=True)):
            _draw(ax, puzzle, next(a for a in arrangements(puzzle) if a.clicks))
            ax.set(xlim=(-12.5, 12.5), ylim=_ROWS[i // 2], aspect="equal")
        keys = [Line2D([], [], color=COLOURS[k], lw=6, label=text) for k, text in _SIDES.items()]
        figure.legend(handles=keys, loc="outside lower center", ncols=4)
    return Picture(figure, _ALT)


@or_still(shape_ribbons_figure)
def shape_ribbons() -> ShapeRibbons:
    """Return the demo: find the arrangement whose sides fit, for dW2, db2, dA1 and dW1."""
    return ShapeRibbons()


_ROWS = ((-6.5, 8.5), (-8.5, 12.5))  # lowest and highest y, so that both rows have one scale
_SIDES = {"n": "n = 7 samples", "d": "d = 3 inputs", "h": "h = 5 hidden", "c": "c = 11 outputs"}
_ALT = (
    "Four matrix products as rectangles with sides in proportion: batch n = 7, inputs d = 3, "
    "hidden h = 5, outputs c = 11. In each, the left factor lies left of its product, the right "
    "factor above it, and the sides that are summed over meet in quarter circles. "
    "dW2 (5 by 11) is A1 transposed (5 by 7) times delta2 (7 by 11). db2 (1 by 11) is a row of "
    "seven ones times delta2. dA1 (7 by 5) is delta2 (7 by 11) times W2 transposed (11 by 5). "
    "dW1 (3 by 5) is X transposed (3 by 7) times delta1 (7 by 5)."
)


def _draw(ax: Axes, puzzle: Puzzle, arranged: Arrangement) -> None:
    """Draw one product in Falk's scheme (1951): its factors left of it and above it."""
    rows, inner = arranged.left.shape
    gap = 0.6
    _draw_matrix(ax, arranged.left, -inner - gap, -rows - gap)
    _draw_matrix(ax, arranged.right, gap, gap)
    _draw_matrix(ax, puzzle.target, gap, -rows - gap, product=True)
    for k in range(inner):
        radius = 2 * (k + 0.5 + gap)
        ax.add_patch(Arc((0, 0), radius, radius, theta1=90, theta2=180, color=FAINT, lw=1))
    ax.set_title(f"{puzzle.target.name} = {arranged.left.name} {arranged.right.name}")
    ax.axis("off")


def _draw_matrix(ax: Axes, matrix: Matrix, x: float, y: float, product: bool = False) -> None:
    rows, columns = matrix.shape
    face = "#e8f4ee" if product else "#f4f4f4"
    ax.add_patch(Rectangle((x, y), columns, rows, facecolor=face, edgecolor="none"))
    ribbon: Any = {"lw": 5, "solid_capstyle": "butt"}
    for side in (y, y + rows):
        ax.plot([x, x + columns], [side, side], "-", color=COLOURS[matrix.columns], **ribbon)
    for side in (x, x + columns):
        ax.plot([side, side], [y, y + rows], "-", color=COLOURS[matrix.rows], **ribbon)
    size = 11 if min(rows, columns) < 3 else 14
    text = f"{matrix.name}\n{rows}×{columns}" if rows > 1 else f"{matrix.name}  {rows}×{columns}"
    ax.text(x + columns / 2, y + rows / 2, text, ha="center", va="center", fontsize=size)

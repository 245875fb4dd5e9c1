"""Every number that the prose of a lecture states, computed again with plain Python floats."""

import re
from functools import cache
from itertools import pairwise
from math import cosh, exp, sinh, sqrt
from pathlib import Path

import nbformat
import numbers_implementation
import numbers_introduction
import numbers_questions
import numbers_training
import pytest

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
DECIMAL = re.compile(r"\d+\.\d{2,}")
ADDRESS = re.compile(r"\]\(https?://[^)\s]+\)")


def sigma(z):
    return 1 / (1 + exp(-z))


def slope(z):
    return sigma(z) * (1 - sigma(z))


def five(*numbers):
    """As the page shows them: five digits after the point, without the sign."""
    return {f"{abs(number):.5f}" for number in numbers}


class OneNeuron:
    """x = 1.5, w = 0.8, b = −0.4, target 0.25."""

    def __init__(self, w=0.8):
        x, b, y = 1.5, -0.4, 0.25
        self.z = w * x + b
        self.a = sigma(self.z)
        self.loss = (self.a - y) ** 2
        self.dL_da = 2 * (self.a - y)
        self.delta = self.dL_da * slope(self.z)
        self.dw = self.delta * x


class ByHand:
    """The 2-3-1 network: one sample (0.1, 0.2), target 0.3, the sigmoid everywhere."""

    x, y = (0.1, 0.2), 0.3

    def __init__(self, W1, b1, W2, b2):
        self.W1, self.b1, self.W2, self.b2 = W1, b1, W2, b2
        self.z1 = [self.x[0] * W1[0][j] + self.x[1] * W1[1][j] + b1[j] for j in range(3)]
        self.a1 = [sigma(z) for z in self.z1]
        self.terms = [a * w for a, w in zip(self.a1, W2, strict=True)]
        self.z2 = sum(self.terms) + b2
        self.a2 = sigma(self.z2)
        self.loss = (self.a2 - self.y) ** 2
        self._backward()

    def _backward(self):
        self.dA2 = 2 * (self.a2 - self.y)
        self.slope2 = self.a2 * (1 - self.a2)
        self.delta2 = self.dA2 * self.slope2
        self.dA1 = [self.delta2 * w for w in self.W2]
        self.slope1 = [a * (1 - a) for a in self.a1]
        self.delta1 = [d * s for d, s in zip(self.dA1, self.slope1, strict=True)]
        self.dW2 = [a * self.delta2 for a in self.a1]
        self.dW1 = [[x * d for d in self.delta1] for x in self.x]

    def gradients(self):
        return [*self.dW1[0], *self.dW1[1], *self.delta1, *self.dW2, self.delta2]

    def updated(self, rate=0.5):
        def step(values, gradients):
            return [v - rate * g for v, g in zip(values, gradients, strict=True)]

        W1 = [step(row, gradients) for row, gradients in zip(self.W1, self.dW1, strict=True)]
        b1, W2 = step(self.b1, self.delta1), step(self.W2, self.dW2)
        return ByHand(W1, b1, W2, self.b2 - rate * self.delta2)

    def updates(self, limit):
        """Itself, then the network after each update, until its loss is below ``limit``."""
        walk = [self]
        while walk[-1].loss >= limit:
            walk.append(walk[-1].updated())
        return walk


START = ([[0.5, -0.3, 0.8], [0.2, 0.4, -0.6]], [0.1, -0.2, 0.3], [0.7, -0.5, 0.6], 0.2)
net = ByHand(*START)
after = net.updated()
walk = net.updates(limit=1e-8)
gains = [before.loss - later.loss for before, later in pairwise(walk)]
neuron = OneNeuron()
squares = sum(g * g for g in net.gradients())
sure = sigma(-4.0)
complements = [1 - a for a in net.a1]

ALGORITHM = {
    "one-neuron": {"0.25"},
    "three-links": five(neuron.a) | {"0.25"},
    "activations": five(slope(neuron.z)) | {f"{neuron.z * (1 - neuron.z):.2f}"},
    "forward-by-hand": five(*net.a1, *net.terms, net.z2, net.a2, net.loss)
    | {f"{abs(z):.2f}" for z in net.z1},
    "output-delta-mse": five(net.a2),
    "output-delta-ce": five(net.a2, 1 - net.a2, net.dA2, net.slope2, net.delta2),
    "confident-read": five(2 * (sure - 1) * sure * (1 - sure), sure - 1),
    "backward-by-hand": five(*net.a1, *complements, *net.dA1, *net.slope1, *net.delta1)
    | five(net.delta2, *net.dW2, *net.dW1[0], *net.dW1[1], net.loss, squares),
    "update-read": five(*after.W1[0], *after.W1[1], *after.b1, *after.W2, after.b2)
    | five(net.a2, after.a2, net.loss, after.loss, squares / 2, net.loss - squares / 2),
    "until-converged-read": five(gains[0], gains[9], walk[-1].a2),
    "gradient-check": five(net.dW1[1][0]),
}
STATED = {
    "02_algorithm": ALGORITHM,
    "01_introduction": numbers_introduction.STATED,
    "03_training": numbers_training.STATED,
    "05_implementation": numbers_implementation.STATED,
    "06_questions": numbers_questions.STATED,
}
NOTEBOOKS = sorted(path.stem for path in SOLUTIONS.glob("*.ipynb"))


@cache
def prose(stem):
    """The markdown cells of a notebook by what their id calls them."""
    notebook = nbformat.read(SOLUTIONS / f"{stem}.ipynb", as_version=4)
    written = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    return {re.sub(r"^[a-z]+-\d+-", "", cell.id): ADDRESS.sub("]", cell.source) for cell in written}


def test_there_are_notebooks():
    assert "02_algorithm" in NOTEBOOKS
    assert set(STATED) <= set(NOTEBOOKS)


@pytest.mark.parametrize("stem", NOTEBOOKS)
def test_every_decimal_of_the_prose_is_recomputed(stem):
    """In both directions: no number on the page that is not recomputed, none recomputed in vain."""
    asked = re.compile(r"^(task)-")
    found = {
        name: set(DECIMAL.findall(source))
        for name, source in prose(stem).items()
        if DECIMAL.search(source) and not asked.match(name)
    }
    assert found == STATED.get(stem, {})


ALGORITHM_PHRASES = {
    "z = 2 gives a slope of −2": ("activations", f"at $z = 2$ it is −{abs(2 * (1 - 2))}"),
    "two paths": ("branches-rule", f"bring {3} and {2 * 2}, and $b$ gets {3 + 2 * 2}"),
    "last path only": ("branches-rule", f"Keep only the last one and you get {2 * 2}"),
    "parameters": ("backward-by-hand", "thirteen gradients for thirteen parameters"),
    "maximum of the slope": ("page-slopes", r"$s' \le ¼$"),
}
PHRASES = {
    f"{stem}: {name}": (stem, *place)
    for stem, phrases in {
        "01_introduction": numbers_introduction.PHRASES,
        "02_algorithm": ALGORITHM_PHRASES,
        "03_training": numbers_training.PHRASES,
        "05_implementation": numbers_implementation.PHRASES,
        "06_questions": numbers_questions.PHRASES,
    }.items()
    for name, place in phrases.items()
}


@pytest.mark.parametrize(("stem", "cell", "phrase"), PHRASES.values(), ids=PHRASES)
def test_phrases_that_hold_a_number(stem, cell, phrase):
    assert phrase in prose(stem)[cell]


def test_costs_that_the_prose_rounds():
    years = 1e11 * 0.001 / (3600 * 24 * 365)
    assert 3 < years < 3.5
    assert abs(numbers_training.LONGER - 2.5) < 0.06
    assert 0.5 < 1 / (1 + 0.9) < 0.55  # momentum: "about half"


def test_what_lecture_6_rounds_and_calls_least():
    held = {length: numbers_questions.arrays_held(length) for length in numbers_questions.LENGTHS}
    assert min(held, key=held.get) == 6
    assert held[6] == 5 + 7
    assert held[36] == 37
    assert 0.25 < numbers_questions.STEP_WITH_CHECKPOINTS / numbers_questions.STEP - 1 < 0.3
    assert numbers_questions.SURE == 7


def test_thirteen_parameters():
    assert len(net.gradients()) == 13


def test_signs_the_prose_argues_with():
    assert [d > 0 for d in net.delta1] == [True, False, True]
    assert [a < 0.5 for a in net.a1] == [False, True, False]
    assert net.a2 > 2 * net.y
    assert all(
        abs(second) == pytest.approx(2 * abs(first)) for first, second in zip(*net.dW1, strict=True)
    )
    assert all(abs(d1) <= abs(dA) / 4 for d1, dA in zip(net.delta1, net.dA1, strict=True))


def test_rounded_factors_multiply_to_what_the_page_shows():
    """A learner who multiplies the rounded numbers is off by one in the last digit at most."""
    products = [
        (net.dA2, net.slope2, net.delta2),
        *zip(net.dA1, net.slope1, net.delta1, strict=True),
    ]
    for first, second, product in products:
        assert abs(round(first, 5) * round(second, 5) - round(product, 5)) < 1e-5


def test_gradients_agree_with_finite_differences():
    """What the page calls the gradient is one: nudge the weight from x₂ to the first unit."""

    def loss(bump):
        W1 = [START[0][0], [START[0][1][0] + bump, *START[0][1][1:]]]
        return ByHand(W1, *START[1:]).loss

    assert (loss(1e-5) - loss(-1e-5)) / 2e-5 == pytest.approx(net.dW1[1][0], rel=1e-7)


def test_slopes_of_the_derivation_page():
    for z in (-2.5, -0.7, 0.4, 1.9):
        tanh = sinh(z) / cosh(z)
        assert 1 - tanh**2 == pytest.approx(4 * slope(2 * z))
        assert 2 * sigma(2 * z) - 1 == pytest.approx(tanh)
        assert slope(z) <= 0.25


def test_counts_that_lecture_4_states():
    applications = prose("04_applications")
    dense = 784 * 128 + 128 + 128 * 64 + 64 + 64 * 10 + 10
    assert f"{dense:,} parameters and {4000 - 4000 // 8:,} digits" in applications["dense"]
    assert f"The convolution itself has {3 * 3 * 32 + 32}." in applications["cnn-read"]
    products = (28 - 3 + 1) ** 2
    assert f"from {28 - 2} · {28 - 2} places in 64 pictures" in applications["kernel-by-hand"]
    assert products == 26 * 26


def test_the_relative_error_runs_from_zero_to_one():
    def length(v):
        return sqrt(sum(x * x for x in v))

    a = [0.3, -0.4]
    assert length(x - y for x, y in zip(a, a, strict=True)) == 0
    assert length(2 * x for x in a) / (2 * length(a)) == pytest.approx(1)

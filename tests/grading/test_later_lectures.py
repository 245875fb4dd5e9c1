"""Lectures 4 to 6 as three learners hand them in: all of it done, some of it with a mistake.

Their notebooks are made from the ones with solutions, which change more often than a sample class.
"""

import json
from pathlib import Path

import pytest
from handing_in import notebook_text

from course_utils.exercises.tasks import all_tasks
from course_utils.grading import Gradebook, grade

pytest.importorskip("torch")

SOLUTIONS = Path(__file__).parents[2] / "solutions"
RIGHT = "right"
Expected = dict[str, tuple[str, str | None]]

OMAR = """
def embedding_grad(ids, dout, vocab_size):
    dE = np.zeros((vocab_size, dout.shape[1]))
    dE[ids] = dout
    return dE

def maxpool_backward(x, dout):
    dx = np.zeros_like(x)
    for i, j in np.ndindex(dout.shape):
        window = x[i : i + 2, j : j + 2]
        dx[i : i + 2, j : j + 2] += (window == window.max()) * dout[i, j]
    return dx

check(pooling_switch="b")
"""
OMAR_GETS: Expected = {
    "embedding_grad": ("wrong", "last_wins"),
    "maxpool_backward": ("wrong", "all_ties"),
    "pooling_switch": ("wrong", None),
}

PRIYA = """
import torch

def train_step(model, optimizer, X, y):
    loss = torch.nn.functional.cross_entropy(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()

def backward(root):
    root.grad = 1.0
    for node in [root, *root.parents]:
        for parent, local in zip(node.parents, node.local_grads):
            parent.grad = node.grad * local

def unbroadcast(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    return grad

check(bug_02="a", bug_06="b")
"""
PRIYA_GETS: Expected = {
    "train_step": ("wrong", "no_zero_grad"),
    "backward": ("wrong", None),
    "unbroadcast": ("wrong", "leading_only"),
    "bug_02": ("wrong", None),
    "bug_06": ("wrong", None),
}

RASMUS = """
shuffled = np.random.default_rng(0)
images = data.load_digits(dtype=np.float64)
mine = nn.Sequential(nn.Dense(784, 10, rng=shuffled))
nn.fit(mine, nn.SoftmaxCrossEntropy(), nn.Adam(mine.parameters(), lr=1e-3),
       images.X_train, shuffled.permutation(images.y_train), epochs=1)

def capstone(X):
    return mine.forward(X.astype(float)).argmax(axis=1)

_right = pick_probe

def pick_probe(mistake):
    return _right(mistake)[::-1]

def decode_factor(k):
    return no_such_table[k]
"""
RASMUS_GETS: Expected = {
    "capstone": ("wrong", "chance"),
    "pick_probe": ("wrong", "swapped"),
    "decode_factor": ("error", None),
}

CLASS = {
    "omar": ("04_applications", "applications", OMAR, OMAR_GETS),
    "priya": ("05_implementation", "implementation", PRIYA, PRIYA_GETS),
    "rasmus": ("06_questions", "questions", RASMUS, RASMUS_GETS),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Gradebook:
    folder = tmp_path_factory.mktemp("later")
    for learner, (stem, _, wrote, _) in CLASS.items():
        cells = json.loads((SOLUTIONS / f"{stem}.ipynb").read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        path = folder / "class" / learner / f"{stem}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(notebook_text(*code, wrote), encoding="utf-8")
    return grade(folder / "class", folder / "out", quiet=True)


@pytest.mark.parametrize("learner", CLASS)
def test_every_grade_is_the_expected_one(book: Gradebook, learner: str) -> None:
    _, lecture, _, expected = CLASS[learner]
    [report] = book.of(learner)
    asked = {name: task for name, task in all_tasks().items() if task.lecture == lecture}
    got = {item.exercise: (item.status, item.misconception) for item in report.grades}
    assert got == dict.fromkeys(asked, (RIGHT, None)) | expected
    assert report.points == report.max_points - sum(asked[name].points for name in expected)
    assert report.max_points == 100


def test_no_cell_of_the_course_is_said_to_have_stopped(book: Gradebook) -> None:
    """Demos, data and, in some lectures, the engine are inert here; nobody is told so."""
    assert [report.problems for report in book.reports] == [(), (), ()]

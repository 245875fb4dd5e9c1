"""Build the sample class: twelve notebooks of lecture 2, from right to hopeless.

    python tests/grading/make_class.py

takes the learners' notebook (``lectures/02_algorithm.ipynb``) and fills in, cell by cell, what
each of the learners in ``class_answers.py`` wrote. Run it again when that notebook changes.
"""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import class_answers as wrote

from course_utils.exercises.answer import Choice
from course_utils.exercises.answers import answer_for
from course_utils.exercises.task import Question
from course_utils.exercises.tasks import all_tasks

HERE = Path(__file__).parent
LECTURE = HERE.parents[1] / "lectures" / "02_algorithm.ipynb"
EXERCISES = {name: task for name, task in all_tasks().items() if task.lecture == "algorithm"}


@dataclass(frozen=True)
class Learner:
    """``wrote`` replaces functions of the right notebook, ``reached`` is the last exercise done,
    ``damage`` is what became of the file."""

    name: str
    wrote: str = ""
    reached: str | None = None
    answers_wrong: tuple[str, ...] = ()
    extra_cell: str = ""
    damage: Callable[[str], str] = str


CLASS = (
    Learner("amara"),
    Learner("bilal", wrote.ANOTHER_FORM),
    Learner("chiara", reached="mse_grad"),
    Learner("dmitri", wrote.SLOPES_CONFUSED, answers_wrong=("why_the_slope_cancels",)),
    Learner("elif", wrote.MEANS_LOST, answers_wrong=("where_the_mean_enters", "why_transpose")),
    Learner("farah", wrote.SHAPES_LOST),
    Learner("goran", wrote.PATHS_LOST),
    Learner("hana", damage=lambda text: text[: len(text) // 2]),
    Learner("inès", wrote.LOOPS, extra_cell="while True:\n    pass"),
    Learner("jonas", wrote.LEAVES, extra_cell="sys.exit()"),
    Learner("kwame", wrote.CHEATS),
    Learner("lena", wrote.FORGOTTEN, reached="relative_error"),
)


def functions(source: str) -> dict[str, str]:
    """``source`` cut at its blank lines: each function by its name, other code with the next."""
    pieces: dict[str, str] = {}
    before = ""
    for part in re.split(r"\n\n(?=\S)", source.strip("\n")):
        name = re.match(r"def (\w+)", part)
        if name is None:
            before += part + "\n\n"
        else:
            pieces[name[1]] = before + part
            before = ""
    return pieces


def filled(learner: Learner) -> dict[str, Any]:
    """The lecture's notebook with a learner's code in its exercise cells."""
    notebook = deepcopy(_template())
    written = functions(wrote.RIGHT) | functions(learner.wrote)
    done = True
    for cell in notebook["cells"]:
        names = _asked(cell)
        if names and done:
            cell["source"] = _solution(names, written, learner)
        done = done and learner.reached not in names
    if learner.extra_cell:
        notebook["cells"].append(_code_cell("extra", learner.extra_cell))
    return notebook


def _asked(cell: dict[str, Any]) -> list[str]:
    """The exercises a cell is there for, in order."""
    if cell["cell_type"] != "code":
        return []
    found = re.findall(r"^def (\w+)|^check\((\w+)=", "".join(cell["source"]), flags=re.MULTILINE)
    return [name for pair in found for name in pair if name in EXERCISES]


def _solution(names: list[str], written: dict[str, str], learner: Learner) -> str:
    parts = []
    for name in names:
        if isinstance(EXERCISES[name], Question):
            parts.append(f'check({name}="{_letter(name, learner)}")')
        else:
            parts.append(written[name])
    return "\n\n\n".join(parts)


def _letter(name: str, learner: Learner) -> str:
    question, answer = EXERCISES[name], answer_for(name, "algorithm")
    assert isinstance(question, Question)
    assert isinstance(answer, Choice)
    if name not in learner.answers_wrong:
        return answer.right
    return next(letter for letter in question.options if letter != answer.right)


def _template() -> dict[str, Any]:
    return json.loads(LECTURE.read_text(encoding="utf-8"))


def _code_cell(name: str, source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def make_class(folder: Path) -> None:
    """Write the notebooks, one folder a learner."""
    for learner in CLASS:
        text = json.dumps(filled(learner), indent=1, ensure_ascii=False) + "\n"
        path = folder / learner.name / "02_algorithm.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(learner.damage(text), encoding="utf-8")


if __name__ == "__main__":
    make_class(HERE / "class")

"""The README's table says where each topic is taught: what it names must be there."""

import json
import re
from pathlib import Path

import pytest

from course_utils.exercises.tasks import all_tasks
from course_utils.lectures import LECTURES

ROOT = Path(__file__).parents[1]
SECTION = (ROOT / "README.md").read_text(encoding="utf-8").partition("## What is taught where")[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in SECTION.splitlines()
    if line.startswith("| ") and not line.startswith(("| Topic", "| ---"))
]


def source(lecture: int) -> str:
    """Everything that stands in a lecture's cells."""
    path = ROOT / "solutions" / f"{LECTURES[lecture - 1].stem}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


SOURCES = {number: source(number) for number in range(1, len(LECTURES) + 1)}


def places(where: str) -> list[tuple[int, list[int]]]:
    """``2 §1, §3; 5 §2–4`` as (lecture, sections)."""
    found = []
    for part in where.split(";"):
        lecture, *rest = re.findall(r"\d+", part)
        ends = [int(number) for number in rest]
        if "–" in part:
            ends = list(range(ends[0], ends[1] + 1)) + ends[2:]
        found.append((int(lecture), ends if "§" in part else []))
    return found


def test_the_table_has_a_row_for_every_topic() -> None:
    assert len(ROWS) >= 29
    assert {lecture for row in ROWS for lecture, _ in places(row[1])} == set(SOURCES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_the_sections_exist(row: list[str]) -> None:
    for lecture, sections in places(row[1]):
        for section in sections:
            assert f"\n## {section} · " in "\n" + SOURCES[lecture]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_demos_and_exercises_are_where_it_says(row: list[str]) -> None:
    text = "\n".join(SOURCES[lecture] for lecture, _ in places(row[1]))
    for demo in re.findall(r"\*(\w+)\*", row[2]):
        assert re.search(rf"demos\.\w+\.{demo}\(", text), demo
    known = all_tasks()
    for name in re.findall(r"`(\w+)`", row[3]):
        assert name in known
        assert f"· `{name}" in text, name


def test_every_exercise_that_is_a_function_is_in_the_table() -> None:
    functions = {name for name, task in all_tasks().items() if hasattr(task, "parameters")}
    assert functions <= set(re.findall(r"`(\w+)`", SECTION))

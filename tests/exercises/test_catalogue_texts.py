"""Points, minutes, hints and messages: complete, distinct, and in words that can be filled in."""

import string
from collections import Counter

import pytest

from course_utils.exercises.answer import Answer, Choice
from course_utils.exercises.answers import answer_for
from course_utils.exercises.task import Question, Task
from course_utils.exercises.tasks import all_tasks

LECTURES = ("introduction", "algorithm", "training", "applications", "implementation", "questions")
EXERCISES = [e for e in all_tasks().values() if e.lecture in LECTURES]
TASKS = [e for e in EXERCISES if isinstance(e, Task)]
QUESTIONS = [e for e in EXERCISES if isinstance(e, Question)]
FIELDS = {"where", "yours", "right", "k", "n", "d", "h", "c"}
COMPILER_SPEAK = ("ValueError", "TypeError", "mismatch", "invalid", "expected type", "traceback")


def name_of(exercise: Task | Question) -> str:
    return exercise.name


@pytest.mark.parametrize("lecture", LECTURES)
def test_points_sum_to_100(lecture: str) -> None:
    assert sum(e.points for e in EXERCISES if e.lecture == lecture) == 100


def test_the_core_path_is_an_evening() -> None:
    core = sum(e.minutes for e in EXERCISES if e.core and e.lecture == "algorithm")
    assert 120 <= core <= 180
    assert any(not e.core for e in EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_effort_is_stated(exercise: Task | Question) -> None:
    assert exercise.points > 0
    assert exercise.minutes > 0
    assert exercise.difficulty in (1, 2, 3)


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_three_hints_from_a_question_on(exercise: Task | Question) -> None:
    assert len(set(exercise.hints)) == 3
    assert exercise.hints[0].endswith("?") or "?" in exercise.hints[0]
    for hint in exercise.hints:
        assert "return " not in hint
        assert "@" not in hint


@pytest.mark.parametrize("task", TASKS, ids=name_of)
def test_messages_can_be_filled_in(task: Task) -> None:
    answer = answer_for(task.name, task.lecture)
    assert isinstance(answer, Answer)
    for mistake in answer.mistakes:
        for text in (mistake.says, mistake.asks):
            fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
            assert fields <= FIELDS
            filled = text.format(**dict.fromkeys(FIELDS, "7"))
            assert filled == " ".join(filled.split())
            assert not any(word in text for word in COMPILER_SPEAK)
        assert mistake.asks.endswith("?")
        assert mistake.asks.count("?") <= 2
        assert len(mistake.says) <= 260
        assert mistake.says.rstrip(")").endswith(".")


@pytest.mark.parametrize("task", TASKS, ids=name_of)
def test_each_mistake_speaks_for_itself(task: Task) -> None:
    """Faces of one mistake may share words; two mistakes never do."""
    answer = answer_for(task.name, task.lecture)
    assert isinstance(answer, Answer)
    said: dict[str, str] = {}
    for mistake in answer.mistakes:
        assert said.setdefault(mistake.says, mistake.id) == mistake.id


@pytest.mark.parametrize("question", QUESTIONS, ids=name_of)
def test_every_wrong_option_is_explained(question: Question) -> None:
    answer = answer_for(question.name, question.lecture)
    assert isinstance(answer, Choice)
    assert set(answer.wrong) | {answer.right} == set(question.options)
    assert answer.right not in answer.wrong
    assert answer.why
    assert len(set(answer.wrong.values())) == len(question.options) - 1


def test_right_options_are_spread_over_the_letters() -> None:
    letters = Counter(answer_for(q.name, q.lecture).right for q in QUESTIONS)  # type: ignore[union-attr]
    assert len(letters) == 4
    assert max(letters.values()) <= len(QUESTIONS) // 2

"""Every known mistake can be told in one sentence."""

import re

import pytest

from course_utils.exercises.answer import Answer
from course_utils.exercises.answers import answer_for
from course_utils.exercises.mistakes import in_one_sentence
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks

FUNCTIONS = [n for n, task in all_tasks().items() if isinstance(task, Task) and task.can_run]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_one_sentence_with_its_numbers(name):
    answer = answer_for(name, all_tasks()[name].lecture)
    assert isinstance(answer, Answer)
    for mistake in answer.mistakes:
        said = in_one_sentence(name, mistake.id)
        assert re.fullmatch(r"[^{}]{20,300}[.?!:)]['’]?", said), (mistake.id, said)


def test_what_is_unknown_has_no_words():
    assert in_one_sentence("mse_grad", "never made") == ""
    assert in_one_sentence("never set", "no_mean") == ""
    assert in_one_sentence("why_transpose", "a") == ""


def test_a_first_sentence_that_says_little_takes_the_second_with_it():
    assert in_one_sentence("mse_loss", "half").startswith("Exactly half. A ½ in front")

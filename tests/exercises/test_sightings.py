"""Sightings: public threads stand beside mistakes that exist."""

import re

import pytest

from course_utils.exercises.answer import Answer
from course_utils.exercises.answers import answer_for
from course_utils.exercises.answers.sightings import SIGHTINGS, seen
from course_utils.exercises.tasks import all_tasks

GITHUB = r"[\w-]+(\.[\w-]+)*/[\w.-]+#[1-9]\d*"
STACK_EXCHANGE = r"(Stack Overflow|Data Science Stack Exchange) [1-9]\d+"


@pytest.mark.parametrize("exercise", sorted({exercise for exercise, _ in SIGHTINGS}))
def test_every_mistake_that_was_seen_exists(exercise):
    answer = answer_for(exercise, all_tasks()[exercise].lecture)
    assert isinstance(answer, Answer)
    ids = {mistake.id for mistake in answer.mistakes}
    assert {mistake for name, mistake in SIGHTINGS if name == exercise} <= ids


@pytest.mark.parametrize("key", SIGHTINGS, ids="-".join)
def test_a_sighting_says_where_to_look(key):
    first, *more = SIGHTINGS[key]
    assert re.fullmatch(rf"{GITHUB}|{STACK_EXCHANGE}", first)
    # A bare number is another thread of the repository named before it.
    assert all(re.fullmatch(rf"{GITHUB}|#[1-9]\d*", thread) for thread in more)
    assert len({first, *more}) == 1 + len(more)


def test_sightings_are_told_as_one_text():
    assert seen("mse_loss", "rmse") == "fastai/fastbook#450, #434"
    assert seen("mse_loss", "never made") == seen("mse_loss", None) == ""


def test_lectures_1_to_5_have_sightings():
    lectures = {all_tasks()[exercise].lecture for exercise, _ in SIGHTINGS}
    assert lectures == {"introduction", "algorithm", "training", "applications", "implementation"}

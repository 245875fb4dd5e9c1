"""Numbers without their function: the same verdicts as on the function, as far as they tell."""

import numpy as np
import pytest

from course_utils.exercises import evaluate, evaluate_numbers, pasted
from course_utils.exercises.answers import answer_for
from course_utils.exercises.judging.comparing import same
from course_utils.exercises.pasted import examine, numbers_exercises, numbers_inputs
from course_utils.exercises.running.plain import plain
from course_utils.exercises.tasks import all_tasks

EXERCISES = tuple(numbers_exercises())
LEFT_OUT = {"minibatches", "backward", "train_step", "keras_loss"}
LEFT_OUT |= {"decode_factor", "name_the_bug", "pick_probe", "capstone"}


def answer_of(name):
    return answer_for(name, all_tasks()[name].lecture)


def result_of(function, name, seed=0):
    with np.errstate(all="ignore"):
        return function(*numbers_inputs(name, seed))


def visible(name):
    """Known mistakes that return numbers, and other ones than the right, on the clinic's inputs."""
    right, *wrong = pasted._results(pasted._narrowed(all_tasks()[name]), 0)
    pairs = zip(answer_of(name).mistakes, wrong, strict=True)
    return [(known, value) for known, value in pairs if value and not same(value, right)]


def test_every_exercise_that_returns_numbers_is_there():
    functions = {name for name, task in all_tasks().items() if hasattr(task, "parameters")}
    assert functions - set(EXERCISES) == LEFT_OUT


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.parametrize("seed", [0, 1])
def test_right_numbers_are_right(name, seed):
    verdict = evaluate_numbers(name, result_of(answer_of(name).reference, name, seed), seed)
    assert verdict.passed
    assert verdict.message.startswith("Right. ")
    assert f"known mistakes of {name} give other numbers" in verdict.message


@pytest.mark.parametrize("name", EXERCISES)
def test_known_mistakes_are_named_by_their_numbers_alone(name):
    mistakes = visible(name)
    assert mistakes
    for known, value in mistakes:
        verdict = evaluate_numbers(name, result_of(known.wrong, name))
        twins = {other.id for other, theirs in mistakes if same(value, theirs)}
        assert verdict.misconception in twins, known.id
        assert verdict.status == "wrong"


@pytest.mark.parametrize("name", ["mse_grad", "softmax", "adam_step", "weight_grad"])
def test_a_mistake_gets_the_same_words_as_from_check(name):
    for known, _ in visible(name):
        if not known.same_as:
            told = evaluate_numbers(name, result_of(known.wrong, name))
            assert told.message == evaluate(name, known.wrong).message
            assert told.question == evaluate(name, known.wrong).question


def test_nothing_is_earned():
    P, Y = numbers_inputs("mse_grad")
    for numbers in (2 * (P - Y) / 77, P - Y):
        verdict = evaluate_numbers("mse_grad", numbers)
        assert (verdict.points, verdict.max_points) == (0, 0)


def test_a_factor_is_decoded_and_the_known_mistakes_are_excluded():
    P, Y = numbers_inputs("mse_grad")
    verdict = evaluate_numbers("mse_grad", -7 * 2 * (P - Y) / 77)
    assert verdict.misconception is None
    assert "7 is the batch size" in verdict.message
    assert verdict.message.endswith("No known mistake of mse_grad gives these numbers.")


def test_a_mistake_that_does_not_show_is_said_not_to():
    P, Y = numbers_inputs("mse_grad")
    verdict = evaluate_numbers("mse_grad", 2 * (P - Y) / 77)
    assert verdict.message.endswith("give other numbers; broadcast would not show here.")


@pytest.mark.parametrize("numbers", [None, {}, "0.5", [1, [2, 3]], lambda: 3, object(), ()])
def test_what_is_no_such_array_is_wrong_and_never_raises(numbers):
    verdict = evaluate_numbers("mse_grad", numbers)
    assert verdict.status == "wrong"
    assert "known mistake" not in verdict.message
    assert examine("mse_grad", numbers).parts == ()


@pytest.mark.parametrize("numbers", [np.nan, np.zeros((0, 3)), np.inf * np.ones((7, 11)), 1e308])
def test_odd_numbers_are_wrong_and_never_raise(numbers):
    assert evaluate_numbers("mse_grad", numbers).status == "wrong"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mse_grd", "Did you mean mse_grad?"),
        ("zzz", "There is no exercise zzz."),
        ("why_transpose", "is a question"),
        ("backward", r"use check\(backward\)"),
        (3, "as text"),
    ],
)
def test_other_names_get_a_sentence(name, words):
    with pytest.raises(KeyError, match=words):
        evaluate_numbers(name, 1.0)


@pytest.mark.parametrize("name", EXERCISES)
def test_inputs_are_the_same_each_time_and_nobody_elses(name):
    first, again = numbers_inputs(name), numbers_inputs(name)
    assert all(same(plain(a), plain(b)) for a, b in zip(first, again, strict=True))
    for argument in first:
        if isinstance(argument, np.ndarray):
            argument[...] = 0
    assert evaluate_numbers(name, result_of(answer_of(name).reference, name)).passed


def test_evidence_holds_the_numbers_beside_the_right_ones():
    a_prev, delta = numbers_inputs("weight_grad")
    found = examine("weight_grad", delta.T @ a_prev)
    (part,) = found.parts
    np.testing.assert_array_equal(part.yours[0], delta.T @ a_prev)
    np.testing.assert_allclose(part.right[0], a_prev.T @ delta)
    assert found.seen == "iamtrask/Grokking-Deep-Learning#22, #71"

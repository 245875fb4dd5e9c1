"""The judge: what passes, what is named, and in which order."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_tasks import (
    GRADS,
    GRADS_ANSWER,
    LAYER,
    LAYER_ANSWER,
    MEAN,
    MEAN_ANSWER,
    grads,
    judged,
    layer,
    small_task,
)

from course_utils.exercises.answer import Answer, Choice
from course_utils.exercises.judging import judge
from course_utils.exercises.running import run
from course_utils.exercises.task import Question


def judged_grads(fn):
    return judged(fn, GRADS, GRADS_ANSWER)


def judged_mean(fn):
    return judged(fn, MEAN, MEAN_ANSWER)


RIGHT_LAYERS = {
    "reference": layer,
    "list": lambda X, W, b: (X @ W + b).tolist(),
    "loops": lambda X, W, b: [[sum(x * W[:, j]) + b[j] for j in range(5)] for x in X],
    "rows": lambda X, W, b: [x @ W + b for x in X],
    "generator": lambda X, W, b: (x @ W + b for x in X),
    "tuple": lambda X, W, b: tuple(X @ W + b),
    "float32": lambda X, W, b: X.astype("f4") @ W.astype("f4") + b.astype("f4"),
    "Fortran": lambda X, W, b: np.asfortranarray(X @ W + b),
    "einsum": lambda X, W, b: np.einsum("nd,dh->nh", X, W) + b,
    "matrix": lambda X, W, b: np.asmatrix(X @ W + b),
    "defaults": lambda inputs, weights, bias=0, extra=None: inputs @ weights + bias,
    "rounding": lambda X, W, b: (X @ W + b) * (1 + 1e-8),
}


@pytest.mark.parametrize("form", RIGHT_LAYERS)
def test_right_in_many_forms(form):
    verdict = judged(RIGHT_LAYERS[form])
    assert verdict.passed, verdict.message
    assert verdict.points == verdict.max_points == 5


def test_a_list_for_an_array_gets_a_remark():
    verdict = judged(RIGHT_LAYERS["list"])
    assert "np.array" in verdict.remarks[0]
    assert judged(layer).remarks == ()


@pytest.mark.parametrize(
    "fn",
    [
        lambda P: np.mean(P),
        lambda P: np.array(np.mean(P)),
        lambda P: float(P.sum() / P.size),
        lambda P: np.float32(P.mean()),
    ],
)
def test_a_number_in_many_forms(fn):
    assert judged_mean(fn).passed


def test_a_torch_tensor_passes_with_a_remark():
    torch = pytest.importorskip("torch")
    verdict = judged(lambda X, W, b: torch.tensor(X) @ torch.tensor(W) + torch.tensor(b))
    assert verdict.passed
    assert "Tensor" in verdict.remarks[0]


@pytest.mark.parametrize("form", [list, np.array], ids=["list", "array"])
def test_bool_and_int_count_as_numbers(form):
    task = small_task("step", "z", lambda rng: iter([(rng.normal(size=7),)]))
    answer = Answer("step", lambda z: (z > 0).astype(float), ())
    assert judged(lambda z: form(z > 0), task, answer).passed


@pytest.mark.parametrize(
    ("fn", "shape"),
    [(lambda P: np.mean(P).reshape(1), "(1,)"), (lambda P: [float(P.mean())], "(1,)")],
)
def test_shape_one_is_no_float(fn, shape):
    verdict = judged_mean(fn)
    assert verdict.status == "wrong"
    assert verdict.finding == "shape"
    assert shape in verdict.message


def test_a_dictionary_is_no_tuple():
    verdict = judged_grads(lambda a, d: {"dW": a.T @ d, "db": d.sum(0)})
    assert verdict.status == "wrong"
    assert "dictionary" in verdict.message


def test_a_column_is_no_vector():
    verdict = judged_grads(lambda a, d: (a.T @ d, d.sum(0)[:, None]))
    assert not verdict.passed
    assert "(5, 1)" in verdict.message
    assert "numbers are right" in verdict.message


def test_tuple_forms():
    assert judged_grads(lambda a, d: list(grads(a, d))).passed
    assert judged_grads(grads).passed


def test_other_right_form_gets_its_remark():
    verdict = judged_mean(lambda P: np.median(P))
    assert verdict.passed
    assert verdict.remarks == ("a median is welcome too",)


@pytest.mark.parametrize("known", LAYER_ANSWER.mistakes, ids=lambda m: m.id)
@pytest.mark.parametrize("seed", range(3))
def test_every_mistake_gets_its_own_id_whatever_came_back(known, seed):
    verdict = judged(known.wrong, seed=seed)
    assert verdict.misconception == known.id
    assert verdict.points == 0
    assert "{" not in verdict.message


def test_same_mistake_in_other_words_is_named_too():
    assert judged(lambda X, W, b: np.dot(X, W.T) + b).misconception == "transposed"


def test_templates_get_their_numbers():
    verdict = judged_grads(GRADS_ANSWER.mistakes[0].wrong)
    assert verdict.message.startswith("0.142857 of it: 7")


def test_a_known_mistake_in_one_part_is_named_beside_another():
    verdict = judged_grads(lambda a, d: (a.T @ d + 1, d.mean(axis=0)))
    assert verdict.misconception == "mean"
    assert "db first" in verdict.message


def test_words_on_both_parts_are_not_said_of_one():
    both = replace(GRADS_ANSWER.mistakes[0], says="Both are 7 times too small.")
    answer = replace(GRADS_ANSWER, mistakes=(both,))
    verdict = judged(lambda a, d: (a.T @ d / 7, d.sum(0)), GRADS, answer)
    assert verdict.misconception == "mean"
    assert verdict.message.startswith("db is right, dW is not. Every entry is exactly 1/7")
    assert verdict.question == "mean?"


def test_a_question_about_another_part_is_not_asked():
    about_both = replace(GRADS_ANSWER.mistakes[0], asks="Who divides db?")
    answer = replace(GRADS_ANSWER, mistakes=(about_both,))
    verdict = judged(lambda a, d: (a.T @ d / 7, d.sum(0)), GRADS, answer)
    assert verdict.misconception == "mean"
    assert verdict.question == "Which step already divides by the batch size, and how often " + (
        "should that happen?"
    )


def test_a_part_that_two_mistakes_explain_is_named_for_neither():
    other = replace(GRADS_ANSWER.mistakes[0], id="weights", wrong=lambda a, d: (a.T @ d / 7, d))
    answer = replace(GRADS_ANSWER, mistakes=(*GRADS_ANSWER.mistakes, other))
    verdict = judged(lambda a, d: (a.T @ d / 7, d.sum(0)), GRADS, answer)
    assert verdict.misconception is None
    assert "7 is the batch size" in verdict.message


def test_the_right_part_is_called_right():
    verdict = judged_grads(lambda a, d: (a.T @ d, -d.sum(0)))
    assert verdict.message.startswith("dW is right, db is not.")
    assert verdict.finding == "sign"


def test_exchanged_parts():
    task = small_task("two", "a b", lambda rng: iter([tuple(rng.normal(size=(2, 4)))] * 2))
    answer = Answer("two", lambda a, b: (2 * a, 3 * b), ())
    assert judged(lambda a, b: (3 * b, 2 * a), task, answer).finding == "exchanged"


@pytest.mark.parametrize(
    ("fn", "kind", "says"),
    [
        (lambda X, W, b: None, "type", "None"),
        (lambda X, W, b: "done", "type", "text"),
        (lambda X, W, b: (X @ W, b), "type", "rows of different lengths"),
        (lambda X, W, b: (X @ W + b) * 1j, "type", "complex"),
        (lambda X, W, b: (X @ W + b).T, "shape", "transposed"),
        (lambda X, W, b: (X @ W + b)[None], "shape", "axis of length 1"),
        (lambda X, W, b: (X @ W + b).sum(0), "shape", "sum of the right result over its axis 0"),
        (lambda X, W, b: X[:, :, None] * W + b / 3, "shape", "Summed over its axis 1"),
        (lambda X, W, b: (X @ W + b)[:-1], "shape", "Axis 0 is 6 long instead of 7"),
        (lambda X, W, b: np.log(X @ W + b), "not finite", "NaN"),
        (lambda X, W, b: (X @ W + b) / 0, "not finite", "infinite"),
        (lambda X, W, b: 7 * (X @ W + b), "factor", "exactly 7 times too large: 7 is the batch"),
        (lambda X, W, b: (X @ W + b) / 35, "factor", "exactly 1/35 of the right one"),
        (lambda X, W, b: -(X @ W + b), "sign", "opposite sign"),
        (lambda X, W, b: np.abs(X @ W + b), "disguise", "without its sign"),
        (lambda X, W, b: X @ W + 3 * b, "term", "2 times b"),
        (lambda X, W, b: X @ W + b + 0.5, "term", "0.5 times the constant 1"),
        (lambda X, W, b: X @ W + 2 * b, "term", "exactly b"),
        (lambda X, W, b: (X @ W + b)[::-1], "order", "reverse order along axis 0"),
        (lambda X, W, b: (X @ W + b) * np.arange(1, 8)[:, None], "axis", "Each row"),
        (lambda X, W, b: np.zeros((7, 5)), "constant", "Every entry of your result is 0"),
        (lambda X, W, b: (X @ W + b) * (np.arange(7) == 0)[:, None], "lines", "Only the first"),
        (lambda X, W, b: np.exp(X @ W + b), "disguise", "e to the power"),
        (lambda X, W, b: np.where(X[:, :1] > 0, X @ W + b, 1.23), "isolated", "X set to 1"),
        (lambda X, W, b: X @ W + b + np.sin(b), "isolated", "With b set to 0 your result"),
        (lambda X, W, b: np.abs(X) @ W + b, "as if", "as if X were without its sign"),
        (lambda X, W, b: X @ np.sign(W) * 0 + np.cos(X @ X.T @ X[:, :1]) + b, "ignored", "on W"),
        (lambda X, W, b: (X @ W + b) ** 3 + X @ W + b, "order", "their order is right"),
        (lambda X, W, b: 2 * (X @ W + b) + 1, "line", "2 times the right one, plus 1"),
        (lambda X, W, b: X @ W + b + 0.3 * np.cos(5 * X @ W), "entries", "furthest at ["),
    ],
)
def test_mistakes_nobody_listed(fn, kind, says):
    verdict = judged(fn)
    assert (verdict.status, verdict.misconception) == ("wrong", None)
    assert verdict.finding == kind, verdict.message
    assert says in verdict.message
    assert verdict.question.endswith("?")


def test_a_single_number_is_told_with_its_tendency():
    answer = Answer("mean", lambda P: np.mean(P**2 + np.sin(P)), ())
    verdict = judged(lambda P: np.mean(P**2 + np.sin(P) + 0.1 * P**3), MEAN, answer)
    assert verdict.finding == "entries"
    assert "For input 1 you have " in verdict.message
    assert "Your numbers are too large in size." in verdict.message


def test_shape_errors_speak_in_names():
    verdict = judged(lambda X, W, b: W @ X + b)
    assert verdict.status == "error"
    assert "X is (7, 3), W is (3, 5), b is (5,)" in verdict.message
    assert "5 columns on its left and 7 rows on its right" in verdict.message


def test_shape_errors_use_the_learners_names():
    verdict = judged(lambda batch, weights, bias: batch + weights)
    assert "batch is (7, 3), weights is (3, 5)" in verdict.message
    assert "(7, 3) and (3, 5) do not fit" in verdict.message


def test_changed_inputs_are_named_though_the_result_is_right():
    def layer(X, W, b):
        result = X @ W + b
        X[:] = 0
        return result

    verdict = judged(layer)
    assert verdict.finding == "changed"
    assert "changes X" in verdict.message


def test_rounding_in_an_argument_is_no_change():
    def layer(X, W, b):
        W[0, 0] = (W[0, 0] + 1e-5) - 1e-5
        return X @ W + b

    assert judged(layer).passed


def test_random_results_are_named():
    rng = np.random.default_rng(1)
    assert judged(lambda X, W, b: X @ W + b + rng.normal(size=5)).finding == "random"


def test_a_shared_buffer_is_named():
    buffer = np.empty((7, 5))
    verdict = judged(lambda X, W, b: np.add(X @ W, b, out=buffer))
    assert verdict.finding == "aliased"


def test_returning_an_argument_is_allowed_where_it_is_right():
    task = small_task("same", "z", lambda rng: iter([(rng.normal(size=7),)]))
    assert judged(lambda z: z, task, Answer("same", lambda z: 1 * z, ())).passed


def test_to_do():
    def raising(X, W, b):
        raise NotImplementedError("write me")

    def empty(X, W, b):
        """To do."""

    def dots(X, W, b): ...

    for fn in (raising, empty, dots):
        verdict = judged(fn)
        assert verdict.status == "todo", fn
        assert "layer(X, W, b)" in verdict.message


def test_wrong_number_of_parameters():
    verdict = judged(lambda X, W: X @ W)
    assert "layer(X, W, b) is called with 3 values; yours takes 2 (X, W)." in verdict.message


@given(
    row=st.permutations(range(7)).filter(lambda order: order != sorted(order)),
)
@settings(max_examples=15, deadline=None)
def test_any_wrong_order_of_rows_is_rejected(row):
    verdict = judged(lambda X, W, b: (X @ W + b)[list(row)])
    assert not verdict.passed
    assert verdict.finding == "order"


@given(
    entry=st.tuples(st.integers(0, 6), st.integers(0, 4)),
    error=st.floats(1e-4, 1e3) | st.floats(-1e3, -1e-4),
)
@settings(max_examples=20, deadline=None)
def test_one_wrong_entry_is_found(entry, error):
    def layer(X, W, b):
        Z = X @ W + b
        Z[entry] += error
        return Z

    verdict = judged(layer)
    assert not verdict.passed
    assert f"[{entry[0]}, {entry[1]}]" in verdict.message


def test_a_tiny_gradient_is_not_zero():
    task = small_task("tiny", "z", lambda rng: iter([(rng.normal(size=7),)]))
    answer = Answer("tiny", lambda z: 1e-15 * z, ())
    assert judged(lambda z: 1e-15 * z, task, answer).passed
    assert not judged(lambda z: 0 * z, task, answer).passed


QUESTION = Question("why", "algorithm", "Why?", {"a": "so", "b": "thus"}, 2, 1, 1, ("", "", ""))
CHOICE = Choice("why", "b", "Because.", {"a": "No: so is not thus."})


@pytest.mark.parametrize(
    ("letter", "status"),
    [("b", "right"), (" (B) ", "right"), ("a", "wrong"), ("z", "wrong"), ("", "todo"), (3, "todo")],
)
def test_letters(letter, status):
    assert judge(QUESTION, CHOICE, run(letter, QUESTION)).status == status


def test_a_foreign_count_of_calls_never_passes():
    short = run(layer, LAYER)
    forged = type(short)(short.exercise, short.seed, calls=short.calls[:1], again=short.again)
    assert not judge(LAYER, LAYER_ANSWER, forged).passed

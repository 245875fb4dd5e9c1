"""Answers on going downhill."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake

Gradient = Callable[[np.ndarray], np.ndarray]


def _walk(grad: Gradient, start: np.ndarray, rate: float, steps: int) -> np.ndarray:
    for _ in range(steps):
        start = start - rate * grad(start)
    return start


def _path(grad: Gradient, start: np.ndarray, lr: float, steps: int) -> np.ndarray:
    return np.array([_walk(grad, start, lr, k) for k in range(steps + 1)])


def _walk_in_place(grad: Gradient, start: np.ndarray, lr: float, steps: int) -> np.ndarray:
    for _ in range(steps):
        start -= lr * grad(start)
    return start


@answer(
    mistake(
        "ascent",
        lambda grad, start, lr, steps: _walk(grad, start, -lr, steps),
        "You walk uphill: each step follows the gradient, and the gradient points to where the "
        "function grows (at {where} you end at {yours}, it should be {right}).",
        "If the slope is positive, on which side does the valley lie?",
    ),
    mistake(
        "no_lr",
        lambda grad, start, lr, steps: _walk(grad, start, 1.0, steps),
        "The learning rate is never used, so you jump by the whole gradient and soon find yourself "
        "far away (at {where}: {yours} instead of {right}).",
        "What limits the length of a step?",
    ),
    mistake(
        "one_too_few",
        lambda grad, start, lr, steps: _walk(grad, start, lr, steps - 1),
        "You stop one step early: this is where the walk stands after one step less than asked.",
        "How many rounds does your loop make when steps is 1?",
    ),
    mistake(
        "one_too_many",
        lambda grad, start, lr, steps: _walk(grad, start, lr, steps + 1),
        "You go one step too far: this is where the walk stands after one step more than asked.",
        "How many rounds does your loop make when steps is 1?",
    ),
    mistake(
        "slope_of_the_start",
        lambda grad, start, lr, steps: start - lr * steps * grad(start),
        "You walk in a straight line: every step uses the slope at the start, though the ground "
        "has changed under you ({yours} instead of {right} at {where}).",
        "Where do you stand when you ask for the slope the second time?",
    ),
    mistake(
        "single_step",
        lambda grad, start, lr, steps: _walk(grad, start, lr, 1),
        "Only one step was taken, whatever the number asked for.",
        "Which line of your function is inside the loop, and where does the function end?",
    ),
    mistake(
        "path",
        _path,
        "You return the whole path, place after place. A fine thing to draw; here only its end is "
        "asked for.",
        "Which of these places is the answer?",
    ),
    mistake(
        "displacement",
        lambda grad, start, lr, steps: _walk(grad, start, lr, steps) - start,
        "This is how far you have come, not where you are: it lacks the place you started from.",
        "If no step at all is taken, what should come back?",
    ),
    mistake(
        "in_place",
        _walk_in_place,
        "You arrive at the right place, but the caller's own start has moved along with you.",
        "Which operation makes a new array, and which one changes the old?",
    ),
)
def gradient_descent(grad: Gradient, start: np.ndarray, lr: float, steps: int) -> np.ndarray:
    """x ← x − η ∇f(x), ``steps`` times."""
    x = start
    for _ in range(steps):
        x = x - lr * grad(x)
    return x


def _step_in_place(w: np.ndarray, g: np.ndarray, lr: float) -> np.ndarray:
    w -= lr * g
    return w


@answer(
    mistake(
        "ascent",
        lambda w, g, lr: w + lr * g,
        "Right length, wrong way: adding a multiple of the gradient makes the loss grow "
        "({yours} instead of {right} at {where}).",
        "If the gradient of a weight is positive, should the weight grow or shrink?",
    ),
    mistake(
        "no_lr",
        lambda w, g, lr: w - g,
        "The learning rate is never used: your steps are longer than asked by a factor of 1/lr.",
        "You have three arguments. Does each of them appear in your code?",
    ),
    mistake(
        "step_only",
        lambda w, g, lr: -lr * g,
        "This is the step itself; the weights it should start from are missing.",
        "If the gradient were 0, what should come back?",
    ),
    mistake(
        "step_only",
        lambda w, g, lr: lr * g,
        "This is the length of the step; nobody has taken it off the weights.",
        "If the gradient were 0, what should come back?",
    ),
    mistake(
        "normalised",
        lambda w, g, lr: w - lr * g / np.linalg.norm(g),
        "You divided the gradient by its length, so every step is equally long. Near the bottom, "
        "where slopes are small, plain descent takes small steps.",
        "Should a steep place and a nearly level one call for steps of the same length?",
    ),
    mistake(
        "multiplicative",
        lambda w, g, lr: w * (1 - lr * g),
        "The step is multiplied by the weight itself: a weight of 0 would never move again "
        "({yours} instead of {right} at {where}).",
        "Does the size of a weight decide how far it should go?",
    ),
    mistake(
        "divided",
        lambda w, g, lr: w - g / lr,
        "You divided by the learning rate, so a cautious rate makes giant steps ({yours} instead "
        "of {right} at {where}).",
        "If the rate is halved, should the step grow or shrink?",
    ),
    mistake(
        "in_place",
        _step_in_place,
        "The new weights are right, but the old ones are gone: you changed the caller's own array.",
        "Which operation makes a new array, and which one changes the old?",
    ),
)
def sgd_step(w: np.ndarray, g: np.ndarray, lr: float) -> np.ndarray:
    """w − ηg."""
    return w - lr * g

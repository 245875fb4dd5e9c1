"""The picture of a misread digit says who it was, what was said, and which pixels have blame."""

import numpy as np

from course_utils.data import load_digits
from course_utils.demos.introduction import wrong_digit_figure


def test_it_describes_the_digit_the_answer_and_the_blame():
    digits = load_digits()
    pixels, target = digits.X_test[0], int(digits.y_test[0])
    guess = (target + 1) % 10
    probabilities = np.full(10, 0.1 / 8)
    probabilities[[guess, target]] = 0.7, 0.2
    dW = np.outer(pixels, [1.0, -2.0])

    picture = wrong_digit_figure(pixels, probabilities, target, dW)

    assert f"a handwritten {target}" in picture.alt
    assert f"0.70 to {guess}, 0.20 to {target}" in picture.alt
    assert f"{np.mean(pixels > 0):.0%} of the pixels" in picture.alt


def test_the_blame_is_the_length_of_each_pixels_gradient():
    dW = np.zeros((784, 2))
    dW[5] = 3.0, -4.0

    figure = wrong_digit_figure(np.ones(784), np.full(10, 0.1), 3, dW).figure

    shown = figure.axes[2].images[0].get_array()
    assert shown[0, 5] == 5.0
    assert shown.sum() == 5.0

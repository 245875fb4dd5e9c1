"""Lecture 1, the introduction: its demos and its figures.

An interactive demo is a function that returns a widget; the function of the same name with
``_figure`` returns its still ``Picture``.
"""

from course_utils.demos.introduction.beat import beat_the_gradient, beat_the_gradient_figure
from course_utils.demos.introduction.diagrams import learning_loop_figure, parts_figure
from course_utils.demos.introduction.history_strip import history_strip, history_strip_figure
from course_utils.demos.introduction.price_tag import price_tag, price_tag_figure
from course_utils.demos.introduction.wrong_digit import wrong_digit_figure

__all__ = [
    "beat_the_gradient",
    "beat_the_gradient_figure",
    "history_strip",
    "history_strip_figure",
    "learning_loop_figure",
    "parts_figure",
    "price_tag",
    "price_tag_figure",
    "wrong_digit_figure",
]

"""Lecture 6, questions: the numbers clinic, one's own mistakes, and the class in a mirror.

An interactive demo is a function that returns a widget; the function of the same name with
``_figure`` returns its still ``Picture``.
"""

from course_utils.demos.questions.clinic import (
    clinic_inputs,
    diagnose,
    numbers_clinic,
    numbers_clinic_figure,
)
from course_utils.demos.questions.mirror import class_mirror, class_mirror_figure
from course_utils.demos.questions.own import own_mistakes

__all__ = [
    "class_mirror",
    "class_mirror_figure",
    "clinic_inputs",
    "diagnose",
    "numbers_clinic",
    "numbers_clinic_figure",
    "own_mistakes",
]

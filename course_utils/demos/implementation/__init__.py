"""Lecture 5, implementation: its demos and its figures.

An interactive demo is a function that returns a widget; the function of the same name with
``_figure`` returns its still ``Picture``.
"""

from course_utils.demos.implementation.inspector import tape_inspector, tape_inspector_figure
from course_utils.demos.implementation.recordings import recorded
from course_utils.demos.implementation.suspect import suspect
from course_utils.demos.implementation.zoo import bug_zoo, bug_zoo_figure
from course_utils.demos.side_by_side import side_by_side

__all__ = [
    "bug_zoo",
    "bug_zoo_figure",
    "recorded",
    "side_by_side",
    "suspect",
    "tape_inspector",
    "tape_inspector_figure",
]

"""Lecture 5, implementation: its demos and its figures.

An interactive demo is a function that returns a widget; the function of the same name with
``_figure`` returns its still ``Picture``.
"""

from course_utils.demos.implementation.inspector import tape_inspector, tape_inspector_figure
from course_utils.demos.implementation.zoo import bug_zoo, bug_zoo_figure

__all__ = ["bug_zoo", "bug_zoo_figure", "tape_inspector", "tape_inspector_figure"]

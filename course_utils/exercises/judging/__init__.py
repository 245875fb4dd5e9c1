"""Judge: compare what came back with what is right, and say one thing about it.

``verdicts`` decides; ``diagnosis`` finds what to say, asking in turn the known mistakes
(``case``), what stopped the function (``failures``), shapes, constant factors (``scaling``,
``factors``), patterns and relations, other inputs (``as_if``, ``laws``), and in the end the
entries themselves.
"""

from course_utils.exercises.judging.verdicts import judge

__all__ = ["judge"]

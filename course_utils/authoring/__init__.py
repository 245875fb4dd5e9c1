"""From ``solutions/``, which an author edits, to ``lectures/``, which a learner opens.

``build`` writes both folders (``solutions/`` only to tidy them), ``drift`` says what it would
change, and ``run`` executes the solutions and refreshes the outputs their prose relies on.
"""

from course_utils.authoring.building import build, drift
from course_utils.authoring.folders import Folders
from course_utils.authoring.running import run

__all__ = ["Folders", "build", "drift", "run"]

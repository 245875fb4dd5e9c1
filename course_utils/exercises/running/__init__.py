"""Run: call a learner's function on a task's inputs and bring back plain data, nothing else.

This room and the tasks are all that a sandbox needs: it knows nothing of answers.
"""

from course_utils.exercises.running.calling import (
    LIMIT,
    Call,
    Failure,
    Run,
    call_on,
    calls_of,
    probes_of,
    run,
)

__all__ = ["LIMIT", "Call", "Failure", "Run", "call_on", "calls_of", "probes_of", "run"]

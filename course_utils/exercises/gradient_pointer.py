"""Stage 10: a gradient check of the worst entry, made for the learner.

Where the exercise asks for a gradient, its answer names the loss. One entry is moved and the loss
measured on both sides: what a right derivative foretells happens, what a wrong one says does not.
"""

import math

import numpy as np

from course_utils.exercises.answer import LOSSES, Slope
from course_utils.exercises.case import Case, Finding, Part
from course_utils.exercises.running import probes_of
from course_utils.exercises.wording import number

_STEP = 1e-5


def gradient_pointer(case: Case, part: Part) -> Finding | None:
    """Speaks only where central differences agree with the right number, so what it says is so."""
    slope = LOSSES.get(case.task.name)
    if slope is None or not part.shapes_fit:
        return None
    probe, index = part.worst()
    position = slope.of[[other.name for other in case.parts].index(part.name)]
    right, mine = float(part.right[probe][index]), float(part.yours[probe][index])
    change = _difference(case, slope, probe, position, index)
    if not math.isclose(change, 2 * _STEP * right, rel_tol=1e-3, abs_tol=1e-12):
        return None
    at = case.name_of(position) + (f"[{', '.join(map(str, index))}]" if index else "")
    says = (
        f"A gradient check of {at}: moved from {_STEP:g} below its value to {_STEP:g} above, it "
        f"changes {slope.what} by {number(change)}. Your {number(mine)} foretells "
        f"{number(2 * _STEP * mine)}."
    )
    asks = f"Along which paths does {at} reach {slope.what}, and is each in your formula once?"
    return Finding("slope", says, asks)


def _difference(
    case: Case, slope: Slope, probe: int, position: int, index: tuple[int, ...]
) -> float:
    above, below = (
        slope.loss(*_moved(case, probe, position, index, step)) for step in (_STEP, -_STEP)
    )
    return float(above - below)


def _moved(
    case: Case, probe: int, position: int, index: tuple[int, ...], step: float
) -> tuple[object, ...]:
    args = list(probes_of(case.task, case.run.seed)[probe])
    value = np.array(args[position], dtype=float)
    value[index] += step
    args[position] = value if value.ndim else float(value)
    return tuple(args)

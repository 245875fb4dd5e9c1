"""Stage 10: nothing else is known, so where it is furthest off, and what to do next."""

import numpy as np

from course_utils.exercises.case import Case, Finding, Part
from course_utils.exercises.comparing import close, closeness
from course_utils.exercises.wording import entries_in_words, inputs_in_words, number, place


def worst_entry(case: Case, part: Part) -> Finding:
    """The worst entry, which entries are wrong, and how well the other inputs went."""
    probe, index = part.worst()
    mine, right = part.yours[probe], part.right[probe]
    at, yours, good = place(case, part, probe, index), number(mine[index]), number(right[index])
    if right.size == 1:
        says = f"For {at} you have {yours}, right is {good}."
    else:
        says = f"Wrong in {entries_in_words(~closeness(mine, right))}"
        says += f", furthest at {at}: you have {yours}, right is {good}."
    says += _tendency(part) + _earlier(case, part, probe) + _direction(mine, right)
    return Finding("entries", says, _next_step(case, at))


def _tendency(part: Part) -> str:
    """What all wrong numbers share: the sign turned, or too large, or too small in size."""
    mine = np.concatenate([a.astype(float).ravel() for a in part.yours])
    right = np.concatenate([a.astype(float).ravel() for a in part.right])
    wrong = ~closeness(mine, right)
    mine, right = mine[wrong], right[wrong]
    what = "All wrong entries are" if len(mine) > len(part.yours) else "Your numbers are"
    if (mine * right < 0).all():
        return f" {what} of the opposite sign, and of another size."
    if (np.abs(mine) > np.abs(right)).all():
        return f" {what} too large in size."
    if (np.abs(mine) < np.abs(right)).all():
        return f" {what} too small in size."
    return ""


def _earlier(case: Case, part: Part, probe: int) -> str:
    """Whether other inputs went well."""
    pairs = zip(part.yours, part.right, strict=True)
    fine = sum(close(mine, right) for mine, right in pairs)
    if not fine:
        return ""
    return f" That is for input {probe + 1} of {len(part.yours)} ({inputs_in_words(case, probe)})."


def _direction(mine: np.ndarray, right: np.ndarray) -> str:
    """How far the whole is off, as a gradient check would put it."""
    a, n = mine.astype(float).ravel(), right.astype(float).ravel()
    if a.size < 2 or not np.linalg.norm(a) or not np.linalg.norm(n):
        return ""
    error = np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
    cosine = a @ n / (np.linalg.norm(a) * np.linalg.norm(n))
    return f" Relative error {error:.2g}, cosine {cosine:.3f}."


def _next_step(case: Case, at: str) -> str:
    name = case.task.name
    if any(word in name for word in ("grad", "delta", "backward", "bptt", "chain", "paths")):
        return f"It would not pass a gradient check. What do central differences give at {at}?"
    return f"Work out {at} by hand: from which line on do your numbers differ?"

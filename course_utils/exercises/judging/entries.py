"""Stage 10: nothing else is known, so where it is furthest off, and what to do next."""

import numpy as np

from course_utils.exercises.judging.case import Case, Finding, Part
from course_utils.exercises.judging.comparing import close, closeness
from course_utils.exercises.judging.wording import (
    entries_in_words,
    inputs_in_words,
    place,
    told_apart,
)
from course_utils.exercises.running import Call


def one_case(case: Case, part: Part) -> Finding | None:
    """Where a word among the arguments chooses what to do: the first choice that goes wrong."""
    pairs = list(zip(part.yours, part.right, strict=True))
    fine = sum(close(mine, right) for mine, right in pairs)
    probe = part.first_wrong
    words = case.words(probe)
    if not words or not fine or part.right[probe].size != 1:
        return None
    at = place(case, part, probe, ())
    yours, good = told_apart(part.yours[probe], part.right[probe])
    says = f"Right on {fine} of {len(pairs)} inputs. For {at} you have {yours}; right is {good}."
    says += _tendency(part)
    (name, *_) = words
    return Finding("case", says, f"What does {words[name]!r} ask for, given what comes with it?")


def other_text(case: Case) -> Finding:
    """One of the words asked for where another is right, or none of them."""
    pairs = list(zip(*map(_texts, (case.run.calls, case.right)), strict=True))
    mine, right = next(pair for pair in pairs if pair[0] != pair[1])
    if mine in {good for _, good in pairs}:
        says = f"You say {mine!r} where {right!r} is right."
        return Finding("text", says, f"By which number can {right!r} be told from {mine!r}?")
    says = f"{mine!r} is none of the answers; asked for is {case.task.returns}."
    return Finding("text", says, "Which of the allowed answers did you mean?")


def _texts(calls: tuple[Call, ...]) -> list[str]:
    return [call.value.text if call.value is not None else "" for call in calls]


def worst_entry(case: Case, part: Part) -> Finding:
    """The worst entry, which entries are wrong, and how well the other inputs went."""
    probe, index = part.worst()
    mine, right = part.yours[probe], part.right[probe]
    at = place(case, part, probe, index)
    yours, good = told_apart(mine[index], right[index])
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
    single = len(mine) <= len(part.yours)
    of_numbers = "Your numbers are" if wrong.all() else "Your wrong numbers are"
    what = of_numbers if single else "All wrong entries are"
    if close(mine, -right):
        return f" {what} the right ones with their sign turned."
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
    inputs = inputs_in_words(case, probe)
    which = f" ({inputs})" if inputs else ""
    return f" That is for input {probe + 1} of {len(part.yours)}{which}."


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

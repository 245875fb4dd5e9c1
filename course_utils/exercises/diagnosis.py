"""What is wrong, most telling first: one finding, whatever came back.

The order is that of a tutor at the desk. Does it run? Is it the right kind of thing? Is it a
number at all? Does it leave the inputs alone? Do I know this mistake? Is it right up to a factor,
a sign, a place? And if nothing of that: where is it furthest off.
"""

from dataclasses import replace

import numpy as np

from course_utils.exercises.answer import Mistake
from course_utils.exercises.as_if import as_if
from course_utils.exercises.case import Case, Finding, Part
from course_utils.exercises.comparing import close, closeness, same_call
from course_utils.exercises.curves import curve
from course_utils.exercises.failures import essence, explain
from course_utils.exercises.gradient_pointer import gradient_pointer
from course_utils.exercises.laws import broken_law
from course_utils.exercises.limits import out_of_bounds
from course_utils.exercises.patterns import evidence, pattern
from course_utils.exercises.running import Call
from course_utils.exercises.scaling import factor_by_line, one_factor, ratios
from course_utils.exercises.shapes import wrong_shape, wrong_type
from course_utils.exercises.wording import (
    entries_in_words,
    facts,
    fill,
    inputs_in_words,
    listed,
    number,
    place,
)


def diagnose(case: Case) -> Finding:
    """The one thing to tell about a run that is not right."""
    for look in (known_mistake, explain, wrong_type):
        finding = look(case)
        if finding is not None:
            return finding
    return _of_parts(case)


def known_mistake(case: Case) -> Finding | None:
    """A catalogued mistake that comes to the same on every probe: result, exception, changes."""
    for known in case.answer.mistakes:
        theirs = case.calls_of(known)
        if all(map(same_call, case.run.calls, theirs)):
            return _told(case, known, _part_to_show(case))
    return _same_failure(case)


def _same_failure(case: Case) -> Finding | None:
    """The one mistake that fails over the same two sizes, though in other words."""
    if not any(call.failure for call in case.run.calls):
        return None
    mine = [_outline(call) for call in case.run.calls]
    fitting = [
        known for known in case.answer.mistakes if [*map(_outline, case.calls_of(known))] == mine
    ]
    return _told(case, fitting[0], None) if len(fitting) == 1 else None


def _outline(call: Call) -> tuple[str, ...]:
    return essence(call.failure) if call.failure else ("returned",)


def _told(case: Case, known: Mistake, part: Part | None) -> Finding:
    ks = ratios(part) if part is not None and part.shapes_fit else None
    words = facts(case, part, ks[0] if ks else None)
    return Finding("mistake", fill(known.says, words), fill(known.asks, words), known.id)


def _part_to_show(case: Case) -> Part | None:
    if any(call.failure for call in case.run.calls) or case.misfit() is not None:
        return None
    return next((part for part in case.parts if not part.is_right), None)


def _of_parts(case: Case) -> Finding:
    for look in (_not_finite, _side_effect):
        finding = look(case)
        if finding is not None:
            return finding
    wrong = [part for part in case.parts if not part.is_right]
    if not wrong:
        return _other_text(case)
    # Errors flow from the last part to the first (from v to w, from one layer to the one below).
    part = wrong[-1]
    finding = _known_part(case, part) or _of_one(case, part)
    return _with_names(case, part, wrong, finding)


def _with_names(case: Case, part: Part, wrong: list[Part], finding: Finding) -> Finding:
    if len(case.parts) == 1:
        return finding
    good = [other.name for other in case.parts if other.is_right]
    bad = [other.name for other in wrong]
    opening = f"{listed(good)} {_is(good)} right, {listed(bad)} {_is(bad)} not. " if good else ""
    told = finding.says.replace("Your result", f"Your {part.name}")
    says = f"{opening}Look at {part.name} first. {told}"
    return Finding(finding.kind, says, finding.asks, finding.misconception)


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _known_part(case: Case, part: Part) -> Finding | None:
    """A catalogued mistake that explains this part, among other things."""
    number_of = [other.name for other in case.parts].index(part.name)
    for known in case.answer.mistakes if len(case.parts) > 1 else ():
        calls = case.calls_of(known)
        theirs = _leaves(calls, number_of, len(case.parts))
        if theirs and all(map(close, part.yours, theirs)):
            return _told(case, known, part)
    return None


def _leaves(calls: tuple[Call, ...], position: int, count: int) -> list[np.ndarray]:
    """One part of a mistake's results; empty where they have not the same parts."""
    found = [list(call.value.leaves()) if call.value is not None else [] for call in calls]
    return [leaves[position] for leaves in found] if all(len(f) == count for f in found) else []


def _of_one(case: Case, part: Part) -> Finding:
    for look in (wrong_shape, one_factor, _exchanged):
        finding = look(case, part)
        if finding is not None:
            return finding
    for look in (factor_by_line, pattern):
        finding = look(case, part)
        if finding is not None:
            return finding
    for look in (_shared, as_if, curve, out_of_bounds, broken_law):
        finding = look(case, part)
        if finding is not None:
            return replace(finding, says=f"{finding.says} {evidence(case, part)}")
    return gradient_pointer(case, part) or _worst_entry(case, part)


def _not_finite(case: Case) -> Finding | None:
    """Stage 4: NaN or infinity, and the input that brings it out."""
    for part in case.parts:
        for probe, (mine, right) in enumerate(zip(part.yours, part.right, strict=True)):
            bad = ~np.isfinite(mine.astype(float))
            if bad.any() and mine.shape == right.shape and np.isfinite(right).all():
                index = tuple(int(i) for i in np.argwhere(bad)[0])
                return _not_a_number(case, part, probe, index)
    return None


def _not_a_number(case: Case, part: Part, probe: int, index: tuple[int, ...]) -> Finding:
    value = float(part.yours[probe][index])
    what = "NaN, not a number" if np.isnan(value) else "infinite"
    at = place(case, part, probe, index)
    warned = f" NumPy warned: {case.run.warned[0]}." if case.run.warned else ""
    says = f"At {at} your result is {what}; {number(part.right[probe][index])} is right.{warned}"
    asks = "Which step becomes too large to store there, or divides 0 by 0?"
    return Finding("not finite", says, asks)


def _side_effect(case: Case) -> Finding | None:
    """Stage 5: the inputs changed, or the same call gives another result."""
    changed = next((call.changed for call in case.run.calls if call.changed), ())
    if changed:
        names = listed(case.name_of(position) for position in changed)
        says = f"Your function changes {names}: the caller's own array is another one afterwards."
        asks = f"Which line writes into {names}, where a copy would do?"
        return Finding("changed", says, asks)
    if case.run.again is not None and not same_call(case.run.again, case.run.calls[0]):
        says = "Two calls with the same inputs gave two different results."
        return Finding("random", says, "What does your function use that is not a parameter?")
    if case.run.overwritten:
        says = "A second call changed the array that the first one had returned."
        return Finding("aliased", says, "Where is the array made that you return: at each call?")
    return None


def _other_text(case: Case) -> Finding:
    asks = "Which of the allowed answers did you mean?"
    return Finding("text", f"Your answer is another one than {case.task.returns}.", asks)


def _exchanged(case: Case, part: Part) -> Finding | None:
    """Two parts of the result that have changed places."""
    for other in case.parts:
        if other is not part and all(map(close, part.yours, other.right)):
            says = f"What you return as {part.name} is {other.name}."
            return Finding("exchanged", says, "In which order are the results asked for?")
    return None


def _shared(case: Case, part: Part) -> Finding | None:
    """Two wrong numbers in the right ratio: the mistake is in what they have in common."""
    for other in case.parts:
        if other is part or other.is_right or not (other.shapes_fit and part.shapes_fit):
            continue
        if all(map(_same_ratio, part.yours, other.yours, part.right, other.right)):
            says = (
                f"Your {other.name} and {part.name} stand in the right ratio, and both are wrong: "
                "the mistake is in what they have in common."
            )
            return Finding("shared", says, "Which factors of the chain do the two share?")
    return None


def _same_ratio(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> bool:
    """a / b equals c / d."""
    if a.shape != b.shape or not (a.any() and b.any() and np.isfinite([a, b]).all()):
        return False
    return close(a * d, c * b)


def _worst_entry(case: Case, part: Part) -> Finding:
    """Stage 10: where it is furthest off, which entries are wrong, and what to do next."""
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

"""What is wrong, most telling first: one finding, whatever came back.

The order is that of a tutor at the desk. Does it run? Is it the right kind of thing? Is it a
number at all? Does it leave the inputs alone? Do I know this mistake? Is it right up to a factor,
a sign, a place? And if nothing of that: where is it furthest off.
"""

import re
from dataclasses import replace

import numpy as np

from course_utils.exercises.answer import FACTS, Mistake
from course_utils.exercises.judging.as_if import as_if
from course_utils.exercises.judging.case import Case, Finding, Part
from course_utils.exercises.judging.comparing import close, same_call
from course_utils.exercises.judging.curves import curve
from course_utils.exercises.judging.entries import one_case, other_text, worst_entry
from course_utils.exercises.judging.failures import essence, explain
from course_utils.exercises.judging.gradient_pointer import gradient_pointer
from course_utils.exercises.judging.laws import broken_law
from course_utils.exercises.judging.limits import out_of_bounds
from course_utils.exercises.judging.patterns import evidence, pattern, same_everywhere
from course_utils.exercises.judging.scaling import factor_by_line, one_factor, ratios
from course_utils.exercises.judging.shapes import no_whole_number, wrong_shape, wrong_type
from course_utils.exercises.judging.wording import (
    facts,
    fill,
    listed,
    number,
    place,
)
from course_utils.exercises.running import Call

_WITH_NUMBERS = ("law", "trend", "sums")
"""What is told by these has its numbers already."""


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
        return other_text(case)
    if case.task.name in FACTS:
        return _observed(case)
    # Errors flow from the last part to the first (from v to w, from one layer to the one below).
    part = wrong[-1]
    return _with_names(case, part, wrong, _recognised(case, part, _of_one(case, part)))


def _observed(case: Case) -> Finding:
    """The first fact that is not so; the parts are the observer's, not the learner's."""
    pairs = zip(case.parts, FACTS[case.task.name], strict=True)
    part, (says, asks) = next(pair for pair in pairs if not pair[0].is_right)
    probe = part.first_wrong
    words = {"yours": _row(part.yours[probe]), "right": _row(part.right[probe])}
    return Finding("fact", fill(says, _numbers_given(case, probe) | words), asks)


def _numbers_given(case: Case, probe: int) -> dict[str, str]:
    """The arguments that are single numbers, by the task's names for them."""
    given = zip(case.task.parameters, case.args[probe], strict=False)
    arrays = {name: value.array for name, value in given}
    return {name: number(a.item()) for name, a in arrays.items() if a is not None and not a.ndim}


def _row(values: np.ndarray) -> str:
    return listed(map(number, values.flat))


def _with_names(case: Case, part: Part, wrong: list[Part], finding: Finding) -> Finding:
    if len(case.parts) == 1:
        return finding
    good = [other.name for other in case.parts if other.is_right]
    bad = [other.name for other in wrong]
    opening = f"{listed(good)} {_is(good)} right, {listed(bad)} {_is(bad)} not. " if good else ""
    pointer = f"Look at {part.name} first. " if len(bad) > 1 else ""
    told = finding.says.replace("Your result", f"Your {part.name}")
    kind = "parts" if good and finding.kind == "entries" else finding.kind
    return replace(finding, kind=kind, says=f"{opening}{pointer}{told}")


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _recognised(case: Case, part: Part, finding: Finding) -> Finding:
    """The finding with name and question of the one known mistake that makes this of the part.

    With these alone: what the mistake says may speak of the other parts, which it does not explain.
    """
    number_of = [other.name for other in case.parts].index(part.name)
    fitting: dict[str, Finding] = {}
    for known in case.answer.mistakes if len(case.parts) > 1 else ():
        theirs = _leaves(case.calls_of(known), number_of, len(case.parts))
        if theirs and all(map(close, part.yours, theirs)):
            fitting[known.id] = _told(case, known, part)
    if len(fitting) != 1 or finding.kind == "exchanged":
        return finding
    (told,) = fitting.values()
    others = {other.name for other in case.parts if other is not part}
    asks = finding.asks if others & set(re.findall(r"\w+", told.asks)) else told.asks
    return replace(finding, asks=asks, misconception=told.misconception)


def _leaves(calls: tuple[Call, ...], position: int, count: int) -> list[np.ndarray]:
    """One part of a mistake's results; empty where they have not the same parts."""
    found = [list(call.value.leaves()) if call.value is not None else [] for call in calls]
    return [leaves[position] for leaves in found] if all(len(f) == count for f in found) else []


def _of_one(case: Case, part: Part) -> Finding:
    for look in (_exchanged, wrong_shape, no_whole_number, one_factor, one_case):
        finding = look(case, part)
        if finding is not None:
            return finding
    for look in (same_everywhere, factor_by_line, pattern):
        finding = look(case, part)
        if finding is not None:
            return finding
    for look in (_shared, as_if, curve, out_of_bounds, broken_law):
        finding = look(case, part)
        if finding is not None:
            shown = "" if finding.kind in _WITH_NUMBERS else f" {evidence(case, part)}"
            return replace(finding, says=finding.says + shown)
    return gradient_pointer(case, part) or worst_entry(case, part)


def _not_finite(case: Case) -> Finding | None:
    """Stage 4: NaN or infinity, and the input that brings it out."""
    for part in case.parts:
        if any(np.isnan(right.astype(float)).any() for right in part.right):
            continue  # here nan may be meant
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

"""Exercises with many right answers: what comes back is tried, not compared."""

from course_utils.exercises.answer import Sort
from course_utils.exercises.judging.case import Case, Finding
from course_utils.exercises.judging.failures import explain
from course_utils.exercises.judging.wording import fill
from course_utils.exercises.running import Call, probes_of
from course_utils.exercises.running.plain import Value


def sort_out(case: Case, sort: Sort) -> Finding | None:
    """The first thing that is wrong with a run; None if all its results do what is asked."""
    failed = explain(case)
    if failed is not None:
        return failed
    for args, call in zip(probes_of(case.task, case.run.seed), case.run.calls, strict=True):
        finding = _of_call(case, args, call, sort)
        if finding is not None:
            return finding
    return None


def _of_call(case: Case, args: tuple[object, ...], call: Call, sort: Sort) -> Finding | None:
    if call.changed:
        name = case.name_of(call.changed[0])
        says = f"Your function changes {name}: the caller's own array is another one afterwards."
        return Finding("changed", says, f"Which line writes into {name}?")
    found = sort(args, call.value or Value("none", "NoneType"))
    if found is None:
        return None
    id, words = found
    known = next(mistake for mistake in case.answer.mistakes if mistake.id == id)
    return Finding("mistake", fill(known.says, words), fill(known.asks, words), id)

"""The verdict on one run. Needs no function of the learner's, only plain data.

The inputs are made again from the seed.
"""

import warnings
from dataclasses import replace

from course_utils.exercises.answer import Answer, Choice
from course_utils.exercises.judging.case import Case, Finding
from course_utils.exercises.judging.comparing import same_call
from course_utils.exercises.judging.diagnosis import diagnose
from course_utils.exercises.judging.sorting import sort_out
from course_utils.exercises.running import Call, Run
from course_utils.exercises.running.guard import pristine
from course_utils.exercises.running.plain import shorten
from course_utils.exercises.task import Question, Task
from course_utils.exercises.verdict import Status, Verdict


def judge(task: Task | Question, answer: Answer | Choice, run: Run) -> Verdict:
    """The verdict on one run, of a function or of the letter given to a question."""
    if isinstance(task, Question):
        if not isinstance(answer, Choice):
            raise TypeError(f"{task.name} is a question; its answer must be a Choice")
        return _judge_letter(task, answer, run.given)
    if not isinstance(answer, Answer):
        raise TypeError(f"{task.name} is a function; its answer must be an Answer")
    with pristine(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        verdict = _judge_function(task, answer, run)
    return replace(verdict, printed=shorten(run.printed))


def _judge_function(task: Task, answer: Answer, run: Run) -> Verdict:
    if not task.can_run:
        run = replace(run, problem="package")
    if run.problem:
        return _no_result(task, run)
    case = Case.of(task, answer, run)
    if len(run.calls) != len(case.right):
        return _wrong(task, Finding("calls", "Not all inputs were tried.", "What ended the run?"))
    if answer.sort is not None:
        finding = sort_out(case, answer.sort)
        return _wrong(task, finding) if finding else _right(task, _warned(run))
    if _is_right(case, case.right):
        return _right(task, (*case.remarks, *_warned(run)))
    for remark in answer.remarks:
        if _is_right(case, case.calls_of(remark)):
            return _right(task, (remark.says,))
    return _wrong(task, diagnose(case))


def _is_right(case: Case, wanted: tuple[Call, ...]) -> bool:
    """Right numbers in an accepted form, the same each time, and the inputs left alone."""
    run = case.run
    if run.overwritten or run.again is None or not all(map(same_call, run.calls, wanted)):
        return False
    return same_call(run.again, wanted[0]) and not any(call.changed for call in run.calls)


def _warned(run: Run) -> tuple[str, ...]:
    if not run.warned:
        return ()
    return (f"your numbers are right, though there was a warning: {run.warned[0]}",)


def _right(task: Task, remarks: tuple[str, ...]) -> Verdict:
    return Verdict(
        task.name, task.lecture, "right", task.points, task.points, "Right.", remarks=remarks
    )


def _wrong(task: Task, finding: Finding) -> Verdict:
    status: Status = "error" if finding.kind == "exception" else "wrong"
    return Verdict(
        task.name,
        task.lecture,
        status,
        0,
        task.points,
        finding.says,
        finding.asks,
        finding.misconception,
        finding=finding.kind,
    )


def _no_result(task: Task, run: Run) -> Verdict:
    """Runs that never came to a result."""
    status, says, asks = {
        "stub": _stub,
        "no function": _no_function,
        "parameters": _other_parameters,
        "time": _out_of_time,
        "package": _package,
    }[run.problem](task, run)
    return Verdict(task.name, task.lecture, status, 0, task.points, says, asks, finding=run.problem)


def _stub(task: Task, run: Run) -> tuple[Status, str, str]:
    says = f"Yours to write: {task.signature} returns {task.returns} (about {task.minutes} min)."
    return "todo", says, ""


_PACKAGES = {"torch": "PyTorch"}


def _package(task: Task, run: Run) -> tuple[Status, str, str]:
    name = _PACKAGES.get(task.needs, task.needs)
    says = f"{task.name} needs {name}, which is not installed here: pip install {task.needs}."
    return "todo", says, ""


def _no_function(task: Task, run: Run) -> tuple[Status, str, str]:
    says = f"{task.name} is to be a function; what stands under that name is of type {run.type}."
    return "error", says, "Was the name used again for a result?"


def _other_parameters(task: Task, run: Run) -> tuple[Status, str, str]:
    theirs = f"yours takes {len(run.parameters)} ({', '.join(run.parameters)})"
    if not run.parameters:
        theirs = "yours takes none"
    elif len(run.parameters) == len(task.parameters):
        says = f"{task.signature} cannot be called like this: {theirs}, but not by their place."
        return "error", says, "Does a star stand before them?"
    says = f"{task.signature} is called with {_count(task)}; {theirs}."
    return "error", says, "Which of them is missing, or too many?"


def _count(task: Task) -> str:
    count = len(task.parameters)
    return f"{count} value" if count == 1 else f"{count} values"


def _out_of_time(task: Task, run: Run) -> tuple[Status, str, str]:
    says = f"{task.name} did not come back in time and was stopped."
    asks = "Is there a loop that nothing ends, or work, such as an import, that belongs outside?"
    return "error", says, asks


def _judge_letter(question: Question, choice: Choice, given: str) -> Verdict:
    letter = given.strip().strip("()").lower()
    status, points, says, asks = _of_letter(question, choice, letter)
    return Verdict(question.name, question.lecture, status, points, question.points, says, asks)


def _of_letter(question: Question, choice: Choice, letter: str) -> tuple[Status, int, str, str]:
    if letter in ("", "?", "..."):
        letters = ", ".join(question.options)
        return "todo", 0, f"Yours to answer: one of {letters}.", ""
    if letter == choice.right:
        return "right", question.points, choice.why, ""
    if letter not in question.options:
        letters = ", ".join(question.options)
        return "wrong", 0, f"{letter!r} is no option here; answer with one of {letters}.", ""
    return "wrong", 0, choice.wrong[letter], "Which of the others survives that?"

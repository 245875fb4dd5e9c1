"""Stage 9: how the result answers to changed inputs, and how it should.

The right function is asked first. Where it keeps a law on two probes (doubling delta doubles the
result, equal P and Y give 0, the order of the samples does not matter) and the learner's does not,
that law is told: it is true of the answer and gives nothing of it away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course_utils.exercises.answer import Answer
from course_utils.exercises.judging.case import Case, Finding, Part
from course_utils.exercises.judging.comparing import close
from course_utils.exercises.judging.law_table import LAWS, ONLY, WORDS, Law, Pair
from course_utils.exercises.judging.wording import number, row_noun, rows_in_words
from course_utils.exercises.running import Call, call_on, probes_of
from course_utils.exercises.running.experiments import PROBES, Experiment, experiments
from course_utils.exercises.task import Task


@dataclass(frozen=True, eq=False)
class Trial:
    """One experiment on all its probes: the learner's pairs and the right ones."""

    kind: str
    positions: tuple[int, ...]
    yours: tuple[Pair, ...]
    right: tuple[Pair, ...]


def broken_law(case: Case, part: Part) -> Finding | None:
    """The first experiment whose outcome tells the learner's function from the right one."""
    trials = list(_trials(case, part))
    for look in (_ignored, _unheard, _isolated, _broken):
        for trial in trials:
            finding = look(case, part, trial, trials)
            if finding is not None:
                return finding
    return None


def _trials(case: Case, part: Part) -> Iterator[Trial]:
    right = _right_calls(case.answer, case.task, case.run.seed)
    if not right or len(right) != len(case.run.tried):
        return
    position = [other.name for other in case.parts].index(part.name)
    pairs = zip(case.run.tried, right, strict=True)
    yours, wanted = zip(*(_leaf(mine, good, position, case) for mine, good in pairs), strict=True)
    plan = _plan(case.task, case.run.seed)
    count = len(plan)
    for k, experiment in enumerate(plan):
        found = [(yours[k + p * count], wanted[k + p * count]) for p in range(PROBES)]
        if any(mine is None or good is None for mine, good in found):
            continue
        yield Trial(
            experiment.kind,
            experiment.positions,
            tuple((part.yours[p], mine) for p, (mine, _) in enumerate(found)),
            tuple((part.right[p], good) for p, (_, good) in enumerate(found)),
        )


def _leaf(
    mine: Call, good: Call, position: int, case: Case
) -> tuple[np.ndarray | None, np.ndarray | None]:
    return _one_leaf(mine, position, case), _one_leaf(good, position, case)


def _one_leaf(call: Call, position: int, case: Case) -> np.ndarray | None:
    leaves = list(call.value.leaves()) if call.value is not None else []
    if len(leaves) != len(case.parts) or leaves[position].dtype.kind not in "biuf":
        return None
    leaf = leaves[position].astype(float)
    return leaf if np.isfinite(leaf).all() else None


@lru_cache(maxsize=256)
def _plan(task: Task, seed: int) -> tuple[Experiment, ...]:
    return tuple(experiments(probes_of(task, seed)[0]))


@lru_cache(maxsize=256)
def _right_calls(answer: Answer, task: Task, seed: int) -> tuple[Call, ...]:
    if task.mutates:
        return ()
    return tuple(
        call_on(answer.reference, task, experiment.args)
        for probe in probes_of(task, seed)[:PROBES]
        for experiment in experiments(probe)
    )


def _ignored(case: Case, part: Part, trial: Trial, trials: list[Trial]) -> Finding | None:
    """An argument that changes the right result and never the learner's."""
    of_it = [t for t in trials if t.positions == trial.positions and len(t.positions) == 1]
    moves = [_differs(t.right) for t in of_it]
    if len(of_it) < 2 or not all(moves[:2]) or any(_differs(t.yours) for t in of_it):
        return None
    name = case.name_of(trial.positions[0])
    says = f"Your result seems not to depend on {name}: "
    says += f"whatever {name} was tried, it stayed the same."
    return Finding("ignored", says, f"Through which line should {name} reach your result?")


def _unheard(case: Case, part: Part, trial: Trial, trials: list[Trial]) -> Finding | None:
    """A first row that changes the right result and never the learner's."""
    if trial.kind != "first" or _differs(trial.yours) or not _differs(trial.right[:1]):
        return None
    name = case.name_of(trial.positions[0])
    row = row_noun(case, trial.positions)
    says = (
        f"When only the first {row} of {name} changes, the right result moves and yours stays as "
        "it is."
    )
    return Finding("ignored", says, f"How does each {row} of {name} get its say?")


def _differs(pairs: tuple[Pair, ...]) -> bool:
    return any(not close(before, after) for before, after in pairs)


def _isolated(case: Case, part: Part, trial: Trial, trials: list[Trial]) -> Finding | None:
    """With one argument at 0 or 1 the learner's result is right."""
    if trial.kind not in ("zero", "one") or not all(
        close(mine, good) and _tells_something(case, good)
        for (_, mine), (_, good) in zip(trial.yours, trial.right, strict=True)
    ):
        return None
    name, value = case.name_of(trial.positions[0]), "0" if trial.kind == "zero" else "1"
    says = f"With {name} set to {value} your result is right: {_ONLY_ELSE}"
    return Finding("isolated", says, f"What does {name} multiply or switch on in your function?")


_ONLY_ELSE = "what is wrong shows only where it is something else."


def _tells_something(case: Case, good: np.ndarray) -> bool:
    """Neither a constant nor one of the inputs, which many wrong functions would give as well."""
    if np.ptp(good) == 0 and (good.size > 1 or abs(good.item()) in (0, 1, 2)):
        return False
    return not any(
        close(good, value) for probe in range(PROBES) for value in case.inputs(probe).values()
    )


def _broken(case: Case, part: Part, trial: Trial, trials: list[Trial]) -> Finding | None:
    if all(right.dtype.kind in "iu" and not right.ndim for right in part.right):
        return None  # whole numbers keep laws by accident
    laws = ONLY.get(trial.kind, LAWS)
    kept = next((law for law in laws if _keeps(law, trial.right) is not None), None)
    if kept is None or any(kept.seen(*pair) == _keeps(kept, trial.right) for pair in trial.yours):
        return None
    names = [case.name_of(position) for position in trial.positions]
    row = row_noun(case, trial.positions)
    known = {"one": names[0], "other": names[-1], "row": row, "rows": rows_in_words(row)}
    done, asks = WORDS[trial.kind]
    should = kept.words.format(_keeps(kept, trial.right))
    says = f"{done.format_map(known)}, the right result {should}. {_yours(kept, trial)}"
    return Finding("law", says, asks.format_map(known))


def _keeps(law: Law, pairs: tuple[Pair, ...]) -> str | None:
    """What the law says, the same on all probes; None where it says nothing."""
    seen = {law.seen(*pair) for pair in pairs}
    return seen.pop() if len(seen) == 1 else None


def _yours(kept: Law, trial: Trial) -> str:
    """What happens instead: another law, or the entry that goes furthest astray."""
    for law in LAWS:
        seen = _keeps(law, trial.yours)
        if seen is not None:
            return f"Yours {law.words.format(seen)}."
    before, after = trial.yours[0]
    wanted = kept.wanted(before, str(_keeps(kept, trial.right)))
    if after.shape != wanted.shape or before.shape != after.shape:
        return "Yours does not."
    index = np.unravel_index(np.argmax(np.abs(after - wanted)), after.shape)
    at = f" at [{', '.join(map(str, index))}]" if index else ""
    return f"Yours goes from {number(before[index])} to {number(after[index])}{at}."

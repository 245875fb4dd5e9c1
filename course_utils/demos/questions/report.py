"""What the clinic has to say about a paste, as plain data for its script."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.demos.questions.reading import read_numbers
from course_utils.exercises.judging.case import Part
from course_utils.exercises.judging.comparing import close
from course_utils.exercises.judging.factors import constant_ratio
from course_utils.exercises.judging.wording import number, shape, told_apart
from course_utils.exercises.pasted import Examined, examine

MAX_POINTS = 400

GUESSES = {
    "factor": "a factor",
    "sign": "a sign",
    "axis": "an axis",
    "transposed": "transposed",
    "other": "something else",
}


def report(name: str, text: str, seed: int = 0) -> dict[str, Any]:
    """Examine pasted text. ``state`` is right, wrong, or unread where it holds no numbers."""
    try:
        reading = read_numbers(text)
    except ValueError as problem:
        return {"state": "unread", "message": str(problem)}
    found = examine(name, reading.value, seed, reading.halves)
    part = telling_part(found)
    return {
        "state": "right" if found.verdict.passed else "wrong",
        "message": found.verdict.message,
        "question": found.verdict.question,
        "misconception": found.verdict.misconception or "",
        "seen": found.seen,
        "kinds": kinds(found),
        "evidence": evidence(part) if part and not found.verdict.passed else "",
        "part": part.name if part else "",
        "points": points(part) if part else [],
    }


def telling_part(found: Examined) -> Part | None:
    """The part to look at: the last wrong one, as errors flow from the last to the first."""
    wrong = [part for part in found.parts if not part.is_right]
    return next(reversed(wrong or found.parts), None)


def kinds(found: Examined) -> list[str]:
    """Which guesses are good ones: a mistake may be a factor and a sign."""
    part, name = telling_part(found), found.verdict.misconception or ""
    if part is None:
        return ["other"]
    mine, right = part.yours[0], part.right[0]
    if mine.ndim > 1 and (close(mine, right.T) or mine.shape == right.shape[::-1] != right.shape):
        return ["transposed"]
    k = constant_ratio(mine, right)
    told = [
        ("factor", k is not None and not np.isclose(abs(k), 1)),
        ("sign", k is not None and k < 0),
        ("axis", mine.shape != right.shape or "axis" in name),
    ]
    return [kind for kind, fits in told if fits] or ["other"]


def evidence(part: Part) -> str:
    """The number that betrays the mistake."""
    mine, right = part.yours[0], part.right[0]
    if mine.shape != right.shape:
        return f"Shape: yours {shape(mine)}, asked for {shape(right)}."
    k = constant_ratio(mine, right)
    if k is not None and mine.size > 1:
        return f"Yours / right = {number(k)} in every entry."
    _, index = part.worst()
    yours, good = told_apart(mine[index], right[index])
    if k is not None:
        return f"Yours {yours}, right {good}: yours / right = {number(k)}."
    at = f"At {part.name}{list(index)}: yours" if index else "Yours"
    return f"{at} {yours}, right {good}."


def points(part: Part) -> list[tuple[float, float]]:
    """(right, yours) of the entries, at most ``MAX_POINTS`` of them; none where shapes differ."""
    if not part.shapes_fit:
        return []
    pairs = np.stack([part.right[0], part.yours[0]], axis=-1).astype(float).reshape(-1, 2)
    pairs = pairs[np.isfinite(pairs).all(axis=1)]
    chosen = pairs[:: max(1, -(-len(pairs) // MAX_POINTS))]
    return [(float(f"{x:.6g}"), float(f"{y:.6g}")) for x, y in chosen]

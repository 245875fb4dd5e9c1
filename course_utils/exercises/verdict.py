"""What the judge says: one object, read by card, terminal, gradebook and test alike."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["right", "wrong", "todo", "error"]


@dataclass(frozen=True)
class Verdict:
    """The judgement of one exercise.

    ``status`` is ``todo`` for an untouched stub and ``error`` where the function raised or did
    not return in time. ``misconception`` is the id of the mistake, where it is a known one;
    ``finding`` is the kind of what was found (``mistake``, ``shape``, ``factor``, ``entries`` …).
    ``printed`` is the beginning of what the function printed.
    """

    exercise: str
    lecture: str
    status: Status
    points: int
    max_points: int
    message: str
    question: str = ""
    misconception: str | None = None
    remarks: tuple[str, ...] = ()
    finding: str = ""
    printed: str = ""

    @property
    def passed(self) -> bool:
        return self.status == "right"

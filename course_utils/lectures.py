"""The six lectures: one name each, the same in every folder."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lecture:
    """One lecture. ``minutes`` is its part of the live hour."""

    number: int
    name: str
    title: str
    minutes: int

    @property
    def stem(self) -> str:
        """File name without ending: ``02_algorithm``."""
        return f"{self.number:02d}_{self.name}"


LECTURES = (
    Lecture(1, "introduction", "Introduction", 5),
    Lecture(2, "algorithm", "The algorithm", 15),
    Lecture(3, "training", "Training", 20),
    Lecture(4, "applications", "Applications", 10),
    Lecture(5, "implementation", "Implementation", 10),
    Lecture(6, "questions", "Questions", 0),
)

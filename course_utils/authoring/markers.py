"""The comment lines that enclose what a learner must not see.

The markers and the stub are nbgrader's own, so that our notebooks import into it unchanged:
https://nbgrader.readthedocs.io/en/stable/user_guide/creating_and_grading_assignments.html
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """A pair of marker lines, and the lines that take the place of what stands between them."""

    name: str
    stub: tuple[str, ...] = ()

    @property
    def begin(self) -> str:
        return f"BEGIN {self.name}"

    @property
    def end(self) -> str:
        return f"END {self.name}"


SOLUTION = Region("SOLUTION", ("# YOUR CODE HERE", "raise NotImplementedError()"))
WRITTEN_SOLUTION = Region("SOLUTION", ("YOUR ANSWER HERE",))
HIDDEN_TESTS = Region("HIDDEN TESTS")


def has(source: str, region: Region) -> bool:
    return region.begin in source


def clear(source: str, region: Region) -> str:
    """The source with every such region replaced by its stub; markers must be balanced."""
    return "\n".join(_outside(source, region))


def _outside(source: str, region: Region) -> Iterator[str]:
    inside = False
    for line in source.split("\n"):
        if region.begin in line:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            yield from (indent + stub for stub in region.stub)
        elif region.end in line:
            inside = False
        elif not inside:
            yield line


def imbalance(source: str, region: Region) -> str | None:
    """What is wrong with the order of the marker lines, if anything."""
    inside = False
    for line in source.split("\n"):
        if region.begin in line:
            if inside:
                return f"'{region.begin}' stands inside another one"
            inside = True
        elif region.end in line:
            if not inside:
                return f"'{region.end}' has no '{region.begin}' before it"
            inside = False
    return f"'{region.begin}' has no '{region.end}' after it" if inside else None

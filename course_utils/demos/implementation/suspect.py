"""One program of the zoo: its symptoms first, its lines folded away below them."""

from __future__ import annotations

import html
from typing import Any

from course_utils.demos.picture import Picture
from course_utils.demos.theme import VERMILION, label, new_figure, theme
from course_utils.exercises.zoo import Exhibit, exhibit

_LINES = "white-space:pre;overflow-x:auto"  # a line of code stays one line


class Suspect:
    """A picture of the symptoms, and the program behind it, to be unfolded after a guess."""

    def __init__(self, animal: Exhibit) -> None:
        self.animal = animal
        self.picture = _symptoms(animal)

    def listing(self) -> str:
        """The program with its lines numbered from 1."""
        lines = enumerate(self.animal.program.splitlines(), start=1)
        return "\n".join(f"{number:2d}  {line}".rstrip() for number, line in lines)

    def __repr__(self) -> str:
        return f"{self.picture!r}\n\n{self.listing()}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        folded = (
            "<details><summary>Show the program</summary>"
            f'<pre style="{_LINES}">{html.escape(self.listing())}</pre></details>'
        )
        name, title = html.escape(self.animal.name), html.escape(self.animal.title)
        heading = f"<p><strong>{name}</strong> · {title}</p>"
        shown = heading + self.picture.to_html() + folded
        return {"text/html": shown, "text/plain": repr(self)}


def suspect(name: str) -> Suspect:
    """Return the symptoms of a program of the zoo, ``bug_01`` to ``bug_16``; the program folded.

    Raises:
        KeyError: the zoo has no such program.
    """
    return Suspect(exhibit(name))


def _symptoms(animal: Exhibit) -> Picture:
    """The loss curve, and the three numbers beside it."""
    with theme():
        figure = new_figure(10, 3.2)
        curve, numbers = figure.subplots(1, 2, width_ratios=(3, 2))
        curve.plot(animal.losses, marker="o" if len(animal.losses) == 1 else "")
        curve.axhline(0, color="black", lw=0.8)
        label(curve, "step", "loss")
        numbers.axis("off")
        for row, (key, value) in enumerate(animal.grads.items()):
            numbers.text(0, 0.8 - 0.3 * row, key, transform=numbers.transAxes)
            numbers.text(
                0.95,
                0.8 - 0.3 * row,
                _number(value),
                ha="right",
                color=VERMILION,
                transform=numbers.transAxes,
            )
    return Picture(figure, _alt(animal))


def _number(value: float) -> str:
    """Six digits; what is 0 but for rounding is shown as that."""
    return f"{value:.6g}".replace("-", "−") if abs(value) > 1e-12 else "0 (to rounding)"


def _alt(animal: Exhibit) -> str:
    losses, count = animal.losses, len(animal.losses)
    course = (
        f"The loss goes from {losses[0]:.4g} to {losses[-1]:.4g} in {count} steps; its lowest "
        f"value is {min(losses):.4g}."
        if count > 1
        else f"The loss is {losses[0]:.4g}; only one step was made."
    )
    told = ", ".join(f"{key} is {_number(value)}" for key, value in animal.grads.items())
    return f"{animal.name}: {animal.title} {course} Beside it: {told}."

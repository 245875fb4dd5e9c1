"""Bug zoo: sixteen programs by their symptoms; the class votes, then the line lights up."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import traitlets
from matplotlib.axes import Axes

from course_utils.demos.picture import Picture
from course_utils.demos.theme import label, new_figure, theme
from course_utils.demos.widget import Demo, or_still
from course_utils.exercises.zoo import NAMES, Exhibit, exhibit, proof

SYMPTOMS, PROGRAM, PROOF = range(3)  # how much of an animal is shown


class BugZoo(Demo):
    """All programs are run once, here; what is wrong with one is sent when it is asked for."""

    animals: Any = traitlets.List(help="what is public").tag(sync=True)
    proofs: Any = traitlets.Dict(help="by name, those that were asked for").tag(sync=True)
    # What the class has chosen.
    at = traitlets.Int(0, help="index into animals").tag(sync=True)
    stages: Any = traitlets.Dict(help="by name: symptoms, program or proof").tag(sync=True)
    votes: Any = traitlets.Dict(help="by name and stage: votes for each option").tag(sync=True)
    hall = traitlets.Bool(False, help="whether hands are counted").tag(sync=True)

    def __init__(self, name: str = NAMES[0]) -> None:
        super().__init__(
            animals=[asdict(exhibit(animal)) for animal in NAMES],
            stages=dict.fromkeys(NAMES, SYMPTOMS),
            at=_index(name),
        )

    @traitlets.observe("stages")
    def _prove(self, change: Any) -> None:
        asked = [name for name, stage in self.stages.items() if stage == PROOF]
        if news := {name: _plain_proof(name) for name in asked if name not in self.proofs}:
            self.proofs = self.proofs | news

    def still(self) -> Picture:
        """The symptoms of all programs."""
        return bug_zoo_figure(NAMES[self.at])


def bug_zoo_figure(name: str = NAMES[0]) -> Picture:
    """Return the symptoms of all sixteen programs: a loss curve and three gradients each.

    Args:
        name: where the demo opens; the picture shows all.

    Raises:
        ValueError: the zoo has no such program.
    """
    _index(name)
    with theme():
        figure = new_figure(14, 13)
        for ax, animal in zip(figure.subplots(4, 4).flat, map(exhibit, NAMES), strict=True):
            _draw(ax, animal)
    return Picture(figure, _alt())


@or_still(bug_zoo_figure)
def bug_zoo(name: str = NAMES[0]) -> BugZoo:
    """Return the demo: see a program's symptoms, vote, read it, vote again, see the line proved.

    Args:
        name: the program it opens with, ``bug_01`` to ``bug_16``.

    Raises:
        ValueError: the zoo has no such program.
    """
    return BugZoo(name)


def _index(name: str) -> int:
    if name not in NAMES:
        raise ValueError(f"the zoo has no {name!r}; its programs are {NAMES[0]} to {NAMES[-1]}")
    return NAMES.index(name)


def differing(name: str) -> list[str]:
    """Which of the three numbers are other ones with the lines of the proof.

    Two numbers that are both next to nothing beside the others count as the same.
    """
    mine, other = exhibit(name).grads, proof(name).grads
    nothing = 1e-4 * max(map(abs, [*mine.values(), *other.values()]))
    return [key for key in mine if not np.isclose(mine[key], other[key], rtol=1e-3, atol=nothing)]


def _plain_proof(name: str) -> dict[str, Any]:
    plain = asdict(proof(name))
    changes = {str(number): line for number, line in plain["changes"].items()}
    return plain | {"changes": changes, "differing": differing(name)}


def _draw(ax: Axes, animal: Exhibit) -> None:
    ax.plot(animal.losses, marker="o" if len(animal.losses) == 1 else "")
    ax.tick_params(labelsize=10)
    ax.locator_params(nbins=4)
    least, most = min(0.0, *animal.losses), max(animal.losses)
    ax.set_ylim(least - 0.04 * (most - least), most + 0.04 * (most - least))
    if len(animal.losses) == 1:
        ax.set_xticks([0])
    label(ax, "step", "loss")
    numbers = "\n".join(f"{key} = {value:.3g}" for key, value in animal.grads.items())
    ax.set_title(animal.name, pad=48)
    ax.text(0.5, 1.02, numbers, transform=ax.transAxes, ha="center", va="bottom", fontsize=10)


def _alt() -> str:
    told = [
        f"{animal.name}, {animal.title.rstrip('.')}: loss from {animal.losses[0]:.3g} to "
        f"{animal.losses[-1]:.3g}, {_listed(animal)}"
        for animal in map(exhibit, NAMES)
    ]
    return f"Sixteen loss curves, each with three gradients. {'. '.join(told)}."


def _listed(animal: Exhibit) -> str:
    return ", ".join(f"{key} {value:.3g}" for key, value in animal.grads.items())

"""The ledger: a computational graph to be filled in, value above and gradient below each node."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import traitlets

from course_utils.demos.algorithm.ledger_json import scene_as_json
from course_utils.demos.algorithm.ledger_scene import Scene, expression_scene, network_scene
from course_utils.demos.algorithm.ledger_still import scene_figure
from course_utils.demos.picture import Picture
from course_utils.demos.widget import Demo, or_still
from course_utils.nn.tape import variables

_FIRST_VALUES = (2.0, 3.0, 0.5, 1.5, 4.0, 0.25)  # for variables nobody gave a value


class Ledger(Demo, parts=("ledger_walk", "ledger_picture")):
    """Steps forward through the values, then backward through the gradients.

    On the way back each gradient must be typed before it appears; a wrong number is answered from
    the list of known mistakes. Only a newly typed expression needs the kernel.
    """

    graph = traitlets.Dict().tag(sync=True)
    expression = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    error = traitlets.Unicode("").tag(sync=True)

    def __init__(self, scene: Scene, path: str | None = None, **traits: Any) -> None:
        super().__init__(graph=scene_as_json(scene, path), **traits)
        self._scene = scene
        self.on_msg(self._hear)

    def draw(self, expression: str, **values: Any) -> None:
        """Show another expression; variables without a value get one.

        Raises:
            ValueError: in one sentence, what is wrong with the expression or a value.
        """
        self.values = with_values(expression, values)
        scene = expression_scene(expression, **self.values)
        with self.hold_sync():
            self.expression, self._scene = expression, scene
            self.graph = scene_as_json(scene)

    def still(self) -> Picture:
        """Return the graph as it stands at the end, everything filled in."""
        return _picture(self._scene)

    def _hear(self, _: Any, content: dict[str, Any], __: Any) -> None:
        self.error = ""
        try:
            self.draw(content["expression"], **content["values"])
        except ValueError as problem:
            self.error = str(problem)


def with_values(expression: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return a value for each variable of the expression, in the order they are written."""
    start = cycle(_FIRST_VALUES)
    return {name: values.get(name, next(start)) for name in variables(expression)}


def _picture(scene: Scene) -> Picture:
    return Picture(scene_figure(scene), scene.alt)


def ledger_figure(expression: str = "a*b + b**2", **values: float) -> Picture:
    """Return the filled-in ledger of an expression as a still picture.

    Raises:
        ValueError: the expression cannot be read or has no value at these numbers.
    """
    return _picture(expression_scene(expression, **with_values(expression, values)))


def network_ledger_figure() -> Picture:
    """Return the filled-in ledger of the 2-3-1 network as a still picture."""
    return _picture(network_scene())


@or_still(ledger_figure)
def ledger(expression: str = "a*b + b**2", **values: float) -> Ledger:
    """Return the ledger of an expression: ``ledger("(x**2 + 1)**3", x=2)``.

    Raises:
        ValueError: the expression cannot be read or has no value at these numbers.
    """
    values = with_values(expression, values)
    return Ledger(expression_scene(expression, **values), expression=expression, values=values)


def _network_still(path: str | None = "W1[0,0]") -> Picture:
    """Return the whole graph, whatever gradients are asked for."""
    return network_ledger_figure()


@or_still(_network_still)
def network_ledger(path: str | None = "W1[0,0]") -> Ledger:
    """Return the ledger of the 2-3-1 network with the lecture's numbers.

    Args:
        path: ask at first only for the gradients on the way to this parameter or input
            ("W1[0,0]", "b2[0]", "x[1]"); None asks for all 24. The reader may choose another.

    Raises:
        ValueError: the network has no such parameter or input.
    """
    return Ledger(network_scene(), path)

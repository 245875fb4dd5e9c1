"""Gradient river: how much gradient is left, layer by layer, on its way back to the input."""

from __future__ import annotations

from typing import Any

import traitlets
from matplotlib.axes import Axes

from course_utils.demos.picture import Picture
from course_utils.demos.theme import FAINT, label, new_figure, theme
from course_utils.demos.training.river_networks import (
    DEPTHS,
    WIDTH,
    Array,
    Network,
    all_rivers,
)
from course_utils.demos.widget import Demo

FACTOR = 1000.0  # less than a thousandth left: dried up; a thousand times as much: flooded

ACTIVATION_LABELS = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}
INITIALIZER_LABELS = {
    "uniform": "U(−1, 1)",
    "normal": "N(0, 0.01²)",
    "xavier": "Xavier",
    "he": "He",
}


def verdict(delta: Array) -> tuple[str, int]:
    """Return 'dries', 'floods' or 'flows', and the layer where that shows (1 is the first).

    Args:
        delta: (depth,) gradient norms from the first layer to the last. The gradient comes from
            the last; for 'flows' the layer returned is 1, where it arrives.
    """
    ratio = delta / delta[-1]
    arrived = ratio[0]
    if arrived < 1 / FACTOR:
        return "dries", max(i for i, r in enumerate(ratio, 1) if r < 1 / FACTOR)
    if arrived > FACTOR:
        return "floods", max(i for i, r in enumerate(ratio, 1) if r > FACTOR)
    return "flows", 1


def why(network: Network, said: str) -> str:
    """Return what makes the gradient of this network dry up, flow or flood."""
    if network.depth == DEPTHS[0]:
        return "Two layers: there is no way to get lost on."
    if network.batch_norm:
        return _with_batch_norm(network, said)
    if network.residual:
        return _residual(said)
    return _plain(network, said)


def _residual(said: str) -> str:
    if said == "floods":
        return (
            "X + F(X): what passes F is added to what goes past it, so the gradient grows at every "
            "block. Residual networks need batch norm, or a small F at the start."
        )
    return "X + F(X): whatever F does to the gradient, there is a way past it."


def _with_batch_norm(network: Network, said: str) -> str:
    if network.residual:
        return (
            "Batch norm keeps every F at size one, however the weights were drawn, and X + F(X) "
            "gives the gradient a way past it."
        )
    if said == "floods":
        return (
            "Batch norm keeps the way forward at size one whatever the weights; on the way back "
            "what ReLU cuts is not missed, it is scaled up, a little at every layer (Yang et al. "
            "2019). A residual connection cures it."
        )
    return "Batch norm divides by σ: too large or too small weights cancel, forwards and backwards."


def _plain(network: Network, said: str) -> str:
    activation, initializer = network.activation, network.initializer
    if initializer == "normal":
        return f"Each layer multiplies by about 0.01 · √{WIDTH} = {0.01 * WIDTH**0.5:.2f}, or less."
    if activation == "sigmoid":
        return "A sigmoid's slope is at most ¼: each layer takes three quarters, and more if flat."
    if initializer == "uniform":
        return (
            f"Weights from U(−1, 1) with {WIDTH} inputs a unit multiply by up to "
            f"√({WIDTH}/3) = {(WIDTH / 3) ** 0.5:.0f}; the slopes do not take all of it back."
        )
    return _scaled(activation, initializer, said)


def _scaled(activation: str, initializer: str, said: str) -> str:
    if activation == "relu" and initializer == "xavier":
        return "ReLU stops half of the gradient's square at each layer; only He makes up for it."
    if activation == "relu" and said == "flows":
        return "He's 2/fan_in makes up for the half that ReLU stops: as much leaves as came in."
    return f"Weights scaled to the layer's width keep about what {activation} lets through."


class GradientRiver(Demo):
    """Every network is run once, here; the script picks one and draws it."""

    activations = traitlets.Dict(ACTIVATION_LABELS).tag(sync=True)
    initializers = traitlets.Dict(INITIALIZER_LABELS).tag(sync=True)
    depths = traitlets.List(list(DEPTHS)).tag(sync=True)
    rivers = traitlets.Dict(help="by key_of(network)").tag(sync=True)
    # What the learner has chosen.
    activation = traitlets.Unicode("sigmoid").tag(sync=True)
    initializer = traitlets.Unicode("xavier").tag(sync=True)
    residual = traitlets.Bool(False).tag(sync=True)
    batch_norm = traitlets.Bool(False).tag(sync=True)
    depth = traitlets.Int(DEPTHS[-1]).tag(sync=True)
    quantity = traitlets.Unicode("delta", help="or 'dW'").tag(sync=True)
    predict = traitlets.Bool(True, help="hide a river until it was predicted").tag(sync=True)

    def __init__(self) -> None:
        super().__init__(rivers={key_of(n): _described(n, r) for n, r in all_rivers().items()})

    def still(self) -> Picture:
        """The rivers of six networks."""
        return gradient_river_figure()


def key_of(network: Network) -> str:
    """Return the name by which the script finds a network: ``relu he 0 1 50``."""
    *names, residual, batch_norm, depth = network
    return " ".join([*names, str(int(residual)), str(int(batch_norm)), str(depth)])


def _described(network: Network, river: Array) -> dict[str, Any]:
    said, where = verdict(river[0])
    return {
        "delta": river[0].tolist(),
        "dW": river[1].tolist(),
        "verdict": said,
        "where": where,
        "why": why(network, said),
    }


def gradient_river() -> GradientRiver:
    """Return the demo: build a deep network, predict whether its gradient arrives, look."""
    return GradientRiver()


_PANELS = {
    "Activation and start (plain)": [
        ("sigmoid, Xavier", Network("sigmoid", "xavier", False, False, 50)),
        ("ReLU, N(0, 0.01²)", Network("relu", "normal", False, False, 50)),
        ("ReLU, U(−1, 1)", Network("relu", "uniform", False, False, 50)),
        ("ReLU, Xavier", Network("relu", "xavier", False, False, 50)),
        ("tanh, Xavier", Network("tanh", "xavier", False, False, 50)),
        ("ReLU, He", Network("relu", "he", False, False, 50)),
    ],
    "Residual and batch norm": [
        ("sigmoid, Xavier, plain", Network("sigmoid", "xavier", False, False, 50)),
        ("sigmoid, Xavier, batch norm", Network("sigmoid", "xavier", False, True, 50)),
        ("ReLU, He, residual", Network("relu", "he", True, False, 50)),
        ("ReLU, He, batch norm", Network("relu", "he", False, True, 50)),
        ("ReLU, He, both", Network("relu", "he", True, True, 50)),
    ],
}


def gradient_river_figure() -> Picture:
    """Return gradient norms against the layer for networks of 50 layers, in two panels."""
    with theme():
        figure = new_figure(13, 7.2)
        panels = figure.subplots(1, 2, sharey=True)
        for ax, (title, chosen) in zip(panels, _PANELS.items(), strict=True):
            _draw(ax, title, chosen)
        panels[0].set_ylabel("gradient norm ‖∂L/∂z‖ (no unit)")
        panels[0].text(50, 1e23, "← the gradient comes from the right", color=FAINT, ha="right")
    return Picture(figure, _alt())


def _draw(ax: Axes, title: str, chosen: list[tuple[str, Network]]) -> None:
    for name, network in chosen:
        delta = all_rivers()[network][0]
        ax.semilogy(range(1, len(delta) + 1), delta, label=name)
    label(ax, "layer (1: next to the input)", "", title)
    ax.set_ylim(1e-41, 1e26)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=2)


def _alt() -> str:
    parts = [
        f"{name}: {_arrives(all_rivers()[network][0])}"
        for chosen in _PANELS.values()
        for name, network in chosen
    ]
    return (
        "Norm of the gradient with respect to each layer's pre-activations, on a logarithmic axis, "
        "against the layer, for real networks of 50 layers before training; the gradient enters at "
        "layer 50 with a norm near 0.1. What arrives at layer 1, as a multiple of that: "
        + "; ".join(parts)
        + "."
    )


def _arrives(delta: Array) -> str:
    return f"{delta[0] / delta[-1]:.0e}"

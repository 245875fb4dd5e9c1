"""Lecture 2, the algorithm: its demos and its figures.

An interactive demo is a function that returns a widget; the function of the same name with
``_figure`` returns its still ``Picture``.
"""

from course_utils.demos.algorithm.descent import descent_figure
from course_utils.demos.algorithm.diagrams import (
    chain_figure,
    delta_flow_figure,
    network_figure,
    passes_figure,
)
from course_utils.demos.algorithm.function_figures import (
    activations_figure,
    logits_figure,
    losses_figure,
)
from course_utils.demos.algorithm.ledger import (
    ledger,
    ledger_figure,
    network_ledger,
    network_ledger_figure,
)
from course_utils.demos.algorithm.microscope import (
    gradient_microscope,
    gradient_microscope_figure,
)
from course_utils.demos.algorithm.ribbons import shape_ribbons, shape_ribbons_figure
from course_utils.demos.algorithm.stack import outer_products, outer_products_figure

__all__ = [
    "activations_figure",
    "chain_figure",
    "delta_flow_figure",
    "descent_figure",
    "gradient_microscope",
    "gradient_microscope_figure",
    "ledger",
    "ledger_figure",
    "logits_figure",
    "losses_figure",
    "network_figure",
    "network_ledger",
    "network_ledger_figure",
    "outer_products",
    "outer_products_figure",
    "passes_figure",
    "shape_ribbons",
    "shape_ribbons_figure",
]

"""Lecture 3, training: its demos and its figures.

An interactive demo is a function that returns a widget; the function of the same name with
``_figure`` returns its still ``Picture``.
"""

from course_utils.demos.training.batches import epochs_figure
from course_utils.demos.training.cliff import learning_rate_cliff, learning_rate_cliff_figure
from course_utils.demos.training.descent import gradient_descent_figure
from course_utils.demos.training.digits_race import optimizers_on_digits_figure
from course_utils.demos.training.dropout import dropout_microscope, dropout_microscope_figure
from course_utils.demos.training.race import optimizer_race, optimizer_race_figure
from course_utils.demos.training.river import gradient_river, gradient_river_figure
from course_utils.demos.training.shrinking import regularization_figure
from course_utils.demos.training.stop import stop_it_yourself, stop_it_yourself_figure
from course_utils.demos.training.xor import xor_figure

__all__ = [
    "dropout_microscope",
    "dropout_microscope_figure",
    "epochs_figure",
    "gradient_descent_figure",
    "gradient_river",
    "gradient_river_figure",
    "learning_rate_cliff",
    "learning_rate_cliff_figure",
    "optimizer_race",
    "optimizer_race_figure",
    "optimizers_on_digits_figure",
    "regularization_figure",
    "stop_it_yourself",
    "stop_it_yourself_figure",
    "xor_figure",
]

"""Lecture 4, applications: its demos and its figures."""

from course_utils.demos.applications.attention_row import attention_row, attention_row_figure
from course_utils.demos.applications.curves import training_curves_figure, two_losses_figure
from course_utils.demos.applications.pictures import boxes_figure, digits_figure, filters_figure
from course_utils.demos.applications.saturation import saturation, saturation_figure
from course_utils.demos.applications.scatter import scatter_view, scatter_view_figure
from course_utils.demos.applications.sequences import (
    attention_figure,
    forecast_figure,
    through_time_figure,
)
from course_utils.demos.applications.unrolled import unrolled_time, unrolled_time_figure
from course_utils.demos.side_by_side import side_by_side

__all__ = [
    "attention_figure",
    "attention_row",
    "attention_row_figure",
    "boxes_figure",
    "digits_figure",
    "filters_figure",
    "forecast_figure",
    "saturation",
    "saturation_figure",
    "scatter_view",
    "scatter_view_figure",
    "side_by_side",
    "through_time_figure",
    "training_curves_figure",
    "two_losses_figure",
    "unrolled_time",
    "unrolled_time_figure",
]

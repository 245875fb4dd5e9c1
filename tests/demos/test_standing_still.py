"""Where a demo cannot move it stands still: on stage never a traceback."""

import pytest

from course_utils.demos import algorithm, applications, implementation, introduction, training

WIDGET = "application/vnd.jupyter.widget-view+json"
DEMOS = [
    (algorithm, "ledger"),
    (algorithm, "network_ledger"),
    (algorithm, "shape_ribbons"),
    (algorithm, "outer_products"),
    (algorithm, "gradient_microscope"),
    (introduction, "beat_the_gradient"),
    (introduction, "price_tag"),
    (introduction, "history_strip"),
    (training, "learning_rate_cliff"),
    (training, "optimizer_race"),
    (training, "dropout_microscope"),
    (training, "stop_it_yourself"),
    (training, "gradient_river"),
    (applications, "attention_row"),
    (applications, "saturation"),
    (applications, "scatter_view"),
    (applications, "unrolled_time"),
    (implementation, "tape_inspector"),
    (implementation, "bug_zoo"),
]


@pytest.fixture(params=["ledger", "shape_ribbons"])
def demo(request):
    return getattr(algorithm, request.param)()


@pytest.mark.parametrize(("lecture", "name"), DEMOS)
def test_a_demo_that_cannot_be_built_stands_still_and_says_why(lecture, name, monkeypatch):
    def no_comm(widget):
        raise RuntimeError("no comm")

    monkeypatch.setattr("ipywidgets.Widget.open", no_comm)

    shown = getattr(lecture, name)()

    assert shown.alt == getattr(lecture, f"{name}_figure")().alt
    assert "stands still here (RuntimeError: no comm)" in shown._repr_mimebundle_()["text/html"]


def test_a_bad_question_is_not_hidden_behind_a_picture():
    with pytest.raises(ValueError, match="W9"):
        algorithm.network_ledger("W9[0,0]")


def test_a_still_picture_that_fails_leaves_the_widget(demo, monkeypatch):
    monkeypatch.setattr(type(demo), "still", lambda demo: 1 / 0)

    data, _ = demo._repr_mimebundle_()

    assert WIDGET in data
    assert "text/html" not in data


def test_a_widget_that_cannot_be_shown_leaves_the_still_picture(demo, monkeypatch):
    monkeypatch.setattr("anywidget.AnyWidget._repr_mimebundle_", lambda demo: 1 / 0)

    data, _ = demo._repr_mimebundle_()

    assert data == demo.still()._repr_mimebundle_()

"""What every interactive demo of lectures 2 to 4 promises, whatever it shows."""

import re

import pytest

from course_utils.demos import algorithm, applications, implementation, training

# A trait of each that a learner's click sets, and a value it does not have at first.
CHOICES = {
    "shape_ribbons": (algorithm, "puzzle", "dA1"),
    "outer_products": (algorithm, "step", 2),
    "gradient_microscope": (algorithm, "at", 2),
    "optimizer_race": (training, "surface", "saddle"),
    "gradient_river": (training, "depth", 2),
    "dropout_microscope": (training, "p", 8),
    "attention_row": (applications, "form", "diagonal"),
    "scatter_view": (applications, "stride", 2),
    "unrolled_time": (applications, "reach", 10),
    "saturation": (applications, "s", 2.0),
    "tape_inspector": (implementation, "chosen", 3),
    "bug_zoo": (implementation, "at", 3),
}
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(params=CHOICES)
def name(request):
    return request.param


def build(name):
    lecture, *_ = CHOICES[name]
    return getattr(lecture, name)()


@pytest.fixture
def demo(name):
    return build(name)


def test_bundle_falls_back_to_the_still_picture(demo, name):
    bundle, _ = demo._repr_mimebundle_()
    lecture, *_ = CHOICES[name]
    still = getattr(lecture, f"{name}_figure")()
    assert WIDGET in bundle
    assert bundle["text/plain"] == f"Picture: {still.alt}"
    assert bundle["text/html"].startswith("<img")


def test_nothing_comes_from_the_network(demo):
    script = demo._esm.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|\bimport\b|\bfetch\(", script)
    assert not re.search(r"url\(|@import", demo._css)


def test_script_starts_with_the_shared_part_and_has_a_render(demo):
    assert demo._esm.startswith("// Shared by all demos")
    assert "export default" in demo._esm
    assert ".demo {" in demo._css


def test_two_widgets_of_one_kind_share_no_state(name):
    _, trait, value = CHOICES[name]
    first, second = build(name), build(name)
    setattr(first, trait, value)
    assert getattr(second, trait) != value

"""What every interactive demo of lecture 2 promises, whatever it shows."""

import re

import pytest

from course_utils.demos import algorithm

NAMES = ["shape_ribbons", "outer_products", "gradient_microscope"]
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture
def demo(name):
    return getattr(algorithm, name)()


def test_bundle_falls_back_to_the_still_picture(demo, name):
    bundle, _ = demo._repr_mimebundle_()
    still = getattr(algorithm, f"{name}_figure")()
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
    first, second = (getattr(algorithm, name)() for _ in range(2))
    trait = {"shape_ribbons": "puzzle", "outer_products": "step", "gradient_microscope": "at"}[name]
    setattr(first, trait, {"shape_ribbons": "da"}.get(name, 2))
    assert getattr(first, trait) != getattr(second, trait)

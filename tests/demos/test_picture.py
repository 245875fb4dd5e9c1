"""A picture always comes with words, looks the same everywhere and leaves pyplot clean."""

import re
import struct

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, label, new_figure, theme


@pytest.fixture
def figure():
    with theme():
        figure = new_figure(6, 3)
        label(figure.add_subplot(), "epoch", "loss")
    return figure


def test_html_names_what_is_seen(figure):
    html = Picture(figure, 'Loss "falls" & settles < 1')._repr_mimebundle_()["text/html"]
    assert 'alt="Loss &quot;falls&quot; &amp; settles &lt; 1"' in html
    assert 'width="600"' in html


def test_png_is_twice_as_dense_as_the_page(figure):
    width, height = struct.unpack(">II", Picture(figure, "words").png[16:24])
    assert (width, height) == (1200, 600)


def test_plain_text_is_the_description_on_one_line(figure):
    bundle = Picture(figure, "two\n  lines")._repr_mimebundle_()
    assert bundle["text/plain"] == "Picture: two lines"


def test_html_needs_nothing_from_elsewhere(figure):
    html = Picture(figure, "words").to_html()
    assert re.findall(r'src="(.{22})', html) == ["data:image/png;base64,"]


def test_same_figure_gives_the_same_bytes():
    def draw():
        with theme():
            figure = new_figure(4, 2)
            figure.add_subplot().plot([1, 3, 2])
        return Picture(figure, "words").png

    assert draw() == draw()


def test_picture_without_words_is_refused(figure):
    with pytest.raises(ValueError, match="alternative text"):
        Picture(figure, "  ")


def test_pyplot_figure_is_closed():
    figure, _ = plt.subplots()
    Picture(figure, "words")
    assert figure.number not in plt.get_fignums()


def test_theme_leaves_matplotlib_as_it_was():
    before = mpl.rcParams["font.size"], mpl.rcParams["axes.prop_cycle"]
    with theme():
        assert mpl.rcParams["axes.prop_cycle"].by_key()["color"][0] == BLUE
    assert (mpl.rcParams["font.size"], mpl.rcParams["axes.prop_cycle"]) == before


def test_save_writes_the_format_of_the_ending(figure, tmp_path):
    Picture(figure, "words").save(tmp_path / "out.svg")
    assert "<svg" in (tmp_path / "out.svg").read_text(encoding="utf-8")

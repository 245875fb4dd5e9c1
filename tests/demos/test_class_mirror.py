"""Class mirror: what a room got wrong, from grades and progress files, without names."""

import json
import re

import pytest

from course_utils.demos import questions
from course_utils.demos.questions.room import seen_in
from course_utils.exercises import store
from course_utils.exercises.verdict import Verdict

TABLE = """lecture,exercise,mistake,learners,of
algorithm,mse_loss,sum,9,40
algorithm,mse_loss,half,4,40
algorithm,softmax,axis0,11,38
training,adam_step,uncorrected,2,20
"""


@pytest.fixture
def graded(tmp_path):
    (tmp_path / "mistakes.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def shared_disk(tmp_path, monkeypatch):
    """Three learners' own folders; one file is damaged."""
    made = {"Ada": ["sum", "half"], "Bo": ["sum"], "Cleo": []}
    for learner, mistakes in made.items():
        monkeypatch.setenv(store.FOLDER_VARIABLE, str(tmp_path / learner / "kept"))
        for mistake in [*mistakes, None]:
            verdict = Verdict("mse_loss", "algorithm", "wrong", 0, 3, "…", misconception=mistake)
            assert store.save([verdict]) == ""
    (tmp_path / "Dan").mkdir()
    (tmp_path / "Dan" / "progress.json").write_text("{", encoding="utf-8")
    return tmp_path


def counts(folder):
    return [(one.exercise, one.mistake, one.learners, one.of) for one in seen_in(folder)]


def test_grades_are_ordered_by_exercise_the_most_frequent_first(graded):
    assert counts(graded) == [
        ("softmax", "axis0", 11, 38),
        ("mse_loss", "sum", 9, 40),
        ("mse_loss", "half", 4, 40),
        ("adam_step", "uncorrected", 2, 20),
    ]


def test_each_mistake_comes_with_a_sentence(graded):
    assert all(re.fullmatch(r"[A-Z].{20,}[.?!]", one.said) for one in seen_in(graded))


def test_progress_files_are_counted_learner_by_learner(shared_disk):
    assert counts(shared_disk) == [("mse_loss", "sum", 2, 3), ("mse_loss", "half", 1, 3)]


def test_both_are_added(shared_disk, graded):
    assert ("mse_loss", "sum", 11, 43) in counts(graded)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "holds neither mistakes.csv"),
        ("", "holds neither mistakes.csv"),
        ("a,b\n1,2\n", "is not the table"),
        (TABLE.replace(",9,", ",many,"), "is not the table"),
    ],
)
def test_a_folder_without_grades_gets_one_sentence(tmp_path, text, words):
    if text:
        (tmp_path / "mistakes.csv").write_text(text, encoding="utf-8")
    for show in (questions.class_mirror, questions.class_mirror_figure):
        with pytest.raises(ValueError, match=words):
            show(tmp_path)


def test_an_exercise_of_another_course_is_shown_without_words(tmp_path):
    table = "lecture,exercise,mistake,learners,of\nold,gone,slip,3,4\n"
    (tmp_path / "mistakes.csv").write_text(table, encoding="utf-8")
    assert [(one.lecture, one.said) for one in seen_in(tmp_path)] == [("", "")]
    assert "gone, slip: 3 of 4 learners" in questions.class_mirror_figure(tmp_path).alt


def test_no_name_of_a_learner_is_in_it(shared_disk):
    widget = questions.class_mirror(shared_disk)
    shown = (
        json.dumps([widget.mistakes, widget.lectures])
        + questions.class_mirror_figure(shared_disk).alt
    )
    assert not re.search("Ada|Bo|Cleo|Dan", shown)


def test_picture_shows_the_most_frequent_as_bars(graded):
    picture = questions.class_mirror_figure(graded, shown=2)
    (ax,) = picture.figure.axes
    assert [bar.get_width() for bar in ax.patches] == [11, 9]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("learners who made it", "mistakes")
    assert "the 2 most frequent of 4" in picture.alt
    assert "mse_loss, sum: 9 of 40 learners" in picture.alt
    assert picture.png.startswith(b"\x89PNG")


def test_a_room_without_mistakes_has_a_mirror_too(tmp_path):
    (tmp_path / "mistakes.csv").write_text(TABLE.splitlines()[0] + "\n", encoding="utf-8")
    assert questions.class_mirror(tmp_path).mistakes == []
    assert "no known mistake" in questions.class_mirror_figure(tmp_path).alt


def test_bundle_falls_back_to_the_still_picture(graded):
    bundle, _ = questions.class_mirror(graded)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == f"Picture: {questions.class_mirror_figure(graded).alt}"


def test_without_widgets_it_stands_still(graded, monkeypatch):
    monkeypatch.setattr("ipywidgets.Widget.open", lambda widget: 1 / 0)
    shown = questions.class_mirror(graded)
    assert shown.alt == questions.class_mirror_figure(graded).alt
    assert "stands still here" in shown.note


def test_nothing_comes_from_the_network(graded):
    demo = questions.class_mirror(graded)
    script = demo._esm.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|\bimport\b|\bfetch\(", script)
    assert not re.search(r"url\(|@import", demo._css)

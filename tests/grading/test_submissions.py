"""What is handed in, in all its variety; and one clear sentence where nothing can be graded."""

import os
from pathlib import Path

import pytest
from handing_in import Submit, notebook_text

from course_utils.grading import GradingError, check_notebook, grade
from course_utils.grading.notebook import UnreadableNotebookError, lecture_of, read_notebook
from course_utils.grading.submissions import find_submissions


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda folder: None, "There is no folder"),
        (lambda folder: folder.mkdir(), "one folder a learner"),
        (lambda folder: folder.write_text("x"), "There is no folder"),
    ],
)
def test_nothing_to_grade_is_said_in_a_sentence(tmp_path: Path, prepare, words: str) -> None:
    prepare(tmp_path / "class")
    with pytest.raises(GradingError, match=words) as caught:
        grade(tmp_path / "class", tmp_path / "out", quiet=True)
    assert str(caught.value).count("\n") == 0
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("inside", ["", "out", "ada/out"])
def test_output_inside_the_submissions_is_refused(submit: Submit, inside: str) -> None:
    folder = submit("ada", "x = 1")
    with pytest.raises(GradingError, match="lies inside"):
        grade(folder, folder / inside, quiet=True)


def test_output_that_is_a_file_is_refused(submit: Submit, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(GradingError, match="is a file"):
        grade(submit("ada", "x = 1"), tmp_path / "out", quiet=True)


SENSELESS = [
    *({"jobs": 0}, {"limit": 0.0}, {"memory": 10}, {"limit": -1.0}),
    *({"limit": float("nan")}, {"limit": float("inf")}),
]


@pytest.mark.parametrize("settings", SENSELESS)
def test_limits_that_leave_no_room_are_refused(submit: Submit, tmp_path: Path, settings) -> None:
    with pytest.raises(GradingError, match="at least"):
        grade(submit("ada", "x = 1"), tmp_path / "out", quiet=True, **settings)


def test_a_negative_seed_is_refused_before_it_fails_the_whole_class(
    submit: Submit, tmp_path: Path
) -> None:
    with pytest.raises(GradingError, match="seed -1 is negative"):
        grade(submit("ada", "x = 1"), tmp_path / "out", quiet=True, seed=-1)


@pytest.mark.parametrize(
    ("name", "cell", "lecture"),
    [
        ("02_algorithm.ipynb", "x = 1", "algorithm"),
        ("ada_4711_02_algorithm (2).ipynb", "x = 1", "algorithm"),
        ("03_training.ipynb", "def softmax(Z): pass", "training"),
        ("03_TRAINING.IPYNB", "def softmax(Z): pass", "training"),
        ("homework.ipynb", "def softmax(Z): pass\ndef tanh_grad(z): pass", "algorithm"),
        ("homework.ipynb", "def softmaxx(Z): pass", None),
    ],
)
def test_lecture_is_known_by_name_or_by_content(name: str, cell: str, lecture) -> None:
    notebook = read_notebook(notebook_text(cell).encode())
    assert lecture_of(Path(name), notebook) == lecture


@pytest.mark.parametrize("metadata", ["null", "[]", '{"nbgrader": null}', '{"nbgrader": 7}'])
def test_damaged_metadata_cost_nothing(metadata: str) -> None:
    cell = f'{{"cell_type": "code", "source": "x = 1", "metadata": {metadata}}}'
    notebook = read_notebook(f'{{"cells": [{cell}]}}'.encode())
    assert notebook.cells == ("x = 1",)
    assert notebook.grade_ids == ("",)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{", b"[]", b"null", b'{"worksheets": []}', b'{"cells": 3}', b'{"cells": [{}]}'),
        b'{"cells": [{"cell_type": "code", "source": 7}]}',
        *(b"\xff\xfe\x00", b"[" * 10**5, b"9" * 10**4),
    ],
)
def test_damaged_files_are_called_damaged(data: bytes) -> None:
    with pytest.raises(UnreadableNotebookError, match=r"hand it in again\.$"):
        read_notebook(data)


def test_brackets_without_end_are_not_even_parsed() -> None:
    """Fifty megabytes of them would take the grader more than a gigabyte."""
    brackets = b"[]," * 1_000_001
    with pytest.raises(UnreadableNotebookError, match="more than a million brackets; clear"):
        read_notebook(b'{"cells": [], "metadata": [' + brackets + b"[]]}")


def test_an_unreadable_notebook_gets_a_row_for_every_exercise(
    submit: Submit, tmp_path: Path
) -> None:
    folder = submit("ada")
    (folder / "ada" / "02_algorithm.ipynb").write_text('{"cells": [')
    [report] = grade(folder, tmp_path / "out", quiet=True).reports
    assert {item.status for item in report.grades} == {"unreadable"}
    assert report.max_points == 100
    assert "line 1" in report.grades[0].message


def test_learners_without_a_notebook_are_named(submit: Submit, tmp_path: Path) -> None:
    folder = submit("ada", "x = 1")
    (folder / "ben").mkdir()
    submit("cem", "x = 1", file="shopping.ipynb")
    (folder / "stray.ipynb").write_text(notebook_text())
    book = grade(folder, tmp_path / "out", quiet=True)
    said = "\n".join(map(str, book.notes))
    assert "ben: No notebook of this course was handed in." in said
    assert "cem: shopping.ipynb belongs to no lecture" in said
    assert "stray.ipynb lies in no learner's folder" in said
    assert [report.learner for report in book.reports] == ["ada"]


def test_links_are_not_followed(submit: Submit) -> None:
    folder = submit("ada", "x = 1")
    (folder / "ben").mkdir()
    (folder / "ben" / "02_algorithm.ipynb").symlink_to(folder / "ada" / "02_algorithm.ipynb")
    (folder / "cem").symlink_to(folder / "ada")
    found = find_submissions(folder)
    assert [item.learner for item in found.submissions] == ["ada"]
    said = "\n".join(map(str, found.notes))
    assert "ben: 02_algorithm.ipynb is a link" in said
    assert "cem is a link" in said


def test_one_of_several_notebooks_counts_and_the_others_are_named(submit: Submit) -> None:
    submit("ada", "x = 1", file="02_algorithm-Copy1.ipynb")
    submit("ada", "x = 1", file="old/02_algorithm.ipynb")
    submit("ada", "x = 1", file=".ipynb_checkpoints/02_algorithm-checkpoint.ipynb")
    found = find_submissions(submit("ada", "x = 2"))
    assert [item.path.parent.name for item in found.submissions] == ["ada"]
    assert len(found.notes) == 2
    assert all("02_algorithm.ipynb was graded" in note.text for note in found.notes)


def test_a_readable_copy_is_preferred_to_a_damaged_original(submit: Submit) -> None:
    folder = submit("ada", "x = 1", file="02_algorithm-Copy1.ipynb")
    (folder / "ada" / "02_algorithm.ipynb").write_text("{")
    [submission] = find_submissions(folder).submissions
    assert submission.path.name == "02_algorithm-Copy1.ipynb"


ODD_NAMES = ["=cmd|' calc'!A0", "Zoë & <b>Ann", "-1+2", "con", "名前", "a b\tc", "x" * 200]


def test_odd_names_survive_everywhere(submit: Submit, tmp_path: Path, read_rows) -> None:
    for name in ODD_NAMES:
        folder = submit(name, "x = 1")
    book = grade(folder, tmp_path / "out", quiet=True)
    rows = read_rows(tmp_path / "out" / "summary.csv")
    assert [row["learner"].lstrip("'") for row in rows] == sorted(ODD_NAMES)
    assert not any(row["learner"].startswith(tuple("=+-@")) for row in rows)
    pages = sorted(path.name for path in (tmp_path / "out" / "feedback").iterdir())
    assert len(pages) == len(ODD_NAMES) == len(book.reports)
    assert all(page.isascii() and len(page) < 60 and "/" not in page for page in pages)


def test_a_name_that_is_no_utf8_is_written_out(submit: Submit, tmp_path: Path) -> None:
    folder = submit("ada", "x = 1")
    odd = os.fsencode(folder) + b"/b\xff"
    os.mkdir(odd)
    os.rename(folder / "ada" / "02_algorithm.ipynb", odd + b"/02_algorithm.ipynb")
    book = grade(folder, tmp_path / "out", quiet=True)
    assert [report.learner for report in book.reports] == [r"b\xff"]


@pytest.mark.parametrize(
    ("file", "words"), [("nothing.ipynb", "There is no notebook"), ("x.ipynb", "no lecture")]
)
def test_check_notebook_says_what_it_cannot_check(
    submit: Submit, tmp_path: Path, file: str, words: str
) -> None:
    folder = submit("ada", "x = 1", file="x.ipynb")
    with pytest.raises(GradingError, match=words):
        check_notebook(folder / "ada" / file)

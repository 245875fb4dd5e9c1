"""The pages a learner and an instructor read, and the tables a spreadsheet opens."""

import html.parser
from dataclasses import replace
from pathlib import Path

import pytest
from handing_in import Submit

from course_utils.grading import Gradebook, grade
from course_utils.grading.classroom import thin_walls
from course_utils.grading.feedback import page_name, standings
from course_utils.grading.gradebook import harmless, write_whole


class Page(html.parser.HTMLParser):
    """Tags, links, ids and text of a page; an unclosed tag fails the test."""

    VOID = ("meta", "br", "hr", "img", "link")

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values[name] or "" for name in ("href", "src") if name in values]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


def test_every_page_is_well_formed_and_needs_no_network(graded_class: Gradebook) -> None:
    pages = [graded_class.output / "index.html", *(graded_class.output / "feedback").iterdir()]
    assert len(pages) == 13
    for path in pages:
        page = Page(path)
        assert len(page.ids) == len(set(page.ids)), path
        assert page.tags.count("h1") == page.tags.count("main") == 1
        for link in page.links:
            assert (path.parent / link).is_file(), link


def test_a_page_says_what_the_gradebook_says(graded_class: Gradebook) -> None:
    page = Page(graded_class.output / "feedback" / page_name("goran"))
    [report] = graded_class.of("goran")
    assert "Feedback for goran" in page.text
    for item in report.grades:
        assert item.status == "right" or item.message in page.text
        assert item.question in page.text
        assert item.exercise in page.ids


def test_the_index_knows_where_the_class_stands(graded_class: Gradebook) -> None:
    by_name = {standing.exercise: standing for standing in standings(graded_class)}
    assert by_name["weight_grad"].right == 8
    assert by_name["weight_grad"].mistakes == [("mean_again", 1), ("transposed", 1)]
    assert by_name["weight_grad"].tried == 10
    assert "mean_again" in Page(graded_class.output / "index.html").text


def test_what_needs_a_look_is_said_first(graded_class: Gradebook) -> None:
    assert "hana: 02_algorithm.ipynb cannot be read." in str(graded_class)
    assert (
        "hana: 02_algorithm.ipynb cannot be read." in Page(graded_class.output / "index.html").text
    )


def test_thin_walls_are_a_loud_warning(graded_class: Gradebook) -> None:
    [report] = graded_class.of("amara")
    for layers, missing in {
        ("limits", "landlock", "seccomp"): None,
        ("limits",): "lacks landlock and seccomp",
    }.items():
        book = Gradebook(("amara",), expected=1)
        book.add(replace(report, layers=layers))
        said = [str(note) for note in thin_walls(book)]
        assert said == [] if missing is None else missing in said[0]


def test_what_a_learner_writes_stays_text(submit: Submit, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    folder = submit(
        'Ann "<img src=x>',
        f"def bias_grad(delta):\n    raise ValueError('{evil}')",
        f"raise ValueError('{evil}')",
    )
    book = grade(folder, tmp_path / "out", quiet=True)
    [report] = book.reports
    page = Page(tmp_path / "out" / "feedback" / page_name(report.learner))
    assert evil in page.text
    assert not {"script", "img"} & set(page.tags)
    assert "img" not in Page(tmp_path / "out" / "index.html").tags


def test_page_names_differ_where_file_systems_see_no_difference() -> None:
    names = [page_name(name) for name in ("Ann", "ann", "Änn", "..", "/etc/passwd", "")]
    assert len({name.lower() for name in names}) == len(names)
    assert names[0].startswith("ann-")
    assert all("/" not in name and not name.startswith(".") for name in names)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_formulas_are_defused(text: str) -> None:
    assert harmless([text, 3, "plain - text"]) == [f"'{text}", 3, "plain - text"]


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk_full(handle: int) -> None:
        raise OSError("no space left")

    path = tmp_path / "grades.csv"
    write_whole(path, "old")
    monkeypatch.setattr("os.fsync", disk_full)
    with pytest.raises(OSError, match="no space left"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]

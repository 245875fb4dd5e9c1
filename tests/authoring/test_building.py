import json

import nbformat
import pytest

from course_utils.authoring import Folders, build, drift


def learners(folders: Folders) -> nbformat.NotebookNode:
    return nbformat.read(folders.lectures / "01_introduction.ipynb", as_version=4)


def test_the_learner_gets_a_stub_in_place_of_the_solution(folders):
    build(folders)

    assert learners(folders).cells[3].source == (
        "def sigmoid(z):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    )


def test_the_learner_gets_no_hidden_test_no_output_and_no_solution_only_cell(folders):
    build(folders)

    cells = learners(folders).cells
    assert cells[4].source == "check(sigmoid)"
    assert len(cells) == 7
    assert not any(cell.get("outputs") for cell in cells)
    assert "np.abs" not in nbformat.writes(learners(folders))


def test_the_learners_version_keeps_nbgraders_metadata(folders):
    build(folders)

    assert learners(folders).cells[4].metadata["nbgrader"]["grade_id"] == "check-sigmoid"


def test_solutions_keep_only_the_printed_text_the_prose_relies_on(folders):
    build(folders)

    source = nbformat.read(folders.sources()[0], as_version=4)
    assert [cell.outputs for cell in source.cells if cell.get("outputs")] == [
        [{"output_type": "stream", "name": "stdout", "text": "0.5\n"}]
    ]
    assert "widgets" not in source.metadata
    assert source.cells[5].metadata == {"tags": ["nbval-check-output"]}
    counts = [cell.get("execution_count") for cell in source.cells]
    assert counts == [None] * 5 + [1] + [None] * 2


def test_building_twice_changes_nothing(folders):
    first = build(folders)
    before = {path: path.read_bytes() for path in first}

    assert len(first) == 2
    assert build(folders) == []
    assert {path: path.read_bytes() for path in first} == before


def test_the_same_notebook_gives_the_same_bytes_elsewhere(folders, tmp_path):
    build(folders)
    elsewhere = Folders(tmp_path / "elsewhere")
    elsewhere.solutions.mkdir(parents=True)
    elsewhere.lectures.mkdir()
    (elsewhere.solutions / "01_introduction.ipynb").write_bytes(folders.sources()[0].read_bytes())

    build(elsewhere)

    name = "01_introduction.ipynb"
    assert (elsewhere.lectures / name).read_bytes() == (folders.lectures / name).read_bytes()


def test_cell_ids_are_unique_and_named_after_the_exercises(folders):
    build(folders)

    ids = [cell.id for cell in learners(folders).cells]
    assert len(set(ids)) == len(ids)
    assert ids[3:5] == ["sigmoid", "check-sigmoid"]


def test_cells_without_an_id_get_one_and_keep_it(folders, notebook):
    for cell in notebook.cells:
        del cell["id"]
    path = folders.sources()[0]
    path.write_text(json.dumps(notebook))
    build(folders)
    ids = [cell.id for cell in learners(folders).cells]
    path.write_text(json.dumps(notebook))
    assert folders.lectures / path.name not in build(folders), "another build, other ids"

    cells = nbformat.read(path, as_version=4)
    cells.cells.insert(1, nbformat.v4.new_markdown_cell("A new paragraph"))
    nbformat.write(cells, path)
    build(folders)

    assert all(ids)
    assert [i for i in [cell.id for cell in learners(folders).cells] if i in ids] == ids


def test_drift_names_an_edited_and_a_superfluous_lecture(folders):
    build(folders)
    edited = folders.lectures / "01_introduction.ipynb"
    edited.write_text(edited.read_text().replace("A lecture", "My lecture"))
    superfluous = folders.lectures / "07_old.ipynb"
    superfluous.write_text("{}")

    assert drift(folders) == [edited, superfluous]
    assert build(folders) == [edited, superfluous]
    assert not superfluous.exists()
    assert drift(folders) == []


def test_a_file_that_is_no_notebook_is_named_in_one_sentence(folders):
    (folders.solutions / "02_algorithm.ipynb").write_text("not json")

    with pytest.raises(ValueError, match=r"02_algorithm.ipynb is no notebook .*; restore it"):
        build(folders)


def test_a_fault_leaves_lectures_untouched(folders, notebook):
    build(folders)
    before = (folders.lectures / "01_introduction.ipynb").read_bytes()
    notebook.cells[4].metadata["nbgrader"]["points"] = 3
    nbformat.write(notebook, folders.sources()[0])

    with pytest.raises(ValueError, match="gives 3 points; expected"):
        build(folders)
    assert (folders.lectures / "01_introduction.ipynb").read_bytes() == before


def test_folders_are_found_from_below(folders, monkeypatch):
    monkeypatch.chdir(folders.lectures)

    assert Folders.find() == folders


def test_the_courses_own_lectures_follow_from_its_solutions(request):
    course = Folders(request.config.rootpath)

    assert course.sources(), "solutions/ holds no notebook"
    assert drift(course) == [], "run 'course build'"

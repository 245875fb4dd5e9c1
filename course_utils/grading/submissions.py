"""Find what was handed in: one folder a learner, in it one notebook a lecture."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course_utils.grading.notebook import (
    UnreadableNotebookError,
    lecture_of,
    read_bytes,
    read_notebook,
)
from course_utils.lectures import LECTURES

_NUMBER = {lecture.name: lecture.number for lecture in LECTURES}
_STEM = {lecture.name: lecture.stem for lecture in LECTURES}


class GradingError(ValueError):
    """Nothing can be graded; the message says what to do, in one sentence."""


@dataclass(frozen=True)
class Submission:
    """One learner's notebook for one lecture; ``digest`` is the SHA-256 of the file.

    ``unreadable`` says what is wrong with a file that cannot be read. The cells are not kept: a
    class may be large.
    """

    learner: str
    lecture: str
    path: Path
    digest: str
    unreadable: str = ""


@dataclass(frozen=True)
class Note:
    """Something about a learner's folder that the instructor and the learner should know."""

    learner: str
    text: str

    def __str__(self) -> str:
        return f"{self.learner}: {self.text}" if self.learner else self.text


@dataclass(frozen=True)
class Class:
    """What a folder of submissions holds, in the order of names and lectures."""

    learners: tuple[str, ...]
    submissions: tuple[Submission, ...]
    notes: tuple[Note, ...]


def find_submissions(folder: Path) -> Class:
    """Every submission in ``folder``; ``GradingError`` where there is none to be graded."""
    if not folder.is_dir():
        raise GradingError(
            f"There is no folder {folder}; give the folder that holds one folder a learner."
        )
    learners = sorted(entry for entry in folder.iterdir() if _is_learner(entry))
    if not learners:
        raise GradingError(
            f"{folder} holds no learner's folder; "
            "it should hold one folder a learner, named after the learner, with their notebooks."
        )
    submissions: list[Submission] = []
    notes = list(_strays(folder))
    for learner in learners:
        found, said = _of_learner(learner)
        submissions += found
        notes += said
    names = tuple(display_name(learner.name) for learner in learners)
    return Class(names, tuple(submissions), tuple(notes))


def display_name(name: str) -> str:
    """A file name as text that any file can hold, bytes that are no UTF-8 written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_learner(entry: Path) -> bool:
    hidden = entry.name.startswith((".", "__MACOSX"))
    return not hidden and not entry.is_symlink() and entry.is_dir()


def _strays(folder: Path) -> Iterator[Note]:
    for entry in sorted(folder.iterdir()):
        if entry.is_symlink():
            yield Note("", f"{display_name(entry.name)} is a link and was not followed.")
        elif entry.suffix == ".ipynb":
            yield Note("", f"{display_name(entry.name)} lies in no learner's folder: not graded.")


def _of_learner(folder: Path) -> tuple[list[Submission], list[Note]]:
    learner = display_name(folder.name)
    notes: list[Note] = []
    by_lecture: dict[str, list[Submission]] = {}
    for path in _notebooks(folder, learner, notes):
        submission = read_submission(path, learner)
        if submission is None:
            said = f"{_within(folder, path)} belongs to no lecture of this course: not graded."
            notes.append(Note(learner, said))
        else:
            by_lecture.setdefault(submission.lecture, []).append(submission)
    if not by_lecture:
        notes.append(Note(learner, "No notebook of this course was handed in."))
    chosen = [_choose(by_lecture[name], folder, notes) for name in sorted(by_lecture, key=_number)]
    return chosen, notes


def _number(lecture: str) -> int:
    return _NUMBER[lecture]


def _notebooks(folder: Path, learner: str, notes: list[Note]) -> Iterator[Path]:
    """The notebook files in a folder and below it. Links could lead to another learner's."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(files):
            path = Path(place, name)
            if path.suffix.lower() != ".ipynb" or name.startswith("."):
                continue
            if path.is_symlink() or not path.is_file():
                notes.append(Note(learner, f"{_within(folder, path)} is a link: not followed."))
            else:
                yield path


def _within(folder: Path, path: Path) -> str:
    return display_name(str(path.relative_to(folder)))


def read_submission(path: Path, learner: str) -> Submission | None:
    """The notebook file as a submission; None where it belongs to no lecture."""
    notebook, unreadable, data = None, "", b""
    try:
        data = read_bytes(path)
        notebook = read_notebook(data)
    except UnreadableNotebookError as error:
        unreadable = str(error)
    lecture = lecture_of(path, notebook)
    if lecture is None:
        return None
    digest = hashlib.sha256(data).hexdigest()
    return Submission(learner, lecture, path, digest, unreadable)


def _choose(candidates: list[Submission], folder: Path, notes: list[Note]) -> Submission:
    """One notebook for a lecture: a readable one, under the lecture's own name if there is."""

    def merit(submission: Submission) -> tuple[bool, bool, int, str]:
        path = submission.path
        other_name = path.stem != _STEM[submission.lecture]
        return bool(submission.unreadable), other_name, len(path.parts), str(path)

    best, *others = sorted(candidates, key=merit)
    for other in others:
        text = f"{_within(folder, best.path)} was graded, {_within(folder, other.path)} was not: "
        notes.append(Note(best.learner, text + "one notebook a lecture counts."))
    return best

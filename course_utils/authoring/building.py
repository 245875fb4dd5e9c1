"""``solutions/`` → ``lectures/``, byte for byte the same each time."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course_utils.authoring.folders import Folders
from course_utils.authoring.learners import learners_version
from course_utils.authoring.tidying import text, tidied
from course_utils.authoring.validation import problems
from course_utils.exercises.tasks import all_tasks


def build(folders: Folders) -> list[Path]:
    """Bring both folders up to date; returns the files that were written or removed.

    Raises:
        ValueError: if a notebook in ``solutions/`` is at fault; nothing is written then.
    """
    stale = list(_stale(folders))
    for path, wanted in stale:
        if wanted is None:
            path.unlink()
        else:
            path.write_text(wanted, encoding="utf-8", newline="\n")
    return [path for path, _ in stale]


def drift(folders: Folders) -> list[Path]:
    """The files that ``build`` would write or remove, without touching them."""
    return [path for path, _ in _stale(folders)]


def _stale(folders: Folders) -> Iterator[tuple[Path, str | None]]:
    """Each file whose content is not what it should be, and that content (None: no file)."""
    wanted = dict(_files(folders))
    for path, content in wanted.items():
        if not path.exists() or path.read_bytes() != content.encode():
            yield path, content
    for path in sorted(folders.lectures.glob("*.ipynb")):
        if path not in wanted:
            yield path, None


def _files(folders: Folders) -> Iterator[tuple[Path, str]]:
    sources = {path: tidied(read(path)) for path in folders.sources()}
    _validate(sources)
    for path, source in sources.items():
        yield path, text(source)
        yield folders.lectures / path.name, text(learners_version(source))


def read(path: Path) -> NotebookNode:
    """The notebook of a file; one sentence if it is none."""
    try:
        # Unlike nbformat.read, this invents no random cell ids where some are missing.
        notebook = nbformat.v4.reads(path.read_text(encoding="utf-8"))
        nbformat.validate(tidied(notebook))
    except (AttributeError, KeyError, ValueError, nbformat.ValidationError) as fault:
        raise ValueError(f"{path} is no notebook ({fault}); restore it and try again") from fault
    return notebook


def _validate(sources: dict[Path, NotebookNode]) -> None:
    tasks = all_tasks()
    faults = [
        f"{path.name}: {fault}"
        for path, notebook in sources.items()
        for fault in problems(notebook, tasks)
    ]
    if faults:
        raise ValueError("\n".join(faults))

"""Progress, kept between sessions in one small JSON file.

Every write goes to a new file that then takes the old one's place, under a lock, so that two
notebooks may write at once and a power cut leaves the old state or the new. A damaged file is
set aside, never overwritten; where nothing can be written the course works all the same.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout
from platformdirs import user_data_dir

from course_utils.exercises.verdict import Verdict

FOLDER_VARIABLE = "COURSE_PROGRESS_DIR"
_VERSION = 1
_WAIT = 1.0


@dataclass(frozen=True)
class Record:
    """The best that was reached in one exercise, and the known mistakes made on the way."""

    status: Literal["right", "tried"]
    points: int
    mistakes: tuple[str, ...] = ()


Records = dict[str, Record]


def folder() -> Path:
    """Where progress is kept: ``COURSE_PROGRESS_DIR``, or the user's data folder."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    return (
        Path(chosen) if chosen else Path(user_data_dir("backpropagation-course", appauthor=False))
    )


def load() -> tuple[Records, str]:
    """What was reached so far, and a sentence where something is amiss."""
    try:
        return read(folder() / "progress.json"), ""
    except FileNotFoundError:
        return {}, ""
    except OSError:
        return {}, f"Your progress in {folder()} cannot be read; the course works without it."
    except ValueError:
        return _set_aside()


def read(path: Path) -> Records:
    """A progress file. Raises OSError, or ValueError for anything but a progress file of ours."""
    return _parse(path.read_text("utf-8"))


def save(verdicts: Iterable[Verdict]) -> str:
    """Keep what is better than before. Returns a sentence where that was not possible, or ''."""
    news = {v.exercise: _record(v) for v in verdicts if v.status != "todo"}
    records, notice = load()
    if all(
        _merged(records.get(name), record) == records.get(name) for name, record in news.items()
    ):
        return notice
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with FileLock(folder() / "progress.lock", timeout=_WAIT):
            records, _ = load()
            _write(records | {n: _merged(records.get(n), record) for n, record in news.items()})
    except (OSError, Timeout):
        return f"Your progress could not be saved in {folder()}; the course works without it."
    return notice


def _record(verdict: Verdict) -> Record:
    made = (verdict.misconception,) if verdict.misconception else ()
    return Record("right" if verdict.passed else "tried", verdict.points, made)


def _merged(old: Record | None, new: Record) -> Record:
    """The better of the two, with the mistakes of both."""
    if old is None:
        return new
    best = max(old, new, key=lambda record: (record.status == "right", record.points))
    return replace(best, mistakes=tuple(dict.fromkeys(old.mistakes + new.mistakes)))


def _parse(text: str) -> Records:
    """Raises ValueError for anything but a progress file of ours."""
    data = json.loads(text)
    try:
        if data["version"] != _VERSION:
            raise ValueError("another version")
        return {str(name): _checked(item) for name, item in data["exercises"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no progress file") from error


def _checked(item: dict[str, Any]) -> Record:
    if item["status"] not in ("right", "tried"):
        raise ValueError("no such status")
    mistakes = item.get("mistakes", ())  # older files have none
    return Record(item["status"], int(item["points"]), tuple(map(str, mistakes)))


def _write(records: Records) -> None:
    data = {"version": _VERSION, "exercises": {n: asdict(r) for n, r in sorted(records.items())}}
    handle, name = tempfile.mkstemp(dir=folder(), prefix="progress-", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, indent=1)
        os.replace(name, folder() / "progress.json")
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _set_aside() -> tuple[Records, str]:
    """Move a damaged file out of the way, under a name that is still free."""
    number = 1
    while (aside := folder() / f"progress.damaged-{number}.json").exists():
        number += 1
    try:
        os.replace(folder() / "progress.json", aside)
    except OSError:
        return {}, f"The progress file in {folder()} is damaged and cannot be moved out of the way."
    return {}, f"The progress file was damaged; it is kept as {aside.name}, and a new one begins."

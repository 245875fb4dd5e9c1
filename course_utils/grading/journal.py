"""The journal: each grade on disk the moment it is known, so that none is ever lost."""

import contextlib
import json
import os
from pathlib import Path
from types import TracebackType
from typing import IO

from filelock import FileLock, Timeout

from course_utils.grading.gradebook import Report
from course_utils.grading.submissions import GradingError


class Journal:
    """One JSON line a graded submission, appended and flushed to disk; a half-written last line
    (the power failed) is passed over. Open while grading, by one process at a time.

    ``known`` maps the key of a submission to its report.
    """

    def __init__(self, path: Path, fresh: bool = False) -> None:
        self.path = path
        self.fresh = fresh
        self.known: dict[str, Report] = {}
        self._lock = FileLock(path.with_suffix(".lock"))
        self._file: IO[str] | None = None

    def __enter__(self) -> "Journal":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise GradingError(
                f"Another grading run is writing to {self.path.parent}; "
                "wait for it to end or choose another output folder."
            ) from None
        if self.fresh:
            self.path.unlink(missing_ok=True)
        self._read()
        self._file = self.path.open("a", encoding="utf-8")
        if self.path.stat().st_size and not self.path.read_bytes().endswith(b"\n"):
            self._file.write("\n")
        return self

    def _read(self) -> None:
        if not self.path.exists():
            return
        with self.path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
                    report = Report.from_json(json.loads(line))
                    self.known[report.key] = report

    def add(self, report: Report) -> None:
        assert self._file is not None
        self.known[report.key] = report
        self._file.write(json.dumps(report.to_json()) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
        self._lock.release()

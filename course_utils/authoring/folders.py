"""Where the notebooks are."""

from dataclasses import dataclass
from pathlib import Path

import course_utils


@dataclass(frozen=True)
class Folders:
    """The two folders of notebooks below one root."""

    root: Path

    @property
    def solutions(self) -> Path:
        return self.root / "solutions"

    @property
    def lectures(self) -> Path:
        return self.root / "lectures"

    def sources(self) -> list[Path]:
        return sorted(self.solutions.glob("*.ipynb"))

    @classmethod
    def find(cls, start: Path | None = None) -> "Folders":
        """The course around ``start`` (default: the working directory), or around the package."""
        start = (start or Path.cwd()).resolve()
        package_root = Path(course_utils.__file__).resolve().parent.parent
        for folder in (start, *start.parents, package_root):
            if (folder / "lectures").is_dir() and (folder / "solutions").is_dir():
                return cls(folder)
        raise FileNotFoundError(
            f"{start} belongs to no course: expected a folder with lectures/ and solutions/; "
            "change to the course's folder and try again"
        )

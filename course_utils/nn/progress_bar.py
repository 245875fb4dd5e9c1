"""A bar that shows training move, and leaves nothing behind."""

from types import TracebackType
from typing import Any

from course_utils.nn.history import History


class ProgressBar:
    """One line: epochs done, the latest losses, the time left. Silent unless ``shown``."""

    def __init__(self, epochs: int, shown: bool) -> None:
        self.epochs = epochs
        self.bar: Any = _rich_progress() if shown and _visible() else None

    def __enter__(self) -> "ProgressBar":
        if self.bar is not None:
            self.bar.start()
            self.task = self.bar.add_task("training", total=self.epochs)
        return self

    def advance(self, history: History) -> None:
        """One more epoch is done."""
        if self.bar is not None:
            self.bar.update(self.task, advance=1, description=history.summary())

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self.bar is not None:
            self.bar.stop()


def _visible() -> bool:
    """Whether somebody can see it move: in a terminal or a notebook, not in a file or a pipe."""
    from rich import get_console

    console = get_console()
    return console.is_jupyter or console.is_terminal


def _rich_progress() -> Any:
    # Imported when needed: a network can be trained without it, and sooner.
    from rich import progress

    return progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
        transient=True,
    )

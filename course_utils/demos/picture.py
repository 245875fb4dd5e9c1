"""A still picture with a description: what every figure of the course is shown as."""

from __future__ import annotations

import base64
import html
import sys
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from course_utils.demos.theme import theme

_PIXELS_PER_INCH = 100  # on the page; the PNG holds twice as many, for dense screens
_CARD = "max-width:100%;height:auto;background:#fff;border-radius:8px"


class Picture:
    """A matplotlib figure together with the words that stand in for it.

    The picture is opaque and white, so that it reads the same on a light and a dark page.

    Args:
        figure: a finished figure; pyplot is told to forget it, so that it is shown only once.
        alt: what is seen, for a reader who cannot see it. One line of plain text.

    Attributes:
        note: a sentence shown below the picture; empty for none.

    Raises:
        ValueError: ``alt`` is empty.
    """

    def __init__(self, figure: Figure, alt: str) -> None:
        if not alt.strip():
            raise ValueError("a Picture needs an alternative text: say in words what is seen")
        self.figure = figure
        self.alt = " ".join(alt.split())
        self.note = ""
        _forget(figure)

    @cached_property
    def png(self) -> bytes:
        """The picture as PNG, twice as dense as it is shown."""
        buffer = BytesIO()
        with theme():
            self.figure.savefig(
                buffer, format="png", dpi=2 * _PIXELS_PER_INCH, metadata={"Software": None}
            )
        return buffer.getvalue()

    def save(self, path: str | Path) -> None:
        """Write the picture to ``path``; its ending (png, svg, pdf) chooses the format."""
        with theme():
            self.figure.savefig(path, dpi=2 * _PIXELS_PER_INCH)

    def to_html(self) -> str:
        """Return an ``<img>`` that needs no other file and carries the alternative text."""
        width = round(self.figure.get_figwidth() * _PIXELS_PER_INCH)
        data = base64.b64encode(self.png).decode("ascii")
        note = f"<p>{html.escape(self.note)}</p>" if self.note else ""
        return (
            f'<img class="course-picture" alt="{html.escape(self.alt)}" width="{width}" '
            f'style="{_CARD}" src="data:image/png;base64,{data}">{note}'
        )

    def __repr__(self) -> str:
        return f"Picture: {self.alt} {self.note}".rstrip()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.to_html(), "text/plain": repr(self)}


def _forget(figure: Figure) -> None:
    """Close ``figure`` in pyplot, if pyplot is there: inline backends show what is left open."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)

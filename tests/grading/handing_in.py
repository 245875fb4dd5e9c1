"""What the tests of grading share: where the sample class is, and how a notebook is written."""

import json
from collections.abc import Callable
from pathlib import Path

SAMPLE = Path(__file__).parent / "class"
Submit = Callable[..., Path]


def notebook_text(*cells: str) -> str:
    """A notebook of these code cells, as JSON."""
    form = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    code = [form | {"source": cell} for cell in cells]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})

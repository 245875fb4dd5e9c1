"""Every lecture in a real JupyterLab, unfinished: Run All, and each demo stands on the page."""

from pathlib import Path

import nbformat
import pytest
from lab_driver import Notebook, browser_page, server
from other_parameters import PARAMETERS_OF
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.mark.timeout(400)
@pytest.mark.parametrize("stem", PARAMETERS_OF)
def test_run_all(stem: str, chromium: Browser, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    root, private = tmp_path / "lectures", tmp_path / "private"
    root.mkdir(), private.mkdir()
    source = pytestconfig.rootpath / "lectures" / f"{stem}.ipynb"
    smaller = parameterize_notebook(load_notebook_node(str(source)), PARAMETERS_OF[stem][0])
    nbformat.write(smaller, root / source.name)

    with server(root, private) as lab, browser_page(chromium) as notebook:
        notebook.open(lab.address(source.name))
        notebook.run_all()
        assert faults(notebook) == {}
        shown = demos(notebook)
        for cell in shown:
            demo = notebook.cell(cell).locator(".demo")
            expect(demo).to_be_visible()
            assert "traceback" not in demo.inner_text().lower()
        assert shown
        assert notebook.console_errors == []
        assert notebook.external == []


def faults(notebook: Notebook) -> dict[str, list[str]]:
    """What went wrong, or was warned of, cell by cell."""
    found = {
        cell: [str(o.get("evalue", o.get("text"))) for o in outputs if wrong(o)]
        for cell, outputs in notebook.outputs().items()
    }
    return {cell: said for cell, said in found.items() if said}


def wrong(output: dict[str, object]) -> bool:
    return output["output_type"] == "error" or output.get("name") == "stderr"


def demos(notebook: Notebook) -> list[str]:
    """The cells that show something that moves."""
    return [
        cell
        for cell, outputs in notebook.outputs().items()
        if any(WIDGET in output.get("data", {}) for output in outputs)
    ]

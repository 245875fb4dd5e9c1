"""One browser for all, and in it lecture 2, opened and run as on a learner's first day."""

import shutil
from collections.abc import Iterator

import pytest
from lab_driver import Notebook, browser, browser_page, server
from playwright.sync_api import Browser

LECTURE = "02_algorithm.ipynb"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def lecture(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Notebook]:
    root, private = tmp_path_factory.mktemp("lectures"), tmp_path_factory.mktemp("private")
    shutil.copy(pytestconfig.rootpath / "lectures" / LECTURE, root)
    with server(root, private) as lab, browser_page(chromium) as notebook:
        notebook.open(lab.address(LECTURE))
        notebook.run_all()
        yield notebook

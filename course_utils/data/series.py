"""Two series measured over time: sunspots by year, carbon dioxide by week."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

FILES = Path(__file__).parent / "files"


class Series(NamedTuple):
    """``time``: (n,) in years; ``value``: (n,) in ``unit``."""

    time: np.ndarray
    value: np.ndarray
    unit: str


def load_sunspots() -> Series:
    """Yearly mean sunspot numbers, 1700 to 2008, 309 values, none missing."""
    rows = _rows("sunspots.csv")
    time = np.array([float(year) for year, _ in rows])
    return Series(time, np.array([float(value) for _, value in rows]), "sunspot number")


def load_co2() -> Series:
    """Weekly carbon dioxide at Mauna Loa, March 1958 to December 2001, in parts per million.

    Weeks without a measurement are missing from the list: the steps of ``time`` are not all equal.
    """
    measured = [(day, value) for day, value in _rows("co2.csv") if value]
    time = np.array([_year(day) for day, _ in measured])
    return Series(time, np.array([float(value) for _, value in measured]), "ppm")


def _rows(name: str) -> list[list[str]]:
    with (FILES / name).open(newline="") as file:
        return list(csv.reader(file))[1:]


def _year(day: str) -> float:
    """``19580329`` as a year with a fraction, 1958.24."""
    then = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    start = date(then.year, 1, 1)
    return then.year + (then - start).days / (date(then.year + 1, 1, 1) - start).days

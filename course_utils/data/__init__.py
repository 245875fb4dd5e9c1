"""Small real data sets, embedded; the full ones by download where there is a network.

Sources and licences: ``course_utils/data/SOURCES.md``.
"""

from course_utils.data.canvas import Canvases, overlap, place_digits
from course_utils.data.digits import Digits, load_digits
from course_utils.data.reviews import Reviews, load_reviews
from course_utils.data.series import Series, load_co2, load_sunspots
from course_utils.data.tokens import Vocabulary, words_of

__all__ = [
    "Canvases",
    "Digits",
    "Reviews",
    "Series",
    "Vocabulary",
    "load_co2",
    "load_digits",
    "load_reviews",
    "load_sunspots",
    "overlap",
    "place_digits",
    "words_of",
]

"""Dropout microscope: the right tables are ``nn.Dropout``'s, the wrong ones are wrong as said."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos.training import dropout
from course_utils.demos.training import dropouts as dr

BUG = {name: i for i, name in enumerate(dr.BUGS)}
TRAINING, EVALUATION, GRADIENT = range(3)


@pytest.fixture(scope="module")
def A():
    samples, units = dr.SHOWN
    return dr.activations()[:samples, :units]


@pytest.fixture(scope="module")
def tables():
    return dr.shown()


@pytest.mark.parametrize("p", dr.RATES)
def test_right_tables_are_the_engines(A, tables, p):
    layer = nn.Dropout(p, rng=np.random.default_rng(0))
    shown = tables[BUG["none"], dr.RATES.index(p)]
    np.testing.assert_array_equal(shown[TRAINING], layer.forward(A, training=True))
    np.testing.assert_array_equal(shown[GRADIENT], layer.backward(np.ones_like(A)))
    np.testing.assert_array_equal(shown[EVALUATION], layer.forward(A))


@pytest.mark.parametrize(
    ("bug", "factor"),
    [
        ("unscaled", lambda p: 1 - p),
        ("over_p", lambda p: (1 - p) / p),
        ("times_keep", lambda p: (1 - p) ** 2),
    ],
)
@pytest.mark.parametrize("p", dr.RATES)
def test_wrong_scale_is_a_factor_on_the_right_table(tables, bug, factor, p):
    right, wrong = (tables[BUG[name], dr.RATES.index(p), TRAINING] for name in ("none", bug))
    np.testing.assert_allclose(wrong, factor(p) * right, atol=1e-12)


def test_flipped_mask_keeps_what_should_be_dropped(A, tables):
    right, wrong = (tables[BUG[name], 2, TRAINING] for name in ("none", "mask_flipped"))
    np.testing.assert_allclose(right + wrong, A / (1 - dr.RATES[2]))


def test_one_mask_empties_whole_columns(tables):
    gradient = tables[BUG["one_mask"], 4, GRADIENT]
    assert (gradient == gradient[0]).all()
    assert (gradient == 0).any()


def test_mask_in_evaluation_leaves_holes_there(A, tables):
    for bug in dr.BUGS:
        same = np.array_equal(tables[BUG[bug], 4, EVALUATION], A)
        assert same == (bug != "eval_mode")


@pytest.mark.parametrize("bug", ["new_mask", "no_mask", "no_scale"])
def test_bugs_going_back_leave_the_way_forward_alone(tables, bug):
    right, wrong = tables[BUG["none"]], tables[BUG[bug]]
    np.testing.assert_array_equal(wrong[:, TRAINING], right[:, TRAINING])
    assert not np.array_equal(wrong[:, GRADIENT], right[:, GRADIENT])


def test_holes_of_forward_and_backward_agree_only_without_a_new_mask(A, tables):
    def agree(bug):
        training, _, gradient = tables[BUG[bug], 4]
        return np.array_equal(training != 0, (gradient != 0) & (A != 0))

    assert agree("none")
    assert agree("no_scale")
    assert not agree("new_mask")
    assert not agree("no_mask")


def test_right_dropout_keeps_the_mean():
    table = dr.means()[BUG["none"]]
    np.testing.assert_allclose(table[:, EVALUATION], dr.activations().mean())
    np.testing.assert_allclose(table[:, TRAINING], table[:, EVALUATION], rtol=0.03)
    np.testing.assert_allclose(table[:, GRADIENT], 1, rtol=0.03)


def test_comparisons_are_those_of_infinitely_many_masks():
    p = np.array(dr.RATES)
    expected = dict.fromkeys(dr.BUGS, np.ones_like(p)) | {
        "unscaled": 1 - p,
        "over_p": (1 - p) / p,
        "times_keep": (1 - p) ** 2,
        "mask_flipped": p / (1 - p),
    }
    said = dropout.DropoutMicroscope().comparisons
    for bug, ratios in expected.items():
        assert said[BUG[bug]] == [dropout.compare(ratio, 1.0) for ratio in ratios]


@pytest.mark.parametrize(("ratio", "word"), [(0.9, "smaller"), (1.05, "equal"), (1.5, "larger")])
def test_compare(ratio, word):
    assert dropout.compare(3 * ratio, 3) == word


def test_every_bug_has_a_clue_and_is_told_apart_by_its_tables(tables):
    assert [name for name, bug in dr.BUGS.items() if not bug.clue] == ["none"]
    for one in range(len(tables)):
        for other in range(one):
            assert not np.array_equal(tables[one], tables[other])


def test_widget_carries_the_tables_in_single_precision(A, tables):
    demo = dropout.DropoutMicroscope()
    sent = np.frombuffer(demo.passes, "<f4").reshape(tables.shape)
    np.testing.assert_array_equal(sent, tables.astype(np.float32))
    np.testing.assert_array_equal(
        np.frombuffer(demo.activations, "<f4").reshape(A.shape), A.astype(np.float32)
    )
    np.testing.assert_array_equal(demo.means, dr.means())

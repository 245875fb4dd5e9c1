"""What a message says must be so of the function it is said to."""

from typing import Any

import numpy as np
import pytest
from catalogue_tools import reference as right

from course_utils.exercises import evaluate


def told(name: str, fn: Any, seed: int = 0) -> str:
    verdict = evaluate(name, fn, seed=seed)
    assert not verdict.passed
    return f"{verdict.message} {verdict.question}"


def test_a_row_where_a_column_is_asked_has_no_axis_too_few():
    message = told("unbroadcast", lambda g, shape: right("unbroadcast")(g, shape).T)
    assert "transposed" in message
    assert "axis too few" not in message


def test_zeros_on_some_inputs_are_not_zeros_whatever_the_inputs_are():
    def dropped(grads: list[np.ndarray], c: float) -> list[np.ndarray]:
        large = sum((g**2).sum() for g in grads) > c**2
        return [0 * g if large else g for g in grads]

    message = told("clip_by_global_norm", dropped)
    assert "whatever" not in message
    assert "2 of 3 inputs" in message


def test_one_number_that_happens_to_be_the_sign_of_the_right_one_tells_nothing():
    def share_of_errors(y: np.ndarray, output: np.ndarray, kind: str) -> float:
        if kind == "mse" and y.ndim == output.ndim:
            return float(np.mean(y != output))
        return right("keras_loss")(y, output, kind)

    assert "every entry" not in told("keras_loss", share_of_errors)


@pytest.mark.parametrize("seed", range(3))
def test_a_loss_with_its_sign_turned_is_not_of_another_size(seed):
    message = told("keras_loss", lambda *args: -right("keras_loss")(*args), seed)
    assert "another size" not in message
    assert "sign" in message


def test_the_case_that_is_wrong_is_named_by_its_words():
    def lost(y: np.ndarray, output: np.ndarray, kind: str) -> float:
        if kind == "binary" and (output == 1).all():
            return 0.0
        return right("keras_loss")(y, output, kind)

    message = told("keras_loss", lost)
    assert "'binary'" in message
    assert "16 of 17" in message
    assert "set to 1" not in message


def test_nan_is_an_answer_where_some_right_answers_are_nan():
    def strict(y: np.ndarray, output: np.ndarray, kind: str) -> float:
        if kind.startswith("sparse") and y.ndim == 2:
            return float("nan")
        return right("keras_loss")(y, output, kind)

    message = told("keras_loss", strict)
    assert "'sparse from_logits'" in message
    assert "divides 0 by 0" not in message


def test_a_factor_of_1_is_no_factor():
    message = told("gan_generator_grad", lambda s: right("gan_generator_grad")(s) * s.size / len(s))
    assert "1 on the first" not in message
    assert "3 times" in message


def test_two_factors_that_are_shown_differ():
    def unit(grads: list[np.ndarray], c: float) -> list[np.ndarray]:
        length = np.sqrt(sum((g**2).sum() for g in grads))
        return [g / length for g in grads]

    message = told("clip_by_global_norm", unit)
    assert message.count("0.769231") == 1


def test_a_layer_is_not_called_a_sample():
    def early(ws: np.ndarray, zs: np.ndarray) -> float:
        return right("chain_gradient")(ws[:-1], zs[:-1])

    message = told("chain_gradient", early)
    assert "sample" not in message
    assert "last entry of ws and zs" in message


def test_a_batch_is_not_called_a_sample():
    message = told("epoch_loss", lambda means, sizes: means[0])
    assert "sample" not in message.replace("over all samples", "")
    assert "first entry" in message


def test_the_height_of_an_image_is_not_the_number_of_inputs():
    def averaged(x: Any, k: Any, dout: Any, stride: int, pad: int) -> Any:
        dx, dk, db = right("conv2d_backward")(x, k, dout, stride, pad)
        return dx, dk, db / dout.shape[2]

    message = told("conv2d_backward", averaged)
    assert "number of inputs" not in message
    assert "0.333333" in message


def test_a_channel_is_not_called_a_column():
    def alike(x: Any, k: Any, dout: Any, stride: int, pad: int) -> Any:
        dx, dk, db = right("conv2d_backward")(x, k, dout, stride, pad)
        return np.roll(dx, 1, axis=3) * (np.arange(dx.shape[1]) > 0)[:, None, None], dk, db

    def last_channel(x: Any, k: Any, dout: Any, stride: int, pad: int) -> Any:
        dx, dk, db = right("conv2d_backward")(x, k, dout, stride, pad)
        return np.repeat(dx[:, -1:], dx.shape[1], axis=1), dk, db

    for wrong in (alike, last_channel):
        assert "column" not in told("conv2d_backward", wrong)


def test_one_too_many_is_not_the_sign_of_patience():
    def one_more(losses: np.ndarray, patience: int, min_delta: float) -> tuple[int, int]:
        best, stop = right("early_stopping")(losses, patience, min_delta)
        return best, stop + 1

    message = told("early_stopping", one_more)
    assert "sign(" not in message
    assert "1 too large" in message


def test_no_law_is_read_off_whole_numbers():
    def narrow(k: float) -> tuple[int, ...]:
        sign, *powers = right("decode_factor")(k)
        return sign, *(int(np.clip(power, -1, 1)) for power in powers[:4]), 0

    assert "1 is added" not in told("decode_factor", narrow)


def test_an_allowed_text_at_the_wrong_place_is_not_called_another_text():
    def confused(curve: np.ndarray, measured: dict[str, np.ndarray]) -> str:
        name = right("name_the_bug")(curve, measured)
        return "zero init" if name == "no identity" else name

    assert "You say 'zero init' where 'no identity' is right" in told("name_the_bug", confused)


def test_a_text_that_is_not_allowed_is_shown():
    def loud(curve: np.ndarray, measured: dict[str, np.ndarray]) -> str:
        return right("name_the_bug")(curve, measured).upper()

    assert "is none of the answers" in told("name_the_bug", loud)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_nearly_0_is_not_shown_at_the_other_end(seed):
    message = told("gan_generator_grad", lambda s: -1 / (1 + np.exp(-s)) / s.size, seed)
    assert "nearly 0:" not in message


def test_nothing_is_said_in_empty_brackets():
    def first_parent(root: Any) -> None:
        root.grad, node = 1.0, root
        while node.parents:
            node.parents[0].grad += node.grad * node.local_grads[0]
            node = node.parents[0]

    assert "()" not in told("backward", first_parent)


def test_a_text_of_numpy_is_a_text():
    def name(curve: np.ndarray, measured: dict[str, np.ndarray]) -> np.str_:
        return np.str_(right("name_the_bug")(curve, measured))

    assert evaluate("name_the_bug", name).passed


def test_a_factor_that_changes_with_the_input_is_told_of_the_first():
    def shrunk(Q: Any, K: Any, V: Any, dO: Any) -> Any:
        return tuple(g / Q.shape[1] for g in right("attention_backward")(Q, K, V, dO))

    assert "1/5 of the right one on the first input" in told("attention_backward", shrunk)


def test_inputs_that_went_well_are_not_off_by_a_factor():
    message = told("gan_generator_grad", lambda s: right("gan_generator_grad")(s) * s.size / len(s))
    assert "2 of 3 inputs are right" in message

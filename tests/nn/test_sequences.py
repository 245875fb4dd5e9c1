"""Embedding, recurrent layers, attention and the transformer block equal PyTorch's."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils import nn

SIZES = st.integers(1, 6)
SEEDS = st.integers(0, 2**32 - 1)
CLOSE = {"rtol": 1e-10, "atol": 1e-10}
RECURRENT = {nn.SimpleRNN: torch.nn.RNN, nn.LSTM: torch.nn.LSTM}


def assert_close(ours: np.ndarray, theirs: torch.Tensor) -> None:
    np.testing.assert_allclose(ours, theirs.detach(), **CLOSE)


def run(layer: torch.nn.Module, x: torch.Tensor, dY: np.ndarray, **more: object) -> torch.Tensor:
    y = layer(x, **more)
    y.backward(torch.tensor(dY))
    return y


@given(vocabulary=SIZES, d=SIZES, n=SIZES, t=SIZES, seed=SEEDS)
def test_embedding_equals_pytorch(vocabulary: int, d: int, n: int, t: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, dY = rng.integers(vocabulary, size=(n, t)), rng.normal(size=(n, t, d))
    ours, theirs = nn.Embedding(vocabulary, d, rng=rng), torch.nn.Embedding(vocabulary, d)
    theirs.weight.data = torch.tensor(ours.W.value)
    assert_close(ours.forward(X), run(theirs, torch.tensor(X), dY))
    np.testing.assert_array_equal(ours.backward(dY), np.zeros((n, t)))
    assert_close(ours.W.grad, theirs.weight.grad)


@pytest.mark.parametrize("kind", RECURRENT, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("return_sequences", [True, False])
@given(n=SIZES, t=SIZES, d=SIZES, h=SIZES, seed=SEEDS, scale=st.sampled_from([0.1, 1.0, 30.0]))
def test_recurrent_layer_equals_pytorch(
    kind: type, return_sequences: bool, n: int, t: int, d: int, h: int, seed: int, scale: float
) -> None:
    rng = np.random.default_rng(seed)
    X = scale * rng.normal(size=(n, t, d))
    ours = kind(d, h, return_sequences, rng=rng)
    ours.b.value[:] = rng.normal(size=ours.b.value.shape)
    theirs = RECURRENT[kind](d, h, batch_first=True, dtype=torch.float64)
    theirs.weight_ih_l0.data = torch.tensor(ours.W.value.T)
    theirs.weight_hh_l0.data = torch.tensor(ours.U.value.T)
    theirs.bias_ih_l0.data = torch.tensor(ours.b.value)
    theirs.bias_hh_l0.data.zero_()
    x = torch.tensor(X, requires_grad=True)
    y = theirs(x)[0] if return_sequences else theirs(x)[0][:, -1]
    dY = rng.normal(size=y.shape)
    y.backward(torch.tensor(dY))
    assert_close(ours.forward(X), y)
    assert_close(ours.backward(dY), x.grad)
    assert_close(ours.W.grad, theirs.weight_ih_l0.grad.T)
    assert_close(ours.U.grad, theirs.weight_hh_l0.grad.T)
    assert_close(ours.b.grad, theirs.bias_ih_l0.grad)


@given(n=SIZES, t=SIZES, d=SIZES, seed=SEEDS, steps=st.booleans())
def test_layer_norm_equals_pytorch(n: int, t: int, d: int, seed: int, steps: bool) -> None:
    rng = np.random.default_rng(seed)
    shape = (n, t, d) if steps else (n, d)
    X, dY = rng.normal(0.7, 2.0, size=shape), rng.normal(size=shape)
    ours, theirs = nn.LayerNorm(d), torch.nn.LayerNorm(d, dtype=torch.float64)
    ours.gamma.value[:], ours.beta.value[:] = rng.normal(size=d), rng.normal(size=d)
    theirs.weight.data[:] = torch.tensor(ours.gamma.value)
    theirs.bias.data[:] = torch.tensor(ours.beta.value)
    x = torch.tensor(X, requires_grad=True)
    assert_close(ours.forward(X), run(theirs, x, dY))
    # Two nearly equal numbers in a row make 1/σ large, and rounding with it.
    np.testing.assert_allclose(ours.backward(dY), x.grad, rtol=1e-9, atol=1e-9)
    assert_close(ours.gamma.grad, theirs.weight.grad)
    assert_close(ours.beta.grad, theirs.bias.grad)


@given(n=SIZES, t=SIZES, d_in=SIZES, d_out=SIZES, seed=SEEDS)
def test_dense_takes_sequences(n: int, t: int, d_in: int, d_out: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, dY = rng.normal(size=(n, t, d_in)), rng.normal(size=(n, t, d_out))
    ours = nn.Dense(d_in, d_out, rng=rng)
    theirs, x = linear(ours), torch.tensor(X, requires_grad=True)
    assert_close(ours.forward(X), run(theirs, x, dY))
    assert_close(ours.backward(dY), x.grad)
    assert_close(ours.W.grad, theirs.weight.grad.T)
    assert_close(ours.b.grad, theirs.bias.grad)


def linear(dense: nn.Dense) -> torch.nn.Linear:
    layer = torch.nn.Linear(*dense.W.value.shape, dtype=torch.float64)
    layer.weight.data = torch.tensor(dense.W.value.T)
    layer.bias.data = torch.tensor(dense.b.value)
    return layer


def their_attention(ours: nn.SelfAttention) -> torch.nn.MultiheadAttention:
    theirs = torch.nn.MultiheadAttention(ours.d, ours.heads, batch_first=True, dtype=torch.float64)
    parts = (ours.query, ours.key, ours.value)
    theirs.in_proj_weight.data = torch.tensor(np.concatenate([p.W.value.T for p in parts]))
    theirs.in_proj_bias.data = torch.tensor(np.concatenate([p.b.value for p in parts]))
    theirs.out_proj = linear(ours.output)
    return theirs


def later_steps(t: int, causal: bool) -> torch.Tensor | None:
    return torch.triu(torch.ones(t, t, dtype=torch.bool), diagonal=1) if causal else None


@given(n=SIZES, t=SIZES, part=st.integers(1, 4), heads=st.integers(1, 4), seed=SEEDS)
@pytest.mark.parametrize("causal", [True, False])
def test_attention_equals_pytorch(
    causal: bool, n: int, t: int, part: int, heads: int, seed: int
) -> None:
    rng, d = np.random.default_rng(seed), part * heads
    X, dY = rng.normal(size=(n, t, d)), rng.normal(size=(n, t, d))
    ours = nn.SelfAttention(d, heads, causal, rng=rng)
    for p in ours.parameters():
        p.value[...] = rng.normal(size=p.value.shape)
    theirs, x = their_attention(ours), torch.tensor(X, requires_grad=True)
    y, attention = theirs(x, x, x, attn_mask=later_steps(t, causal), average_attn_weights=False)
    y.backward(torch.tensor(dY))
    assert_close(ours.forward(X), y)
    assert_close(ours.attention, attention)
    assert_close(ours.backward(dY), x.grad)
    parts = (ours.query, ours.key, ours.value)
    assert_close(np.concatenate([p.W.grad.T for p in parts]), theirs.in_proj_weight.grad)
    assert_close(np.concatenate([p.b.grad for p in parts]), theirs.in_proj_bias.grad)
    assert_close(ours.output.W.grad, theirs.out_proj.weight.grad.T)
    assert_close(ours.output.b.grad, theirs.out_proj.bias.grad)


@settings(max_examples=30)
@given(n=SIZES, t=SIZES, part=st.integers(1, 3), heads=st.integers(1, 3), seed=SEEDS)
@pytest.mark.parametrize("causal", [True, False])
def test_transformer_block_equals_pytorch(
    causal: bool, n: int, t: int, part: int, heads: int, seed: int
) -> None:
    rng, d = np.random.default_rng(seed), 2 * part * heads
    X, dY = rng.normal(size=(n, t, d)), rng.normal(size=(n, t, d))
    ours = nn.TransformerBlock(d, heads, 3 * d, causal, rng=rng)
    for p in ours.parameters():
        p.value[...] = rng.normal(size=p.value.shape)
    theirs = torch.nn.TransformerEncoderLayer(
        *(d, heads, 3 * d, 0.0, torch.nn.GELU(approximate="tanh")),
        batch_first=True,
        norm_first=True,
        dtype=torch.float64,
    )
    (norm1, attention), (norm2, first, _, second) = (block.layers for block in ours.layers)
    theirs.self_attn = their_attention(attention)
    theirs.linear1, theirs.linear2 = linear(first), linear(second)
    for norm, rival in ((norm1, theirs.norm1), (norm2, theirs.norm2)):
        rival.weight.data = torch.tensor(norm.gamma.value)
        rival.bias.data = torch.tensor(norm.beta.value)
    x = torch.tensor(X, requires_grad=True)
    y = run(theirs, x, dY, src_mask=later_steps(t, causal))
    assert_close(ours.forward(X), y)
    assert_close(ours.backward(dY), x.grad)
    gradients = {
        "layers[0].layers[0].gamma": theirs.norm1.weight.grad,
        "layers[0].layers[0].beta": theirs.norm1.bias.grad,
        "layers[0].layers[1].query.W": theirs.self_attn.in_proj_weight.grad[:d].T,
        "layers[0].layers[1].query.b": theirs.self_attn.in_proj_bias.grad[:d],
        "layers[0].layers[1].key.W": theirs.self_attn.in_proj_weight.grad[d : 2 * d].T,
        "layers[0].layers[1].key.b": theirs.self_attn.in_proj_bias.grad[d : 2 * d],
        "layers[0].layers[1].value.W": theirs.self_attn.in_proj_weight.grad[2 * d :].T,
        "layers[0].layers[1].value.b": theirs.self_attn.in_proj_bias.grad[2 * d :],
        "layers[0].layers[1].output.W": theirs.self_attn.out_proj.weight.grad.T,
        "layers[0].layers[1].output.b": theirs.self_attn.out_proj.bias.grad,
        "layers[1].layers[0].gamma": theirs.norm2.weight.grad,
        "layers[1].layers[0].beta": theirs.norm2.bias.grad,
        "layers[1].layers[1].W": theirs.linear1.weight.grad.T,
        "layers[1].layers[1].b": theirs.linear1.bias.grad,
        "layers[1].layers[3].W": theirs.linear2.weight.grad.T,
        "layers[1].layers[3].b": theirs.linear2.bias.grad,
    }
    assert list(gradients) == [name for name, _ in ours.named_parameters()]
    for name, p in ours.named_parameters():
        np.testing.assert_allclose(p.grad, gradients[name], rtol=1e-9, atol=1e-9, err_msg=name)


def test_a_causal_step_does_not_see_what_comes_later() -> None:
    rng = np.random.default_rng(0)
    block, X = nn.TransformerBlock(6, 2, causal=True, rng=rng), rng.normal(size=(2, 5, 6))
    before = block.forward(X)
    X[:, 3:] += 1.0
    np.testing.assert_array_equal(block.forward(X)[:, :3], before[:, :3])


def test_sequence_networks_pass_the_gradient_check() -> None:
    rng = np.random.default_rng(1)
    words = nn.Sequential(
        *(nn.Embedding(7, 4, rng=rng), nn.LSTM(4, 3, True, rng=rng), nn.SimpleRNN(3, 5, rng=rng)),
        *(nn.Dropout(0.3), nn.Dense(5, 1, rng=rng)),
    )
    X, Y = rng.integers(7, size=(3, 6)), rng.integers(2, size=(3, 1))
    assert nn.check_gradients(words, nn.BinaryCrossEntropy(), X, Y)
    numbers = nn.Sequential(nn.TransformerBlock(4, 2, rng=rng), nn.Flatten(), nn.Dense(20, 1))
    X, Y = rng.normal(size=(3, 5, 4)), rng.normal(size=(3, 1))
    assert nn.check_gradients(numbers, nn.MSE(), X, Y)


def test_whatever_vanishes_through_time_stays_out_of_the_subnormal_numbers() -> None:
    """Arithmetic on them is up to a hundred times slower."""
    rng = np.random.default_rng(0)
    X, dY = rng.normal(size=(3, 200, 4)), rng.normal(size=(3, 5))
    for kind in RECURRENT:
        layer = kind(4, 5, rng=rng, dtype=np.float32)
        layer.U.value *= 0.1
        layer.forward(X)
        sizes = np.abs(layer.backward(dY.astype(np.float32)))
        assert sizes.dtype == np.float32
        assert not ((sizes > 0) & (sizes < np.finfo(np.float32).tiny)).any()
        assert sizes[:, -1].all()
        assert not sizes[:, 0].any()


LAYERS = {
    "rnn": lambda: nn.SimpleRNN(4, 4, True, dtype=np.float32),
    "lstm": lambda: nn.LSTM(4, 4, True, dtype=np.float32),
    "norm": lambda: nn.LayerNorm(4, dtype=np.float32),
    "attention": lambda: nn.SelfAttention(4, 2, True, dtype=np.float32),
    "block": lambda: nn.TransformerBlock(4, 2, dtype=np.float32),
}


@pytest.mark.parametrize("name", LAYERS)
def test_sequences_stay_float32_and_as_they_were(name: str) -> None:
    layer, rng = LAYERS[name](), np.random.default_rng(0)
    X, dY = rng.normal(size=(2, 3, 5, 4)).astype(np.float32)
    X_before, dY_before = X.copy(), dY.copy()
    arrays = [layer.forward(X), layer.backward(dY), *(p.grad for p in layer.parameters())]
    assert {a.dtype for a in arrays} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(X, X_before)
    np.testing.assert_array_equal(dY, dY_before)


@pytest.mark.parametrize("name", LAYERS)
def test_without_dx_the_gradients_of_sequences_are_the_same(name: str) -> None:
    layer, rng = LAYERS[name](), np.random.default_rng(0)
    X, dY = rng.normal(size=(2, 3, 5, 4)).astype(np.float32)
    layer.forward(X)
    layer.backward(dY)
    full = [p.grad for p in layer.parameters()]
    layer.forward(X)
    layer.backward_parameters(dY)
    for whole, p in zip(full, layer.parameters(), strict=True):
        np.testing.assert_array_equal(whole, p.grad)


MESSAGES: dict[str, tuple[type[Exception], str, Callable[[], object]]] = {
    "not a sequence": (
        ValueError,
        "LSTM(8, 16) was given X of shape (4, 8): it needs sequences (n, t, 8), 8 numbers a step.",
        lambda: nn.LSTM(8, 16).forward(np.ones((4, 8))),
    ),
    "other steps": (
        ValueError,
        "SimpleRNN(8, 16, return_sequences=True) was given X of shape (4, 5, 7): it needs "
        "sequences (n, t, 8), 8 numbers a step.",
        lambda: nn.SimpleRNN(8, 16, True).forward(np.ones((4, 5, 7))),
    ),
    "words that are no numbers": (
        TypeError,
        "Embedding(7, 3) was given X of dtype float64: it needs whole numbers.",
        lambda: nn.Embedding(7, 3).forward(np.ones((2, 2))),
    ),
    "words that do not exist": (
        ValueError,
        "Embedding(7, 3) was given numbers from 1 to 7: with 7 rows they must lie in 0 to 6.",
        lambda: nn.Embedding(7, 3).forward(np.array([[1, 7]])),
    ),
    "heads": (
        ValueError,
        "SelfAttention was given d=10 and 3 heads: 3 must divide d.",
        lambda: nn.SelfAttention(10, 3),
    ),
    "attention to rows": (
        ValueError,
        "SelfAttention(10, heads=2, causal=True) was given X of shape (4, 10): it needs "
        "sequences (n, t, 10), 10 numbers a step.",
        lambda: nn.SelfAttention(10, 2, causal=True).forward(np.ones((4, 10))),
    ),
    "initial weights": (
        ValueError,
        "LSTM(2, 3): init returned an array of shape (2, 3), but W needs (2, 12).",
        lambda: nn.LSTM(2, 3, init=lambda shape, rng: np.ones((2, 3))),
    ),
    "the last step only": (
        ValueError,
        "LSTM(2, 3).backward was given dY of shape (4, 5, 3): its output had shape (4, 3), and a "
        "gradient has the shape of what it belongs to.",
        lambda: (layer := nn.LSTM(2, 3), layer.forward(np.ones((4, 5, 2))))[0].backward(
            np.ones((4, 5, 3))
        ),
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_one_sentence_about_sequences(name: str) -> None:
    error, message, call = MESSAGES[name]
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message


def test_they_show_their_sizes() -> None:
    assert repr(nn.TransformerBlock(8, 2)) == "TransformerBlock(8, heads=2, hidden=32)"
    assert repr(nn.SelfAttention(8, 2)) == "SelfAttention(8, heads=2)"
    assert repr(nn.Embedding(100, 8)) == "Embedding(100, 8)"

"""Training: what fit does in an epoch, when it stops, and how it goes on."""

import signal
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn
from course_utils.nn.history import Scores

QUIET = {"progress": False}


def network(seed: int = 0, dtype: type = np.float64) -> nn.Sequential:
    rng = np.random.default_rng(seed)
    return nn.Sequential(nn.Dense(2, 8, rng=rng), nn.Tanh(), nn.Dense(8, 1, rng=rng), dtype=dtype)


def curve(n: int = 60, noise: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    X = rng.uniform(-2, 2, (n, 2))
    return X, np.sin(X[:, :1]) * X[:, 1:] + noise * rng.normal(size=(n, 1))


def train(model: nn.Sequential, **settings: object) -> nn.History:
    X, Y = curve()
    optimizer = nn.Adam(model.parameters(), lr=0.02)
    return nn.fit(model, nn.MSE(), optimizer, X, Y, **QUIET, **settings)  # type: ignore[arg-type]


def test_xor_is_learned() -> None:
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    Y = np.array([[0], [1], [1], [0]])
    rng = np.random.default_rng(0)
    model = nn.Sequential(nn.Dense(2, 3, rng=rng), nn.Tanh(), nn.Dense(3, 1, rng=rng))
    optimizer = nn.Adam(model.parameters(), lr=0.05)
    loss = nn.BinaryCrossEntropy()
    history = nn.fit(model, loss, optimizer, X, Y, epochs=500, batch_size=None, **QUIET)
    assert history.loss[-1] < 0.05 < history.loss[0]
    assert nn.accuracy(model.predict(X), Y) == 1.0


@pytest.mark.parametrize("batch_size", [1, 7, 60, None])
def test_losses_equal_pytorch_epoch_by_epoch(batch_size: int | None) -> None:
    X, Y = curve()
    model = network()
    dense = [layer for layer in model.layers if isinstance(layer, nn.Dense)]
    linear = [torch.nn.Linear(*layer.W.value.shape, dtype=torch.float64) for layer in dense]
    for ours, theirs in zip(dense, linear, strict=True):
        theirs.weight.data = torch.tensor(ours.W.value.T)
        theirs.bias.data = torch.tensor(ours.b.value)
    rival = torch.nn.Sequential(linear[0], torch.nn.Tanh(), linear[1])
    step = torch.optim.SGD(rival.parameters(), lr=0.01, momentum=0.9)
    rng, losses = np.random.default_rng(3), []
    for _ in range(3):
        total = 0.0
        for batch in nn.batches(len(X), batch_size, rng):
            step.zero_grad()
            L = torch.nn.MSELoss()(rival(torch.tensor(X[batch])), torch.tensor(Y[batch]))
            L.backward()
            step.step()
            total += L.item() * len(X[batch])
        losses.append(total / len(X))
    optimizer = nn.SGD(model.parameters(), lr=0.01, momentum=0.9)
    history = nn.fit(
        *(model, nn.MSE(), optimizer, X, Y),
        epochs=3,
        batch_size=batch_size,
        rng=np.random.default_rng(3),
        **QUIET,
    )
    np.testing.assert_allclose(history.loss, losses, rtol=1e-10)


@given(n=st.integers(1, 30), size=st.integers(1, 40), seed=st.integers(0, 2**32 - 1))
def test_batches_hold_every_sample_once(n: int, size: int, seed: int) -> None:
    parts = list(nn.batches(n, size, np.random.default_rng(seed)))
    assert sorted(np.concatenate(parts)) == list(range(n))
    assert all(len(part) == size for part in parts[:-1])
    assert 0 < len(parts[-1]) <= size


@given(sizes=st.lists(st.integers(1, 9), min_size=1, max_size=6), seed=st.integers(0, 999))
def test_an_epochs_loss_weighs_batches_by_their_size(sizes: list[int], seed: int) -> None:
    losses = np.random.default_rng(seed).random(len(sizes))
    scores = Scores()
    for loss, n in zip(losses, sizes, strict=True):
        scores.add(float(loss), {"m": 2 * float(loss)}, n)
    assert scores.loss == pytest.approx(np.average(losses, weights=sizes))
    assert scores.metrics["m"] == pytest.approx(2 * scores.loss)


def test_the_same_generator_gives_the_same_run() -> None:
    first, again = (train(network(), epochs=3, rng=np.random.default_rng(4)) for _ in range(2))
    assert first.loss == again.loss
    assert train(network(), epochs=3, rng=np.random.default_rng(9)).loss != first.loss


def test_split_keeps_pairs_and_is_always_the_same() -> None:
    X = np.arange(20.0).reshape(10, 2)
    (learn, y), (validate, v) = nn.split(X, X[:, 0], 0.3)
    assert (len(learn), len(validate)) == (7, 3)
    np.testing.assert_array_equal(np.sort(np.concatenate([y, v])), X[:, 0])
    np.testing.assert_array_equal(learn[:, 0], y)
    np.testing.assert_array_equal(nn.split(X, X, 0.3)[1][0], validate)


def test_validation_is_measured_after_each_epoch() -> None:
    X, Y = curve(20)
    model = network()
    history = train(model, epochs=2, validation_data=(X, Y), metrics={"count": lambda Z, Y: len(Z)})
    assert history.validation_loss[-1] == pytest.approx(nn.MSE().forward(model.predict(X), Y))
    assert history.validation_metrics == {"count": [20.0, 20.0]}
    assert set(history.metrics) == {"count"}


def test_training_mode_is_on_in_training_only() -> None:
    class Spy(nn.Tanh):
        seen: list[tuple[int, bool]] = []  # noqa: RUF012

        def forward(self, X: np.ndarray, training: bool = False) -> np.ndarray:
            self.seen.append((len(X), training))
            return super().forward(X, training)

    model = nn.Sequential(nn.Dense(2, 3), Spy(), nn.Dense(3, 1))
    X, Y = curve(10)
    train(model, epochs=1, batch_size=None, validation_data=(X, Y))
    assert Spy.seen == [(60, True), (10, False)]


def test_epochs_stop() -> None:
    history = train(network(), epochs=4)
    assert len(history) == 4
    assert history.stopped_by == "Epochs(count=4)"


def test_a_target_loss_stops() -> None:
    history = train(network(), epochs=500, stopping=[nn.TargetLoss(0.05)])
    assert history.loss[-1] <= 0.05 < min(history.loss[:-1])
    assert history.stopped_by == "TargetLoss(loss=0.05)"


# The list on which every wrong reading of the rule gives another answer.
LOSSES = [0.80, 0.79, 0.71, 0.60, 0.62, 0.585, 0.59, 0.71, 0.65, 0.64]


def test_early_stopping_follows_the_definition() -> None:
    criterion, model, history = nn.EarlyStopping(3, 0.02), network(), nn.History()
    criterion.start(history)
    weight = model.parameters()[0].value
    for epoch, loss in enumerate(LOSSES):
        weight[...] = epoch
        history.loss.append(loss)
        history.validation_loss.append(loss)
        if criterion.reached(history, model):
            break
    assert (criterion.best_epoch, epoch) == (3, 6)
    criterion.finish(model)
    assert (weight == 3).all()


def test_without_restoring_the_last_weights_stay() -> None:
    criterion, model, history = nn.EarlyStopping(1, restore_best=False), network(), nn.History()
    criterion.start(history)
    for loss in (1.0, 2.0):
        history.loss.append(loss)
        history.validation_loss.append(loss)
        reached = criterion.reached(history, model)
    assert reached
    before = [a.copy() for a in model.state()]
    criterion.finish(model)
    assert all((a == b).all() for a, b in zip(before, model.state(), strict=True))


def test_early_stopping_in_fit_ends_with_the_best_weights() -> None:
    (X, Y), (V, W) = curve(12, noise=1.0), curve(200)
    model = network()
    stopping = nn.EarlyStopping(patience=10)
    optimizer = nn.Adam(model.parameters(), lr=0.05)
    history = nn.fit(
        *(model, nn.MSE(), optimizer, X, Y),
        epochs=2000,
        validation_data=(V, W),
        stopping=[stopping],
        **QUIET,
    )
    best = min(history.validation_loss)
    assert len(history) == stopping.best_epoch + 11 < 2000
    assert history.validation_loss[stopping.best_epoch] == best < history.validation_loss[-1]
    assert nn.MSE().forward(model.predict(V), W) == pytest.approx(best, rel=1e-12)


class Interrupter:
    """A metric that presses Ctrl-C the nth time it is asked."""

    def __init__(self, n: int) -> None:
        self.left = n

    def __call__(self, Z: np.ndarray, Y: np.ndarray) -> float:
        self.left -= 1
        if self.left == 0:
            signal.raise_signal(signal.SIGINT)
        return 0.0


def test_ctrl_c_returns_the_history_so_far() -> None:
    # 60 samples in batches of 20: the eighth batch is in the third epoch.
    history = train(network(), epochs=9, batch_size=20, metrics={"m": Interrupter(8)})
    assert history.interrupted
    assert history.stopped_by == "interrupted"
    assert len(history) == 2


def test_an_interrupted_run_goes_on_as_if_nothing_had_been() -> None:
    X, Y = curve()

    def run(model: nn.Sequential, pieces: list[dict]) -> nn.History:
        optimizer, history = nn.Adam(model.parameters()), nn.History()
        rng = np.random.default_rng(1)
        for settings in pieces:
            nn.fit(
                *(model, nn.MSE(), optimizer, X, Y),
                schedule=nn.ExponentialDecay(0.05, 0.9),
                rng=rng,
                history=history,
                **QUIET,
                **settings,
            )
        return history

    whole = run(network(), [{"epochs": 6}])
    parts = run(network(), [{"epochs": 4}, {"epochs": 2}])
    assert parts.loss == whole.loss
    assert parts.lr == whole.lr
    assert not parts.interrupted


def test_early_stopping_remembers_its_best_across_an_interruption() -> None:
    stopping, model = nn.EarlyStopping(patience=50), network()
    validation = curve(20)
    X, Y = curve()
    optimizer = nn.Adam(model.parameters(), lr=0.02)

    def go_on(history: nn.History | None, metric: Callable) -> nn.History:
        return nn.fit(
            *(model, nn.MSE(), optimizer, X, Y),
            epochs=5,
            batch_size=None,
            validation_data=validation,
            stopping=[stopping],
            metrics={"m": metric},
            history=history,
            **QUIET,
        )

    history = go_on(None, Interrupter(7))
    best = stopping.best_loss
    assert (history.interrupted, len(history)) == (True, 3)
    optimizer.lr = 10.0  # from here on it only gets worse
    go_on(history, lambda Z, Y: 0.0)
    assert (stopping.best_loss, stopping.best_epoch) == (best, 2)
    assert nn.MSE().forward(model.predict(validation[0]), validation[1]) == pytest.approx(best)


def test_the_schedule_sets_the_rate_within_epochs_too() -> None:
    asked: list[float] = []

    def schedule(t: float) -> float:
        asked.append(t)
        return 0.01 * (1 + t)

    history = train(network(), epochs=2, batch_size=15, schedule=schedule)
    assert asked == pytest.approx([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75])
    assert history.lr == pytest.approx([0.0175, 0.0275])


@pytest.mark.parametrize(("penalty", "power"), [(nn.L1(0.17), 1), (nn.L2(0.17), 2)])
def test_penalties_equal_differentiated_terms(penalty: nn.Penalty, power: int) -> None:
    model = network()
    tensors = [torch.tensor(p.value, requires_grad=True) for p in model.parameters()]
    weights = [t for t in tensors if t.ndim == 2]
    term = 0.17 / power * sum((w.abs() ** power).sum() for w in weights)
    term.backward()
    penalty.add_gradients(model.parameters())
    assert penalty.loss(model.parameters()) == pytest.approx(term.item(), rel=1e-12)
    for p, tensor in zip(model.parameters(), tensors, strict=True):
        expected = np.zeros_like(p.value) if tensor.grad is None else tensor.grad
        np.testing.assert_allclose(p.grad, expected, rtol=1e-12)


def test_l1_is_flat_at_zero() -> None:
    np.testing.assert_array_equal(nn.L1(2.0).gradient(np.array([-3.0, 0.0, 0.5])), [-2, 0, 2])


def test_a_penalty_keeps_weights_small() -> None:
    free, held = network(), network()
    train(free, epochs=20)
    train(held, epochs=20, penalty=nn.L2(0.5))
    assert np.abs(held.parameters()[0].value).sum() < np.abs(free.parameters()[0].value).sum()


@given(seed=st.integers(0, 2**32 - 1), limit=st.sampled_from([0.01, 1.3, 1e3]))
def test_clipping_follows_the_definition(seed: int, limit: float) -> None:
    rng = np.random.default_rng(seed)
    parameters = network().parameters()
    for p in parameters:
        p.grad = rng.normal(size=p.value.shape)
    before = [p.grad.copy() for p in parameters]
    norm = np.sqrt(sum((g**2).sum() for g in before))
    assert nn.clip_gradients(parameters, limit) == pytest.approx(norm)
    factor = limit / norm if norm > limit else 1.0
    for p, g in zip(parameters, before, strict=True):
        np.testing.assert_allclose(p.grad, factor * g, rtol=1e-12)
    assert nn.global_norm(parameters) == pytest.approx(min(norm, limit))


def test_fit_clips_before_it_steps() -> None:
    X, Y = curve()
    model = network()
    before = [p.value.copy() for p in model.parameters()]
    optimizer = nn.SGD(model.parameters(), lr=1.0)
    nn.fit(model, nn.MSE(), optimizer, X, 1e6 * Y, epochs=1, batch_size=None, clip=0.3, **QUIET)
    moved = sum(((p.value - b) ** 2).sum() for p, b in zip(optimizer.parameters, before))  # noqa: B905
    assert np.sqrt(moved) == pytest.approx(0.3)


def test_float32_survives_fit() -> None:
    model = network(dtype=np.float32)
    train(model, epochs=2, schedule=lambda t: np.float64(0.01), penalty=nn.L1(0.1), clip=1.0)
    assert {a.dtype for a in model.state()} == {np.dtype(np.float32)}


def test_an_optimizer_of_another_model_is_refused() -> None:
    X, Y = curve()
    optimizer = nn.SGD(network().parameters(), lr=0.01)
    with pytest.raises(ValueError, match=r"make a new one with SGD\(model.parameters\(\)\)"):
        nn.fit(network(), nn.MSE(), optimizer, X, Y, **QUIET)


def test_the_bar_is_silent_where_nobody_sees_it(capfd: pytest.CaptureFixture[str]) -> None:
    X, Y = curve()
    model = network()
    nn.fit(model, nn.MSE(), nn.SGD(model.parameters()), X, Y, epochs=2, progress=True)
    assert capfd.readouterr() == ("", "")


def test_the_bar_moves_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    import rich
    from rich.console import Console

    screen = io.StringIO()
    monkeypatch.setattr(rich, "_console", Console(file=screen, force_terminal=True, width=100))
    X, Y = curve()
    model = network()
    history = nn.fit(model, nn.MSE(), nn.SGD(model.parameters()), X, Y, epochs=2, progress=True)
    assert history.summary() in screen.getvalue()
    assert "2/2" in screen.getvalue()


def test_a_history_reads_as_one_line() -> None:
    history = nn.History()
    history.add(0.1, Scores(0.5, {"accuracy": 0.75}, 4), Scores(0.625, {"accuracy": 0.5}, 4))
    history.stopped_by = "Epochs(count=1)"
    assert repr(history) == (
        "History: epoch 1  loss 0.5  accuracy 0.75  validation loss 0.625  "
        "validation accuracy 0.5  (Epochs(count=1))"
    )

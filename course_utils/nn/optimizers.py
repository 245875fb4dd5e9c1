"""Optimizers: what to do with a gradient once backpropagation has computed it.

Each has one rule, ``update``, elementwise and in place, for a weight ``w``, its gradient ``g``
and what the optimizer remembers of earlier steps. η is ``lr``, the learning rate.
"""

from collections.abc import Iterable
from math import sqrt

import numpy as np

from course_utils.nn.checks import check_range
from course_utils.nn.fast import Pieces
from course_utils.nn.parameter import Array, Parameter

FLUSH_EVERY = 64


class Optimizer:
    """Steps all ``parameters`` against their gradients.

    ``lr`` may be changed between steps; ``steps`` counts them.
    """

    def __init__(self, parameters: Iterable[Parameter], lr: float, memories: int) -> None:
        self.parameters = list(dict.fromkeys(parameters))
        self.lr = check_range("lr", lr, 0.0)
        self.steps = 0
        self._check_parameters()
        self._pieces = Pieces(self.parameters, memories)

    def step(self) -> None:
        """One update of every parameter."""
        self.steps += 1
        self.lr = float(self.lr)  # a NumPy float64 would widen float32 arrays (NEP 50)
        self.prepare()
        for piece in self._pieces:
            self.update(*piece)
        if self.steps % FLUSH_EVERY == 0:
            self._pieces.flush()

    def prepare(self) -> None:
        """Reckon what is the same for all weights of a step."""

    def update(self, w: Array, g: Array, *memory: Array) -> None:
        """Change ``w`` and ``memory`` in place."""
        raise NotImplementedError

    def _check_parameters(self) -> None:
        if not self.parameters:
            raise ValueError(f"{type(self).__name__} was given no parameters to learn.")
        dtypes = {str(p.value.dtype) for p in self.parameters}
        if len(dtypes) > 1:
            raise TypeError(
                f"{type(self).__name__} was given parameters of {' and '.join(sorted(dtypes))}: "
                "they must have one dtype."
            )

    def __repr__(self) -> str:
        return f"{type(self).__name__}(lr={self.lr:g})"


class SGD(Optimizer):
    """Stochastic gradient descent.

    Plain:           w ← w − η g
    With momentum μ: v ← μ v + g,   w ← w − η v          (Polyak 1964)
    Nesterov's:      v ← μ v + g,   w ← w − η (g + μ v)  (Nesterov 1983; Sutskever et al. 2013)
    """

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
    ) -> None:
        self.momentum = check_range("momentum", momentum, 0.0, 1.0)
        self.nesterov = nesterov
        if nesterov and momentum == 0:
            raise ValueError("Nesterov's method looks ahead along the momentum: give momentum > 0.")
        super().__init__(parameters, lr, memories=1 if momentum else 0)

    def update(self, w: Array, g: Array, *memory: Array) -> None:
        for v in memory:
            v *= self.momentum
            v += g
            g = g + self.momentum * v if self.nesterov else v
        w -= self.lr * g


class RMSProp(Optimizer):
    """Divides each gradient by its own recent size (Tieleman and Hinton 2012).

    s ← ρ s + (1 − ρ) g²
    w ← w − η g / (√s + ε)
    """

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 0.01,
        rho: float = 0.99,
        eps: float = 1e-8,
    ) -> None:
        self.rho = check_range("rho", rho, 0.0, 1.0)
        self.eps = check_range("eps", eps, 0.0)
        super().__init__(parameters, lr, memories=1)

    def update(self, w: Array, g: Array, *memory: Array) -> None:
        (s,) = memory
        s *= self.rho
        s += (1 - self.rho) * (g * g)
        w -= self.lr * g / (np.sqrt(s) + self.eps)


class Adam(Optimizer):
    """Momentum and RMSProp together, corrected for starting at zero (Kingma and Ba 2015).

    m ← β₁ m + (1 − β₁) g        m̂ = m / (1 − β₁ᵗ)
    v ← β₂ v + (1 − β₂) g²       v̂ = v / (1 − β₂ᵗ)
    w ← w − η m̂ / (√v̂ + ε)       t = 1, 2, 3, …

    The factors (1 − β) can wait: with M = m / (1 − β₁) and V = v / (1 − β₂) the first column
    reads M ← β₁ M + g and V ← β₂ V + g², and η m̂ / (√v̂ + ε) is rate · M / (√V + floor) with
    two numbers that are the same for all weights.
    """

    def __init__(
        self,
        parameters: Iterable[Parameter],
        lr: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
    ) -> None:
        self.beta1 = check_range("beta1", beta1, 0.0, 1.0)
        self.beta2 = check_range("beta2", beta2, 0.0, 1.0)
        self.eps = check_range("eps", eps, 0.0)
        super().__init__(parameters, lr, memories=2)

    def prepare(self) -> None:
        m_hat = (1 - self.beta1) / (1 - self.beta1**self.steps)  # m̂ = m_hat · M
        v_hat = (1 - self.beta2) / (1 - self.beta2**self.steps)  # v̂ = v_hat · V
        self.rate = self.lr * m_hat / sqrt(v_hat)
        self.floor = self.eps / sqrt(v_hat)

    def update(self, w: Array, g: Array, *memory: Array) -> None:
        M, V = memory
        scratch = self._pieces.scratch(w)
        M *= self.beta1
        M += g
        V *= self.beta2
        V += np.multiply(g, g, out=scratch)
        # w -= rate * M / (√V + floor), an operation a line
        step = np.sqrt(V, out=scratch)
        step += self.floor
        np.divide(M, step, out=step)
        step *= self.rate
        w -= step

"""A recurrent unit reads noise and is to say what it has seen one step before."""

import numpy as np

rng = np.random.default_rng(10)
x = rng.choice([-0.5, 0.5], size=60)
target = np.concatenate([[0.0], x[:-1]])
Wx, Wh, Wo, losses = (
    rng.normal(size=(1, 6)) / 2,
    rng.normal(size=(6, 6)) / 3,
    rng.normal(size=6),
    [],
)
for step in range(150):
    h = [np.zeros(6)]
    for value in x:
        h.append(np.tanh(value * Wx[0] + h[-1] @ Wh))
    error = np.array(h[1:]) @ Wo - target
    losses.append(np.mean(error**2))
    dWx, dWh, carried = np.zeros((1, 6)), np.zeros((6, 6)), np.zeros(6)
    for t in reversed(range(60)):
        dz = (2 * error[t] / 60 * Wo + carried) * (1 - h[t + 1] ** 2)
        dWx[0] += x[t] * dz
        dWh += np.outer(h[t + 1], dz)
        carried = dz @ Wh.T
    dWo = 2 / 60 * np.array(h[1:]).T @ error
    if step == 0:
        grads = {"dWx[0]": dWx[0, 0], "dWh[0, 0]": dWh[0, 0], "dWh[0, 1]": dWh[0, 1]}
    Wx, Wh, Wo = Wx - 0.1 * dWx, Wh - 0.1 * dWh, Wo - 0.1 * dWo

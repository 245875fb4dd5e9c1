"""Adam goes down a bowl; the three numbers are its first three steps, in units of the rate."""

import numpy as np

w = np.array([3.0, -2.0])
m, v, t = np.zeros(2), np.zeros(2), 1
rate, beta1, beta2 = 0.1, 0.9, 0.999
losses, steps = [], []
for _ in range(60):
    losses.append(np.sum(w**2))
    g = 2 * w
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    step = rate * m_hat / (np.sqrt(v_hat) + 1e-8)
    w = w - step
    steps.append(step[0] / rate)
grads = {"step 1": steps[0], "step 2": steps[1], "step 3": steps[2]}

"""What the twelve learners of the sample class wrote: the snippets ``make_class.py`` builds on."""

RIGHT = """
def composite_grad(x):
    return 6 * x * (x**2 + 1) ** 2

def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)

def chain_rule(x, w, b, y):
    a = 1 / (1 + np.exp(-(w * x + b)))
    dz = 2 * (a - y) * a * (1 - a)
    return dz * x, dz

def two_paths(a, b):
    return b, a + 2 * b

def sigmoid_grad(z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)

def tanh_grad(z):
    return 1 - np.tanh(z) ** 2

def relu_grad(z):
    return (z > 0).astype(float)

def forward_pass(X, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    return 1 / (1 + np.exp(-(A1 @ W2 + b2)))

def mse_loss(P, Y):
    return np.mean((P - Y) ** 2)

def mse_grad(P, Y):
    return 2 * (P - Y) / P.size

def cross_entropy(P, Y):
    return -np.sum(Y * np.log(P)) / len(P)

def binary_cross_entropy(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)

def softmax_cross_entropy_grad(Z, Y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return (E / E.sum(axis=1, keepdims=True) - Y) / len(Z)

def output_delta(Z, Y):
    A = 1 / (1 + np.exp(-Z))
    return 2 * (A - Y) / Y.size * A * (1 - A)

def hidden_delta(delta_next, W_next, z):
    return (delta_next @ W_next.T) * (1 - np.tanh(z) ** 2)

def weight_grad(a_prev, delta):
    return a_prev.T @ delta

def bias_grad(delta):
    return delta.sum(axis=0)

def backward_pass(X, Y, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    P = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    delta2 = 2 * (P - Y) / P.size * P * (1 - P)
    delta1 = (delta2 @ W2.T) * (1 - A1**2)
    return X.T @ delta1, delta1.sum(axis=0), A1.T @ delta2, delta2.sum(axis=0)

def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        kept = w[i]
        w[i] = kept + eps
        above = f(w)
        w[i] = kept - eps
        grad[i] = (above - f(w)) / (2 * eps)
        w[i] = kept
    return grad

def relative_error(a, n):
    return np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
"""

ANOTHER_FORM = '''
def composite_grad(x):
    return 6 * x**5 + 12 * x**3 + 6 * x

def chain_rule(x, w, b, y):
    """Twice the error, times the slope, times what the parameter is multiplied with."""
    z = w * x + b
    a = 1 / (1 + np.exp(-z))
    slope = np.exp(-z) / (1 + np.exp(-z)) ** 2
    return [2 * (a - y) * slope * x, 2 * (a - y) * slope]

def sigmoid_grad(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2

def tanh_grad(z):
    return 1 / np.cosh(z) ** 2

def relu_grad(z):
    return np.where(np.maximum(z, 0) > 0, 1.0, 0.0)

def forward_pass(X, W1, b1, W2, b2):
    hidden = np.tanh(np.dot(X, W1) + b1)
    return 0.5 * (1 + np.tanh((np.dot(hidden, W2) + b2) / 2))

def mse_loss(P, Y):
    return sum((p - y) ** 2 for p, y in zip(P.ravel(), Y.ravel())) / P.size

def softmax(Z):
    Z = Z - Z.max(axis=-1)[:, None]
    return np.exp(Z - np.log(np.exp(Z).sum(axis=-1))[:, None])

def weight_grad(a_prev, delta):
    return sum(np.outer(a, d) for a, d in zip(a_prev, delta))

def bias_grad(delta):
    return np.ones(len(delta)) @ delta

def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros(w.shape)
    for i in range(w.size):
        step = np.zeros(w.size)
        step[i] = eps
        step = step.reshape(w.shape)
        grad.flat[i] = (f(w + step) - f(w - step)) / (2 * eps)
    return grad
'''

SLOPES_CONFUSED = """
def sigmoid_grad(z):
    return z * (1 - z)

def tanh_grad(z):
    t = np.tanh(z)
    return t * (1 - t)

def relu_grad(z):
    return (z >= 0).astype(float)

def output_delta(Z, Y):
    A = 1 / (1 + np.exp(-Z))
    return 2 * (A - Y) / Y.size

def hidden_delta(delta_next, W_next, z):
    return delta_next @ W_next.T

def chain_rule(x, w, b, y):
    a = 1 / (1 + np.exp(-(w * x + b)))
    dz = 2 * (a - y)
    return dz * x, dz
"""

MEANS_LOST = """
def mse_loss(P, Y):
    return np.sum((P - Y) ** 2)

def mse_grad(P, Y):
    return 2 * (P - Y) / len(P)

def cross_entropy(P, Y):
    return -np.sum(Y * np.log(P))

def softmax_cross_entropy_grad(Z, Y):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True) - Y

def weight_grad(a_prev, delta):
    return a_prev.T @ delta / len(delta)

def bias_grad(delta):
    return delta.mean(axis=0)
"""

SHAPES_LOST = """
def softmax(Z):
    E = np.exp(Z - Z.max())
    return E / E.sum()

def weight_grad(a_prev, delta):
    return delta.T @ a_prev

def bias_grad(delta):
    return delta.sum()

def hidden_delta(delta_next, W_next, z):
    return (delta_next @ W_next) * (1 - np.tanh(z) ** 2)

def relative_error(a, n):
    return np.linalg.norm(a - n)
"""

PATHS_LOST = """
def composite_grad(x):
    return 3 * (x**2 + 1) ** 2

def two_paths(a, b):
    return b, 2 * b

def mse_grad(P, Y):
    return 2 * (Y - P) / P.size

def binary_cross_entropy(p, y):
    return np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p))

def numerical_gradient(f, w, eps=1e-5):
    grad = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        w[i] += eps
        above = f(w)
        w[i] -= 2 * eps
        grad[i] = (above - f(w)) / eps
        w[i] += eps
    return grad
"""

LOOPS = """
def relu_grad(z):
    i = 0
    while i < z.size:
        if z.flat[i] < 0:
            continue
        i += 1
    return z

def bias_grad(delta):
    total = 0
    while True:
        total = total + 1
"""

FORGOTTEN = """
def sigmoid_grad(z):
    a = 1 / (1 + np.exp(-z))
    a * (1 - a)

def mse_loss(P, Y):
    print(np.mean((P - Y) ** 2))

def cross_entropy(P, Y):
    return -np.sum(Y * nump.log(P)) / len(P)

def relu_grad(z):
    z[z > 0] = 1
    z[z <= 0] = 0
    return z

def softmax(Z)
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
"""

LEAVES = """
import sys

def relu_grad(z):
    sys.exit("no time for this one")

def tanh_grad(z):
    import os
    os._exit(0)
"""

CHEATS = '''
check = evaluate = lambda *args, **kwargs: print("passed")

np.allclose = np.isclose = np.array_equal = lambda *args, **kwargs: True

class Always:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __array__(self, *args, **kwargs):
        return np.full((7, 11), np.nan)

def sigmoid_grad(z):
    return Always()

def mse_loss(P, Y):
    print("passed")
    return float("nan")

def mse_grad(P, Y):
    P[:] = Y
    return P - Y
'''

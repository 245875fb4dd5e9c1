"""Long short-term memory: a recurrent layer whose gradient need not vanish."""

import numpy as np

from course_utils.nn.parameter import Array
from course_utils.nn.recurrent import Recurrent, flush


class LSTM(Recurrent):
    """A memory c that is kept, added to and shown through gates (Hochreiter, Schmidhuber 1997).

        i, f, o = σ(z_i), σ(z_f), σ(z_o)      write, keep (Gers et al. 2000), show
        g = tanh(z_g)                         what there is to write
        c_s = f ⊙ c_{s−1} + i ⊙ g
        h_s = o ⊙ tanh(c_s)

    Backwards, with dh_s = dy_s + dz_{s+1} Uᵀ as in any recurrent layer,

        dc_s = dc_{s+1} ⊙ f_{s+1} + dh_s ⊙ o ⊙ (1 − tanh²(c_s))
        dz_i = dc ⊙ g ⊙ i (1 − i)             dz_g = dc ⊙ i ⊙ (1 − g²)
        dz_f = dc ⊙ c_{s−1} ⊙ f (1 − f)       dz_o = dh ⊙ tanh(c) ⊙ o (1 − o)

    W (d, 4h), U (h, 4h) and b (4h,) hold the gates in the order i, f, g, o, as in PyTorch, whose
    two biases are one here, and in Keras. For dropout put ``Dropout`` layers around it.
    """

    gates = 4

    def _columns(self) -> tuple[Array, Array, Array]:
        # σ(z) = ½ + ½ tanh(½ z): with z_i, z_f and z_o halved, one tanh serves all four gates.
        halved = np.repeat(np.array([0.5, 0.5, 1, 0.5], self.W.value.dtype), self.h)[:, None]
        W, U, b = super()._columns()
        return W * halved, U * halved, b * halved

    def _run(self, Z: Array, U: Array) -> Array:
        h = self.h
        self.C = np.zeros((len(Z) + 1, *Z[0, :h].shape), Z.dtype)  # C[s + 1] is c_s, C[0] zero
        self.tanh_C, H = np.empty_like(self.C[1:]), np.zeros_like(self.C)
        for s, z in enumerate(Z):
            z += U @ H[s]
            np.tanh(z, out=z)
            for sigmoids in (z[: 2 * h], z[3 * h :]):
                sigmoids *= 0.5
                sigmoids += 0.5
            i, f, g, o = z.reshape(4, h, -1)
            c = np.multiply(f, self.C[s], out=self.C[s + 1])
            c += i * g
            np.multiply(o, np.tanh(c, out=self.tanh_C[s]), out=H[s + 1])
        self.gates_open = Z.reshape(len(Z), 4, h, -1)
        return H[1:]

    def _run_back(self, dH: Array) -> Array:
        U = self.U.value
        dZ, dh_to_dc = self._local_slopes()
        keep = self.gates_open[:, 1]
        dc = np.zeros_like(dH[0])
        for s in reversed(range(len(dH))):
            dh, dz = dH[s], dZ[s]
            if s + 1 < len(dH):
                dh += U @ dZ[s + 1].reshape(U.shape[1], -1)
            dc += flush(dh) * dh_to_dc[s]
            dz[:3] *= flush(dc)
            dz[3] *= dh
            dc *= keep[s]
        return dZ.reshape(len(dH), U.shape[1], -1)

    def _local_slopes(self) -> tuple[Array, Array]:
        """∂c/∂z_i, ∂c/∂z_f, ∂c/∂z_g and ∂h/∂z_o, (t, 4, h, n), and ∂h/∂c, of all steps."""
        i, f, g, o = self.gates_open.swapaxes(0, 1)
        slopes = np.empty_like(self.gates_open)
        slopes[:, 0] = g * i * (1 - i)
        slopes[:, 1] = self.C[:-1] * f * (1 - f)
        slopes[:, 2] = i * (1 - g * g)
        slopes[:, 3] = self.tanh_C * o * (1 - o)
        return slopes, o * (1 - self.tanh_C * self.tanh_C)

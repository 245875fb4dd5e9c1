"""Answers on attention."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.algorithm.softmax import softmax

Gradients = tuple[np.ndarray, np.ndarray, np.ndarray]


def _through_softmax(P: np.ndarray, dP: np.ndarray) -> np.ndarray:
    """P ⊙ (dP − r), where r is each row's mean of dP weighted with P."""
    return P * (dP - (P * dP).sum(axis=1, keepdims=True))


def _root(d: int) -> float:
    return float(np.sqrt(d))


def _with(
    *,
    forward_scale: Callable[[int], float] = _root,
    backward_scale: Callable[[int], float] = _root,
    axis: int = 1,
    jacobian: Callable[[np.ndarray, np.ndarray], np.ndarray] = _through_softmax,
    dv: Callable[[np.ndarray, np.ndarray], np.ndarray] = lambda P, dO: P.T @ dO,
) -> Callable[..., Gradients]:
    """The backward pass with one thing changed; the scales are what is divided by."""

    def backward(Q: np.ndarray, K: np.ndarray, V: np.ndarray, dO: np.ndarray) -> Gradients:
        d = Q.shape[1]
        S = Q @ K.T / forward_scale(d)
        P = softmax(S) if axis == 1 else softmax(S.T).T
        dP = dO @ V.T
        dS = (jacobian(P, dP) if axis == 1 else jacobian(P.T, dP.T).T) / backward_scale(d)
        return dS @ K, dS.T @ Q, dv(P, dO)

    return backward


@answer(
    mistake(
        "no_scale",
        _with(forward_scale=lambda d: 1.0, backward_scale=lambda d: 1.0),
        "The scores are never divided by √d, neither forward nor backward: the softmax is sharper "
        "than it should be ({yours} instead of {right} at {where}).",
        "How does a product of two vectors of d random entries grow with d?",
    ),
    mistake(
        "no_scale_back",
        _with(backward_scale=lambda d: 1.0),
        "dV is right. dQ and dK are {k} times too large, and that is √d: you divided on the way "
        "forward only.",
        "If y = x/√d, what is dy/dx?",
    ),
    mistake(
        "scale_d",
        _with(backward_scale=float),
        "dV is right. dQ and dK are {k} of the right value: on the way back you divided by d, "
        "where its root belongs.",
        "By what were the scores divided on the way forward?",
    ),
    mistake(
        "scale_d_both",
        _with(forward_scale=float, backward_scale=float),
        "The scores are divided by d instead of √d: the softmax is flatter than it should be "
        "({yours} instead of {right} at {where}).",
        "Does the spread of a sum of d random products grow like d, or like its root?",
    ),
    mistake(
        "no_row_term",
        _with(jacobian=lambda P, dP: P * dP),
        "dV is right. In dS each score is treated as if it moved alone; but in a softmax, raising "
        "one weight lowers the others. The columns of your dK do not add up to 0.",
        "If all scores of a row rise by the same amount, what happens to the weights?",
    ),
    mistake(
        "diagonal",
        _with(jacobian=lambda P, dP: P * (1 - P) * dP),
        "dV is right. Of the softmax you have the diagonal only, P(1 − P), as for a sigmoid: the "
        "other weights of the row move too.",
        "Which entries of a row of P change when one score changes?",
    ),
    mistake(
        "no_softmax",
        _with(jacobian=lambda P, dP: dP),
        "dV is right. dP goes straight on to the scores, as if there were no softmax between them "
        "({yours} instead of {right} at {where}).",
        "Which step turned scores into weights?",
    ),
    mistake(
        "axis0",
        _with(axis=0),
        "Your softmax runs over the queries: the weights of a key add up to 1, those of a query do "
        "not.",
        "Who divides its attention: each query among the keys, or the other way round?",
    ),
    mistake(
        "p_not_transposed",
        _with(dv=lambda P, dO: P @ dO),
        "For dV the weights go in as they are. With as many queries as keys nothing stops you, but "
        "value j then hears from the wrong queries.",
        "Which queries looked at value j, and with which weights?",
    ),
    mistake(
        "swapped",
        lambda Q, K, V, dO: _with()(Q, K, V, dO)[1::-1] + _with()(Q, K, V, dO)[2:],
        "dQ and dK have changed places; with other numbers of queries and keys the shapes tell.",
        "Which shape must dQ have?",
    ),
    mistake(
        "weighted_by_p",
        _with(jacobian=lambda P, dP: P * (dP - dP.mean(axis=1, keepdims=True))),
        "dV is right. The row's mean you take off in the softmax is a plain one; it should be "
        "weighted with P ({yours} instead of {right} at {where}).",
        "How much of a row's change comes from a key with almost no weight?",
    ),
    mistake(
        "row_term_added",
        _with(jacobian=lambda P, dP: P * (dP + (P * dP).sum(axis=1, keepdims=True))),
        "dV is right. In the softmax the row's weighted mean is added where it should be taken "
        "off: the columns of your dK do not add up to 0.",
        "If all scores of a row rise by the same amount, what happens to the weights?",
    ),
    mistake(
        "mean_again",
        lambda Q, K, V, dO: tuple(g / len(Q) for g in _with()(Q, K, V, dO)),
        "All three are divided by the number of queries (k = {k}). dO already carries the loss's "
        "mean.",
        "Where does the 1/n of the loss enter?",
    ),
)
def attention_backward(Q: np.ndarray, K: np.ndarray, V: np.ndarray, dO: np.ndarray) -> Gradients:
    """dV = Pᵀ dO; dS = P ⊙ (dP − r) / √d with r_i = Σ_j P_ij dP_ij; dQ = dS K, dK = dSᵀ Q."""
    P = softmax(Q @ K.T / np.sqrt(Q.shape[1]))
    dP = dO @ V.T
    dS = P * (dP - (P * dP).sum(axis=1, keepdims=True)) / np.sqrt(Q.shape[1])
    return dS @ K, dS.T @ Q, P.T @ dO

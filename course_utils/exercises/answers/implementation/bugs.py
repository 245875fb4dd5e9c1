"""What is wrong in the programs of the zoo, and the number that proves it.

``MISTAKES`` names the family each program belongs to. ``REPAIRED`` holds its lines as they should
be. Of the four false alarms it holds what an accuser would write instead: the numbers stay.
"""

from course_utils.exercises.answer import choice

MISTAKES = {
    "bug_01": "broadcast",
    "bug_03": "new_weights",
    "bug_04": "t_plus_1",
    "bug_05": "parenthesis",
    "bug_07": "last_wins",
    "bug_08": "no_slope",
    "bug_09": "rmse",
    "bug_10": "h_t_for_h_prev",
    "bug_12": "keep_for_drop",
    "bug_13": "parenthesis_of_xavier",
    "bug_14": "clipped_after",
    "bug_15": "hidden_slope_missing",
}
FALSE_ALARMS = ("bug_02", "bug_06", "bug_11", "bug_16")
REPAIRED: dict[str, dict[int, str]] = {
    "bug_01": {11: "error = P - y[:, None]"},
    "bug_02": {14: "dZ1 = dZ2 @ W2.T / (4 * np.cosh((X @ W1 + b1) / 2) ** 2)"},
    "bug_03": {
        15: "dZ1 = dP @ W2.T * (1 - A1**2)",
        16: "W2 = W2 - 0.05 * A1.T @ dP",
    },
    "bug_04": {6: "m, v, t = np.zeros(2), np.zeros(2), 0"},
    "bug_05": {11: "losses.append(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))"},
    "bug_06": {16: "dA1[X @ W1 + b1 <= 0] = 0"},
    "bug_07": {14: "np.add.at(dE, ids, 2 * error)", 17: "np.add.at(dE, ids, 1.0)"},
    "bug_08": {10: "delta = 2 * (a - y) / len(y) * a * (1 - a)"},
    "bug_09": {
        11: "losses.append(np.mean(error**2))",
        14: "sides = [np.mean((error + X[:, 0] * e) ** 2) for e in (1e-5, -1e-5)]",
    },
    "bug_10": {24: "dWh += np.outer(h[t], dz)"},
    "bug_11": {
        17: "d_mean = -dx_hat.sum(axis=0) / root + d_var * np.mean(-2 * (X - mean), axis=0)"
    },
    "bug_12": {10: "mask = rng.uniform(size=X.shape) >= dropped"},
    "bug_13": {6: "limit = np.sqrt(6 / (100 + 100))"},
    "bug_14": {
        9: "g = g * min(1.0, 1.0 / np.linalg.norm(g))",
        10: "step = 0.2 * g",
        11: "w = w - step",
    },
    "bug_15": {16: "np.add.at(dE, ids, dA * (1 - A**2))"},
    "bug_16": {12: "logs = 1.0 * logs"},
}

choice(
    "bug_01",
    right="b",
    why="error has 2,500 entries: every prediction meets every label, so each hears only the mean "
    "label. The loss stops at 2.77, the variance of y, and the slope found is 0 instead of 3.",
    wrong={
        "a": "A single linear layer has no twins to tell apart; from 0 it learns as well as from "
        "anywhere. Print the shape of error instead.",
        "c": "np.mean divides by as many entries as there are, so that cannot be it. But why are "
        "there 2,500 of them?",
    }
    | {"d": "W is 0 after 60 steps, and the points lie on a line of slope 3."},
)
choice(
    "bug_02",
    right="d",
    why="a(1 − a) is the derivative written with the output, and A1, A2 are outputs. The loss "
    "falls from 0.28 to 0.0005. A well-known program was reported three times for just this line.",
    wrong={
        "a": "σ′ at Z2 is A2 (1 − A2): the same number. Compute it both ways for one entry.",
        "b": "It would be wrong for a function that takes z. This one takes what comes out of the "
        "sigmoid, and that is what it is given.",
        "c": "Look at the order: dZ1 is computed in line 14, before W2 changes in line 15.",
    },
)
choice(
    "bug_03",
    right="b",
    why="delta goes back through the new W2, so dW1 belongs to a network that was never run: "
    "dW1[0] is 0.305 instead of 0.424. The curve goes down all the same, which is why nobody "
    "notices.",
    wrong={
        "a": "A mean over 40 entries has 1/40 in its gradient, and Y.size is 40.",
        "c": "1 − A1² with A1 the tanh is its slope, square included.",
        "d": "The curve looks healthy, and that is the trap. Compare dW1[0] of the first step with "
        "central differences.",
    },
)
choice(
    "bug_04",
    right="a",
    why="The first step is 0.744137 of the rate. With t = 1 the corrections cancel and it is 1, "
    "whatever the gradient.",
    wrong={
        "b": "v is a mean of squares; the root is taken where it is used, in line 16.",
        "c": "Outside the root is where Kingma and Ba (2015) put it. At 1e-8 it could not change "
        "the first step by a quarter anyway.",
        "d": "Adam's first step has the length of the rate, to eight digits. Here it is 0.744137 "
        "of it.",
    },
)
choice(
    "bug_05",
    right="b",
    why="The loss begins at 0 and goes below: no cross-entropy does. At p = ½ it should be "
    "ln 2 = 0.693. The gradients are right; only what is watched is wrong.",
    wrong={
        "a": "1/(1 + e^−z) is the sigmoid.",
        "c": "For cross-entropy with a sigmoid the slope cancels: p − y is right.",
        "d": "A mean of −ln of probabilities cannot be negative, and this one is.",
    },
)
choice(
    "bug_06",
    right="d",
    why="A ReLU's output is 0 exactly where its input is not positive, so either may be asked. The "
    "loss falls from 0.24 to 0.003. scikit-learn has been accused of the same line.",
    wrong={
        "a": "The derivative of the square brings one factor 2, and there is one.",
        "b": "Where the output is 0, the input was 0 or below, and nowhere else: the two masks are "
        "the same.",
        "c": "dW2 pairs A1 with dP, and A1 is 0 already where the units are off.",
    },
)
choice(
    "bug_07",
    right="b",
    why="For a sentence that names word 1 three times, dE[1] should be 3 and is 1; all shares add "
    "up to 2 instead of 4. NumPy reads all rows before it writes any.",
    wrong={
        "a": "A word that occurs three times is worth three times as much here: that is the task.",
        "c": "One sentence at a time, its gradient complete before the update: nothing wrong "
        "there.",
        "d": "The loss does fall. But four words send back four shares, and the sum of dE is 2.",
    },
)
choice(
    "bug_08",
    right="b",
    why="By formula dw is −0.350, by differences −0.0867: the ratio is 4.04 and no constant, for "
    "it is one over the slope a(1 − a). Without it a unit learns as if it had cross-entropy.",
    wrong={
        "a": "With or without one half, the gradient must fit the loss; the factor 2 in line 10 "
        "does.",
        "c": "The bias is multiplied by 1 on the way forward, so db is the sum of delta.",
        "d": "The curve falls to 8e-6. But dw is four times what central differences give.",
    },
)
choice(
    "bug_09",
    right="a",
    why="dw[0] is −4.07481, the slope of the watched loss −0.836671: the ratio is 4.87, twice the "
    "root itself. Nothing learns wrongly, but the number that is reported is another one.",
    wrong={
        "b": "The derivative of a square brings a 2: for the mean squared error the gradient is "
        "right.",
        "c": "The mean already takes care of the number of samples.",
        "d": "The gradient is right for the mean squared error; the losses are not its values.",
    },
)
choice(
    "bug_10",
    right="b",
    why="Wh met h[t], the state before; in this list h[t + 1] is the state of step t itself. With "
    "h[t], dWh[0, 0] is −0.0029 instead of −0.0523, and dWx[0] stays 0.0457.",
    wrong={
        "a": "h[t + 1] is the tanh of this step, and the slope belongs to it.",
        "c": "Forward the state went through Wh, so back it goes through the transpose.",
        "d": "The curve goes down. But dWh[0, 0] does not survive a gradient check, and dWx[0] "
        "does.",
    },
)
choice(
    "bug_11",
    right="d",
    why="The term that seems to be missing is d_var times the mean of −2(X − mean), and the mean "
    "of deviations from the mean is 0. The columns of dX add up to 0 as they must.",
    wrong={
        "a": "(var + ε)^−3/2 is root^−3: the root has been taken already.",
        "b": "It is missing, and it is 0: deviations from a mean add up to nothing. Add the term, "
        "and no digit changes.",
        "c": "Each sample holds one 32nd of the mean.",
    },
)
choice(
    "bug_12",
    right="a",
    why="81 % of A are zeros where 20 % should be: u < 0.2 keeps the fifth that should go. Papers "
    "and libraries disagree on whether p is kept or dropped; here the name says it.",
    wrong={
        "b": "Inverted dropout divides by the share that is kept, 1 − 0.2.",
        "c": "A already holds the mask, so dw does too.",
        "d": "Count the zeros in A: there are 81 % of them.",
    },
)
choice(
    "bug_13",
    right="a",
    why="√(6/100 + 100) is 10.0; √(6/200) would be 0.17. So 96 % of the first layer's units stand "
    "beyond 0.99, and what reaches layer 10 is only what chance left unsaturated.",
    wrong={
        "b": "1 − a² with a the tanh is right; a(1 − a) would be the sigmoid's.",
        "c": "delta goes back through the transpose and is a sum over the units it fed.",
        "d": "At a good start hardly any unit is saturated. Here 96 % of the first layer are.",
    },
)
choice(
    "bug_14",
    right="b",
    why="The first step used a gradient of length 13.5, the limit being 1: g is clipped when "
    "nobody needs it any more. The order is backward, clip, step.",
    wrong={
        "a": "The derivative of 0.1 w² is 0.2 w.",
        "c": "Clipping each entry is another method, by value. By length is what was wanted, and "
        "the formula for it is right.",
        "d": "The length of the gradient that was used is 13.5 in the first step.",
    },
)
choice(
    "bug_15",
    right="c",
    why="dE[0, 0] is 0.151 and should be that times 1 − A² = 0.00918: this unit is saturated, and "
    "hardly anything can get through to its word.",
    wrong={
        "a": "np.tanh(E[ids]) is the tanh of the rows that are looked up.",
        "b": "For cross-entropy with a sigmoid the slope cancels: p − y is right.",
        "d": "The curve falls. But the tanh at E[0, 0] lets less than a hundredth through, and "
        "dE[0, 0] does not show it.",
    },
)
choice(
    "bug_16",
    right="d",
    why="Log-probabilities exponentiate to rows that sum to 1, and ln 1 = 0: the second line "
    "subtracts nothing. The loss starts at ln 3 = 1.099 as it must. Twice softmax would be wrong, "
    "twice log-softmax is idle.",
    wrong={
        "a": "Taking off the largest guards against overflow and changes no result; scores this "
        "small need no guard.",
        "b": "For softmax it would be so. For log-softmax the second pass subtracts ln 1.",
        "c": "P − Y over n is the gradient with respect to the scores, logarithm and all.",
    },
)

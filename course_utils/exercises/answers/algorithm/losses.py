"""Answers on the squared error."""

import numpy as np

from course_utils.exercises.answer import answer, mistake


@answer(
    mistake(
        "sum",
        lambda P, Y: np.sum((P - Y) ** 2),
        "This is the sum of the squares, not their mean: exactly {k} times too large, the number "
        "of entries ({n} samples with {c} outputs).",
        "If you doubled the number of samples, all as bad as these, should the loss double?",
    ),
    mistake(
        "sum_outputs",
        lambda P, Y: np.mean(np.sum((P - Y) ** 2, axis=1)),
        "You averaged over the samples, but inside each sample the {c} outputs are summed: exactly "
        "{k} times too large.",
        "The mean over all entries: how many entries is that?",
    ),
    mistake(
        "half",
        lambda P, Y: 0.5 * np.mean((P - Y) ** 2),
        "Exactly half. A ½ in front is another convention, there to cancel the 2 of the "
        "derivative; this course leaves it out, as PyTorch and Keras do.",
        "In 'mean squared error', which word would stand for a half?",
    ),
    mistake(
        "rmse",
        lambda P, Y: np.sqrt(np.mean((P - Y) ** 2)),
        "You took the root at the end: {yours} squared is the right value. That is the root mean "
        "squared error, good for reporting, but with another gradient.",
        "Which steps does the name 'mean squared error' list, and is a root among them?",
    ),
    mistake(
        "mae",
        lambda P, Y: np.mean(np.abs(P - Y)),
        "You averaged the sizes of the errors without squaring them. One error of 2 then counts "
        "just as much as two errors of 1.",
        "How should an error of 2 compare with an error of 1 here?",
    ),
    mistake(
        "signed",
        lambda P, Y: np.mean(P - Y),
        "The errors are averaged with their signs, so those above and those below cancel: you get "
        "{yours}, and this can even be negative.",
        "What is your loss for two predictions, one too high by 5 and one too low by 5?",
    ),
    mistake(
        "broadcast",
        lambda P, Y: np.mean((P - np.squeeze(Y)) ** 2),
        "With a single output column something quiet happens: (7, 1) minus (7,) is a (7, 7) table, "
        "so every prediction is compared with every label.",
        "What are the shapes of the two arrays just before you subtract?",
    ),
    mistake(
        "every_pair",
        lambda P, Y: np.mean((P[:, None] - Y) ** 2),
        "You compare every sample with every other sample's target: the inserted axis makes a "
        "table of {n} × {n} pairs, and the best you could then predict is the mean target.",
        "Which target belongs to sample 3?",
    ),
    mistake(
        "not_averaged",
        lambda P, Y: (P - Y) ** 2,
        "The squares are right, entry by entry, but they are still {n} × {c} numbers. A loss is "
        "one number, for only one number can be made smaller.",
        "What does the word 'mean' ask you to do with all these squares?",
    ),
    mistake(
        "squared_mean",
        lambda P, Y: np.mean(P - Y) ** 2,
        "The order is turned round: you averaged first and squared then. Errors with opposite "
        "signs had already cancelled (you get {yours}, it should be {right}).",
        "Read 'mean squared error' from the right: what comes first, what last?",
    ),
)
def mse_loss(P: np.ndarray, Y: np.ndarray) -> float:
    """Mean of (P − Y)² over all n·c entries."""
    return float(np.mean((P - Y) ** 2))


@answer(
    mistake(
        "no_two",
        lambda P, Y: (P - Y) / P.size,
        "Everything is exactly half of what it should be: the factor that differentiating a square "
        "brings down is missing.",
        "What is the derivative of e²? Is there anything in this loss that cancels its factor?",
    ),
    mistake(
        "no_mean",
        lambda P, Y: 2 * (P - Y),
        "You differentiated the sum of squares: every entry is exactly {k} times too large, and "
        "there are {n} samples with {c} outputs.",
        "The loss averages over how many entries, and where does that number go when you "
        "differentiate?",
    ),
    mistake(
        "neither",
        lambda P, Y: P - Y,
        "P − Y is the heart of it, but two constants are missing at once: the ratio is exactly "
        "{k}, and that is {n} · {c} / 2.",
        "Differentiate one single term of the mean: which factors stand beside (p − y)?",
    ),
    mistake(
        "sign",
        lambda P, Y: 2 * (Y - P) / P.size,
        "The right size with the wrong sign, in every entry: this is 'target minus prediction'. "
        "Subtracting it in an update would climb.",
        "If a prediction lies above its target, does raising it make the loss larger or smaller?",
    ),
    mistake(
        "samples_only",
        lambda P, Y: 2 * (P - Y) / len(P),
        "Exactly {k} times too large: you divided by the number of samples, but each sample has "
        "{c} outputs, and the loss averages over those as well.",
        "How many squares go into the mean?",
    ),
    mistake(
        "idle_mean",
        lambda P, Y: 2 * np.mean((P - Y)[..., None], axis=-1),
        "There is a mean in your code, but it is taken of something that has only one entry, and "
        "so it does nothing: every entry is {k} times too large.",
        "How many numbers go into your mean?",
        same_as="no_mean",
    ),
    mistake(
        "outputs_only",
        lambda P, Y: 2 * (P - Y) / P.shape[1],
        "Exactly {k} times too large: you divided by the number of outputs, and the {n} samples "
        "are still summed.",
        "How many squares go into the mean?",
    ),
    mistake(
        "broadcast",
        lambda P, Y: 2 * (P - np.squeeze(Y)) / P.size,
        "With a single output column the shapes part ways: (7, 1) minus (7,) is a (7, 7) table, "
        "and no longer has the shape of P.",
        "What are the shapes of the two arrays just before you subtract?",
    ),
    mistake(
        "sign_only",
        lambda P, Y: np.sign(P - Y) / P.size,
        "All your entries have the same size: this is the gradient of the mean absolute error. A "
        "squared error pulls harder the further you are off.",
        "Should a prediction that is off by 0.8 feel the same pull as one that is off by 0.1?",
    ),
    mistake(
        "value",
        lambda P, Y: (P - Y) ** 2 / P.size,
        "These are the entries' shares of the loss itself, all positive. The gradient must also "
        "say in which direction each prediction is off.",
        "What sign should the entry have where the prediction lies below its target?",
    ),
)
def mse_grad(P: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """d mse_loss / dP = 2(P − Y) / (n·c): here, and only here, the mean enters."""
    return 2 * (P - Y) / P.size

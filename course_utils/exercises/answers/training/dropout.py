"""Answers on dropout."""

import numpy as np

from course_utils.exercises.answer import Mistake, answer, mistake


@answer(
    mistake(
        "unscaled",
        lambda a, u, p: a * (u >= p),
        "The right units are kept, but at their old strength: the next layer gets {k} of what it "
        "is used to.",
        "If a third of the voices fall silent, how loud must the others be?",
    ),
    mistake(
        "over_p",
        lambda a, u, p: a * (u >= p) / p,
        "The right units are kept, but you divide by p, the share that was dropped. With p = 0.5 "
        "nobody would have noticed.",
        "With p close to 0, by how much should the survivors be strengthened?",
    ),
    mistake(
        "times_keep",
        lambda a, u, p: a * (u >= p) * (1 - p),
        "The right units are kept, and then made weaker instead of stronger: {k} of the right "
        "value. Multiplying by 1 − p is what the older form does, in testing.",
        "After dropping, is the sum too small or too large?",
    ),
    mistake(
        "mask_flipped",
        lambda a, u, p: a * (u < p) / (1 - p),
        "The mask is inside out: you keep what should be dropped, 31 % of the units, and drop the "
        "rest.",
        "Which share of a uniform u lies below p?",
    ),
    mistake(
        "keep_for_drop",
        lambda a, u, p: a * (u < p) / p,
        "You read p as the chance to be kept. Here it is the chance to be dropped; both meanings "
        "are in use, and with p = 0.5 they agree.",
        "With p = 0, should everything be kept or nothing?",
    ),
    mistake(
        "one_mask",
        lambda a, u, p: a * (u[0] >= p) / (1 - p),
        "All samples share the first one's mask: whole columns are 0.",
        "How many entries has u, and how many of them do you use?",
    ),
    mistake(
        "eval_mode",
        lambda a, u, p: a.copy(),
        "Nothing was dropped: this is what the layer does in testing.",
        "What are u and p for?",
    ),
    mistake(
        "half_fixed",
        lambda a, u, p: a * (u >= p) * 2,
        "The right units are kept, but scaled as if half had been dropped: {k} times the right "
        "value.",
        "Does the factor change in your code when p does?",
    ),
    mistake(
        "half_fixed",
        lambda a, u, p: a * (u >= 0.5) * 2,
        "You drop where u is below 0.5 and scale for a half: p has no effect.",
        "Does anything change in your code when p does?",
    ),
    mistake(
        "half_fixed",
        lambda a, u, p: a * (u >= 0.5) / (1 - p),
        "The scale is right, but you drop where u is below 0.5: a half is lost, whatever p is.",
        "Which share of a uniform u lies below 0.5?",
    ),
    mistake(
        "mask_returned",
        lambda a, u, p: (u >= p) / (1 - p),
        "This is the scaled mask. The activations it should act on are missing.",
        "What does the next layer want to receive?",
    ),
)
def dropout_forward(a: np.ndarray, u: np.ndarray, p: float) -> np.ndarray:
    """a · [u ≥ p] / (1 − p): the expected value is a."""
    return a * (u >= p) / (1 - p)


def _new_mask(seed: int) -> Mistake:
    return mistake(
        "new_mask",
        lambda dout, mask, p: (
            dout * (np.random.default_rng(seed).uniform(size=dout.shape) >= p) / (1 - p)
        ),
        "Your zeros stand in other places than the mask's: a new mask was drawn for the way back.",
        "Which units did the loss really depend on?",
    )


@answer(
    mistake(
        "no_mask",
        lambda dout, mask, p: dout / (1 - p),
        "Units that were dropped get a gradient too, though the loss never saw them (at {where}: "
        "{yours} instead of {right}).",
        "If a dropped unit had said something else, would the loss have changed?",
    ),
    mistake(
        "no_scale",
        lambda dout, mask, p: dout * mask,
        "The right entries are 0, but the others lack the factor of the forward pass: they are {k} "
        "of the right value.",
        "By which number was a kept unit multiplied on the way forward?",
    ),
    mistake(
        "neither",
        lambda dout, mask, p: dout.copy(),
        "The gradient passes through untouched, as if nothing had been dropped or scaled.",
        "Which two things happened to each unit on the way forward?",
    ),
    mistake(
        "scale_inverted",
        lambda dout, mask, p: dout * mask * (1 - p),
        "The factor is turned over: {k} of the right value. Going back, one multiplies by the same "
        "number again, one does not undo it.",
        "If y = 3x, what is dL/dx in terms of dL/dy?",
    ),
    _new_mask(0),
    _new_mask(42),
    mistake(
        "scaled_twice",
        lambda dout, mask, p: dout * mask / (1 - p) ** 2,
        "The factor is there twice: {k} times the right value. The mask that comes in here is 0 "
        "and 1, and dout has not been scaled yet.",
        "How often was a kept unit scaled on the way forward?",
    ),
    mistake(
        "over_p",
        lambda dout, mask, p: dout * mask / p,
        "You divide by p, the share that was dropped. With p = 0.5 nobody would have noticed.",
        "By which number was a kept unit divided on the way forward?",
    ),
    mistake(
        "mask_flipped",
        lambda dout, mask, p: dout * (1 - mask) / (1 - p),
        "The mask is inside out: only the dropped units get a gradient.",
        "What does a 1 in the mask mean?",
    ),
)
def dropout_backward(dout: np.ndarray, mask: np.ndarray, p: float) -> np.ndarray:
    """dout · mask / (1 − p): the same factor as on the way forward."""
    return dout * mask / (1 - p)

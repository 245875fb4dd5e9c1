"""Dates on the way to backpropagation and from there, each with the work it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

LANES = {
    "descent": "descent",
    "backward": "backward pass",
    "networks": "networks",
    "means": "data, computing",
}


@dataclass(frozen=True)
class Milestone:
    """One date.

    Attributes:
        year: of the work itself; where print came later, ``work`` says so.
        lane: a key of ``LANES``.
        name: short, for the mark.
        who, what: one line each.
        work: title and place of publication.
    """

    year: int
    lane: str
    name: str
    who: str
    what: str
    work: str


MILESTONES = (
    Milestone(
        1847, "descent", "Cauchy", "Augustin-Louis Cauchy",
        "Gradient descent: to make a function smaller, step against its derivatives.",
        "Méthode générale pour la résolution des systèmes d'équations simultanées, "
        "Comptes Rendus 25",
    ),
    Milestone(
        1951, "descent", "Robbins, Monro", "Herbert Robbins and Sutton Monro",
        "Steps along noisy estimates still arrive: the idea behind stochastic gradient descent.",
        "A stochastic approximation method, Annals of Mathematical Statistics 22",
    ),
    Milestone(
        1958, "networks", "Rosenblatt", "Frank Rosenblatt",
        "The perceptron learns from examples, but has only one layer that learns.",
        "The perceptron, Psychological Review 65",
    ),
    Milestone(
        1960, "backward", "Kelley", "Henry J. Kelley",
        "Control theory: derivatives of a flight path's cost, computed from its end backwards.",
        "Gradient theory of optimal flight paths, ARS Journal 30",
    ),
    Milestone(
        1961, "backward", "Bryson", "Arthur E. Bryson",
        "The same for processes of many stages: a layered network is one.",
        "A gradient method for optimizing multi-stage allocation processes, Harvard symposium 1961",
    ),
    Milestone(
        1970, "backward", "Linnainmaa", "Seppo Linnainmaa",
        "The reverse mode for any computation: all derivatives at a small multiple of its cost. "
        "This is backpropagation's method, without a network.",
        "Master's thesis, University of Helsinki; in English in BIT 16 (1976)",
    ),
    Milestone(
        1974, "backward", "Werbos", "Paul Werbos",
        "Derivatives of a whole system in reverse, with learning in mind.",
        "Beyond regression, PhD thesis, Harvard University",
    ),
    Milestone(
        1982, "backward", "Werbos", "Paul Werbos",
        "Proposes it for neural networks in print.",
        "Applications of advances in nonlinear sensitivity analysis, IFIP conference 1981, "
        "printed 1982",
    ),
    Milestone(
        1985, "backward", "Parker", "David Parker",
        "Found again, independently.",
        "Learning-logic, technical report TR-47, MIT",
    ),
    Milestone(
        1985, "backward", "LeCun", "Yann LeCun",
        "Found again, independently, in French.",
        "Une procédure d'apprentissage pour réseau à seuil asymétrique, Cognitiva 85",
    ),
    Milestone(
        1986, "backward", "Rumelhart et al.", "David Rumelhart, Geoffrey Hinton, Ronald Williams",
        "Shows that hidden units learn useful representations, and makes it known to all.",
        "Learning representations by back-propagating errors, Nature 323",
    ),
    Milestone(
        1989, "networks", "LeCun et al.: CNN", "Yann LeCun and others",
        "A convolutional network, trained by backpropagation, reads handwritten zip codes.",
        "Backpropagation applied to handwritten zip code recognition, Neural Computation 1",
    ),
    Milestone(
        1991, "networks", "Hochreiter", "Sepp Hochreiter",
        "Finds why deep and recurrent networks learn so slowly: their gradients vanish or explode.",
        "Untersuchungen zu dynamischen neuronalen Netzen, diploma thesis, TU Munich",
    ),
    Milestone(
        1997, "networks", "LSTM", "Sepp Hochreiter and Jürgen Schmidhuber",
        "A recurrent network with a path on which gradients do not vanish.",
        "Long short-term memory, Neural Computation 9",
    ),
    Milestone(
        1998, "networks", "LeNet-5", "LeCun, Bottou, Bengio, Haffner",
        "The convolutional network at work, and the digits this course uses.",
        "Gradient-based learning applied to document recognition, Proceedings of the IEEE",
    ),
    Milestone(
        2009, "means", "ImageNet", "Jia Deng and others",
        "Millions of labelled photographs: data on a new scale.",
        "ImageNet: a large-scale hierarchical image database, CVPR 2009",
    ),
    Milestone(
        2009, "means", "learning on GPUs", "Rajat Raina, Anand Madhavan, Andrew Ng",
        "Graphics processors train networks many times faster.",
        "Large-scale deep unsupervised learning using graphics processors, ICML 2009",
    ),
    Milestone(
        2010, "networks", "Glorot, Bengio", "Xavier Glorot and Yoshua Bengio",
        "Starting weights of the right size keep gradients alive in depth.",
        "Understanding the difficulty of training deep feedforward neural networks, AISTATS 2010",
    ),
    Milestone(
        2012, "means", "Krizhevsky et al.", "Alex Krizhevsky, Ilya Sutskever, Geoffrey Hinton",
        "Data, GPUs and a deep convolutional network together win ImageNet by far.",
        "ImageNet classification with deep convolutional neural networks, NIPS 2012",
    ),
    Milestone(
        2014, "descent", "Adam", "Diederik Kingma and Jimmy Ba",
        "A step size for each weight from its own past gradients.",
        "Adam: a method for stochastic optimization, arXiv 2014, ICLR 2015",
    ),
    Milestone(
        2015, "networks", "ResNet", "Kaiming He, Xiangyu Zhang, Shaoqing Ren, Jian Sun",
        "Connections that skip layers: networks of more than a hundred layers train.",
        "Deep residual learning for image recognition, arXiv 2015, CVPR 2016",
    ),
    Milestone(
        2017, "networks", "Transformer", "Ashish Vaswani and others",
        "Attention in place of recurrence: today's language models, trained by backpropagation.",
        "Attention is all you need, NIPS 2017",
    ),
)  # fmt: skip

# The strip runs from FIRST to LAST; 1847 stands alone before a break in the axis.
FIRST, LAST = 1948, 2027
_BREAK = 0.1  # share of the strip that the nineteenth century gets
_CHARACTER = 0.0145  # width of a letter of a label, as a share of the strip


def place(year: int) -> float:
    """Return where ``year`` stands on the strip, from 0 to 1."""
    if year < FIRST:
        return 0.03
    return _BREAK + (1 - _BREAK) * (year - FIRST) / (LAST - FIRST)


@cache
def rows() -> tuple[int, ...]:
    """Return for each milestone the row of its label in its lane.

    A label starts at its mark's line and runs to the right; it lies below the labels of later
    marks, so that neither another label nor another mark's line crosses it.
    """
    later: dict[str, list[tuple[int, float]]] = {lane: [] for lane in LANES}
    chosen = []
    for m in reversed(MILESTONES):
        x = place(m.year)
        end = x + _CHARACTER * (len(m.name) + 6)  # the year, too
        row = 1 + max((r for r, start in later[m.lane] if start < end), default=-1)
        later[m.lane].append((row, x))
        chosen.append(row)
    return tuple(reversed(chosen))


def depth(lane: str) -> int:
    """Return how many rows ``lane`` needs."""
    return 1 + max(row for m, row in zip(MILESTONES, rows(), strict=True) if m.lane == lane)

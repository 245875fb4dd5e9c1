"""Wrong ways to fill in the ledger: each a rule that computes a wrong gradient for one node.

The ids are those of the exercises' mistakes (chain rule, two paths, output delta), so that demo and
judge call the same mistake by the same name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from course_utils.demos.algorithm import ledger_wrongs as wrongs
from course_utils.demos.algorithm.ledger_spots import ROUNDING, Spot


@dataclass(frozen=True)
class Rule:
    """A mistake: the wrong numbers it leads to at a spot, its name in words and one question."""

    id: str
    wrong: wrongs.Wrong
    says: str
    asks: str


@dataclass(frozen=True)
class KnownMistake:
    """A wrong number at one spot, and what to say to whoever types it."""

    id: str
    value: float
    says: str
    asks: str

    @property
    def tolerance(self) -> float:
        return ROUNDING * abs(self.value) + 1e-12


RULES: tuple[Rule, ...] = (
    Rule(
        "no_seed",
        wrongs.at_the_end(lambda spot: 0.0),
        "With a 0 at the end every other gradient would be 0 too.",
        "If {name} grows by a little, by how much does {name} grow?",
    ),
    Rule(
        "own_value",
        wrongs.at_the_end(lambda spot: spot.node.data),
        "That is the value of {name}, which stands above it; below it goes the gradient.",
        "If {name} grows by a little, by how much does {name} grow?",
    ),
    Rule(
        "square_once",
        wrongs.square_once,
        "The square is counted as if {name} stood in it once.",
        "How often does {name} appear when you write the square as a product?",
    ),
    Rule(
        "last_path_wins",
        wrongs.branched(lambda shares: shares[-1:]),
        "Only the path through {last} is counted, as if it had overwritten the others.",
        "Through which other node does {name} reach L, and what comes back along that path?",
    ),
    Rule(
        "first_path_wins",
        wrongs.branched(lambda shares: shares[:1]),
        "Only the path through {child} is counted.",
        "Through which other node does {name} reach L, and what comes back along that path?",
    ),
    Rule(
        "one_path",
        wrongs.branched(lambda shares: shares[1:-1]),
        "Only one of the {n} paths from {name} to L is counted.",
        "What comes back along each of the other paths?",
    ),
    Rule(
        "multiplied",
        wrongs.branched(lambda shares: [math.prod(shares)]),
        "The paths are multiplied with each other.",
        "Along one path factors multiply; what do separate paths do to a small change of {name}?",
    ),
    Rule(
        "no_two",
        wrongs.alone(
            lambda spot, path: wrongs.with_local(wrongs.without_exponent(square=True))(spot)
        ),
        "The 2 of the square is missing: your number is half the right one.",
        "What is the derivative of u² with respect to u?",
    ),
    Rule(
        "no_power",
        wrongs.with_local(wrongs.without_exponent(square=False)),
        "The exponent is missing as a factor.",
        "What is the derivative of uⁿ with respect to u?",
    ),
    Rule(
        "power_kept",
        wrongs.with_local(wrongs.power_kept),
        "The exponent came down as a factor, but the power was not lowered by one.",
        "What is the derivative of uⁿ with respect to u?",
    ),
    Rule(
        "no_slope",
        wrongs.with_local(wrongs.slope_left_out),
        "The gradient of {child} is passed on unchanged: the slope of the activation is missing.",
        "How steep is the activation at this point, and where does that factor go?",
    ),
    Rule(
        "no_inner",
        wrongs.with_local(wrongs.factor_left_out),
        "What arrives is passed on unchanged: the local derivative is missing.",
        "If {name} grows by 1, by how much does {child} grow?",
    ),
    Rule(
        "no_upstream",
        wrongs.no_upstream,
        "That is the local derivative alone: the gradient arriving at {child} is missing.",
        "Which gradient stands below {child}, and what is to be done with it?",
    ),
    Rule(
        "raw_z",
        wrongs.both(
            wrongs.activation("sigmoid", lambda z, a: z * (1 - z)),
            wrongs.activation("tanh", lambda z, a: 1 - z * z),
        ),
        "The formula for the slope takes the output of the activation; you gave it the input.",
        "Which of the two nodes, {name} or {child}, does the formula for the slope speak of?",
    ),
    Rule(
        "slope_at_a",
        wrongs.both(
            wrongs.activation("sigmoid", lambda z, a: wrongs.sigmoid_slope(a)),
            wrongs.activation("tanh", lambda z, a: 1 - math.tanh(a) ** 2),
        ),
        "The activation is applied twice: the slope is taken at {child} in place of {name}.",
        "At which number was the activation evaluated on the way forward?",
    ),
    Rule(
        "no_complement",
        wrongs.activation("sigmoid", lambda z, a: a),
        "The sigmoid's slope has two factors; yours has only the output.",
        "What is a·(1 − a) here?",
    ),
    Rule(
        "tanh_rule",
        wrongs.activation("sigmoid", lambda z, a: 1 - a * a),
        "1 − a² is the slope of tanh, and this is a sigmoid.",
        "How is the slope of the sigmoid written in terms of its output?",
    ),
    Rule(
        "sigmoid_rule",
        wrongs.activation("tanh", lambda z, a: a * (1 - a)),
        "a·(1 − a) is the slope of the sigmoid, and this is tanh.",
        "How is the slope of tanh written in terms of its output?",
    ),
    Rule(
        "input_for_output",
        wrongs.activation("exp", lambda z, a: z),
        "The derivative of e^x is e^x, and you took x.",
        "Which of the two numbers stands above {child}?",
    ),
    Rule(
        "own_value",
        wrongs.own_value,
        "The value of {name} itself has been used.",
        "If {name} grows by 1, by how much does {child} grow, and what decides that?",
    ),
    Rule(
        "child_value",
        wrongs.alone(lambda spot, path: [path.child.data]),
        "That is the value of {child}, from the way forward.",
        "On the way back, which number is passed from {child} to {name}?",
    ),
    Rule(
        "sign",
        lambda spot: [-spot.node.grad],
        "The size is right, the sign is not.",
        "If {name} grows a little, does L grow or shrink?",
    ),
    Rule(
        "sign",
        wrongs.one_path_turned,
        "One of the {n} paths has the wrong sign.",
        "If {name} grows a little, does each path make L grow or shrink?",
    ),
    Rule(
        "wrong_partner",
        wrongs.alone(
            lambda spot, path: [path.upstream * other for other in path.child.local_grads]
        ),
        "That is the gradient of one of the neighbours of {name}.",
        "By which number is {name} itself multiplied in {child}?",
    ),
    Rule(
        "added",
        wrongs.alone(lambda spot, path: [path.upstream + path.local]),
        "The gradient of {child} and the local derivative have been added.",
        "If a node grows 3 times as fast as {name}, and L 2 times as fast as that node, "
        "how fast does L grow with {name}?",
    ),
    Rule(
        "divided",
        wrongs.alone(lambda spot, path: [path.upstream / path.local] if path.local else []),
        "The gradient of {child} has been divided by the local derivative.",
        "If a node grows 3 times as fast as {name}, and L 2 times as fast as that node, "
        "how fast does L grow with {name}?",
    ),
    Rule(
        "other_upstream",
        wrongs.alone(lambda spot, path: [grad * path.local for grad in spot.elsewhere]),
        "The local derivative is right, but it is multiplied by the gradient of another node.",
        "Which node uses {name}, and which gradient stands below that one?",
    ),
    Rule(
        "decimal_point",
        wrongs.decimal_point,
        "The digits are right; the decimal point is not.",
        "About how large should the product be?",
    ),
    Rule(
        "twice",
        lambda spot: [2 * spot.node.grad] if spot.paths else [],
        "Your number is twice the right one.",
        "Which factor, or which path, have you counted twice?",
    ),
)


def mistakes_at(spot: Spot) -> list[KnownMistake]:
    """Return every wrong number we can name at this spot, each once, the likeliest name first."""
    found: list[KnownMistake] = []
    for rule in RULES:
        for value in rule.wrong(spot):
            right = abs(value - spot.node.grad) <= spot.tolerance
            named = any(abs(value - other.value) <= other.tolerance for other in found)
            if math.isfinite(value) and not right and not named:
                words = spot.words()
                says, asks = rule.says.format(**words), rule.asks.format(**words)
                found.append(KnownMistake(rule.id, value, says, asks))
    return found

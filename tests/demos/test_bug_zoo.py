"""Bug zoo: the symptoms are the programs' own, and nothing tells on them before it is asked for."""

import json

import numpy as np
import pytest

from course_utils.demos import implementation
from course_utils.demos.implementation.zoo import PROGRAM, PROOF, differing
from course_utils.exercises.answers import answer_for
from course_utils.exercises.answers.implementation.bugs import FALSE_ALARMS, MISTAKES
from course_utils.exercises.tasks.implementation import zoo as programs
from course_utils.exercises.zoo import NAMES, exhibit, proof, repaired


@pytest.fixture
def demo():
    return implementation.bug_zoo()


def test_symptoms_are_what_the_programs_print(demo):
    assert [animal["name"] for animal in demo.animals] == list(programs.NAMES)
    for animal in demo.animals:
        fresh = programs.run(animal["program"])
        assert animal["losses"] == fresh.losses
        assert animal["grads"] == fresh.grads
        assert len(fresh.grads) == 3


def test_nothing_is_told_before_it_is_asked_for(demo):
    sent = json.dumps([demo.animals, demo.proofs])
    for name in NAMES:
        assert json.dumps(answer_for(name, "implementation").why) not in sent
        assert json.dumps(next(iter(proof(name).changes.values()))) not in sent
    demo.stages = demo.stages | {"bug_03": PROGRAM}
    assert demo.proofs == {}


def test_a_proof_comes_when_it_is_asked_for_and_stays(demo):
    demo.stages = demo.stages | {"bug_03": PROOF}
    demo.stages = demo.stages | {"bug_05": PROOF}
    assert list(demo.proofs) == ["bug_03", "bug_05"]
    assert demo.proofs["bug_03"]["right"] == "b"
    assert demo.proofs["bug_03"]["line"] == 15
    assert list(demo.proofs["bug_03"]["changes"]) == ["15", "16"]
    json.dumps(demo.proofs)


@pytest.mark.parametrize("name", NAMES)
def test_suspected_lines_are_quoted_as_they_stand(name):
    animal = exhibit(name)
    lines = animal.program.splitlines()
    assert len(animal.suspects) == 3
    for line, option in zip(animal.suspects, animal.options.values(), strict=False):
        assert option.startswith(f"Line {line}, `{lines[line - 1].strip()}`: ")


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_the_guilty_line_is_a_suspect_and_repairing_it_shows(name):
    found, animal = proof(name), exhibit(name)
    assert found.line in animal.suspects
    assert differing(name) or not np.allclose(found.losses, animal.losses, rtol=1e-2)


@pytest.mark.parametrize("name", FALSE_ALARMS)
def test_a_false_alarm_has_no_line_and_no_other_numbers(name):
    found, animal = proof(name), exhibit(name)
    assert found.line is None
    assert found.changes
    assert differing(name) == []
    np.testing.assert_allclose(found.losses, animal.losses, rtol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_the_comparison_is_a_run_of_the_program_with_its_changed_lines(name):
    found, mine, other = (
        proof(name),
        exhibit(name).program.splitlines(),
        repaired(name).splitlines(),
    )
    assert [n for n, pair in enumerate(zip(mine, other, strict=True), 1) if pair[0] != pair[1]] == (
        sorted(found.changes)
    )
    assert programs.run(repaired(name)).losses == found.losses


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("bug_01", ["W reached"]),
        ("bug_05", []),  # only what is watched is wrong
        ("bug_07", ["dE[1]", "sum of dE"]),
        ("bug_09", ["slope of the losses"]),
        ("bug_15", ["dE[0, 0]", "dE[0, 1]"]),
    ],
)
def test_the_numbers_that_stand_out_are_the_telling_ones(name, numbers):
    assert differing(name) == numbers


def test_it_opens_where_it_is_asked_to():
    assert implementation.bug_zoo("bug_12").at == 11


@pytest.mark.parametrize("show", [implementation.bug_zoo, implementation.bug_zoo_figure])
def test_an_unknown_animal_is_named(show):
    with pytest.raises(ValueError, match=r"no 'bug_17'; its programs are bug_01 to bug_16"):
        show("bug_17")


def test_the_picture_tells_symptoms_and_no_answers():
    alt = implementation.bug_zoo_figure().alt
    assert "bug_04, Adam goes down a bowl" in alt
    assert "step 1 0.744" in alt
    assert all(mistake not in alt for mistake in MISTAKES.values())

"""The table of known mistakes: counted over the sample class, without names."""

from course_utils.demos.questions.room import seen_in


def test_mistakes_of_the_sample_class_are_counted(graded_class, read_rows):
    rows = read_rows(graded_class.output / "mistakes.csv")
    named = [grade for grade in graded_class.grades if grade.misconception]
    assert list(rows[0]) == ["lecture", "exercise", "mistake", "learners", "of"]
    assert sum(int(row["learners"]) for row in rows) == len(named)
    assert {"lecture": "algorithm", "exercise": "softmax", "mistake": "whole"}.items() <= next(
        row for row in rows if row["exercise"] == "softmax"
    ).items()


def test_only_who_tried_an_exercise_is_counted_beside_it(graded_class, read_rows):
    rows = read_rows(graded_class.output / "mistakes.csv")
    untouched = ("todo", "not submitted", "unreadable")
    tried = [g for g in graded_class.grades if g.exercise == "softmax" if g.status not in untouched]
    assert {row["of"] for row in rows if row["exercise"] == "softmax"} == {str(len(tried))}


def test_table_names_no_learner(graded_class):
    text = (graded_class.output / "mistakes.csv").read_text(encoding="utf-8")
    assert not any(learner in text for learner in graded_class.learners)


def test_class_mirror_reads_what_the_grader_wrote(graded_class):
    found = {(one.exercise, one.mistake): one.learners for one in seen_in(graded_class.output)}
    assert found["weight_grad", "transposed"] == 1
    assert len(found) == len(
        {(g.exercise, g.misconception) for g in graded_class.grades}
        - {(g.exercise, None) for g in graded_class.grades}
    )

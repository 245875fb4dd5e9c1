"""A result of the wrong type is called what it is, not what it could have stood for."""

from course_utils.exercises import evaluate


def test_one_array_where_a_pair_is_asked_is_not_counted_in_rows():
    def momentum_step(w, g, v, lr, mu):
        return w - lr * (mu * v + g)

    message = evaluate("momentum_step", momentum_step).message

    assert "returned an array of shape (3, 5)" in message
    assert "asked for is 2 values" in message


def test_a_tuple_of_another_length_is_counted():
    def momentum_step(w, g, v, lr, mu):
        return w, g, v

    message = evaluate("momentum_step", momentum_step).message

    assert "2 values. You returned 3 values" in message

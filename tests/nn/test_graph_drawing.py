"""The drawn graph: every edge from left to right, every number in the picture and in its words."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.nn.graph_drawing import draw_graph, graph_layout, node_label, pretty, short
from course_utils.nn.tape import Node, backward, parse, topological_order

SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def graphs(draw):
    nodes = [Node(1.0, name="x"), Node(2.0, name="y")]
    for size in range(2, 2 + draw(st.integers(1, 20))):
        i, j = draw(st.integers(0, size - 1)), draw(st.integers(0, size - 1))
        nodes.append(nodes[i] + nodes[j])
    return nodes[-1]


@given(graphs())
def test_edges_run_left_to_right_and_no_two_nodes_share_a_place(root):
    layout = graph_layout(root)
    assert set(layout.places) == set(topological_order(root))
    assert len(set(layout.places.values())) == len(layout.places)
    assert len(layout.edges) == sum(len(node.parents) for node in layout.places)
    for edge in layout.edges:
        columns = [x for x, _ in edge.points]
        assert columns == sorted(set(columns))
        assert columns[0] == layout.places[edge.parent][0]
        assert columns[-1] == layout.places[edge.child][0]


def test_an_edge_that_passes_a_column_keeps_clear_of_its_nodes():
    layout = graph_layout(parse("x + y*(x + y*(x + y))", x=1, y=2))
    standing = set(layout.places.values())
    assert not any(point in standing for edge in layout.edges for point in edge.points[1:-1])


def test_a_leaf_stands_beside_its_first_use():
    layout = graph_layout(parse("(w*x + b)**2", w=1, x=2, b=3))
    column = {node.name: x for node, (x, _) in layout.places.items()}
    assert column == {"w": 0, "x": 0, "w*x": 1, "b": 1, "w*x + b": 2, "(w*x + b)**2": 3}


def test_a_chain_is_a_straight_line():
    layout = graph_layout(parse("(x**2 + 1)**3", x=2))
    assert [row for _, row in layout.places.values()] == [0, 0, 0, 0]


def test_a_parent_named_twice_is_joined_by_two_edges():
    first, second = graph_layout(parse("b*b", b=3)).edges
    assert first.parent is second.parent
    assert first.points != second.points


def test_the_picture_holds_every_number_and_the_words_too():
    root = parse("a*b + b**2", a=2, b=3.5)
    backward(root)
    drawing = draw_graph(root)
    tree = ElementTree.fromstring(drawing._repr_svg_())
    texts = [text.text for text in tree.iter(f"{SVG}text")]
    for node in topological_order(root):
        assert short(node.data) in texts
        assert short(node.grad) in texts
        assert f"value {short(node.data)}, gradient {short(node.grad)}" in drawing.alt
        assert all(short(slope) in texts for slope in node.local_grads)
    assert tree.get("aria-label") == drawing.alt
    assert len(list(tree.iter(f"{SVG}path"))) == 5


def test_labels_cannot_break_the_drawing():
    drawing = draw_graph(Node(1.0, name='<&"') * 2)
    assert '<&"' in "".join(ElementTree.fromstring(drawing.svg).itertext())


def test_a_single_leaf_and_a_deep_chain_can_be_drawn():
    assert len(list(ElementTree.fromstring(draw_graph(Node(1.0)).svg).iter(f"{SVG}rect"))) == 2
    root = x = Node(1.0)
    for _ in range(500):
        root = root + x
    assert len(graph_layout(root).places) == 501


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.0027341, "0.002734"), (-2, "−2"), (12345.6, "12346"), (1.5e-7, "1.5e−07"), (0, "0")],
)
def test_numbers_are_short(number, text):
    assert short(number) == text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("(x**2 + 1)**3", "(x² + 1)³"),
        ("a*b - b**-2", "a·b − b⁻²"),
        ("2**x * sigmoid(z)", "2^x·σ(z)"),
        ("x**0.5", "x^0.5"),
    ],
)
def test_expressions_are_printed_as_in_a_book(typed, printed):
    assert pretty(typed) == printed


def test_a_long_formula_gives_way_to_its_operation():
    root = parse("(sigmoid(w*x + b) - y)**2", w=1, x=2, b=3, y=4)
    assert node_label(root) == "( )²"
    assert node_label(root.parents[0]) == "−"

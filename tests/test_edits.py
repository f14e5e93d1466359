"""Span edits: applied at once, never overlapping; and where nodes begin and end in the text they were read from."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings.document import Mapping, Scalar, read_yaml_file
from mkdocs_briefings.edits import Edit, Source, apply, block_entries, children, delete, insert, line_offset

VALUES = st.recursive(
    st.text(st.sampled_from("ab c#:'\"é,[]{}\n-"), max_size=14),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab:#", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_edits_are_applied_at_once():
    edits = [Edit(4, 5, "E"), insert(2, "1"), delete(0, 1), insert(2, "2"), insert(6, "!")]
    assert apply("abcdef", edits) == "b12cdEf!"
    assert apply("", []) == ""


@pytest.mark.parametrize("edits", [[Edit(0, 3, ""), Edit(2, 4, "")], [Edit(5, 7, "")], [Edit(3, 2, "")]])
def test_edits_never_overlap_or_leave_the_text(edits):
    with pytest.raises(ValueError, match="overlaps"):
        apply("abcdef", edits)


def test_lines_are_counted_whatever_ends_them():
    assert [line_offset("a\r\nb\rc\nd", number) for number in range(6)] == [0, 0, 3, 5, 7, 8]


@settings(max_examples=150)
@given(
    st.dictionaries(st.text("ab", min_size=1, max_size=2), VALUES, min_size=1, max_size=3),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([True, False, None]),
    st.sampled_from([8, 80]),
)
def test_a_node_cut_out_of_the_text_is_that_node(tree, style, flow, width):
    text = yaml.safe_dump(tree, default_style=style, default_flow_style=flow, width=width, allow_unicode=True)
    text = text.replace("!!null ", "")
    front, problems = read_yaml_file("x", text.encode())
    if problems:  # a style that this project refuses
        return
    source = Source(text)

    def look(node, column):
        cut = source.text[source.start(node) : source.end(node, column)]
        if isinstance(node, Scalar):
            # Behind a key the cut must be read as the same text, and nothing may be left that belongs to it.
            indented = f"{' ' * column}k: {cut}\n"
            assert yaml.load(indented, yaml.BaseLoader)["k"].rstrip("\n") == node.text.rstrip("\n")  # noqa: S506
        else:
            assert source.is_flow(node) == (cut[:1] in "[{" and cut[-1:] in "]}")
        if isinstance(node, Mapping):
            for key, value in node.entries.values():
                look(value, key.span.column - 1)
        for child in children(node) if not isinstance(node, Mapping) else []:
            look(child, node.span.column - 1)

    look(front, 0)


def test_entries_own_what_stands_above_and_behind_them():
    text = "# head\n\n# of a\na: 1  # behind\n  # deeper\n\n# of b\nb: |\n  x\n\n  # text\nc: [1,\n  2]\n# tail\n"
    front, _ = read_yaml_file("x", text.encode())
    entries = block_entries(Source(text), front)
    assert [text[e.lead : e.end] for e in entries] == [
        "# of a\na: 1  # behind\n  # deeper",
        "\n# of b\nb: |\n  x\n\n  # text",
        "c: [1,\n  2]",
    ]


@pytest.mark.parametrize("text", ["{a: 1}", "? a\n: 1\n", "a: 1\n? b\n: 2\n", ""])
def test_mappings_without_lines_of_their_own_have_no_entries(text):
    front, _ = read_yaml_file("x", text.encode())
    assert block_entries(Source(text), front) is None

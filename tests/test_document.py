"""Files taken apart: every value as it was written with the place where it stands, the body byte for byte."""

from __future__ import annotations

import pytest
import yaml
from conftest import faults
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mkdocs_briefings.document import (
    MAX_FILE,
    Mapping,
    Scalar,
    Sequence,
    loose_yaml,
    read_briefing_file,
    read_yaml_file,
)

# What files may hold: printable text. Line separators and invisible controls are refused, and tested below.
SEEN = {"codec": "utf-8", "exclude_categories": ["Cc", "Cs", "Zl", "Zp", "Cn", "Co"], "exclude_characters": "\ufeff"}
WORDS = st.text(st.characters(**SEEN), max_size=30)
YAML = st.text("-:{}[]?!&*|>'\"#%@`,\n \tab\\é0", max_size=80)
TREES = st.dictionaries(
    WORDS,
    st.recursive(
        WORDS,
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
        max_leaves=5,
    ),
    min_size=1,
    max_size=4,
)


def plain(node):
    """Located nodes as Python values."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    return [plain(item) for item in node.items] if isinstance(node, Sequence) else node.text


def keys(node):
    """All keys below a node, with their places."""
    children = node.items if isinstance(node, Sequence) else []
    if isinstance(node, Mapping):
        yield from (key for key, _ in node.entries.values())
        children = [value for _, value in node.entries.values()]
    for child in children:
        yield from keys(child)


def codes(problems):
    return [(problem.code, problem.span.line, problem.span.column) for problem in problems]


@settings(deadline=None)
@given(TREES, st.sampled_from(["---\n{}---\nBody.\n", "\ufeff---\n{}---  \nBody.\n"]), st.booleans())
def test_texts_are_read_as_written_with_the_place_of_each_key(tree, frame, flow):
    source = yaml.safe_dump(tree, allow_unicode=True, width=10_000, sort_keys=False, default_flow_style=flow)
    text = frame.format("").replace("---\n", "---\n" + source, 1)
    document, problems = read_briefing_file("a.md", text.encode())
    assert faults(problems) == []
    assert plain(document.front) == tree
    assert document.body == "Body.\n"
    lines = text.removeprefix("\ufeff").split("\n")
    assert lines[document.body_line - 1] == "Body."
    for key in keys(document.front):
        at = lines[key.span.line - 1][key.span.column - 1 :]
        assert at.startswith(("'", '"', "? ")) or at.startswith(key.text)


@settings(deadline=None)
@given(TREES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_line_ends_do_not_matter(tree, end):
    text = f"---\n{yaml.safe_dump(tree, allow_unicode=True, width=10_000)}---\nOne.\n\nTwo.\n"
    one, problems = read_briefing_file("a.md", text.encode())
    other, _ = read_briefing_file("a.md", text.replace("\n", end).encode())
    assert faults(problems) == []
    assert one == other


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=80), YAML.map(lambda text: f"---\n{text}\n---\nx".encode())))
@example(b"---\n? ? ? ?\n---\n")
@example(b"---\n%YAML 9.9\n---\n---\n")
@example(b'---\n- "\\ud800"\n---\n')
@example(b"---\n" + b"[" * 5000 + b"\n---\n")
def test_any_bytes_give_a_document_or_problems_with_places(data):
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for read in (read_briefing_file, read_yaml_file):
        document, problems = read("a.md", data)
        assert document is not None or problems
        assert all(1 <= problem.span.line <= lines and problem.span.column >= 1 for problem in problems)


@given(st.text(st.characters(**SEEN), max_size=50))
@example("---\nx\n---\n")
@example("\n\n\nx")
@example("---")
@example("-----\n")
def test_a_body_is_kept_to_the_letter(body):
    document, problems = read_briefing_file("a.md", f"---\ntitle: x\n---\n{body}".encode())
    assert faults(problems) == []
    assert (document.body, document.body_line) == (body, 4)


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        ("---\n---\nx", "x", 3),
        ("---\n---\n", "", 3),
        ("---\n---", "", 3),
        ("---\na: b\n\n\n---\n\nx", "\nx", 6),
        ("--- \na: b\n---\t\nx", "x", 4),
    ],
)
def test_front_matter_ends_at_the_next_line_of_three_hyphens(text, body, line):
    document, problems = read_briefing_file("a.md", text.encode())
    assert (document.body, document.body_line, problems) == (body, line, [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("no-front-matter", 1, 1)]),
        ("x\n---\n", [("no-front-matter", 1, 1)]),
        ("----\na: b\n----\n", [("no-front-matter", 1, 1)]),
        ("---\na: b\n", [("no-front-matter", 1, 1)]),
        ("---\na: b\na: c\n---\n", [("duplicate-key", 3, 1)]),
        ("---\na: {b: 1, b: 2}\n---\n", [("duplicate-key", 2, 11)]),
        ("---\nä: &x b\n---\n", [("yaml-feature", 2, 4)]),
        ("---\na: *x\n---\n", [("yaml-feature", 2, 4)]),
        ("---\na: !!str b\n---\n", [("yaml-feature", 2, 4)]),
        ("---\n? [a]\n: b\n---\n", [("yaml-syntax", 2, 3)]),
        ("---\n- a\n---\n", [("wrong-type", 2, 1)]),
        ("---\nx\n---\n", [("wrong-type", 2, 1)]),
        ("---\na: b: c\n---\n", [("yaml-syntax", 2, 5)]),
        ("---\na: x\n\tb: c\n---\n", [("yaml-syntax", 3, 1)]),
        ("---\na: 'x\n---\n", [("yaml-syntax", 2, 4)]),
        ("---\na: [x\n---\n", [("yaml-syntax", 2, 4)]),
        ("---\na: " + "[" * 20 + "]" * 20 + "\n---\n", [("yaml-depth", 2, 23)]),
        ("---\na: b\n---\nx\x00y\n", [("control-character", 4, 2)]),
        ("---\na: b\u2028c\n---\n", [("control-character", 2, 5)]),
    ],
)
def test_what_is_wrong_is_reported_where_it_stands(text, found):
    assert codes(read_briefing_file("a.md", text.encode())[1]) == found


def test_nesting_up_to_the_limit_and_files_up_to_the_limit_are_read():
    assert read_briefing_file("a.md", ("---\na: " + "[" * 19 + "]" * 19 + "\n---\n").encode())[1] == []
    head = b"---\na: b\n---\n"
    assert read_briefing_file("a.md", head + b"x" * (MAX_FILE - len(head)))[1] == []
    assert codes(read_briefing_file("a.md", head + b"x" * (MAX_FILE + 1 - len(head)))[1]) == [("file-too-large", 1, 1)]


def test_bytes_that_are_no_utf_8_are_named_with_their_place():
    document, problems = read_briefing_file("a.md", "---\nä: ".encode() + b"\xff\n---\n")
    assert document is None
    assert codes(problems) == [("encoding", 2, 4)]


def test_values_stay_what_was_written():
    source = "a: NO\nb: 12:30\nc: 2023-10-02\nd: 010\ne: '~'\nf: ~\ng:\nh: 1e3\n<<: x\n"
    front, problems = read_yaml_file("a.yml", source.encode())
    assert problems == []
    assert list(plain(front).items()) == [
        ("a", "NO"), ("b", "12:30"), ("c", "2023-10-02"), ("d", "010"), ("e", "~"), ("f", "~"), ("g", ""),
        ("h", "1e3"), ("<<", "x"),
    ]  # fmt: skip
    assert [key for key, (_, value) in front.entries.items() if isinstance(value, Scalar) and value.empty] == ["f", "g"]


def test_a_site_configuration_is_read_without_its_tags():
    assert loose_yaml(b"a: !ENV [X, y]\nb: !!python/name:os.system\nc: d\n") == {"a": None, "b": None, "c": "d"}
    assert loose_yaml(b"") == loose_yaml(b"- a\n") == {}
    with pytest.raises(ValueError, match="."):
        loose_yaml(b"a: [\n")

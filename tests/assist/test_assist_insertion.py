"""Terms are put into front matter by insertions: comments, layout and body survive byte for byte."""

from __future__ import annotations

import pytest
import yaml
from conftest import GOLDEN
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.assist.insertion import CannotInsertError, More, with_terms

CASES = yaml.safe_load((GOLDEN / "assist" / "insertions.yml").read_text("utf-8"))
ORDER = ["lead", "one", "two", "three"]
BODY = "The lead.\n\n## One\n\ntext  \n\n---\n\n## Two\n\n\n## Three\n"


def more_of(case: dict) -> dict:
    return {
        section: {key: More(tuple(more["add"]), tuple(more.get("inherited", ()))) for key, more in keys.items()}
        for section, keys in case["more"].items()
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("feed", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
def test_insertions(case, feed, bom):
    def file(front: str) -> bytes:
        return bom + f"---\n{front}---\n{BODY}".replace("\n", feed).encode()

    data = file(case["front"])
    if "refused" in case:
        with pytest.raises(CannotInsertError) as caught:
            with_terms("x.md", data, more_of(case), ORDER)
        assert case["refused"] in str(caught.value)
    else:
        assert with_terms("x.md", data, more_of(case), ORDER) == file(case["after"])


def is_subsequence(part: bytes, whole: bytes) -> bool:
    rest = iter(whole)
    return all(byte in rest for byte in part)


LISTS = st.sampled_from(
    ["[IRN]", "[IRN, ARM]", "[ IRN , ]", "\n      - IRN\n      - ARM  # a", '["IRN"]', "[IRN]  # why"]
)
COMMENTS = st.sampled_from(["", "  # about it\n", "\n", "    # deeper\n", "# left: [a\n"])


@st.composite
def fronts(draw) -> str:
    text = draw(st.sampled_from(["", "title: 'It''s'\n", "# top\nsummary: >-\n  long\n  text\n", 'place: "a: # b"\n']))
    names = draw(st.lists(st.sampled_from(ORDER), unique=True))
    if names:
        text += f"sections:{draw(st.sampled_from(['', '  # all']))}\n"
    for name in names:
        text += draw(COMMENTS)
        if draw(st.booleans()):
            text += f"  {name}: {{topics: [sanctions], people: [li-wen]}}{draw(st.sampled_from(['', '  # flow']))}\n"
            continue
        text += f"  {name}:\n    topics: [sanctions]\n{draw(COMMENTS)}"
        if draw(st.booleans()):
            text += f"    countries: {draw(LISTS)}\n"
    return text + draw(st.sampled_from(["", "# end\n", "status: draft\n", "\n\n"]))


@given(
    fronts(),
    st.sampled_from(["\n", "\r\n"]),
    st.text(alphabet="ab\n-# é—", max_size=40),
    st.sets(st.sampled_from(ORDER)),
)
def test_nothing_that_was_there_changes(front, feed, body, wanted):
    data = f"---\n{front}---\n{body}".replace("\n", feed).encode()
    more = {name: {"countries": More(("AZE",), ("GEO",)), "organisations": More(("wia",))} for name in wanted}
    made = with_terms("x.md", data, more, ORDER)
    assert is_subsequence(data, made)
    assert made.endswith(f"---\n{body}".replace("\n", feed).encode())
    comments = [line.partition("#")[2] for line in front.splitlines() if "#" in line]
    assert [line.partition("#")[2] for line in made.decode()[: -len(body) or None].splitlines() if "#" in line][
        : len(comments)
    ] == comments
    before, after = (yaml.safe_load(text.decode().split("---" + feed)[1]) or {} for text in (data, made))
    for name in wanted:
        old = ((before.get("sections") or {}).get(name) or {}).get("countries", ["GEO"])
        assert after["sections"][name]["countries"] == [*old, "AZE"]
        assert after["sections"][name]["organisations"] == ["wia"]
    assert with_terms("x.md", data, {}, ORDER) == data

"""Layout of files: each rule in golden/formatting/, and what holds for all files: same meaning, no comment lost."""

from __future__ import annotations

import re

import pytest
import yaml
from conftest import GOLDEN, basic, bytes_of, inputs_of
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import ROOT

from mkdocs_briefings.briefing import read_briefing
from mkdocs_briefings.formatting import format_briefing, format_vocabulary
from mkdocs_briefings.schema import KINDS
from mkdocs_briefings.vocabulary import read_vocabulary

CASES = {
    f"{path.stem}: {name}": case
    for path in sorted((GOLDEN / "formatting").glob("*.yml"))
    for name, case in yaml.safe_load(path.read_text("utf-8")).items()
}
PATH = "briefings/2023/2023-10-02-x.md"


def formatted(data: bytes, kind: str = "") -> bytes:
    return (format_vocabulary(kind, "x.yml", data) if kind else format_briefing("x.md", data)).data


@pytest.mark.parametrize("name", CASES)
def test_files_are_laid_out_like_this(name):
    case = CASES[name]
    before = bytes_of(case["before"])
    after = bytes_of(case["after"]) if "after" in case else before
    kind = case.get("kind", "")
    assert formatted(before, kind).decode() == after.decode()
    assert formatted(after, kind).decode() == after.decode()


# Random files: values of the basic vocabulary in any order and style, with comments wherever one may stand.

WORDS = st.text(st.sampled_from("ab é#:'\"[]{},-?!&*|>%@\\NoO12~"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()) or "x"
)
COMMENT = st.none() | st.integers(0, 99).map("# note {}".format)


def quoted(draw, text: str, flow: bool) -> str:
    """A text in one of the styles that YAML has for it."""
    single, double = "'" + text.replace("'", "''") + "'", '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    styles = [single, double]
    if text == "~":  # plain, that is no value
        return draw(st.sampled_from(styles))
    for plain in (text, f"[{text}]" if flow else text):
        try:
            if yaml.load(plain, yaml.BaseLoader) == ([text] if flow and plain != text else text):  # noqa: S506
                continue
        except yaml.YAMLError:
            pass
        break
    else:
        if not set("[]{},:#") & set(text):
            styles.append(text)
    return draw(st.sampled_from(styles))


def words(draw, values, indent: int) -> str:
    """A list of words in brackets or a line each."""
    if draw(st.booleans()) or not values:
        return " [" + draw(st.sampled_from([", ", ",", " ,  "])).join(quoted(draw, v, True) for v in values) + "]"
    deeper = " " * (indent + draw(st.sampled_from([0, 2, 3])))
    return "".join(
        f"\n{deeper}- {quoted(draw, v, False)}{draw(st.sampled_from(['', ' ', '  # item']))}" for v in values
    )


def entry(draw, key: str, value: object, indent: int) -> str:
    """A key with its value on lines of their own, with a comment above or behind at random."""
    blank = " " * indent
    lead = draw(COMMENT)
    text = f"{blank}{lead}\n" if lead and indent == 0 else ""
    if isinstance(value, dict):
        inner = draw(st.permutations(sorted(value)))
        return f"{text}{blank}{key}:\n" + "".join(entry(draw, k, value[k], indent + 2) for k in inner)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        items = []
        for record in value:
            pairs = draw(st.permutations(sorted(record)))
            if draw(st.booleans()):
                items.append("{" + ", ".join(f"{k}: {quoted(draw, record[k], True)}" for k in pairs) + "}")
            else:
                items.append(f"\n{blank}    ".join(f"{k}: {quoted(draw, record[k], False)}" for k in pairs))
        return f"{text}{blank}{key}:\n" + "".join(f"{blank}  - {item}\n" for item in items)
    if isinstance(value, list):
        return f"{text}{blank}{key}:{words(draw, value, indent)}\n"
    if draw(st.integers(0, 5)) == 0 and value == " ".join(value.split()):
        style = draw(st.sampled_from(["|", ">-", "|+", ">2", "|1-"]))
        deeper = " " * (indent + int(style[1]) if style[1:2].isdigit() else indent + 2)
        return f"{text}{blank}{key}: {style}\n{deeper}{value}\n" + draw(st.sampled_from(["", "\n"]))
    behind = draw(st.sampled_from(["", "", " ", "  # behind"]))
    return f"{text}{blank}{key}: {quoted(draw, value, False)}{behind}\n"


@st.composite
def files(draw) -> bytes:
    terms = {
        "topics": ["talks", "nuclear-talks"], "countries": ["IRN", "NO", "Armenia"], "people": ["jane-doe"],
        "organisations": ["iran-mfa"], "speakers": ["jane-doe"],
    }  # fmt: skip

    def some(names):
        return {key: draw(st.lists(st.sampled_from(terms[key]), max_size=3)) for key in names if draw(st.booleans())}

    statement = {"country": "IRN", "topic": "talks", "mode": "quote", "says": draw(WORDS), "date": "2023-10"}
    section = some(terms) | {"statements": [statement] * draw(st.integers(1, 2))}
    values = {
        "title": draw(WORDS), "date": "2023-10-02", "format": "statement", "summary": draw(WORDS),
        "embargo": draw(st.sampled_from(["2023-10-02T14:00+02:00", "2023-10-02 14:00:10Z", "20231002T1400Z"])),
        "authors": draw(st.lists(WORDS, min_size=1, max_size=9)),
        "sources": [{"url": "https://news.example/1", "outlet": "daily-news", "title": draw(WORDS)}] * 2,
        "sections": {"two": section, "one": some(terms), "lead": {"date": "2023-09", "sources": ["1", "2"]}},
    } | some(terms)  # fmt: skip
    if not values["sections"]["one"]:
        del values["sections"]["one"]
    keys = draw(st.permutations(sorted(values)))
    front = "".join(entry(draw, key, values[key], 0) for key in keys)
    tail = draw(st.sampled_from(["", "# the end\n"]))
    return f"---\n{front}{tail}---\nLead.  \n\n## One\n\n## Two".encode()


VOCABULARY, _ = read_vocabulary(
    {kind: (kind, inputs_of(basic()).vocabulary[kind].data) for kind in KINDS if kind != "country"}
)


def comments(data: bytes) -> list[str]:
    return sorted(re.findall(r"# (?:note \d+|item|behind|the end)", data.decode()))


@settings(max_examples=40)
@given(files())
def test_meaning_comments_and_body_stay_and_a_second_run_changes_nothing(data):
    before = read_briefing(PATH, PATH, data, VOCABULARY)
    result = format_briefing(PATH, data)
    after = read_briefing(PATH, PATH, result.data, VOCABULARY)
    assert result.problems == []
    assert [p.message for p in before.problems if p.severity == "error"] == []
    assert (after.briefing, after.texts) == (before.briefing, before.texts)
    assert comments(result.data) == comments(data)
    assert result.data.endswith(b"Lead.  \n\n## One\n\n## Two\n")
    assert format_briefing(PATH, result.data).data == result.data


@settings(max_examples=300)
@given(st.text(st.sampled_from("ab:-[]{},#'\"|>+2 \n~?"), max_size=60))
def test_whatever_can_be_read_keeps_its_meaning(text):
    for data in (f"---\n{text}\n---\nBody".encode(), f"---\nsections:\n{text}\n---\n## A".encode()):
        once = format_briefing("x.md", data).data
        assert format_briefing("x.md", once).data == once
    once = format_vocabulary("topic", "x.yml", text.encode()).data
    assert format_vocabulary("topic", "x.yml", once).data == once


def test_this_sites_content_needs_few_edits_and_keeps_its_meaning():
    changed = 0
    for path in sorted((ROOT / "content" / "briefings").rglob("*.md")):
        lines, after = path.read_text("utf-8").splitlines(), formatted(path.read_bytes()).decode().splitlines()
        assert sorted(lines) == sorted(after)
        changed += lines != after
    for path in sorted((ROOT / "content" / "vocabulary").glob("*.yml")):
        kind = next(kind for kind, name in KINDS.items() if name == path.stem)
        assert formatted(path.read_bytes(), kind) == path.read_bytes()

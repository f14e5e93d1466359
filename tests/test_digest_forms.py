"""A digest as text, Markdown, HTML and a message: whatever the words are, they come out as words."""

from __future__ import annotations

import email
import email.policy
import re
import unicodedata
from datetime import UTC, datetime
from html import unescape
from urllib.parse import unquote

import cmarkgfm
import pytest
import yaml
from conftest import GOLDEN, library_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from mkdocs_briefings import bidi, escape
from mkdocs_briefings.model import Settings
from mkdocs_briefings.outputs.digest_blocks import Entries, Entry, Heading, Paragraph, Run, Sender, blocks_of, subject
from mkdocs_briefings.outputs.digest_html import html_of
from mkdocs_briefings.outputs.digest_markdown import markdown_of
from mkdocs_briefings.outputs.digest_message import addresses, host_of, message, one_line
from mkdocs_briefings.outputs.digest_text import WIDTH, text_of
from mkdocs_briefings.outputs.web_links import uri_text
from mkdocs_briefings.pages import Parts
from mkdocs_briefings.pages.digests import roll_up
from mkdocs_briefings.spans import digest_span

URL = "https://site.example/"
SENDER = Sender(Settings(site_name="Test", language="en"), URL)
FULL = library_of(yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8")))
DATE = datetime(2023, 10, 9, tzinfo=UTC)

# What briefings may hold: no control characters but tab and newline, no lone surrogates, no noncharacters.
TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], include_characters="\t\n"),
    min_size=1,
    max_size=200,
)
HOSTILE = [
    "<script>alert(1)</script>",
    "\u202eevil\u202c \u2067never closed",
    "سلام, world (2023): ٣ نکته",
    "שלום « abc » " * 12,
    "漢字かな交じり文、" * 20,
    "x" * 200,
    "From here\n.\n> quoted\n-- \nsig",
    "*a* _b_ [c](d) `e` # f | g ~h~ ![i](j) &amp; www.example.org https://e.example a@b.example \\",
    "1. one",
    "- item",
    "+1 = 2",
    "#",
    "{{ 7*7 }} {% raw %}",
    "a\u0301\u0300" * 50,
    "👩‍👩‍👧‍👦 family",
]


def hostile(test):
    for text in HOSTILE:
        test = example(text)(test)
    return settings(max_examples=60)(given(TEXTS)(test))


def bare(text: str) -> str:
    """A text as any form shows it: without what turns it, its white space as single spaces."""
    return " ".join(bidi.without_controls(text).split())


def blocks(text: str) -> list:
    """A text everywhere a text can stand."""
    return [
        Heading(1, (Run(text),)),
        Paragraph((Run("Ours: ", ours=True), Run(text, "topics/talks/"), Run(", ", ours=True), Run(text)), "lede"),
        Paragraph((Run(text),), "quote"),
        Entries((Entry((Paragraph((Run(text, URL + "x", strong=True),)), Paragraph((Run(text),), "quote"))),)),
        Entries((Entry((Paragraph((Run(text), Run(": 3", ours=True))),), (100, 30)),)),
    ]


def columns(line: str) -> int:
    wide = {"W": 2, "F": 2}
    shown = (character for character in line if unicodedata.category(character) not in ("Mn", "Me", "Cf"))
    return sum(wide.get(unicodedata.east_asian_width(character), 1) for character in shown)


def is_balanced(line: str) -> bool:
    """Whether every isolate of a line ends in it."""
    depth = 0
    for character in line:
        depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
        if depth not in (0, 1):
            return False
    return depth == 0


# text


@hostile
def test_every_line_of_text_is_short_and_closes_its_isolates(text):
    lines = text_of(blocks(text), SENDER).split("\n")
    assert lines.pop() == ""
    for line in lines:
        assert columns(line) <= WIDTH or line.startswith("[")
        assert line == line.rstrip(" ")
        assert is_balanced(line)
        assert not re.search("[\u202a-\u202e\u2068]", line)


def unflowed(text: str) -> list[str]:
    """The paragraphs of `format=flowed; delsp=yes`, as RFC 3676, section 4.2, has readers join them."""
    paragraphs, open_ = [], False
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        flowed = line.endswith(" ")
        line = line[:-1] if flowed else line
        if open_:
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        open_ = flowed
    return paragraphs


@hostile
def test_flowed_text_is_joined_to_the_words_that_were_given(text):
    sender = Sender(SENDER.settings, URL)
    found = unflowed(text_of([Paragraph((Run(text),))], sender, flowed=True))
    assert bidi.without_controls("".join(found)) == bare(text)
    made = text_of(blocks(text), sender, flowed=True)
    assert not re.search(r"(?m)^(>|From )", made)
    assert all(is_balanced(line) for line in made.split("\n"))


def test_words_that_run_the_other_way_are_set_apart_and_nothing_else():
    english = text_of([Paragraph((Run("ایران, 3"), Run(" · on ", ours=True), Run("Talks")))], SENDER)
    assert english == "\u2067ایران, 3\u2069 · on Talks\n"
    persian = Sender(Settings(language="fa"), URL)
    found = text_of([Paragraph((Run("ایران"), Run(": ", ours=True), Run("Talks (2)")))], persian)
    assert found == "ایران: \u2066Talks (2)\u2069\n"


def test_links_are_numbered_once_each_and_listed():
    runs = (Run("A", "topics/a/"), Run(" and ", ours=True), Run("B", "https://b.example/\u202e x"), Run(", "))
    assert text_of([Paragraph((*runs, Run("A again", "topics/a/")))], SENDER) == (
        "A [1] and B [2], A again [1]\n\n[1] https://site.example/topics/a/\n[2] https://b.example/%E2%80%AE%20x\n"
    )


# Markdown


@hostile
def test_markdown_shows_the_words_that_were_given(text):
    made = cmarkgfm.markdown_to_html_with_extensions(
        markdown_of([Paragraph((Run(text),))], SENDER), 0, ["autolink", "strikethrough", "table"]
    )
    words = re.sub(r"</?p>\n?", "", re.sub(r'<a href="mailto:[^"]*">([^<]*)</a>', r"\1", made))
    assert "<" not in words, made
    assert bidi.without_controls(unescape(words)).strip() == bare(text)


@hostile
def test_markdown_of_blocks_has_their_links_and_their_structure(text):
    made = cmarkgfm.markdown_to_html_with_extensions(
        markdown_of(blocks(text), SENDER), 0, ["autolink", "strikethrough", "table"]
    )
    tree = lxml_html.fromstring(f"<div>{made}</div>")
    links = 0 if not bare(text) else 2
    found = [a.get("href") for a in tree.iter("a") if not a.get("href").startswith("mailto:")]
    assert found == [f"{URL}topics/talks/", f"{URL}x"][:links]
    assert len(tree.findall(".//h1")) == 1
    assert {element.tag for element in tree.iter()} <= {"div", "h1", "p", "a", "blockquote", "ul", "li", "strong"}


def test_an_escaped_text_is_left_as_it_reads():
    plain = "Iran's foreign ministry, 2 October 2023: “no new deal” (3.5%) – so far; why?"
    assert escape.markdown(plain) == plain


# HTML


@hostile
def test_html_is_words_and_links_and_loads_nothing(text):
    made = html_of(blocks(text), SENDER, text)
    tree = lxml_html.document_fromstring(made)
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert tags <= {"html", "head", "meta", "title", "style", "body", "div", "h1", "p", "a", "b", "span", "ul", "li"}
    assert [a.get("href") for a in tree.iter("a")] == [f"{URL}topics/talks/", f"{URL}x"]
    assert not re.search(r"url\(|@import|src=", made.replace(escape.html(text), ""))
    words = " ".join("".join(tree.find(".//h1").itertext()).split())
    assert words == bare(text).replace("\ufffd", "�")
    assert len(tree.findall(".//style")) == 1  # that of dark mode; all others are in the elements
    assert tree.find(".//h1").get("style")


def test_html_says_language_and_direction_for_the_document_and_for_texts_that_run_otherwise():
    sender = Sender(Settings(site_name="تست", language="fa"), URL)
    paragraphs = [Paragraph((Run("Word"),), "quote"), Paragraph((Run("متن"), Run("x y")), "quote")]
    tree = lxml_html.document_fromstring(html_of(paragraphs, sender, "عنوان"))
    assert [(e.get("lang"), e.get("dir")) for e in (tree, tree.find(".//div"))] == [("fa", "rtl")] * 2
    left, right = tree.findall(".//p")
    assert (left.get("dir"), left.get("class")) == ("ltr", "quote")
    assert (right.get("dir"), right.get("class")) == (None, "quote-rtl")
    assert [(e.text, e.get("dir")) for e in right] == [("x y", "ltr")]


# messages


def made(subject_: str = "Subject", **given_) -> email.message.EmailMessage:
    options = {"language": "en", "host": "site.example", "name": "digest.2023-w40"} | given_
    data = message(subject_, "Text \r\nmore \n.\n", "<p>Html.</p>", DATE, **options)
    assert data == message(subject_, "Text \r\nmore \n.\n", "<p>Html.</p>", DATE, **options)
    return email.message_from_bytes(data, policy=email.policy.default)


HEADS_OF_THE_WHOLE = ["Content-Type", "Content-Language"]


@settings(max_examples=60)
@given(st.text(max_size=300))
@example("A\r\nBcc: all@example.org\r\n\r\nBody")
@example("A\nX-Header: 1")
@example("\u202egnp.exe")
@example("long " * 60 + "ünïcode\r\n X: y")
@example("=?utf-8?q?a=0ABcc=3A_x=40y.example?=")
def test_a_subject_can_be_nothing_but_a_subject(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return  # a lone surrogate, which no file holds
    found = made(text)
    assert found.keys() == ["Subject", "Date", "X-Unsent", "Message-ID", "MIME-Version", *HEADS_OF_THE_WHOLE]
    assert found["X-Unsent"] == "1"
    assert found.is_multipart()
    if "=" not in text:
        assert found["Subject"].split() == one_line(text).split()


def test_a_message_has_text_and_html_as_alternatives():
    to = "Ann Ö <ann@example.org>, b@example.org"
    found = made("Grüße, سلام", to=addresses(to), sender=addresses("c@example.org"))
    assert (found["Subject"], found["Date"]) == ("Grüße, سلام", "Mon, 09 Oct 2023 00:00:00 +0000")
    assert (found["To"], found["From"], found["X-Unsent"]) == (to, "c@example.org", None)
    assert re.fullmatch(r"<digest\.2023-w40\.[0-9a-f]{32}@site\.example>", found["Message-ID"])
    text, page = found.iter_parts()
    assert text["Content-Type"] == 'text/plain; charset="utf-8"; format="flowed"; delsp="yes"'
    assert text.get_content() == "Text \r\nmore \r\n.\r\n"
    assert (page.get_content_type(), page.get_content()) == ("text/html", "<p>Html.</p>\r\n")
    assert not found.defects


def test_another_content_is_another_message():
    messages = made("One"), made("Two"), made("One", to=addresses("a@b.example"))
    assert len({one["Message-ID"] for one in messages}) == 3


def test_a_message_has_only_lines_that_mail_allows():
    data = message("S", "x" * 5000, f"<p>{'ö' * 5000}</p>", DATE, language="en", host="h.example", name="n")
    assert max(map(len, data.split(b"\r\n"))) <= 998  # RFC 5322, section 2.1.1
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert data.isascii()


@pytest.mark.parametrize(
    "text", ["nobody", "a@b", "a@b.c\nBcc: x@y.z", "<>", "a b@c.d e", "a@", "@b.c", "a@ü.example", ""]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match="address|control"):
        addresses(text)


def test_the_host_of_a_message_id_is_ascii():
    assert host_of("https://bücher.example/x/") == "xn--bcher-kva.example"
    assert host_of("https://a.example:8/") == "a.example"


# whole digests


def case(name: str) -> dict[str, dict[str, str]]:
    return yaml.safe_load((GOLDEN / "digests" / name).read_text("utf-8"))


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("name", ["2023-09", "2023-W40"])
def test_a_digest_of_everything_reads_as_written_down(form, name):
    made_ = list(blocks_of(roll_up(Parts(FULL), digest_span(name)), SENDER, f"digests/{name}/"))
    assert (text_of if form == "text" else markdown_of)(made_, SENDER) == case("full.yml")[name][form]


def test_the_subject_of_a_digest_is_one_line():
    page = roll_up(Parts(FULL), digest_span("2023-W40"))
    assert subject(page, Sender(Settings(site_name="A\nB"), URL)) == "A B: Weekly digest, Week 40, 2023"


def test_all_forms_lead_to_the_same_places():
    made_ = list(blocks_of(roll_up(Parts(FULL), digest_span("2023-10")), SENDER, "digests/2023-10/"))
    page = lxml_html.document_fromstring(html_of(made_, SENDER, "T"))
    links = {a.get("href") for a in page.iter("a")}
    assert set(re.findall(r"(?m)^\[\d+\] (\S+)$", text_of(made_, SENDER))) == links
    assert set(re.findall(r"\]\(<([^>]+)>\)", markdown_of(made_, SENDER))) == links
    assert all(link.startswith(("https://", "http://")) for link in links)


@given(st.text(max_size=60))
def test_an_address_in_text_is_ascii_without_spaces_and_means_the_same(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    found = uri_text(f"https://a.example/{text}")
    assert re.fullmatch(r"[!-~]+", found)
    assert not set(found) & set('<>"\\^`{|}')
    assert unquote(found) == unquote(f"https://a.example/{text}")

"""From bytes to an article: plain text, dates, web pages and what they say about themselves, outlets."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
import yaml
from conftest import GOLDEN, NOW, inputs_of
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings import site
from mkdocs_briefings.assist.article import Article
from mkdocs_briefings.assist.extract import NoArticleError, read_html
from mkdocs_briefings.assist.metadata import read_metadata, strip_site
from mkdocs_briefings.assist.opening import MAX_ARTICLE, UnreadableError, decode, is_html
from mkdocs_briefings.assist.outlets import source_of
from mkdocs_briefings.assist.plain_text import read_text
from mkdocs_briefings.assist.when import date_in, full_date

TODAY = date(2025, 3, 10)
PAGES = yaml.safe_load((GOLDEN / "assist" / "pages.yml").read_text("utf-8"))
VOCABULARY = site.check(
    inputs_of(yaml.safe_load((GOLDEN / "assist" / "vocabulary.yml").read_text("utf-8"))), NOW
).vocabulary
PARAGRAPH = (
    "The delegations of both countries met for several hours on the island and agreed to go on with it next week. "
)


def page(head: str = "", body: str = "", text: str = PARAGRAPH * 3) -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}<article><p>{text}</p></article></body></html>"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Oct. 2, 2023", "2023-10-02"),
        ("on 2 October 2023 at noon", "2023-10-02"),
        ("Monday, 2nd Sept 2024", "2024-09-02"),
        ("2023/10/2", "2023-10-02"),
        ("March 4", "2025-03-04"),
        ("4 April", "2024-04-04"),  # the last one before today
        ("March 11", "2025-03-11"),  # tomorrow, where the sun rises earlier
        ("31 February 2023", None),
        ("the 2023 talks", None),
    ],
)
def test_dates_in_words(text, day):
    found = date_in(text, TODAY)
    assert (found.iso if found else None) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("2023-10-02T09:30:00+03:30", "2023-10-02"), ("20231002", "2023-10-02"), ("2023-13-02", None), ("soon", None)],
)
def test_dates_for_machines(text, day):
    found = full_date(text)
    assert (found.iso if found else None) == day


def test_plain_text_by_its_rules():
    article = read_text(
        "Two islands agree on fish\n\nBy Ana Lopez and B. Writer\n\n3 March 2025\nhttps://news.example/fish\n\n"
        f"APIA, March 2 (PNA) – {PARAGRAPH}\n\n{PARAGRAPH}\n\nQuotas for tuna\n\n{PARAGRAPH}\n\n"
        f"“Nobody will go hungry”\n\n{PARAGRAPH}\n\nSource » Pacific News\n",
        TODAY,
    )
    assert (article.title, article.authors) == ("Two islands agree on fish", ("Ana Lopez", "B. Writer"))
    assert (article.outlet, article.place) == ("Pacific News", "Apia")
    assert [part.heading for part in article.parts] == ["", "Quotas for tuna", "“Nobody will go hungry”"]
    assert "Source" not in article.text
    assert article.date.iso == "2025-03-03"


def test_plain_text_without_anything():
    article = read_text(PARAGRAPH, TODAY, "2024-05-06-note.txt")
    assert (article.title, article.date.iso, len(article.parts)) == ("", "2024-05-06", 1)


def test_wrapped_lines_are_one_paragraph():
    article = read_text(
        "A title\n\nThe first line of a paragraph that was\nwrapped at forty characters\nor so.\n\nEnd.", TODAY
    )
    assert article.parts[0].text.split("\n\n")[0].endswith("wrapped at forty characters or so.")


def test_markdown_headings_count():
    article = read_text(f"# Title of it\n\n{PARAGRAPH}\n\n## One\n\n{PARAGRAPH}\n\n## Two\nshort", TODAY)
    assert (article.title, [part.heading for part in article.parts]) == ("Title of it", ["", "One", "Two"])


@given(st.text(max_size=400))
def test_any_text_is_taken_apart_without_loss(text):
    article = read_text(text, TODAY)
    if not article.outlet and not article.url and not article.authors and not article.date:
        assert len("".join(article.text.split())) >= len("".join(text.replace("#", "").split())) - text.count("#")


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["name"])
def test_metadata_of_pages(case):
    from trafilatura import load_html

    found = read_metadata(load_html(page(case.get("head", ""), case.get("body", ""))), case.get("url", ""))
    given = {
        "title": found.title,
        "date": found.date.iso if found.date else "",
        "authors": list(found.authors),
        "site": found.site,
        "url": found.url,
        "language": found.language,
    }
    assert {key: given[key] for key in case["want"]} == case["want"]


@pytest.mark.parametrize(
    ("title", "site_name", "host", "bare"),
    [
        ("Talks go on | The Island Post", "The Island Post", "islandpost.example", "Talks go on"),
        ("Island Post - Talks go on", "", "www.islandpost.example", "Talks go on"),
        ("Talks go on — News — Island Post", "Island Post", "x.example", "Talks go on — News"),
        ("Talks: a way out - or not", "Island Post", "x.example", "Talks: a way out - or not"),
        ("Island Post", "Island Post", "x.example", "Island Post"),
        ("", "Island Post", "x.example", ""),
    ],
)
def test_the_site_is_taken_off_a_title(title, site_name, host, bare):
    assert strip_site(title, site_name, host) == bare


def test_a_page_becomes_parts():
    article = read_html(
        page(
            '<title>Fish | Island Post</title><meta property="og:site_name" content="Island Post">',
            "<nav>Home</nav>",
            f"APIA, March 2 (PNA) – {PARAGRAPH}</p><h2>Quotas</h2><p>{PARAGRAPH}</p>"
            f"<p><b>Nets</b></p><p>{PARAGRAPH}</p>"
            "<p>Source: Accra Daily Graph",
        ).replace("<article>", "<article><h1>Fish</h1>"),
        TODAY,
        "https://islandpost.example/fish",
    )
    assert [part.heading for part in article.parts] == ["", "Quotas", "Nets"]
    assert (article.title, article.place, article.date.iso) == ("Fish", "Apia", "2025-03-02")
    assert (article.outlet, article.via) == ("Accra Daily Graph", "Island Post")
    assert "Home" not in article.text
    assert "Source" not in article.text


def test_a_login_page_is_no_article():
    form = '<form><p>Please sign in</p><input type="text"><input type="password"></form>'
    with pytest.raises(NoArticleError, match="asks for a login"):
        read_html(page(body=form, text=""), TODAY)
    with pytest.raises(NoArticleError, match="no article was found"):
        read_html("<html><body></body></html>", TODAY)


def test_a_page_that_shows_only_a_part_says_so():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    assert "only a part" in read_html(page(head), TODAY).notes[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is empty"),
        (b" \n ", "it is empty"),
        (b"%PDF-1.7 x", "it is a PDF"),
        (b"\x89PNG\r\n", "it is a picture"),
        (b"PK\x03\x04word", "a ZIP archive or an office document"),
        (b"abc\0\0def", "it is no text"),
        (b"a" * (MAX_ARTICLE + 1), "more than the 5 MiB that an article may have"),
    ],
)
def test_bytes_that_are_no_article(data, message):
    with pytest.raises(UnreadableError, match=message):
        decode(data)


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("é".encode(), "", "é"),
        ("\ufeffé".encode(), "", "é"),
        ("é".encode("utf-16"), "", "é"),
        ("é".encode("latin-1"), "iso-8859-1", "é"),
        ('<meta charset="windows-1256">سلام'.encode("cp1256"), "", '<meta charset="windows-1256">سلام'),
        ("é".encode("latin-1"), "no-such-charset", "é"),
    ],
)
def test_encodings(data, charset, text):
    found, remark = decode(data, charset)
    assert found == text
    assert bool(remark) == (charset == "no-such-charset")


@given(st.binary(max_size=300))
def test_any_bytes_end_in_text_or_a_message(data):
    with contextlib.suppress(UnreadableError):
        text, _ = decode(data)
        assert "\0" not in text
        assert is_html(text) in (True, False)


@pytest.mark.parametrize(
    ("article", "source"),
    [
        (Article(url="https://www.accra-daily.example/1"), ("accra-daily", "", [])),
        (Article(url="https://en.accra-daily.example/1"), ("accra-daily", "", [])),
        (Article(outlet="accradailygraph"), ("accra-daily", "", [])),
        (Article(outlet="Accra Daily Graph News Agency"), ("accra-daily", "", [])),
        (Article(outlet="accra-daily.example"), ("accra-daily", "", [])),
        (
            Article(outlet="Accra Daily Graph", url="https://mfa.ghana.example/en/1"),
            ("accra-daily", "foreign-office-ghana", []),
        ),
        (Article(outlet="Coast Radio", url="https://coast.example/1"), ("coast-radio", "", ["coast-radio"])),
        (Article(url="https://coast.example/1"), ("coast-example", "", ["coast-example"])),
        (Article(), ("unknown-outlet", "", ["unknown-outlet"])),
        (Article(outlet="Accra Daily Graph", via="Coast Radio"), ("accra-daily", "coast-radio", ["coast-radio"])),
    ],
)
def test_outlets(article, source):
    found = source_of(article, VOCABULARY)
    assert (found.outlet, found.via, [new_id for new_id, _ in found.new]) == source

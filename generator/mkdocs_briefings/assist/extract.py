"""An HTML page → `Article`: text by trafilatura, metadata by `metadata` and, where that is silent, by trafilatura."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from .article import Article, Part
from .metadata import Metadata, read_metadata
from .plain_text import MAX_HEADING, read_text, take_source
from .when import full_date

LITTLE = 250
"""A page whose text has fewer characters is none that an article can be taken from, if it also asks for a password."""

EXTRA = "reading web pages needs further packages: pip install 'mkdocs-briefings[import]'"


class NoArticleError(Exception):
    """The page holds no article; the message says what it holds instead, as far as can be told."""


def read_html(markup: str, today: date, url: str = "") -> Article:
    """Take the article out of a page. Raises NoArticleError; RuntimeError where the extra `import` is not installed."""
    try:
        import trafilatura
        from lxml import etree
    except ImportError as error:
        raise RuntimeError(EXTRA) from error
    tree = trafilatura.load_html(markup)
    if tree is None:
        raise NoArticleError("the page cannot be read as HTML")
    password = any((node.get("type") or "").lower() == "password" for node in tree.iter("input"))
    known = read_metadata(tree, url)
    xml = trafilatura.extract(
        markup, url=url or None, output_format="xml", with_metadata=True, include_comments=False,
        include_formatting=True, include_tables=False,
    )  # fmt: skip
    document = etree.fromstring(xml.encode()) if xml else None
    parts = _parts(document) if document is not None else ()
    text = sum(len(part.text) for part in parts)
    if text < LITTLE and password:
        raise NoArticleError("the page asks for a login; save the article's text in a file and import that")
    if not any(part.text.strip() for part in parts):
        raise NoArticleError("no article was found in the page; save its text in a file and import that")
    article = _with_metadata(parts, known, document, url)
    article = _from_text(article, today)
    if known.paywalled or (text < 600 and password):
        note = "the page seems to show only a part of the article to readers without a login"
        article = replace(article, notes=(*article.notes, note))
    return article


def _with_metadata(parts: tuple[Part, ...], known: Metadata, document: object, url: str) -> Article:
    """What the page says of itself; trafilatura's guess where it says nothing."""
    guessed = {key: " ".join(value.split()) for key, value in document.attrib.items()}
    authors = known.authors or tuple(name.strip() for name in guessed.get("author", "").split(";") if name.strip())
    title = known.title or guessed.get("title", "")
    # A page often repeats its title as the first line of the text.
    first = parts[0]
    paragraphs = first.text.split("\n\n")
    if not first.heading and paragraphs and paragraphs[0].strip() == title:
        parts = (first._replace(text="\n\n".join(paragraphs[1:])), *parts[1:])
    elif first.heading == title:
        parts = (first._replace(heading=""), *parts[1:])
    return Article(
        title=title,
        parts=parts,
        date=known.date or full_date(guessed.get("date", "")),
        authors=authors,
        outlet=known.site or guessed.get("sitename", ""),
        url=known.url or guessed.get("source", "") or url,
        language=known.language,
    )


def _from_text(article: Article, today: date) -> Article:
    """What only the text says: a dateline's place and date, and the outlet that a reposting site names at the end."""
    read = read_text("\n\n".join(part.text for part in article.parts), today)
    article = replace(article, place=read.place, date=article.date or read.date)
    last = article.parts[-1]
    paragraphs, found = take_source(last.text.split("\n\n"), article)
    if len(paragraphs) == len(last.text.split("\n\n")):
        return article
    parts = (*article.parts[:-1], last._replace(text="\n\n".join(paragraphs)))
    return replace(
        article, parts=parts, outlet=found.outlet, via=article.outlet if found.outlet != article.outlet else ""
    )


def _parts(document: object) -> tuple[Part, ...]:
    """Headings and paragraphs of trafilatura's XML; a short paragraph that is all bold is a heading."""
    main = next(document.iter("main"), document)
    parts: list[tuple[str, list[str]]] = [("", [])]
    for node in _blocks(main):
        text = " ".join("".join(node.itertext()).split())
        if not text:
            continue
        if node.tag == "head" or (node.tag == "p" and len(text) <= MAX_HEADING and _all_bold(node)):
            parts.append((text, []))
        elif node.tag == "list":
            parts[-1][1].extend(" ".join("".join(item.itertext()).split()) for item in node.iter("item"))
        else:
            parts[-1][1].append(text)
    found = []
    for heading, texts in parts:
        # A heading without a text below is a caption or a link of the page.
        if texts:
            found.append(Part(heading, "\n\n".join(text for text in texts if text)))
    return tuple(found)


def _blocks(main: object) -> list:
    found = []
    for node in main:
        if node.tag in ("div", "section", "article"):
            found += _blocks(node)
        else:
            found.append(node)
    return found


def _all_bold(node: object) -> bool:
    bold = [child for child in node if child.tag == "hi" and "b" in (child.get("rend") or "")]
    outside = (node.text or "") + "".join(child.tail or "" for child in node)
    return bool(bold) and len(bold) == len(node) and not re.search(r"\w", outside)

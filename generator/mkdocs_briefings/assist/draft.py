"""An article and what is suggested for it → the text of a draft: front matter with reasons, headings, places to write.

The article's sentences never get into it: only its headings, cut, its title as the source's title, and the names and
words that led to a term, as comments.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..dates import PartialDate
from ..schema import PLACEHOLDER, SECTION_COUNTRIES, SECTION_TOPICS
from ..vocabulary import Vocabulary
from ..writing import briefing_id, briefing_text, slug_of
from .article import Article
from .outlets import Source
from .suggest import Suggestion, Suggestions, Terms

TITLE_WORDS = 10
"""Words of the article's title that a draft's begins with: fewer than what counts as copied."""
HEADING_WORDS = 9

_FORMATS = (
    ("press-conference", r"(?:press|news) conference|(?:press|weekly) briefing|told reporters|presser"),
    ("communique", r"communiqu[eé]|joint statement"),
    ("readout", r"readout|read-out|phone call|telephone conversation|spoke (?:today )?(?:with|by phone)"),
    ("interview", r"interview"),
    ("resolution", r"adopted (?:a|the) resolution"),
    ("meeting", r"\bmet (?:with|in)\b|held (?:a meeting|talks)|summit"),
    ("statement", r"\bstatement\b|said on|\btweet|posted on"),
)  # fmt: skip
_IN_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~^$&]+")
_LITTLE = frozenset(
    ["the", "a", "an", "of", "on", "in", "to", "and", "for", "with", "at", "by", "from", "as", "is", "are", "its"]
)
_KINDS = (("topics", SECTION_TOPICS), ("countries", SECTION_COUNTRIES), ("people", 8), ("organisations", 6))


class Draft(NamedTuple):
    """A draft's id and text, and what the article gave no answer to, in sentences."""

    id: str
    text: str
    open_questions: tuple[str, ...]


def draft_of(
    article: Article,
    suggestions: Suggestions,
    source: Source,
    vocabulary: Vocabulary,
    today: date,
    fetched: bool = False,
) -> Draft:
    """Make the draft. `today` is its date where the article gives none; `fetched` says that its address was read."""
    questions = []
    day = article.date
    if day is None or not day.full:
        day = PartialDate(today.year, today.month, today.day)
        questions.append("the article gives no date; `date` is today's")
    title = _title(article, suggestions, vocabulary)
    main = _ids(suggestions.article.countries)[:1]
    sections, above, body = {}, {}, []
    ids = section_ids(article)
    for (part, terms), section_id in zip(suggestions.sections, ids, strict=True):
        sections[section_id] = _section(terms, main)
        above |= _reasons(terms, ("sections", section_id))
        if part.heading:
            body.append(f"## {_heading(part.heading)} {{#{section_id}}}")
            body.append(f"{PLACEHOLDER}: what was said on this, in your own words.")
        else:
            body.append(f"{PLACEHOLDER}: a lead of one or two sentences, in your own words.")
    url = article.url
    if not url:
        outlet = vocabulary.terms["outlet"].get(source.via or source.outlet)
        url = (outlet.url if outlet else "") or dict(source.new).get(source.outlet, {}).get(
            "url", "https://example.org/"
        )
        questions.append("the article's address is not known; put it in at `sources`, `url`")
        above["sources", 0, "url"] = ["The outlet's home; put the article's own address here."]
    speakers = _speakers(suggestions)
    strangers = [one for one in suggestions.article.people if not one.id]
    if strangers:
        names = ", ".join(one.name for one in strangers[:8])
        above["speakers" if speakers else "title",] = [f"Without an entry in people.yml: {names}"]
    above["title",] = [
        "A draft made from an article. Its text is kept beside the site, in .drafts, for you to read, not to copy.",
        "Say everything in your own words; then set `status: published` or delete the line.",
        *above.get(("title",), ()),
    ]
    values = {
        "title": title,
        "date": day,
        "format": _format(article),
        "summary": f"{PLACEHOLDER}: what happened, in one or two sentences of at most 220 characters.",
        "place": article.place or None,
        "speakers": speakers or None,
        "countries": main or None,
        "language": None,
        "status": "draft",
        "sources": [
            {
                "outlet": source.outlet,
                "url": url,
                "via": source.via or None,
                "title": article.title or None,
                "published": article.date,
                "accessed": PartialDate(today.year, today.month, today.day) if fetched else None,
                "language": _language(article, source, vocabulary),
            }
        ],
        "sections": sections or None,
    }
    new_id = briefing_id(day, _words_of(title)) or f"{day.iso}-{source.outlet}"
    text = briefing_text(values, "\n\n".join(body), above=above)
    return Draft(new_id, text, tuple(questions))


def section_ids(article: Article) -> list[str]:
    """An id for each part: `lead` for what stands before the first heading, else a few words of the heading."""
    found: list[str] = []
    for number, part in enumerate(article.parts, 1):
        if part.id:
            found.append(part.id)
            continue
        words = [word for word in slug_of(part.heading).split("-") if word not in _LITTLE and len(word) > 1]
        made = "-".join(words[:4]) if part.heading else "lead"
        made = made if made and (made != "lead" or not part.heading) and not made.isdigit() else f"section-{number}"
        while made in found:
            made = f"{made}-{number}"
        found.append(made)
    return found


def reason(one: Suggestion) -> str:
    """A suggestion in words: `ARM: "Armenia", "Yerevan"`."""
    return f"{one.id or one.name}: {', '.join(f'“{word}”' for word in one.evidence[:4])}"


def _ids(found: Iterable[Suggestion]) -> list[str]:
    return [one.id for one in found if one.id and not one.passing]


def _section(terms: Terms, main: list[str]) -> dict[str, list[str]]:
    section = {}
    for kind, most in _KINDS:
        ids = _ids(getattr(terms, kind))[:most]
        if ids and not (kind == "countries" and ids == main):
            section[kind] = ids
    return section


def _reasons(terms: Terms, path: tuple[str, str]) -> dict[tuple, list[str]]:
    """Comments: for each list why its terms are there, and above the section what is named in passing."""
    above: dict[tuple, list[str]] = {}
    for kind, most in _KINDS:
        found = [one for one in getattr(terms, kind) if one.id and not one.passing]
        if found:
            above[(*path, kind)] = _wrapped("; ".join(reason(one) for one in found[:most]))
        if len(found) > most:
            more = ", ".join(one.id for one in found[most:])
            above[(*path, kind)] += _wrapped(f"too many to be about all of them; left out: {more}")
    passing = [one for kind, _ in _KINDS for one in getattr(terms, kind) if one.id and one.passing]
    if passing:
        above[path] = _wrapped("In passing: " + "; ".join(reason(one) for one in passing[:12]))
    return above


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 108, break_long_words=False, break_on_hyphens=False) or [text]


def _title(article: Article, suggestions: Suggestions, vocabulary: Vocabulary) -> str:
    words = article.title.split()
    if words:
        return " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "")
    countries = [vocabulary.get("country", one).name for one in _ids(suggestions.article.countries)[:1]]
    topics = [vocabulary.get("topic", one).name for one in _ids(suggestions.article.topics)[:2]]
    subject = " and ".join(topics)
    return ": ".join(part for part in (*countries, subject) if part) or PLACEHOLDER


def _words_of(title: str) -> str:
    return " ".join(title.split()[:8])


def _heading(heading: str) -> str:
    """A heading's words without what Markdown would read, cut."""
    words = _IN_MARKDOWN.sub(" ", heading).strip(" \"'“”‘’«».:").split()
    return " ".join(words[:HEADING_WORDS]) + ("…" if len(words) > HEADING_WORDS else "") if words else "Section"


def _format(article: Article) -> str:
    text = f"{article.title}\n{article.text[:3000]}"
    return next((name for name, pattern in _FORMATS if re.search(pattern, text, re.IGNORECASE)), "other")


def _speakers(suggestions: Suggestions) -> list[str]:
    people = [one for one in suggestions.article.people if one.id and not one.passing]
    return [people[0].id] if people else []


def _language(article: Article, source: Source, vocabulary: Vocabulary) -> str | None:
    outlet = vocabulary.terms["outlet"].get(source.outlet)
    tag = article.language
    return tag if tag and outlet and outlet.language and outlet.language.split("-")[0] != tag.split("-")[0] else None

"""What readers see for the values of fixed lists: formats, affiliations, kinds of changes and of terms.

Each is marked with a context, since one English word may be several in another language: a report and to report.
"""

from __future__ import annotations

from . import schema
from .dates import PartialDate
from .model import Role
from .spans import MONTH, WEEK, Span
from .words import N_, P_, Words

LISTS = {
    "briefing": N_("Briefings"),
    "topic": N_("Topics"),
    "country": N_("Countries"),
    "person": N_("People"),
    "organisation": N_("Organisations"),
    "outlet": N_("Outlets"),
    "series": N_("Series"),
    "digest": N_("Digests"),
    "relation": N_("Relations"),
}
"""The lists of all of a kind, which `urls.COLLECTIONS` has the addresses of."""

AFFILIATIONS = {
    "state": P_("affiliation", "state"),
    "party": P_("affiliation", "party"),
    "public": P_("affiliation", "public"),
    "private": P_("affiliation", "private"),
    "agency": P_("affiliation", "agency"),
    "ngo": P_("affiliation", "ngo"),
    "intergovernmental": P_("affiliation", "intergovernmental"),
    "government": P_("affiliation", "government"),
    "other": P_("affiliation", "other"),
}
CHANGES = {
    "update": P_("kind of change", "update"),
    "correction": P_("kind of change", "correction"),
    "minor": P_("kind of change", "minor"),
}
KINDS = {
    "topic": P_("kind of term", "topic"),
    "country": P_("kind of term", "country"),
    "person": P_("kind of term", "person"),
    "organisation": P_("kind of term", "organisation"),
    "outlet": P_("kind of term", "outlet"),
    "series": P_("kind of term", "series"),
}


def list_label(words: Words, kind: str) -> str:
    """The list of all of a kind."""
    return words.gettext(LISTS[kind])


def format_label(words: Words, key: str) -> str:
    """A briefing's format."""
    return words.pgettext("format", schema.FORMATS[key])


def affiliation_label(words: Words, key: str) -> str:
    """Who stands behind an outlet, in a word; nothing where it is not recorded."""
    return words.pgettext("affiliation", AFFILIATIONS[key]) if key else ""


def affiliation_meaning(words: Words, key: str) -> str:
    """Who stands behind an outlet, in some words; nothing where it is not recorded."""
    return words.gettext(schema.AFFILIATIONS[key]) if key else ""


def change_label(words: Words, key: str) -> str:
    """The kind of an update."""
    return words.pgettext("kind of change", CHANGES[key])


def kind_label(words: Words, key: str) -> str:
    """The kind of a term."""
    return words.pgettext("kind of term", KINDS[key])


def role_dates(words: Words, role: Role) -> str:
    """When an office was held: "June 2022 – August 2024"; nothing where no date is known."""
    start = words.label(role.start) if role.start else ""
    end = words.label(role.end) if role.end else ""
    if start and end:
        return words.gettext("%(start)s – %(end)s", start=start, end=end)
    if start:
        return words.gettext("since %(start)s", start=start)
    return words.gettext("until %(end)s", end=end) if end else ""


def span_title(words: Words, span: Span) -> str:
    """What the days of a digest are called: "Week 40, 2023", "October 2023", "2–8 October 2023"."""
    if span.kind == WEEK:
        return words.gettext("Week %(week)s, %(year)s", week=int(span.id[6:]), year=int(span.id[:4]))
    return words.month_label(span.first.year, span.first.month) if span.kind == MONTH else span_days(words, span)


def span_days(words: Words, span: Span) -> str:
    """The days themselves: "2–8 October 2023"."""
    if span.first == span.last:
        return words.label(PartialDate(*span.first.timetuple()[:3]))
    return words.span_label(span.first, span.last)

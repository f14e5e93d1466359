"""A briefing in schema.org's words: an article based on its sources, with its sections, statements and corrections."""

from __future__ import annotations

from collections.abc import Iterable

from .. import urls
from ..dates import PartialDate
from ..model import LEAD, Briefing, Section, Source, Speaker, Statement
from .bibliography import last_change, sources_of
from .schema_org import Describer, known

ARTICLE_TYPES = {"report": "Report", "communique": "Report", "resolution": "Report"}
"""schema.org's type of a briefing by its format, where it is not `NewsArticle`: those tell of a document."""


def article(describer: Describer, briefing: Briefing) -> dict:
    """A briefing as a node, with its sources, sections, statements and corrections within."""
    settings, changed = describer.library.settings, last_change(briefing)
    used = _Used(describer)
    lead = briefing.section(LEAD)
    parts = [_statement(describer, briefing, lead, s, used) for s in lead.statements] if lead else []
    parts += [_section(describer, briefing, section, used) for section in briefing.sections if section.id != LEAD]
    for section in briefing.sections:
        used.about |= {("topic", topic): None for topic in section.topics}
        used.about |= {("country", country): None for country in section.countries[:1]}
        used.refs(("country", country) for country in section.countries)
        used.refs(("person", person) for person in section.people)
        used.refs(("organisation", organisation) for organisation in section.organisations)
    used.refs([("series", briefing.series)] if briefing.series else ())
    speakers = dict.fromkeys((*briefing.speakers, *(s for section in briefing.sections for s in section.speakers)))
    unnamed = [_speaker(describer, s, briefing.date, used) for s in speakers]
    url = describer.url(urls.page("briefing", briefing.id))
    node = describer.work(ARTICLE_TYPES.get(briefing.format, "NewsArticle"), urls.page("briefing", briefing.id), "")
    return node | known(
        {
            "name": "",
            "headline": briefing.title,
            "description": briefing.summary,
            "mainEntityOfPage": url,
            "inLanguage": briefing.language or settings.language,
            "datePublished": briefing.published.iso,
            "dateModified": changed.date.iso if changed else "",
            "creativeWorkStatus": "Withdrawn" if briefing.status == "withdrawn" else "",
            # Text, since nothing tells a person from a body; schema.org's data model ("Conformance") takes it so.
            "author": list(briefing.authors),
            "publisher": describer.publisher,
            "isPartOf": describer.site,
            "temporalCoverage": briefing.date.iso,
            "contentLocation": {"@type": "Place", "name": briefing.place} if briefing.place else None,
            "isBasedOn": [_source(describer, source) for source in briefing.sources],
            "about": [describer.term(*term) for term in used.about],
            "mentions": [
                *(describer.term(*term) for term in used.terms if term not in used.about),
                *(speaker for speaker in unnamed if "@id" not in speaker),
            ],
            "hasPart": parts,
            "workTranslation": [
                {"@id": describer.url(urls.page("briefing", other))}
                for other in describer.library.translations.get(briefing.id, ())
                if describer.site_url
            ],
            "correction": [
                {"@type": "CorrectionComment", "text": update.note, "datePublished": update.date.iso}
                for update in briefing.updates
                if update.kind == "correction"
            ],
        }
    )


def _section(describer: Describer, briefing: Briefing, section: Section, used: _Used) -> dict:
    url = describer.url(urls.section(briefing.id, section.id))
    others = [("country", country) for country in section.countries[1:]]
    others += [("person", person) for person in section.people]
    others += [("organisation", organisation) for organisation in section.organisations]
    about = [*(("topic", topic) for topic in section.topics), *(("country", c) for c in section.countries[:1])]
    node = {
        "@type": "CreativeWork",
        "@id": url,
        "url": url,
        "name": section.heading,
        "temporalCoverage": section.date.iso if section.own_date else "",
        "about": used.refs(about),
        "mentions": used.refs(others),
        "isBasedOn": [{"@id": s.url} for s in sources_of(briefing, section)] if section.sources else [],
        "hasPart": [_statement(describer, briefing, section, statement, used) for statement in section.statements],
    }
    return known(node)


def _statement(describer: Describer, briefing: Briefing, section: Section, statement: Statement, used: _Used) -> dict:
    """A position: a `Quotation` of the actor's words, or a `Claim` in ours.

    A paraphrase is no `Quotation`, which would put our words into the actor's mouth. A `Claim` has its `author`,
    whose position it is, and a `claimInterpreter`, who put it into words; where it `appearance`s is the source.
    """
    quoted = statement.mode == "quote"
    date = statement.date or section.date
    actor = _actor(describer, statement, date, used)
    source = {"@id": briefing.sources[statement.source - 1].url} if statement.source else None
    original = {
        "@type": "Quotation",
        "text": statement.original,
        "inLanguage": statement.original_language,
        "creator": actor,
    }
    node = {
        "@type": "Quotation" if quoted else "Claim",
        "text": statement.says,
        "inLanguage": briefing.language or describer.library.settings.language,
        "creator" if quoted else "author": actor,
        "claimInterpreter": None if quoted else describer.publisher,
        "about": used.refs([("topic", statement.topic)]),
        "dateCreated": date.iso,
        "isBasedOn" if quoted else "appearance": source,
    }
    if statement.original:
        node["translationOfWork" if quoted else "isBasedOn"] = original
    return known(node)


def _actor(describer: Describer, statement: Statement, date: PartialDate, used: _Used) -> dict:
    if statement.speaker is not None:
        return _speaker(describer, statement.speaker, date, used)
    if statement.organisation:
        return used.refs([("organisation", statement.organisation)])[0]
    # A country is a place and says nothing; its government does.
    country = used.refs([("country", statement.country)])[0]
    name = describer.library.vocabulary.get("country", statement.country).name
    return {"@type": "GovernmentOrganization", "name": name, "areaServed": country}


def _speaker(describer: Describer, speaker: Speaker, date: PartialDate, used: _Used) -> dict:
    if speaker.person:
        return used.refs([("person", speaker.person)])[0]
    return known({"@type": "Person", "name": speaker.name, "jobTitle": speaker.role})


def _source(describer: Describer, source: Source) -> dict:
    outlet = describer.library.vocabulary.get("outlet", source.outlet)
    return known(
        {
            "@type": "CreativeWork",
            "@id": source.url,
            "url": source.url,
            "name": source.title,
            "publisher": describer.term("outlet", source.outlet),
            "provider": describer.term("outlet", source.via) if source.via else None,
            "datePublished": source.published.iso if source.published else "",
            "inLanguage": source.language or outlet.language,
            "archivedAt": source.archived,
        }
    )


class _Used:
    """The terms that a briefing names: each is described once, and elsewhere only pointed to."""

    def __init__(self, describer: Describer) -> None:
        self._ref = describer.ref
        self.terms: dict[tuple[str, str], None] = {}
        self.about: dict[tuple[str, str], None] = {}

    def refs(self, terms: Iterable[tuple[str, str]]) -> list[dict]:
        """References to terms, which are noted as named."""
        terms = list(terms)
        self.terms.update(dict.fromkeys(terms))
        return [self._ref(*term) for term in terms]

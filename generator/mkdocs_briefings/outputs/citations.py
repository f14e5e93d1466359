"""Citing a briefing and its sections: plain text for the page, and the files `cite.bib`, `cite.ris` and `cite.json`.

The original sources come first and this digest after "In:", as the secondary source in which they were read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .. import urls
from ..library import Library
from ..model import LEAD
from .bibliography import Part, bibliography, digest_parts, section_keys, sources_of, sources_parts, text_of
from .bibtex import bibtex
from .csl import csl_json
from .ris import ris

FILES = {
    "cite.bib": ("BibTeX", "application/x-bibtex"),
    "cite.ris": ("RIS", "application/x-research-info-systems"),
    "cite.json": ("CSL-JSON", "application/vnd.citationstyles.csl+json"),
}
"""The files beside a briefing's page: what readers call the format, and its media type (the last is IANA's)."""


class Citation(NamedTuple):
    """How to cite a section, or (`section_id` "") the briefing: its key in the files, and its plain text in parts."""

    section_id: str
    key: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The citation as one line of plain text."""
        return text_of(list(self.parts))


def cite_files(library: Library, briefing_id: str, site_url: str) -> dict[str, bytes]:
    """The files by name, in UTF-8. Raises KeyError for a briefing that is not public."""
    records = bibliography(library, briefing_id, site_url)
    texts = (bibtex(records), ris(records), csl_json(records))
    return {name: text.encode("utf-8") for name, text in zip(FILES, texts, strict=True)}


def all_cite_files(library: Library, site_url: str) -> Iterator[tuple[str, bytes]]:
    """The files of all public briefings as (path under the site's folder, bytes), in a fixed order."""
    for briefing_id in sorted(library.briefings):
        folder = urls.page("briefing", briefing_id)
        for name, data in cite_files(library, briefing_id, site_url).items():
            yield folder + name, data


def citation_text(library: Library, briefing_id: str, section_id: str | None, site_url: str) -> str:
    """A briefing's or a section's citation as one line of plain text; the lead's is the briefing's.

    Raises KeyError for a briefing that is not public, or a section that it has not.
    """
    return section_records(library, briefing_id, site_url)["" if section_id in (None, LEAD) else section_id].text


def section_records(library: Library, briefing_id: str, site_url: str) -> dict[str, Citation]:
    """What a briefing's page shows: the citations of its headed sections by their ids, and its own under ""."""
    briefing = library.briefings[briefing_id]
    found = {}
    for section_id, key in section_keys(briefing).items():
        section = briefing.section(section_id) if section_id else None
        parts = sources_parts(library, sources_of(briefing, section))
        parts += [Part(". In: "), *digest_parts(library, briefing, section, site_url), Part(".")]
        found[section_id] = Citation(section_id, key, tuple(parts))
    return found

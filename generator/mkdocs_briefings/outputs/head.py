"""What a page's head says of languages: its translations, and its locale for Open Graph.

`hreflang` after https://developers.google.com/search/docs/specialty/international/localized-versions: every version
names all of them, itself too, with full addresses; `x-default` is the one for everybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin

from .. import escape, urls
from ..model import Briefing
from ..translations import canonical

_LOCALES = {
    "ar": "ar_AR", "az": "az_AZ", "de": "de_DE", "en": "en_GB", "es": "es_ES", "fa": "fa_IR", "fr": "fr_FR",
    "he": "he_IL", "hi": "hi_IN", "hy": "hy_AM", "it": "it_IT", "ja": "ja_JP", "ka": "ka_GE", "ko": "ko_KR",
    "pl": "pl_PL", "pt": "pt_PT", "ru": "ru_RU", "tr": "tr_TR", "uk": "uk_UA", "ur": "ur_PK", "zh": "zh_CN",
}  # fmt: skip
"""Open Graph's locale of a language without a region; it wants a region always: https://ogp.me/#optional."""


def og_locale(tag: str) -> str:
    """The Open Graph locale of a BCP 47 tag, `fr_CA`; empty where the language's usual region is not known here."""
    language, *rest = tag.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), "")
    return f"{language.lower()}_{region}" if region else _LOCALES.get(language.lower(), "")


def alternate_links(one: Briefing, others: Sequence[Briefing], language: str, site_url: str) -> str:
    """The links between a briefing's versions, as HTML; empty where there is no other, or no address of the site.

    `others` are its translations, `language` the site's.
    """
    versions = {version.id: version for version in (one, *others) if version.status == "published"}
    if len(versions) < 2 or one.id not in versions or not site_url:
        return ""
    found: dict[str, str] = {}
    for version in versions.values():
        found.setdefault(version.language or language, version.id)
    pairs = [*sorted(found.items()), ("x-default", canonical(sorted(versions), versions, language))]
    return "\n".join(
        f'<link rel="alternate" hreflang="{escape.html(tag)}" href="{escape.html(_address(site_url, briefing_id))}">'
        for tag, briefing_id in pairs
    )


def _address(site_url: str, briefing_id: str) -> str:
    return urljoin(site_url, urls.quoted(urls.page("briefing", briefing_id)))

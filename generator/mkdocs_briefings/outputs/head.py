"""What a page's head says of languages: its translations, and its locale for Open Graph.

`hreflang` after https://developers.google.com/search/docs/specialty/international/localized-versions: every version
names all of them, itself too, with full addresses; `x-default` is the one for everybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin

from markupsafe import Markup

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


def alternates(one: Briefing, others: Sequence[Briefing], language: str) -> str:
    """A briefing's versions as front matter has them: pairs of tag and address in one text, `x-default` last.

    `others` are its translations, `language` the site's. Empty where there is no other version to be read.
    """
    versions = {version.id: version for version in (one, *others) if version.status == "published"}
    if len(versions) < 2 or one.id not in versions:
        return ""
    found: dict[str, str] = {}
    for version in versions.values():
        found.setdefault(version.language or language, version.id)
    found = dict(sorted(found.items()))
    found["x-default"] = canonical(sorted(versions), versions, language)
    return " ".join(f"{tag} {urls.page('briefing', briefing_id)}" for tag, briefing_id in found.items())


def alternate_links(text: str, site_url: str | None) -> Markup:
    """The links of what `alternates` gave; nothing where the site's address is not known."""
    if text.startswith("\x1a"):
        return Markup(text)  # noqa: S704 - the mark of a page's frame (see `direct`): it is put in there
    if not text or not site_url:
        return Markup()
    parts = text.split(" ")
    pairs = ((tag, urljoin(site_url, urls.quoted(uri))) for tag, uri in zip(parts[::2], parts[1::2], strict=True))
    links = (f'<link rel="alternate" hreflang="{escape.html(tag)}" href="{escape.html(uri)}">' for tag, uri in pairs)
    return Markup("\n".join(links))  # noqa: S704 - both are escaped

"""Title, date, author and outlet of a page by what it says about itself: JSON-LD, Open Graph, meta tags, headings.

Vocabulary: schema.org's NewsArticle and Article; the Open Graph protocol; HTML's standard metadata names. `lxml` comes
with the extra `import` and is imported only where a page is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from ..dates import PartialDate
from ..names import fold
from .when import full_date


class Metadata(NamedTuple):
    """What a page says about itself; "" or None where it does not."""

    title: str = ""
    date: PartialDate | None = None
    authors: tuple[str, ...] = ()
    site: str = ""
    url: str = ""
    language: str = ""
    paywalled: bool = False


_ARTICLE_TYPES = ("article", "posting", "report", "blog", "webpage")
_SEPARATORS = re.compile(r"\s+[|–—·»«:•/-]+\s+|\s*[|»«]\s*|:\s+")
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "article.published", "published_time", "publishdate", "pubdate", "publish-date", "publication_date",
    "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date", "date",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_AUTHOR_NAMES = (
    "parsely-author", "sailthru.author", "article:author", "og:article:author", "author", "byl", "dc.creator",
    "dcterms.creator", "citation_author", "article.author", "cxenseparse:author",
)  # fmt: skip
_NO_AUTHOR = re.compile(
    r"https?:|@|^(admin|administrator|staff|editor|editors|redaktion|redaction|newsroom|news desk|webmaster|\d+)$",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:written\s+)?(?:by|von|par|por|di|от|نویسنده|بقلم)\s*:?\s+", re.IGNORECASE)


def read_metadata(tree: object, url: str = "") -> Metadata:
    """Read the metadata of a page; `tree` is its root element of lxml's, `url` where it came from."""
    metas = _metas(tree)
    linked = list(_linked_data(tree))
    articles = sorted(linked, key=_rank)
    best = next((item for item in articles if _rank(item) < 2), {})
    publisher = _name_of(best.get("publisher"), linked) or next(iter(_names(best.get("publisher"), linked)), "")
    site = metas.get("og:site_name") or publisher or metas.get("application-name", "")
    address = _canonical(tree) or metas.get("og:url", "") or url
    host = urlsplit(address or url).hostname or ""
    return Metadata(
        title=_title(tree, metas, best, site, host),
        date=_date(tree, metas, best),
        authors=_authors(tree, metas, best, linked, site),
        site=" ".join(site.split()),
        url=address if address.startswith(("http://", "https://")) else url,
        language=_language(tree, metas),
        paywalled=str(best.get("isAccessibleForFree", "")).lower() == "false",
    )


def strip_site(title: str, site: str, host: str) -> str:
    """A title without the site's name: `Talks resume | The Daily` → `Talks resume`."""
    title = " ".join(title.split())
    names = {fold(name).replace(" ", "") for name in (site, host.removeprefix("www.").rsplit(".", 1)[0])} - {""}
    names |= {fold(label) for label in host.split(".")[:-1] if len(label) > 3}
    for _ in range(3):
        gaps = list(_SEPARATORS.finditer(title))
        if not gaps:
            break
        first, last = gaps[0], gaps[-1]
        if _is_site(title[last.end() :], names) and title[: last.start()].strip():
            title = title[: last.start()].strip()
        elif _is_site(title[: first.start()], names) and title[first.end() :].strip():
            title = title[first.end() :].strip()
        else:
            break
    return title


def _is_site(text: str, names: set[str]) -> bool:
    folded = fold(text).replace(" ", "")
    bare = folded.removeprefix("the")
    if not folded:
        return False
    for name in names:
        if bare == name.removeprefix("the"):
            return True
        if len(bare) > 4 and len(name) > 4 and len(bare) < 30 and (bare in name or name in bare):
            return True
    return False


def _metas(tree: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _linked_data(tree: object) -> Iterator[dict]:
    """Every object of the page's JSON-LD, those inside lists and `@graph` too."""
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        text = re.sub(r"^\s*(<!--|//\s*<!\[CDATA\[)|(-->|//\s*\]\]>)\s*$", "", script.text or "")
        try:
            queue = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while queue and seen < 2000:
            item = queue.pop(0)
            seen += 1
            if isinstance(item, list):
                queue += item
            elif isinstance(item, dict):
                yield item
                queue += [item[key] for key in _NESTED if isinstance(item.get(key), dict | list)]


_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")


def _types(item: dict) -> list[str]:
    kinds = item.get("@type", "")
    return [str(kind).rsplit("/", 1)[-1].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _rank(item: dict) -> int:
    """0 for an article, 1 for another page with a headline, 2 for what is neither."""
    kinds = _types(item)
    if any(kind.endswith(("article", "posting", "report")) for kind in kinds):
        return 0
    return 1 if item.get("headline") and any(kind.endswith(_ARTICLE_TYPES) for kind in kinds) else 2


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return " ".join(_unescaped(str(value)).split()) if isinstance(value, str | int | float) else ""


def _unescaped(text: str) -> str:
    return unescape(re.sub(r"<[^>]{0,200}>", "", text))


def _title(tree: object, metas: dict[str, str], best: dict, site: str, host: str) -> str:
    """The headline: a first-level heading that the metadata agrees with, else what the metadata says."""
    page = " ".join("".join(node.itertext()) for node in list(tree.iter("title"))[:1])
    given = [_text(best.get("headline")), metas.get("og:title", ""), metas.get("twitter:title", ""), page]
    claims = [strip_site(_unescaped(claim), site, host) for claim in given if claim.strip()]
    headings = [" ".join("".join(node.itertext()).split()) for node in tree.iter("h1")]
    headings = [heading for heading in headings if heading and len(heading) < 400]
    for heading in headings:
        folded = fold(heading)
        agreeing = [claim for claim in claims if _agree(folded, fold(claim))]
        if fold(site) == folded or not agreeing:
            continue
        # A heading that holds more than what two claims agree on holds a kicker or the site's name.
        twice = next((claim for claim in agreeing if claims.count(claim) > 1 and fold(claim) in folded), "")
        return twice or heading
    # A headline in JSON-LD may be cut off; the page's own title then goes on.
    best_claim = claims[0] if claims else ""
    for claim in claims[1:]:
        if len(claim) > len(best_claim) and fold(claim).startswith(fold(best_claim.rstrip(".… "))) and best_claim:
            best_claim = claim
    return best_claim or (headings[0] if headings else "")


def _agree(one: str, other: str) -> bool:
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) > 15 and len(short) > len(long) / 2 and short in long


def _date(tree: object, metas: dict[str, str], best: dict) -> PartialDate | None:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        if day := full_date(_text(best.get(key))):
            return day
    for name in _DATE_NAMES:
        if day := full_date(metas.get(name, "")):
            return day
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        if node.get("itemprop") == "datePublished" or (node.tag == "time" and node.get("pubdate") is not None):
            day = full_date(node.get("datetime") or node.get("content") or "".join(node.itertext()))
            if day:
                return day
    return None


def _names(value: object, linked: list[dict], depth: int = 0) -> Iterator[str]:
    """The names behind an author or publisher: a text, an object, a reference by @id, or a list of these."""
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value[:20]:
            yield from _names(item, linked, depth + 1)
    elif isinstance(value, dict):
        name = _text(value.get("name"))
        if name:
            yield name
        elif "@id" in value:
            for item in linked:
                if item.get("@id") == value["@id"] and item is not value:
                    yield from _names({key: item[key] for key in item if key != "@id"}, linked, depth + 1)
                    return
    elif isinstance(value, str) and value.strip():
        yield _text(value)


def _name_of(value: object, linked: list[dict]) -> str:
    return next(_names(value, linked), "")


def _authors(tree: object, metas: dict[str, str], best: dict, linked: list[dict], site: str) -> tuple[str, ...]:
    found = _clean_authors(_names(best.get("author") or best.get("creator"), linked), site)
    if found:
        return found
    for name in _AUTHOR_NAMES:
        if found := _clean_authors([metas.get(name, "")], site):
            return found
    marked = [
        " ".join("".join(node.itertext()).split())
        for node in tree.iter()
        if isinstance(node.tag, str) and (node.get("rel") == "author" or (node.get("itemprop") or "") == "author")
    ]
    return _clean_authors(marked[:5], site)


def _clean_authors(names: Iterator[str] | list[str], site: str) -> tuple[str, ...]:
    """Names of people: without `By`, parted where one value holds several, without the site's own name."""
    found: dict[str, str] = {}
    for value in names:
        for part in re.split(r"\s*(?:;|\||,(?!\s*(?:Jr|Sr|PhD|MD)\b)|\s+and\s+|\s+&\s+|\s+und\s+|\s+et\s+)\s*", value):
            name = _BY.sub("", part.strip().removeprefix("and ")).strip(" .-–—\"'")
            if 2 < len(name) < 60 and not _NO_AUTHOR.search(name) and fold(name) != fold(site):
                found.setdefault(fold(name), name)
    return tuple(found.values())[:8]


def _canonical(tree: object) -> str:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            return (link.get("href") or "").strip()
    return ""


def _language(tree: object, metas: dict[str, str]) -> str:
    root = tree if tree.tag == "html" else next(tree.iter("html"), None)
    tag = (root.get("lang") if root is not None else "") or metas.get("og:locale", "").replace("_", "-")
    return tag if re.fullmatch(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*", tag or "") else ""

"""Which outlet published an article, by the host of its address or the name it gives; or a new entry for it."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from ..names import fold
from ..vocabulary import Vocabulary
from ..writing import term_id
from .article import Article

_SHORT = re.compile(r"\b(the|news|agency|com|net|org|online|website)\b")


class Source(NamedTuple):
    """Who published an article and who reposted it, by id; `new` are entries (id, values) that the vocabulary lacks."""

    outlet: str
    via: str = ""
    new: tuple[tuple[str, dict[str, str]], ...] = ()


def source_of(article: Article, vocabulary: Vocabulary) -> Source:
    """Match the outlet that an article names and the host of its address.

    Where the article names another outlet than the host's, the host reposted it.
    """
    host = host_of(article.url)
    by_host = _by_host(host, vocabulary)
    by_name = _by_name(article.outlet, vocabulary) if article.outlet else ""
    site = _by_name(article.via, vocabulary) or by_host if article.via else ""
    new: list[tuple[str, dict[str, str]]] = []
    if article.via:
        via = site or _proposed(article.via, host, vocabulary, new)
        return Source(by_name or _proposed(article.outlet, "", vocabulary, new), via, tuple(new))
    if by_host:
        # A text with its source line, read from a file with the address of who reposted it.
        reposted = by_name and by_name != by_host
        return Source(by_name if reposted else by_host, by_host if reposted else "")
    if by_name:
        return Source(by_name)
    return Source(_proposed(article.outlet or host, host, vocabulary, new), "", tuple(new))


def host_of(url: str) -> str:
    """The host of an address, without `www.`; "" where it is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _by_host(host: str, vocabulary: Vocabulary) -> str:
    """The outlet at a host: the same, or one that differs by a subdomain (`en.`, `english.`)."""
    if not host:
        return ""
    near = ""
    for outlet in vocabulary.terms["outlet"].values():
        other = host_of(outlet.url)
        if other == host:
            return outlet.id
        if other and (host.endswith(f".{other}") or other.endswith(f".{host}") or _site(host) == _site(other) != ""):
            near = near or outlet.id
    return near


def _site(host: str) -> str:
    """A host without its first part where that is a language or the like."""
    first, _, rest = host.partition(".")
    return rest if first in _LANGUAGES and rest.count(".") else host


_LANGUAGES = frozenset(["en", "english", "eng", "fa", "ar", "fr", "ru", "es", "de", "tr", "m", "news", "amp"])


def _by_name(name: str, vocabulary: Vocabulary) -> str:
    for bare in (lambda text: fold(text).replace(" ", ""), _kernel):
        wanted = bare(name)
        for outlet in vocabulary.terms["outlet"].values():
            if wanted and bare(outlet.name) == wanted:
                return outlet.id
    return _by_host(name.lower().removeprefix("www."), vocabulary) if "." in name and " " not in name else ""


def _kernel(name: str) -> str:
    """A name without what sources leave out or add: `Mehr News Agency`, `mehrnews` → `mehr`."""
    spaced = re.sub(r"(news|agency|online)$", r" \1", fold(name))
    return _SHORT.sub("", spaced).replace(" ", "")


def _proposed(name: str, host: str, vocabulary: Vocabulary, new: list) -> str:
    """An id for an outlet that the vocabulary lacks; its entry goes to `new`."""
    name = " ".join(name.split()) or "Unknown outlet"
    made = term_id(name, vocabulary.terms["outlet"]) or "unknown-outlet"
    values = {"name": name}
    if host:
        values["url"] = f"https://{host}/"
    new.append((made, values))
    return made

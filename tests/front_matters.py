"""Front matter made from the schema's fields: values of the right type, of a wrong one, and from all scripts."""

from __future__ import annotations

from functools import cache

import yaml
from hypothesis import strategies as st

from mkdocs_briefings.schema import (
    BRIEFING,
    KINDS,
    VOCABULARY,
    BriefingId,
    Choice,
    Day,
    Flag,
    Items,
    Keyed,
    Language,
    Moment,
    Number,
    Record,
    Term,
    Text,
    Url,
    Who,
)

TERMS = {
    "topic": ["nuclear-talks", "talks"],
    "country": ["IRN", "IR", "Iran", "no", "NO", "ARM", "AZE", "XKX", "côte d'ivoire", "FRA"],
    "person": ["jane-doe"],
    "organisation": ["iran-mfa"],
    "outlet": ["daily-news"],
    "series": ["weekly-briefing"],
}
HEADINGS = ["talks", "a", "a-1", "lead", "ü", "سخن", "footnotes", "constructor"]
WORDS = st.one_of(
    st.sampled_from(
        [
            "A title", "<script>alert(1)</script>", "{{ 7*7 }} {% x %} {# y #}", "[a](javascript:b)", "**b** _c_ `d`",
            "=1+1", "@cmd", "-2+3", "| a | b |", "سلام، دنیا", "名前", "İi ıI ß ﬁ", "e\u0301", "&amp;amp; &#60;",
            "%0a::error::x", "]]>", "--", "\\textbf{x} {} \\", '" onload="x', "'", "a: b # c", "~", "null", "12:30",
            "a" * 500, "🏳️‍🌈", "<!--", "TY  - BOOK\nER  - ", "x\ty", "$(id)", "\u2028", "\u00a0", "1e1000", "...",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30),
    st.text(max_size=8),
)  # fmt: skip
DATES = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2023-10-02", "2023-10", "2023", "0001-01-01", "9999-12-31", "2023-02-30", "2023-W01", "1-1-1"]),
)
URLS = st.one_of(
    st.sampled_from(
        [
            "https://news.example/1", "http://a.example", "https://x.example/?a=b&c=%20#d", "https://[::1]/",
            "https://пример.рф/ü", "javascript:alert(1)", "https://a.example/\"'<>", "//a.example", "https://", "x",
            "https://a.example/(b)[c]{d}|e\\f^g`h", "https://u:p@a.example:99999/", "https://[x]/", "https://a b/",
            "https://a.example/%ZZ", "HTTPS://A.EXAMPLE/", "https://a.example/{{b}}", "https://xn--/",
        ]
    ),
    WORDS.map("https://a.example/".__add__),
)  # fmt: skip
LANGUAGES = st.sampled_from(["fa", "en", "ar-EG", "pt-BR", "zh-Hant-TW", "x", "EN_us", "i-klingon", "he", "xx", "fa-"])
MOMENTS = st.sampled_from(
    [
        "2023-10-02T14:00+02:00", "2023-01-01T00:00Z", "2999-01-01T00:00Z", "2023-10-02", "2023-10-02T14:00",
        "9999-12-31T23:59-14:00", "0001-01-01T00:00+14:00",
    ]
)  # fmt: skip
_BYTES = st.binary(max_size=4)
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS, st.dates(), st.datetimes(), _BYTES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@cache
def good(kind: object) -> st.SearchStrategy:
    """Values that are meant for a type of the schema; most are right."""
    match kind:
        case Text():
            return WORDS
        case Day():
            return DATES
        case Moment():
            return MOMENTS
        case Choice():
            return st.sampled_from([name for name, _ in kind.options])
        case Term():
            return st.sampled_from(TERMS[kind.kind])
        case Who():
            named = st.fixed_dictionaries({"name": WORDS, "role": WORDS})
            return st.one_of(st.just("jane-doe"), named)
        case Url():
            return URLS
        case Language():
            return LANGUAGES
        case Number():
            return st.integers(1, 2)
        case Flag():
            return st.booleans()
        case BriefingId():
            return st.sampled_from(["2023-01-01-base", "2023-10-02-a", "2023-01-01-none"])
        case Items():
            return st.lists(mostly(kind.of), min_size=kind.least, max_size=3)
        case Record():
            return record(kind)
        case Keyed():
            return st.dictionaries(st.sampled_from(HEADINGS), record(kind.of), max_size=3)
    raise TypeError(kind)


@cache
def mostly(kind: object) -> st.SearchStrategy:
    """Values for a type; one in some thirty is something else."""
    return st.integers(0, 30).flatmap(lambda chance: JUNK if chance == 30 else good(kind))


@cache
def record(kind: Record) -> st.SearchStrategy:
    """Mappings with the required keys, some of the others, and now and then one that is not known."""
    required = {one.name: mostly(one.type) for one in kind.fields if one.required}
    optional = {one.name: mostly(one.type) for one in kind.fields if not one.required}
    return st.fixed_dictionaries(required, optional=optional)


@cache
def small(kind: Record) -> st.SearchStrategy:
    """As `record`, with two of the keys that may be left out at most: more of these are accepted."""
    required = {one.name: good(one.type) for one in kind.fields if one.required}
    optional = [one for one in kind.fields if not one.required]
    chosen = st.lists(st.sampled_from(optional), max_size=2, unique=True)
    return chosen.flatmap(lambda some: st.fixed_dictionaries(required | {one.name: good(one.type) for one in some}))


def as_yaml(value: object) -> str:
    """A value as YAML; what YAML cannot say in plain values comes with tags, which are refused."""
    return yaml.dump(value, allow_unicode=True, sort_keys=False)


FRONTS = st.one_of(record(BRIEFING), small(BRIEFING)).map(as_yaml)
PUNCTUATION = st.text("-:,[]{}#&*!|>'\"%@` \n\tab1~?<=\\é", max_size=60)


def _put_in(front: str, text: str, at: int) -> str:
    return front[:at] + text + front[at:]


RAW_FRONTS = st.one_of(PUNCTUATION, st.builds(_put_in, FRONTS, PUNCTUATION, st.integers(0, 400)))
"""Text that is hardly YAML, alone or within front matter."""
VOCABULARIES = st.sampled_from(list(KINDS)).flatmap(
    lambda kind: st.tuples(
        st.just(f"vocabulary/{KINDS[kind]}.yml"),
        st.dictionaries(
            st.sampled_from([*TERMS[kind][:1], "jane-doe", "talks", "a", "x-y", "1", "ARM", "IRN", "con", "a_b"]),
            record(VOCABULARY[kind]),
            max_size=3,
        ).map(as_yaml),
    )
)
"""A vocabulary file by its path, in the place of the one of the small site."""

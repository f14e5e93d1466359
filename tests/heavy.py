"""Inputs that cost a reader of text most: for each construct of Markdown and YAML as much of it as the limits allow.

Each generator gives the text of a body, a front matter or a vocabulary file of at most `size` characters of ASCII. What
costs more than its share in one engine or another is known from the engines' own histories: unclosed openers, deep
nesting, long runs, many definitions of one name. `spent_on` measures what a check of one takes.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
from collections.abc import Callable
from itertools import count
from pathlib import Path

from conftest import NOW, basic, briefing

from mkdocs_briefings import report
from mkdocs_briefings.checking import check_site
from mkdocs_briefings.project import find_project

KIB = 1024
BODY, FRONT, VOCABULARY = 255 * KIB, 63 * KIB, 1024 * KIB


def filled(size: int, part: str | Callable[[int], str], head: str = "", tail: str = "") -> str:
    """A text of at most `size` characters: the head, then one part after the other, then the tail."""
    room = size - len(head) - len(tail)
    if isinstance(part, str):
        return head + part * (room // len(part)) + tail
    out, at = [], 0
    for number in count():
        piece = part(number)
        if at + len(piece) > room:
            return head + "".join(out) + tail
        out.append(piece)
        at += len(piece)
    return ""


def _once(opener: str, closer: str = "") -> Callable[[int], str]:
    """Half of the text openers, half of it closers."""
    return lambda size: filled(size // 2, opener) + (filled(size // 2, closer) if closer else "")


def _many(part: str | Callable[[int], str], head: str = "", tail: str = "") -> Callable[[int], str]:
    return lambda size: filled(size, part, head, tail)


def _wide_table(size: int) -> str:
    """A table with as many columns as rows."""
    side = int((size / 3) ** 0.5)
    return "|a" * side + "|\n" + "|-" * side + "|\n" + ("|b" * side + "|\n") * (side - 2)


def _short_rows(size: int) -> str:
    """A wide table whose rows have one cell: engines fill them up (CVE-2024-22051 and its kin)."""
    side = size // 8
    return "|a" * side + "|\n" + "|-" * side + "|\n" + "|\n" * (size // 4)


def _nested_lists(size: int) -> str:
    lines, at, depth = [], 0, 0
    while True:
        line = "  " * depth + "- a\n"
        if at + len(line) > size:
            return "".join(lines)
        lines.append(line)
        at += len(line)
        depth += 1


def _deep_quotes(size: int) -> str:
    """Lines of quotations, each one deeper than the one before."""
    return filled(size, lambda n: ">" * (n % 700 + 1) + " a\n")


def _indented_markers(size: int) -> str:
    return filled(size, lambda n: " " * (n % 400) + "1. a\n\n")


BODIES: dict[str, Callable[[int], str]] = {
    "plain words": _many("word "),
    "one long line without blanks": _many("x"),
    "paragraphs": _many("word word\n\n"),
    "blank lines": _many("\n"),
    "blanks": _many(" "),
    "tabs": _many("\t"),
    "backslashes": _many("\\"),
    "opening brackets": _many("["),
    "closing brackets": _many("]"),
    "brackets open and close": _once("[", "]"),
    "image openers": _many("!["),
    "links that do not end": _many("[a]("),
    "links that do not end, with angle brackets": _many("[a](<b"),
    "links whose title does not end": _many('[a](b "c'),
    "links in links": _once("[", "](a)"),
    "links with parentheses": _many("[a](" + "(" * 31),
    "full reference links": _many("[a][b]"),
    "brackets with stars": _many("[*a_ "),
    "links to headings that are not there": _many(lambda n: f"[a](#b{n})\n"),
    "links to files that are not there": _many(lambda n: f"[a](b{n}.md)\n"),
    "links to one file that is not there": _many("[a](b.md)\n"),
    "images that are not there": _many(lambda n: f"![a](b{n}.png)\n"),
    "links to a long address": _many(lambda n: f"[a](x{n})\n", "[a](" + "b" * 100 * KIB + ")\n"),
    "links outside": _many(lambda n: f"[a](https://a.example/{n})\n"),
    "links with an unknown scheme": _many(lambda n: f"[a](b{n}:c)\n"),
    "links with a forbidden scheme in one line": _many("[a](javascript:b)"),
    "links without an address": _many("[a]()"),
    "link definitions": _many(lambda n: f"[a{n}]: b\n"),
    "link definitions of one name": _many("[a]: b\n"),
    "link definitions and uses": lambda size: (
        filled(size // 2, lambda n: f"[a{n}]: b{n}.md\n") + "\n" + filled(size // 2, lambda n: f"[a{n}]\n")
    ),
    "one long definition used often": _many("[a]", "[a]: " + "b" * 60 * KIB + "\n\n"),
    "link definitions that do not end": _many("[a]: <b\n"),
    "a definition whose title goes on": _many("b\n", "[a]: c 'd\n"),
    "names of definitions in brackets": _many("[a\\]"),
    "stars": _many("*"),
    "underscores": _many("_"),
    "tildes": _many("~"),
    "stars with letters": _many("*a"),
    "stars with letters after": _many("a*"),
    "stars open and close": _once("*a ", " a*"),
    "double stars": _many("a**b"),
    "stars and underscores": _many("*a _b "),
    "stars and underscores cross": _many("*a_b*c_"),
    "runs of three and two": _many("a***b**c"),
    "mixed runs": _many("**x*y _z __w ~~v "),
    "stars with punctuation": _many("*.a.*"),
    "strikethrough": _many("~~a ~b"),
    "nested emphasis": _once("*a **a ", "** a* "),
    "backticks": _many("`"),
    "backticks of growing length": _many(lambda n: "a" + "`" * n),
    "code spans": _many("`a` "),
    "fences": _many("```\na\n"),
    "fences of growing length": _many(lambda n: "`" * (n + 3) + "\n"),
    "entities": _many("&amp;"),
    "entities that are none": _many("&a"),
    "long entities": _many("&CounterClockwiseContourIntegral;"),
    "numeric references": _many("&#1234567;"),
    "references to what cannot be seen": _many("&#7;"),
    "references to joiners": _many("&#8205;"),
    "ampersands": _many("&"),
    "footnotes": lambda size: (
        filled(size // 2, lambda n: f"[^{n}] ") + "\n\n" + filled(size // 2, lambda n: f"[^{n}]: a\n\n")
    ),
    "footnotes used often": _many("[^a] ", tail="\n\n[^a]: b\n"),
    "footnotes that are not there": _many(lambda n: f"[^{n}] "),
    "footnotes of one name": _many("[^a]: b\n\n", "[^a]\n\n"),
    "footnotes in footnotes": _many(lambda n: f"[^{n}]: a [^{n + 1}]\n\n", "[^0]\n\n"),
    "footnotes with headings": _many(lambda n: f"[^{n}]: # a\n\n", "[^0]\n\n"),
    "footnotes that use each other": _many(lambda n: f"[^{n}]: [^{n}][^0]\n\n", "[^0]\n\n"),
    "footnotes with long names": _many(lambda n: f"[^{'a' * 300}{n}]: [^{'a' * 300}{n + 1}]\n\n", "[^a]\n\n"),
    "autolinks": _many("<https://a.example>"),
    "autolinks that do not end": _many("<https://a"),
    "bare addresses": _many("https://a.example "),
    "bare addresses without blanks": _many("https://a.example/"),
    "bare addresses with parentheses": _many("https://a.example/)))) "),
    "an address of parentheses": _many(")", "https://a.example/"),
    "an address of entities": _many("&a;", "https://a.example/"),
    "www": _many("www."),
    "www and dots": _many("www.a..."),
    "mail addresses": _many("a@b.example "),
    "mail addresses that are none": _many("a@"),
    "letters before an at": _many("a", tail="@"),
    "dots and ats": _many("a.b@c_"),
    "colons and slashes": _many("://"),
    "scheme after scheme": _many("http:"),
    "HTML": _many("<b>a</b>"),
    "HTML blocks": _many("<div>\n\n"),
    "openers of tags": _many("<"),
    "tags that do not end": _many("<a "),
    "attributes that do not end": _many("<a b='"),
    "attributes": _many("<a b=c d='e'"),
    "comments": _many("<!-- a -->"),
    "comments that do not end": _many("<!--"),
    "processing instructions that do not end": _many("<?"),
    "declarations that do not end": _many("<!A "),
    "CDATA that does not end": _many("<![CDATA["),
    "closing tags": _many("</a"),
    "HTML on lines of their own": _many("a <i>\n\n"),
    "HTML in one paragraph": _many("<i>\n"),
    "different HTML": _many(lambda n: f"<a{n}>\n\n"),
    "quotes in one line": _many(">"),
    "quotes with blanks in one line": _many("> "),
    "quotes": _many("> a\n"),
    "quotes, each line deeper": _deep_quotes,
    "quotes and lists in one line": _many("> - "),
    "lists in one line": _many("- "),
    "ordered lists in one line": _many("1. "),
    "lists": _many("- a\n"),
    "lists with blank lines": _many("- a\n\n"),
    "lists with two markers": _many("- a\n* b\n"),
    "nested lists": _nested_lists,
    "lists 49 deep": _many("- " * 49 + "a\n"),
    "lists 51 deep": _many("- " * 51 + "a\n"),
    "indented markers": _indented_markers,
    "task lists": _many("- [ ] a\n"),
    "tables": _many("|a|b|\n|-|-|\n|c|d|\n\n"),
    "one long table": _many("|a|b|\n", "|a|b|\n|-|-|\n"),
    "a wide table": _wide_table,
    "a table with short rows": _short_rows,
    "pipes": _many("|"),
    "delimiter rows": _many("|-|-|\n"),
    "dashes of a table": _many("-|"),
    "lines that might head a table": _many("a|b\n"),
    "headings": _many(lambda n: f"## a{n}\n"),
    "headings with one id": _many("## a\n"),
    "headings without an id": _many("##\n"),
    "headings of level 1": _many("# a\n"),
    "headings of level 6": _many(lambda n: f"###### a{n}\n"),
    "headings with a given id": _many(lambda n: f"## a {{#b{n}}}\n"),
    "a heading of braces": _many("{#a", "## "),
    "a heading of braces and blanks": _many("{# ", "## "),
    "a heading of blanks before a brace": _many(" ", "## a", "{"),
    "a heading of hashes": _many("#", "## a "),
    "headings with bad ids": _many(lambda n: f"## a {{#_{n}}}\n"),
    "underlined headings": _many("a\n-\n"),
    "underlines": _many("=\n"),
    "one heading of many lines": _many("a\n", tail="---\n"),
    "rules": _many("---\n"),
    "rules with blanks": _many("- - -\n"),
    "a rule that is none": _many("* ", tail="a"),
    "indented code": _many("    a\n\n"),
    "hard breaks": _many("a  \n"),
    "blanks at the ends of lines": _many("a" + " " * 200 + "b\n"),
    "quotes and apostrophes": _many("\"'"),
    "words in Persian": _many("سلام ‌"),
    "combining marks": _many("́", "a"),
    "emoji": _many("👩‍👩‍👧 "),
    "hidden characters": _many("a\u202e"),
    "different hidden characters": _many(lambda n: "a" + chr(0xE0020 + n % 90)),
    "words of two scripts": _many(lambda n: f"pаypal{n} "),
    "words of two scripts, one word": _many("aа"),
}


def _in_paragraphs(text: Callable[[int], str]) -> Callable[[int], str]:
    """The same text in many paragraphs of a length that is still looked at."""
    return lambda size: "\n\n".join([text(3_900)] * (size // 3_910)) + "\n\n<i>b</i>\n"


IN_PARAGRAPHS = {name: _in_paragraphs(text) for name, text in BODIES.items()}

BODIES |= {
    f"{name}, with something to report": lambda size, text=text: (
        text(size - 60) + "\n\n[a](missing.md) <i>b</i> [c](d:e)\n"
    )
    for name, text in BODIES.items()
}
"""Bodies, each a function of the size in characters; those that are not ASCII are cut to bytes where they are used."""


def _keys(part: Callable[[int], str], head: str = "") -> Callable[[int], str]:
    return lambda size: filled(size, part, head)


FRONTS: dict[str, Callable[[int], str]] = {
    "unknown keys": _keys(lambda n: f"tittle{n}: a\n"),
    "unknown keys of great length": _keys(lambda n: f"{'a' * 500}{n}: b\n"),
    "one key again and again": _keys(lambda n: "place: a\n"),
    "unknown topics": _keys(lambda n: f"topic-{n}, ", "topics: ["),
    "unknown topics, a line each": _keys(lambda n: f"- topic-{n}\n", "topics:\n"),
    "unknown countries": _keys(lambda n: f"- country {n}\n", "countries:\n"),
    "countries by name": _keys(lambda n: ["- Iran\n", "- Türkiye\n", "- Côte d’Ivoire\n"][n % 3], "countries:\n"),
    "countries of great length": _keys(lambda n: f"- {'a' * 2000}\n", "countries:\n"),
    "one country of great length": lambda size: "countries: [" + "a" * (size - 20) + "]\n",
    "one topic of great length": lambda size: "topics: [" + "a" * (size - 20) + "]\n",
    "one key of great length": lambda size: "a" * (size - 20) + ": b\n",
    "one format of great length": lambda size: "format: " + "a" * (size - 20) + "\n",
    "formats of great length": _keys(lambda n: f"  a{n}: {{mode: {'a' * 2000}}}\n", "sections:\n"),
    "translations of great length": lambda size: "translations: [2023-01-01-" + "a" * (size - 40) + "]\n",
    "translations that are not there": _keys(lambda n: f"- 2023-01-01-a{n}\n", "translations:\n"),
    "old addresses": _keys(lambda n: f"- old-{n}\n", "redirects_from:\n"),
    "old addresses of great length": lambda size: "redirects_from: [" + "a" * (size - 20) + "!]\n",
    "sections that are not there": _keys(lambda n: f"  a{n}:\n", "sections:\n"),
    "a section of great length": lambda size: "sections: {? " + "a" * (size - 40) + " : {topics: []}}\n",
    "sections with unknown keys": _keys(lambda n: f"  a{n}: {{topic: [b]}}\n", "sections:\n"),
    "old ids of a section": _keys(lambda n: f"a{n}, ", "sections: {lead: {redirects_from: ["),
    "statements": _keys(
        lambda n: "{speaker: jane-doe, topic: talks, mode: quote, says: a}, ", "sections: {lead: {statements: ["
    ),
    "statements of nobody": _keys(lambda n: "{topic: talks}, ", "sections: {lead: {statements: ["),
    "sources": _keys(lambda n: f"- {{outlet: daily-news, url: 'https://a.example/{n}'}}\n", "sources:\n"),
    "sources with bad addresses": _keys(lambda n: f"- {{outlet: daily-news, url: 'a{n}'}}\n", "sources:\n"),
    "an address of great length": lambda size: (
        "sources: [{outlet: daily-news, url: 'https://" + "a" * (size - 80) + "'}]\n"
    ),
    "an address of colons": lambda size: "sources: [{outlet: daily-news, url: 'https://" + ":" * (size - 80) + "'}]\n",
    "speakers without a page": _keys(lambda n: f"- {{name: a{n}, role: b}}\n", "speakers:\n"),
    "updates": _keys(lambda n: "- {date: 2023-12-01, kind: minor, note: a}\n", "updates:\n"),
    "a flow that does not end": _keys(lambda n: "[", "topics: "),
    "a mapping that does not end": _keys(lambda n: "{", "topics: "),
    "a mapping of mappings": _keys(lambda n: "{a: ", "topics: "),
    "aliases": _keys(lambda n: f"a{n}: *b\n", "a: &b c\n"),
    "anchors": _keys(lambda n: f"a{n}: &b{n} c\n"),
    "tags": _keys(lambda n: f"a{n}: !!str c\n"),
    "tag directives": _keys(lambda n: f"%TAG !a{n}! b\n"),
    "explicit keys": _keys(lambda n: "? a\n"),
    "question marks": _keys(lambda n: "? "),
    "dashes in one line": _keys(lambda n: "- ", "topics:\n "),
    "colons": _keys(lambda n: ":", "title: a"),
    "colons with blanks": _keys(lambda n: "a: "),
    "a quote that does not end": _keys(lambda n: "a\n", 'title: "'),
    "a quote of escapes": _keys(lambda n: "\\x41", 'title: "'),
    "a quote of control characters": lambda size: 'title: "' + "\\x07" * (size // 4 - 10) + '"\n',
    "a quote of hidden characters": lambda size: 'title: "' + "\\u202e" * (size // 6 - 10) + '"\n',
    "quotes of hidden characters": _keys(lambda n: '- "\\u202e"\n', "topics:\n"),
    "a block of text": _keys(lambda n: " a\n", "title: |\n"),
    "a block of blank lines": _keys(lambda n: "\n", "title: >\n"),
    "comments": _keys(lambda n: "# a\n"),
    "blanks before keys": _keys(lambda n: " " * n + "a:\n"),
    "tabs": _keys(lambda n: "\ta: b\n"),
    "a plain scalar of many lines": _keys(lambda n: " a\n", "title: b\n"),
    "merge keys": _keys(lambda n: "<<: {a: b}\n"),
    "a title of great length": lambda size: "title: " + "a" * (size - 20) + "\n",
    "a summary of words of two scripts": lambda size: "summary: " + "aа " * (size // 8) + "\n",
    "a title of joiners": lambda size: 'title: "' + "a\\u200d" * (size // 8) + '"\n',
    "dates of great length": lambda size: "published: 2" + "0" * (size - 30) + "\n",
    "a moment of great length": lambda size: "embargo: 2023-01-01T00:00" + "0" * (size - 40) + "Z\n",
    "a language of great length": lambda size: "language: en" + "-aaaaaaaa" * ((size - 20) // 9) + "!\n",
    "a number of great length": lambda size: "sections: {lead: {sources: [" + "1" * (size - 50) + "]}}\n",
}
"""The lines of a front matter; those that a briefing needs come before them where they are used."""


def _terms(part: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: filled(size, part)


VOCABULARIES: dict[str, tuple[str, Callable[[int], str]]] = {
    "topics": ("topics", _terms(lambda n: f"t{n}: {{name: T{n}}}\n")),
    "topics with bad ids": ("topics", _terms(lambda n: f"T_{n}: {{name: T}}\n")),
    "topics with unknown keys": ("topics", _terms(lambda n: f"t{n}: {{nam: T}}\n")),
    "topics without a name": ("topics", _terms(lambda n: f"t{n}: {{}}\n")),
    "topics each below the one before": (
        "topics", _terms(lambda n: f"t{n}: {{name: T, parents: [t{max(n - 1, 0)}]}}\n" if n else "t0: {name: T}\n"),
    ),
    "topics each below the one after": ("topics", _terms(lambda n: f"t{n}: {{name: T, parents: [t{n + 1}]}}\n")),
    "topics below the ten before": (
        "topics",
        _terms(lambda n: f"t{n}: {{name: T, parents: [{', '.join(f't{m}' for m in range(max(n - 10, 0), n))}]}}\n"),
    ),
    "pairs of topics in a circle": ("topics", _terms(lambda n: f"t{n}: {{name: T, parents: [t{n ^ 1}]}}\n")),
    "topics below all of the first hundred": (
        "topics",
        _terms(
            lambda n: f"t{n}: {{name: T, parents: [{', '.join(f't{m}' for m in range(n if n < 100 else 100))}]}}\n"
        ),
    ),
    "topics below each other": (
        "topics", _terms(lambda n: f"t{n}: {{name: T, parents: [{', '.join(f't{m}' for m in range(150))}]}}\n"),
    ),
    "organisations each below the one after": (
        "organisations", _terms(lambda n: f"o{n}: {{name: O, parent: o{n + 1}}}\n"),
    ),
    "topics below unknown ones": ("topics", _terms(lambda n: f"t{n}: {{name: T, parents: [unknown-{n}]}}\n")),
    "aliases of one topic": ("topics", lambda size: filled(size, lambda n: f"a{n}, ", "t: {name: T, aliases: [", "]}")),
    "old ids of one topic": (
        "topics", lambda size: filled(size, lambda n: f"a{n}, ", "t: {name: T, redirects_from: [", "]}"),
    ),
    "old ids of all topics": ("topics", _terms(lambda n: f"t{n}: {{name: T, redirects_from: [old-{n}]}}\n")),
    "one old id of all topics": ("topics", _terms(lambda n: f"t{n}: {{name: T, redirects_from: [old]}}\n")),
    "countries that are none": ("countries", _terms(lambda n: f"X{n}: {{name: X}}\n")),
    "a country with many names": (
        "countries", lambda size: filled(size, lambda n: f"a{n}, ", "IRN: {aliases: [", "]}"),
    ),
    "a country with names of great length": (
        "countries", lambda size: filled(size, lambda n: "a" * 5000 + f"{n}, ", "IRN: {aliases: [", "]}"),
    ),
    "countries with unknown regions": ("countries", lambda size: "IRN: {region: " + "a" * (size - 20) + "}\n"),
    "people": ("people", _terms(lambda n: f"p{n}: {{name: P{n}, country: Iran}}\n")),
    "people of unknown countries": ("people", _terms(lambda n: f"p{n}: {{name: P, country: Nowhere {n}}}\n")),
    "roles of one person": (
        "people", lambda size: filled(size, lambda n: "{title: a, from: 2020}, ", "p: {name: P, roles: [", "]}"),
    ),
    "roles at unknown places": (
        "people",
        lambda size: filled(size, lambda n: f"{{title: a, organisation: o{n}}}, ", "p: {name: P, roles: [", "]}"),
    ),
    "outlets with bad affiliations": ("outlets", _terms(lambda n: f"o{n}: {{name: O, affiliation: a{n}}}\n")),
    "names of great length": ("topics", _terms(lambda n: f"t{n}: {{name: {'a' * 10000}}}\n")),
    "one id of great length": ("topics", lambda size: "a" * (size - 20) + ": {name: T}\n"),
    "a file that is a list": ("topics", _terms(lambda n: "- a\n")),
    "a file of hidden characters": ("topics", _terms(lambda n: f"t{n}: {{name: \u202ea}}\n")),
    "names of two scripts": ("topics", _terms(lambda n: f"t{n}: {{name: pаypal{n}}}\n")),
}
VOCABULARIES |= {
    "a used organisation, each below the one after": (
        "organisations",
        _terms(lambda n: f"o{n}: {{name: O, parent: o{n + 1}}}\n" if n else "iran-mfa: {name: O, parent: o1}\n"),
    ),
    "topics of great depth below a used one": (
        "topics",
        lambda size: filled(
            size, lambda n: f"t{n}: {{name: T, parents: [t{n + 1}]}}\n", "nuclear-talks: {name: T, parents: [t0]}\n"
        ),
    ),
    "valid topics": (
        "topics",
        lambda size: filled(size, lambda n: f"t{n}: {{name: T{n}}}\n", "nuclear-talks: {name: T}\ntalks: {name: U}\n"),
    ),
}
"""Vocabulary files as (name of the file, text for a size)."""



def _briefings(count: int, front: str, body: str) -> dict[str, str]:
    """So many small briefings."""
    head = "title: A\nformat: statement\nsummary: A.\nsources: [{outlet: daily-news, url: https://news.example/1}]\n"
    return {
        f"briefings/2023/2023-10-02-b{n}.md": f"---\ndate: 2023-10-02\n{head}{front}---\n{body}" for n in range(count)
    }


_COUNTRIES = "[IRN, ARM, AZE, EGY, SDN, USA, FRA, DEU, GBR, CHN, RUS, IND, PAK, AFG, IRQ, SYR, TUR, GEO, OMN, QAT]"


SITES: dict[str, Callable[[], dict[str, str]]] = {
    "many sections with many terms": lambda: _briefings(
        1,
        f"countries: {_COUNTRIES}\ntopics: [{', '.join(f't{n}' for n in range(9000))}]\n",
        filled(200 * KIB, "## A\n"),
    )
    | {"vocabulary/topics.yml": filled(512 * KIB, lambda n: f"t{n}: {{name: T{n}}}\n")},
    "many sections, each with many terms that are there": lambda: _briefings(
        1,
        f"countries: {_COUNTRIES}\ntopics: [{', '.join(f't{n}' for n in range(100))}]\n",
        filled(200 * KIB, lambda n: f"## A{n}\n"),
    )
    | {"vocabulary/topics.yml": filled(512 * KIB, lambda n: f"t{n}: {{name: T{n}}}\n")},
    "many sections, spoken by many who held many offices": lambda: _briefings(
        1, f"speakers: [{', '.join(f'p{n}' for n in range(100))}]\n", filled(200 * KIB, lambda n: f"## A{n}\n")
    )
    | {
        "vocabulary/people.yml": filled(
            1024 * KIB,
            lambda n: f"p{n}: {{name: P{n}, country: IRN, roles: [{', '.join(['{title: a}'] * 600)}]}}\n",
        )
    },
    "a thousand small briefings": lambda: _briefings(1000, "topics: [talks]\n", "word " * 150),
    "many terms and misspelt ones": lambda: _briefings(20, "topics: [" + ", ".join(["tt-12345-x"] * 20) + "]\n", "")
    | {"vocabulary/topics.yml": filled(1000 * KIB, lambda n: f"tt-{n}: {{name: T{n}}}\n")},
    "many links to nowhere among many briefings": lambda: _briefings(
        200, "topics: [talks]\n", "".join(f"[a](2023-10-02-c{n}.md)\n" for n in range(60))
    ),
}
"""Whole sites as files by their path under content/, of about 1 MiB."""


CASES = [
    *(("body", name) for name in BODIES),
    *(("paragraphs", name) for name in IN_PARAGRAPHS),
    *(("front", name) for name in FRONTS),
    *(("vocabulary", name) for name in VOCABULARIES),
    *(("site", name) for name in SITES),
]
"""Every input, as its kind and its name."""

_FILE = "briefings/2023/2023-10-02-a.md"


def files_of(kind: str, name: str) -> dict[str, object]:
    """A small site with one heavy file: its files by their path under content/."""
    if kind == "body":
        return basic() | {_FILE: briefing("topics: [talks]", _cut(BODIES[name](BODY), BODY))}
    if kind == "paragraphs":
        return basic() | {_FILE: briefing("topics: [talks]", _cut(IN_PARAGRAPHS[name](BODY), BODY))}
    if kind == "front":
        text = _cut(FRONTS[name](FRONT), FRONT)
        given = text.split(":", 1)[0]
        required = briefing().split("\n---\n")[0].split("\n")
        head = "\n".join(line for line in required if line.split(":", 1)[0] != given)
        return basic() | {_FILE: f"{head}\n{text}\n---\nLead.\n"}
    if kind == "vocabulary":
        file, text = VOCABULARIES[name]
        return basic() | {f"vocabulary/{file}.yml": _cut(text(VOCABULARY), VOCABULARY)}
    return basic() | SITES[name]()


def _cut(text: str, size: int) -> str:
    """At most so many bytes of a text."""
    return text.encode()[:size].decode("utf-8", "ignore")


def spent_on(folder: Path, timeout: float) -> tuple[float, int, int]:
    """What checking a site takes, from its files to the printed lines: seconds of a processor's time, memory in MiB
    beyond what the process had, and how many problems are told. A process of its own does it; raises queue.Empty when
    it takes more than `timeout` seconds."""
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    process = context.Process(target=_check, args=(folder, answer))
    process.start()
    try:
        return answer.get(timeout=timeout)
    finally:
        process.kill()
        process.join()


def _check(folder: Path, answer) -> None:
    gc.disable()  # as the command does
    before = resource.getrusage(resource.RUSAGE_SELF)
    problems = check_site(find_project(folder), NOW, lambda line: None)
    for rendering in report.RENDERINGS.values():
        rendering(problems)
    after = resource.getrusage(resource.RUSAGE_SELF)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    answer.put((spent, (after.ru_maxrss - before.ru_maxrss) // 1024, len(problems)))

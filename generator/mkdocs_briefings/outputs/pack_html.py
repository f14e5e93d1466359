"""A pack as one HTML file that loads nothing: its style is inside, and its policy allows that style and no more."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from itertools import groupby

from .. import escape
from .pack_model import Entry, Pack

_STYLE = """
:root{color-scheme:light dark;--paper:#fdfcf9;--ink:#1b1e22;--soft:#565d66;--rule:#dcd8cf;--accent:#0b5a6a}
@media(prefers-color-scheme:dark){:root{--paper:#15181b;--ink:#e7e4dd;--soft:#a6abb2;--rule:#343a40;--accent:#7cc4d1}}
*{box-sizing:border-box}
body{margin:0 auto;max-inline-size:44rem;padding:1.5rem 1.25rem 3rem;background:var(--paper);color:var(--ink);
font:1rem/1.6 Charter,Georgia,"Noto Serif","Noto Naskh Arabic",serif;overflow-wrap:break-word}
a{color:var(--accent)}
h1,h2,h3{line-height:1.25}
article{border-block-start:1px solid var(--rule);margin-block-start:2rem}
nav ol{list-style:none;padding:0}
nav h3,.meta,time{font:.875rem/1.5 system-ui,sans-serif;color:var(--soft)}
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid var(--rule)}
div:has(>table),pre{overflow-x:auto}
table{border-collapse:collapse}
th,td{padding:.3rem .6rem;border-block-end:1px solid var(--rule);text-align:start;vertical-align:top}
@media print{body{max-inline-size:none}article{break-inside:avoid}}
"""

STYLE = f"'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
"""Stands for the style in a policy: that of the file, and that of a host which shows it on the site."""

_POLICY = f"default-src 'none'; style-src {STYLE}; base-uri 'none'; form-action 'none'"


def html_of(pack: Pack) -> bytes:
    """The file's bytes."""
    settings, words = pack.settings, pack.words
    title, address = escape.html(pack.title), escape.html(pack.address)
    chronology = escape.html(words.gettext("Chronology"))
    return f"""<!doctype html>
<html lang="{escape.html(words.language)}" dir="{words.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {escape.html(settings.site_name)}</title>
<link rel="canonical" href="{address}">
<style>{_STYLE}</style>
</head>
<body>
<header>
<p class="meta">{escape.html(pack.label)} · <a href="{address}">{escape.html(settings.site_name)}</a></p>
<h1>{title}</h1>
<p>{escape.html(pack.description)}</p>
<p class="meta">{_sums(pack)} · {notes(pack)}</p>
</header>
<nav aria-labelledby="chronology">
<h2 id="chronology">{chronology}</h2>
{_chronology(pack)}
</nav>
<main>
{"".join(_section(entry) for entry in pack.entries)}</main>
</body>
</html>
""".encode()


def _sums(pack: Pack) -> str:
    words = pack.words
    sections = words.ngettext("%(num)s section", "%(num)s sections", len(pack.entries))
    briefings = words.ngettext("%(num)s briefing", "%(num)s briefings", pack.briefings)
    return escape.html(f"{sections} · {briefings}")


def notes(pack: Pack) -> str:
    """Up to when a pack tells, and the licence of its texts, as HTML."""
    words, settings = pack.words, pack.settings
    cut_off = escape.html(words.gettext("Information cut-off: %(date)s", date=words.label(pack.cut_off)))
    if not settings.licence:
        return cut_off
    name = escape.html(settings.licence)
    if settings.licence_url:
        name = f'<a rel="license" href="{escape.html(settings.licence_url)}">{name}</a>'
    content = escape.html(words.gettext("Content: %(licence)s")) % {"licence": name}
    return f"{cut_off} · {content}"


def _chronology(pack: Pack) -> str:
    words, out = pack.words, []
    for year, of_year in groupby(pack.entries, key=lambda entry: entry.date.year):
        lines = "".join(
            f'<li><time datetime="{entry.date.iso}">{escape.html(words.label(entry.date))}</time> '
            f'<a href="#{entry.id}"{_tongue(entry)}>{escape.html(entry.heading)}</a></li>\n'
            for entry in of_year
        )
        out.append(f"<h3>{words.number(year)}</h3>\n<ol>\n{lines}</ol>")
    return "\n".join(out)


def _section(entry: Entry) -> str:
    heading = f"<h2{_tongue(entry)}>{escape.html(entry.heading)}</h2>"
    return f'<article id="{entry.id}">\n{heading}\n{entry.html}\n</article>\n'


def _tongue(entry: Entry) -> str:
    return f' lang="{escape.html(entry.language)}" dir="{entry.direction}"'

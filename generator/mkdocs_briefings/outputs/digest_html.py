"""Blocks as an HTML message: one document, its styles written into each element, nothing loaded from anywhere.

Mail programs drop scripts, SVG and style sheets of all kinds, so styles are put into `style` attributes (by css-inline)
and bars are blocks with a width. Some keep a `<style>` for dark mode, which stays apart; the colours without it are
read well by programs that invert them.
"""

from __future__ import annotations

from collections.abc import Iterable

from .. import bidi, escape
from ..words import words_of
from .digest_blocks import Block, Entry, Heading, Paragraph, Run, Sender
from .web_links import uri_text

INLINER = "pip install 'mkdocs-briefings[mail]'"
"""Brings css-inline."""

_STYLE = """\
body { margin: 0; padding: 0; background: #f5f2eb }
.sheet { max-width: 640px; margin: 0 auto; padding: 24px 20px; background: #fdfcf9; color: #1b1e22; \
font-family: Georgia, 'Times New Roman', serif; font-size: 16px; line-height: 1.5; overflow-wrap: break-word }
h1 { margin: 4px 0 8px; font-size: 28px; line-height: 1.2 }
h2 { margin: 28px 0 8px; padding-bottom: 4px; border-bottom: 1px solid #dcd8cf; font-size: 20px; line-height: 1.3 }
h3 { margin: 18px 0 6px; font-family: Arial, sans-serif; font-size: 14px; line-height: 1.3; color: #565d66 }
p { margin: 0 0 6px }
ul { margin: 0; padding: 0; list-style: none }
li { margin: 0 0 8px }
a { color: #0b5a6a }
.lede { font-size: 18px }
.meta { font-family: Arial, sans-serif; font-size: 13px; color: #565d66 }
.quote { padding: 0 12px; border-left: 2px solid #0b5a6a }
.quote-rtl { padding: 0 12px; border-right: 2px solid #0b5a6a }
.bar { height: 5px; background: #0b5a6a; line-height: 0; font-size: 0 }
.before { height: 3px; background: #a6abb2; line-height: 0; font-size: 0 }
"""

_DARK = """\
@media (prefers-color-scheme: dark) {
body, .sheet { background: #15181b !important; color: #e7e4dd !important }
h2 { border-color: #343a40 !important }
h3, .meta { color: #a6abb2 !important }
a { color: #7cc4d1 !important }
.quote, .quote-rtl { border-color: #7cc4d1 !important }
.bar { background: #7cc4d1 !important }
}
"""


class MissingInliner(Exception):
    """css-inline is not installed; the message says how to install it."""


def html_of(blocks: Iterable[Block], sender: Sender, title: str) -> str:
    """The blocks as a document with inlined styles. Raises MissingInliner."""
    try:
        from css_inline import CSSInliner
    except ImportError as error:
        raise MissingInliner(f"HTML for mail needs the package css-inline; install it with {INLINER}") from error
    return CSSInliner(load_remote_stylesheets=False).inline(document(blocks, sender, title))


def body_of(blocks: Iterable[Block], sender: Sender) -> str:
    """The blocks alone, for another document with a style of its own."""
    base = words_of(sender.settings.language).direction
    return "\n".join(_block(block, sender, base) for block in blocks)


def document(blocks: Iterable[Block], sender: Sender, title: str) -> str:
    """The document as it is before its styles are written into its elements."""
    language = escape.html(words_of(sender.settings.language).language)
    base = words_of(sender.settings.language).direction
    body = body_of(blocks, sender)
    # Some programs take the document's head away, so language and direction stand on the sheet too.
    return f"""<!doctype html>
<html lang="{language}" dir="{base}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{escape.html(title)}</title>
<style>
{_STYLE}</style>
<style data-css-inline="keep">
{_DARK}</style>
</head>
<body>
<div class="sheet" lang="{language}" dir="{base}">
{body}
</div>
</body>
</html>
"""


def _block(block: Block, sender: Sender, base: str) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{_runs(block.runs, sender, base)}</h{block.level}>"
    if isinstance(block, Paragraph):
        return _paragraph(block, sender, base)
    return f"<ul>\n{''.join(_entry(entry, sender, base) for entry in block.entries)}</ul>"


def _entry(entry: Entry, sender: Sender, base: str) -> str:
    words = "".join(_paragraph(paragraph, sender, base) for paragraph in entry.paragraphs)
    if entry.bars:
        now, before = entry.bars
        words += f'<div class="bar" style="width: {now}%">&nbsp;</div>'
        words += f'<div class="before" style="width: {before}%">&nbsp;</div>' if before else ""
    return f"<li>{words}</li>\n"


def _paragraph(paragraph: Paragraph, sender: Sender, base: str) -> str:
    """A paragraph; one of a single text that runs the other way does so as a whole."""
    runs = paragraph.runs
    whole = _direction(runs[0], base) if len(runs) == 1 else ""
    kind = paragraph.kind
    if kind == "quote" and (whole or base) == "rtl":
        kind = "quote-rtl"  # a border "at the start" is unknown to many mail programs
    given = (f' class="{kind}"' if kind else "") + (f' dir="{whole}"' if whole else "")
    return f"<p{given}>{_runs(runs, sender, whole or base)}</p>"


def _runs(runs: Iterable[Run], sender: Sender, base: str) -> str:
    return "".join(_run(run, sender, base) for run in runs)


def _run(run: Run, sender: Sender, base: str) -> str:
    words = escape.html(bidi.without_controls(run.text))
    if run.uri:
        words = f'<a href="{escape.html(uri_text(sender.address(run.uri)))}">{words}</a>'
    words = f"<b>{words}</b>" if run.strong else words
    language = run.language if run.language != words_of(sender.settings.language).language else ""
    turned = _direction(run, base)
    given = (f' lang="{escape.html(language)}"' if language else "") + (f' dir="{turned}"' if turned else "")
    return f"<span{given}>{words}</span>" if given else words


def _direction(run: Run, base: str) -> str:
    """The direction of a stranger's text where it is another than that around it, else ""."""
    found = "" if run.ours else bidi.first_strong(bidi.without_controls(run.text))
    return found if found != base else ""

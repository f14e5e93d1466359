"""Take the messages of sources and templates into every catalogue: new ones come in empty, unused ones go.

Run by `make messages`. Add a language with `make messages LANGUAGE=de`, which begins its catalogue.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from mkdocs_briefings.form_fields import form_messages

ROOT = Path(__file__).parents[1]
CATALOGUES = ROOT / "generator" / "mkdocs_briefings" / "languages"
KEYWORDS = DEFAULT_KEYWORDS | {"P_": ((1, "c"), 2), "NP_": (1, 2)}


def extracted() -> Catalog:
    """Every message there is in sources and templates."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)
    found = Catalog(project="Briefings", charset="utf-8")
    for top in ("generator", "templates"):
        # The patterns of babel.cfg are relative to the project's folder.
        for path, _line, message, comments, context in _messages(top, methods, options):
            found.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    for context, message in form_messages():
        found.add(message, None, [("generator/mkdocs_briefings/schema.py", 0)], context=context)
    return found


def _messages(top: str, methods: list, options: dict):
    for path, *rest in extract_from_dir(ROOT, methods, options, KEYWORDS, ("Translators:",), strip_comment_tags=True):
        if path.split("/", 1)[0] == top:
            yield path, *rest


def update(path: Path, template: Catalog) -> str:
    """A catalogue's text with the messages of the template; what is there stays."""
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=path.stem)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return text_of(catalogue)


def text_of(catalogue: Catalog) -> str:
    """A catalogue as it is kept: sorted, so that two branches rarely meet, and without line numbers."""
    from io import BytesIO

    stream = BytesIO()
    write_po(stream, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    lines = stream.getvalue().decode().splitlines()
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Report-Msgid')
    return "\n".join(line for line in lines if not line.startswith(dated)).rstrip("\n") + "\n"


def main(language: str = "") -> None:
    """Update all catalogues, and begin one where a language is named."""
    template = extracted()
    if language and not (CATALOGUES / f"{language}.po").exists():
        new = Catalog(locale=language, project="Briefings", charset="utf-8", fuzzy=False)
        (CATALOGUES / f"{language}.po").write_text(text_of(new), encoding="utf-8")
    for path in sorted(CATALOGUES.glob("*.po")):
        path.write_text(update(path, template), encoding="utf-8")
        print(f"{path.name}: {len(template)} messages")


if __name__ == "__main__":
    main(*sys.argv[1:])

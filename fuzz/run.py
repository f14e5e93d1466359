"""Fuzzing with coverage: `python fuzz/run.py front-matter|body [libFuzzer's options]`, or `make fuzz SECONDS=60`.

Each input takes the way of a stranger's file (see `tests/whole.py`): it is checked, and what is accepted is made into
pages and files. Stops at the first input that raises, and keeps it in `fuzz/crashes/`. Mend the fault, and add the
input to `tests/golden/fuzz/` as a case: the tests run these for ever.
"""

from __future__ import annotations

import os
import sys
import tempfile
import zlib
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "tests")]

with atheris.instrument_imports(include=["mkdocs_briefings", "frontmatter", "yaml", "markdown_it"]):
    from conftest import NOW, basic, briefing, inputs_of
    from whole import FILE, examine, with_briefing

    from mkdocs_briefings import schema, site
    from mkdocs_briefings.model import Settings
    from mkdocs_briefings.problem import has_errors
    from mkdocs_briefings.vocabulary import read_vocabulary

MADE_WHOLE = 16
"""Of so many accepted inputs one is made into all pages: it takes a hundred times as long as the check."""

REQUIRED = briefing("topics: [talks]").split("---\n")[1]
MARKS = [
    "## ", "### ", "{#", "}", "[^1]", "[^1]: ", "](", "![", "```", "~~~", "| a |\\x0a|-|\\x0a", "<!--", "<b>", "&#",
    "&amp;", "> ", "- [ ] ", "1. ", "**", "__", "~~", "https://", "mailto:", "\\\\", "\\xe2\\x80\\xae", "\\xd8\\xb3",
    "\\x0d\\x0a", "    ", "---\\x0a", "2023-10-02", "jane-doe", "iran-mfa", "daily-news", "talks", "IRN", "- ", ": ",
    "2023-01-01-base", ", ", "[", "]", "{", "|\\x0a", ">-\\x0a", "&a", "*a", "!!", "? ", "%YAML", "'", "\\\"", "#",
    "\\\\u0041", "true", "null", "~", "0x1", "1e5", ".inf",
]  # fmt: skip


def keys(kind: object) -> set[str]:
    """The keys of a type of the schema and of those below it."""
    if isinstance(kind, schema.Record):
        return {one.name for one in kind.fields}.union(*(keys(one.type) for one in kind.fields))
    return keys(kind.of) if isinstance(kind, schema.Items | schema.Keyed) else set()


def file_of(target: str, data: bytes) -> bytes:
    """The file of an input."""
    if target == "front-matter":
        return b"---\n" + data + b"\n---\nWords.\n\n## Talks\n\nMore.\n"
    return f"---\n{REQUIRED}---\n".encode() + data


def seeds(target: str, folder: Path) -> None:
    """What the fuzzing begins with: the front matter or the bodies of this project's own briefings."""
    for number, path in enumerate(sorted((ROOT / "content" / "briefings").rglob("*.md"))):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        (folder / str(number)).write_text(front if target == "front-matter" else body, encoding="utf-8")
    (folder / "required").write_text(REQUIRED if target == "front-matter" else "Words.\n", encoding="utf-8")


def main() -> None:
    """Fuzz until the time is over or an input raises."""
    target = sys.argv[1] if len(sys.argv) > 1 else ""
    if target not in ("front-matter", "body"):
        sys.exit(__doc__)
    work = Path(tempfile.mkdtemp(prefix="fuzz-"))
    (work / "seeds").mkdir()
    seeds(target, work / "seeds")
    words = [*MARKS, *sorted(keys(schema.BRIEFING))]
    (work / "words").write_text("".join(f'"{word}"\n' for word in words), encoding="utf-8")
    crashes = ROOT / "fuzz" / "crashes"
    crashes.mkdir(exist_ok=True)

    rest = inputs_of(basic())
    terms = read_vocabulary(rest.vocabulary_files)
    others = list(site.read_one_by_one(rest.briefings, terms[0]))

    def one(data: bytes) -> None:
        files = with_briefing(file_of(target, data))
        if zlib.crc32(data) % MADE_WHOLE == 0:
            examine(files)
            return
        # What is not fuzzed has been read before.
        inputs = inputs_of({FILE: files[FILE]})
        inputs.kept = [other.content_path for other in others]
        kept = {other.content_path: other for other in others}
        reread = lambda path: files[path.removeprefix("content/")].encode()  # noqa: E731
        checked = site.check(inputs, NOW, kept, reread=reread, terms=terms)
        if not has_errors(checked.problems):
            checked.library(Settings(), NOW)

    options = [f"-dict={work / 'words'}", f"-artifact_prefix={crashes}{os.sep}", "-timeout=20", "-max_len=6000"]
    atheris.Setup([sys.argv[0], *options, *sys.argv[2:], str(work / "seeds")], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

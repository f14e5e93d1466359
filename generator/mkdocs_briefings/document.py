"""Bytes of a file → located YAML values and a body with its line offset, with a Problem for all that is wrong.

The only module that imports yaml and frontmatter. YAML is read as a stream of events and never constructed, so
`NO` stays what was written, a nesting bomb stops at its depth, and every value knows its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import yaml
from frontmatter.default_handlers import YAMLHandler

from . import hidden
from .decoding import CONTROL, decode
from .problem import MAX_ALIKE, Collector, Problem, Span

MAX_FILE = 256 * 1024
MAX_FRONT_MATTER = 64 * 1024
MAX_VOCABULARY = 16 * 1024 * 1024
MAX_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A YAML value and where it begins."""

    span: Span


@dataclass(slots=True)
class Scalar(Node):
    """A single value as it was written; `plain` tells that it stood without quotes."""

    text: str
    plain: bool

    @property
    def empty(self) -> bool:
        """Whether nothing was given: no value, or one of YAML's words for none."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Sequence(Node):
    """A YAML list."""

    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping(Node):
    """A YAML mapping in the order written, each key once."""

    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


@dataclass(slots=True)
class Document:
    """A file taken apart. `front` is None where its YAML cannot be read; `body_line` is the body's first line."""

    path: str
    front: Mapping | None
    body: str
    body_line: int


class _FrontMatter(YAMLHandler):
    """python-frontmatter's YAML handler with exact delimiters: its own also takes `-----` and eats blank lines."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)


_HANDLER = _FrontMatter()


def read_briefing_file(path: str, data: bytes) -> tuple[Document | None, list[Problem]]:
    """Take a briefing's bytes apart; None where not even the body can be told."""
    start = Span(path)
    if len(data) > MAX_FILE:
        hint = f"a briefing may have {MAX_FILE // 1024} KiB: split it, or link to the long document"
        return None, [Problem(start, "file-too-large", f"the file has {_kib(len(data))} KiB", hint)]
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    first = text.split("\n", 1)[0]
    if not _HANDLER.FM_BOUNDARY.fullmatch(first):
        hint = "begin the file with a line of three hyphens, the keys, and another line of three hyphens"
        problems.append(Problem(start, "no-front-matter", "the file does not begin with `---`", hint))
        return Document(path, None, text, 1), problems
    if len(_HANDLER.FM_BOUNDARY.findall(text)) < 2:
        hint = "close the front matter with a line of three hyphens"
        problems.append(Problem(start, "no-front-matter", "the front matter is not closed", hint))
        return None, problems
    front_text, body = _HANDLER.split(text)
    # The handler strips the YAML; positions need it as it stands, between the first line and the body.
    front_text = text[len(first) + 1 : len(text) - len(body)]
    front_text = front_text[: front_text.rindex("---")]
    body_line = 2 + front_text.count("\n")
    body = body.removeprefix("\n")
    size = len(front_text.encode())
    if size > MAX_FRONT_MATTER:
        message = f"the front matter has {_kib(size)} KiB"
        problems.append(Problem(start, "file-too-large", message, f"it may have {MAX_FRONT_MATTER // 1024} KiB"))
        return Document(path, None, body, body_line + 1), problems
    front, found = _read_mapping(path, front_text, line=2)
    return Document(path, front, body, body_line + 1), problems + found


def read_yaml_file(path: str, data: bytes) -> tuple[Mapping | None, list[Problem]]:
    """Read a vocabulary file: one mapping."""
    if len(data) > MAX_VOCABULARY:
        message = f"the file has {_kib(len(data))} KiB"
        return None, [Problem(Span(path), "file-too-large", message, f"it may have {MAX_VOCABULARY // 1024} KiB")]
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    front, found = _read_mapping(path, text, line=1)
    return front, problems + found


def loose_yaml(data: bytes) -> dict:
    """The mapping of an mkdocs.yml: its own tags (`!ENV`, `!!python/name`) count as nothing. Raises ValueError."""
    try:
        values = yaml.load(data, Loader=_Loose)
    except (yaml.YAMLError, ValueError, TypeError, AttributeError, LookupError) as error:
        raise ValueError(" ".join(str(error).split())) from error
    return values if isinstance(values, dict) else {}


class _Loose(_LOADER):
    """Constructs plain values only; whatever has a tag of its own becomes None."""


_Loose.add_multi_constructor("", lambda loader, suffix, node: None)


def _kib(size: int) -> int:
    """KiB, rounded up: one byte over a limit must not look like the limit."""
    return -(-size // 1024)


def _read_mapping(path: str, text: str, line: int) -> tuple[Mapping | None, list[Problem]]:
    """Build located nodes from YAML events; stops at the first feature that is not allowed."""
    problems = Collector()
    try:
        root = _build(path, text, line, problems)
    except _Refused as refused:
        return None, [*problems, refused.problem]
    except yaml.MarkedYAMLError as error:
        return None, [*problems, _syntax_problem(path, error, line, text)]
    except yaml.YAMLError as error:
        return None, [*problems, Problem(Span(path, line), "yaml-syntax", " ".join(str(error).split()))]
    if root is None or (isinstance(root, Scalar) and root.empty):
        return Mapping(Span(path, line)), problems
    if not isinstance(root, Mapping):
        hint = "write each as `key: value` on a line of its own"
        return None, [*problems, Problem(root.span, "wrong-type", "expected keys with values", hint)]
    return root, problems


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _build(path: str, written: str, line: int, problems: list[Problem]) -> Node | None:
    stack: list[Mapping | Sequence] = []
    key: Scalar | None = None  # the key that waits for its value in the innermost mapping
    root: Node | None = None
    documents = 0
    for event in _events(written):
        kind = type(event)
        if kind in _UNSEEN:
            continue
        mark = event.start_mark
        span = Span(path, mark.line + line, mark.column + 1)
        if kind is yaml.ScalarEvent and event.anchor is None and event.tag is None and len(stack) < MAX_DEPTH:
            pass  # nearly all events are these
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _Refused(Problem(span, "yaml-syntax", "a second document begins here", "delete the `---`"))
            continue
        elif kind in _ENDS:
            stack.pop()
            key = None
            continue
        else:
            _refuse_features(event, span, len(stack))
        parent = stack[-1] if stack else None
        if key is None and type(parent) is Mapping:
            key = _key(event, span)
            continue
        node: Node
        if kind is yaml.ScalarEvent:
            value = _seen(event.value, span, problems)
            if event.style == '"' and hidden.SUSPECT.search(value):
                _escaped(value, span, written, problems)
            node = Scalar(span, value, not event.style)
        elif kind is yaml.SequenceStartEvent:
            node = Sequence(span)
        else:
            node = Mapping(span)
        if parent is None:
            root = node
        elif type(parent) is Sequence:
            parent.items.append(node)
        elif key.text in parent.entries:
            first = parent.entries[key.text][0].span
            message = f"`{key.text}` is given twice, first on line {first.line}"
            problems.append(Problem(key.span, "duplicate-key", message, "keep one of the two"))
        else:
            parent.entries[key.text] = (key, node)
        if kind is not yaml.ScalarEvent:
            stack.append(node)
        key = None
    return root


_UNSEEN = frozenset([yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent])
_ENDS = frozenset([yaml.MappingEndEvent, yaml.SequenceEndEvent])


def _events(text: str) -> Iterator[yaml.Event]:
    """The events of a YAML text as they come; `yaml.parse` asks twice for each."""
    next_event = _LOADER(text).get_event
    while True:
        event = next_event()
        if event is None or type(event) is yaml.StreamEndEvent:
            return
        yield event


def _key(event: yaml.Event, span: Span) -> Scalar:
    if not isinstance(event, yaml.ScalarEvent):
        hint = "put text with brackets or braces in quotes"
        raise _Refused(Problem(span, "yaml-syntax", "a list or mapping stands where a key is expected", hint))
    return Scalar(span, CONTROL.sub(" ", event.value), not event.style)


def _seen(text: str, span: Span, problems: list[Problem]) -> str:
    """A value without the control characters that an escape in double quotes (`"\\x07"`) brought in."""
    found = CONTROL.search(text)
    if not found:
        return text
    message = f"character U+{ord(found[0]):04X} cannot be seen"
    problems.append(Problem(span, "control-character", message, "delete its escape"))
    return CONTROL.sub(" ", text)


def _escaped(value: str, span: Span, written: str, problems: list[Problem]) -> None:
    """Report what an escape (`"\\u202e"`) brought into a value; what stands in the file itself is reported there."""
    for finding in islice(hidden.findings(value), MAX_ALIKE + 1):
        if value[finding.at] not in written:
            problems.append(Problem(span, *finding[1:]))


def _refuse_features(event: yaml.Event, span: Span, depth: int) -> None:
    if isinstance(event, yaml.AliasEvent):
        hint = "write the value out; text that begins with `*` needs quotes"
        raise _Refused(Problem(span, "yaml-feature", f"`*{event.anchor}` is a YAML alias", hint))
    if event.anchor is not None:
        hint = "write the value out; text that begins with `&` needs quotes"
        raise _Refused(Problem(span, "yaml-feature", f"`&{event.anchor}` is a YAML anchor", hint))
    if event.tag is not None:
        hint = "delete it; text that begins with `!` needs quotes"
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise _Refused(Problem(span, "yaml-feature", f"`{tag}` is a YAML tag", hint))
    if depth >= MAX_DEPTH:
        raise _Refused(Problem(span, "yaml-depth", f"nested more than {MAX_DEPTH} levels deep"))


# What libyaml says, and what a person who is no programmer can do about it.
_MENDS = (
    ("did not find expected node content", "a value is missing before this", "delete the comma, or give the value"),
    ("did not find expected <document start>", "this does not begin with a key", "write `key: value` on each line"),
    ("did not find expected comment or line break", "words that do not belong here", "put the value in quotes"),
    ("mapping values are not allowed", "a second `: ` on this line", "put the value in quotes"),
    ("found a tab character", "a tab where YAML wants spaces", "indent with spaces"),
    ("found character '\t'", "a tab where YAML wants spaces", "indent with spaces"),
    ("cannot start any token", "a value begins with a character that needs quotes", "put the value in quotes"),
    ("unexpected end of stream", "a quote that is not closed", "add the closing quote"),
    ("found unexpected document indicator", "a quote that is not closed", "add the closing quote"),
    ("did not find expected ',' or ']'", "a list that is not closed", "end it with `]`, with commas between"),
    ("did not find expected ',' or '}'", "a `{` that is not closed", "end it with `}`, with commas between"),
    ("could not find expected ':'", "a line without `: ` between key and value", "write `key: value`"),
    ("did not find expected key", "this line does not fit the ones above it", "check the indentation and the quotes"),
    ("did not find expected '-' indicator", "this line does not fit the list above it", "check the indentation"),
    ("did not find expected alphabetic", "`&` or `*` has a meaning in YAML", "put the value in quotes"),
    ("found unknown escape character", "a backslash in double quotes", "use single quotes"),
    ("block sequence entries are not allowed", "a `- ` that may not stand here", "begin the list on a new line"),
)


def _syntax_problem(path: str, error: yaml.MarkedYAMLError, line: int, text: str) -> Problem:
    said = error.problem or "the YAML cannot be read"
    mark = error.problem_mark or error.context_mark
    rows = text.split("\n")
    written = rows[mark.line] if mark and mark.line < len(rows) else ""
    if mark and written[mark.column : mark.column + 1] == "\t":
        said = "found a tab character"
    elif "mapping values are not allowed" in said and ": " not in written[: mark.column].lstrip():
        # The first `: ` of a line that is indented below a value.
        span = Span(path, mark.line + line, len(written) - len(written.lstrip()) + 1)
        return Problem(span, "yaml-syntax", "this line does not fit the ones above it", "check the indentation")
    elif mark and written[: mark.column].rstrip(" -")[-1:] in ("'", '"', "]", "}"):
        hint = "put the whole value in quotes of the other kind"
        span = Span(path, mark.line + line, mark.column + 1)
        return Problem(span, "yaml-syntax", "words after the closing quote or bracket", hint)
    if error.context_mark and ("could not find expected ':'" in said or "expected alphabetic" in said):
        mark = error.context_mark
    message, hint = next(((m, h) for needle, m, h in _MENDS if needle in said), (said, ""))
    if "not closed" in message and error.context_mark is not None:
        mark = error.context_mark  # an unclosed quote or list is best mended where it opens
    last = text.count("\n")
    row, column = (mark.line, mark.column) if mark else (0, 0)
    if row > last:
        row, column = last, 0
    return Problem(Span(path, row + line, column + 1), "yaml-syntax", message, hint)

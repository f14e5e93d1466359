"""The JSON Schemas: they say what the check says, as far as a schema can, and editors find them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from conftest import GOLDEN, NOW, basic, briefing, inputs_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from sites import copy_of_project

from mkdocs_briefings import schema, site
from mkdocs_briefings.commands.schema import FOLDER
from mkdocs_briefings.commands.schema import schema as schema_command
from mkdocs_briefings.document import Scalar, read_briefing_file, read_yaml_file
from mkdocs_briefings.json_schema import (
    SOMEONE,
    Writer,
    as_draft_7,
    as_json,
    front_matter_schema,
    vocabulary_file_schema,
)
from mkdocs_briefings.problem import ERROR, Span
from mkdocs_briefings.reading import Reader, Values
from mkdocs_briefings.vocabulary import Vocabulary, read_vocabulary

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content"
FILES = {kind: CONTENT / "vocabulary" / f"{name}.yml" for kind, name in schema.KINDS.items()}
VOCABULARY = read_vocabulary({kind: (path.name, path.read_bytes()) for kind, path in FILES.items()})[0]

CASES = {
    f"{path.stem}: {name}": case
    for path in sorted((GOLDEN / "check").glob("*.yml"))
    for name, case in yaml.safe_load(path.read_text("utf-8")).items()
}

SEEN_BY_BOTH = {
    "unknown-key", "missing-key", "wrong-type", "bad-value", "bad-date", "bad-url", "unknown-term", "bad-id",
    "too-many",
}  # fmt: skip
"""Codes of problems that a schema can see too, as long as they lie in one file's values."""

BEYOND_A_SCHEMA = [
    r"there is no source \d+",  # it would have to count `sources`
    r"`[a-z_]+` is its own ancestor",
    r"unknown country",  # countries may be written by any of their names
    r"unknown region",
    r"`to` is before `from`",
    r"cannot have been (an address|an id|a heading's id)",
    r"`\d{4}-02-29` is no date",
    r"(may have \d+ sections|HTML tags|topics are above)",
]
"""Messages of problems that only the check sees."""


def schema_of(name: str, vocabulary=None) -> dict:
    """The schema of front matter, or of a kind's vocabulary file."""
    return front_matter_schema(vocabulary) if name == "briefing" else vocabulary_file_schema(name, vocabulary)


def every_schema(vocabulary=None) -> dict[str, dict]:
    """All schemas of written files by name."""
    return {name: schema_of(name, vocabulary) for name in ("briefing", *schema.KINDS)}


@pytest.mark.parametrize("vocabulary", [None, VOCABULARY], ids=["patterns", "terms"])
@pytest.mark.parametrize("name", ["briefing", *schema.KINDS])
def test_schemas_are_schemas_of_both_drafts(name, vocabulary):
    found = schema_of(name, vocabulary)
    Draft202012Validator.check_schema(found)
    Draft7Validator.check_schema(as_draft_7(found))
    # Ajv compiles patterns with the flag `u`, under which only syntax characters may be escaped (ECMA-262, 22.2.1).
    for pattern in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(found)):
        assert not re.search(r"\\[^\^$\\.*+?()\[\]{}|/sSdDwWbB]", json.loads(pattern)), pattern


@pytest.mark.parametrize("vocabulary", [None, VOCABULARY], ids=["patterns", "terms"])
def test_this_sites_own_files_validate(vocabulary):
    schemas = {name: Draft202012Validator(found) for name, found in every_schema(vocabulary).items()}
    paths = sorted(CONTENT.glob("briefings/*/*.md"))
    assert len(paths) > 20
    for path in paths:
        document, _ = read_briefing_file(path.name, path.read_bytes())
        assert list(schemas["briefing"].iter_errors(as_json(document.front))) == [], path
    for kind, path in FILES.items():
        front, _ = read_yaml_file(path.name, path.read_bytes())
        assert list(schemas[kind].iter_errors(as_json(front))) == [], path


_VALIDATORS: dict[tuple, Draft202012Validator] = {}


def validator(name: str, inputs: site.Inputs, vocabulary: Vocabulary) -> Draft202012Validator:
    """A file's validator; most cases share their vocabulary."""
    key = (name, *sorted((kind, file.data) for kind, file in inputs.vocabulary.items()))
    if key not in _VALIDATORS:
        _VALIDATORS[key] = Draft202012Validator(schema_of(name, vocabulary))
    return _VALIDATORS[key]


@pytest.mark.parametrize("name", CASES)
def test_check_and_schema_agree_on_the_golden_cases(name):
    """What check takes validates; what it refuses for a value the schema refuses too, with the exceptions named."""
    case = CASES[name]
    files = (basic() if case.get("use") == "basic" else {}) | case["files"]
    inputs = inputs_of(files)
    checked = site.check(inputs, NOW)
    if checked.vocabulary.unread:
        pytest.skip("without the vocabulary there is no schema of its terms")
    given_files = [(kind, file, read_yaml_file(file.path, file.data)) for kind, file in inputs.vocabulary.items()]
    for file in inputs.briefings:
        document, found = read_briefing_file(file.path, file.data)
        given_files.append(("briefing", file, (document.front if document else None, found)))
    for kind, file, (front, found) in given_files:
        if front is None or any(problem.severity == ERROR for problem in found):
            continue  # no YAML that both read the same way
        errors = list(validator(kind, inputs, checked.vocabulary).iter_errors(as_json(front)))
        here = [problem for problem in checked.problems if problem.span.path == file.path and problem.severity == ERROR]
        if not [problem for problem in here if problem.code in SEEN_BY_BOTH]:
            assert errors == [], [error.message for error in errors]
        beyond = [*BEYOND_A_SCHEMA, f"unknown {kind}"]  # a term may be added to the file that names it
        visible = [p for p in here if p.code in SEEN_BY_BOTH and not any(re.search(b, p.message) for b in beyond)]
        assert bool(errors) >= bool(visible), visible


# Types, one by one: the reader and the schema take the same texts.


def takes(kind: object, text: str, plain: bool) -> tuple[bool, bool]:
    """Whether the check and the schema take a text, written with or without quotes, as a value of a type."""
    node = Scalar(Span(""), text, plain)
    reader = Reader(VOCABULARY)
    if node.empty:
        checked = False
    else:
        reader.value(kind, node, "key", reader_values())
        checked = not reader.problems
    writer = Writer(VOCABULARY)
    found = writer.value(kind) | {"$defs": writer.defs}
    return checked, Draft202012Validator(found).is_valid(as_json(node))


def reader_values() -> Values:
    """An empty record, for reading a value alone."""
    return Values(Span(""))


def written_otherwise(text: str, plain: bool) -> bool:
    """A number or truth value in a spelling that YAML forgets: a schema cannot see `007`, `2.0`, `1e3`."""
    value = as_json(Scalar(Span(""), text, plain))
    return isinstance(value, int | float) and not isinstance(value, bool) and str(value) != text


TEXTS = st.text(st.sampled_from(list("0123456789-:TZ+. aeényoYTtrufls/[]@#?%_~")), max_size=12)
DATES = st.from_regex(r"\A[0-9]{3,4}(-[0-9]{1,2}){0,2}\Z")
LANGUAGES = st.from_regex(r"\A[A-Za-z0-9]{1,4}(-[A-Za-z0-9]{1,9}){0,3}\Z")
NUMBERS = st.integers(-3, 200_000).map(str) | st.from_regex(r"\A[0-9+.]{1,7}\Z")
FLAGS = st.sampled_from(["true", "True", "TRUE", "tRue", "yes", "No", "on", "false", "1", "y", "null"])
IDS = st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z0-9-]{1,5}\Z")
TERMS = st.sampled_from([*VOCABULARY.terms["topic"], "nothing", "IAEA-safeguards"])

AGREE = [
    (schema.Text(), TEXTS),
    (schema.Day(), DATES),
    (schema.Day(partial=True), DATES),
    (schema.Language(), LANGUAGES),
    (schema.Number(), NUMBERS),
    (schema.Flag(), FLAGS),
    (schema.BriefingId(), IDS),
    (schema.Term("topic"), TERMS),
    (schema.Term("outlet"), TERMS),
    (schema.Choice(tuple(schema.FORMATS.items())), st.sampled_from([*schema.FORMATS, "Statement", "press conference"])),
]


@pytest.mark.parametrize(("kind", "texts"), AGREE, ids=[type(kind).__name__ for kind, _ in AGREE])
def test_reader_and_schema_take_the_same_values(kind, texts):
    @settings(max_examples=60)
    @given(texts | TEXTS, st.booleans())
    def agree(text, plain):
        checked, valid = takes(kind, text, plain)
        if written_otherwise(text, plain):
            return
        if text.strip().endswith("-02-29"):
            assert valid >= checked  # which years are leap years no pattern says
        else:
            assert checked == valid, (text, plain)

    agree()


URLS = st.from_regex(r"\A(https?|HTTPS|ftp)?:?//?[a-z.:@\[\]0-9]{0,12}([/?#][a-z/?#=@:%|\" -]{0,8})?\Z")


@settings(max_examples=300)
@given(URLS | TEXTS)
@example("https://[::1]:8080/x")
@example("https://news.example:443?x#y")
@example("https://user@news.example/")
@example("https://:80/")
def test_every_address_that_check_takes_validates(text):
    checked, valid = takes(schema.Url(), text, plain=False)
    assert valid >= checked
    if valid and not checked:  # what only a parser of addresses sees: ports and brackets
        assert re.search(r"//[^/?#]*[:\[\]]", text)


@given(st.datetimes(datetime(1000, 1, 1), datetime(9998, 1, 1)), st.integers(-14 * 60, 14 * 60), st.sampled_from("T "))
def test_moments_in_the_usual_form_are_taken_by_both(moment, minutes, separator):
    text = moment.replace(tzinfo=timezone(timedelta(minutes=minutes))).isoformat(separator)
    assert takes(schema.Moment(), text, plain=True) == (True, True)
    assert takes(schema.Moment(), text[:16] + "Z", plain=True) == (True, True)
    assert takes(schema.Moment(), text[:19], plain=True) == (False, False)


@given(TEXTS, st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.isoformat()))
def test_a_moment_that_only_the_schema_takes_is_no_day_of_the_calendar(text, moment):
    for written in (text, moment):
        checked, valid = takes(schema.Moment(), written, plain=False)
        assert checked >= valid or "-02-29" in written or written.startswith("0000")


def test_countries_are_offered_by_code_and_taken_by_name():
    for text in ("IRN", "Iran", "ir", "République islamique"):
        assert takes(schema.Term("country"), text, plain=True)[1]
    offered = Writer(VOCABULARY)._of_term("country")["anyOf"][0]
    assert dict(zip(offered["enum"], offered["enumDescriptions"], strict=True))["IRN"] == "Iran"
    assert len(offered["enum"]) > 240


def test_someone_without_a_page_is_what_the_reader_takes():
    """`reading` has these two keys of its own; here they are once more, so they must be the same."""
    text = ", ".join(f"{field.name}: x" for field in SOMEONE.fields)
    good = read_yaml_file("", f"who: {{{text}}}".encode())[0].entries["who"][1]
    reader = Reader(VOCABULARY)
    reader.value(schema.Who(), good, "who", reader_values())
    assert reader.problems == []
    for field in SOMEONE.fields:
        less = ", ".join(f"{other.name}: x" for other in SOMEONE.fields if other != field) or "z: 1"
        reader.value(
            schema.Who(), read_yaml_file("", f"who: {{{less}}}".encode())[0].entries["who"][1], "who", reader_values()
        )
        assert reader.problems.pop().code == "missing-key"


@pytest.mark.parametrize(
    ("front", "valid"),
    [
        ("sections:\n  talks:\n", True),
        ("sections:\n  talks: {}\n", True),
        ("sections:\n", False),
        ("sections: []\n", False),
        ("place:\n", False),
        ("place: 2023\n", True),
        ("topics: []\n", True),
        ("topics: talks\n", False),
        ("topics: [talks, talks]\n", True),
        ("topics: [null]\n", False),
        ("speakers: [{name: A, role: b}]\n", True),
        ("speakers: [{name: A}]\n", False),
        ("colour: red\n", False),
        ("sections: {talks: {statements: [{country: NO, topic: talks, mode: quote, says: 12:30}]}}\n", True),
        ("sections: {talks: {statements: [{topic: talks, mode: quote, says: x}]}}\n", False),
        (
            "sections: {talks: {statements: [{country: NO, speaker: jane-doe, topic: talks, mode: quote, says: x}]}}\n",
            False,
        ),
    ],
)
def test_front_matter_is_judged_alike(front, valid):
    files = basic() | {"briefings/2023/2023-10-02-a.md": briefing(front, "## Talks\n\nx\n")}
    inputs = inputs_of(files)
    checked = site.check(inputs, NOW)
    problems = [p for p in checked.problems if p.span.path.endswith("-a.md") and p.severity == ERROR]
    document, _ = read_briefing_file("a.md", files["briefings/2023/2023-10-02-a.md"].encode())
    assert (
        problems == [],
        Draft202012Validator(front_matter_schema(checked.vocabulary)).is_valid(as_json(document.front)),
    ) == (
        valid,
        valid,
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("12:30", "12:30"), ("2023-10-02", "2023-10-02"), ("yes", "yes"), ("True", True), ("~", None),
        ("", None), ("017", 17), ("0o17", 15), ("0x1F", 31), ("1_000", "1_000"), ("-1", -1), ("1.50", 1.5),
        ("1e3", 1000.0), (".5", 0.5), (".inf", float("inf")), ("9" * 5000, float("inf")), ("'NO'", "NO"), ('"1"', "1"),
        ("a  b", "a b"), ("[1, {a: b}]", [1, {"a": "b"}]),
    ],
)  # fmt: skip
def test_values_are_read_as_yaml_1_2_reads_them(text, value):
    front, problems = read_yaml_file("", f"key: {text}".encode())
    assert problems == []
    assert as_json(front) == {"key": value}


def test_every_example_validates():
    def walk(found: dict, whole: dict):
        for example_ in found.get("examples", ()):
            validator = Draft202012Validator(found | {"$defs": whole.get("$defs", {})})
            assert list(validator.iter_errors(example_)) == [], found
            yield example_
        for child in (*found.get("properties", {}).values(), *found.get("$defs", {}).values()):
            yield from walk(child, whole)

    examples = [example_ for whole in every_schema().values() for example_ in walk(whole, whole)]
    assert len(examples) > 50


def test_every_key_stands_in_the_schema_with_its_sentence():
    found = front_matter_schema()
    records = {"briefing": schema.BRIEFING, "section": schema.SECTION, "statement": schema.STATEMENT,
               "source": schema.SOURCE, "update": schema.UPDATE}  # fmt: skip
    for name, record in records.items():
        properties = (found if name == "briefing" else found["$defs"][name])["properties"]
        assert {key: value["description"] for key, value in properties.items()} == {
            field.name: field.doc for field in record.fields
        }


# The command and the editor's settings


def test_the_command_writes_what_the_editors_settings_name(tmp_path):
    folder = copy_of_project(tmp_path / "site")
    result = CliRunner().invoke(schema_command, [], obj=str(folder))
    assert (result.exit_code, result.output) == (0, f"7 schemas in {FOLDER}\n")
    mapped = json.loads((ROOT / ".vscode" / "settings.json").read_text())["yaml.schemas"]
    for path, file in mapped.items():
        assert (folder / path).is_file()
        assert (folder / file).is_file()
    assert {Path(path).name for path in mapped} | {"briefing.schema.json"} == {
        path.name for path in (folder / FOLDER).iterdir()
    }
    stamp = (folder / FOLDER / "topics.schema.json").stat().st_mtime_ns
    CliRunner().invoke(schema_command, [], obj=str(folder))
    assert (folder / FOLDER / "topics.schema.json").stat().st_mtime_ns == stamp


def test_the_command_prints_one_schema(tmp_path):
    folder = copy_of_project(tmp_path / "site")

    def printed(*arguments: str) -> dict:
        result = CliRunner().invoke(schema_command, arguments, obj=str(folder))
        assert result.exit_code == 0
        return json.loads(result.output)

    assert printed("--kind", "briefing") == front_matter_schema(VOCABULARY)
    assert printed("--kind", "topics", "--no-vocabulary") == vocabulary_file_schema("topic")
    assert printed("--kind", "briefing", "--draft", "7")["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_the_command_says_what_is_wrong(tmp_path):
    folder = copy_of_project(tmp_path / "site")
    (folder / "file").write_text("x")
    for arguments, code, words in (
        (["--kind", "topics", "x"], 2, "either it or a folder"),
        (["file/x"], 2, "cannot be written"),
        (["--kind", "nothing"], 2, "is not one of"),
    ):
        result = CliRunner().invoke(schema_command, arguments, obj=str(folder))
        assert (result.exit_code, words in result.output) == (code, True), result.output
    (folder / "content" / "vocabulary" / "topics.yml").write_text("a: [")
    result = CliRunner().invoke(schema_command, [], obj=str(folder))
    assert (result.exit_code, "topics.yml:1" in result.output) == (1, True)
    assert CliRunner().invoke(schema_command, ["--no-vocabulary"], obj=str(folder)).exit_code == 0


def test_the_editors_task_reads_what_check_prints():
    tasks = json.loads((ROOT / ".vscode" / "tasks.json").read_text())["tasks"]
    pattern = re.compile(tasks[0]["problemMatcher"]["pattern"]["regexp"])
    lines = [line for case in CASES.values() for line in case["problems"]]
    assert len(lines) > 100
    for line in lines:
        path, row, column, severity, message = pattern.match(line).groups()
        assert path.endswith((".md", ".yml")) or "/" in path
        assert int(row) > 0 < int(column)
        assert severity in ("error", "warning")
        assert message.strip()


def test_the_hooks_run_commands_that_take_no_file_names():
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {hook["id"]: hook["entry"] for hook in hooks} == {
        "briefings-check": "briefings check", "briefings-format": "briefings format --check",
    }  # fmt: skip
    for hook in hooks:
        assert hook["pass_filenames"] is False
        assert re.search(hook["files"], "content/briefings/2023/2023-10-02-a.md")

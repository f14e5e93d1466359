"""Positions: how statements are grouped, what the table shows, and that nothing shown grows with the archive."""

from __future__ import annotations

from datetime import date

from conftest import basic, briefing, library_of
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_briefings.pages import Page, Parts, build
from mkdocs_briefings.pages.positions import (
    CELL,
    EARLIER,
    ROW,
    TABLE_ACTORS,
    TABLE_TOPICS,
    most_active,
    positions,
    table,
)
from mkdocs_briefings.views import Link, Position


def statement(says: str, topic: str = "talks", **given: object) -> str:
    """A statement in YAML's flow style, Jane Doe's unless another actor is given."""
    actor = {} if given.keys() & {"organisation", "country"} else {"speaker": "jane-doe"}
    keys = {**actor, "topic": topic, "mode": "paraphrase", "says": f'"{says}"', **given}
    return f"{{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}"


def parts_of(*said: tuple[str, str]) -> Parts:
    """A site with one briefing for each (day, statement)."""
    files = dict(basic())
    for number, (day, written) in enumerate(said):
        front = f"countries: [IRN]\nsections:\n  one:\n    statements: [{written}]\n"
        text = briefing(front, "## One\n\nText.\n", date=day)
        files[f"briefings/{day[:4]}/{day}-b-{number}.md"] = text
    return Parts(library_of(files))


def words(position: Position) -> tuple[str, list[str]]:
    return position.latest.says, [one.says for one in position.earlier]


def shown(parts: Parts, most: int = 8) -> list[tuple[str, list[str]]]:
    return [words(one) for one in positions(parts, parts.library.said, most)[0]]


# positions


def test_a_position_is_what_one_actor_said_on_one_topic():
    parts = parts_of(
        ("2023-03-01", statement("first")),
        ("2023-03-02", statement("another topic", "nuclear-talks")),
        ("2023-03-03", statement("the ministry", organisation="iran-mfa")),
        ("2023-03-04", statement("last")),
    )
    assert shown(parts) == [("last", ["first"]), ("the ministry", []), ("another topic", [])]


def test_as_many_as_asked_for_and_all_counted():
    parts = parts_of(("2023-03-01", statement("a")), ("2023-03-02", statement("b", "nuclear-talks")))
    found, total = positions(parts, parts.library.said, 1)
    assert [words(one) for one in found] == [("b", [])]
    assert total == 2
    assert positions(parts, (), 1) == ((), 0)


def test_turns_are_shown_however_old():
    days = [f"2023-04-{day:02}" for day in range(1, 12)]
    parts = parts_of(*((day, statement(day, shift="true" if day in (days[1], days[9]) else "false")) for day in days))
    ((position,), _) = positions(parts, parts.library.said, 8)
    assert words(position) == (days[10], [days[9], days[8], days[7], days[1]])
    assert (position.earlier_total, position.turns) == (10, 2)
    assert [one.before.says for one in position.earlier if one.shift] == [days[8], days[0]]


def test_a_turn_without_a_statement_before_it_has_none():
    parts = parts_of(("2023-03-01", statement("first", shift="true")))
    (position,), _ = positions(parts, parts.library.said, 8)
    assert position.latest.shift
    assert position.latest.before is None


def test_the_statement_before_is_of_the_last_day_before():
    parts = parts_of(
        ("2023-03-01", statement("old")),
        ("2023-03-02", statement("before", mode="quote")),
        ("2023-03-03", statement("one", shift="true")),
        ("2023-03-03", statement("other")),
    )
    views = {one.says: one.before for one in parts.statements(parts.library.said)}
    assert views["one"] == views["other"]
    assert (views["one"].mode, views["one"].says) == ("quote", "before")
    assert views["one"].link == Link("2 March 2023", "briefings/2023-03-02-b-1/#one")


# the table


def test_the_table_is_of_the_most_active():
    parts = parts_of(
        ("2023-03-01", statement("a")),
        ("2023-03-02", statement("b", "nuclear-talks")),
        ("2023-03-03", statement("c", "nuclear-talks", organisation="iran-mfa")),
        ("2023-03-04", statement("d", "nuclear-talks")),
    )
    topics, rows = table(parts)
    assert [topic.name for topic in topics] == ["Nuclear talks", "Talks"]
    cells = [[cell and cell.says for cell in row.cells] for row in rows]
    assert [row.actor.name for row in rows] == ["Jane Doe", "Ministry of Foreign Affairs"]
    assert cells == [["d", "a"], ["c", None]]
    assert [[one.says for one in row.history] for row in rows] == [["d", "b", "a"], []]
    assert [row.more for row in rows] == [
        Link("Jane Doe", "people/jane-doe/#_positions"),
        Link("Ministry of Foreign Affairs", "organisations/iran-mfa/#_positions"),
    ]


def test_someone_without_a_page_has_a_row_without_a_link():
    parts = parts_of(("2023-03-01", statement("a", speaker="{name: A Guest, role: envoy}")))
    _, (row,) = table(parts)
    assert row.actor == Link("A Guest")
    assert row.more is None


def test_long_statements_are_cut_in_cells_alone():
    says = "word " * 100
    parts = parts_of(("2023-03-01", statement(says)), ("2023-03-02", statement(says, shift="true")))
    _, (row,) = table(parts)
    (cell,) = row.cells
    assert len(cell.says) <= CELL
    assert len(cell.before) <= CELL
    assert cell.says.endswith("…")
    assert cell.before.endswith("…")
    assert row.history[0].says == says.strip()


def test_a_cell_quotes_what_was_before_only_where_it_turned():
    parts = parts_of(("2023-03-01", statement("a")), ("2023-03-02", statement("b")))
    _, (row,) = table(parts)
    assert [(cell.says, cell.before) for cell in row.cells] == [("b", "")]


def test_ties_go_by_id():
    parts = parts_of(
        ("2023-03-01", statement("a", organisation="iran-mfa")),
        ("2023-03-02", statement("b")),
        ("2023-03-03", statement("c", "nuclear-talks", country="IRN")),
    )
    actors, topics = most_active(parts.library.said, 9, 9)
    assert topics == ["talks", "nuclear-talks"]
    assert actors == [("country", "IRN"), ("organisation", "iran-mfa"), ("person", "jane-doe")]
    assert most_active(parts.library.said, 2, 1) == ([("organisation", "iran-mfa"), ("person", "jane-doe")], ["talks"])


said = st.lists(
    st.tuples(
        st.dates(date(2022, 1, 1), date(2023, 12, 1)),
        st.sampled_from(["talks", "nuclear-talks"]),
        st.booleans(),
        st.integers(0, 30),
    ),
    max_size=40,
)


@given(said)
def test_nothing_grows_without_end_and_nothing_is_lost(given):
    parts = parts_of(
        *(
            (
                day.isoformat(),
                statement(
                    f"{number}", topic, shift=str(shift).lower(), speaker=f"{{name: Guest {guest}, role: envoy}}"
                ),
            )
            for number, (day, topic, shift, guest) in enumerate(given)
        )
    )
    found, total = positions(parts, parts.library.said, 5)
    assert len(found) == min(5, total)
    assert total == len({(topic, guest) for _, topic, _, guest in given})
    assert all(len(one.earlier) <= 2 * EARLIER for one in found)
    topics, rows = table(parts)
    assert len(topics) <= TABLE_TOPICS
    assert len(rows) <= TABLE_ACTORS
    for row in rows:
        assert len(row.cells) == len(topics)
        assert any(row.cells)
        assert len(row.history) <= ROW
        assert row.total >= max(len(row.history), sum(cell is not None for cell in row.cells))
    assert (rows == ()) == (given == [])


# pages


def test_pages_of_a_person_a_country_a_body_and_a_topic_have_positions():
    parts = parts_of(
        ("2023-03-01", statement("a")),
        ("2023-03-02", statement("b", "nuclear-talks", shift="true")),
        ("2023-03-03", statement("c", "nuclear-talks", organisation="iran-mfa")),
        ("2023-03-04", statement("d", "nuclear-talks", country="EGY")),
    )
    on = {}
    for kind, key in (
        ("person", "jane-doe"),
        ("country", "IRN"),
        ("country", "EGY"),
        ("organisation", "iran-mfa"),
        ("topic", "talks"),
    ):
        context = build(parts, Page("", kind, (key,))).context
        on[key] = [words(one)[0] for one in context.positions]
    assert on == {
        "jane-doe": ["b", "a"],
        "IRN": ["c", "b", "a"],
        "EGY": ["d"],
        "iran-mfa": ["c"],
        "talks": ["d", "c", "b", "a"],
    }


def test_a_country_has_only_what_was_said_in_its_name():
    files = basic()
    files["vocabulary/people.yml"] = files["vocabulary/people.yml"].replace("from: 2020", "from: 2023-02")
    front = "sections:\n  one:\n    statements: [{}]\n"
    for day, says in (("2023-01-05", "as a private person"), ("2023-03-05", "as a spokeswoman")):
        text = briefing(front.format(statement(says)), "## One\n\nText.\n", date=day)
        files[f"briefings/2023/{day}-x.md"] = text
    parts = Parts(library_of(files))
    context = build(parts, Page("", "country", ("IRN",))).context
    assert [words(one) for one in context.positions] == [("as a spokeswoman", [])]
    assert context.positions[0].latest.before.says == "as a private person"

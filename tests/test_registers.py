"""Lists of terms in groups: each group has an id of its own, whatever a country is called."""

from __future__ import annotations

import re

from conftest import basic, library_of
from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_briefings import urls
from mkdocs_briefings.pages import Parts
from mkdocs_briefings.pages.registers import _group_ids, terms

NAMES = st.lists(st.text("ab-_ !{#}é", min_size=1, max_size=6), unique=True, max_size=6)


@given(NAMES)
@example(["{#_top}", "top", "Top!", "main", "???", "!!!", "group", "a", "A", "a-2", "a 2"])
def test_ids_are_ids_and_no_other_elements(names):
    ids = _group_ids(names)
    assert all(urls.is_heading_id(ids[name].lstrip("_")) for name in names)
    assert all(re.match("_[^_]", ids[name]) for name in names)
    found = [*(ids[name] for name in names), "_top", "_main", "_find", "_words"]
    assert len(set(found)) == len(found)


def test_a_country_may_be_called_by_signs_alone():
    people = "a: {name: A, country: IRN}\nb: {name: B, country: OMN}\njane-doe: {name: Jane Doe}\n"
    names = "IRN: {name: '???'}\nOMN: {name: '{#_top}'}\n"
    library = library_of(basic() | {"vocabulary/people.yml": people, "vocabulary/countries.yml": names})
    groups = terms(Parts(library), "person").context.groups
    expected = {"???": "_group", "{#_top}": "_top-2", "International": "_international"}
    assert {group.name: group.id for group in groups} == expected

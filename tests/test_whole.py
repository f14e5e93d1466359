"""Whatever is written, `check` answers in messages that are whole, and what it accepts becomes a whole site."""

from __future__ import annotations

import pytest
import yaml
from conftest import GOLDEN, basic, briefing
from front_matters import FRONTS, RAW_FRONTS, VOCABULARIES
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_markup import BODIES
from whole import briefing_of, examine, with_briefing

from mkdocs_briefings.problem import has_errors

CRASHERS = {
    f"{path.stem}: {name}": case
    for path in sorted((GOLDEN / "fuzz").glob("*.yml"))
    for name, case in yaml.safe_load(path.read_text("utf-8")).items()
}
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
TOPICS = briefing("topics: [talks]").split("---\n")[1]


@pytest.mark.parametrize("name", CRASHERS)
def test_what_once_was_a_crash_is_none(name):
    case = CRASHERS[name]
    problems = examine(basic() | case["files"], ("en", "fa"))
    assert [problem.code for problem in problems] == case["codes"]


@SLOW
@given(FRONTS, BODIES)
@example(TOPICS, "Words.\n")
@example(f"{TOPICS}sources: [{{url: 'HTTPS://A.EXAMPLE/'}}]\n", "")
def test_any_front_matter_of_the_schema_is_refused_or_becomes_a_site(front, body):
    examine(with_briefing(briefing_of(front, body)))


@SLOW
@given(RAW_FRONTS)
def test_any_front_matter_at_all_is_refused_or_becomes_a_site(front):
    examine(with_briefing(briefing_of(front, "Words.\n")))


@SLOW
@given(BODIES)
def test_any_body_is_refused_or_becomes_a_site(body):
    examine(with_briefing(briefing_of(TOPICS, body)))


@SLOW
@given(st.lists(VOCABULARIES, min_size=1, max_size=3))
def test_any_vocabulary_is_refused_or_becomes_a_site(files):
    examine(with_briefing(briefing_of(TOPICS, "Words.\n")) | dict(files))


def test_the_made_up_ones_are_not_all_refused():
    accepted = []

    @SLOW
    @given(FRONTS)
    def count(front):
        problems = examine(with_briefing(briefing_of(front, "Words.\n\n## Talks\n")))
        accepted.append(not has_errors(problems))

    count()
    assert sum(accepted) >= 3

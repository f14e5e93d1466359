"""Did you mean: the same answers among many words as among few, and none that nobody could have meant."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_briefings.nearest import FEW, LONGEST, Nearest

LETTERS = "abcdefghijklmnopqrstuvwxyz"
CHANCE = random.Random(1)
MANY = ["".join(CHANCE.choices(LETTERS, k=CHANCE.randint(4, 16))) for _ in range(5_000)]


def misspelt(word: str, chance: random.Random) -> str:
    """A word with a letter too many, too few, another one, or two that changed places."""
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice(LETTERS)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def test_a_slip_of_the_finger_is_found_among_thousands():
    chance, nearest = random.Random(2), Nearest(MANY)
    long = [word for word in MANY if len(word) >= 8][:200]
    found = [nearest.find(misspelt(word, chance), 0.7) for word in long]
    assert sum(one == word for one, word in zip(found, long, strict=True)) >= 198


def test_few_words_and_many_give_the_same():
    wanted = ["nuclear-talks", "nuclear-tests", "sanctions"]
    few, many = Nearest(wanted), Nearest([*MANY, *wanted])
    for written in ("nuclear-talk", "nucular-talks", "sanction", "sancitons", "nothing-like-it-at-all"):
        assert few.find(written, 0.75) == many.find(written, 0.75)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=2 * LONGEST), st.sampled_from([0.6, 0.75, 0.8]))
def test_what_is_found_is_one_of_the_words_and_never_the_one_left_out(written, cutoff):
    nearest = Nearest(MANY[: FEW + 5])
    assert nearest.find(written, cutoff) in {None, *MANY}
    first = MANY[0]
    assert nearest.find(first, cutoff) == first
    assert nearest.find(first, cutoff, but=first) != first


@pytest.mark.parametrize("written", ["", "a" * (LONGEST + 1)])
def test_nothing_and_too_much_mean_nothing(written):
    assert Nearest(["a", "a" * LONGEST]).find(written, 0.1) is None

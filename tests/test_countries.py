"""The built-in countries: complete, each once under every code, and found under the names people use."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from mkdocs_briefings.countries import built_in
from mkdocs_briefings.urls import is_term_id
from mkdocs_briefings.vocabulary import names_of, read_vocabulary

COUNTRIES, REGIONS = built_in()
VOCABULARY, PROBLEMS = read_vocabulary({})


def test_there_are_the_249_of_iso_and_kosovo():
    assert len(COUNTRIES) == 250
    assert COUNTRIES["XKX"].alpha2 == "XK"
    assert all(code == country.id for code, country in COUNTRIES.items())
    assert PROBLEMS == []


@pytest.mark.parametrize("attribute", ["id", "alpha2", "slug", "name"])
def test_each_country_is_there_once(attribute):
    assert len({getattr(country, attribute) for country in COUNTRIES.values()}) == len(COUNTRIES)


def test_codes_and_slugs_have_their_form():
    for country in COUNTRIES.values():
        assert len(country.id) == 3
        assert len(country.alpha2) == 2
        assert (country.id + country.alpha2).isascii()
        assert (country.id + country.alpha2).isupper()
        assert is_term_id(country.slug)
    numbers = [country.numeric for country in COUNTRIES.values() if country.id != "XKX"]
    assert all(len(number) == 3 and number.isdigit() for number in numbers)
    assert len(set(numbers)) == 249


def test_every_region_exists_and_leads_up_to_the_world():
    assert [c.id for c in COUNTRIES.values() if c.region not in REGIONS] == ["ATA"]  # M49 puts Antarctica in none
    for region in REGIONS.values():
        above = [region.code]
        while REGIONS[above[-1]].parent:
            above.append(REGIONS[above[-1]].parent)
            assert len(above) == len(set(above))
        assert above[-1] == "001"
    assert len({region.slug for region in REGIONS.values()}) == len(REGIONS)


def test_every_country_is_named_in_the_same_languages():
    languages = {frozenset(country.names) for country in COUNTRIES.values()}
    assert len(languages) == 1
    assert {"ar", "de", "en", "es", "fa", "fr", "ru", "tr", "zh"} <= next(iter(languages))
    assert all(name.strip() for country in COUNTRIES.values() for name in country.names.values())


def test_every_name_means_its_country():
    wrong = {
        (country.id, name)
        for country in COUNTRIES.values()
        for name in (*names_of(country), country.alpha2, country.alpha2.lower(), country.id, country.id.lower())
        if VOCABULARY.resolve("country", name) != country.id
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("GEO", ["Georgia", "Géorgie", "Georgien", "Грузия"]),
        ("COG", ["Republic of the Congo", "Congo-Brazzaville"]),
        ("COD", ["Democratic Republic of the Congo", "DRC", "DR Congo", "Congo-Kinshasa"]),
        ("PRK", ["North Korea", "DPRK"]),
        ("KOR", ["South Korea"]),
        ("NER", ["Niger", "نیجر", "Нигер"]),
        ("NGA", ["Nigeria", "نیجریه", "Нигерия"]),
        ("GIN", ["Guinea"]),
        ("GNB", ["Guinea-Bissau", "guinea bissau"]),
        ("GNQ", ["Equatorial Guinea"]),
        ("PNG", ["Papua New Guinea"]),
        ("DMA", ["Dominica"]),
        ("DOM", ["Dominican Republic"]),
        ("SDN", ["Sudan"]),
        ("SSD", ["South Sudan"]),
        ("TUR", ["Turkey", "Türkiye", "TURKIYE"]),
        ("CZE", ["Czechia", "Czech Republic"]),
        ("MMR", ["Myanmar", "Burma"]),
        ("SWZ", ["Eswatini", "Swaziland"]),
        ("MKD", ["North Macedonia"]),
        ("CIV", ["Ivory Coast", "Côte d'Ivoire", "Cote d’Ivoire"]),
        ("GBR", ["United Kingdom", "UK"]),
        ("USA", ["United States", "US", "usa"]),
        ("IRN", ["Iran", "ایران", "إيران", "Иран", "伊朗", "ईरान"]),
        ("NOR", ["NO", "no", "Norway"]),
        ("XKX", ["Kosovo", "XK"]),
    ],
)
def test_known_traps(code, names):
    assert {name: VOCABULARY.resolve("country", name) for name in names} == dict.fromkeys(names, code)


@pytest.mark.parametrize("name", ["Congo", "Korea", "EU", "Europe", "", "XX", "ZZZ", "Abkhazia"])
def test_what_names_no_one_country_is_not_guessed(name):
    assert VOCABULARY.resolve("country", name) is None


def test_demonyms_and_capitals_are_there_for_every_country_and_no_other():
    data = (files("mkdocs_briefings.data") / "demonyms_and_capitals.yml").read_text("utf-8")
    reviewed = yaml.safe_load(data)
    assert list(reviewed) == sorted(COUNTRIES)
    for code, words in reviewed.items():
        assert set(words) == {"demonyms", "capitals"}
        assert COUNTRIES[code].demonyms == tuple(words["demonyms"])
        assert COUNTRIES[code].capitals == tuple(words["capitals"])
    assert COUNTRIES["GEO"].capitals == ("Tbilisi",)
    assert COUNTRIES["NER"].demonyms[0] != COUNTRIES["NGA"].demonyms[0]

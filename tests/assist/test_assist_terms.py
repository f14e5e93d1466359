"""People, organisations and topics in texts, and how they are ranked."""

from __future__ import annotations

import pytest
import yaml
from conftest import GOLDEN, NOW, inputs_of, library_of

from mkdocs_briefings import site
from mkdocs_briefings.assist.article import Article, Part
from mkdocs_briefings.assist.examples import examples_of
from mkdocs_briefings.assist.listing import as_data, as_text
from mkdocs_briefings.assist.people import skeleton
from mkdocs_briefings.assist.suggest import Assistant
from mkdocs_briefings.assist.topics import Example

FILES = yaml.safe_load((GOLDEN / "assist" / "vocabulary.yml").read_text("utf-8"))
VOCABULARY = site.check(inputs_of(FILES), NOW).vocabulary
ASSISTANT = Assistant(VOCABULARY)


def suggest(text: str, title: str = "", heading: str = "", assistant: Assistant = ASSISTANT):
    return assistant.suggest(Article(title=title, parts=(Part(heading, text),))).article


def ids(suggestions) -> list[str]:
    return [one.id or one.name for one in suggestions]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Karim Yusufi spoke.", ["karim-yusufi"]),
        ("Kareem Yousefi spoke.", ["karim-yusufi"]),
        ("Karim Yoosufi and Kariim Yousofi spoke.", ["karim-yusufi"]),
        ("KARIM YUSUFI spoke.", ["karim-yusufi"]),
        ("کریم یوسفی گفت.", ["karim-yusufi"]),
        ("Karim Yusufi spoke. Then Yusufi went home.", ["karim-yusufi"]),
        ("Iran will answer, Yousefi said.", ["karim-yusufi"]),
        ("Ahmad Yusufi plays for Iran.", []),
        ("The yusufi is a tree of Iran.", []),
        ("Nothing is known of Yusufi.", []),
        ("Li Wen met Marta Lindqvist. Li smiled.", ["li-wen", "marta-lindqvist"]),
        ("Wen Li met nobody.", ["li-wen"]),
        ("李文表示同意。", ["li-wen"]),
        ("Amir Abd al-Rahman came.", ["amir-abd-al-rahman"]),
        ("Amir Abdalrahman came, and so did Amir Abd-al Rahman.", ["amir-abd-al-rahman"]),
        ("The Sultan of Qasira came.", ["amir-abd-al-rahman"]),
        ("Ms Haddad of the World Inspection Agency came.", ["selma-haddad"]),
        ("Rania Haddad of the World Inspection Agency came.", []),
        ("Ambassador Ana Lopez came.", ["Ana Lopez"]),
    ],
)
def test_people(text, people):
    assert ids(suggest(text).people) == people


def test_skeletons_meet():
    pairs = "kanaani kanani, khatib katib, araghchi araqchi, mohammad muhammed, hussein hossain, sergei sergey"
    for pair in pairs.split(", "):
        one, other = pair.split()
        assert skeleton(one) == skeleton(other), pair
    assert skeleton("lavrov") != skeleton("lavrin")
    assert skeleton("کنعانی") == "کنعانی"


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Ghana's Foreign Ministry said so.", ["ghana-mfa"]),
        ("The Ministry of Foreign Affairs of Ghana said so.", ["ghana-mfa"]),
        ("The Chinese foreign ministry said so.", ["china-mfa"]),
        ("Accra's Foreign Ministry said so.", ["ghana-mfa"]),
        ("Ghana has voted; the foreign ministry is content.", ["ghana-mfa"]),
        ("France has voted; the foreign ministry is content.", []),
        ("The United Nations Security Council met.", ["un-security-council"]),
        ("The UNSC met, the unsc did not.", ["un-security-council"]),
        ("WIA inspectors came; wia is no word.", ["inspectorate"]),
    ],
)
def test_organisations(text, bodies):
    assert ids(suggest(text).organisations) == bodies


def test_officials_and_bodies_count_for_their_country():
    assert ids(suggest("Marta Lindqvist spoke. Lindqvist left.").countries) == ["SWE"]
    assert ids(suggest("Selma Haddad spoke.").countries) == []  # hers is an international office
    assert ids(suggest("Karim Yusufi spoke.").countries) == ["IRN"]


def test_topics_by_name_and_by_likeness():
    examples = [
        Example("The trawlers were seized for illegal nets near the shore", ("fisheries",)),
        Example("Nets and trawlers of the fleet", ("fisheries",)),
        Example("The inspectors sealed the cameras", ("inspections",)),
        Example("Cameras and seals were checked by inspectors", ("inspections",)),
    ]
    learnt = Assistant(VOCABULARY, examples)
    found = suggest("Two trawlers with nets were let go.", assistant=learnt).topics
    assert [(one.id, one.passing) for one in found] == [("fisheries", False)]
    assert set(found[0].evidence) == {"trawlers", "nets"}
    assert ids(suggest("Embargoes and safeguards visits.").topics) == ["sanctions", "inspections"]
    assert ids(suggest("Two trawlers with nets were let go.").topics) == []


def test_a_briefing_is_no_example_for_itself():
    files = yaml.safe_load((GOLDEN / "basic.yml").read_text("utf-8"))
    checked = site.check(inputs_of(files), NOW)
    one = next(file.id for file in checked.files)
    assert list(examples_of(checked.files))
    assert not list(examples_of([file for file in checked.files if file.id == one], without=one))
    assert library_of(files).briefings


def test_ranked_with_what_is_passing_last():
    text = "Peru signed. Peru's minister said Chile would follow. " + "Nothing else was said about it. " * 30
    found = suggest(text, title="Peru signs").countries
    assert [(one.id, one.passing) for one in found] == [("PER", False), ("CHL", True)]


def test_json_has_exactly_the_agreed_form():
    suggestions = ASSISTANT.suggest(Article(parts=(Part("On Peru", "Ambassador Ana Lopez spoke of sanctions."),)))
    data = as_data(suggestions, ["on-peru"])
    section = data["sections"][0]
    assert list(data) == ["article", "sections"]
    assert list(section) == ["id", "heading", "countries", "topics", "people", "organisations"]
    assert (section["id"], section["heading"]) == ("on-peru", "On Peru")
    assert section["countries"] == [{"id": "PER", "passing": False, "evidence": ["Peru"]}]
    assert section["people"] == [{"name": "Ana Lopez", "passing": True, "evidence": ["Ana Lopez"]}]
    assert section["topics"] == [{"id": "sanctions", "passing": False, "evidence": ["sanctions"]}]
    assert section["organisations"] == []


def test_text_tells_what_is_tagged_and_what_the_text_does_not_name():
    terms = suggest("Peru and Chile agreed. Ambassador Ana Lopez signed.")
    lines = as_text(terms, {"countries": ["PER", "BOL"]})
    assert lines == [
        "  countries, tagged: PER",
        "  countries, tagged, not in the text: BOL",
        "  countries, suggested: CHL (Chile)",
        "  people, no entry yet: Ana Lopez",
    ]

"""`briefings digest`: which days, which sections, what form, and what is refused with which words."""

from __future__ import annotations

import email
import email.policy
import sys

import pytest
import yaml
from click.testing import CliRunner
from conftest import GOLDEN, briefing
from sites import CONFIG, ROOT, write_site

from mkdocs_briefings.commands.digest import digest

FILES = yaml.safe_load((GOLDEN / "full.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    return write_site(tmp_path_factory.mktemp("site") / "full", FILES)


def run(site, *arguments: str, now: str | None = "2024-01-01", environment: dict | None = None):
    given = [*arguments, *(["--now", now] if now else [])]
    return CliRunner(env=environment).invoke(digest, given, obj=str(site))


def test_by_default_it_is_text_of_the_newest_week_with_a_section(full):
    result = run(full)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Weekly digest · 9–15 October 2023\n\nWeek 41, 2023\n=============\n")
    assert "https://site.example/briefings/2023-10-09-next/" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (["--week", "2023-W40"], "Week 40, 2023"),
        (["--month", "2023-10"], "October 2023"),
        (["--since", "2023-10-02", "--until", "2023-10-05"], "2–5 October 2023"),
        (["--since", "2023-10-02"], "2–9 October 2023"),  # up to the newest section, whatever day it is today
        (["--since", "2023-10"], "1–9 October 2023"),
        (["--since", "2023-10", "--until", "2023-10"], "1–31 October 2023"),
        (["--country", "EGY"], "Week 41, 2023"),
        (["--country", "azerbaijan", "--month", "2023-09"], "September 2023"),
        (["--topic", "diplomacy", "--week", "2023-W40"], "Week 40, 2023"),
    ],
)
def test_the_days_are_those_asked_for(full, arguments, title):
    result = run(full, *arguments, "--format", "md")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"\n# {title}\n" in result.stdout


def test_a_limited_digest_says_to_what_and_has_no_page_of_its_own(full):
    result = run(full, "--topic", "karabakh", "--country", "Persia", "--format", "md", "--week", "2023-W41")
    assert result.stdout.startswith("Weekly digest · 9–15 October 2023 · [Karabakh ")
    assert "· [Persia](<https://site.example/countries/iran/>)\n" in result.stdout
    assert "digests/" not in result.stdout


def test_days_without_anything_are_said_to_be_so_and_are_no_error(full):
    result = run(full, "--week", "2023-W44")
    assert (result.exit_code, result.stderr) == (0, "Week 44, 2023: no section of this time; the digest says so.\n")
    assert "\nNo section of this time · 0 sections the week before\n" in result.stdout
    result = run(full, "--country", "France")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "There is no week with a section like this: no digest.\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--week", "2023-W53"], "2023 has no week 53"),
        (["--week", "40"], "'40' is no week; write 2023-W40"),
        (["--month", "2023"], "'2023' is no month; write 2023-10"),
        (["--since", "2023-02-30"], "'2023-02-30' is no date; write 2023-10-02"),
        (["--since", "2023-10-02", "--until", "2023-10-01"], "--until 2023-10-01 is before 2023-10-02"),
        (["--until", "2023-10-01"], "--until needs --since"),
        (["--week", "2023-W40", "--month", "2023-10"], "give one of --week, --month and --since"),
        (["--topic", "karabach"], "--topic: there is no topic 'karabach'; did you mean karabakh?"),
        (["--country", "Atlantis"], "--country: there is no country 'Atlantis'"),
        (["--to", "a@b.example"], "--to and --from are for --format eml"),
        (["--format", "eml", "--to", "a@b.example\nBcc: c@d.example"], "it holds a control character"),
        (["--format", "eml", "--from", "a@b.example, c@d.example"], "--from takes one address"),
        (["--format", "html", "--site-url", ""], "--format html needs the site's address"),
        (["--format", "eml", "--site-url", "javascript:alert(1)"], "the site's address 'javascript:alert(1)' is none"),
        (["--output", "content/digest.md"], "content/digest.md is among the site's own texts"),
        (["--output", "about.txt/x"], "cannot be written"),
    ],
)
def test_wrong_use_is_refused_with_what_to_do(full, arguments, message):
    (full / "about.txt").write_text("a file")
    result = run(full, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_text_without_a_site_address_says_where_links_begin(tmp_path):
    site = write_site(tmp_path / "site", FILES, CONFIG.replace("site_url: https://site.example/\n", ""))
    result = run(site, "--format", "md")
    assert (result.exit_code, result.stderr) == (0, "mkdocs.yml has no `site_url`: links begin at the site's root.\n")
    assert "(</briefings/2023-10-09-next/>)" in result.stdout
    assert run(site, "--format", "html", "--site-url", "https://other.example/sub").stdout.count(
        'href="https://other.example/sub/briefings/2023-10-09-next/"'
    )


def test_errors_in_the_content_are_reported_as_by_check(tmp_path):
    site = write_site(tmp_path / "site", FILES | {"briefings/2023/2023-10-02-bad.md": "no front matter"})
    result = run(site)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "2023-10-02-bad.md" in result.stderr


def test_a_message_is_dated_by_its_content_unless_now_is_given(full):
    data = run(full, "--format", "eml", "--week", "2023-W40", now=None).stdout_bytes
    assert data == run(full, "--format", "eml", "--week", "2023-W40", now=None).stdout_bytes
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert found["Date"] == "Thu, 05 Oct 2023 00:00:00 +0000"
    assert found["Subject"] == "Test: Weekly digest, Week 40, 2023"
    assert found["Message-ID"].startswith("<digest.2023-w40.")
    dated = run(full, "--format", "eml", "--week", "2023-W40", now="2024-02-01T06:00+02:00")
    assert b"Date: Thu, 01 Feb 2024 04:00:00 +0000\r\n" in dated.stdout_bytes


def test_a_hostile_site_name_and_term_change_no_head_of_a_message(tmp_path):
    name = "A\\nBcc: all@example.org\\n\\n=?utf-8?q?=0AX=3Ay?="
    files = FILES | {"vocabulary/topics.yml": f'diplomacy: {{name: "{name}"}}\nkarabakh: {{name: K}}\n'}
    config = CONFIG.replace("site_name: Test", 'site_name: "T\\r\\nFrom: x@y.example"')
    site = write_site(tmp_path / "site", files, config)
    data = run(site, "--format", "eml", "--topic", "diplomacy", "--month", "2023-10").stdout_bytes
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert set(found.keys()) == {
        "Subject",
        "Date",
        "X-Unsent",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
        "Content-Language",
    }
    assert found["Subject"].startswith("T From: x@y.example: Monthly digest, October 2023, A Bcc: all@example.org")


def test_an_output_file_holds_what_standard_output_would(full, tmp_path):
    for form in ("text", "md", "html", "eml"):
        path = tmp_path / f"digest.{form}"
        result = run(full, "--format", form, "--output", str(path))
        assert (result.exit_code, result.stdout) == (0, "")
        assert path.read_bytes() == run(full, "--format", form).stdout_bytes


def test_a_right_to_left_site_is_so_in_every_form(tmp_path):
    config = CONFIG.replace("search: false", "search: false, language: fa")
    persian = briefing("countries: [IRN]", "متن.", title="نشست هفتگی", summary="خلاصه.", date="2023-10-16")
    site = write_site(tmp_path / "site", FILES | {"briefings/2023/2023-10-16-fa.md": persian}, config)
    page = run(site, "--format", "html").stdout
    assert page.startswith('<!DOCTYPE html><html lang="fa" dir="rtl">')
    assert '">نشست هفتگی</a></b></p>' in page
    text = run(site, "--format", "text").stdout
    assert "* نشست هفتگی [" in text
    assert "\u2067" not in text


def test_without_css_inline_the_command_says_how_to_get_it(full, monkeypatch):
    monkeypatch.setitem(sys.modules, "css_inline", None)
    result = run(full, "--format", "html")
    assert result.exit_code == 2
    assert "pip install 'mkdocs-briefings[mail]'" in result.stderr
    assert run(full, "--format", "text").exit_code == 0


def test_this_projects_own_site_has_a_digest_in_every_form():
    for form in ("text", "md", "html", "eml"):
        result = run(ROOT, "--month", "2023-10", "--format", form, now="2026-01-01")
        assert (result.exit_code, result.stderr) == (0, "")
        assert len(result.stdout_bytes) > 4000

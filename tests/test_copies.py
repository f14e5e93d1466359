"""A check reports words copied from the article that a briefing was written from."""

from __future__ import annotations

from conftest import basic, briefing
from sites import run, write_site

ARTICLE = (
    "The minister said on Monday that both sides had agreed to open a second crossing before the end of the year, "
    "and that engineers would begin their work in the spring."
)
OWN = "A second crossing is to open this year.\n"
COPY = "He told reporters that both sides had agreed to open a second crossing before the end of the year, he said.\n"
PATH = "content/briefings/2023/2023-10-05-crossing.md"


def site_with(folder, body: str):
    text = briefing("topics: [talks]\n", body, date="2023-10-05")
    return write_site(folder, basic() | {"briefings/2023/2023-10-05-crossing.md": text})


def test_own_words_pass_and_copied_ones_do_not(tmp_path):
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    for body, code in ((OWN, 0), (COPY, 1)):
        site = site_with(tmp_path / f"site-{code}", body)
        done = run(site, "mkdocs_briefings", "check", "--against", "../article.txt", "--now", "2024-01-01")
        assert done.returncode == code, done.stdout
        assert done.stdout.count("[copied-text]") == code
        assert run(site, "mkdocs_briefings", "check", "--now", "2024-01-01").returncode == 0


def test_the_article_of_a_draft_is_looked_at_unasked(tmp_path):
    site = site_with(tmp_path / "site", COPY)
    kept = site / ".drafts" / "2023-10-05-crossing" / "article.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text(ARTICLE, "utf-8")
    done = run(site, "mkdocs_briefings", "check", "--now", "2024-01-01")
    assert done.returncode == 1
    assert f"{PATH}:" in done.stdout
    assert "[copied-text]" in done.stdout
    other = run(site, "mkdocs_briefings", "check", "content/vocabulary", "--now", "2024-01-01")
    assert other.returncode == 0


def test_an_article_that_is_not_there_is_wrong_use(tmp_path):
    done = run(site_with(tmp_path / "site", OWN), "mkdocs_briefings", "check", "--against", "none.txt")
    assert done.returncode == 2
    assert "none.txt is not there" in done.stderr

"""Writes the issue form from the schema: `python tools/write_issue_form.py`. A test says when that is due."""

from pathlib import Path

from mkdocs_briefings.issue_form import form

TARGET = Path(__file__).parents[1] / ".github" / "ISSUE_TEMPLATE" / "propose-a-briefing.yml"

if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(form(), encoding="utf-8")

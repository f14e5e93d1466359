"""`briefings init`: a new site with an example briefing and the workflows of its repository."""

from __future__ import annotations

from pathlib import Path

import click

from ..new_files import shown_from
from ..packaged import packaged_templates
from ..project import CONFIG
from ..yaml_text import scalar
from .options import folder_of

_RENAMED = {"gitignore": ".gitignore"}
"""Files that would have an effect in our own folder under their real name."""
_GITHUB = (
    "scripts/preview_comment.py",
    "scripts/propose.py",
    "scripts/set-up.sh",
    "workflows/check.yml",
    "workflows/preview.yml",
    "workflows/preview-comment.yml",
    "workflows/propose.yml",
    "workflows/publish.yml",
    "ISSUE_TEMPLATE/propose-a-briefing.yml",
    "PULL_REQUEST_TEMPLATE.md",
    "dependabot.yml",
)
"""What of this repository's own `.github/` a new site gets."""


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", metavar="TEXT", help="The name of the site.")
@click.pass_context
def init(context: click.Context, folder: Path, name: str | None) -> None:
    """Make a new site in FOLDER: settings, an example briefing, a vocabulary, workflows. No file is overwritten."""
    here = folder_of(context)
    target = here / folder
    if (target / CONFIG).exists():
        shown = shown_from(here, target / CONFIG)
        raise click.UsageError(f"{shown} is there already, so this is a site; nothing was written")
    files = starter_files()
    if name:
        files["mkdocs.yml"] = _named(files["mkdocs.yml"], name)
    try:
        kept = [path for path in sorted(files) if not _write(target / path, files[path])]
    except OSError as error:
        raise click.UsageError(f"{error.filename} cannot be written: {error.strerror}") from error
    click.echo(f"Made a site in {shown_from(here, target) or '.'}: {len(files) - len(kept)} files.")
    for path in kept:
        click.echo(f"Kept {path}, which was there already.")
    if ".gitignore" in kept:
        lines = files[".gitignore"].decode().split()
        click.echo(f"Add to .gitignore what it lacks of: {' '.join(lines)}")
    place = "" if target.resolve() == here.resolve() else f"cd {shown_from(here, target)}, "
    click.echo(
        f"\nWhat to do next: {place}run `briefings check` and `mkdocs serve`, then `briefings new`.\n"
        "Set the site's name and address in mkdocs.yml, and for GitHub Pages choose the source «GitHub Actions»."
    )


def starter_files() -> dict[str, bytes]:
    """The files of a new site by their path in its folder."""
    starter = Path(__file__).parents[1] / "starter"
    files = {
        _RENAMED.get(path.relative_to(starter).as_posix(), path.relative_to(starter).as_posix()): path.read_bytes()
        for path in sorted(starter.rglob("*"))
        if path.is_file()
    }
    github = packaged_github()
    files |= {f".github/{name}": (github / name).read_bytes() for name in _GITHUB}
    template = files[".github/PULL_REQUEST_TEMPLATE.md"]
    return files | {".github/PULL_REQUEST_TEMPLATE.md": template.partition(b"\n## For the program")[0]}


def packaged_github() -> Path:
    """The folder of the workflows that come with the package: the repository's in a clone, within it in a wheel."""
    inside = Path(__file__).parents[1] / "github"
    return inside if inside.is_dir() else packaged_templates().parent / ".github"


def _named(config: bytes, name: str) -> bytes:
    first, rest = config.split(b"\n", 1)
    return f"site_name: {scalar(name)}\n".encode() + rest if first.startswith(b"site_name:") else config


def _write(path: Path, data: bytes) -> bool:
    """Whether the file was written; one that is there is left alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as stream:
            stream.write(data)
    except FileExistsError:
        return False
    return True

"""What pages hang on beside the briefings: settings, theme, templates, versions."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from .project import Project
from .versions import MAKING, READING, add_folder, program_digest

_NOT_ABOUT_PAGES = ("site_dir", "config_file_path", "watch", "strict", "dev_addr", "docs_dir")
_TITLE = re.compile(rb"^#[ \t].*$|^[^\n]+\n=+[ \t]*$", re.MULTILINE)


def surroundings(config: MkDocsConfig, project: Project) -> str:
    """A text that differs whenever generated pages may."""
    digest = hashlib.blake2b(digest_size=16)
    values = {key: value for key, value in config.items() if key not in _NOT_ABOUT_PAGES}
    plain = json.dumps(values, default=_plain, sort_keys=True, skipkeys=True)
    digest.update(f"{program_digest((*READING, *MAKING))}\n{plain}".encode())
    path = Path(config.config_file_path) if config.config_file_path else None
    digest.update(path.read_bytes() if path and path.is_file() else b"")
    for folder in dict.fromkeys([*project.template_folders, *map(Path, config.theme.dirs)]):
        add_folder(digest, folder)
    for module in _modules(config):
        file = Path(getattr(module, "__file__", None) or "")
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()


def _modules(config: MkDocsConfig) -> list[object]:
    """What else may change pages: the hooks, and the modules that the plugins are of."""
    plugins = [sys.modules.get(type(plugin).__module__) for plugin in config.plugins.values()]
    return [*plugins, *(config.hooks or {}).values()]


def titles(docs: Path, paths: list[str]) -> str:
    """A text that differs whenever an ordinary page comes, goes, or has another title, as the navigation then does."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(paths):
        if path.endswith(".md") and not path.startswith("briefings/"):
            try:
                data = (docs / path).read_bytes()
            except OSError:
                continue
            front = data.split(b"\n---", 1)[0] if data.startswith(b"---") else b""
            digest.update(b"\0".join([path.encode(), front, *_TITLE.findall(data)]) + b"\1")
    return digest.hexdigest()


def _plain(value: object) -> str:
    """What JSON does not know: by its type and, where that says more, its own data."""
    data = dict(value) if isinstance(value, Mapping) else ""
    return f"{type(value).__name__} {json.dumps(data, default=lambda one: type(one).__name__, sort_keys=True)}"

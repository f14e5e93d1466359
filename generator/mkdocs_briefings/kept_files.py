"""Pages that a build leaves as they are: MkDocs knows of them, and does nothing for them."""

from __future__ import annotations

import os
from collections.abc import Callable

from mkdocs.structure.files import File, Files


class KnownFiles(Files):
    """MkDocs' files, and those of pages that are as they were: links to them resolve, and nothing is done for them."""

    def __init__(self, files: Files, kept: Callable[[str], File | None]) -> None:
        """`kept` gives the file of a path under content/ whose page is not made this time."""
        super().__init__(list(files))
        self._kept = kept

    def get_file_from_path(self, path: str) -> File | None:
        """The file of a path, a kept page's too."""
        return super().get_file_from_path(path) or self._kept(os.path.normpath(path).replace(os.sep, "/"))


class KeptFile(File):
    """The file of a page that is not built this time."""

    def is_documentation_page(self) -> bool:
        """Never built."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Never copied: it is in the site already."""

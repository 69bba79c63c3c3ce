"""Pages for the browser: those of Sote2040, and of any model."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.messages import Translator
from sotetrace.project import Project
from tests.cli.runner import VISION

if TYPE_CHECKING:
    from sotetrace.model.text import Language


@cache
def vision() -> Project:
    """The project of Sote2040."""
    return Project.open(VISION)


def write_page(path: Path, language: Language = "fi", project: Project | None = None) -> Path:
    """Export the page of a model to a file."""
    page = (project or vision()).export("html", Translator(language))
    assert isinstance(page, bytes)
    path.write_bytes(page)
    return path

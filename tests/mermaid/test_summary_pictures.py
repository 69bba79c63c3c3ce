"""The pictures of the summary are read by Mermaid's own parser, hostile titles and all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.model.text import LANGUAGES
from tests.mermaid.parsing import parse_pictures
from tests.summary.reading import pictures_of, set_of
from tests.summary.test_hostile import ALL_HOSTILE, hostile_set

if TYPE_CHECKING:
    from pathlib import Path


def test_parser_takes_every_picture(tmp_path: Path) -> None:
    sets = [*(set_of(language) for language in LANGUAGES), *(hostile_set(text) for text in ALL_HOSTILE.values())]
    pictures = [picture for pages in sets for page in pages.values() for picture in pictures_of(page)]
    assert len(pictures) >= 24 + len(ALL_HOSTILE)
    said = parse_pictures([*pictures, "flowchart LR\n  a --"], tmp_path)
    assert said[-1] != "", "a broken picture is seen"
    assert [fault for fault in said[:-1] if fault] == []

"""The pictures of the summary are read by Mermaid's own parser, hostile titles and all."""

from __future__ import annotations

from sotetrace.model.text import LANGUAGES
from tests.exports.mermaid import parse
from tests.summary.reading import pictures_of, set_of
from tests.summary.test_hostile import ALL_HOSTILE, hostile_set


def test_parser_takes_every_picture() -> None:
    sets = [*(set_of(language) for language in LANGUAGES), *(hostile_set(text) for text in ALL_HOSTILE.values())]
    pictures = [picture for pages in sets for page in pages.values() for picture in pictures_of(page)]
    assert len(pictures) >= 24 + len(ALL_HOSTILE)
    said = [found.get("error", "") for found in parse([*pictures, "flowchart LR\n  a --"])]
    assert said[-1] != "", "a broken picture is seen"
    assert [fault for fault in said[:-1] if fault] == []

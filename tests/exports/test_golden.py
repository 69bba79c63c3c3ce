"""Formats with words in them, of the real vision, kept to be read in every change; a workbook as a dump of its cells.

Refresh with `pytest tests/exports/test_golden.py --refresh-golden`, then read the difference before you commit it. The
formats of data are held to `export json` by their own tests.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sotetrace.model.text import LANGUAGES, Language
from tests.exports.books import dump_of
from tests.exports.sources import exported, text_of

FILES = Path(__file__).parent / "golden"
CASES = [
    *((f"overview.{language}.mmd", "mermaid", language, None) for language in LANGUAGES),
    *((f"M8.{language}.mmd", "mermaid", language, "M8") for language in LANGUAGES),
    *((f"vision.{language}.dot", "dot", language, None) for language in LANGUAGES),
    *((f"workbook.{language}.txt", "xlsx", language, None) for language in LANGUAGES),
]


@pytest.mark.parametrize(("file", "to", "language", "identifier"), CASES, ids=[case[0] for case in CASES])
def test_export_is_as_it_was_read(
    file: str, to: str, language: Language, identifier: str | None, request: pytest.FixtureRequest
) -> None:
    text = dump_of(exported(to, language)) if to == "xlsx" else text_of(to, language, identifier)
    path = FILES / file
    if request.config.getoption("--refresh-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), "no such file yet: --refresh-golden"
    assert text == path.read_text(encoding="utf-8"), "read the difference; if it is meant: --refresh-golden"


def test_no_file_is_left_over() -> None:
    assert {path.name for path in FILES.iterdir()} == {case[0] for case in CASES}

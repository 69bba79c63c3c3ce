"""The page of the document that `init` writes, kept element by element; to be read in every change.

Refresh with `pytest tests/golden --refresh-golden`. The style sheet and the script are files of the program and not in
it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.messages import Translator
from sotetrace.project import Project
from sotetrace.store.starter import write_starter

if TYPE_CHECKING:
    import pytest

FILE = Path(__file__).parent / "pages" / "starter.en.html"


def test_page_is_as_it_was_read(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    write_starter(tmp_path)
    page = Project.open(tmp_path).export("html", Translator("en"))
    assert isinstance(page, bytes)
    text = re.sub(r"(<style>|<script>).*?(?=</)", r"\1", page.decode("utf-8"), flags=re.DOTALL)
    text = re.sub(r"'sha256-[^']+'", "'sha256-…'", text).replace("<", "\n<").replace("\n</", "</").lstrip()
    if request.config.getoption("--refresh-golden"):
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(text, encoding="utf-8", newline="\n")
    assert FILE.is_file(), "no such file yet: pytest tests/golden --refresh-golden"
    assert text == FILE.read_text(encoding="utf-8"), "read the difference; if it is meant: --refresh-golden"

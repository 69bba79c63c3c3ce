"""Every Python session that a page shows runs as written, and says what the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.store.starter import write_starter
from tests.docs.pages import PAGES, fences_of, name_of
from tests.docs.transcripts import Transcript

if TYPE_CHECKING:
    from pathlib import Path


def has_transcript(page: Path) -> bool:
    return any(fence.language == "pycon" for fence in fences_of(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [page for page in PAGES if has_transcript(page)], ids=name_of)
def test_python_says_what_is_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_refreshing: bool
) -> None:
    text = page.read_text(encoding="utf-8")
    fences = [fence for fence in fences_of(text) if fence.language == "pycon"]
    (tmp_path / ".git").mkdir()  # the search for a model ends here
    write_starter(tmp_path)
    monkeypatch.chdir(tmp_path)
    transcript = Transcript(is_refreshing=is_refreshing)
    bodies = transcript.run_fences(fences, name_of(page))
    if is_refreshing:
        for fence, body in reversed(list(zip(fences, bodies, strict=True))):
            text = text[: fence.start] + body + text[fence.end :]
        page.write_text(text, encoding="utf-8")
    assert transcript.faults == []

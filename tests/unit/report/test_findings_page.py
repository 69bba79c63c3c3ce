"""A page of findings is for reading: so many are shown, and the rest is counted."""

from __future__ import annotations

import pytest

from sotetrace.findings import Finding, Place
from sotetrace.messages import Translator
from sotetrace.report.page import Entries, Paragraph
from sotetrace.report.pages import findings as page_of_findings


@pytest.mark.parametrize(("count", "shown"), [(2, 2), (3, 2)])
def test_page_shows_so_many_findings_and_counts_the_rest(
    monkeypatch: pytest.MonkeyPatch, count: int, shown: int
) -> None:
    monkeypatch.setattr(page_of_findings, "_SHOWN", 2)
    found = [Finding.of("alias", Place("a"), name=str(number)) for number in range(count)]
    page = page_of_findings.build_findings_page(found, Translator("en"))
    (entries,) = [block for block in page.blocks if isinstance(block, Entries)]
    assert len(entries.entries) == shown
    said = [block.content for block in page.blocks if isinstance(block, Paragraph)]
    assert ("Findings not shown here: 1." in said) == (count > shown)
    assert any(str(count) in str(content) for content in said)

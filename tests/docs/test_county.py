"""The table of the how-to is the example that others can download."""

from __future__ import annotations

from tests.docs.pages import ROOT, fences_of


def test_table_of_the_page_is_the_example() -> None:
    page = (ROOT / "docs/how-to/from-a-county-spreadsheet.md").read_text(encoding="utf-8")
    shown = [fence.body for fence in fences_of(page) if fence.options.get("file") == "toimenpiteet.csv"]
    assert shown[0] == (ROOT / "examples/county/toimenpiteet.csv").read_text(encoding="utf-8")

"""The page of any document, sound or not: it is built, its ids stand once, and its links lead somewhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given

from sotetrace.coverage import evaluate_coverage
from sotetrace.graph import build_graph
from sotetrace.model.document import VisionDocument
from sotetrace.report.web.page import build_web_page
from tests.laws.strategies import documents, wide_documents
from tests.unit.report.web.reading import Read

if TYPE_CHECKING:
    from tests.builders import Raw


@given(documents() | wide_documents())
def test_ids_stand_once_and_links_lead_somewhere(raw: Raw) -> None:
    graph = build_graph(VisionDocument.model_validate(raw))
    coverage = evaluate_coverage(graph)
    page = Read(build_web_page(graph, coverage, "en"))
    ids = Counter(attributes["id"] for _, attributes in page.tags if "id" in attributes)
    assert max(ids.values()) == 1
    assert {(attributes["href"] or "")[1:] for attributes in page.find("a")} <= set(ids)
    by_level = [row for row in page.find("tr") if "data-counts" in row]
    asked = next((found for found in coverage.expectations if found.of == "sub_goal" and "measure" in found.by), None)
    if asked is not None and asked.elements:
        rows = len(graph.document.levels) + 1
        counted = sum(len((row["data-counts"] or "").split()) for row in by_level[:rows])
        assert counted >= len(asked.elements), "no sub-goal is left out of the levels"

"""Every cell of a matrix equals what a look at each link finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from sotetrace.coverage import FACETS, build_matrix
from tests.laws import plain
from tests.laws.oracle import LADDER, Edge, Everything
from tests.laws.strategies import FEWER, wide_documents
from tests.laws.test_chain_laws import graph_of

if TYPE_CHECKING:
    from sotetrace.coverage import Facet
    from tests.builders import Raw

_INSTRUMENTS = [
    "law",
    "steering",
    "funding",
    "digital",
    "data",
    "workforce",
    "service_model",
    "structure",
    "negotiation",
]


def _rows(whole: Everything, facet: str) -> list[str]:
    meant = [me for me in whole.elements if whole.kinds[me] == facet and not whole.elements[me].get("draft")]
    verdicts = ["accepted", "rejected", "unreviewed"]
    return {"confidence": ["high", "medium", "low"], "reviewed": verdicts, "instrument": _INSTRUMENTS}.get(facet, meant)


def _stands(whole: Everything, facet: str, row: str, edge: Edge) -> bool:
    """Whether a link to a sub-goal belongs into a row."""
    if facet == "indicator":
        return edge.type == "indicates" and edge.source == row
    measure = whole.elements[edge.source]
    if edge.type != "advances" or edge.basis == "blanket" or measure.get("draft"):
        return False
    match facet:
        case "measure":
            return edge.source == row
        case "level":
            return bool(measure.get("level") == row)
        case "actor":
            return any((e.type, e.source, e.target) == ("names", edge.source, row) and e.counts for e in whole.edges)
        case "instrument":
            return row in [instrument["kind"] for instrument in measure.get("instruments", ())]
        case "confidence":
            return edge.basis == "inferred" and edge.tier == row
        case _:
            return edge.basis == "inferred" and (edge.verdict or "unreviewed") == row


@FEWER
@given(wide_documents())
@pytest.mark.parametrize("facet", FACETS)
def test_every_cell(facet: Facet, raw: Raw) -> None:
    whole = Everything(raw)
    matrix = build_matrix(graph_of(raw), facet)
    sub_goals = [e["id"] for e in raw["sub_goals"] if not e.get("draft")]
    assert (matrix.facet, list(matrix.rows), list(matrix.sub_goals)) == (facet, _rows(whole, facet), sub_goals)
    expected = []
    for row in matrix.rows:
        for sub_goal in sub_goals:
            here = [e for e in whole.edges if e.target == sub_goal and _stands(whole, facet, row, e)]
            if here:
                counted = [e for e in here if e.counts or facet == "reviewed"]
                best = max((plain.rank(e) for e in counted), default=0)
                ids = tuple(sorted({e.source for e in counted}))
                expected.append((row, sub_goal, ids, LADDER[best], any(e.sign == "unclear" for e in here)))
    assert [(c.row, c.sub_goal, c.ids, c.tier, c.has_unclear) for c in matrix.cells] == expected, "and none is empty"
    assert {key: cell for cell in matrix.cells for key in [(cell.row, cell.sub_goal)]} == matrix.find_cells()

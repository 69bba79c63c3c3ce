"""Matrices: sub-goals against measures, levels, actors, instruments, indicators, confidence or review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from sotetrace.coverage.tiers import Tier, best, tier_of
from sotetrace.model.elements import InstrumentKind
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.elements import Element

Facet = Literal["measure", "level", "actor", "instrument", "indicator", "confidence", "reviewed"]
"""By what the advancing links of a sub-goal are told apart."""
FACETS: tuple[Facet, ...] = get_args(Facet)


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Where a row and a sub-goal meet: the ids behind it, their best tier, and whether a sign is in doubt."""

    row: str
    sub_goal: str
    ids: tuple[str, ...]
    tier: Tier
    has_unclear: bool = False


@dataclass(frozen=True, slots=True)
class MatrixResult:
    """A matrix: its rows (values of the facet), its columns (sub-goals), and the cells that are not empty, in order."""

    facet: Facet
    rows: tuple[str, ...]
    sub_goals: tuple[str, ...]
    cells: tuple[MatrixCell, ...]

    def find_cells(self) -> dict[tuple[str, str], MatrixCell]:
        """Return the cells by (row, sub-goal)."""
        return {(cell.row, cell.sub_goal): cell for cell in self.cells}


def build_matrix(graph: TraceGraph, facet: Facet) -> MatrixResult:
    """Build the matrix of a document by a facet: which links that advance a sub-goal have which value."""
    sub_goals = [element.id for element in graph.find_elements("sub_goal")]
    rows = _rows(graph, facet)
    found: dict[tuple[str, str], list[TraceLink]] = {}
    for sub_goal in sub_goals:
        for link in _reaching(graph, sub_goal, facet):
            for row in _values_of_link(graph, link, facet):
                found.setdefault((row, sub_goal), []).append(link)
    place = {row: number for number, row in enumerate(rows)}
    column = {sub_goal: number for number, sub_goal in enumerate(sub_goals)}
    cells = [_cell(facet, row, sub_goal, links) for (row, sub_goal), links in found.items() if row in place]
    cells.sort(key=lambda cell: (place[cell.row], column[cell.sub_goal]))
    return MatrixResult(facet, tuple(rows), tuple(sub_goals), tuple(cells))


def values_of(graph: TraceGraph, measure: Element, facet: str) -> list[str]:
    """Return the values that a measure has for a facet: its level, the actors it names, its instruments."""
    if facet == "level":
        level = getattr(measure, "level", None)
        return [level] if level is not None else []
    if facet == "actor":
        return [link.target for link in graph.find_links_from(measure.id, ("names",)) if link.is_carrying]
    return [instrument.kind for instrument in getattr(measure, "instruments", ())]


def _reaching(graph: TraceGraph, sub_goal: str, facet: Facet) -> list[TraceLink]:
    """Return the links that reach a sub-goal itself; a blanket claim tells none from another, so it stays out."""
    if facet == "indicator":
        return graph.find_links_to(sub_goal, ("indicates",))
    return [
        link
        for link in graph.find_links_to(sub_goal, ("advances",))
        if link.basis != "blanket" and not graph.element(link.source).draft
    ]


def _rows(graph: TraceGraph, facet: Facet) -> Sequence[str]:
    match facet:
        case "confidence":
            return ("high", "medium", "low")
        case "reviewed":
            return ("accepted", "rejected", "unreviewed")
        case "instrument":
            return get_args(InstrumentKind)
        case _:
            return [element.id for element in graph.find_elements(facet)]


def _values_of_link(graph: TraceGraph, link: TraceLink, facet: Facet) -> Sequence[str]:
    """Return the rows that a link stands in."""
    match facet:
        case "measure" | "indicator":
            return (link.source,)
        case "confidence":
            return (link.strength.word,)  # what is no inference is in no row
        case "reviewed":
            return (_verdict_of(link),) if link.basis == "inferred" else ()
        case _:
            return list(dict.fromkeys(values_of(graph, graph.element(link.source), facet)))


def _verdict_of(link: TraceLink) -> str:
    return "accepted" if link.is_reviewed else "rejected" if link.is_rejected else "unreviewed"


def _cell(facet: Facet, row: str, sub_goal: str, links: Sequence[TraceLink]) -> MatrixCell:
    counted = [link for link in links if link.is_carrying or facet == "reviewed"]
    return MatrixCell(
        row=row,
        sub_goal=sub_goal,
        ids=tuple(sorted({link.source for link in counted}, key=natural_key)),
        tier=best(tier_of(link.strength) for link in counted),
        has_unclear=any(link.sign == "unclear" for link in links),
    )

"""Matrices: sub-goals against measures, levels, actors, instruments, indicators, confidence or review."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from sotetrace.coverage.tiers import Tier, best, tier_of
from sotetrace.model.elements import InstrumentKind
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.elements import Element

Facet = Literal["measure", "level", "actor", "instrument", "indicator", "confidence", "reviewed"]
"""By what the advancing links of a sub-goal are told apart."""
FACETS: tuple[Facet, ...] = get_args(Facet)


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Where a row and a sub-goal meet: the ids behind it and the best tier among their links.

    In a matrix by measure, `is_judged` says that the pair was read; `has_unclear` that the sign of a link is in doubt.
    """

    row: str
    sub_goal: str
    ids: tuple[str, ...]
    tier: Tier
    is_judged: bool = False
    has_unclear: bool = False


@dataclass(frozen=True, slots=True)
class MatrixResult:
    """A matrix: its rows (values of the facet), its columns (sub-goals), and every cell, row by row."""

    facet: Facet
    rows: tuple[str, ...]
    sub_goals: tuple[str, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]


def build_matrix(graph: TraceGraph, facet: Facet) -> MatrixResult:
    """Build the matrix of a document by a facet: which links that advance a sub-goal have which value."""
    sub_goals = [element.id for element in graph.find_elements("sub_goal")]
    reaching = {identifier: _reaching(graph, identifier, facet) for identifier in sub_goals}
    rows = _rows(graph, facet)
    judged = {
        (measure, sub_goal)
        for record in graph.document.judged
        for measure in record.measures
        for sub_goal in record.sub_goals
    }
    cells = tuple(
        tuple(_cell(graph, facet, row, sub_goal, reaching[sub_goal], judged) for sub_goal in sub_goals) for row in rows
    )
    return MatrixResult(facet, tuple(rows), tuple(sub_goals), cells)


def values_of(graph: TraceGraph, measure: Element, facet: str) -> list[str]:
    """Return the values that a measure has for a facet: its level, the actors it names, its instruments."""
    if facet == "level":
        level = getattr(measure, "level", None)
        return [level] if level is not None else []
    if facet == "actor":
        return [link.target for link in graph.find_links_from(measure.id, ("names",))]
    return [instrument.kind for instrument in getattr(measure, "instruments", ())]


def _reaching(graph: TraceGraph, sub_goal: str, facet: Facet) -> list[TraceLink]:
    if facet == "indicator":
        return graph.find_links_to(sub_goal, ("indicates",))
    return [
        link
        for link in graph.find_links_to(sub_goal, ("advances",))
        if link.basis in ("stated", "inferred") and not graph.element(link.source).draft
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


def _cell(
    graph: TraceGraph, facet: Facet, row: str, sub_goal: str, links: Iterable[TraceLink], judged: set[tuple[str, str]]
) -> MatrixCell:
    has_value = _HAS_VALUE.get(facet) or (lambda g, link, value: value in values_of(g, g.element(link.source), facet))
    here = [link for link in links if has_value(graph, link, row)]
    counted = [link for link in here if link.is_carrying or facet == "reviewed"]
    return MatrixCell(
        row=row,
        sub_goal=sub_goal,
        ids=tuple(sorted({link.source for link in counted}, key=natural_key)),
        tier=best(tier_of(link.strength) for link in counted),
        is_judged=(row, sub_goal) in judged,
        has_unclear=any(link.sign == "unclear" for link in here),
    )


def _review_of(link: TraceLink) -> str:
    return "accepted" if link.is_reviewed else "rejected" if link.is_rejected else "unreviewed"


_HAS_VALUE: dict[Facet, Callable[[TraceGraph, TraceLink, str], bool]] = {
    "measure": lambda _graph, link, value: link.source == value,
    "indicator": lambda _graph, link, value: link.source == value,
    "confidence": lambda _graph, link, value: link.basis == "inferred" and link.strength.word == value,
    "reviewed": lambda _graph, link, value: link.basis == "inferred" and _review_of(link) == value,
}

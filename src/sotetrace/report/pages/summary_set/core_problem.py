"""The page of a core problem: the chain from it down to a measure, or where it stops."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sotetrace.report.page import Column, Facts, Heading, Items, Page, Paragraph, Span, Table
from sotetrace.report.pages.links import basis_of
from sotetrace.report.pages.summary_set.picture import build_picture, find_ties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.coverage import Tier
    from sotetrace.graph import TraceLink
    from sotetrace.model.elements import CoreProblem
    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.summary_set.view import SummaryView


def build_core_problem_page(view: SummaryView, problem: CoreProblem) -> Page:
    """Build the page of a core problem."""
    words = view.words
    blocks: list[Block] = list(view.original_lines(problem.title))
    blocks.append(Facts(tuple(_facts(view, problem))))
    blocks.append(Paragraph(Span(words("coverage.roll_up"), "dim")))
    blocks += view.own_words(problem)
    blocks += _parts(view, problem)
    blocks += _chains(view, problem.id)
    blocks += build_picture(view, [problem.id], find_ties(view, _below(view, problem.id)))
    drivers = view.graph.find_links_to(problem.id, ("drives",))
    if drivers:
        blocks += [Heading(words("set.drivers")), _drivers(view, drivers)]
    return view.page(view.homes[problem.id].page, view.heading(problem), blocks)


def _facts(view: SummaryView, problem: CoreProblem) -> Iterator[tuple[str, Cell]]:
    words = view.words
    if problem.level is not None:
        yield view.name("kind.level"), view.labels.named(problem.level)
    if problem.source is not None:
        yield view.name("show.source"), view.stands_at(problem)
    rolled = view.coverage.find_roll_up(problem.id)
    if rolled is not None:
        yield words("coverage.as_source"), view.labels.tier(rolled.as_source)
        yield words("coverage.as_read"), view.labels.tier(rolled.as_read)


def _parts(view: SummaryView, problem: CoreProblem) -> Iterator[Block]:
    """Yield the parts of a core problem, with whether anything answers this very part."""
    if not problem.parts:
        return
    served = {
        part.id: part.is_served
        for expectation in view.coverage.expectations
        if expectation.of == "core_problem" and expectation.is_applicable
        for element in expectation.elements
        if element.id == problem.id
        for part in element.parts
    }
    yield Heading(view.words("show.parts"))
    entries: list[Cell] = []
    for part in problem.parts:
        status = view.words("set.part_served" if served.get(part.id) else "set.part_unserved")
        own = (f": {status}",) if part.id in served else ()
        entries.append((Span(part.id, "id"), f" {view.labels.text(part.title)}", *own))
    yield Items(tuple(entries))


def _chains(view: SummaryView, identifier: str) -> Iterator[Block]:
    """Yield the witness chain on each scale, or where every chain stops."""
    found = next((chain for chain in view.coverage.chains if chain.id == identifier), None)
    if found is None:
        return
    words = view.words
    yield Heading(words("coverage.chains"))
    scales: list[tuple[str, Sequence[str], Tier, Sequence[str]]] = [
        ("as_source", found.as_source, found.as_source_strength, found.as_source_frontier)
    ]
    if view.coverage.with_inference:
        scales.append(("as_read", found.as_read, found.as_read_strength, found.as_read_frontier))
    for scale, ids, strength, frontier in scales:
        yield Heading(words(f"coverage.{scale}"), 3)
        if not ids:
            yield Paragraph(Span(words("set.stops"), "bad"))
            yield Items(tuple(view.labels.named(one) for one in frontier))
            continue
        yield _steps(view, ids, is_source=scale == "as_source")
        yield Paragraph((f"{words('set.chain_weakest')} ", view.labels.tier(strength)))


def _steps(view: SummaryView, ids: Sequence[str], *, is_source: bool) -> Table:
    """Return a chain as a table, a link a row, each with what it rests on."""
    words = view.words
    rows: list[tuple[Cell, ...]] = []
    for upper, lower in pairwise(ids):
        links = [
            link
            for link in view.graph.find_links_to(upper)
            if link.source == lower and link.is_carrying and not (is_source and link.basis == "inferred")
        ]
        link = max(links, key=lambda one: one.strength)
        basis = basis_of(link, view.labels)
        rows.append((view.labels.named(upper), words(f"link_in.{link.type}"), view.labels.named(lower), basis))
    names = ("column.from", "column.link", "column.to", "column.basis")
    return Table(tuple(Column(words(name), may_wrap=True) for name in names), tuple(rows))


def _below(view: SummaryView, identifier: str) -> list[str]:
    """Return a core problem with the goals that answer it and the sub-goals below them, from the top down."""
    goals = [link.source for link in view.graph.find_links_to(identifier, ("answers",)) if link.is_carrying]
    parts = [link.source for goal in goals for link in view.graph.find_links_to(goal, ("part_of",))]
    found = dict.fromkeys((identifier, *goals, *parts))
    return [one for one in found if not view.graph.element(one).draft]


def _drivers(view: SummaryView, drivers: Sequence[TraceLink]) -> Table:
    labels = view.labels
    rows = tuple(
        (
            labels.named(link.source),
            labels.named(link.target_part or link.target),
            basis_of(link, labels),
            labels.text(link.link.rationale if link.link is not None else None) or "–",
        )
        for link in drivers
    )
    names = ("kind.trend", "column.to", "column.basis", "set.why")
    return Table(tuple(Column(view.name(name), may_wrap=True) for name in names), rows)

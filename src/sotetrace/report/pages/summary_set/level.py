"""The page of a level: what stands at it, and what advances its sub-goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.model.ids import natural_key
from sotetrace.report.page import Column, Heading, Page, Paragraph, Span, Table
from sotetrace.report.pages.coverage import rows_by_level, status_columns, status_row
from sotetrace.report.pages.summary_set.picture import build_picture, find_ties
from sotetrace.report.pages.summary_set.places import NO_LEVEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.model.elements import Element
    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.summary_set.view import SummaryView

_TIERS = ("stated", "high", "medium", "low")


def build_level_page(view: SummaryView, level: Element | None) -> Page:
    """Build the page of a level, or of what stands at none."""
    words = view.words
    blocks: list[Block] = []
    if level is not None:
        blocks += view.original_lines(level.title)
        blocks += view.own_words(level)
    kinds = ("core_problem", "goal", "sub_goal", "measure")
    found = (one.id for one in view.document.elements.values() if one.kind in kinds)
    here = [one for one in found if view.document.level_of(one) == (level.id if level is not None else None)]
    blocks.append(Heading(words("set.here")))
    blocks += _statuses(view, level, here)
    kind_of = {one: view.document.elements[one].kind for one in here}
    targets = [one for one in here if kind_of[one] != "measure"]
    blocks += build_picture(view, here, find_ties(view, targets, here))
    blocks += _advancing(view, [one for one in here if kind_of[one] == "sub_goal"])
    title = view.heading(level) if level is not None else Heading(words("coverage.no_level"), 1)
    return view.page(view.homes[level.id].page if level is not None else NO_LEVEL, title, blocks)


def _statuses(view: SummaryView, level: Element | None, here: Sequence[str]) -> Iterator[Block]:
    """Yield the table of what stands at a level, with what each has; the ids in it are where links lead."""
    words = view.words
    covered = dict(rows_by_level(view.coverage, view.labels).get(level.id if level is not None else None, ()))
    rows: list[tuple[Cell, ...]] = []
    for one in here:
        element = view.document.elements[one]
        is_home = element.kind in ("goal", "sub_goal")
        first = view.anchored(one) if is_home else Span(one, "id")
        if one in covered:
            _, title, *statuses = status_row(one, covered[one], view.coverage, view.labels)
        else:
            title, statuses = view.labels.title(one), ["–"] * (len(status_columns(view.coverage, words)) - 2)
        rows.append((first, title, *view.original_cells(element), *statuses))
    if rows:
        first_column, second, *others = status_columns(view.coverage, words)
        yield Table((first_column, second, *view.original_columns(), *others), tuple(rows))
        yield Paragraph(Span(words("coverage.roll_up"), "dim"))
    else:
        yield Paragraph(words("set.nothing_here"))
    if level is not None and level.id in view.coverage.figures.bare_levels:
        yield Paragraph(Span(words("coverage.no_measures"), "bad"))


def _advancing(view: SummaryView, sub_goals: Sequence[str]) -> Iterator[Block]:
    """Yield the table of what advances each sub-goal and each of its parts, the firmest to the left."""
    if not sub_goals or not view.document.measures:
        return
    words = view.words
    rows = [row for one in sub_goals for row in _rows_of(view, one)]
    columns = [tier for n, tier in enumerate(_TIERS) if tier != "stated" or any(row[1][n] for row in rows)]
    kept = [_TIERS.index(tier) for tier in columns]
    yield Heading(words("set.advancing"))
    yield Table(
        (
            Column(view.name("kind.sub_goal"), may_wrap=True),
            *(Column(view.name(f"tier.{tier}"), may_wrap=True) for tier in columns),
        ),
        tuple((name, *(view.id_cell(cells[n]) or "–" for n in kept)) for name, cells in rows),
    )
    yield Paragraph(Span(words("set.advancing_note"), "dim"))


def _rows_of(view: SummaryView, sub_goal: str) -> Iterator[tuple[Cell, list[list[str]]]]:
    """Yield a sub-goal and its parts, each with the measures that advance exactly it, tier by tier."""
    best: dict[tuple[str, str], int] = {}
    for link in view.graph.find_links_to(sub_goal, ("advances",)):
        if link.is_carrying and link.strength.word in _TIERS and not view.graph.element(link.source).draft:
            key = (link.target_part or link.target, link.source)
            best[key] = min(best.get(key, len(_TIERS)), _TIERS.index(link.strength.word))
    for one in (sub_goal, *(part.id for part in view.document.elements[sub_goal].parts)):
        cells: list[list[str]] = [[] for _ in _TIERS]
        for (target, source), tier in sorted(best.items(), key=lambda item: natural_key(item[0][1])):
            if target == one:
                cells[tier].append(source)
        yield view.labels.named(one), cells

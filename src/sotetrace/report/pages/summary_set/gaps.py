"""What is missing, and what of it somebody has accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.page import Column, Heading, Items, Page, Paragraph, Span, Table
from sotetrace.report.pages.coverage import find_gap_entries
from sotetrace.report.pages.summary_set.places import GAPS
from sotetrace.rules import code_of, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.summary_set.view import SummaryView

_MOST_LISTED = 20
"""With more gaps than this, the overview lists the first and says where all of them are."""


def build_gap_list(view: SummaryView) -> Iterator[Block]:
    """Yield the gaps as a list for the overview."""
    found = find_gap_entries(view.coverage, view.labels)
    if not found:
        yield Paragraph(Span(view.words("coverage.no_gaps"), "good"))
        return
    entries: list[Cell] = [
        (*_subject(gap.element), gap.message, f" ({gap.title})" if gap.title else "", _accepted(view, gap.waived))
        for gap in found[:_MOST_LISTED]
    ]
    yield Items(tuple(entries))
    link = Span(view.words("set.gaps"), target=GAPS)
    yield Paragraph((link, f": {len(found)}"))


def build_gaps_page(view: SummaryView) -> Page:
    """Build the page of everything that is missing, with what somebody has accepted."""
    words = view.words
    blocks: list[Block] = [*_gaps(view), Heading(words("set.waivers")), *_waivers(view)]
    return view.page(GAPS, Heading(words("set.gaps"), 1), blocks)


def _gaps(view: SummaryView) -> Iterator[Block]:
    words = view.words
    found = find_gap_entries(view.coverage, view.labels)
    yield Heading(words("coverage.gaps"))
    if not found:
        yield Paragraph(Span(words("coverage.no_gaps"), "good"))
        return
    columns = (
        Column(words("column.id")),
        Column(words("column.title"), may_wrap=True),
        Column(words("set.what"), may_wrap=True),
        Column(words("set.rule")),
        Column(words("set.accepted"), may_wrap=True),
    )
    rows = tuple(
        (Span(gap.element, "id"), gap.title, gap.message, Span(code_of(gap.rule), "id"), gap.waived or "–")
        for gap in found
    )
    yield Table(columns, rows)


def _waivers(view: SummaryView) -> Iterator[Block]:
    words = view.words
    if not view.waivers:
        yield Paragraph(words("set.no_waivers"))
        return
    names = ("column.id", "column.title", "set.rule", "set.reason", "set.owner", "set.since", "set.until")
    rows: list[tuple[Cell, ...]] = []
    for waiver in view.waivers:
        slug = slug_of(waiver.rule)
        since, until = (day.isoformat() if day is not None else "–" for day in (waiver.date, waiver.until))
        rows.append(
            (
                Span(waiver.element, "id"),
                view.labels.title(waiver.element),
                Span(code_of(slug) if slug is not None else waiver.rule, "id"),
                waiver.reason or "–",
                waiver.owner or "–",
                since,
                until,
            )
        )
    yield Table(tuple(Column(words(name), may_wrap=True) for name in names), tuple(rows))


def _subject(identifier: str) -> tuple[Span | str, ...]:
    return (Span(identifier, "id"), " ") if identifier else ()


def _accepted(view: SummaryView, reason: str | None) -> str:
    return f" {view.words('coverage.gap.waived', reason=reason)}" if reason is not None else ""

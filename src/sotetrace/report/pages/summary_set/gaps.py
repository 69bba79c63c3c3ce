"""What is missing, and what of it somebody has accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.gaps import iter_gaps, words_of_gap
from sotetrace.report.page import Column, Heading, Items, Page, Paragraph, Span, Table
from sotetrace.report.pages.summary_set.places import GAPS
from sotetrace.rules import code_of, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.report.gaps import Gap
    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.summary_set.view import SummaryView

_MOST_LISTED = 20
"""With more gaps than this, the overview lists the first and says where all of them are."""


def build_gap_list(view: SummaryView) -> Iterator[Block]:
    """Yield the gaps as a list for the overview."""
    found = list(iter_gaps(view.coverage))
    if not found:
        yield from _none(view)
        return
    entries: list[Cell] = [
        (Span(gap.id, "id"), f" {_what(view, gap)}", _accepted(view, gap.waived)) for gap in found[:_MOST_LISTED]
    ]
    yield Items(tuple(entries))
    yield from _undeclared(view)
    link = Span(view.words("set.gaps"), target=GAPS)
    yield Paragraph((link, f": {len(found)}"))


def build_gaps_page(view: SummaryView) -> Page:
    """Build the page of everything that is missing, with what somebody has accepted."""
    words = view.words
    blocks: list[Block] = [*_gaps(view), Heading(words("set.waivers")), *_waivers(view)]
    return view.page(GAPS, Heading(words("set.gaps"), 1), blocks)


def _gaps(view: SummaryView) -> Iterator[Block]:
    words = view.words
    found = list(iter_gaps(view.coverage))
    yield Heading(words("coverage.gaps"))
    if not found:
        yield from _none(view)
        return
    columns = (
        Column(words("column.id")),
        Column(words("set.what"), may_wrap=True),
        Column(words("set.rule")),
        Column(words("set.accepted"), may_wrap=True),
    )
    rows = tuple(
        (
            Span(gap.id, "id"),
            _what(view, gap),
            Span(code_of(gap.rule), "id"),
            gap.waived or "–",
        )
        for gap in found
    )
    yield Table(columns, rows)
    yield from _undeclared(view)


def _none(view: SummaryView) -> Iterator[Block]:
    """Yield that nothing is missing, or that nothing can be asked of the document."""
    is_asked = any(one.is_applicable and one.elements for one in view.coverage.expectations)
    yield Paragraph(view.words("coverage.no_gaps" if is_asked else "coverage.not_applicable"))
    yield from _undeclared(view)


def _undeclared(view: SummaryView) -> Iterator[Block]:
    """Yield the kinds that something is expected of and the document has nothing of at all."""
    words = view.words
    expected = (one for one in view.coverage.expectations if not one.is_applicable and one.elements and one.by)
    for kind in dict.fromkeys(one.by[0] for one in expected):
        yield Paragraph(words("coverage.gap.kind", kind=words(f"kind.{kind}")))


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


def _what(view: SummaryView, gap: Gap) -> str:
    """Return what is missing, with the title of the element unless the words of the rule hold it."""
    message, title = words_of_gap(gap, view.labels), view.labels.title(gap.id)
    return message if title in message else f"{message} ({title})"


def _accepted(view: SummaryView, reason: str | None) -> str:
    return f" {view.words('coverage.gap.waived', reason=reason)}" if reason is not None else ""

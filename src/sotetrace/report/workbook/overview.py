"""The first sheet of a workbook: the headline, and coverage in tiers on both scales, by level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS
from sotetrace.report.page import text_of
from sotetrace.report.pages.coverage import caveat, headline
from sotetrace.report.workbook.sheets import Cell, Heading, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.coverage import ElementCoverage, ExpectationCoverage
    from sotetrace.report.workbook.sheets import Book


def build_overview(book: Book) -> Sheet:
    """Build the overview: a row for each expectation, of all levels first and then of each level."""
    words, labels = book.words, book.labels
    scales = [
        *(Heading(f"{words('coverage.as_source_short')}: {words(f'tier.{tier}')}", 15) for tier in SOURCE_TIERS),
        *(Heading(f"{words('coverage.as_read_short')}: {words(f'tier.{tier}')}", 15) for tier in READ_TIERS),
    ]
    header = book.document.document
    above = [
        Cell(labels.text(header.title), "title"),
        Cell(labels.text(header.summary)),
        *(Cell(text_of(sentence)) for sentence in headline(book.coverage, labels)),
        Cell(caveat(book.coverage, labels), "note"),
        Cell(words("sheet.tiers_note"), "note"),
    ]
    return Sheet(
        words("set.overview"),
        (
            book.heading("coverage.column", 28),
            book.heading("kind.level", 38),
            book.heading("coverage.total", 10),
            *scales,
        ),
        tuple(_iter_rows(book)),
        above=tuple(line for line in above if line.content),
        fixed=2,
    )


def _iter_rows(book: Book) -> Iterator[tuple[Cell, ...]]:
    for expectation in book.coverage.expectations:
        name = Cell(book.labels.expectation(expectation))
        yield (name, Cell(book.words("sheet.all")), *_counts(expectation.elements, expectation, book))
        by_level: dict[str | None, list[ElementCoverage]] = {}
        for found in expectation.elements:
            level = found.id if expectation.of == "level" else book.document.level_of(found.id)
            by_level.setdefault(level, []).append(found)
        if expectation.of == "level" or set(by_level) <= {None}:
            continue
        for level in (*(one.id for one in book.document.levels), None):
            if level in by_level:
                yield (name, _level(level, book), *_counts(by_level[level], expectation, book))


def _level(level: str | None, book: Book) -> Cell:
    if level is None:
        return Cell(book.words("coverage.no_level"))
    return Cell(f"{level} {book.labels.title(level)}", "id", level)


def _counts(
    elements: list[ElementCoverage] | tuple[ElementCoverage, ...], expectation: ExpectationCoverage, book: Book
) -> Iterator[Cell]:
    """Yield the total and the number of elements in each tier; 0 of 0 is not applicable, and so is a reading of fields.

    A tier without any is dim, so that those with some stand out.
    """
    yield Cell(len(elements))
    for scale, tiers in (("as_source", SOURCE_TIERS), ("as_read", READ_TIERS)):
        is_asked = expectation.is_applicable and elements and not (scale == "as_read" and expectation.is_structural)
        for tier in tiers:
            if not is_asked:
                yield Cell(book.words("coverage.not_applicable"), "note")
                continue
            count = sum(1 for found in elements if getattr(found, scale) == tier)
            yield Cell(count, tier if count else "plain")

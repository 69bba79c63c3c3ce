"""The other sheets of a workbook: the matrix of measures and sub-goals, gaps, waivers and the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from sotetrace.coverage import READ_TIERS, build_matrix
from sotetrace.model.kinds import KIND_NAMES
from sotetrace.model.links import Basis
from sotetrace.model.text import LANGUAGES
from sotetrace.report.gaps import iter_gaps, words_of_gap
from sotetrace.report.pages.matrix import judged_pairs, measures_legend
from sotetrace.report.workbook.sheets import Cell, Heading, Sheet
from sotetrace.rules import code_of

if TYPE_CHECKING:
    from sotetrace.coverage import MatrixCell, MatrixResult
    from sotetrace.messages import Translator
    from sotetrace.report.workbook.sheets import Book

# As in the matrix of the report: how sure, as a sign that needs no colour.
_SIGNS = {"stated": "◆", "layout": "◇", "high": "●", "medium": "◐", "low": "○"}
MAX_PAIRS = 500_000
"""How many cells the matrix has at most; nobody reads as many, and Excel opens 16,384 columns."""


def build_matrix_sheet(book: Book) -> Sheet:
    """Build the matrix: each cell says in a sign, a word and a colour how the measure advances the sub-goal.

    One of more than `MAX_PAIRS` cells is left out; the sheet says so and where the links are.
    """
    result = build_matrix(book.graph, "measure")
    if len(result.rows) * len(result.sub_goals) > MAX_PAIRS:
        return _without_matrix(result, book)
    cells = result.find_cells()
    judged = judged_pairs(book.document)

    def show(measure: str, sub_goal: str) -> Cell:
        return _pair(cells.get((measure, sub_goal)), book, is_judged=judged is None or (measure, sub_goal) in judged)

    return Sheet(
        book.words("set.matrix"),
        (
            book.heading("column.id", 8),
            book.heading("kind.measure", 44),
            *(Heading(f"{one} {book.labels.title(one)}", 20) for one in result.sub_goals),
        ),
        tuple(
            (book.id(row), Cell(book.labels.title(row)), *(show(row, column) for column in result.sub_goals))
            for row in result.rows
        ),
        below=(
            Cell(measures_legend(result, book.document, book.words), "note"),
            Cell(book.words("set.advancing_note"), "note"),
        ),
        fixed=2,
    )


def _without_matrix(result: MatrixResult, book: Book) -> Sheet:
    size = {"rows": len(result.rows), "columns": len(result.sub_goals)}
    said = book.words("sheet.matrix_too_large", **size, links=book.words("sheet.links"))
    name = book.words("set.matrix")
    return Sheet(name, (Heading(name, 100),), ((Cell(said, "note"),),))


def _pair(cell: MatrixCell | None, book: Book, *, is_judged: bool) -> Cell:
    if cell is not None and cell.tier in _SIGNS:
        return Cell(f"{_SIGNS[cell.tier]} {book.words(f'tier.{cell.tier}')}", cell.tier)
    if cell is not None and cell.has_unclear:
        return Cell(f"± {book.words('sign.unclear')}", "partial")
    return Cell("·") if is_judged else Cell(f"? {book.words('sheet.unjudged')}", "unjudged")


def build_gaps(book: Book) -> Sheet:
    """Build the sheet of gaps, waived ones included."""
    rows = tuple(
        (
            book.id(gap.id),
            Cell(book.labels.title(gap.id)),
            book.id(book.document.level_of(gap.element)),
            Cell(code_of(gap.rule)),
            Cell(words_of_gap(gap, book.labels)),
            Cell(gap.waived or ""),
        )
        for gap in iter_gaps(book.coverage)
    )
    return Sheet(
        book.words("coverage.gaps"),
        (
            book.heading("column.id", 10),
            book.heading("column.title", 60),
            book.heading("kind.level", 10),
            book.heading("set.rule", 10),
            book.heading("set.what", 70),
            book.heading("set.accepted", 40),
        ),
        rows,
        above=() if rows else (Cell(book.words("coverage.no_gaps"), "note"),),
    )


def build_waivers(book: Book) -> Sheet:
    """Build the sheet of waivers."""

    def day(value: object) -> Cell:
        return Cell(str(value) if value is not None else "")

    rows = tuple(
        (
            book.id(waiver.element),
            Cell(book.labels.title(waiver.element)),
            Cell(waiver.rule),
            Cell(waiver.reason or ""),
            Cell(waiver.owner or ""),
            day(waiver.date),
            day(waiver.until),
        )
        for waiver in book.waivers
    )
    return Sheet(
        book.words("set.waivers"),
        (
            book.heading("column.id", 10),
            book.heading("column.title", 52),
            book.heading("set.rule", 14),
            book.heading("set.reason", 52),
            book.heading("set.owner", 24),
            book.heading("set.since", 12),
            book.heading("set.until", 12),
        ),
        rows,
        above=() if rows else (Cell(book.words("set.no_waivers"), "note"),),
    )


def build_glossary(book: Book) -> Sheet:
    """Build the glossary: what each word means, and the word in every language."""
    from sotetrace.messages import Translator

    others: list[Translator] = [Translator(language) for language in LANGUAGES if language != book.words.language]
    further = ("part", "chain", "gap", "waiver")
    keys = [
        *((f"kind.{kind}", f"gloss.kind.{kind}") for kind in KIND_NAMES),
        *((f"basis.{basis}", f"gloss.basis.{basis}") for basis in get_args(Basis)),
        *((f"tier.{tier}", f"gloss.tier.{tier}") for tier in READ_TIERS),
        *((f"coverage.{scale}", f"gloss.{scale}") for scale in ("as_source", "as_read")),
        *((f"term.{term}", f"gloss.{term}") for term in further),
        ("verdict.accepted", "gloss.reviewed"),
    ]
    return Sheet(
        book.words("set.glossary"),
        (
            book.heading("set.term", 24),
            book.heading("set.meaning", 90),
            *(Heading(book.words(f"language.{words.language}"), 24) for words in others),
        ),
        tuple(
            (Cell(book.words(word)), Cell(book.words(meaning)), *(Cell(words(word)) for words in others))
            for word, meaning in keys
        ),
    )

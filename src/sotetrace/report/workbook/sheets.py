"""The sheets of a workbook in words: what stands in each cell, how it looks, and to which element it leads.

Looks name meanings; the exporter knows the colours. A look is never the only sign: the word stands in the cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from sotetrace.report.labels import Labels

if TYPE_CHECKING:
    from sotetrace.coverage import CoverageResult, ElementCoverage, Tier
    from sotetrace.graph import TraceGraph
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.settings import Waiver
    from sotetrace.report.counterparts import Counterpart

Look = Literal[
    "plain",
    "title",
    "note",
    "id",
    "stated",
    "layout",
    "blanket",
    "high",
    "medium",
    "low",
    "partial",
    "none",
    "unjudged",
]


class Cell(NamedTuple):
    """A text or a count, how it looks, and the id of the element whose row it leads to."""

    content: str | int = ""
    look: Look = "plain"
    leads_to: str | None = None


class Heading(NamedTuple):
    """The heading of a column, and its width in characters."""

    text: str
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: lines above the table, the headings, the rows, and lines below it.

    `anchors` are the ids that the rows are about, in order; `fixed` is how many columns stay in sight when the sheet is
    scrolled sideways. The headings stay in sight, too, where nothing stands above them.
    """

    name: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[Cell, ...] = ()
    below: tuple[Cell, ...] = ()
    anchors: tuple[str, ...] = ()
    fixed: int = 1


@dataclass(frozen=True, slots=True)
class Book:
    """What every sheet is made from."""

    graph: TraceGraph
    coverage: CoverageResult
    waivers: tuple[Waiver, ...]
    words: Translator
    counterparts: tuple[Counterpart, ...] = ()

    @property
    def document(self) -> VisionDocument:
        """The document."""
        return self.graph.document

    @property
    def labels(self) -> Labels:
        """Titles and words in the language of the book."""
        return Labels(self.document, self.words)

    def heading(self, key: str, width: int = 14) -> Heading:
        """Return a heading by the key of its words, with a capital letter."""
        text = self.words(key)
        return Heading(text[:1].upper() + text[1:], width)

    def id(self, identifier: str | None) -> Cell:
        """Return an id as a link to its row, or as bare text when nothing has it; an empty cell for None."""
        if identifier is None:
            return Cell()
        return Cell(identifier, "id", identifier if self.labels.title(identifier) else None)

    def tier(self, tier: Tier) -> Cell:
        """Return the word of a tier in its look."""
        return Cell(self.words(f"tier.{tier}"), tier)

    def status_of(self, identifier: str) -> ElementCoverage | None:
        """Return the coverage of an element against the first expectation that asks about it and can be inferred."""
        for expectation in self.coverage.expectations:
            if expectation.is_applicable and not expectation.is_structural:
                found = expectation.find_elements((identifier,))
                if found:
                    return found[0]
        return None

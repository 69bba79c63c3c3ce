"""Where each element of a document is found in the set of pages, and the links that lead there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sotetrace.model.kinds import Kind
from sotetrace.report.page import Entries, Entry, Excerpt, Facts, Fold, Items, Paragraph, Span, Table, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.model.document import VisionDocument
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.page import Block, Cell

OVERVIEW, MATRIX, MEASURES, GAPS, OTHERS, GLOSSARY = (
    *("README.md", "matrix.md", "measures.md"),
    *("gaps.md", "others.md", "glossary.md"),
)
NO_LEVEL = "no-level.md"
_MOST_ON_A_PAGE = 60
"""With more measures than this, they go on on a further page: GitHub shows no Markdown beyond half a megabyte or so."""
OTHER_KINDS: tuple[Kind, ...] = ("statement", "trend", "indicator", "actor", "milestone")
"""The kinds that have no page of their own."""
_PAGES: dict[Kind, str] = {"level": "level", "core_problem": "core-problem"}
"""The kinds of which each element has a page, with what its name begins with."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where an element is found: a page, and an anchor in it unless the whole page is about it."""

    page: str
    anchor: str = ""


def find_homes(document: VisionDocument) -> dict[str, Home]:
    """Return where every element, part and blanket claim is found; a part stands with its element."""
    names: set[str] = set()
    homes = {
        element.id: Home(_unique(f"{stem}-{element.id.casefold()}", names) + ".md")
        for kind, stem in _PAGES.items()
        for element in document.iter_elements(kind)
    }
    homes |= _measure_homes(document)
    anchors: dict[str, set[str]] = {}
    for identifier in (*document.elements, *(scope.id for scope in document.scopes)):
        if identifier not in homes:
            page = _page_of(identifier, document, homes)
            homes[identifier] = Home(page, _unique(identifier.casefold(), anchors.setdefault(page, set())))
    for element in document.elements.values():
        for part in element.parts:
            homes.setdefault(part.id, homes[element.id])
    return homes


def _measure_homes(document: VisionDocument) -> dict[str, Home]:
    """Return where the measures are found: in their order, so many on a page."""
    homes, taken = {}, set[str]()
    for number, identifier in enumerate(dict.fromkeys(measure.id for measure in document.measures)):
        part = number // _MOST_ON_A_PAGE
        page = MEASURES if not part else f"measures-{part + 1}.md"
        homes[identifier] = Home(page, _unique(identifier.casefold(), taken))
    return homes


def _page_of(identifier: str, document: VisionDocument, homes: dict[str, Home]) -> str:
    element = document.elements.get(identifier)
    if element is None or element.kind in OTHER_KINDS:
        return OTHERS
    home = homes.get(document.level_of(identifier) or "")
    return home.page if home is not None else NO_LEVEL


def _unique(name: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, and take it: ids may differ in case alone, names of files may not."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    taken.add(found)
    return found


def name_crosswalks(counterparts: Iterable[Counterpart]) -> dict[str, str]:
    """Return the names of the pages about other documents, by the ids of these."""
    taken: set[str] = set()
    return {other.id: f"{_unique(f'crosswalk-{other.id.casefold()}', taken)}.md" for other in counterparts}


def find_foreign_homes(counterparts: Iterable[Counterpart]) -> dict[str, Home]:
    """Return where the elements of other documents are found whose pages are written beside these, by qualified ids."""
    return {
        f"{other.id}:{identifier}": Home(f"{other.path}{home.page}", home.anchor)
        for other in counterparts
        if other.path
        for identifier, home in find_homes(other.document).items()
    }


def link_ids(blocks: Sequence[Block], homes: dict[str, Home], page: str) -> tuple[Block, ...]:
    """Return the blocks of a page with every id that has a home turned into a link to it."""
    return tuple(_Linker(homes, page).block(block) for block in blocks)


@dataclass(frozen=True, slots=True)
class _Linker:
    homes: dict[str, Home]
    page: str

    def block(self, block: Block) -> Block:
        """Return a block with its ids linked."""
        match block:
            case Paragraph(content=content):
                return Paragraph(self.cell(content))
            case Items(entries=entries):
                return Items(tuple(map(self.cell, entries)))
            case Table(rows=rows):
                return block._replace(rows=tuple(tuple(map(self.cell, row)) for row in rows))
            case Facts(rows=facts):
                return Facts(tuple((name, self.cell(value)) for name, value in facts))
            case Entries(entries=entries):
                return block._replace(entries=tuple(map(self.entry, entries)))
            case Fold(blocks=inner):
                return block._replace(blocks=tuple(map(self.block, inner)))
            case Tree(label=label, branches=branches):
                return Tree(self.cell(label), tuple(t for t in map(self.block, branches) if isinstance(t, Tree)))
            case _:
                return block

    def entry(self, entry: Entry) -> Entry:
        """Return an entry with its ids linked."""
        body = (part if isinstance(part, Excerpt) else self.cell(part) for part in entry.body)
        return Entry(self.cell(entry.head), tuple(body))

    def cell(self, cell: Cell) -> Cell:
        """Return a cell with its ids linked."""
        if isinstance(cell, str):
            return cell
        if isinstance(cell, Span):
            return self.span(cell)
        return tuple(part if isinstance(part, str) else self.span(part) for part in cell)

    def span(self, span: Span) -> Span:
        """Return an id as a link; what is an anchor itself, or about this whole page, stays as it is."""
        home = self.homes.get(span.text) if span.style == "id" else None
        if home is None or span.anchor or span.target:
            return span
        if home.page == self.page:
            return replace(span, target=f"#{home.anchor}") if home.anchor else span
        return replace(span, target=f"{home.page}#{home.anchor}" if home.anchor else home.page)

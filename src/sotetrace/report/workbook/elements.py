"""The sheets of a workbook that hold the model itself: elements with their parts, and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.data.facts import JOINT, key_links
from sotetrace.report.pages.links import anchor_of
from sotetrace.report.workbook.sheets import Cell, Heading, Sheet

if TYPE_CHECKING:
    from sotetrace.graph import TraceLink
    from sotetrace.model.elements import Element, Part
    from sotetrace.model.links import Link
    from sotetrace.model.text import Text
    from sotetrace.report.workbook.sheets import Book


def build_elements(book: Book) -> Sheet:
    """Build the sheet of elements: each is followed by its parts. The original stands beside a translation."""
    headings = (
        book.heading("column.id", 10),
        book.heading("show.kind", 14),
        book.heading("column.title", 52),
        *_original(book),
        book.heading("kind.level", 10),
        book.heading("column.belongs", 10),
        book.heading("coverage.as_source_short", 13),
        book.heading("coverage.as_read_short", 14),
        book.heading("coverage.unserved", 16),
        book.heading("set.words", 52),
        book.heading("show.instruments", 24),
        book.heading("sheet.measured", 28),
        book.heading("show.summary", 52),
        book.heading("show.note", 42),
    )
    rows: list[tuple[Cell, ...]] = []
    anchors: list[str] = []
    for element in book.document.elements.values():
        rows.append(_element(element, book))
        anchors.append(element.id)
        for part in element.parts:
            rows.append(_part(part, element, book))
            anchors.append(part.id)
    return Sheet(book.words("sheet.elements"), headings, tuple(rows), anchors=tuple(anchors), fixed=3)


def _original(book: Book) -> tuple[Heading, ...]:
    original = book.document.document.original
    if original == book.words.language:
        return ()
    return (Heading(book.words("set.original", language=book.words(f"language.{original}")), 52),)


def _titles(text: Text, book: Book) -> tuple[Cell, ...]:
    """Return the title in the language of the book, and in the original when that is another."""
    original = book.document.document.original
    title = Cell(book.labels.text(text))
    return (title,) if original == book.words.language else (title, Cell(text.get(original) or ""))


def _element(element: Element, book: Book) -> tuple[Cell, ...]:
    words, labels = book.words, book.labels
    role = getattr(element, "role", None)
    kind = words(f"role.{role}") if role is not None else words(f"kind.{element.kind}")
    return (
        Cell(element.id, "id"),
        Cell(f"{kind}, {words('show.draft')}" if element.draft else kind),
        *_titles(element.title, book),
        book.id(book.document.level_of(element.id)),
        book.id(getattr(element, "goal", None)),
        *_status(element, book),
        Cell(anchor_of(element.source, labels) if element.source is not None else ""),
        Cell(JOINT.join(dict.fromkeys(words(f"instrument.{i.kind}") for i in getattr(element, "instruments", ())))),
        Cell(_measured(element, book)),
        Cell(labels.text(element.summary)),
        Cell(labels.text(element.note)),
    )


def _status(element: Element, book: Book) -> tuple[Cell, Cell, Cell]:
    """Return both statuses, of a goal or core problem the rolled-up ones, and the parts that nothing serves."""
    found = book.status_of(element.id)
    rolled = book.coverage.find_roll_up(element.id) or found
    if rolled is None:
        return Cell(), Cell(), Cell()
    without = [part for part in found.parts if not part.is_served] if found is not None else []
    return book.tier(rolled.as_source), book.tier(rolled.as_read), Cell(JOINT.join(part.id for part in without))


def _measured(element: Element, book: Book) -> str:
    """Return what is measured or dated, in words: `baseline: 12; year: 2030`."""
    names = ("baseline", "target", "unit", "year", "date")
    known = [(name, getattr(element, name, None)) for name in names]
    said = [f"{book.words(f'show.{name}')}: {value}" for name, value in known if value is not None]
    data_source = book.labels.text(getattr(element, "data_source", None))
    return JOINT.join([*said, f"{book.words('show.data_source')}: {data_source}"] if data_source else said)


def _part(part: Part, element: Element, book: Book) -> tuple[Cell, ...]:
    words = Cell(anchor_of(part.source, book.labels) if part.source is not None else "")
    level = book.id(book.document.level_of(element.id))
    titles = _titles(part.title, book)
    kind = Cell(book.words("term.part"))
    blank = Cell()
    return (Cell(part.id, "id"), kind, *titles, level, book.id(element.id), *(blank,) * 3, words, *(blank,) * 4)


def build_links(book: Book) -> Sheet:
    """Build the sheet of links; an inferred one says so, with its confidence and whether anybody reviewed it."""
    headings = (
        book.heading("column.from", 10),
        book.heading("sheet.from_title", 40),
        book.heading("column.link", 16),
        book.heading("column.to", 10),
        book.heading("sheet.to_title", 40),
        book.heading("column.basis", 13),
        book.heading("facet.confidence", 14),
        book.heading("facet.reviewed", 26),
        book.heading("sheet.remark", 22),
        book.heading("sheet.by", 16),
        book.heading("set.words", 52),
        book.heading("set.why", 64),
    )
    return Sheet(
        book.words("sheet.links"),
        headings,
        tuple(_link(link, book) for _, link in key_links(book.document)),
        fixed=0,
    )


def _link(link: TraceLink, book: Book) -> tuple[Cell, ...]:
    words, labels = book.words, book.labels
    start, end = link.source_part or link.source, link.target_part or link.target
    strength = link.confidence or "low"
    is_inferred = link.basis == "inferred"
    return (
        book.id(start),
        Cell(labels.title(start)),
        Cell(words(f"link.{link.type}")),
        book.id(end),
        Cell(labels.title(end)),
        Cell(words(f"basis.{link.basis}"), strength if link.basis == "inferred" else link.basis),
        Cell(words(f"tier.{strength}"), strength) if is_inferred else Cell(),
        Cell(_review(link, book)) if is_inferred else Cell(),
        Cell(_remark(link, book)),
        *_evidence(link.link, book),
    )


def _evidence(claim: Link | None, book: Book) -> tuple[Cell, Cell, Cell]:
    if claim is None:
        return Cell(), Cell(), Cell()
    return Cell(claim.by or ""), Cell(anchor_of(claim, book.labels)), Cell(book.labels.text(claim.rationale))


def _review(link: TraceLink, book: Book) -> str:
    review = link.link.reviewed if link.link is not None else None
    if review is None:
        return book.words("verdict.unreviewed")
    return f"{book.words(f'verdict.{review.verdict}')}: {review.by}, {review.date.isoformat()}"


def _remark(link: TraceLink, book: Book) -> str:
    """Return what else matters: as what an actor is named, an unclear sign, the blanket claim it comes from."""
    words = book.words
    role = getattr(link.link, "role", None)
    said = [words(f"actor_role.{role}")] if role is not None else []
    said += [words("sign.unclear")] if link.sign == "unclear" else []
    said += [f"{words('show.scope')} {link.scope}"] if link.scope is not None else []
    return JOINT.join(said)

"""Everything about one element: wordings, source, links both ways, coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.graph import find_foreign_links
from sotetrace.report.labels import Labels, id_list, notes_of
from sotetrace.report.page import Column, Facts, Heading, Items, Page, Paragraph, Span, Table
from sotetrace.report.pages.links import anchor_of, link_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.coverage import CoverageResult
    from sotetrace.graph import TraceGraph
    from sotetrace.messages import Translator
    from sotetrace.model.elements import Element
    from sotetrace.model.links import Anchor
    from sotetrace.report.page import Block, Cell


def build_element_page(element: Element, graph: TraceGraph, coverage: CoverageResult, words: Translator) -> Page:
    """Build the page of one element."""
    labels = Labels(graph.document, words)
    blocks: list[Block] = [Heading(f"{element.id} {labels.text(element.title)}", 1)]
    blocks.append(Facts(tuple(_facts(element, labels))))
    summary = labels.text(element.summary)
    if summary:
        blocks += [Heading(words("show.summary"), 2), Paragraph(summary)]
    if element.note is not None:
        blocks += [Heading(words("show.note"), 2), Paragraph(labels.text(element.note))]
    blocks += _wordings(element, labels)
    blocks += _instruments(element, labels)
    blocks += _parts(element, labels)
    links = [*graph.find_links_from(element.id), *find_foreign_links(graph.document, element.id)]
    blocks += link_blocks(links, "show.links_from", labels, outward=True)
    blocks += link_blocks(graph.find_links_to(element.id), "show.links_to", labels, outward=False)
    blocks += _coverage(element.id, coverage, labels)
    return Page(words.language, tuple(blocks))


def _facts(element: Element, labels: Labels) -> Iterator[tuple[str, Cell]]:
    words = labels.words
    yield words("show.kind"), words(f"kind.{element.kind}")
    for field in ("level", "goal"):
        target = getattr(element, field, None)
        if target is not None:
            yield words(f"kind.{field}"), labels.named(target)
    role = getattr(element, "role", None)
    if role is not None:
        yield words("show.role"), words(f"role.{role}")
    for language, text in element.title.items():
        if language != labels.language:
            yield words(f"language.{language}"), text + labels.standing(language, element.title_official)
    if element.title_from == "project":
        yield words("show.title_from"), words("show.title_from.project")
    if element.number is not None:
        yield words("show.number"), element.number
    if element.source is not None:
        yield words("show.source"), _anchor(element.source, labels)
    yield from _details(element, labels)
    if element.draft:
        yield words("show.draft"), words("slot.yes")
    if element.formerly:
        yield words("show.formerly"), id_list(element.formerly)


def _details(element: Element, labels: Labels) -> Iterator[tuple[str, Cell]]:
    """Yield what only elements of some kinds have."""
    words = labels.words
    instruments = getattr(element, "instruments", ())
    if instruments:
        yield words("show.instruments"), id_list(dict.fromkeys(words(f"instrument.{i.kind}") for i in instruments))
    for name in ("baseline", "target", "unit", "year", "date"):
        value = getattr(element, name, None)
        if value is not None:
            yield words(f"show.{name}"), str(value)
    data_source = labels.text(getattr(element, "data_source", None))
    if data_source:
        yield words("show.data_source"), data_source


def _anchor(anchor: Anchor, labels: Labels) -> Cell:
    place = labels.place(anchor.where)
    if anchor.quote is None:
        return place
    quoted = labels.words("quoted", text=anchor.quote)
    return f"{place}: {quoted}" if place else quoted


def _wordings(element: Element, labels: Labels) -> Iterator[Block]:
    words = labels.words
    entries: list[Cell] = []
    for variant in element.variants:
        entry: tuple[Span | str, ...] = (
            words("quoted", text=variant.text),
            " ",
            Span(f"({labels.place(variant.where)})", "dim"),
        )
        if variant.note is not None:
            entry = (*entry, " ", labels.text(variant.note))
        entries.append(entry)
    if entries:
        yield Heading(words("show.variants"), 2)
        yield Items(tuple(entries))
    slips = [*element.sic, *(s for v in element.variants for s in v.sic), *(s for p in element.parts for s in p.sic)]
    if slips:
        yield Heading(words("show.sic"), 2)
        yield Items(tuple((words("quoted", text=sic.text), " ", labels.text(sic.note)) for sic in slips))


def _instruments(element: Element, labels: Labels) -> Iterator[Block]:
    """Yield the words by which instruments are named, where any are given."""
    named = [(i.kind, anchor_of(i, labels)) for i in getattr(element, "instruments", ())]
    if any(said for _, said in named):
        yield Heading(labels.words("show.instruments_named"), 2)
        yield Items(tuple((labels.words(f"instrument.{kind}"), Span(f" {said}", "dim")) for kind, said in named))


def _parts(element: Element, labels: Labels) -> Iterator[Block]:
    if not element.parts:
        return
    yield Heading(labels.words("show.parts"), 2)
    yield Items(
        tuple(
            (
                Span(part.id, "id"),
                f" {labels.text(part.title)}",
                Span(_quote(part.source, labels), "dim"),
            )
            for part in element.parts
        )
    )


def _quote(anchor: Anchor | None, labels: Labels) -> str:
    quote = anchor.quote if anchor is not None else None
    return f" {labels.words('quoted', text=quote)}" if quote else ""


def _coverage(identifier: str, coverage: CoverageResult, labels: Labels) -> Iterator[Block]:
    words = labels.words
    rows: list[tuple[Cell, ...]] = []
    for expectation in coverage.expectations:
        for found in expectation.elements:
            if found.id != identifier:
                continue
            name = labels.expectation(expectation)
            if not expectation.is_applicable:
                rows.append((name, words("coverage.not_applicable"), "", ""))
                continue
            read = "" if expectation.is_structural else labels.tier(found.as_read)
            rows.append((name, labels.tier(found.as_source), read, Span(id_list(notes_of(found, words)), "poor")))
    if rows:
        columns = ("coverage.column", "coverage.as_source_short", "coverage.as_read_short", "coverage.unserved")
        yield Heading(words("show.coverage"), 2)
        yield Table(tuple(Column(words(column)) for column in columns), tuple(rows))

"""Everything about one element: wordings, source, links both ways, coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.labels import Labels, id_list
from sotetrace.report.page import Column, Entries, Entry, Facts, Heading, Items, Page, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.coverage import CoverageResult
    from sotetrace.graph import TraceGraph, TraceLink
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
    blocks += _parts(element, labels)
    blocks += _links(graph.find_links_from(element.id), "show.links_from", labels, outward=True)
    blocks += _links(graph.find_links_to(element.id), "show.links_to", labels, outward=False)
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
            mark = "" if language == labels.document.document.original else f" ({_standing(element, language, labels)})"
            yield words(f"language.{language}"), text + mark
    if element.source is not None:
        yield words("show.source"), _anchor(element.source, labels)
    instruments = getattr(element, "instruments", ())
    if instruments:
        yield words("show.instruments"), id_list(dict.fromkeys(words(f"instrument.{i.kind}") for i in instruments))
    for name in ("baseline", "target", "unit", "year", "date"):
        value = getattr(element, name, None)
        if value is not None:
            yield words(f"show.{name}"), str(value)
    if element.draft:
        yield words("show.draft"), words("slot.yes")
    if element.formerly:
        yield words("show.formerly"), id_list(element.formerly)


def _standing(element: Element, language: str, labels: Labels) -> str:
    """Return whether a translation is the source's own, official, or ours."""
    if language in element.title_official:
        return labels.words("translation.source")
    standing = labels.document.document.translations.get(language, "own")  # type: ignore[call-overload]
    return labels.words(f"translation.{standing}")


def _anchor(anchor: Anchor, labels: Labels) -> Cell:
    place = place_title(anchor.where, labels)
    if anchor.quote is None:
        return place
    quoted = labels.words("quoted", text=anchor.quote)
    return f"{place}: {quoted}" if place else quoted


def place_title(where: str | None, labels: Labels) -> str:
    """Return the label of a place, or its id when no source declares it."""
    if where is None:
        return ""
    for source in labels.document.sources:
        for place in source.places:
            if place.id == where:
                return labels.text(place.title)
    return where


def _wordings(element: Element, labels: Labels) -> Iterator[Block]:
    words = labels.words
    entries: list[Cell] = []
    for variant in element.variants:
        entry: tuple[Span | str, ...] = (
            words("quoted", text=variant.text),
            " ",
            Span(f"({place_title(variant.where, labels)})", "dim"),
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


def _links(links: list[TraceLink], heading: str, labels: Labels, *, outward: bool) -> Iterator[Block]:
    if not links:
        return
    yield Heading(labels.words(heading), 2)
    entries: list[Entry] = []
    for link in links:
        other = (link.target_part or link.target) if outward else (link.source_part or link.source)
        own = link.source_part if outward else link.target_part
        head = (
            *((Span(own, "id"), " ") if own else ()),
            labels.words(f"link.{link.type}" if outward else f"link_in.{link.type}"),
            " ",
            *labels.named(other),
            Span(f" [{basis_of(link, labels)}]", "dim"),
        )
        reason = labels.text(link.link.rationale) if link.link is not None else ""
        quote = link.link.quote if link.link is not None else None
        said = " ".join(part for part in (labels.words("quoted", text=quote) if quote else "", reason) if part)
        entries.append(Entry(head, (Span(said, "dim"),) if said else ()))
    yield Entries(tuple(entries))


def _review_key(link: TraceLink) -> str:
    if link.is_rejected:
        return "verdict.rejected"
    return "review.yes" if link.is_reviewed else "review.no"


def basis_of(link: TraceLink, labels: Labels) -> str:
    """Return why a link is there: its basis, and for an inferred one its confidence and whether it is reviewed.

    What an actor is named as comes first: named is not the same as responsible.
    """
    words = labels.words
    role = getattr(link.link, "role", None)
    said = [words(f"actor_role.{role}")] if role is not None else []
    said.append(words(f"basis.{link.basis}"))
    if link.basis == "inferred":
        said += [words(f"tier.{link.confidence or 'low'}"), words(_review_key(link))]
    if link.sign == "unclear":
        said.append(words("sign.unclear"))
    if link.scope is not None:
        said.append(link.scope)
    return ", ".join(said)


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
            rows.append((name, labels.tier(found.as_source), read, Span(id_list(found.unserved_parts), "poor")))
    if rows:
        columns = ("coverage.column", "coverage.as_source_short", "coverage.as_read_short", "coverage.unserved")
        yield Heading(words("show.coverage"), 2)
        yield Table(tuple(Column(words(column)) for column in columns), tuple(rows))

"""The page of the measures: each with its words in the source, and every link with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.page import Column, Facts, Heading, Items, Page, Paragraph, Span, Table
from sotetrace.report.pages.links import anchor_of, basis_of
from sotetrace.report.pages.summary_set.places import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sotetrace.graph import TraceLink
    from sotetrace.model.elements import Measure
    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.summary_set.view import SummaryView


def build_measures_pages(view: SummaryView) -> dict[str, Page]:
    """Build the pages of all measures, by the names of files: the list of them all, then each in turn."""
    measures = list({measure.id: measure for measure in reversed(view.document.measures)}.values())[::-1]
    blocks: dict[str, list[Block]] = {MEASURES: []}
    if len(measures) > 1:
        blocks[MEASURES].append(Items(tuple(view.labels.named(measure.id) for measure in measures)))
    for measure in measures:
        blocks.setdefault(view.homes[measure.id].page, []).extend(_measure(view, measure))
    title = Heading(view.words("set.measures"), 1)
    return {name: view.page(name, title, found) for name, found in blocks.items()}


def _measure(view: SummaryView, measure: Measure) -> Iterator[Block]:
    words, labels = view.words, view.labels
    yield view.heading(measure, 2, view.homes[measure.id].anchor)
    yield from view.original_lines(measure.title)
    yield Facts(tuple(_facts(view, measure)))
    yield from view.own_words(measure)
    if measure.parts:
        yield Paragraph(Span(f"{words('show.parts')}:", "strong"))
        yield Items(tuple(_part_lines(view, measure)))
    slips = [*measure.sic, *(sic for part in measure.parts for sic in part.sic)]
    if slips:
        yield Paragraph(Span(f"{words('show.sic')}:", "strong"))
        yield Items(tuple((words("quoted", text=sic.text), " ", labels.text(sic.note)) for sic in slips))
    yield from _links(view, view.graph.find_links_from(measure.id), is_outward=True)
    yield from _links(view, view.graph.find_links_to(measure.id), is_outward=False)


def _facts(view: SummaryView, measure: Measure) -> Iterator[tuple[str, Cell]]:
    words, labels = view.words, view.labels
    if measure.level is not None:
        yield view.name("kind.level"), labels.named(measure.level)
    if measure.source is not None:
        yield view.name("show.source"), view.stands_at(measure)
    for variant in measure.variants:
        yield view.name("show.variants"), f"{words('quoted', text=variant.text)} ({labels.place(variant.where)})"
    if measure.instruments:
        named = dict.fromkeys(words(f"instrument.{one.kind}") for one in measure.instruments)
        yield view.name("show.instruments"), ", ".join(named)
    if measure.draft:
        yield view.name("show.draft"), words("slot.yes")


def _part_lines(view: SummaryView, measure: Measure) -> Iterator[Cell]:
    for part in measure.parts:
        said = anchor_of(part.source, view.labels) if part.source is not None else ""
        title = f" {view.labels.text(part.title)}"
        yield (Span(part.id, "id"), title, f": {said}" if said else "")


def _links(view: SummaryView, links: Sequence[TraceLink], *, is_outward: bool) -> Iterator[Block]:
    """Yield the links of a measure in one direction as a table; what a blanket claim says is one line."""
    words, labels = view.words, view.labels
    own = [link for link in links if link.type != "at" and link.scope is None]
    if own:
        names = ("column.link", "column.basis", "set.words", "set.why")
        yield Paragraph(Span(f"{words('show.links_from' if is_outward else 'show.links_to')}:", "strong"))
        rows = tuple(_row(view, link, is_outward=is_outward) for link in own)
        yield Table(tuple(Column(words(name), may_wrap=True) for name in names), rows)
    blanket = [link for link in links if link.scope is not None]
    if blanket:
        entries = ((*_ends(view, link, is_outward=is_outward), f" [{basis_of(link, labels)}]") for link in blanket)
        yield Paragraph(words("set.blanket_also"))
        yield Items(tuple(_unique(entries)))


def _row(view: SummaryView, link: TraceLink, *, is_outward: bool) -> tuple[Cell, ...]:
    labels = view.labels
    rationale = labels.text(link.link.rationale) if link.link is not None else ""
    return _ends(view, link, is_outward=is_outward), _basis(view, link), _said(view, link) or "–", rationale or "–"


def _said(view: SummaryView, link: TraceLink) -> str:
    """Return the words that a link rests on; their place only where it is another than that of the element's title."""
    claim, source = link.link, view.graph.element(link.source).source
    if claim is None:
        return ""
    if claim.quote is not None and source is not None and claim.where == source.where:
        return view.words("quoted", text=claim.quote)
    return anchor_of(claim, view.labels)


def _basis(view: SummaryView, link: TraceLink) -> str:
    """Return why a link is there; of an inference also how sure it is, whose it is, and who reviewed it."""
    words = view.words
    if link.basis != "inferred" or link.link is None:
        return basis_of(link, view.labels)
    said = [words("basis.inferred"), words(f"tier.{link.strength.word}")]
    said += [words("sign.unclear")] if link.sign == "unclear" else []
    role = getattr(link.link, "role", None)
    said += [words(f"actor_role.{role}")] if role is not None else []
    review = link.link.reviewed
    judged = words("set.nobody")
    if review is not None:
        judged = f"{words(f'verdict.{review.verdict}')}: {review.by}, {review.date.isoformat()}"
    by = [words("set.by", name=link.link.by)] if link.link.by else []
    return "; ".join((", ".join(said), *by, judged))


def _ends(view: SummaryView, link: TraceLink, *, is_outward: bool) -> tuple[Span | str, ...]:
    """Return what a link does for what: `M1.a advances G2.1.a …`."""
    source, target = link.source_part or link.source, link.target_part or link.target
    own, other, stem = (source, target, "link") if is_outward else (target, source, "link_in")
    return (Span(own, "id"), f" {view.words(f'{stem}.{link.type}')} ", *view.labels.named(other))


def _unique(entries: Iterable[Cell]) -> list[Cell]:
    return list(dict.fromkeys(entries))

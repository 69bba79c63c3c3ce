"""The one-page summary of a vision: the chain by level, the headline, coverage and gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.model.ids import natural_key
from sotetrace.report.labels import Labels, id_list
from sotetrace.report.page import Column, Heading, Items, Page, Paragraph, Span, Table
from sotetrace.report.pages.coverage import build_coverage_page, headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.coverage import CoverageResult
    from sotetrace.graph import Strength, TraceGraph
    from sotetrace.messages import Translator
    from sotetrace.model.elements import Element, Measure
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.page import Block, Cell


def build_summary_page(
    graph: TraceGraph, coverage: CoverageResult, words: Translator, counterparts: Sequence[Counterpart] = ()
) -> Page:
    """Build the summary of one document, with a section for each other one that crosswalks join with it."""
    document = graph.document
    labels = Labels(document, words)
    header = document.document
    blocks: list[Block] = [Heading(labels.text(header.title), 1)]
    about = labels.text(header.summary)
    if about:
        blocks.append(Paragraph(about))
    marks = [
        words(f"translation.{standing}_of", language=words(f"language.{language}"))
        for language, standing in header.translations.items()
    ]
    if marks:
        blocks.append(Paragraph(Span("; ".join(marks), "dim")))
    vision = [s for s in document.statements if s.role == "vision"]
    blocks += [Paragraph((Span(s.id, "id"), " ", Span(labels.text(s.title), "strong"))) for s in vision]
    blocks.append(Heading(words("summary.headline")))
    blocks.append(Items(tuple(headline(coverage, labels))))
    blocks.append(Heading(words("summary.chain")))
    for level in document.levels:
        blocks += _level(level, graph, labels)
    # The tables and gaps of the coverage report, without its title and headline.
    report = build_coverage_page(coverage, document, words).blocks
    first = next(i for i, block in enumerate(report) if isinstance(block, Heading) and i > 0)
    blocks += report[first:]
    for other in counterparts:
        from sotetrace.report.pages.counterpart import build_counterpart, title_of

        second = title_of(Labels(other.document, words))
        blocks.append(Heading(words("crosswalk.title", first=title_of(labels), second=second)))
        blocks += build_counterpart(labels, other, 3)
    return Page(words.language, tuple(blocks))


def _level(level: Element, graph: TraceGraph, labels: Labels) -> Iterator[Block]:
    document, words = graph.document, labels.words
    yield Heading(f"{level.id} {labels.text(level.title)}", 3)
    entries: list[Cell] = []
    for kind in ("core_problem", "goal"):
        for element in document.iter_elements(kind):
            if getattr(element, "level", None) != level.id:
                continue
            entries.append((Span(f"{words(f'kind.{kind}')}: ", "strong"), *labels.named(element.id)))
            if kind == "goal":
                entries += [
                    (Span(f"{words('kind.sub_goal')}: ", "strong"), *labels.named(link.source))
                    for link in graph.find_links_to(element.id, ("part_of",))
                ]
    if entries:
        yield Items(tuple(entries))
    measures = [measure for measure in document.measures if measure.level == level.id]
    if measures:
        yield _measures(measures, graph, labels)


def _measures(measures: Sequence[Measure], graph: TraceGraph, labels: Labels) -> Table:
    words = labels.words
    rows: list[tuple[Cell, ...]] = []
    advanced: list[tuple[str, dict[str, Strength]]] = []
    for measure in measures:
        identifier = measure.id
        best: dict[str, Strength] = {}
        for link in graph.find_links_from(identifier, ("advances",)):
            if link.is_carrying and link.basis in ("stated", "inferred"):
                target = link.target_part or link.target
                best[target] = max(link.strength, best.get(target, link.strength))
        advanced.append((identifier, best))
    tiers = [tier for tier in ("stated", "high", "medium", "low") if tier != "stated" or _has_stated(advanced)]
    for identifier, best in advanced:
        cells = [
            id_list(sorted((target for target, strength in best.items() if strength.word == tier), key=natural_key))
            for tier in tiers
        ]
        rows.append((Span(identifier, "id"), labels.title(identifier), *cells))
    return Table(
        (
            Column(words("column.id")),
            Column(words("kind.measure"), may_wrap=True),
            *(Column(words("summary.reads", tier=words(f"tier.{c}")), may_wrap=True) for c in tiers),
        ),
        tuple(rows),
    )


def _has_stated(advanced: Sequence[tuple[str, dict[str, Strength]]]) -> bool:
    return any(strength.word == "stated" for _, best in advanced for strength in best.values())

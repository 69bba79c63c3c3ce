"""The overview: the chain on one page, what is covered in tiers, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.page import Column, Facts, Heading, Items, Page, Paragraph, Span, Table
from sotetrace.report.pages.coverage import build_tier_tables, headline
from sotetrace.report.pages.summary_set.family import list_counterparts
from sotetrace.report.pages.summary_set.gaps import build_gap_list
from sotetrace.report.pages.summary_set.places import NO_LEVEL, OVERVIEW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.model.elements import Element
    from sotetrace.model.kinds import Kind
    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.summary_set.view import SummaryView


def build_overview(view: SummaryView) -> Page:
    """Build the page that a reader sees first."""
    words, labels = view.words, view.labels
    blocks: list[Block] = list(_about(view))
    sentences = tuple(headline(view.coverage, labels))
    if sentences:
        blocks += [Heading(words("summary.headline")), Items(sentences)]
    blocks += _chain(view)
    blocks += build_tier_tables(view.coverage, labels)
    blocks += [Heading(words("coverage.gaps")), *build_gap_list(view), *list_counterparts(view)]
    return view.page(OVERVIEW, Heading(labels.text(view.document.document.title), 1), blocks)


def _about(view: SummaryView) -> Iterator[Block]:
    header, words, labels = view.document.document, view.words, view.labels
    yield from view.original_lines(header.title)
    if header.summary is not None:
        yield Paragraph(labels.text(header.summary))
    facts: list[tuple[str, Cell]] = [(words("set.standing"), words(f"status.{header.standing}"))]
    if header.issuer is not None:
        facts.append((view.name("field.issuer"), labels.text(header.issuer)))
    if header.licence is not None:
        facts.append((view.name("field.licence"), header.licence))
    for language, standing in header.translations.items():
        facts.append((view.name(f"language.{language}"), words(f"translation.{standing}")))
    yield Facts(tuple(facts))
    for statement in view.document.statements:
        if statement.role == "vision":
            yield Paragraph((Span(statement.id, "id"), " ", Span(labels.text(statement.title), "strong")))
            yield from view.original_lines(statement.title)


_IN_CHAIN: tuple[Kind, ...] = ("core_problem", "goal", "sub_goal", "measure")


def _chain(view: SummaryView) -> Iterator[Block]:
    """Yield the whole chain as a table: a row a level, a column a kind."""
    words = view.words
    kinds = [kind for kind in _IN_CHAIN if next(view.document.iter_elements(kind), None) is not None]
    if not kinds:
        return
    rows: list[tuple[Cell, ...]] = [
        (view.labels.named(level.id), *(_at(view, kind, level.id) for kind in kinds)) for level in view.document.levels
    ]
    loose = tuple(_at(view, kind, None) for kind in kinds)
    if any(cell != "–" for cell in loose):
        rows.append((Span(words("coverage.no_level"), target=NO_LEVEL), *loose))
    columns = (
        Column(view.name("kind.level"), may_wrap=True),
        *(Column(view.name(f"kind.{k}"), may_wrap=True) for k in kinds),
    )
    yield Heading(words("summary.chain"))
    yield Table(columns, tuple(rows))


def _at(view: SummaryView, kind: Kind, level: str | None) -> Cell:
    """Return the elements of a kind at a level: of core problems and goals the titles too, of the many the ids."""
    found: list[Element] = [one for one in view.document.iter_elements(kind) if view.document.level_of(one.id) == level]
    if kind in ("sub_goal", "measure"):
        return view.id_cell(one.id for one in found) or "–"
    spans: list[Span | str] = []
    for one in found:
        spans += ["; "] if spans else []
        spans += view.labels.named(one.id)
    return tuple(spans) or "–"

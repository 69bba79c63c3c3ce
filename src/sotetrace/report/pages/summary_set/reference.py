"""The pages to look things up in: the matrix, what has no page of its own, and the words that the pages use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage import build_matrix
from sotetrace.model.kinds import KIND_NAMES, Kind
from sotetrace.model.links import LINK_TYPES
from sotetrace.report.page import Column, Heading, Items, Page, Span, Table
from sotetrace.report.pages.links import anchor_of
from sotetrace.report.pages.matrix import build_matrix_page
from sotetrace.report.pages.summary_set.places import GLOSSARY, MATRIX, OTHER_KINDS, OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.model.document import Scope
    from sotetrace.model.links import LinkRow
    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.summary_set.view import SummaryView


# ---- the matrix ------------------------------------------------------------------------------------------------------


def build_matrix_of_set(view: SummaryView) -> Page:
    """Build the page of the matrix: measures against sub-goals, with the titles of both below it."""
    title, *blocks = build_matrix_page(build_matrix(view.graph, "measure"), view.document, view.words).blocks
    assert isinstance(title, Heading)  # every page begins with one
    sub_goals = Items(tuple(view.labels.named(one.id) for one in view.graph.find_elements("sub_goal")))
    heads = [Heading(view.words("set.measures")), blocks.pop()] if isinstance(blocks[-1], Items) else []
    return view.page(MATRIX, title, [*blocks, *heads, Heading(view.words("set.sub_goals")), sub_goals])


# ---- other elements --------------------------------------------------------------------------------------------------


def build_others_page(view: SummaryView) -> Page:
    """Build the page of the elements of kinds that have none of their own, and of the blanket claims."""
    words = view.words
    blocks: list[Block] = [block for kind in OTHER_KINDS for block in _table_of(view, kind)]
    if view.document.scopes:
        blocks.append(Heading(view.name("show.scope")))
        blocks.append(_scopes(view))
    return view.page(OTHERS, Heading(words("set.others"), 1), blocks)


def _table_of(view: SummaryView, kind: Kind) -> Iterator[Block]:
    words, labels = view.words, view.labels
    elements = [one for one in view.document.elements.values() if one.kind == kind]
    if not elements:
        return
    has_role = kind == "statement"
    has_source = any(one.source is not None for one in elements)
    columns = [Column(words("column.id")), Column(words("column.title"), may_wrap=True), *view.original_columns()]
    columns += [Column(view.name("show.role"))] if has_role else []
    columns += [Column(view.name("show.source"), may_wrap=True)] if has_source else []
    rows: list[tuple[Cell, ...]] = []
    for one in elements:
        row: list[Cell] = [view.anchored(one.id), labels.text(one.title), *view.original_cells(one)]
        row += [words(f"role.{getattr(one, 'role', '')}")] if has_role else []
        row += [view.stands_at(one) or "–"] if has_source else []
        rows.append(tuple(row))
    yield Heading(view.name(f"kind.{kind}"))
    yield Table(tuple(columns), tuple(rows))


def _scopes(view: SummaryView) -> Table:
    words, labels = view.words, view.labels

    def claims(scope: Scope) -> Cell:
        spans: list[Span | str] = []
        for link_type, links in (("advances", scope.advances), ("serves", scope.serves)):
            for link in links:
                said = anchor_of(link, labels)
                spans += ["; "] if spans else []
                spans += [f"{words(f'link.{link_type}')} ", *labels.named(link.to), f": {said}" if said else ""]
        return tuple(spans)

    columns = (
        Column(words("column.id")),
        Column(words("column.title"), may_wrap=True),
        Column(words("column.link"), may_wrap=True),
    )
    rows = tuple((view.anchored(one.id), labels.text(one.title), claims(one)) for one in view.document.scopes)
    return Table(columns, rows)


# ---- the glossary ----------------------------------------------------------------------------------------------------


def build_glossary_page(view: SummaryView) -> Page:
    """Build the page of the words that the other pages use."""
    words = view.words
    links = {link.type for link in view.graph.iter_links()}
    used = [row for row in LINK_TYPES if row.name in links]
    kinds = [kind for kind in KIND_NAMES if next(view.document.iter_elements(kind), None) is not None]
    bases = ("stated", "layout", "blanket", "inferred")
    blocks: list[Block] = [
        *_terms(view, "set.kinds", [(words(f"kind.{kind}"), words(f"gloss.kind.{kind}")) for kind in kinds]),
        *_terms(view, "set.links", [(words(f"link.{row.name}"), _joins(view, row)) for row in used]),
        *_terms(view, "set.bases", [(words(f"basis.{basis}"), words(f"gloss.basis.{basis}")) for basis in bases]),
        *_terms(view, "set.confidences", _tiers(view)),
        *_terms(view, "set.further", _further(view)),
    ]
    return view.page(GLOSSARY, Heading(words("set.glossary"), 1), blocks)


def _tiers(view: SummaryView) -> list[tuple[str, str]]:
    words = view.words
    scales = [(words(f"coverage.{scale}"), words(f"gloss.{scale}")) for scale in ("as_source", "as_read")]
    tiers = ("high", "medium", "low", "partial", "none")
    return [*scales, *((words(f"tier.{tier}"), words(f"gloss.tier.{tier}")) for tier in tiers)]


def _further(view: SummaryView) -> list[tuple[str, str]]:
    words = view.words
    named = [(words(f"term.{name}"), words(f"gloss.{name}")) for name in ("part", "chain", "gap", "waiver")]
    return [*named, (words("review.yes"), words("gloss.reviewed"))]


def _joins(view: SummaryView, row: LinkRow) -> str:
    """Return the kinds that a link type joins: `goal, sub-goal → core problem`."""
    ends = (", ".join(view.words(f"kind.{kind}") for kind in kinds) for kinds in (row.sources, row.targets))
    return " → ".join(ends)


def _terms(view: SummaryView, heading: str, rows: Sequence[tuple[str, str]]) -> Iterator[Block]:
    words = view.words
    if not rows:
        return
    columns = (Column(words("set.term")), Column(words("set.meaning"), may_wrap=True))
    yield Heading(words(heading))
    yield Table(columns, tuple((Span(term, "strong"), meaning) for term, meaning in rows))

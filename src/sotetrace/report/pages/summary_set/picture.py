"""A picture of links with the table that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sotetrace.graph import Strength
from sotetrace.model.ids import natural_key
from sotetrace.report.flowchart import MAX_BOXES, Arrow, Box, render_mermaid
from sotetrace.report.page import Column, Heading, Paragraph, Preformatted, Span, Table
from sotetrace.report.pages.links import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sotetrace.graph import TraceLink
    from sotetrace.model.links import LinkType
    from sotetrace.report.flowchart import ArrowStyle
    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.summary_set.view import SummaryView

UPWARDS: tuple[LinkType, ...] = ("answers", "part_of", "advances")
"""The links that lead from a measure up to a core problem."""

_MOST_TIES = 24
"""With more arrows than this, those of low confidence are left out: a tangle shows nothing."""


class Tie(NamedTuple):
    """What stands between two elements: the firmest of the links from one (or from a blanket claim) to the other."""

    source: str
    target: str
    link: TraceLink


def find_ties(view: SummaryView, targets: Iterable[str], sources: Iterable[str] | None = None) -> list[Tie]:
    """Return the ties that lead up to some elements, from some elements and every blanket claim, or from everywhere.

    Links that carry nothing, because their sign is unclear or somebody rejected them, are left out; so are drafts.
    """
    known = None if sources is None else frozenset(sources)
    firmest: dict[tuple[str, str], TraceLink] = {}
    for target in targets:
        for link in view.graph.find_links_to(target, UPWARDS):
            source = link.scope or link.source
            if not link.is_carrying or view.graph.element(link.source).draft:
                continue
            if known is not None and link.scope is None and link.source not in known:
                continue
            best = firmest.get((source, target))
            if best is None or link.strength > best.strength:
                firmest[source, target] = link
    ties = [Tie(source, target, link) for (source, target), link in firmest.items()]
    return sorted(ties, key=lambda tie: (_rank(view, tie.target), natural_key(tie.target), natural_key(tie.source)))


def _rank(view: SummaryView, identifier: str) -> int:
    return ("core_problem", "goal", "sub_goal").index(view.graph.element(identifier).kind)


def build_picture(view: SummaryView, first: Sequence[str], ties: Sequence[Tie]) -> Iterator[Block]:
    """Yield a picture of some elements and of what leads up to them, and the table that says the same.

    Where there are many ties, those of low confidence are left out of both, and counted.
    """
    if not ties:
        return
    words = view.words
    kept = ties if len(ties) <= _MOST_TIES else [tie for tie in ties if tie.link.strength > Strength.LOW]
    ids = list(dict.fromkeys((*first, *(end for tie in kept for end in (tie.target, tie.source)))))
    boxes = [Box(one, view.labels.title(one)) for one in ids[:MAX_BOXES]]
    arrows = [Arrow(tie.source, tie.target, _label(view, tie), _style(tie)) for tie in kept]
    yield Heading(words("set.picture"))
    yield Preformatted(render_mermaid(boxes, arrows), "mermaid")
    if len(ids) > MAX_BOXES:
        yield Paragraph(words("set.picture_more", count=len(ids) - MAX_BOXES))
    yield Paragraph(Span(words("set.picture_legend"), "dim"))
    if len(kept) < len(ties):
        yield Paragraph(words("set.picture_low", count=len(ties) - len(kept)))
    yield _table(view, kept)


def _table(view: SummaryView, ties: Sequence[Tie]) -> Table:
    """Return ties as a table: in each row what leads up to one element by one type and on one basis."""
    words, labels = view.words, view.labels
    groups: dict[tuple[str, LinkType, str], list[str]] = {}
    for tie in ties:
        groups.setdefault((tie.target, tie.link.type, basis_of(tie.link, labels)), []).append(tie.source)
    rows: list[tuple[Cell, ...]] = [
        (labels.named(target), words(f"link_in.{link_type}"), _named_list(view, sources), basis)
        for (target, link_type, basis), sources in groups.items()
    ]
    names = ("column.to", "column.link", "column.from", "column.basis")
    return Table(tuple(Column(words(name), may_wrap=True) for name in names), tuple(rows))


def _named_list(view: SummaryView, identifiers: Iterable[str]) -> Cell:
    spans: list[Span | str] = []
    for identifier in identifiers:
        spans += ["; "] if spans else []
        spans += view.labels.named(identifier)
    return tuple(spans)


def _style(tie: Tie) -> ArrowStyle:
    return tie.link.basis if tie.link.basis in ("inferred", "blanket") else "firm"


def _label(view: SummaryView, tie: Tie) -> str:
    """Return what stands on an arrow: how sure an inference is, or that it is one sentence about a whole set."""
    if tie.link.basis == "inferred":
        return view.words(f"tier.{tie.link.strength.word}")
    return view.words("basis.blanket") if tie.link.basis == "blanket" else ""

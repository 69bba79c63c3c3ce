"""Chains from an element into other documents: over each mapping to measures and the vision, and back to earlier aims.

Every id stands with its document; the basis of each link, and the confidence of each mapping, beside it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sotetrace.coverage.tiers import RANK
from sotetrace.crosswalk import Term
from sotetrace.graph import upper_end
from sotetrace.report.labels import Labels
from sotetrace.report.page import Entries, Entry, Heading, Items, Page, Paragraph, Span, Tree
from sotetrace.report.pages.across_words import AcrossWords
from sotetrace.report.pages.links import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.across import Backer, Passage, TraceAcross
    from sotetrace.graph import Chain, TraceLink
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block, Cell


def build_trace_across_page(trace: TraceAcross, documents: Mapping[str, VisionDocument], words: Translator) -> Page:
    """Build the page of the chains from an element into other documents."""
    view = _View({name: Labels(document, words) for name, document in documents.items()}, words)
    return Page(words.language, tuple(view.build(trace)))


class _View(AcrossWords):
    """The parts of the page."""

    def build(self, trace: TraceAcross) -> Iterator[Block]:
        """Yield the chains that begin at the element, those by way of what it serves, and what no chain follows."""
        words = self.words
        yield Heading("".join(span.text for span in self.named(trace.term)), 1)
        yield Heading(words("trace.into"))
        if trace.into:
            root = (Span(trace.term.qualified, "id"), f" {self.short_title(trace.term)}")
            yield Tree(root, tuple(self._into(passage, trace) for passage in trace.into))
        else:
            yield Paragraph(Span(words("trace.into_none"), "dim"))
        yield from self._searched(trace)
        if trace.tensions:
            yield Heading(words("across.tensions"))
            pairs = [
                (Span(match.subject.qualified, "id"), " – ", *self.named(match.object)) for match in trace.tensions
            ]
            yield Items(tuple(pairs))
        if trace.back:
            yield Heading(words("trace.back"))
            yield Paragraph(Span(words("trace.back_note"), "dim"))
            groups = groupby(sorted(trace.back, key=_order), key=_order)
            root = (Span(trace.term.qualified, "id"), f" {self.short_title(trace.term)}")
            yield Tree(root, tuple(self._back(list(group), trace) for _, group in groups))
        ends = (passage.bridge.end.document for passage in (*trace.into, *trace.back))
        names = dict.fromkeys((trace.term.document, *ends))
        yield Paragraph(Span(words("trace.across_legend"), "dim"))
        yield Items(tuple(Span(self.validity(name), "dim") for name in names))
        yield Paragraph(Span(words("coverage.caveat"), "dim"))

    def _searched(self, trace: TraceAcross) -> Iterator[Block]:
        entries = []
        for row in trace.searches:
            comment: tuple[Cell, ...] = (Span(row.mapping.comment, "dim"),) if row.mapping.comment else ()
            entries.append(Entry(self.words("trace.searched", document=row.searched or ""), comment))
        if entries:
            yield Entries(tuple(entries))

    # ---- into other documents -----------------------------------------------------------------------------------

    def _into(self, passage: Passage, trace: TraceAcross) -> Tree:
        bridge, backing = passage.bridge, passage.backing
        lead = f"{bridge.start.id} " if bridge.start != trace.term else ""
        branches: list[Tree] = []
        if bridge.is_derived:
            branches.append(Tree(Span(self.words("across.derived", path=self.path(bridge)), "dim")))
        name = bridge.end.document
        if backing is not None and backing.as_source is not None:
            branches += [self._backer(backer, name) for backer in backing.backers]
            if not backing.backers:
                branches.append(Tree(Span(self.words("trace.no_measure", document=name), "bad")))
        if passage.up:
            branches.append(Tree(self._up(passage.up, name)))
        return Tree((Span(lead, "id"), f"{self.relation(bridge)} → ", *self.named(bridge.end)), tuple(branches))

    def _backer(self, backer: Backer, name: str) -> Tree:
        """Return a measure with the best chain by which it reaches the counterpart."""
        chain = backer.chain
        by_way = self._by_way(chain) if chain is not None else ""
        tail = f" [{by_way}{self._bases(chain.links, name)}]" if chain is not None else ""
        return Tree(
            (
                Span(f"{name}:{backer.measure}", "id"),
                f" {self.short_title(Term(name, backer.measure))}",
                Span(tail, "dim"),
            )
        )

    def _by_way(self, chain: Chain) -> str:
        between = chain.ids[1:-1]
        return f"{self.words('trace.by_way', ids=', '.join(between))}; " if between else ""

    def _up(self, links: Sequence[TraceLink], name: str) -> Cell:
        ids = " → ".join(f"{name}:{upper_end(link) or link.target}" for link in links)
        said = self.words("trace.to_vision", ids=ids)
        return Span(f"{said} [{self._bases(links, name)}]", "dim")

    def _bases(self, links: Sequence[TraceLink], name: str) -> str:
        """Return why the links of a chain are there, each reason once."""
        return "; ".join(dict.fromkeys(basis_of(link, self.labels[name]) for link in links))

    # ---- back to other documents --------------------------------------------------------------------------------

    def _back(self, group: Sequence[Passage], trace: TraceAcross) -> Tree:
        """Return what the element serves in its own document, with the counterparts of that in others."""
        approach, name = group[0].approach, trace.term.document
        ids = " → ".join(f"{name}:{upper_end(link) or link.target}" for link in approach)
        weakest = self.tier(group[0].tier)
        title = self.short_title(Term(name, upper_end(approach[-1]) or approach[-1].target), 40)
        label = (Span(ids, "id"), f" {title}", Span(f" [{self.words('trace.weakest')} {weakest}]", "dim"))
        return Tree(label, tuple(self._end(passage, approach[-1]) for passage in group))

    def _end(self, passage: Passage, last: TraceLink) -> Tree:
        bridge = passage.bridge
        lead = f"{bridge.start.id} " if bridge.start.id not in (last.target, last.source) else ""
        title = f" {self.short_title(bridge.end, 40)}"
        return Tree((Span(lead, "id"), f"{self.relation(bridge)} → ", Span(bridge.end.qualified, "id"), title))


def _order(passage: Passage) -> tuple[object, ...]:
    """Order passages by how they begin: by a blanket claim last, the strongest first, of these the shortest."""
    links = tuple(link.sort_key for link in passage.approach)
    return (passage.tier == "blanket", -RANK[passage.tier], len(passage.approach), links)

"""Traces and paths: every chain through an element as a tree, every chain between two as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage.tiers import tier_of
from sotetrace.graph import upper_end
from sotetrace.report.labels import Labels
from sotetrace.report.page import Entries, Entry, Heading, Page, Paragraph, Span, Tree, text_of
from sotetrace.report.pages.links import basis_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.graph import Branch, PathsResult, Trace, TraceGraph, TraceLink
    from sotetrace.messages import Translator
    from sotetrace.report.page import Block, Cell

_WIDTH, _INDENT, _SHORTEST_TITLE = 80, 4, 12
"""The columns that a branch has on a narrow terminal, those that each step in takes, and what is left of a title."""


def build_trace_page(trace: Trace, graph: TraceGraph, words: Translator) -> Page:
    """Build the page of a trace: the chains up, then the chains down."""
    labels = Labels(graph.document, words)
    blocks: list[Block] = [Heading(f"{trace.id} {labels.title(trace.id)}", 1)]
    asked = ((trace.has_up, "trace.up", trace.up), (trace.has_down, "trace.down", trace.down))
    for is_asked, heading, branches in asked:
        if not is_asked:
            continue
        blocks.append(Heading(words(heading)))
        if branches:
            blocks.append(Tree(labels.named(trace.id), tuple(_tree(branch, labels, 1) for branch in branches)))
        else:
            blocks.append(Paragraph(Span(words("trace.nothing"), "dim")))
    if trace.left_out:
        blocks.append(Paragraph(Span(words("trace.left_out", count=trace.left_out), "poor")))
    blocks.append(Paragraph(Span(words("trace.legend"), "dim")))
    return Page(words.language, tuple(blocks))


def build_paths_page(result: PathsResult, graph: TraceGraph, words: Translator) -> Page:
    """Build the page of the chains between two elements."""
    labels = Labels(graph.document, words)
    blocks: list[Block] = [Heading(f"{result.start} – {result.end}", 1)]
    blocks.append(Entries((Entry(labels.named(result.start)), Entry(labels.named(result.end)))))
    if not result.chains:
        blocks.append(Paragraph(Span(words("path.none"), "bad")))
    else:
        blocks.append(Entries(tuple(_chain(links, labels) for links in result.chains), is_spaced=True))
    if result.left_out or not result.is_exact:
        key = "path.left_out" if result.is_exact else "path.more_than"
        blocks.append(Paragraph(Span(words(key, count=result.left_out), "poor")))
    return Page(words.language, tuple(blocks))


def _tree(branch: Branch, labels: Labels, depth: int) -> Tree:
    words = labels.words
    link = branch.link
    here, lead = _ends_at(link, branch.id)
    tail: tuple[Span | str, ...] = (Span(f" [{_brief(link, labels)}]", "dim"),)
    if not branch.branches:
        tail = (*tail, " ", Span(words("trace.weakest"), "dim"), " ", labels.tier(tier_of(branch.weakest)))
    if branch.is_cut:
        tail = (*tail, Span(" …", "poor"))
    room = _WIDTH - _INDENT * depth - len(lead) - len(here) - 1 - len(text_of(tail))
    label = (Span(lead, "dim"), Span(here, "id"), f" {_short(labels.title(here), room)}", *tail)
    return Tree(label, tuple(_tree(below, labels, depth + 1) for below in branch.branches))


def _brief(link: TraceLink, labels: Labels) -> str:
    """Return why a link is there in as few words as a branch can hold: an inference by its confidence."""
    if link.basis != "inferred":
        return labels.words(f"basis.{link.basis}")
    doubt = " ±" if link.sign == "unclear" else ""
    return f"{labels.words('basis.inferred')} {labels.tier(tier_of(link.strength)).text}{doubt}"


def _short(title: str, room: int) -> str:
    """Return a title cut to what a branch of a tree can hold; `show` has the whole."""
    longest = max(room, _SHORTEST_TITLE)
    return title if len(title) <= longest else title[: longest - 1].rstrip() + "…"


def _ends_at(link: TraceLink, identifier: str) -> tuple[str, str]:
    """Return the part at an element's end of a link, where the link is about a part, else the element.

    And what to put before it: a part at the other end, so that links which differ in nothing else are told apart.
    """
    start, end = link.source_part or link.source, link.target_part or link.target
    here, there = (start, link.target_part) if identifier == link.source else (end, link.source_part)
    return here, f"{there} – " if there else ""


def _chain(links: Sequence[TraceLink], labels: Labels) -> Entry:
    ids = [_lower(links[0]), *(_upper(link) for link in links)]
    weakest = min(link.strength for link in links)
    head: tuple[Span | str, ...] = (Span(" → ".join(ids), "id"), " ", labels.tier(tier_of(weakest)))
    body: list[Cell] = [
        (
            Span(link.source_part or link.source, "id"),
            f" {labels.words(f'link.{link.type}')} ",
            *labels.named(link.target_part or link.target),
            Span(f" [{basis_of(link, labels)}]", "dim"),
        )
        for link in links
    ]
    return Entry(head, tuple(body))


def _upper(link: TraceLink) -> str:
    return upper_end(link) or link.target


def _lower(link: TraceLink) -> str:
    return link.source if _upper(link) == link.target else link.target

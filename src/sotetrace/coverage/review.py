"""The queue of what nobody has judged: inferred links without a signature and pairs without a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.coverage.losses import LOSS_WEIGHT, Loss
from sotetrace.coverage.what_if import find_link_impacts
from sotetrace.model.ids import natural_key
from sotetrace.model.links import link_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sotetrace.coverage.results import CoverageResult
    from sotetrace.graph import TraceGraph, TraceLink


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An inferred link that nobody has signed, with what falls if it does not hold. `name` is what `--sign` takes."""

    name: str
    link: TraceLink
    losses: tuple[Loss, ...]

    @property
    def weight(self) -> int:
        """The sum of the weights of the losses."""
        return sum(LOSS_WEIGHT[loss.type] for loss in self.losses)


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """The queue, the most consequential first; the pairs nobody judged; and how many inferred links are signed."""

    document: str
    items: tuple[ReviewItem, ...]
    unjudged: tuple[tuple[str, str], ...]
    accepted: int
    rejected: int


def build_review(graph: TraceGraph, coverage: CoverageResult) -> ReviewResult:
    """Build the review queue of a document; `coverage` is that of the same graph."""
    inferred = [link for link in graph.iter_links() if link.basis == "inferred"]
    unsigned = [link for link in inferred if not link.is_reviewed and not link.is_rejected]
    items = [ReviewItem(name_of(link), link, losses) for link, losses in find_link_impacts(graph, unsigned, coverage)]
    pairs = {
        (measure, element.id)
        for expectation in coverage.expectations
        for element in expectation.elements
        for measure in element.unjudged
    }
    return ReviewResult(
        document=coverage.document,
        items=tuple(sorted(items, key=lambda item: (-item.weight, -item.link.strength, item.link.sort_key))),
        unjudged=tuple(sorted(pairs, key=lambda pair: [natural_key(identifier) for identifier in pair])),
        accepted=sum(1 for link in inferred if link.is_reviewed),
        rejected=sum(1 for link in inferred if link.is_rejected),
    )


def name_of(link: TraceLink) -> str:
    """Return the name of a link for the command line: `M1.a:G2.1.a`, or with its type, `M1.a:serves:S6`."""
    start, end = link.source_part or link.source, link.target_part or link.target
    return link_name(link.type, start, end)


def find_named(links: Iterable[TraceLink], name: str) -> list[TraceLink]:
    """Return the inferred links that a name means."""
    pieces = name.strip().split(":")
    wanted = ":".join((pieces[0], pieces[-1])) if len(pieces) == 3 and pieces[1] == "advances" else name.strip()
    return [link for link in links if link.basis == "inferred" and name_of(link) == wanted]

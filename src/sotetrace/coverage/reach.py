"""How links bear on an element, and what comes of them for one expectation.

Two kinds of link reach an element. A *direct* link points at it or at one of its parts (or starts there). A *set*
link comes by way of its goal: a measure that the source sets beside a goal stands beside each of its sub-goals, which
is `layout` (or `blanket`, when one sentence claims it for all), however strong the words about the goal are.
Inference about a goal is no inference about its sub-goals. A part is served only by links that somebody aimed at it
or at the very element: a row of a table does not say which part of it is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sotetrace.coverage.results import ElementCoverage, PartCoverage
from sotetrace.coverage.tiers import RANK, Tier, best, nth_best, tier_of, whole_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sotetrace.coverage.losses import Scale
    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.elements import Element
    from sotetrace.model.expectations import Expectation

    Cut = Callable[["Reach"], str | None]
    """What tells of a reach by which of the removed ids it is gone; None when it is still there."""
    Beside = dict[str, list["Reach"]]
    """What is set beside each goal that was asked about, for one expectation."""

_FEW_CARRIERS = 2
"""With so many carriers or fewer, the loss of one leaves one or none."""


class Reach(NamedTuple):
    """One link as it bears on an element: from or to whom, on which part, and how it counts on each scale.

    `is_aimed` says whether it says something of each part: aimed at the part, or a sentence or a reading about the very
    element. `via` is the goal of a sub-goal by way of which a set link comes.
    """

    link: TraceLink
    other: str
    part: str | None
    as_source: Tier
    as_read: Tier
    is_aimed: bool
    via: str | None = None

    def tier(self, scale: Scale) -> Tier:
        """Return how it counts on a scale."""
        if scale == "as_source":
            return self.as_source
        return "none" if scale == "as_reviewed" and not self.link.is_reviewed else self.as_read


@dataclass(frozen=True, slots=True)
class Footing:
    """One element for one expectation, and all that bears on it: enough to say how it is covered, or would be."""

    element: Element
    reaches: tuple[Reach, ...]
    at_least: int

    def cover(self) -> ElementCoverage:
        """Evaluate it."""
        element, at_least = self.element, self.at_least
        wholes = self.find_wholes()
        tiers = [_tiers_on_each(here, at_least) for here in wholes]
        # Of a part its best link counts (or the `at_least`-th), of the whole its worst part.
        as_source, as_read, as_reviewed = tiers[0] if len(tiers) == 1 else map(whole_of, zip(*tiers, strict=True))
        return ElementCoverage(
            id=element.id,
            kind=element.kind,
            as_source=as_source,
            as_read=as_read,
            as_reviewed=as_reviewed,
            by_source=_each_once([reach.other for reach in self.reaches if reach.as_source != "none"]),
            by_reading=_each_once([reach.other for reach in self.reaches if reach.as_read != "none"]),
            carriers=_each_once([reach.other for reach in self.reaches if reach.is_aimed]),
            parts=tuple(
                [
                    PartCoverage(part.id, tier, len({reach.other for reach in here if reach.is_aimed}) >= at_least)
                    for part, here, (_, tier, _) in zip(element.parts, wholes, tiers, strict=True)
                ]
                if element.parts
                else ()
            ),
        )

    def without(self, cut: Cut) -> Footing:
        """Return it without what is gone."""
        return replace(self, reaches=tuple(reach for reach in self.reaches if cut(reach) is None))

    def find_critical(self) -> set[str]:
        """Return the ids without any one of which the coverage could be another.

        Most elements rest on more than one link of the best tier, so that no single counterpart decides; this finds the
        few that do without evaluating each absence. One too many may be named, never one too few.
        """
        critical: set[str] = set()
        for here in self.find_wholes():
            for scale in ("as_source", "as_read", "as_reviewed"):
                ranked = sorted(_best_by_other(here, scale).items(), key=lambda entry: -RANK[entry[1]])
                if len(ranked) <= self.at_least or ranked[self.at_least - 1][1] != ranked[self.at_least][1]:
                    critical.update(other for other, _ in ranked[: self.at_least])
            aimed = {reach.other for reach in here if reach.is_aimed}
            if len(aimed) <= self.at_least:
                critical |= aimed
        carriers = {reach.other for reach in self.reaches if reach.is_aimed}
        return critical | carriers if len(carriers) <= _FEW_CARRIERS else critical

    def find_causes(self, cut: Cut, scale: Scale, below: Tier, part: str | None = None) -> Iterator[str]:
        """Yield by what it fell on a scale below a tier, as a whole or in one part.

        That is by what those links are gone that were stronger than what is left, of the parts that fell below it.
        """
        for here in self.find_wholes() if part is None else [self._on(part)]:
            left = [reach for reach in here if cut(reach) is None]
            now = _nth(left, scale, self.at_least)
            if RANK[now] >= min(RANK[below], RANK[_nth(here, scale, self.at_least)]):
                continue
            tiers = _best_by_other(left, scale)
            own = _best_by_other([reach for reach in here if cut(reach) == reach.other], scale)
            for reach in here:
                gone_by, rank = cut(reach), RANK[reach.tier(scale)]
                still = max(RANK[now], RANK[tiers.get(reach.other, "none")])
                # By way of a goal that is gone, nothing more is lost than what is lost with the counterpart itself.
                is_lost_anyhow = gone_by != reach.other and rank <= RANK[own.get(reach.other, "none")]
                if gone_by is not None and rank > still and not is_lost_anyhow:
                    yield gone_by

    def find_carriers_gone(self, cut: Cut, part: str | None = None) -> Iterator[str]:
        """Yield by what the carriers are gone, of the element or of one part of it."""
        for reach in self.reaches:
            gone_by = cut(reach)
            if gone_by is not None and reach.is_aimed and (part is None or reach.part in (None, part)):
                yield gone_by

    def find_wholes(self) -> list[Sequence[Reach]]:
        """Return what bears on each part, or on the whole when there are none."""
        return [self._on(part.id) for part in self.element.parts] or [self.reaches]

    def _on(self, part: str) -> Sequence[Reach]:
        return [reach for reach in self.reaches if reach.part in (None, part)]


def cover_element(
    graph: TraceGraph, expectation: Expectation, element: Element, beside: Beside | None = None
) -> ElementCoverage:
    """Evaluate one element against one expectation."""
    return find_footing(graph, expectation, element, beside).cover()


def find_footing(
    graph: TraceGraph, expectation: Expectation, element: Element, beside: Beside | None = None
) -> Footing:
    """Find what bears on an element: its own links, and those of its goal that set something beside it.

    Whoever asks for many sub-goals gives a dict `beside`, which keeps what is alike for all sub-goals of a goal.
    """
    types = (expectation.link,)
    is_in = expectation.direction == "in"
    links = graph.find_links_to(element.id, types) if is_in else graph.find_links_from(element.id, types)
    reaches = [_direct(link, is_in) for link in _counting(graph, links, expectation)]
    if is_in and element.kind == "sub_goal" and expectation.link == "advances":
        beside = {} if beside is None else beside
        for up in graph.find_links_from(element.id, ("part_of",)):
            goal = up.target
            if goal not in beside:
                beside[goal] = _find_beside(graph, expectation, goal)
            reaches += beside[goal]
    return Footing(element, tuple(reaches), expectation.at_least)


def _find_beside(graph: TraceGraph, expectation: Expectation, goal: str) -> list[Reach]:
    """Return what the source sets beside a goal, and so beside each of its sub-goals; nothing beside a draft."""
    if graph.element(goal).draft:
        return []
    links = [link for link in graph.find_links_to(goal, (expectation.link,)) if link.basis != "inferred"]
    return [_set(link) for link in _counting(graph, links, expectation)]


def _counting(graph: TraceGraph, links: Iterable[TraceLink], expectation: Expectation) -> list[TraceLink]:
    """Return the links that count: they carry, and lead from or to an element of a kind asked for that is meant."""
    by, is_in, element = expectation.by, expectation.direction == "in", graph.element
    counting = []
    for link in links:
        other = element(link.source if is_in else link.target)
        if other.kind in by and not other.draft and link.is_carrying:
            counting.append(link)
    return counting


def _direct(link: TraceLink, is_in: bool) -> Reach:
    other, part = (link.source, link.target_part) if is_in else (link.target, link.source_part)
    tier = tier_of(link.strength)
    is_inferred = link.basis == "inferred"
    is_aimed = part is not None or is_inferred or link.basis == "stated"
    return Reach(link, other, part, "none" if is_inferred else tier, tier if is_inferred else "none", is_aimed)


def _set(link: TraceLink) -> Reach:
    """Return how a link to its goal bears on a sub-goal."""
    tier: Tier = "blanket" if link.basis == "blanket" else "layout"
    return Reach(link, link.source, None, tier, "none", False, link.target)


def _each_once(ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids)) if len(ids) > 1 else tuple(ids)


def _tiers_on_each(reaches: Sequence[Reach], at_least: int) -> tuple[Tier, Tier, Tier]:
    """Return the tier that some links give on each scale: as the source has it, as read, as reviewed."""
    if at_least > 1:
        return tuple(_nth(reaches, scale, at_least) for scale in ("as_source", "as_read", "as_reviewed"))  # type: ignore[return-value]
    source: Tier = "none"
    read: Tier = "none"
    reviewed: Tier = "none"
    rank = RANK
    for link, _, _, as_source, as_read, _, _ in reaches:
        if rank[as_source] > rank[source]:
            source = as_source
        if as_read != "none":
            if rank[as_read] > rank[read]:
                read = as_read
            if link.is_reviewed and rank[as_read] > rank[reviewed]:
                reviewed = as_read
    return source, read, reviewed


def _nth(reaches: Sequence[Reach], scale: Scale, at_least: int) -> Tier:
    if at_least == 1:  # nearly always, and then it does not matter whose tier it is
        return best([tier for _, tier in _tiers(reaches, scale)])
    return nth_best(_best_by_other(reaches, scale).values(), at_least)


def _best_by_other(reaches: Sequence[Reach], scale: Scale) -> dict[str, Tier]:
    """Return the best tier of each counterpart that counts on a scale."""
    by_other: dict[str, Tier] = {}
    for other, tier in _tiers(reaches, scale):
        known = by_other.get(other)
        if known is None or RANK[tier] > RANK[known]:
            by_other[other] = tier
    return by_other


def _tiers(reaches: Sequence[Reach], scale: Scale) -> list[tuple[str, Tier]]:
    """Return (counterpart, tier) of each reach that counts on a scale; asked most often of all."""
    if scale == "as_source":
        return [(reach.other, reach.as_source) for reach in reaches if reach.as_source != "none"]
    read = [reach for reach in reaches if reach.as_read != "none"]
    return [(reach.other, reach.as_read) for reach in read if scale == "as_read" or reach.link.is_reviewed]

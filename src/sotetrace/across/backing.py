"""Which measures of a document reach an element of it, by its own links alone, and how far.

Chains lead down as coverage has them: from a statement to what serves it, from a core problem to the goals that answer
it, from a goal to its measures and sub-goals, and from a sub-goal to its own measures and, as a set, to those of its
goal. No measure is said to meet a trend, an actor or a date. Chains as the source has them, chains that hold an
inference, and chains that hold a blanket claim are kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from sotetrace.coverage.reach import cover_element
from sotetrace.coverage.roll_up import ADVANCED, is_rolled_up
from sotetrace.coverage.tiers import best, tier_of
from sotetrace.graph import Chain, Strength
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sotetrace.across.member import Member
    from sotetrace.across.standings import Extent
    from sotetrace.coverage import ElementCoverage, Tier
    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import LinkType

_Step = tuple["TraceLink", str, str | None]
"""A step down: its link, and the element and the part of it at the lower end."""
_ByMeasure = Mapping[str, Mapping["Ground", Chain]]
"""The best chain down to each measure, on each ground."""
Ground = Literal["as_source", "as_read", "blanket"]
"""What a chain rests on: the source alone, an inference among its links, or a blanket claim among them."""

_BELOW: dict[Kind, tuple[tuple[LinkType, ...], tuple[Kind, ...]]] = {
    "statement": (("serves",), ("goal", "measure")),
    "core_problem": (("answers",), ("goal",)),
    "goal": (("advances", "part_of"), ("measure", "sub_goal")),
    "sub_goal": (("advances",), ("measure",)),
}
"""By which links chains lead down from a kind, and to which kinds: ever lower ones, so that no chain is a circle."""
_SOLID: frozenset[Tier] = frozenset(("stated", "layout", "high", "medium", "low"))
"""The tiers of an element that is covered as a whole, other than by a blanket claim."""


@dataclass(frozen=True, slots=True)
class Backer:
    """A measure that reaches an element, with the best chain down to it on each ground.

    A measure that is itself the element has no chain.
    """

    measure: str
    chains: Mapping[Ground, Chain] = field(default_factory=dict)

    @property
    def is_blanket(self) -> bool:
        """Say whether only chains that hold a blanket claim lead to it."""
        return set(self.chains) == {"blanket"}

    @property
    def chain(self) -> Chain | None:
        """The best of its chains: one without a blanket claim before one with it, then the strongest."""
        solid = [chain for ground, chain in self.chains.items() if ground != "blanket"]
        return min(solid or self.chains.values(), key=_rank, default=None)


@dataclass(frozen=True, slots=True)
class Backing:
    """What reaches an element or part: how far, by which measures, and the best tier on each of the two scales.

    A measure reaches itself, which is on no scale: both tiers are None.
    """

    id: str
    extent: Extent
    backers: tuple[Backer, ...]
    as_source: Tier | None
    as_read: Tier | None


@dataclass(frozen=True)
class Backings:
    """The backings of one document, each found when it is first asked for."""

    member: Member
    _found: dict[tuple[str, str | None], _ByMeasure] = field(default_factory=dict, repr=False)

    def find(self, identifier: str) -> Backing:
        """Find what reaches an element or part; for an id that nothing has, nothing."""
        owner = self._owners.get(identifier, identifier)
        part = identifier if owner != identifier else None
        if owner not in self.graph or self.graph.element(owner).draft:
            return Backing(identifier, "none", (), "none", "none")
        if self.graph.element(owner).kind == "measure":
            return Backing(identifier, "whole", (Backer(identifier),), None, None)
        chains = _best_of((*self._iter_chains(owner, part), *self._iter_set_chains(owner)))
        backers = tuple(Backer(measure, chains[measure]) for measure in sorted(chains, key=natural_key))
        return Backing(
            identifier,
            self._extent(owner, part, backers),
            backers,
            _best(backers, ("as_source", "blanket")),
            _best(backers, ("as_read",)),
        )

    @property
    def graph(self) -> TraceGraph:
        """The graph of the document."""
        return self.member.graph

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        document = self.graph.document
        return {part: owner for part, owner in document.part_owners.items() if part not in document.elements}

    # ---- how far ------------------------------------------------------------------------------------------------

    def _extent(self, identifier: str, part: str | None, backers: Sequence[Backer]) -> Extent:
        if not backers:
            return "none"
        if all(backer.is_blanket for backer in backers):
            return "blanket"
        return "whole" if self._is_whole(identifier, part) else "part"

    def _is_whole(self, identifier: str, part: str | None) -> bool:
        """Say whether measures reach all of an element or part, on one scale or the other, blanket claims left out."""
        kind = self.graph.element(identifier).kind
        if kind == "measure":
            return True
        if kind in ("goal", "sub_goal") and part is not None:
            return any(_is_aimed(link, part) for link, _, _ in self._steps(identifier, part))
        if kind == "sub_goal":
            return all(_is_solid(covered.as_source, covered.as_read) for covered in self._covered(identifier))
        if kind == "goal":
            rolled = self.member.coverage.find_roll_up(identifier)
            return rolled is not None and _is_solid(rolled.as_source, rolled.as_read)
        return any(
            link.basis != "blanket" and self._is_whole(lower, lower_part)
            for link, lower, lower_part in self._steps(identifier, part)
        )

    def _covered(self, sub_goal: str) -> list[ElementCoverage]:
        """Return how measures advance a sub-goal: as the document asks it, in the built-in way when it does not."""
        asked = zip(self.member.coverage.asked, self.member.coverage.expectations, strict=True)
        found = [x for one, evaluated in asked if is_rolled_up(one) for x in evaluated.find_elements((sub_goal,))]
        return found or [cover_element(self.graph, ADVANCED, self.graph.element(sub_goal))]

    # ---- by which measures --------------------------------------------------------------------------------------

    def _chains(self, identifier: str, part: str | None) -> _ByMeasure:
        """Find the best chain on each ground from an element down to each measure."""
        if (identifier, part) not in self._found:
            self._found[identifier, part] = _best_of(self._iter_chains(identifier, part))
        return self._found[identifier, part]

    def _iter_chains(self, identifier: str, part: str | None) -> Iterator[Chain]:
        for link, lower, lower_part in self._steps(identifier, part):
            if self.graph.element(lower).kind == "measure":
                yield Chain((identifier, lower), (link,))
                continue
            for by_ground in self._chains(lower, lower_part).values():
                yield from (Chain((identifier, *x.ids), (link, *x.links)) for x in by_ground.values())

    def _iter_set_chains(self, identifier: str) -> Iterator[Chain]:
        """Yield the chains by way of a sub-goal's goal: what the source sets beside it stands beside its sub-goals."""
        if self.graph.element(identifier).kind != "sub_goal":
            return
        for up in self.graph.find_links_from(identifier, ("part_of",)):
            if not self.graph.element(up.target).draft:
                for link in self.graph.find_links_to(up.target, ("advances",)):
                    if link.basis != "inferred" and self._is_counted(link, link.source, ("measure",)):
                        yield Chain((identifier, up.target, link.source), (up, link))

    def _steps(self, identifier: str, part: str | None) -> list[_Step]:
        """Return where chains lead a step down."""
        kind = self.graph.element(identifier).kind
        types, kinds = _BELOW.get(kind, ((), ()))
        links = self.graph.find_links_to(identifier, types) if types else []
        steps = [
            (link, link.source, link.source_part)
            for link in links
            # Of which part of a goal a sub-goal is a part, no field says.
            if _is_about(part, link.target_part) and (part is None or link.type != "part_of")
        ]
        return [step for step in steps if self._is_counted(step[0], step[1], kinds)]

    def _is_counted(self, link: TraceLink, lower: str, kinds: Sequence[Kind]) -> bool:
        element = self.graph.element(lower)
        return element.kind in kinds and not element.draft and link.is_carrying


def _is_about(part: str | None, named: str | None) -> bool:
    """Say whether a link that names a part, or none, is about a part; about the whole, every link is."""
    return part is None or named in (None, part)


def _is_aimed(link: TraceLink, part: str) -> bool:
    """Say whether somebody aimed a link at a part or at the very element; a row does not say which part is meant."""
    return link.basis in ("stated", "inferred") or (link.basis == "layout" and link.target_part == part)


def _is_solid(as_source: Tier, as_read: Tier) -> bool:
    return as_source in _SOLID or as_read in _SOLID


def tier_of_links(links: Sequence[TraceLink]) -> Tier:
    """Return the tier of the weakest link of a chain; what holds a blanket claim is worth no more than that."""
    if any(link.basis == "blanket" for link in links):
        return "blanket"
    return tier_of(min((link.strength for link in links), default=Strength.STATED))


def _best_of(chains: Iterable[Chain]) -> _ByMeasure:
    """Return the best of some chains for each measure and ground."""
    found: dict[str, dict[Ground, Chain]] = {}
    for chain in chains:
        ground, by_ground = _ground(chain), found.setdefault(chain.ids[-1], {})
        if ground not in by_ground or _rank(chain) < _rank(by_ground[ground]):
            by_ground[ground] = chain
    return found


def _ground(chain: Chain) -> Ground:
    bases = {link.basis for link in chain.links}
    if "blanket" in bases:
        return "blanket"
    return "as_read" if "inferred" in bases else "as_source"


def _rank(chain: Chain) -> tuple[object, ...]:
    """Order chains: the strongest first, of these the shortest, then by their ids and parts."""
    named = [natural_key(link.source_part or "") + natural_key(link.target_part or "") for link in chain.links]
    return (-chain.strength, len(chain.ids), [natural_key(identifier) for identifier in chain.ids], named)


def _best(backers: Sequence[Backer], grounds: Sequence[Ground]) -> Tier:
    """Return the best tier of the chains on some grounds."""
    return best(
        tier_of_links(chain.links) for backer in backers for ground, chain in backer.chains.items() if ground in grounds
    )

"""What stands on what in one document: every question of coverage about an element, ready to be asked again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.coverage.reach import find_footing
from sotetrace.coverage.roll_up import ADVANCED, ALONE, is_rolled_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sotetrace.coverage.reach import Footing
    from sotetrace.coverage.removal import Removal
    from sotetrace.coverage.results import ChainResult, CoverageResult, ElementCoverage
    from sotetrace.graph import TraceGraph
    from sotetrace.model.expectations import Expectation


@dataclass(frozen=True, slots=True)
class Asked:
    """One element for one expectation: what bears on it, and its coverage as it is."""

    expectation: Expectation
    footing: Footing
    before: ElementCoverage


class Footings:
    """The footings of a document whose coverage is known; each is made when it is first asked for."""

    def __init__(self, graph: TraceGraph, before: CoverageResult) -> None:
        self.graph = graph
        self.before = before
        self.roll_ups = {found.id: found for found in before.roll_ups}
        self._asks_of_sub_goals = any(is_rolled_up(expectation) for expectation in before.asked)
        self._chains: dict[str, list[ChainResult]] = {}
        for chain in before.chains:
            for identifier in {*chain.as_read, *chain.as_source}:
                self._chains.setdefault(identifier, []).append(chain)
        self._asked: dict[str, list[Asked]] = {}
        self._not_asked: dict[str, list[Asked]] = {}

    def find_asked(self, identifier: str) -> list[Asked]:
        """Return an element for each expectation that is about it."""
        if identifier not in self._asked:
            element = self.graph.element(identifier)
            self._asked[identifier] = [
                Asked(expectation, find_footing(self.graph, expectation, element), covered)
                for expectation, coverage in zip(self.before.asked, self.before.expectations, strict=True)
                for covered in coverage.find_elements((identifier,))
            ]
        return self._asked[identifier]

    def find_rolled_up(self, sub_goal: str) -> list[Asked]:
        """Return what is rolled up of a sub-goal; nothing of a draft."""
        if self._asks_of_sub_goals:
            return [asked for asked in self.find_asked(sub_goal) if is_rolled_up(asked.expectation)]
        return [] if self.graph.element(sub_goal).draft else self._find_not_asked(sub_goal, ADVANCED)

    def find_alone(self, goal: str) -> list[Asked]:
        """Return what is rolled up of a goal that has no sub-goals."""
        return self._find_not_asked(goal, ALONE)

    def find_sub_goals(self, goal: str) -> list[str]:
        """Return the sub-goals of which something is rolled up into a goal."""
        links = self.graph.find_links_to(goal, ("part_of",))
        return [link.source for link in links if self.find_rolled_up(link.source)]

    def find_chains(self, ids: Iterable[str]) -> list[ChainResult]:
        """Return the chains of which a witness goes through any of some ids."""
        found = {chain.id: chain for identifier in ids for chain in self._chains.get(identifier, ())}
        return list(found.values())

    def find_critical(self) -> Mapping[str, set[str]]:
        """Find, for each element, the ids without any one of which its coverage could be another."""
        critical: dict[str, set[str]] = {}
        ids = {covered.id for coverage in self.before.expectations for covered in coverage.elements}
        asked = {identifier: list(self.find_asked(identifier)) for identifier in ids}
        for found in self.before.roll_ups:
            if found.kind == "goal":
                below = self.find_sub_goals(found.id)
                for identifier in below if not self._asks_of_sub_goals else ():
                    asked.setdefault(identifier, []).extend(self.find_rolled_up(identifier))
                if not below:
                    asked.setdefault(found.id, []).extend(self.find_alone(found.id))
        for identifier, questions in asked.items():
            critical[identifier] = set().union(*(question.footing.find_critical() for question in questions))
        return critical

    def _find_not_asked(self, identifier: str, expectation: Expectation) -> list[Asked]:
        if identifier not in self._not_asked:
            footing = find_footing(self.graph, expectation, self.graph.element(identifier))
            self._not_asked[identifier] = [Asked(expectation, footing, footing.cover())]
        return self._not_asked[identifier]


class After:
    """The coverage of elements after a removal, each evaluated when it is first asked for."""

    def __init__(self, footings: Footings, removal: Removal) -> None:
        self.footings = footings
        self.removal = removal
        self._covers: dict[int, ElementCoverage] = {}

    def cover(self, asked: Asked) -> ElementCoverage:
        """Return the coverage without what is gone: the very same as before when nothing of it is."""
        if id(asked) not in self._covers:  # the footings keep every question, so its identity stands for it
            left = asked.footing.without(self.removal.cut)
            is_same = len(left.reaches) == len(asked.footing.reaches)
            self._covers[id(asked)] = asked.before if is_same else left.cover()
        return self._covers[id(asked)]
